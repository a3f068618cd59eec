"""The reading order of a comparison: that of the second text, with what only the first one has where it stood there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from shiome.reading.comparing.model import Change, Comparison, Level

_LEVELS: dict[Level, int] = {"section": 0, "sentence": 1, "token": 2, "term": 3, "force": 4, "actor": 5, "topic": 6}


def arranged(comparison: Comparison) -> Comparison:
    """The comparison with pairs, sections and changes in reading order and numbered in it."""
    pairs = reading_order([(pair.rows, pair.columns) for pair in comparison.pairs])
    sections = reading_order([(_one(section.at_a), _one(section.at_b)) for section in comparison.sections])
    pair_numbers = {old: new for new, old in enumerate(pairs)}
    section_numbers = {old: new for new, old in enumerate(sections)}
    return msgspec.structs.replace(
        comparison,
        pairs=tuple(comparison.pairs[old] for old in pairs),
        sections=tuple(
            msgspec.structs.replace(
                comparison.sections[old],
                number=new,
                pairs=tuple(sorted(pair_numbers[pair] for pair in comparison.sections[old].pairs)),
            )
            for new, old in enumerate(sections)
        ),
        changes=tuple(
            sorted(
                (
                    msgspec.structs.replace(
                        change,
                        pair=None if change.pair is None else pair_numbers[change.pair],
                        section=None if change.section is None else section_numbers[change.section],
                    )
                    for change in comparison.changes
                ),
                key=_place,
            )
        ),
    )


def reading_order(items: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> list[int]:
    """Numbers of items ``(rows, columns)`` by their columns; those without come after the item of the row before them.

    >>> reading_order([((0,), (1,)), ((1,), ()), ((2,), (0,)), ((), (2,))])
    [2, 0, 1, 3]
    """
    order = sorted((number for number, item in enumerate(items) if item[1]), key=lambda number: items[number][1])
    alone = sorted((number for number, item in enumerate(items) if not item[1]), key=lambda number: items[number][0])
    holder = {row: number for number, item in enumerate(items) for row in item[0]}
    for number in alone:
        before = holder.get(items[number][0][0] - 1) if items[number][0] else None
        order.insert(0 if before is None or before not in order else order.index(before) + 1, number)
    return order


def _one(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


def _place(change: Change) -> tuple[Any, ...]:
    whole = change.pair is None
    return (
        whole and change.section is None,
        -1 if change.section is None else change.section,
        whole,
        -1 if change.pair is None else change.pair,
        _LEVELS[change.level],
        change.span_b or (-1, -1),
        change.span_a or (-1, -1),
        change.op,
        change.a,
        change.b,
        change.term,
        change.actor,
        change.topic,
        change.scale,
    )
