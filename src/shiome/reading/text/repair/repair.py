"""All repairs of a text, in their order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.text.clean import CleanText
from shiome.reading.text.draft import Draft
from shiome.reading.text.language import language_of
from shiome.reading.text.repair.layout import Shape, lay_out
from shiome.reading.text.repair.lines import Container
from shiome.reading.text.repair.marks import drop_footnote_marks
from shiome.reading.text.repair.rules import RepairRule, apply_rules
from shiome.reading.text.repair.signs import even_brackets, normal_dashes, tidy_spaces, undouble
from shiome.reading.text.repair.width import normal_characters, normalise_width
from shiome.reading.text.scripts import HANGUL
from shiome.reading.text.sentences import Block
from shiome.reading.text.tables import pattern
from shiome.vocabulary.languages import Language

_FOREIGN = re.compile(f"[{HANGUL}]+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What the repairs leave: the clean text, its blocks, and the hash of its letters."""

    clean: CleanText
    blocks: tuple[Block, ...]
    text_sha256: str


def repair(
    draft: Draft,
    *,
    language: Language,
    rules: Sequence[RepairRule] = (),
    container: Container | None = None,
) -> Repaired:
    """Repair a draft whose markup is out of it already.

    The order matters: characters first, since every later rule reads them; then lines, since every later rule may look
    across a line end; then marks, signs and the tables' entries; at last what is only flagged.
    """
    cjk = language in ("ja", "zh")
    normalise_width(draft)
    shapes = lay_out(draft, cjk=cjk, container=container or Container())
    drop_footnote_marks(draft)
    fingerprint = text_hash(draft.text)
    tidy_spaces(draft, cjk=cjk)
    normal_dashes(draft)
    even_brackets(draft, cjk=cjk)
    if language == "ja":
        undouble(draft)
    apply_rules(draft, rules, language=language)
    _flag(draft, language, shapes)
    clean = draft.finished()
    return Repaired(clean, _blocks(clean.clean, shapes, language), fingerprint)


def text_hash(text: str) -> str:
    """Hash of the letters and digits of a text, in normal form: what remains the same in another format."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A term as it would stand in a clean Japanese or Chinese text: normal width, dashes and spacing.

    Look up names and aliases by this form, and spacing and width no longer matter.

    >>> plain("国防 ５ カ年計画"), plain("FY2025―1号")
    ('国防5カ年計画', 'FY2025-1号')
    """
    draft = Draft.of(normal_characters(text).strip())
    tidy_spaces(draft, cjk=True)
    normal_dashes(draft)
    even_brackets(draft, cjk=True)
    return draft.text


def _flag(draft: Draft, language: Language, shapes: Sequence[Shape]) -> None:
    if language in ("ja", "zh"):
        told = {(flag.start, flag.end) for flag in draft.flags if flag.kind == "foreign script"}
        for match in _FOREIGN.finditer(draft.text):
            if draft.span(*match.span()) not in told:
                draft.flag(*match.span(), "foreign script")
    for match in pattern("references", "dangling").finditer(draft.text):
        draft.flag(*match.span(), "dangling reference")
    first = draft.text.split("\n", 1)[0]
    chapter = pattern("references", "later_chapter").match(first)
    if chapter and shapes and shapes[0].role == "heading":
        draft.flag(*chapter.span(), "fragment")


def _blocks(text: str, shapes: Sequence[Shape], language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at, section = 0, ""
    for shape, line in zip(shapes, text.split("\n"), strict=bool(shapes)):
        if shape.role == "heading" and line.strip():
            section = _section(line)
        if line.strip():
            blocks.append(
                Block(
                    start=at,
                    end=at + len(line),
                    role=shape.role,
                    level=shape.level,
                    section=section,
                    language=language_of(line, among=language) or language,
                )
            )
        at += len(line) + 1
    return tuple(blocks)


def _section(heading: str) -> str:
    """The words of a heading without its number."""
    number = pattern("layout", "enumerator").match(heading)
    return heading[number.end() :].strip() or heading if number else heading
