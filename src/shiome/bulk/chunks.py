"""Rows as text: lines of a file cut into columns, with those set aside that cannot be cut."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from itertools import count as count_from

import msgspec

from shiome.bulk.extra import Array, arrow_csv, pa
from shiome.bulk.faults import FAULT_BITS
from shiome.bulk.feeds import Heading

MAX_RECORD_LINES = 200
"""Lines that a quoted record may span; what runs further is a quotation mark that was never closed."""
_CSV_BATCH = 16_384
csv.field_size_limit(1 << 24)


class Reject(msgspec.Struct, frozen=True):
    """A row that was not loaded."""

    file: str
    line: int
    reason: str
    detail: str
    raw: str


@dataclass
class Chunk:
    """Some rows of a file as columns of text, and what was set aside while cutting them."""

    lines: list[int]
    raws: list[bytes]
    columns: dict[str, Array]
    masks: list[int]
    rejected: list[tuple[int, str, str, bytes]] = field(default_factory=list)
    """Line, reason, detail, raw row."""
    blank: int = 0


def tab_chunks(batches: Iterator[tuple[int, list[bytes]]], heading: Heading) -> Iterator[Chunk]:
    """Chunks of a file whose fields are parted by tabs and never quoted."""
    for number, lines in batches:
        yield _cut_tabs(number, lines, heading)


def comma_chunks(batches: Iterator[tuple[int, list[bytes]]], heading: Heading) -> Iterator[Chunk]:
    """Chunks of a CSV file; a quoted field may hold commas and line ends.

    A quotation mark that is never closed costs the line it stands in, not the rest of the file.
    """
    chunk, cells = Chunk([], [], {}, []), _Cells()
    for start, raw, row, mask in _records(_numbered(batches)):
        if not raw.strip():
            chunk.blank += 1
        elif (surplus := _fit(row, heading.width)) is None:
            reason = "quotes" if mask else "columns"
            chunk.rejected.append((start, reason, f"{len(row)} columns instead of {heading.width}", raw))
        else:
            chunk.lines.append(start)
            chunk.raws.append(raw)
            chunk.masks.append(mask | surplus | _line_faults(raw))
            cells.rows.append(row)
        if len(chunk.lines) >= _CSV_BATCH or len(chunk.rejected) >= _CSV_BATCH:
            yield cells.into(chunk, heading)
            chunk, cells = Chunk([], [], {}, []), _Cells()
    yield cells.into(chunk, heading)


def split_record(raw: bytes) -> list[str]:
    """The fields of one CSV line, read as leniently as the records are."""
    return next(csv.reader([_line(raw)]), [])


class _Cells:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def into(self, chunk: Chunk, heading: Heading) -> Chunk:
        columns: Sequence[Sequence[str]] = list(zip(*self.rows, strict=False)) if self.rows else []
        for name, position in heading.positions.items():
            chunk.columns[name] = pa.array(columns[position] if self.rows else [], pa.string())
        return chunk


def _cut_tabs(number: int, lines: list[bytes], heading: Heading) -> Chunk:
    chunk = Chunk([], [], {}, [])
    tabs = heading.width - 1
    counts = list(map(bytes.count, lines, repeat(b"\t")))
    fits = [count == tabs for count in counts]
    chunk.lines, chunk.raws = list(compress(count_from(number), fits)), list(compress(lines, fits))
    chunk.masks = [0] * len(chunk.lines)
    for position in (position for position, fit in enumerate(fits) if not fit):
        line, surplus = lines[position], counts[position] - tabs
        cut = _without_trailing(line, surplus)
        if cut is None:
            _set_aside(chunk, number + position, line, f"{counts[position] + 1} columns instead of {heading.width}")
        else:
            chunk.lines.append(number + position)
            chunk.raws.append(cut)
            chunk.masks.append(FAULT_BITS["trailing"])
    chunk.columns = _parse_tabs(_clean(chunk), heading) if chunk.raws else _no_columns(heading)
    return chunk


def _without_trailing(line: bytes, surplus: int) -> bytes | None:
    """The line without that many empty columns at its end; ``None`` where it has not so many."""
    return line[:-surplus] if surplus > 0 and line.endswith(b"\t" * surplus) else None


def _set_aside(chunk: Chunk, number: int, line: bytes, detail: str) -> None:
    if line.strip():
        chunk.rejected.append((number, "columns", detail, line))
    else:
        chunk.blank += 1


def _clean(chunk: Chunk) -> bytes:
    """The rows of a chunk as one text in UTF-8 in which only line ends are control characters that matter."""
    joined = b"\n".join(chunk.raws)
    stray = b"\r" in joined or b"\0" in joined
    if not stray and _is_utf8(joined):
        return joined
    texts = list(chunk.raws)
    for position, raw in enumerate(texts):
        if stray or not raw.isascii():
            texts[position] = _repaired(chunk, position, raw)
    return b"\n".join(texts)


def _parse_tabs(joined: bytes, heading: Heading) -> dict[str, Array]:
    names = [f"c{position}" for position in range(heading.width)]
    wanted = [names[position] for position in heading.positions.values()]
    table = arrow_csv.read_csv(
        pa.BufferReader(joined),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=len(joined) + 1024, use_threads=False),
        parse_options=arrow_csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, escape_char=False, newlines_in_values=False,
            ignore_empty_lines=False,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=False,
            check_utf8=False,
        ),
    )  # fmt: skip
    return {name: table.column(names[position]).combine_chunks() for name, position in heading.positions.items()}


def _no_columns(heading: Heading) -> dict[str, Array]:
    return {name: pa.array([], pa.string()) for name in heading.positions}


def _repaired(chunk: Chunk, position: int, raw: bytes) -> bytes:
    if b"\r" in raw or b"\0" in raw:
        chunk.masks[position] |= FAULT_BITS["control"]
        raw = raw.replace(b"\r", b" ").replace(b"\0", b" ")
    if not _is_utf8(raw):
        chunk.masks[position] |= FAULT_BITS["latin-1"]
        raw = raw.decode("latin-1").encode()
    return raw


def _is_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return True
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _line(raw: bytes) -> str:
    return _text(raw).replace("\r", " ").replace("\0", " ")


def _line_faults(raw: bytes) -> int:
    encoding = 0 if _is_utf8(raw) else FAULT_BITS["latin-1"]
    return encoding | (FAULT_BITS["control"] if b"\r" in raw or b"\0" in raw else 0)


def _fit(row: list[str], width: int) -> int | None:
    """The fault with which a row has the width, after dropping empty columns at its end; ``None`` where it has not."""
    if len(row) == width:
        return 0
    if len(row) > width and not any(row[width:]):
        del row[width:]
        return FAULT_BITS["trailing"]
    return None


def _numbered(batches: Iterator[tuple[int, list[bytes]]]) -> Iterator[tuple[int, bytes]]:
    for number, lines in batches:
        yield from enumerate(lines, number)


class _Source:
    """Lines handed to the CSV reader, remembered until their record is complete, and put back where it never is."""

    def __init__(self, lines: Iterator[tuple[int, bytes]]) -> None:
        self._lines = lines
        self._back: list[tuple[int, bytes]] = []
        self.taken: list[tuple[int, bytes]] = []

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MAX_RECORD_LINES:
            raise csv.Error("runaway")
        entry = self._back.pop() if self._back else next(self._lines)
        self.taken.append(entry)
        # The line end goes back on, so that one inside quotation marks stays in its field.
        return _line(entry[1]) + "\n"

    def put_back(self) -> None:
        """Return all lines of the record but its first."""
        self._back.extend(reversed(self.taken[1:]))


def _records(lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes, list[str], int]]:
    """(First line, raw record, fields, faults) of each record.

    What does not hold to the rules of quotation is read line by line and leniently, so that one stray mark cannot swallow the
    rows that follow.
    """
    source = _Source(lines)
    reader = csv.reader(source, strict=True)
    while True:
        source.taken = []
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reader = csv.reader(source, strict=True)
            source.put_back()
            number, raw = source.taken[0]
            yield number, raw, split_record(raw), FAULT_BITS["quotes"]
            continue
        yield source.taken[0][0], b"\n".join(line for _, line in source.taken), row, 0
