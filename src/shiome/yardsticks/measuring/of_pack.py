"""Components that are read from the pack: agreements, bodies, exercises, relations, capabilities, mixes of tools.

What stands in the pack has stages with dates that are often uncertain. A stage counts from its date on; where the date may mean
several days the component is computed with the first and with the last of them, and the value lies between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from shiome.region.asof import document_day
from shiome.region.schema.common import Stage
from shiome.region.schema.institutions import Agreement, Body, Exercise
from shiome.region.schema.programme import Capability, Regime
from shiome.region.schema.relations import Relation
from shiome.region.schema.yardsticks import Bodies, Closeness, Exercises, Meetings, Programme, Treaties, Weights
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.dyads.decay import decayed_sum
from shiome.yardsticks.dyads.told import Told
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.span import Span, lagging, mean_of
from shiome.yardsticks.series import Point, Series

_HELD = ("held", "continued")
_ENDED = ("ended", "succeeded", "lapsed")
_PLANNED = ("proposed", "agreed")
_AT_WORK = ("launched", "held", "continued")
_DORMANT_DAYS = 3 * 365
_HALF_STEP = 0.5
"""Closeness is read in whole steps."""


class _Step(msgspec.Struct, frozen=True):
    """What a stage counts, and the first and last day on which it may have begun."""

    early: date
    late: date
    value: float | None
    """``None``: it is no longer there."""


def _step(stage: Stage, value: float) -> _Step | None:
    if not stage.when:
        return None
    span = parse_edtf(stage.when)
    early, late = span.earliest or span.latest, span.latest or span.earliest
    return _Step(early, late, value) if early is not None and late is not None else None


def _steps(stages: Iterable[Stage], values: dict[str, float]) -> list[_Step]:
    found = (_step(stage, values[stage.state]) for stage in stages if stage.state in values)
    return sorted((step for step in found if step is not None), key=lambda step: (step.early, step.late))


def _standing(steps: Sequence[_Step], end: date, *, late: bool) -> float | None:
    """What counts at the end of a period: the last stage begun by then."""
    begun = [step for step in steps if (step.late if late else step.early) <= end]
    return begun[-1].value if begun else None


def _stepped(
    span: Span, owners: Sequence[tuple[str, Sequence[_Step]]], combine: Callable[[Sequence[float]], float]
) -> Series:
    """A series of what the owners' stages count together; missing before the first of them begins."""
    points = []
    for when, end in span.ends():
        early = {name: v for name, steps in owners if (v := _standing(steps, end, late=False)) is not None}
        late = [v for _, steps in owners if (v := _standing(steps, end, late=True)) is not None]
        if not early:
            points.append(Point(when=when))
            continue
        bounds = sorted((combine(list(early.values())), combine(late or [0.0])))
        points.append(
            Point(
                when=when,
                value=sum(bounds) / 2,
                low=bounds[0],
                high=bounds[1],
                n=len(early),
                inputs=tuple(early),
            )
        )
    return Series(period=span.period, points=tuple(points))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def treaties(knowledge: Knowledge, component: Treaties, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Treaties`."""
    owners = []
    for agreement in knowledge.entries("agreements", Agreement).values():
        parties = knowledge.states(agreement.parties)
        if agreement.type not in component.values or len(parties & set(component.among)) < 2:
            continue
        worth = component.values[agreement.type]
        begun = _step(Stage(state="made", when=agreement.made), worth)
        over = [_step(stage, 0.0) for stage in agreement.life if stage.state in _ENDED]
        steps = [step for step in (begun, *over) if step is not None]
        owners.append((f"agreements:{agreement.id}", sorted(steps, key=lambda step: step.early)))
    return _stepped(span, owners, sum)


def bodies(knowledge: Knowledge, component: Bodies, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Bodies`."""
    found = _bodies_of(knowledge, component)
    # A proposal for one more body does not lower what those at work have reached.
    at_work = [body for body in found if any(stage.state in _AT_WORK for stage in body.life)]
    owners = [(f"bodies:{body.id}", _life(body, component.values)) for body in at_work or found]
    return _stepped(span, owners, _mean)


def _life(body: Body, values: dict[str, float]) -> list[_Step]:
    """What the stages of a body count. What is proposed for a body at work takes nothing from it."""
    begun = next((n for n, stage in enumerate(body.life) if stage.state in _AT_WORK), len(body.life))
    stages = [stage for n, stage in enumerate(body.life) if n < begun or stage.state not in _PLANNED]
    steps = _steps(stages, values)
    met = [step for stage in stages if stage.state == "held" and (step := _step(stage, 0.0)) is not None]
    for meeting in met:
        # A body that met last so long ago and of which nothing more is told is none for the time being.
        over = meeting.late + timedelta(days=_DORMANT_DAYS)
        if not any(meeting.late < step.early <= over for step in steps):
            steps.append(_Step(over, over, None))
    return sorted(steps, key=lambda step: (step.early, step.late))


def _bodies_of(knowledge: Knowledge, component: Bodies | Meetings) -> list[Body]:
    """The bodies in which the members, and they alone, sit, on the layers asked for."""
    members, layers = set(component.members), set(component.layers)
    return [
        body
        for body in knowledge.entries("bodies", Body).values()
        if set(body.members) == members
        and (not layers or body.level in layers or any(meeting.level in layers for meeting in body.meetings))
    ]


def meetings(knowledge: Knowledge, component: Meetings, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Meetings`; two bodies that hold one meeting count it once."""
    layers = set(component.layers)
    rows: dict[tuple[str, str], Told] = {}
    for body in _bodies_of(knowledge, component):
        for number, meeting in enumerate(body.meetings):
            day = parse_edtf(meeting.when)
            if not layers or meeting.level in layers:
                rows.setdefault(
                    (meeting.when, meeting.level),
                    Told(first=day.earliest, last=day.latest, id=f"bodies:{body.id}#meetings[{number}]"),
                )
    return decayed_sum(
        list(rows.values()),
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
        covered=_covered(rows.values(), span),
    )


def exercises(knowledge: Knowledge, component: Exercises, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Exercises`."""
    participants = set(component.participants)
    rows = []
    for exercise in knowledge.entries("exercises", Exercise).values():
        taking_part = knowledge.states(exercise.participants)
        if not participants <= taking_part or (component.types and exercise.type not in component.types):
            continue
        for number, instance in enumerate(exercise.instances):
            if instance.state in _HELD and instance.when:
                day = parse_edtf(instance.when)
                name = f"exercises:{exercise.id}#instances[{number}]"
                rows.append(Told(first=day.earliest, last=day.latest, id=name))
    return decayed_sum(
        rows,
        period=span.period,
        first=span.first,
        last=span.last,
        half_life=component.half_life,
        covered=_covered(rows, span),
    )


def _covered(rows: Iterable[Told], span: Span) -> tuple[date, date] | None:
    """From the first thing told to the newest document: in between, nothing told is none."""
    days = [day for row in rows if (day := row.first or row.last) is not None]
    return (min(days), max(span.last, min(days))) if days else None


def closeness(knowledge: Knowledge, component: Closeness, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Closeness`: a reading holds until the next document's."""
    relations = knowledge.entries("relations", Relation)
    lines = []
    for name in component.relations:
        if name not in relations:
            continue
        steps = sorted(
            (document_day(knowledge.pack, state.document), float(state.closeness))
            for state in relations[name].states
            if state.closeness is not None
        )
        lines.append(_read_from(f"relations:{name}", steps, span))
    if not lines:
        return Series(period=span.period, points=tuple(Point(when=when) for when in span.periods))
    return lagging(lines) if component.combine == "closure" else mean_of(lines)


def _read_from(name: str, steps: Sequence[tuple[date, float]], span: Span) -> Series:
    points = []
    for when, end in span.ends():
        begun = [value for day, value in steps if day <= end]
        if begun:
            low, high = begun[-1] - _HALF_STEP, begun[-1] + _HALF_STEP
            points.append(Point(when=when, value=begun[-1], low=low, high=high, n=1, inputs=(name,)))
        else:
            points.append(Point(when=when))
    return Series(period=span.period, points=tuple(points))


def programme(knowledge: Knowledge, component: Programme, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Programme`."""
    owners = [
        (f"capabilities:{item.id}", _steps(item.status, component.values))
        for item in knowledge.entries("capabilities", Capability).values()
        if item.range_class in component.range_classes
    ]
    return _stepped(span, owners, max)


def weights(knowledge: Knowledge, component: Weights, span: Span) -> Series:
    """See :class:`~shiome.region.schema.yardsticks.Weights`: of several mixes at once the mean."""
    actors = set(component.actors)
    mixes = [
        (f"regimes:{mix.id}", parse_edtf(mix.period), mix.weights.get(component.tool, 0.0))
        for mix in knowledge.entries("regimes", Regime).values()
        if not actors.isdisjoint(mix.actors)
    ]
    points = []
    for when, end in span.ends():
        now = [
            (name, weight)
            for name, held, weight in mixes
            if (held.earliest is None or held.earliest <= end) and (held.latest is None or end <= held.latest)
        ]
        values = [weight for _, weight in now]
        points.append(
            Point(
                when=when,
                value=_mean(values) if values else None,
                low=min(values) if values else None,
                high=max(values) if values else None,
                n=len(values),
                inputs=tuple(name for name, _ in now),
            )
        )
    return Series(period=span.period, points=tuple(points))
