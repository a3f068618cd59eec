"""Tables of positions: CSV with a heading, parted by commas, semicolons or tabs, and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from shiome.bulk.columns import real_numbers, text, trimmed
from shiome.bulk.extra import Array, Table, arrow_csv, np, pa, pc, pq
from shiome.bulk.files import Lines
from shiome.errors import InputRefused
from shiome.sanctions.positions.batches import TEXTS, Batch, Rejected
from shiome.sanctions.positions.headings import places_of
from shiome.sanctions.positions.moments import read_moments

NUMBERS = ("mmsi", "imo", "lat", "lon", "speed", "course", "heading", "draught")
_PARQUET_ROWS = 131_072
_MOST = 1e12
_SHIP_PREFIX = "IMO"


def csv_batches(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Batch]:
    """The rows of a CSV file, block by block.

    Raises
    ------
    InputRefused
        The file cannot be read, is no text, or has no columns for vessel, time and place.
    """
    places: dict[str, int] = {}
    mark, width = b",", 0
    for number, lines in Lines(path, on_bytes=on_bytes).batches():
        if not width:
            mark = max((b",", b";", b"\t"), key=lines[0].count)
            headings = _fields(lines[0], mark) or []
            places, width = places_of(headings, path), len(headings)
            number, lines = number + 1, lines[1:]  # the heading is no row
        yield _batch(number, lines, mark, width, places)
    if not width:
        raise InputRefused(
            "positions.empty", f"{path.name} is empty", ja=f"{path.name} が空である", hint="give a table with a heading",
            hint_ja="見出しのある表を渡す", failed=path,
        )  # fmt: skip


def parquet_batches(path: Path, on_rows: Callable[[int], None]) -> Iterator[Batch]:
    """The rows of a Parquet file, some at a time.

    Raises
    ------
    InputRefused
        ``positions.parquet``: it is none, or is cut short; ``positions.columns``.
    """
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _no_parquet(path, error) from error
    places = places_of(file.schema_arrow.names, path)
    names = {column: file.schema_arrow.names[place] for column, place in places.items()}
    done = 0
    try:
        for group in file.iter_batches(_PARQUET_ROWS, columns=list(names.values())):
            columns = {column: group.column(name) for column, name in names.items()}
            yield _typed(columns, np.arange(done + 1, done + 1 + len(group)), _shown(columns))
            done += len(group)
            on_rows(done)
    except (pa.ArrowException, OSError) as error:
        raise _no_parquet(path, error) from error


def _batch(number: int, lines: list[bytes], mark: bytes, width: int, places: dict[str, int]) -> Batch:
    """Lines cut into columns: those without a quotation mark at once, the others one by one."""
    plain: list[int] = []
    cells: list[tuple[int, list[str]]] = []
    rejected: list[Rejected] = []
    blank = 0
    for position, line in enumerate(lines):
        if b'"' not in line and line.count(mark) == width - 1 and b"\r" not in line and b"\0" not in line:
            plain.append(position)
            continue
        if not line.strip():
            blank += 1
            continue
        fields = _fields(line, mark)
        if fields is None:
            rejected.append((number + position, "quotes", "", line))
        elif len(fields) != width:
            rejected.append((number + position, "columns", f"{len(fields)} columns instead of {width}", line))
        else:
            cells.append((position, fields))
    order = np.array(plain + [position for position, _ in cells], dtype=np.int64)
    columns = {}
    table = _parsed([lines[position] for position in plain], mark, width, places)
    for column, place in places.items():
        quoted = pa.array([fields[place] for _, fields in cells], pa.string())
        columns[column] = pa.concat_arrays([table[column], quoted])
    made = _typed(_in_order(columns, order), np.sort(order) + number, None)
    kept = np.sort(order).tolist()
    made.raw = lambda position: lines[kept[position]]
    made.rejected, made.blank = rejected, blank
    return made


def _in_order(columns: dict[str, Array], order: Array) -> dict[str, Array]:
    if (order[1:] > order[:-1]).all():
        return columns
    sorted_rows = pa.array(np.argsort(order))
    return {name: column.take(sorted_rows) for name, column in columns.items()}


def _parsed(lines: list[bytes], mark: bytes, width: int, places: dict[str, int]) -> dict[str, Array]:
    if not lines:
        return {column: pa.array([], pa.string()) for column in places}
    joined = b"\n".join(lines)
    try:
        joined.decode()
    except UnicodeDecodeError:
        joined = joined.decode("latin-1").encode()
    names = [f"c{position}" for position in range(width)]
    wanted = [names[place] for place in places.values()]
    table = arrow_csv.read_csv(
        pa.BufferReader(joined),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=len(joined) + 1024, use_threads=False),
        parse_options=arrow_csv.ParseOptions(
            delimiter=mark.decode(), quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=False, check_utf8=False
        ),
    )  # fmt: skip
    return {column: table.column(names[place]).combine_chunks() for column, place in places.items()}


def _fields(line: bytes, mark: bytes) -> list[str] | None:
    """The fields of one line; ``None`` where a quoted one does not end."""
    try:
        written = line.decode()
    except UnicodeDecodeError:
        written = line.decode("latin-1")
    try:
        return next(
            csv.reader([written.replace("\r", " ").replace("\0", " ")], delimiter=mark.decode(), strict=True), []
        )
    except csv.Error:
        return None


def _typed(columns: dict[str, Array], lines: Array, raw: Callable[[int], bytes] | None) -> Batch:
    count = len(lines)
    numbers = {name: _number(columns[name], name) if name in columns else np.full(count, np.nan) for name in NUMBERS}
    time, timed = _time(columns["time"])
    empty = pa.nulls(count, pa.string())
    texts = {name: _text(columns[name]) if name in columns else empty for name in TEXTS}
    return Batch(lines, numbers, time, timed, texts, raw or (lambda _: b""))


def _number(column: Array, name: str) -> Array:
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        plain = pc.fill_null(pc.cast(column, pa.float64(), safe=False), float("nan"))
        return plain.to_numpy(zero_copy_only=False)
    column = trimmed(pc.fill_null(pc.cast(column, pa.string()), ""))
    if name == "imo":
        column = pc.utf8_trim_whitespace(pc.utf8_ltrim(column, _SHIP_PREFIX))
    found = real_numbers(column, -_MOST, _MOST)
    return np.where(found.valid, found.values, np.nan)


def _time(column: Array) -> tuple[Array, Array]:
    if pa.types.is_timestamp(column.type):
        there = pc.is_valid(column).to_numpy(zero_copy_only=False)
        whole = pc.cast(pc.cast(column, pa.timestamp("ms", column.type.tz), safe=False), pa.int64())
        return pc.fill_null(whole, 0).to_numpy(zero_copy_only=False), there
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        value = _number(column, "time")
        there = np.isfinite(value) & (np.abs(value) < 1e15)
        factor = np.where(np.abs(value) >= 1e11, 1.0, 1000.0)
        return np.where(there, np.rint(np.where(there, value, 0) * factor), 0).astype(np.int64), there
    return read_moments(pc.fill_null(pc.cast(column, pa.string()), ""))


def _text(column: Array) -> Array:
    return text(pc.fill_null(pc.cast(column, pa.string()), ""))


def _shown(columns: dict[str, Array]) -> Callable[[int], bytes]:
    """A row of a Parquet file as text."""
    table: Table = pa.table(columns)
    return lambda position: str(table.slice(position, 1).to_pylist()[0]).encode()


def _no_parquet(path: Path, error: BaseException) -> InputRefused:
    why = " ".join(str(error).split())
    return InputRefused(
        "positions.parquet",
        f"{path.name} cannot be read as Parquet: {why}",
        ja=f"{path.name} は Parquet として読めない: {why}",
        hint="give the file whole",
        hint_ja="欠けのないファイルを渡す",
        failed=path,
    )
