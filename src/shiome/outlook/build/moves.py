"""What moved since the day compared with, and whether for the better: relations, yardsticks, issues, commitments.

The pack's viewpoint decides. A relation that one of the region's principals is part of is better when it is closer; one of the
actors of concern without any principal is better when it is further apart; any other is not valued. A yardstick says itself which
way is better. On an issue it is better when the principals' positions come nearer to each other. A commitment is better off
when it is carried on, worse off when it stalls or lapses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shiome.coordination.consultation.register import IssueRegister, register
from shiome.outlook import pictures
from shiome.outlook.build.context import Context, known_by
from shiome.outlook.build.inputs import numbers
from shiome.outlook.build.institutions import commitment_order, state_name
from shiome.outlook.build.relations import Standing, standings
from shiome.outlook.build.yardsticks import before_since, level_text
from shiome.outlook.model import Bearing
from shiome.records.model import Commitment, Position
from shiome.region.schema.context import IssueEntry
from shiome.region.schema.yardsticks import Yardstick
from shiome.yardsticks.model import Measurement

CARRIED = ("agreed", "launched", "held", "continued", "fulfilled", "revived", "restored", "signed", "in_force")
DROPPED = ("stalled", "suspended", "broken", "lapsed", "ended")
"""States of a commitment that is carried on, and of one that is not; any other is not valued."""
SLIGHT = 0.005
"""What a component must add to a yardstick, or take from it, to be named: less does not show in two decimals."""


@dataclass(frozen=True)
class Move:
    """A matter that moved, or that was told anew and stayed.

    Parameters
    ----------
    bearing:
        Empty for what moved without being valued.
    reason:
        Why, as the documents tell it: a sentence.
    course:
        From what to what.
    """

    name: str
    bearing: Bearing
    reason: str
    course: str
    evidence: tuple[int, ...]


def moves(context: Context) -> list[Move]:
    """Everything that was told anew: relations first, then yardsticks, issues, commitments."""
    return [*_relations(context), *_yardsticks(context), *_issues(context), *_commitments(context)]


def relation_bearing(context: Context, members: tuple[str, ...], *, closer: bool) -> Bearing:
    """Whether a move of a relation is for the better from the region's viewpoint; empty where it is not valued."""
    states, region = context.states_of(members), context.pack.region
    if states & set(region.principals):
        return "better" if closer else "worse"
    if states & set(region.concern):
        return "worse" if closer else "better"
    return ""


def _relations(context: Context) -> Iterator[Move]:
    for standing in standings(context):
        if standing.fresh and standing.direction == "same":
            yield _relation(context, standing, "same")
        elif standing.fresh and standing.direction in ("closer", "apart"):
            closer = standing.direction == "closer"
            yield _relation(context, standing, relation_bearing(context, standing.entry.members, closer=closer))


def _relation(context: Context, standing: Standing, bearing: Bearing) -> Move:
    words, now = context.words, standing.now
    before = next(s for s in reversed(standing.states[:-1]) if s.value is not None)
    course = words("changes.from_to", a=words.title(before.label), b=words.title(now.label))
    return Move(
        name=standing.name,
        bearing=bearing,
        reason=words.sentence(now.text),
        course=words("colon", a=words(f"direction.{standing.direction}"), b=course),
        evidence=context.book.joined(now.evidence, before.evidence[:1]),
    )


def _yardsticks(context: Context) -> Iterator[Move]:
    """Those that have a value now and then; one moved where the two ranges do not meet."""
    entries = context.pack.entries("yardsticks", Yardstick)
    for measurement in context.measurements:
        last = pictures.newest(measurement.series)
        before = before_since(context, measurement.series, last) if last is not None else None
        if last is None or before is None or last.value is None or before.value is None:
            continue
        evidence = numbers(context, [*_driving(context, measurement), *last.inputs])
        if not evidence:
            continue
        entry = entries.get(measurement.id)
        bearing: Bearing = "same"
        if last.value != before.value and not pictures.meet(last, before):
            wanted = entry.better if entry is not None else ""
            bearing = "" if not wanted else "better" if (last.value > before.value) == (wanted == "up") else "worse"
        yield Move(
            name=context.text(measurement.name),
            bearing=bearing,
            reason=context.words.sentence(_why(context, measurement)),
            course=level_text(context, measurement.series, last, last.value),
            evidence=evidence,
        )


def _why(context: Context, measurement: Measurement) -> str:
    """The two components that moved most since the day compared with; what the yardstick means where none did."""
    words, moved = context.words, []
    for component in measurement.components:
        last = pictures.newest(component.scaled)
        before = before_since(context, component.scaled, last) if last is not None else None
        if last is not None and before is not None and last.value is not None and before.value is not None:
            moved.append((component.weight * (last.value - before.value), context.text(component.name)))
    moved.sort(key=lambda each: -abs(each[0]))
    told = [
        words("front.rose" if change > 0 else "front.fell", name=name)
        for change, name in moved[:2]
        if abs(change) >= SLIGHT
    ]
    return words.capital(words.series(told)) if told else context.text(measurement.direction)


def _driving(context: Context, measurement: Measurement) -> list[str]:
    """Inputs behind the turning points that lie after the day compared with."""
    since = (context.since or date.min).isoformat()
    points = [point for point in measurement.turning.points if point.end >= since[: len(point.end)]]
    return [name for point in points for driver in point.drivers for name in driver.inputs]


def _issues(context: Context) -> Iterator[Move]:
    """Issues on which the principals stand further from each other, or nearer, than on the day compared with."""
    words = context.words
    issues = {name: entry for name, entry in context.pack.entries("issues", IssueEntry).items() if entry.scale}
    parties = context.pack.region.principals
    earlier = {e.issue.id: e for e in register(list(context.before(Position).values()), issues, parties)}
    for each in register(context.records(Position), issues, parties):
        before, after = _spread(earlier.get(each.issue.id)), _spread(each)
        if before is None or after is None or before == after:
            continue
        moved = [held for held in each.held if held.positions and context.is_new(held.positions[0].known_from)]
        evidence = context.book.joined(
            *(context.book.sources(position.sources) for held in moved for position in held.positions)
        )
        if evidence:
            stances = [words("colon", a=context.actor(held.party), b=held.positions[0].stance) for held in moved]
            yield Move(
                name=context.text(each.issue.name),
                bearing="better" if after < before else "worse",
                reason=words.run(*stances),
                course=words("front.spread", before=f"{before:.0f}", after=f"{after:.0f}"),
                evidence=evidence,
            )


def _spread(found: IssueRegister | None) -> float | None:
    """Distance between the positions furthest apart; None where fewer than two parties have a place."""
    places = [held.value for held in found.held if held.value is not None] if found is not None else []
    return max(places) - min(places) if len(places) > 1 else None


def _commitments(context: Context) -> Iterator[Move]:
    words, before = context.words, context.before(Commitment)
    changed = [
        each
        for each in context.records(Commitment)
        if context.is_new(known_by(each, context.as_of)) and each.id in before and before[each.id].state != each.state
    ]
    for each in sorted(changed, key=lambda c: commitment_order(context, c)):
        evidence = context.book.sources(reversed(each.sources), few=2)
        if evidence:
            was, now = (state_name(context, state) for state in (before[each.id].state, each.state))
            yield Move(
                name=words.title(each.content),
                bearing="better" if each.state in CARRIED else "worse" if each.state in DROPPED else "",
                reason=words.sentence(context.text(each.text) or now),
                course=words("changes.from_to", a=was, b=now),
                evidence=evidence,
            )
