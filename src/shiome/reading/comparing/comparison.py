"""Two official texts compared, in one language or in two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from shiome.reading.comparing.findings import changes_of
from shiome.reading.comparing.model import Change, Comparison, Section
from shiome.reading.comparing.naming import (
    ACROSS,
    Found,
    named,
    naming_changes,
    section_change,
    topic_changes,
    topics_of,
)
from shiome.reading.comparing.order import arranged
from shiome.reading.comparing.pairs import Opened, Side, alone, opened, rivals_of
from shiome.reading.comparing.sections import Alignment, Part, align
from shiome.reading.comparing.similarity import Likeness
from shiome.reading.comparing.terms import TermBank, Terms
from shiome.reading.comparing.units import Unit, date_of, tools, units_of

if TYPE_CHECKING:
    from shiome.reading.actors import ActorResolver
    from shiome.reading.text.document import TextDocument


def compare(
    a: TextDocument,
    b: TextDocument,
    *,
    terms: Terms | TermBank,
    resolver: ActorResolver | None = None,
    language: str = "en",
    on: date | None = None,
) -> Comparison:
    """Compare two texts, ``a`` being the baseline of ``b``.

    Sections are aligned, then sentences, then (within one language) words. What is found is told on several levels, see
    :class:`Change`; sentences that nothing answers are told as added or dropped and never forced into a pair.

    Parameters
    ----------
    a, b:
        The texts, in any of the five languages; words alone are compared in others.
    terms:
        The region's terms, or a :class:`TermBank` of them, which is quicker for many comparisons.
    resolver:
        Recognises actors; without it nobody is said to be named. A bank has its own.
    language:
        Of labels when the comparison is shown: ``ja`` or ``en``.
    on:
        Day on which names must be valid for texts without a date; today's names without it.
    """
    bank = terms if isinstance(terms, TermBank) else TermBank(terms, resolver)
    if _rank(b) < _rank(a):
        # Computed in one order only, so that exchanging the texts mirrors the result and nothing else.
        return _compare(b, a, bank, language, on).mirrored()
    return _compare(a, b, bank, language, on)


def _rank(document: TextDocument) -> tuple[str, str, str, str]:
    return document.language, document.raw, document.file_name, document.clean.clean


def _compare(a: TextDocument, b: TextDocument, bank: TermBank, language: str, on: date | None) -> Comparison:
    units_a = units_of(a, bank, on=date_of(a) or on or date_of(b) or date.max)
    units_b = units_of(b, bank, on=date_of(b) or on or date_of(a) or date.max)
    like = Likeness(units_a, units_b)
    found = align(units_a, units_b, like)
    work = _Work(a, b, units_a, units_b, found)
    work.pair_up(like)
    return arranged(
        Comparison(
            file_a=a.file_name,
            file_b=b.file_name,
            language_a=a.language,
            language_b=b.language,
            language=language,
            tools=_tools(),
            sections=tuple(work.sections),
            pairs=tuple(each.pair for each in work.opened),
            changes=tuple(work.changes()),
        )
    )


@lru_cache(maxsize=1)
def _tools() -> dict[str, str]:
    return tools()


class _Work:
    """One comparison while it is made."""

    def __init__(
        self, a: TextDocument, b: TextDocument, units_a: Sequence[Unit], units_b: Sequence[Unit], found: Alignment
    ) -> None:
        self.a, self.b = a, b
        self.units_a, self.units_b = units_a, units_b
        self.found = found
        self.opened: list[Opened] = []
        self.sections: list[Section] = []
        self._section_of: list[int] = []
        self._parts: list[tuple[Part | None, Part | None]] = []

    def pair_up(self, like: Likeness) -> None:
        """Open every pair and put it into its section."""
        rows, columns = range(len(self.units_a)), range(len(self.units_b))
        for link in self.found.links:
            side_a, side_b = self._side_a(link.rows), self._side_b(link.columns)
            self.opened.append(opened(link, side_a, side_b, like, rivals_of(link, like, columns, rows)))
        self.opened += [alone(self._side_a((row,)), self._side_b(())) for row in self.found.only_a]
        self.opened += [alone(self._side_a(()), self._side_b((column,))) for column in self.found.only_b]
        self._make_sections()

    def _side_a(self, rows: Sequence[int]) -> Side:
        return Side(self.a.clean, tuple(self.units_a[row] for row in rows))

    def _side_b(self, columns: Sequence[int]) -> Side:
        return Side(self.b.clean, tuple(self.units_b[column] for column in columns))

    def _make_sections(self) -> None:
        parts_a, parts_b = self.found.parts_a, self.found.parts_b
        rows = [(link.rows[0], link.columns[0], link.likeness, link.moved) for link in self.found.sections]
        answered_a, answered_b = {row[0] for row in rows}, {row[1] for row in rows}
        every: list[tuple[int | None, int | None, float, bool]] = [*rows]
        every += [(number, None, 0.0, False) for number in range(len(parts_a)) if number not in answered_a]
        every += [(None, number, 0.0, False) for number in range(len(parts_b)) if number not in answered_b]
        self._parts = [
            (None if at_a is None else parts_a[at_a], None if at_b is None else parts_b[at_b])
            for at_a, at_b, *_ in every
        ]
        by_row = {unit: number for number, (part, _) in enumerate(self._parts) if part for unit in part.units}
        by_column = {unit: number for number, (_, part) in enumerate(self._parts) if part for unit in part.units}
        self._section_of = [
            by_column[each.pair.columns[0]] if each.pair.columns else by_row[each.pair.rows[0]] for each in self.opened
        ]
        self.sections = [self._section(number, *row) for number, row in enumerate(every)]

    def _section(self, number: int, at_a: int | None, at_b: int | None, likeness: float, moved: bool) -> Section:  # noqa: FBT001
        part_a, part_b = self._parts[number]
        return Section(
            number=number,
            title_a=part_a.title if part_a else "",
            title_b=part_b.title if part_b else "",
            at_a=at_a,
            at_b=at_b,
            likeness=round(likeness, 3),
            moved=moved,
            actors_a=tuple(sorted(self._named_a(part_a.units if part_a else ()))),
            actors_b=tuple(sorted(self._named_b(part_b.units if part_b else ()))),
            pairs=tuple(pair for pair, section in enumerate(self._section_of) if section == number),
        )

    def _named_a(self, units: Sequence[int]) -> dict[str, Found]:
        return named((self.units_a[unit] for unit in units), self.a.clean)

    def _named_b(self, units: Sequence[int]) -> dict[str, Found]:
        return named((self.units_b[unit] for unit in units), self.b.clean)

    def changes(self) -> list[Change]:
        """Changes on every level."""
        found = [
            change
            for number, each in enumerate(self.opened)
            for change in changes_of(each, number, self._section_of[number])
        ]
        across = self.a.language != self.b.language
        all_a = self._named_a(range(len(self.units_a)))
        all_b = self._named_b(range(len(self.units_b)))
        for number in range(len(self.sections)):
            found += self._section_changes(number, all_a, all_b, across=across)
        found += topic_changes(
            topics_of(self.units_a, self.a.clean), topics_of(self.units_b, self.b.clean), across=across
        )
        return found

    def _section_changes(
        self, number: int, all_a: dict[str, Found], all_b: dict[str, Found], *, across: bool
    ) -> list[Change]:
        part_a, part_b = self._parts[number]
        rows = part_a.units if part_a else ()
        columns = part_b.units if part_b else ()
        answers = [
            each.pair for each in self.opened if {*each.pair.rows} & {*rows} or {*each.pair.columns} & {*columns}
        ]
        linked_b = {column for pair in answers for column in pair.columns} | {*columns}
        linked_a = {row for pair in answers for row in pair.rows} | {*rows}
        found: list[Change] = []
        if all(not pair.rows or not pair.columns for pair in answers) and not (part_a and part_b):
            found.append(self._alone(part_a, part_b, number))
        if part_a or part_b:
            here_a, here_b = self._named_a(rows), self._named_b(columns)
            wider_a, wider_b = self._named_a(sorted(linked_a)), self._named_b(sorted(linked_b))
            only_a = {actor: place for actor, place in here_a.items() if actor not in wider_b}
            only_b = {actor: place for actor, place in here_b.items() if actor not in wider_a}
            if not (part_a and part_b):  # what a lone section names is news only where the other text never names it
                only_a = {actor: place for actor, place in only_a.items() if actor not in all_b}
                only_b = {actor: place for actor, place in only_b.items() if actor not in all_a}
            sure = ACROSS if across else 1.0
            found += naming_changes(only_a, only_b, all_a, all_b, section=number, confidence=sure)
        return found

    def _alone(self, part_a: Part | None, part_b: Part | None, number: int) -> Change:
        side = self._side_a(part_a.units) if part_a else self._side_b(part_b.units if part_b else ())
        text, span = side.whole()
        part = part_a or part_b
        title = part.title if part else ""
        return section_change("dropped" if part_a else "added", title or text, span or (0, 0), section=number)
