"""Transfers and labels from CSV or Parquet files; every address is held against its checksum, with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from shiome.errors import InputRefused, MissingExtra
from shiome.sanctions.crypto.addresses import check_address
from shiome.sanctions.crypto.model import Label, Transfer, units

TRANSFER_COLUMNS = ("id", "time", "from", "to", "asset", "amount")
LABEL_COLUMNS = ("address", "kind", "name", "source", "date")
KINDS = ("mixer", "bridge", "exchange", "service", "theft", "victim", "person", "other")
Row = tuple[int, dict[str, str]]


def read_transfers(file: Path, *, as_of: date | None = None) -> tuple[Transfer, ...]:
    """The transfers of a file, by time; those after ``as_of`` are left out.

    Columns ``id``, ``time`` (ISO 8601, UTC where it names no zone), ``from``, ``to``, ``asset``, ``amount`` (a decimal number).

    Raises
    ------
    InputRefused
        ``crypto.columns``, ``crypto.checksum``, ``crypto.address``, ``crypto.amount``, ``crypto.time``: with file and line.
    MissingExtra
        The file is Parquet and pyarrow is not installed.
    """
    found: list[Transfer] = []
    seen: dict[str, str] = {}
    for line, row in _rows(file, TRANSFER_COLUMNS):
        where = f"{file.name}, line {line}"
        amount = units(row["amount"])
        if amount is None:
            text = f"{row['amount']!r} is no amount above 0 with at most 18 decimals"
            raise _refused("amount", where, text, f"{row['amount']!r} は小数18桁以内の正の数でない", row)
        at = _time(row["time"], where)
        source = _address(row["from"], where, seen)
        target = _address(row["to"], where, seen)
        if as_of is None or at[:10] <= as_of.isoformat():
            found.append(Transfer(row["id"], at, source, target, row["asset"], amount, where))
    return tuple(sorted(found, key=lambda each: each.at))


def read_labels(file: Path, *, as_of: date | None = None) -> tuple[Label, ...]:
    """The labels of a file; those dated after ``as_of`` are left out.

    Columns ``address``, ``kind`` (mixer, bridge, exchange, service, theft, victim, person, other), ``name``, ``source``, ``date``.

    Raises
    ------
    InputRefused
        ``crypto.columns``, ``crypto.checksum``, ``crypto.address``, ``crypto.label``, ``crypto.time``: with file and line.
    """
    found = []
    for line, row in _rows(file, LABEL_COLUMNS):
        where = f"{file.name}, line {line}"
        if row["kind"] not in KINDS or not row["source"].strip():
            text = f"a label has a source and one of the kinds {', '.join(KINDS)}"
            raise _refused("label", where, text, f"ラベルには出どころと種類（{'、'.join(KINDS)}）が要る", row)
        try:
            on = date.fromisoformat(row["date"])
        except ValueError as error:
            raise _refused("time", where, f"{row['date']!r} is no day", f"{row['date']!r} は日付でない", row) from error
        if as_of is None or on <= as_of:
            found.append(
                Label(check_address(row["address"], where=where).text, row["kind"], row["name"], row["source"], on)
            )
    return tuple(found)


def _address(text: str, where: str, seen: dict[str, str]) -> str:
    if text not in seen:
        seen[text] = check_address(text, where=where).text
    return seen[text]


def _time(text: str, where: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _refused("time", where, f"{text!r} is no time", f"{text!r} は時刻でない", text) from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        yield from _parquet_rows(file, columns) if file.suffix == ".parquet" else _csv_rows(file, columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refused("file", str(file), f"it cannot be read: {error}", f"読めない（{error}）", file) from error


def _csv_rows(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, strict=True)
        _require(file, reader.fieldnames or (), columns)
        for row in reader:
            if any(row[name] is None for name in columns):
                text = f"{file.name}, line {reader.line_num}"
                raise _refused("columns", text, "the line is cut short", "行が途中で切れている", row)
            yield reader.line_num, {name: row[name].strip() for name in columns}


def _parquet_rows(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "crypto.parquet",
            "Parquet files need the extra 'bulk'",
            ja="Parquet を読むには追加機能 bulk が要る",
            hint="install it with: pip install 'shiome[bulk]', or give CSV",
            hint_ja="pip install 'shiome[bulk]' で入れるか、CSV を与える",
            failed=file,
        ) from error
    try:
        with parquet.ParquetFile(file) as opened:
            _require(file, opened.schema_arrow.names, columns)
            line = 0
            for batch in opened.iter_batches(columns=list(columns)):
                for row in batch.to_pylist():
                    line += 1
                    yield line, {name: "" if row[name] is None else str(row[name]).strip() for name in columns}
    except arrow.ArrowException as error:
        raise _refused(
            "file", str(file), f"it is no Parquet file: {error}", f"Parquet ではない（{error}）", file
        ) from error


def _require(file: Path, given: object, columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in tuple(given)]  # type: ignore[arg-type] # names of either reader
    if missing:
        text = f"{file.name}, line 1"
        raise _refused(
            "columns", text, f"there is no column {', '.join(missing)}", f"列 {'、'.join(missing)} がない", file
        )


def _refused(code: str, where: str, text: str, ja: str, failed: object) -> InputRefused:
    return InputRefused(
        f"crypto.{code}",
        f"{where}: {text}",
        ja=f"{where}：{ja}",
        hint="mend the file and give it again",
        hint_ja="直してもう一度与える",
        failed=failed,
    )
