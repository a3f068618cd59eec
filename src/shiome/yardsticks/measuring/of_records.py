"""Components that are counted from coded records: events, claims, wordings."""

from __future__ import annotations

from datetime import timedelta
from math import nan

import numpy as np

from shiome.region.schema.yardsticks import (
    Autonomy,
    Balance,
    ConflictPairs,
    Linkage,
    Stock,
    Tone,
    Triad,
    Wordings,
)
from shiome.yardsticks.dyads.decay import decayed_balance, decayed_mean, decayed_share, decayed_sum
from shiome.yardsticks.dyads.told import Tellings
from shiome.yardsticks.dyads.triads import autonomy as evenness
from shiome.yardsticks.dyads.triads import co_signed, joint_presence, visibility
from shiome.yardsticks.measuring.columns import Columns, Mask, Picked
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.selecting import between, chosen, signed_by, taking_part
from shiome.yardsticks.measuring.span import Span, lagging, mean_of
from shiome.yardsticks.series import Series

_SCALE = (-10.0, 10.0)


def tone(knowledge: Knowledge, component: Tone, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Tone`."""
    series = [
        decayed_mean(
            between(knowledge, pair),
            period=span.period,
            first=span.first,
            last=span.last,
            half_life=component.half_life,
            scale=_SCALE,
        )
        for pair in component.pairs
    ]
    return lagging(series) if component.combine == "closure" else mean_of(series)


def autonomy(knowledge: Knowledge, component: Autonomy, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Autonomy`."""
    first, second = (
        decayed_sum(
            _friendly(between(knowledge, (component.actor, backer))),
            period=span.period,
            first=span.first,
            last=span.last,
            half_life=component.half_life,
        )
        for backer in component.backers
    )
    return evenness(first, second)


def _friendly(tellings: Tellings) -> Tellings:
    return tellings.chosen(tellings.value > 0)


def triad(knowledge: Knowledge, component: Triad, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Triad`."""
    members = set(component.members)
    common = {"period": span.period, "first": span.first, "last": span.last, "half_life": component.half_life}
    if component.measure == "co_signed":
        texts = signed_by(knowledge, members)
        return co_signed(texts, members, covered=(span.first, span.last), **common)  # type: ignore[arg-type] # the four above have the types asked for
    rows = taking_part(knowledge, members)
    measured = joint_presence if component.measure == "presence" else visibility
    return measured(rows, members, **common)  # type: ignore[arg-type] # likewise


def stock(knowledge: Knowledge, component: Stock, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Stock`."""
    events = knowledge.event_columns
    common = {"period": span.period, "first": span.first, "last": span.last, "half_life": component.half_life}
    if not component.share_of:
        rows = events.tellings(chosen(knowledge, component.events))
        return decayed_sum(rows, **common)  # type: ignore[arg-type] # the four above have the types asked for
    ours = [1.0] * len(component.events) + [0.0] * len(component.share_of)
    marked = chosen(knowledge, (*component.events, *component.share_of), values=ours)
    return decayed_share(events.tellings(marked), **common)  # type: ignore[arg-type] # likewise


def balance(knowledge: Knowledge, component: Balance, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Balance`."""
    toward = chosen(knowledge, component.toward, values=[one.value for one in component.toward])
    away = chosen(knowledge, component.away, values=[-one.value for one in component.away])
    return decayed_balance(
        knowledge.event_columns.tellings(toward.and_also(away)),
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
        by_size=True,
    )


def conflict_pairs(knowledge: Knowledge, component: ConflictPairs, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.ConflictPairs`."""
    one, other = (
        chosen(knowledge, filters, values=[each.value for each in filters])
        for filters in (component.one, component.other)
    )
    events, within = knowledge.event_columns, timedelta(days=component.within).days
    rows = one.with_values(_clash(events, one, other, within))
    rows = rows.and_also(other.with_values(_clash(events, other, one, within)))
    return decayed_share(
        events.tellings(rows),
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
    )


def _clash(events: Columns, ours: Picked, theirs: Picked, within: int) -> Mask:
    """Whether each of our events has one of theirs that pulls the other way near enough in time, so many days at most."""
    found = np.zeros(len(ours.places), dtype=np.bool_)
    for sign in (1.0, -1.0):
        against = theirs.places[theirs.values * sign < 0]
        # What begins in time, less what has ended too early; an event is not at odds with itself.
        begun = np.searchsorted(np.sort(events.day[against]), events.last[ours.places] + within, side="right")
        over = np.searchsorted(np.sort(events.last[against]), events.day[ours.places] - within, side="left")
        found |= (ours.values * sign > 0) & (begun - over > np.isin(ours.places, against))
    return found


def linkage(knowledge: Knowledge, component: Linkage, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Linkage`."""
    claims = knowledge.claim_columns
    topics = claims.coded["topics"]
    here, there = (~topics.each(set(side).isdisjoint) for side in (component.one, component.other))
    return decayed_share(
        claims.tellings(claims.picked(here | there, here & there)),
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
    )


def wordings(knowledge: Knowledge, component: Wordings, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Wordings`."""
    found, values = knowledge.wording_columns, component.values
    topics, operation = found.coded["topics"], found.coded["operation"]
    counting = ~topics.each(set(component.topics).isdisjoint) & operation.each(values.__contains__)
    worth = operation.each(lambda each: values.get(each, nan), np.float64)
    return decayed_mean(
        found.tellings(found.picked(counting, worth)),
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
        scale=(min(values.values()), max(values.values())),
    )
