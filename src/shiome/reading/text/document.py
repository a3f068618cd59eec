"""One entry from a file to a read document."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shiome.errors import DocumentRefused, QueryRefused, why
from shiome.reading.text.clean import CleanText
from shiome.reading.text.encoding import empty
from shiome.reading.text.extraction.extract import Extracted, extract
from shiome.reading.text.language import language_of
from shiome.reading.text.metadata.find import find_metadata
from shiome.reading.text.metadata.model import Metadata
from shiome.reading.text.passages import passages_of
from shiome.reading.text.repair.repair import repair, text_hash
from shiome.reading.text.repair.rules import RepairRule
from shiome.reading.text.sentences import Block, Sentence, parsed_sentences, split_blocks
from shiome.records.model import Passage
from shiome.vocabulary.edtf import Edtf, parse_edtf
from shiome.vocabulary.languages import Language

if TYPE_CHECKING:
    from shiome.reading.dependencies.sentence import Sentence as Tree

_LINE = re.compile("\r\n|[\n\r]")


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document that was read. All raw spans count characters of ``raw``."""

    file_name: str
    media_type: str
    encoding: str
    language: str
    raw: str
    clean: CleanText
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    """One per paragraph; their ``document`` is empty until :meth:`passages_of` names it."""
    metadata: Metadata
    sha256: str
    """Hash of the bytes."""
    text_sha256: str
    """Hash of the text's letters and digits alone: equal for another name, line ending or format of the same text."""
    pages: tuple[int, ...] = ()
    """Start offsets of pages in ``raw`` for paged formats; empty otherwise."""
    trees: Mapping[int, Tree] = field(default_factory=dict)
    """Dependency trees, where the document brings them, by where their sentence begins in the clean text."""

    def line_of(self, offset: int) -> int:
        """The 1-based line of the raw text that holds the raw offset."""
        return bisect_right(_line_starts(self.raw), offset)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages under the identifier that the document has in a store."""
        return tuple(msgspec.structs.replace(passage, document=document) for passage in self.passages)


def read_text(
    source: Path | bytes,
    *,
    file_name: str | None = None,
    repairs: Sequence[RepairRule] = (),
    today: date,
    dated: str | None = None,
) -> TextDocument:
    """Read a document.

    Parameters
    ----------
    source:
        The file, or its bytes (then ``file_name`` is needed: its extension tells the format).
    repairs:
        Entries of a region's table of repairs.
    today:
        A document dated later is refused.
    dated:
        EDTF date of the document, where the user knows it; it goes before what the document says.

    Raises
    ------
    DocumentRefused
        Unreadable, empty, binary, in mixed encodings, without text layer, or dated in the future. A document without any
        date is not refused here: ``metadata.dated`` is ``None``.
    """
    name, data = _bytes_of(source, file_name)
    extracted = extract(data, file_name=name)
    raw = extracted.draft.raw
    language = language_of(extracted.draft.text)
    if language is None:
        raise empty(name)
    clean, blocks, sentences, text_sha256 = _sentences(extracted, language, repairs)
    if not blocks:
        raise empty(name)
    metadata = find_metadata(clean, blocks, extracted.found, file_name=name, dated=dated)
    _refuse_future(metadata, today, name)
    return TextDocument(
        file_name=name,
        media_type=extracted.media_type,
        encoding=extracted.encoding,
        language=language,
        raw=raw,
        clean=clean,
        blocks=blocks,
        sentences=sentences,
        passages=passages_of(clean, sentences),
        metadata=metadata,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=text_sha256,
        pages=extracted.pages,
        trees=extracted.parsed.trees if extracted.parsed else {},
    )


def _sentences(
    extracted: Extracted, language: Language, repairs: Sequence[RepairRule]
) -> tuple[CleanText, tuple[Block, ...], tuple[Sentence, ...], str]:
    """Clean text, blocks, sentences and the hash of the letters; a text that comes parsed is left as it is."""
    if extracted.parsed is not None:
        fingerprint = text_hash(extracted.draft.text)
        clean = extracted.draft.finished()
        return clean, *parsed_sentences(clean, extracted.parsed.sentences, language), fingerprint
    repaired = repair(extracted.draft, language=language, rules=repairs, container=extracted.container)
    return repaired.clean, repaired.blocks, split_blocks(repaired.clean, repaired.blocks), repaired.text_sha256


def _bytes_of(source: Path | bytes, file_name: str | None) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return Path(file_name or "document.txt").name or "document.txt", source
    name = file_name or source.name
    try:
        return Path(name).name, source.read_bytes()
    except OSError as fault:
        reason = why(fault)
        raise DocumentRefused(
            "document.unreadable",
            f"{source} cannot be read: {reason.en}",
            ja=f"{source} を読めない: {reason.ja}",
            hint="check the path and its permissions",
            hint_ja="パスと読み取り権限を確かめる",
            failed=source,
        ) from fault


def _refuse_future(metadata: Metadata, today: date, name: str) -> None:
    if metadata.dated is None:
        return
    first = _parsed(metadata.dated.value, name).earliest
    if first is not None and first > today:
        raise DocumentRefused(
            "document.future",
            f"{name} is dated {metadata.dated.value}, after today ({today}); found by: {metadata.dated.found_by}",
            ja=f"{name} の日付 {metadata.dated.value} は今日（{today}）より後である（根拠: {metadata.dated.found_by}）",
            hint="correct the date or give the right one with --dated YYYY-MM-DD",
            hint_ja="日付を正すか --dated YYYY-MM-DD で正しい日付を渡す",
            failed=name,
        )


def _parsed(value: str, name: str) -> Edtf:
    try:
        return parse_edtf(value)
    except QueryRefused as fault:
        raise DocumentRefused(
            "document.dated",
            f"{value!r} is not a date that {name} could bear",
            ja=f"{value!r} は {name} の日付として読めない",
            hint="write --dated YYYY-MM-DD",
            hint_ja="--dated YYYY-MM-DD と書く",
            failed=value,
        ) from fault


@lru_cache(maxsize=8)
def _line_starts(raw: str) -> list[int]:
    return [0, *(match.end() for match in _LINE.finditer(raw))]
