"""What would mend a step at which somebody gains by leaving: the smallest change of one thing, each tried out on the whole plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np

from shiome.errors import InputRefused
from shiome.policy.roadmap.checking import Check, smallest_slack
from shiome.policy.roadmap.constraints import Constraint, tasks_of, verified_first
from shiome.policy.roadmap.incentives import END, TOLERANCE, frame_of, slack, worths_of
from shiome.policy.roadmap.model import Road, Schedule, worth_to
from shiome.policy.roadmap.solver import Aim, available, solve
from shiome.region.schema.roadmap import RoadStep, Worth

Kind = Literal["verification", "snapback", "detection", "watch", "penalty", "surplus", "split", "reorder"]
CANDIDATES = 8
"""Steps of others that are tried in another place, the most valued first."""
ROUNDS = 12
"""Times that a step is put into another place when a schedule is made to hold."""


@dataclass(frozen=True)
class Mend:
    """One change, and what it does.

    Parameters
    ----------
    before, after:
        The parameter as it is and as it would be: months, a probability, points a month; for a split the cost of the step and of its
        larger half; for another order the month in which ``other`` begins.
    size:
        The change as a share of the parameter (of 1 where it was nothing): what mends are compared by.
    slack:
        Smallest slack of the party at the step, or its halves, after the change.
    whole:
        Smallest slack in the whole plan after it.
    """

    kind: Kind
    step: str
    party: str
    before: float
    after: float
    size: float
    slack: float
    whole: float
    other: str = ""

    @property
    def enough(self) -> bool:
        """Whether the whole plan holds after it."""
        return self.whole >= -TOLERANCE


def mends(road: Road, schedule: Schedule, check: Check) -> tuple[Mend, ...]:
    """Every single change that makes a failing check hold, those that mend the whole plan first, then by size.

    Empty where the check holds already, or where no single change is enough. Another order is tried only where the solver is installed.
    """
    if check.holds:
        return ()
    party = check.weakest
    found = [*_months(road, schedule, check, party), *_closed(road, schedule, check, party)]
    if check.step != END and road.step(check.step).party == party:
        found += _split(road, schedule, check.step, party)
    if available():
        found += _reordered(road, schedule, check, party)
    found = [mend for mend in found if mend.slack >= -TOLERANCE]
    return tuple(sorted(found, key=lambda mend: (not mend.enough, mend.size, mend.kind)))


@dataclass(frozen=True)
class Reordered:
    """A schedule in which steps were moved until as little as possible is left to gain by leaving."""

    schedule: Schedule
    added: tuple[Constraint, ...]
    """The orders that were added, one after another."""
    slack: float
    """Smallest slack in the plan."""


def reorder_until_held(road: Road, schedule: Schedule, *, rounds: int = ROUNDS) -> Reordered:
    """Put, again and again, a step that the tempted party values behind the verification of the step it is tempted at.

    It stops when the plan holds, or when no such move makes the smallest slack larger.
    """
    best = Reordered(schedule, (), smallest_slack(road, schedule))
    for _ in range(rounds):
        if best.slack >= -TOLERANCE:
            break
        frame = frame_of(road, best.schedule)
        rows = slack(frame, worths_of(road))[0]
        number, column = np.unravel_index(int(rows.argmin()), rows.shape)
        step, party = frame.checks[number], frame.parties[column]
        tried = list(_orders(road, best.schedule, step, party, best.added))
        better = [found for found in tried if found[2] > best.slack + TOLERANCE]
        if not better:
            break
        chosen = max(better, key=lambda found: found[2])
        best = Reordered(chosen[1], (*best.added, chosen[0]), chosen[2])
    return best


def _at(road: Road, schedule: Schedule, step: str, party: str) -> float:
    return float(slack(frame_of(road, schedule), worths_of(road), only=(step, party))[0].sum())


def _months(road: Road, schedule: Schedule, check: Check, party: str) -> Iterator[Mend]:
    """Earlier notice and a faster response: the most months that still mend the check, by trying each."""
    name = check.step
    if name != END and road.step(name).party == party:
        now = road.step(name).verification
        yield from _fewer(
            lambda months: road.with_step(name, verification=months), "verification", now, schedule, name, party
        )
    else:
        now = next(p.watch for p in road.parties if p.actor == party)
        yield from _fewer(lambda months: road.with_party(party, watch=months), "watch", now, schedule, name, party)
    yield from _fewer(road.with_snapback, "snapback", road.roadmap.snapback, schedule, name, party)


def _fewer(
    change: Callable[[int], Road], kind: Kind, now: int, schedule: Schedule, step: str, party: str
) -> Iterator[Mend]:
    for months in range(now - 1, -1, -1):
        changed = change(months)
        if (value := _at(changed, schedule, step, party)) >= -TOLERANCE:
            whole = smallest_slack(changed, schedule)
            yield Mend(kind, step, party, now, months, (now - months) / now, value, whole)
            return


def _closed(road: Road, schedule: Schedule, check: Check, party: str) -> Iterator[Mend]:
    """Penalty, surplus and probability of notice: slack is linear in each, so the smallest change follows from two values."""
    name, gap = check.step, check.slack[party]
    seen = next(p for p in road.parties if p.actor == party)
    for kind in ("penalty", "surplus"):
        band: Worth = getattr(seen, kind)
        one = road.with_party(party, **{kind: _raised(band, 1.0)})
        rate = _at(one, schedule, name, party) - gap
        if rate > TOLERANCE:
            need = -gap / rate
            changed = road.with_party(party, **{kind: _raised(band, need)})
            value, whole = _at(changed, schedule, name, party), smallest_slack(changed, schedule)
            after, size = band.mode + need, need / (band.mode or 1.0)
            yield Mend("penalty" if kind == "penalty" else "surplus", name, party, band.mode, after, size, value, whole)
    own = name != END and road.step(name).party == party
    now = road.step(name).detection if own else seen.watch_detection
    field = "detection" if own else "watch_detection"

    def noticed(probability: float) -> Road:
        return road.with_step(name, detection=probability) if own else road.with_party(party, **{field: probability})

    sure = _at(noticed(1.0), schedule, name, party)
    if now < 1 and sure >= -TOLERANCE:
        need = min(1.0, now + (1 - now) * -gap / (sure - gap))
        changed = noticed(need)
        value, whole = _at(changed, schedule, name, party), smallest_slack(changed, schedule)
        yield Mend("detection", name, party, now, need, (need - now) / (now or 1.0), value, whole)


def _raised(band: Worth, points: float) -> Worth:
    return Worth(low=band.low + points, mode=band.mode + points, high=band.high + points)


def halves(road: Road, schedule: Schedule, name: str) -> tuple[Road, Schedule, tuple[str, str]]:
    """The plan with a step cut in two, one after the other: each with half of all it costs and brings, each verified by itself."""
    step = road.step(name)
    ids = (f"{name}.1", f"{name}.2")
    length = max(1, -(-step.duration // 2))
    parts = [_half(step, identifier, length) for identifier in ids]
    steps = [part for old in road.all_steps for part in (parts if old.id == name else [old])]
    changed = Road(
        msgspec.structs.replace(road.roadmap, steps=tuple(s.id for s in steps)), tuple(steps), dict(road.names)
    )
    starts = {key: value for key, value in schedule.starts.items() if key != name}
    begin = schedule.starts[name]
    starts |= {ids[0]: begin, ids[1]: begin + length}
    return changed, Schedule(starts, schedule.proven), ids


def _half(step: RoadStep, identifier: str, length: int) -> RoadStep:
    values = tuple(
        msgspec.structs.replace(worth, low=worth.low / 2, mode=worth.mode / 2, high=worth.high / 2)
        for worth in step.values
    )
    cost = Worth(low=step.cost.low / 2, mode=step.cost.mode / 2, high=step.cost.high / 2)
    return msgspec.structs.replace(
        step, id=identifier, cost=cost, values=values, reduces=step.reduces / 2, duration=length
    )


def _split(road: Road, schedule: Schedule, name: str, party: str) -> Iterator[Mend]:
    changed, later, ids = halves(road, schedule, name)
    value = min(_at(changed, later, identifier, party) for identifier in ids)
    cost = road.step(name).cost.mode
    yield Mend("split", name, party, cost, cost / 2, 0.5, value, smallest_slack(changed, later))


def _reordered(road: Road, schedule: Schedule, check: Check, party: str) -> Iterator[Mend]:
    if check.step == END:
        return
    finish = schedule.finish(road)
    for order, later, whole in _orders(road, schedule, check.step, party, ()):
        other = order.differences[0][1]
        value = _at(road, later, check.step, party)
        size = max(0.0, later.finish(road) - finish) / finish
        before, after = schedule.starts[other], later.starts[other]
        yield Mend("reorder", check.step, party, before, after, size, value, whole, other)


def _orders(
    road: Road, schedule: Schedule, name: str, party: str, added: tuple[Constraint, ...]
) -> Iterator[tuple[Constraint, Schedule, float]]:
    """Schedules in which a step of others, valued by the party, waits for the verification of its step and for the response."""
    if name == END or road.step(name).party != party:
        return
    step, seen = road.step(name), next(p for p in road.parties if p.actor == party)
    late = schedule.verified(road)[name] + road.roadmap.snapback
    others = [s for s in road.steps if s.party != party and worth_to(seen, s) > 0 and schedule.starts[s.id] < late]
    others.sort(key=lambda other: (-worth_to(seen, other), other.id))
    weights = {s.id: max(1, round(100 * sum(worth_to(p, s) for p in road.allies))) for s in road.steps}
    for other in others[:CANDIDATES]:
        order = verified_first(step, other, later=road.roadmap.snapback)
        try:
            solved = solve(tasks_of(road, added=(*added, order)), (Aim(sums=(weights,)),), effort=5.0)
        except InputRefused:
            continue  # the order contradicts the roadmap: no schedule has it
        later = Schedule(solved.starts, solved.proven)
        yield order, later, smallest_slack(road, later)
