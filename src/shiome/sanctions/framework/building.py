"""The framework made from a pack, as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.institutions import Body
from shiome.region.schema.monitoring import Duty, Participation, SanctionsBody
from shiome.sanctions.framework.model import DutyState, Framework, FrameworkBody, Overlap, Route
from shiome.vocabulary.edtf import parse_edtf


def framework_of(pack: Pack, *, as_of: date) -> Framework:
    """The framework as it was and was known on a day.

    Bodies that had not begun are left out; those that had ended stay, as not working. Membership overlap is reckoned between
    working bodies that have members, over all members (``share``) and over those that documents name (``named_share``), as the
    number of shared members over the number of all members of the two (Jaccard 1912).
    """
    entries = [
        each for each in entries_as_of(pack, "sanctions_bodies", as_of).values() if isinstance(each, SanctionsBody)
    ]
    bodies = tuple(_body(pack, each, as_of) for each in entries if had_begun(each.began, as_of))
    duties = [each for each in entries_as_of(pack, "duties", as_of).values() if isinstance(each, Duty)]
    named = {body.id: body for body in bodies}
    return Framework(
        as_of=as_of,
        bodies=bodies,
        overlaps=_overlaps([body for body in bodies if body.working and body.all_members]),
        routes=_routes(bodies),
        duties=tuple(_duty(each, named[each.of], as_of) for each in duties if each.of in named),
    )


def _body(pack: Pack, entry: SanctionsBody, day: date) -> FrameworkBody:
    told = pack.entry("bodies", entry.body)
    taking_part = [each for each in entry.participants if _held(each, day)]
    return FrameworkBody(
        id=entry.id,
        name=told.name if isinstance(told, Body) else {},
        abbreviation=told.abbreviation if isinstance(told, Body) else "",
        began=entry.began,
        ended=entry.ended if was_over(entry.ended, day) else "",
        working=not was_over(entry.ended, day),
        members=tuple(each.actor for each in taking_part if each.basis == "document"),
        further=tuple(each.actor for each in taking_part if each.basis == "general"),
        size=entry.size,
        tasks=entry.tasks,
        contributions=tuple(each for each in entry.contributions if had_begun(each.when, day)),
        hands_to=entry.hands_to,
        cite=entry.cite,
        note=entry.note,
    )


def _held(each: Participation, day: date) -> bool:
    return had_begun(each.since, day) and not was_over(each.until, day)


def _overlaps(bodies: Sequence[FrameworkBody]) -> tuple[Overlap, ...]:
    return tuple(_overlap(a, b) for a, b in combinations(bodies, 2))


def _overlap(a: FrameworkBody, b: FrameworkBody) -> Overlap:
    one, two = a.all_members, b.all_members
    return Overlap(
        a=a.id,
        b=b.id,
        shared=tuple(sorted(one & two)),
        only_a=tuple(sorted(one - two)),
        only_b=tuple(sorted(two - one)),
        share=_jaccard(one, two),
        named_share=_jaccard(frozenset(a.members), frozenset(b.members)),
    )


def _jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one | two else 0.0


def _routes(bodies: Sequence[FrameworkBody]) -> tuple[Route, ...]:
    working = {body.id for body in bodies if body.working}
    return tuple(
        Route(body.id, route.to, route.stage, route.basis == "proposal", route.text, route.cite)
        for body in bodies
        for route in body.hands_to
        if body.id in working and route.to in working
    )


def _duty(duty: Duty, of: FrameworkBody, day: date) -> DutyState:
    if of.working:
        return DutyState(duty, "held", ())
    successors = tuple(each for each in duty.taken_over if had_begun(each.since, day))
    whole = any(each.extent == "whole" for each in successors)
    return DutyState(duty, "whole" if whole else "part" if successors else "nobody", successors)


def had_begun(edtf: str, day: date) -> bool:
    """Whether a date had come by ``day``; no date has always come."""
    earliest = parse_edtf(edtf).earliest if edtf else None
    return earliest is None or earliest <= day


def was_over(edtf: str, day: date) -> bool:
    """Whether the last day of a date lies before ``day``; no date is never over."""
    latest = parse_edtf(edtf).latest if edtf else None
    return latest is not None and latest < day
