"""What is left when a step fails: what stays done, what is undone, and the plan from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from shiome.errors import InputRefused
from shiome.policy.roadmap.constraints import Constraint, tasks_among
from shiome.policy.roadmap.model import Road, Schedule, worth_to
from shiome.policy.roadmap.solver import Aim, solve
from shiome.region.schema.roadmap import RoadStep


@dataclass(frozen=True)
class Branch:
    """Where the plan falls to when a step is not taken.

    Parameters
    ----------
    failed, month:
        The step, and the month in which the others respond.
    done:
        Steps done, or under way and finished, that stay whole.
    undone:
        Step to the share of it that is undone; only steps exchanged with the party that failed.
    given_up:
        Steps that rest on the failed one and are taken no more.
    left:
        Threat class to the share that is left of it.
    plan:
        Beginnings of the steps that are still taken, those in reserve and the second try included; empty where none is left.
    impossible:
        Why there is no plan from there, where its constraints cannot hold together.
    """

    failed: str
    month: int
    done: tuple[str, ...]
    undone: dict[str, float]
    given_up: tuple[str, ...]
    left: dict[str, float]
    left_at_end: dict[str, float]
    """The same when the plan from there has been carried out."""
    plan: dict[str, int]
    impossible: str = ""


def branches(road: Road, schedule: Schedule) -> tuple[Branch, ...]:
    """The fallback of every step of the plan, in the order of time."""
    order = sorted(road.steps, key=lambda step: (schedule.starts[step.id], step.id))
    return tuple(branch_of(road, schedule, step.id) for step in order)


def branch_of(road: Road, schedule: Schedule, failed: str) -> Branch:
    """The fallback when the party of a step does not take it.

    Steps that began before the response are finished. Of those that the failing party took, and of those that others took and
    it values, in the tracks that stop with the step's own, what can be undone is undone; steps that do not rest on the failed
    one or on what was undone go on. Steps of others in those tracks that the failing party values, and what was undone, wait
    for the second try, or are given up.
    """
    step = road.step(failed)
    month = schedule.verified(road)[failed] + road.roadmap.snapback
    party = next(p for p in road.parties if p.actor == step.party)
    begun = [s for s in road.steps if schedule.starts[s.id] < month and s.id != failed]
    tracks = next(t.stops for t in road.roadmap.tracks if t.id == step.track) or {t.id for t in road.roadmap.tracks}
    exchanged = [s for s in begun if s.track in tracks and (s.party == step.party or worth_to(party, s) > 0)]
    undone = {s.id: s.reversible for s in exchanged if s.reversible > 0}
    done = tuple(s.id for s in begun if s.id not in undone)
    ahead = [s for s in road.steps if schedule.starts[s.id] >= month or s.id == failed]
    resting = _resting(road, {failed, *undone})
    answered = {s.id for s in ahead if s.track in tracks and worth_to(party, s) > 0}
    cut = [s for s in ahead if s.id == failed or s.id in resting or s.id in answered]
    later = [s for s in ahead if s not in cut]
    retry = step.if_fails.retry_after if step.if_fails else None
    again = [*(s for s in begun if s.id in undone), *cut] if retry is not None else []
    reserve = [road.step(name) for name in (step.if_fails.instead if step.if_fails else ())]
    plan, impossible = _replanned(road, [*reserve, *later], again, month, retry or 0)
    built_up = {name: share for name, share in undone.items() if name not in plan}
    begun_names = [s.id for s in begun]
    classes = [threat.id for threat in road.roadmap.threats]
    return Branch(
        failed=failed,
        month=month,
        done=done,
        undone=undone,
        given_up=tuple(s.id for s in cut) if retry is None else (),
        left={name: _left(road, name, begun_names, undone) for name in classes},
        left_at_end={name: _left(road, name, {*begun_names, *plan}, built_up) for name in classes},
        plan=plan,
        impossible=impossible,
    )


def _resting(road: Road, names: set[str]) -> set[str]:
    """Steps that wait for any of those named, directly or through others, or begin together with one that does."""
    ties = {step.id: {*step.after, *step.after_verified, *step.simultaneous_with} for step in road.steps}
    for step in road.steps:
        for name in step.simultaneous_with:
            ties.get(name, set()).add(step.id)
    found, grew = set(names), True
    while grew:
        more = {name for name, tied in ties.items() if name not in found and tied & found}
        grew = bool(more)
        found |= more
    return found - names


def _replanned(
    road: Road, now: list[RoadStep], again: list[RoadStep], month: int, pause: int
) -> tuple[dict[str, int], str]:
    """The plan from a month on: what goes on at once, and what is tried again after a pause."""
    steps = [*now, *again]
    if not steps:
        return {}, ""
    text = {"ja": f"再試行は {month + pause} か月目以降", "en": f"nothing is tried again before month {month + pause}"}
    wait = Constraint("second try", text, differences=tuple(("", s.id, month + pause) for s in again))
    weights = {s.id: max(1, round(100 * sum(worth_to(p, s) for p in road.allies))) for s in steps}
    loose = [_without_dates(step) for step in steps]
    try:
        tasks = tasks_among(road, loose, added=(wait,), begin=month)
        return dict(solve(tasks, (Aim(sums=(weights,)),), effort=5.0).starts), ""
    except InputRefused as error:
        return {}, error.line()


def _without_dates(step: RoadStep) -> RoadStep:
    """A step without its own dates: they were set for the plan that failed."""
    return msgspec.structs.replace(step, not_before=None, done_by=None)


def _left(road: Road, threat: str, taken: Iterable[str], undone: Mapping[str, float]) -> float:
    """What is left of a threat class: what was never removed, and what was built up again."""
    steps = [road.step(name) for name in taken]
    removed = sum(step.reduces * (1 - undone.get(step.id, 0.0)) for step in steps if step.threat == threat)
    return round(max(0.0, 1 - removed), 9)
