"""What a schedule must respect, as named constraints over the beginnings of tasks; each can be left out by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shiome.policy.roadmap.model import Road
from shiome.region.schema.roadmap import RoadStep

ORIGIN = ""
"""Stands for month 0 in a difference."""


@dataclass(frozen=True)
class Constraint:
    """A named demand on the schedule.

    Parameters
    ----------
    name:
        Unique, such as ``freeze after hotline``.
    text:
        The same for readers, in ja and en.
    differences:
        Triples (a, b, least): b begins at least ``least`` months after a begins; :data:`ORIGIN` is month 0.
    uses:
        Pairs (task, amount) that share ``capacity`` at any time.
    """

    name: str
    text: Mapping[str, str]
    differences: tuple[tuple[str, str, int], ...] = ()
    uses: tuple[tuple[str, int], ...] = ()
    capacity: int = 0


@dataclass(frozen=True)
class Tasks:
    """Durations of tasks, and what their schedule must respect."""

    durations: Mapping[str, int]
    constraints: tuple[Constraint, ...]
    longest: int
    """A month by which everything can be done if it can be done at all: the domain of the search."""


def tasks_of(road: Road, *, added: Sequence[Constraint] = ()) -> Tasks:
    """The scheduling problem of a roadmap's plan."""
    return tasks_among(road, road.steps, added=added)


def tasks_among(road: Road, steps: Sequence[RoadStep], *, added: Sequence[Constraint] = (), begin: int = 0) -> Tasks:
    """The scheduling problem of some of a roadmap's steps; what ties them to steps left out is let go.

    Parameters
    ----------
    added:
        Constraints beside those that the steps name.
    begin:
        First month in which any may begin.
    """
    here = {step.id: step for step in steps}
    found = [constraint for step in steps for constraint in _of_step(step, here)]
    for resource in road.roadmap.resources:
        uses = [(s.id, sum(n.amount for n in s.needs if n.resource == resource.id)) for s in steps]
        if any(amount for _, amount in uses):
            text = {
                "ja": f"{resource.name['ja']}は同時に {resource.capacity} まで",
                "en": f"{resource.name['en']}: at most {resource.capacity} at a time",
            }
            shared = tuple(use for use in uses if use[1])
            found.append(Constraint(f"capacity of {resource.id}", text, uses=shared, capacity=resource.capacity))
    horizon = road.roadmap.horizon + begin
    text = {
        "ja": f"全段階を {horizon} か月以内に検証まで終える",
        "en": f"all is done and verified within {horizon} months",
    }
    last = tuple((s.id, ORIGIN, s.duration + s.verification - horizon) for s in steps)
    found.append(Constraint("horizon", text, differences=last))
    if begin:
        text = {"ja": f"{begin} か月目より前に始めない", "en": f"nothing begins before month {begin}"}
        found.append(Constraint("begin", text, differences=tuple((ORIGIN, s.id, begin) for s in steps)))
    slack = sum(step.duration + step.verification for step in steps)
    slack += sum(near.months for step in steps for near in step.within)
    fixed = max([step.not_before or 0 for step in steps], default=0)
    longest = max(horizon, begin + fixed + slack)
    return Tasks({s.id: s.duration for s in steps}, (*found, *added), longest)


def verified_first(first: RoadStep, second: RoadStep, *, later: int = 0) -> Constraint:
    """The second begins only when the first has been verified, and ``later`` months after that."""
    text = {
        "ja": f"「{second.name['ja']}」は「{first.name['ja']}」の検証後",
        "en": f"“{second.name['en']}” begins only when “{first.name['en']}” is verified",
    }
    least = first.duration + first.verification + later
    return Constraint(f"{second.id} after {first.id} verified", text, differences=((first.id, second.id, least),))


def _of_step(step: RoadStep, here: Mapping[str, RoadStep]) -> Iterator[Constraint]:
    ja, en = f"「{step.name['ja']}」", f"“{step.name['en']}”"
    for name in step.after:
        if name in here:
            first = here[name]
            text = {
                "ja": f"{ja}は「{first.name['ja']}」の完了後",
                "en": f"{en} begins only when “{first.name['en']}” is done",
            }
            yield Constraint(f"{step.id} after {name}", text, differences=((name, step.id, first.duration),))
    for name in step.after_verified:
        if name in here:
            yield verified_first(here[name], step)
    for name in step.simultaneous_with:
        if name in here:
            text = {
                "ja": f"{ja}は「{here[name].name['ja']}」と同時",
                "en": f"{en} begins together with “{here[name].name['en']}”",
            }
            pair = ((name, step.id, 0), (step.id, name, 0))
            yield Constraint(f"{step.id} together with {name}", text, differences=pair)
    for near in step.within:
        if near.step in here:
            other, months = here[near.step], near.months
            text = {
                "ja": f"{ja}は「{other.name['ja']}」の前後 {months} か月以内",
                "en": f"{en} begins within {months} months of “{other.name['en']}”",
            }
            pair = ((near.step, step.id, -months), (step.id, near.step, -months))
            yield Constraint(f"{step.id} within {months} of {near.step}", text, differences=pair)
    if step.not_before:
        text = {
            "ja": f"{ja}は {step.not_before} か月目以降",
            "en": f"{en} does not begin before month {step.not_before}",
        }
        yield Constraint(
            f"{step.id} not before {step.not_before}", text, differences=((ORIGIN, step.id, step.not_before),)
        )
    if step.done_by is not None:
        text = {"ja": f"{ja}は {step.done_by} か月目までに完了", "en": f"{en} is done by month {step.done_by}"}
        late = ((step.id, ORIGIN, step.duration - step.done_by),)
        yield Constraint(f"{step.id} done by {step.done_by}", text, differences=late)
