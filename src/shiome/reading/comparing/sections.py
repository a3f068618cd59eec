"""Sections of a text, and which sentences of two texts answer one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from shiome.reading.comparing.alignment import Link, grown, in_order, left_over, with_moves
from shiome.reading.comparing.similarity import Likeness
from shiome.reading.comparing.units import Unit

LEAST = 0.30
"""Likeness from which two sentences may answer each other in their places."""
LEAST_MOVED = 0.55
"""The same for sentences that stand elsewhere."""
LEAST_BETWEEN = 0.15
"""Across languages, for the only sentence left on each side between two pairs."""
_LEAST_SECTION = 0.15
_GAIN = 0.06


class Part(NamedTuple):
    """A section: consecutive sentences. ``title`` is empty for a paragraph without heading."""

    title: str
    units: tuple[int, ...]


class Alignment(NamedTuple):
    """What answers what; links of sections and of sentences, each in the order of the first text."""

    parts_a: tuple[Part, ...]
    parts_b: tuple[Part, ...]
    sections: tuple[Link, ...]
    links: tuple[Link, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


def parts_of(units: Sequence[Unit]) -> tuple[Part, ...]:
    """The sections of a text: by its headings where it has some after its first words, else by its paragraphs."""
    body = next((unit.number for unit in units if not unit.heading and unit.role != "imprint"), len(units))
    by_heading = any(unit.heading and unit.number > body for unit in units)
    numbers, number = [], -1
    previous: Unit | None = None
    for unit in units:
        new = unit.paragraph != (previous.paragraph if previous else None)
        if by_heading:
            new = unit.heading and not (previous and previous.heading)
        number += new or previous is None
        numbers.append(number)
        previous = unit
    parts: list[Part] = []
    for _, group in groupby(units, key=lambda unit: numbers[unit.number]):
        members = list(group)
        title = members[0].text if members[0].heading else ""
        parts.append(Part(title, tuple(unit.number for unit in members)))
    return tuple(parts)


def align(a: Sequence[Unit], b: Sequence[Unit], like: Likeness) -> Alignment:
    """Align the sections, then the sentences within them, then what is left."""
    parts_a, parts_b = parts_of(a), parts_of(b)
    sections = _sections(parts_a, parts_b, like)
    links: list[Link] = []
    for section in sections:
        links += in_order(parts_a[section.rows[0]].units, parts_b[section.columns[0]].units, like, least=LEAST)
    free_a = set(range(len(a))) - {row for link in links for row in link.rows}
    free_b = set(range(len(b))) - {column for link in links for column in link.columns}
    links += left_over(free_a, free_b, like, least=LEAST, least_moved=LEAST_MOVED, taken=links)
    _take(links, free_a, free_b)
    links = grown(sorted(links), free_a, free_b, like.group, gain=_GAIN)
    links = with_moves(links)
    links = with_moves([*links, *_between(links, free_a, free_b, like)])
    _take(links, free_a, free_b)
    return Alignment(parts_a, parts_b, sections, tuple(links), tuple(sorted(free_a)), tuple(sorted(free_b)))


def _sections(parts_a: tuple[Part, ...], parts_b: tuple[Part, ...], like: Likeness) -> tuple[Link, ...]:
    group = like.groups([part.units for part in parts_a], [part.units for part in parts_b])
    rows, columns = range(len(parts_a)), range(len(parts_b))
    links = in_order(rows, columns, group, least=_LEAST_SECTION)
    free_a, free_b = set(rows), set(columns)
    _take(links, free_a, free_b)
    return tuple(with_moves([*links, *left_over(free_a, free_b, group, least=LEAST, least_moved=LEAST)]))


def _take(links: Sequence[Link], free_a: set[int], free_b: set[int]) -> None:
    free_a.difference_update(row for link in links for row in link.rows)
    free_b.difference_update(column for link in links for column in link.columns)


def _between(links: Sequence[Link], free_a: set[int], free_b: set[int], like: Likeness) -> list[Link]:
    """Across languages: a sentence that is the only one left on its side between two pairs that are next to it."""
    found: list[Link] = []
    for before, after in pairwise(link for link in links if not link.moved):
        row, column = before.rows[-1] + 1, before.columns[-1] + 1
        alone = after.rows[0] == row + 1 and after.columns[0] == column + 1
        if alone and row in free_a and column in free_b and not like.same_language(row, column):
            value = like(row, column)
            if value >= LEAST_BETWEEN:
                found.append(Link((row,), (column,), value))
    return found
