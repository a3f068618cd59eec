"""The register of positions: what each party holds on each issue on a day, who moved between two days, by how much, by which document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shiome.coordination.consultation.ground import CommonGround, common_ground
from shiome.coordination.consultation.standing import place
from shiome.records.model import Position
from shiome.region.schema.context import IssueEntry

Change = Literal["moved", "restated", "new", "gone"]
"""Its place is another one; the same place or none, by other records; it had no record before; it has none any more."""


@dataclass(frozen=True)
class Held:
    """What a party holds on an issue.

    Parameters
    ----------
    positions:
        Its records of the newest day, from which its place is read; earlier ones are history.
    value:
        Its place on the scale; ``None`` where no record gives one, or the issue has no scale.
    """

    party: str
    issue: str
    positions: tuple[Position, ...]
    value: float | None
    low: float | None
    high: float | None
    salience: float | None


@dataclass(frozen=True)
class Move:
    """What became of a party's position between two days.

    Parameters
    ----------
    by:
        How far its place moved, in units of the scale, positive upwards; ``None`` where one of the two days has no place.
    documents:
        The documents by which it is known that it moved: those of the records that are new.
    """

    party: str
    issue: str
    change: Change
    was: Held | None
    now: Held | None
    by: float | None
    documents: tuple[str, ...]


@dataclass(frozen=True)
class IssueRegister:
    """One issue on a day: what each party holds, and how far they agree; ``ground`` is ``None`` for an issue without a scale."""

    issue: IssueEntry
    held: tuple[Held, ...]
    ground: CommonGround | None


def register(
    positions: Sequence[Position], issues: Mapping[str, IssueEntry], parties: Sequence[str]
) -> tuple[IssueRegister, ...]:
    """The issues on which any of the parties holds a position, in the order of the pack."""
    found = []
    for issue in issues.values():
        own = [each for each in positions if each.issue == issue.id and each.actor in parties]
        if own:
            ground = None
            if issue.scale is not None:
                placed, missing = place(own, parties, issue.id, issue.scale)
                ground = common_ground(issue.id, issue.scale, placed, missing)
            found.append(IssueRegister(issue, tuple(_held(own, parties, issue.id, ground)), ground))
    return tuple(found)


def _held(
    positions: Sequence[Position], parties: Iterable[str], issue: str, ground: CommonGround | None
) -> Iterator[Held]:
    placed = {each.party: each for each in ground.placed} if ground else {}
    for party in parties:
        own = [each for each in positions if each.actor == party]
        if not own:
            continue
        at = placed.get(party)
        newest = max(each.known_from for each in own)
        counted = tuple(
            each for each in own if (each.id in at.records if at is not None else each.known_from == newest)
        )
        if at is None:
            yield Held(party, issue, counted, None, None, None, None)
        else:
            span = at.position
            yield Held(party, issue, counted, span.value, span.low, span.high, at.salience)


def moves(before: Sequence[IssueRegister], after: Sequence[IssueRegister]) -> tuple[Move, ...]:
    """What changed from one day's register to another's: every position that is not held by the same records as before."""
    earlier = {(held.issue, held.party): held for each in before for held in each.held}
    later = {(held.issue, held.party): held for each in after for held in each.held}
    found = []
    for key in dict.fromkeys([*later, *earlier]):
        was, now = earlier.get(key), later.get(key)
        if _names(was) != _names(now):
            found.append(_move(key, was, now))
    return tuple(found)


def _move(key: tuple[str, str], was: Held | None, now: Held | None) -> Move:
    issue, party = key
    by = None
    if was is not None and now is not None and was.value is not None and now.value is not None:
        by = now.value - was.value
    change: Change = "moved" if by else "restated"
    if was is None or now is None:
        change = "new" if was is None else "gone"
    new = [] if now is None else [each for each in now.positions if each.id not in _names(was)]
    documents = dict.fromkeys(source.document for each in new for source in each.sources)
    return Move(party, issue, change, was, now, by, tuple(documents))


def _names(held: Held | None) -> frozenset[str]:
    return frozenset() if held is None else frozenset(each.id for each in held.positions)
