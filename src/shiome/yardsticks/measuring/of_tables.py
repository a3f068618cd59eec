"""Components from the tables of a workspace: General Assembly votes and bulk event feeds."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.region.schema.yardsticks import Feed, Votes
from shiome.yardsticks.measuring.knowledge import Knowledge, PairSeries
from shiome.yardsticks.measuring.span import Span, held_over, lagging, mean_of
from shiome.yardsticks.series import Point, Series


def votes(knowledge: Knowledge, component: Votes, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Votes`."""
    table = knowledge.tables.votes
    if table is None:
        return _nothing(span)
    return mean_of(_of_pairs(table(component.measure, component.variant), component.pairs, span) or [_nothing(span)])


def feed(knowledge: Knowledge, component: Feed, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Feed`."""
    table = knowledge.tables.feed
    if table is None:
        return _nothing(span)
    lines = _of_pairs(table(component.feeds), component.pairs, span) or [_nothing(span)]
    return lagging(lines) if component.combine == "closure" else mean_of(lines)


def _of_pairs(table: PairSeries, pairs: Sequence[tuple[str, str]], span: Span) -> list[Series]:
    found = (table(pair) for pair in pairs)
    return [held_over(series, span) for series in found if series is not None]


def _nothing(span: Span) -> Series:
    return Series(period=span.period, points=tuple(Point(when=when) for when in span.periods))
