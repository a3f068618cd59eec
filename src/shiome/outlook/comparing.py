"""What one outlook says that an earlier one does not: statements and cells added, dropped and changed, section by section.

A statement is the same where its words and its passages are; it changed where the earlier one of its section with the same lead, or
else with the most similar words, says otherwise or rests on other passages. Each is matched once at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

import msgspec

from shiome.errors import InputRefused, why
from shiome.outlook.model import Block, Outlook, Section, Statement, Table, sentences, walk

ALIKE = 0.6
"""Least similarity (ratio of Ratcliff and Obershelp, 0 to 1) from which two statements are versions of one."""
Kind = Literal["added", "dropped", "changed"]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that a statement rests on."""

    document: str
    title: str
    day: str
    lines: str
    text: str
    start: int | None = None
    end: int | None = None
    line: int | None = None


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared: a statement, or a row of a table as one text."""

    lead: str
    text: str
    evidence: tuple[Passage, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference; of what was added there is no ``before``, of what was dropped no ``after``."""

    kind: Kind
    before: Unit | None = None
    after: Unit | None = None

    @property
    def only_evidence(self) -> bool:
        """Whether the words are the same and only the passages are others."""
        return (
            self.before is not None
            and self.after is not None
            and (self.before.lead, self.before.text) == (self.after.lead, self.after.text)
        )


class SectionChange(msgspec.Struct, frozen=True, kw_only=True):
    """The differences of a section; ``kind`` says whether it is new or gone as a whole."""

    key: str
    title: str
    kind: Kind
    changes: tuple[Change, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """An outlook held against an earlier one of the same region in the same language."""

    title: str
    region_name: str
    language: str
    before: date
    after: date
    before_text: str
    after_text: str
    marking: str
    sections: tuple[SectionChange, ...]

    def count(self, kind: Kind) -> int:
        """How many statements and rows were added, dropped or changed."""
        return sum(change.kind == kind for section in self.sections for change in section.changes)


def read_outlook(file: Path | str) -> Outlook:
    """An outlook that was written as JSON.

    Raises
    ------
    InputRefused
        ``outlook.file``: it cannot be read, or is no outlook.
    """
    path = Path(file)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Outlook)
    except (OSError, msgspec.MsgspecError) as error:
        reason = why(error)
        raise InputRefused(
            "outlook.file",
            f"{path} is no outlook that could be read: {reason.en}",
            ja=f"{path} を見通しとして読めない（{reason.ja}）",
            hint="give a file that 'shiome outlook' wrote as JSON",
            hint_ja="「shiome outlook」が書いた JSON ファイルを指定する",
            failed=path,
        ) from error


def compare(before: Outlook, after: Outlook) -> Comparison:
    """The differences, in the order of the later outlook; sections that are gone come last.

    Raises
    ------
    InputRefused
        ``outlook.unlike``: the two are of different regions or languages.
    """
    if (before.region, before.language) != (after.region, after.language):
        raise InputRefused(
            "outlook.unlike",
            f"an outlook of {before.region} ({before.language}) cannot be compared with one of {after.region} ({after.language})",
            ja=f"{before.region}（{before.language}）の見通しと {after.region}（{after.language}）の見通しは比べられない",
            hint="compare two outlooks of one region in one language",
            hint_ja="同じ領域・同じ言語の見通しどうしを比べる",
            failed=(before.region, after.region),
        )
    earlier, later = _parts(before), _parts(after)
    found = [_section(before, earlier.get(key), after, part) for key, part in later.items()]
    found += [_section(before, part, after, None) for key, part in earlier.items() if key not in later]
    return Comparison(
        title=after.title,
        region_name=after.region_name,
        language=after.language,
        before=before.as_of,
        after=after.as_of,
        before_text=before.as_of_text,
        after_text=after.as_of_text,
        marking=after.marking or before.marking,
        sections=tuple(section for section in found if section.changes or section.kind != "changed"),
    )


def _parts(outlook: Outlook) -> dict[str, Section]:
    return {part.key: part for top in (outlook.front, *outlook.sections) for part in walk(top)}


def _section(before: Outlook, was: Section | None, after: Outlook, now: Section | None) -> SectionChange:
    old = [unit for block in was.blocks for unit in _units(before, block)] if was is not None else []
    new = [unit for block in now.blocks for unit in _units(after, block)] if now is not None else []
    shown = now or was
    assert shown is not None  # noqa: S101 - a section of one of the two
    return SectionChange(
        key=shown.key,
        title=shown.title,
        kind="added" if was is None else "dropped" if now is None else "changed",
        changes=tuple(changes(old, new)),
    )


def _units(outlook: Outlook, block: Block) -> Iterator[Unit]:
    if isinstance(block, Table):
        for row in block.rows:
            texts = [f"{cell.text} ({cell.note})" if cell.note else cell.text for cell in row]
            numbers = tuple(dict.fromkeys(number for cell in row for number in cell.evidence))
            lead, rest = (texts[0], texts[1:]) if block.headed else ("", texts)
            yield Unit(lead=lead, text=" | ".join(rest), evidence=_passages(outlook, numbers))
    for sentence in sentences(block):
        if isinstance(sentence, Statement):
            text = f"{sentence.text} ({sentence.detail})" if sentence.detail else sentence.text
            yield Unit(lead=sentence.lead, text=text, evidence=_passages(outlook, sentence.evidence))
        else:
            yield Unit(lead="", text=sentence.text, evidence=())


def _passages(outlook: Outlook, numbers: tuple[int, ...]) -> tuple[Passage, ...]:
    found = (outlook.evidence[number - 1] for number in numbers)
    passages = [
        Passage(
            document=each.source.document,
            title=each.title,
            day=each.day,
            lines=each.lines,
            text=each.passage,
            start=each.source.start,
            end=each.source.end,
            line=each.source.line,
        )
        for each in found
    ]
    # Numbers differ between outlooks: what counts is the place.
    return tuple(sorted(passages, key=lambda each: (each.document, each.line or 0, each.start or 0)))


def changes(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Change]:
    """The differences between the statements of a section, those of ``after`` first and in their order."""
    old = list(before)
    new = []
    for unit in after:
        if unit in old:
            old.remove(unit)
        else:
            new.append(unit)
    for unit in new:
        match = _match(old, unit)
        if match is None:
            yield Change(kind="added", after=unit)
        else:
            old.remove(match)
            yield Change(kind="changed", before=match, after=unit)
    yield from (Change(kind="dropped", before=unit) for unit in old)


def _match(old: Sequence[Unit], unit: Unit) -> Unit | None:
    """The earlier version: the one with the same lead, of several or without one the most similar."""
    led = [each for each in old if unit.lead and each.lead == unit.lead]
    found = [(1.0 if each.text == unit.text else _alike(each.text, unit.text), each) for each in led or old]
    best = max(found, key=lambda each: each[0], default=None)
    if best is None or (not led and best[0] < ALIKE):
        return None
    return best[1]


def _alike(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
