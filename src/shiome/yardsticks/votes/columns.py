"""Columns of a vote file, each value checked once however often it occurs."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from shiome.errors import InputRefused
from shiome.yardsticks.votes.refusals import missing_library, refused, unreadable
from shiome.yardsticks.votes.table import Ints

NOTHING = ("", "NA", "NaN", "NULL")
"""What stands for a value that is not known."""


class Column:
    """One column as positions in a short list of distinct texts."""

    def __init__(self, path: Path, name: str, codes: Ints, texts: list[str]) -> None:
        self.path = path
        self.name = name
        self.codes = codes
        self.texts = texts

    def numbers(self, read: Callable[[str], int], what: str, ja: str, *, dtype: Any = np.int32) -> Ints:
        """Each value as a number.

        Parameters
        ----------
        read:
            Gives the number of a text, or raises ``ValueError``.
        what, ja:
            What the column should hold, for the refusal.
        """
        values = np.zeros(len(self.texts) or 1, dtype=np.int64)
        wrong: list[int] = []
        for position, text in enumerate(self.texts):
            try:
                values[position] = read(text)
            except (ValueError, OverflowError):
                wrong.append(position)
        if wrong and bool((bad := np.isin(self.codes, wrong)).any()):
            row = int(np.argmax(bad))
            self.refuse(row, what, ja)
        return values[self.codes].astype(dtype)

    def refuse(self, row: int, what: str, ja: str, *, code: str = "votes.value") -> None:
        """Raise the refusal of one value."""
        text = self.texts[self.codes[row]][:40]
        raise refused(
            code,
            self.path,
            row + 2,
            f"{self.name} is “{text}”, not {what}",
            f"{self.name} が「{text}」で、{ja}ではない",
            hint="check whether columns have shifted; fetch the file again",
            hint_ja="列がずれていないか確かめ、ファイルを取り直す",
        )


def heading(path: Path) -> list[str]:
    """The column names of a file, in small letters."""
    try:
        with _text(path, "latin-1") as text:
            names = next(csv.reader(text), None)
    except (OSError, EOFError, gzip.zlib.error, csv.Error) as error:  # type: ignore[attr-defined]
        raise unreadable(path, error) from error
    if not names:
        raise refused("votes.empty", path, None, "it has no rows", "行がない")
    return [name.strip().removeprefix("ï»¿").strip('"').casefold() for name in names]


def opened(path: Path) -> Any:
    """The unpacked bytes of a file."""
    return gzip.open(path) if path.suffix.casefold() == ".gz" else path.open("rb")


def _text(path: Path, encoding: str) -> IO[str]:
    if path.suffix.casefold() == ".gz":
        return cast("IO[str]", gzip.open(path, "rt", encoding=encoding, newline=""))
    return path.open(encoding=encoding, newline="")


def read_columns(path: Path, wanted: Iterable[str], needed: Iterable[str]) -> dict[str, Column]:
    """The columns of a file that are wanted and there.

    Raises
    ------
    InputRefused
        ``votes.columns`` for a needed column that is missing or a row with another number of values, ``votes.unreadable``,
        ``votes.empty``.
    """
    names = heading(path)
    need_columns(path, names, needed)
    chosen = [name for name in dict.fromkeys(wanted) if name in names]
    table = _arrow_table(path, names, chosen)
    if table.num_rows == 0:
        raise refused("votes.empty", path, None, "it has no rows", "行がない")
    found: dict[str, Column] = {}
    for name in chosen:
        array = table.column(name).unify_dictionaries().combine_chunks()
        chunk = array.chunk(0) if hasattr(array, "chunk") else array
        texts = [str(text).strip() for text in chunk.dictionary.to_pylist()]
        found[name] = Column(path, name, chunk.indices.to_numpy(zero_copy_only=False), texts)
    return found


def need_columns(path: Path, names: list[str], needed: Iterable[str]) -> None:
    """Refuse a file that lacks a column."""
    missing = [name for name in needed if name not in names]
    if missing:
        listed = ", ".join(missing)
        raise refused("votes.columns", path, 1, f"the column {listed} is missing", f"列 {listed} がない")


def _arrow_table(path: Path, names: list[str], chosen: list[str]) -> Any:
    try:
        pa: Any = import_module("pyarrow")
        arrow_csv: Any = import_module("pyarrow.csv")
    except ModuleNotFoundError as missing:
        raise missing_library("pyarrow") from missing
    wrong: list[Any] = []

    def note(row: Any) -> str:
        wrong.append(row)
        return "skip"

    try:
        with opened(path) as stream:
            table = arrow_csv.read_csv(
                stream,
                # One thread, so that a row which is wrong knows its number.
                read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
                parse_options=arrow_csv.ParseOptions(invalid_row_handler=note),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
                    include_columns=chosen,
                    strings_can_be_null=False,
                ),
            )
    except (OSError, EOFError, gzip.zlib.error, pa.ArrowException) as error:  # type: ignore[attr-defined]
        raise unreadable(path, error) from error
    if wrong:
        raise _other_width(path, wrong[0], len(names))
    return table


def _other_width(path: Path, row: Any, width: int) -> InputRefused:
    return refused(
        "votes.columns",
        path,
        row.number,
        f"the row has {row.actual_columns} values, the heading {width}",
        f"行の値が {row.actual_columns} 個で、見出しは {width} 個",
        hint="the file is cut or its columns have shifted; fetch it again",
        hint_ja="ファイルが途切れているか列がずれている。取り直す",
    )


def rows_of(path: Path, needed: Iterable[str], *, encoding: str = "utf-8") -> list[tuple[int, dict[str, str]]]:
    """Line number and values of every row of a small file, with text that may run over several lines.

    Raises
    ------
    InputRefused
        As :func:`read_columns`.
    """
    names = heading(path)
    need_columns(path, names, needed)
    found: list[tuple[int, dict[str, str]]] = []
    try:
        with _text(path, encoding) as text:
            reader = csv.reader(text)
            next(reader)
            for values in reader:
                if not values:
                    continue
                if len(values) != len(names):
                    why = f"the row has {len(values)} values, the heading {len(names)}"
                    ja = f"行の値が {len(values)} 個で、見出しは {len(names)} 個"
                    raise refused("votes.columns", path, reader.line_num, why, ja)
                found.append((reader.line_num, dict(zip(names, (v.strip() for v in values), strict=True))))
    except (OSError, EOFError, gzip.zlib.error, csv.Error, UnicodeDecodeError) as error:  # type: ignore[attr-defined]
        raise unreadable(path, error) from error
    if not found:
        raise refused("votes.empty", path, None, "it has no rows", "行がない")
    return found
