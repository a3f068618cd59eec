"""Records, documents and sources as rows, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from shiome.errors import QueryRefused, RecordRefused
from shiome.records.model import KINDS, AnyRecord, Document, Passage, Record, Source
from shiome.records.parts import visible_from
from shiome.records.store.schema import SHORT_DAYS
from shiome.records.values import OPEN, UNBOUNDED, day_number, number_day
from shiome.vocabulary.edtf import Edtf, parse_edtf

RECORD_COLUMNS = (
    "version", "id", "kind", "known_from", "known_until", "visible_from", "lane", "sort_day", "first_day", "last_day",
    "status", "coder", "confidence", "about", "body", "recorded_at", "batch",
)  # fmt: skip
SOURCE_COLUMNS = (
    "id", "record", "document", "span_start", "span_end", "line", "end_line", "char_column", "char_length", "known_from",
    "role", "batch",
)  # fmt: skip
AUDIT_COLUMNS = ("number", "batch", "at", "actor", "action", "subject", "detail")
DOCUMENT_COLUMNS = (*Document.__struct_fields__, "recorded_at", "batch")
PASSAGE_COLUMNS = ("id", "document", "number", "span_start", "span_end", "text")

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_decoder: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)
_encoder = msgspec.json.Encoder()


def checked(record: Record) -> Edtf | None:
    """The record's valid time, after checking what every record has to keep.

    Raises
    ------
    RecordRefused
        ``record.date``, ``record.clock``, ``record.id``, ``record.confidence``, ``record.kind``.
    """
    if KINDS.get(record.KIND) is not type(record):
        raise _refused("kind", record, "is of no kind that the store keeps", "記録庫にない種類である")
    if not record.id or record.id != record.id.strip():
        raise _refused("id", record, "has no identifier", "識別子がない")
    if record.known_until is not None and record.known_until < record.known_from:
        raise _refused("clock", record, "ends to be known before it begins", "知られる期間の終わりが始まりより前である")
    if not 0.0 <= record.confidence <= 1.0:
        raise _refused("confidence", record, "has a confidence outside 0 to 1", "確信度が0から1の外である")
    if not record.when:
        return None
    try:
        return parse_edtf(record.when)
    except QueryRefused as error:
        raise _refused("date", record, f"has the date {error.message}", f"日付: {error.ja}") from error


def record_row(record: Record, *, version: int, recorded_at: str, batch: str) -> tuple[Any, ...]:
    """A version as a row of ``records``, in the order of :data:`RECORD_COLUMNS`."""
    when = checked(record)
    sort_day = _sort_day(when, record.known_from)
    # Unknown or open ends reach without bound; a record without any valid time meets no day at all.
    first = None if when is None else day_number(when.earliest, absent=UNBOUNDED)
    last = None if when is None else day_number(when.latest)
    return (
        version, record.id, record.KIND, day_number(record.known_from), day_number(record.known_until),
        day_number(visible_from(record)), _lane(when, record.known_from, sort_day), sort_day, first, last, record.status,
        record.coder, float(record.confidence), record.about, _body(record),
        recorded_at, batch,
    )  # fmt: skip


def text_for_store(text: str, failed: object) -> str:
    """The text, refused where a database could not keep it: NUL, or half of a surrogate pair."""
    if "\x00" in text or _HALF_PAIR.search(text):
        raise RecordRefused(
            "record.nul",
            "a NUL character or half a surrogate pair cannot be stored",
            ja="NUL 文字や不完全なサロゲートは保存できない",
            hint="remove it from the text",
            hint_ja="本文から取り除く",
            failed=failed,
        )
    return text


def _body(record: Record) -> str:
    body = msgspec.structs.replace(record, sources=(), known_until=None)
    try:
        encoded = _encoder.encode(body)
    except UnicodeEncodeError:
        encoded = b"\\u0000"  # half a surrogate pair; refused like the other
    if b"\\u0000" in encoded:
        text_for_store("\x00", record)
    return encoded.decode()


def record_of(row: Any, sources: Sequence[Source]) -> AnyRecord:
    """The record of a row of ``records``."""
    return msgspec.structs.replace(
        _decoder.decode(row.body), known_until=number_day(row.known_until), sources=tuple(sources)
    )


def source_row(source: Source, *, number: int, record: str, batch: str) -> tuple[Any, ...]:
    """A source as a row of ``sources``, in the order of :data:`SOURCE_COLUMNS`."""
    return (
        number, record, source.document, source.start, source.end, source.line, source.end_line, source.column,
        source.length, day_number(source.known_from), source.role, batch,
    )  # fmt: skip


def source_of(row: Any) -> Source:
    """The source of a row of ``sources``."""
    return Source(
        document=row.document,
        start=row.span_start,
        end=row.span_end,
        line=row.line,
        end_line=row.end_line,
        column=row.char_column,
        length=row.char_length,
        known_from=required_day(row.known_from),
        role=row.role,
    )


def document_row(document: Document, *, recorded_at: str, batch: str) -> tuple[Any, ...]:
    """A document as a row of ``documents``, in the order of :data:`DOCUMENT_COLUMNS`."""
    values = {name: getattr(document, name) for name in document.__struct_fields__}
    values["known_from"] = day_number(document.known_from)
    values["pages"] = _encoder.encode(document.pages).decode()
    return (*values.values(), recorded_at, batch)


def document_of(row: Any) -> Document:
    """The document of a row of ``documents``."""
    values = {name: getattr(row, name) for name in Document.__struct_fields__}
    return Document(
        **{**values, "known_from": required_day(row.known_from), "pages": tuple(msgspec.json.decode(row.pages))}
    )


def passage_row(passage: Passage, *, number: int) -> tuple[Any, ...]:
    """A passage as a row of ``passages``, in the order of :data:`PASSAGE_COLUMNS`."""
    return number, passage.document, passage.number, passage.start, passage.end, passage.text


def passage_of(row: Any) -> Passage:
    """The passage of a row of ``passages``."""
    return Passage(document=row.document, number=row.number, start=row.span_start, end=row.span_end, text=row.text)


def required_day(number: int) -> date:
    """The day of a day number that always stands for one."""
    day = number_day(number)
    if day is None:
        raise ValueError(f"{number} is no day")
    return day


def _sort_day(when: Edtf | None, known_from: date) -> int:
    if when is None or (when.earliest is None and when.latest is None):
        return day_number(known_from)
    number = day_number(when.earliest or when.latest)
    return min(number, OPEN - 1)


def _lane(when: Edtf | None, known_from: date, sort_day: int) -> int:
    is_ahead = sort_day > day_number(known_from)
    if when is None:
        return int(is_ahead)
    is_long = when.earliest is None or when.latest is None or (when.latest - when.earliest).days > SHORT_DAYS
    return int(is_ahead) + 2 * int(is_long)


def _refused(part: str, record: Record, message: str, ja: str) -> RecordRefused:
    shown = record.id or "a record"
    return RecordRefused(
        f"record.{part}",
        f"{shown} {message}",
        ja=f"{shown}: {ja}",
        hint="correct the record; nothing was stored",
        hint_ja="記録を直す（何も保存されていない）",
        failed=record,
    )
