"""Components that are counted from coded records: events, claims, wordings."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

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
from shiome.yardsticks.dyads.told import Told
from shiome.yardsticks.dyads.triads import autonomy as evenness
from shiome.yardsticks.dyads.triads import co_signed, joint_presence, visibility
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.selecting import between, dated, signed_by, taking_part, told_of
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
            [row for row in between(knowledge, (component.actor, backer)) if row.value > 0],
            period=span.period,
            first=span.first,
            last=span.last,
            half_life=component.half_life,
        )
        for backer in component.backers
    )
    return evenness(first, second)


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
    rows = told_of(knowledge, component.events)
    common = {"period": span.period, "first": span.first, "last": span.last, "half_life": component.half_life}
    if not component.share_of:
        return decayed_sum(rows, **common)  # type: ignore[arg-type] # the four above have the types asked for
    ours = {row.id for row in rows}
    base = told_of(knowledge, (*component.events, *component.share_of))
    marked = [replace(row, value=float(row.id in ours)) for row in base]
    return decayed_share(marked, **common)  # type: ignore[arg-type] # likewise


def balance(knowledge: Knowledge, component: Balance, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Balance`."""
    rows = told_of(knowledge, component.toward, value=lambda one: one.value)
    rows += told_of(knowledge, component.away, value=lambda one: -one.value)
    return decayed_balance(
        rows, period=span.period, first=span.first, last=span.last, half_life=component.half_life, by_size=True
    )


def conflict_pairs(knowledge: Knowledge, component: ConflictPairs, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.ConflictPairs`."""
    one = told_of(knowledge, component.one, value=lambda fitting: fitting.value)
    other = told_of(knowledge, component.other, value=lambda fitting: fitting.value)
    within = timedelta(days=component.within)
    rows = [replace(row, value=float(any(_clash(row, b, within) for b in other))) for row in one]
    rows += [replace(row, value=float(any(_clash(row, a, within) for a in one))) for row in other]
    return decayed_share(
        rows, period=span.period, first=span.first, last=span.last, half_life=component.half_life
    )  # fmt: skip


def _clash(a: Told, b: Told, within: timedelta) -> bool:
    """Whether two events pull against one another, near enough in time."""
    if a.value * b.value >= 0 or a.id == b.id:
        return False
    a_first, a_last = a.first or a.last or date.min, a.last or a.first or date.max
    b_first, b_last = b.first or b.last or date.min, b.last or b.first or date.max
    return a_first - within <= b_last and b_first - within <= a_last


def linkage(knowledge: Knowledge, component: Linkage, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Linkage`."""
    one, other = set(component.one), set(component.other)
    rows = []
    for claim in knowledge.claims:
        topics = set(claim.topics)
        here, there = not topics.isdisjoint(one), not topics.isdisjoint(other)
        row = dated(claim, value=float(here and there), weight=claim.confidence) if here or there else None
        if row is not None:
            rows.append(row)
    return decayed_share(
        rows, period=span.period, first=span.first, last=span.last, half_life=component.half_life
    )  # fmt: skip


def wordings(knowledge: Knowledge, component: Wordings, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Wordings`."""
    topics = set(component.topics)
    counting = (w for w in knowledge.wordings if w.operation in component.values and not topics.isdisjoint(w.topics))
    rows = [dated(w, value=component.values[w.operation], weight=w.confidence) for w in counting]
    values = component.values.values()
    return decayed_mean(
        [row for row in rows if row is not None],
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
        scale=(min(values), max(values)),
    )
