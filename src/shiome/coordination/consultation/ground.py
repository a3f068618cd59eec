"""Common ground: where the ranges of the parties overlap, the point that asks least of whoever gives most, and what each gives for it.

What a party gives is the distance from its place to a point, as a share of the scale, times how much the issue matters to it: the loss
of the spatial model on one issue (:mod:`shiome.policy.bargaining.utility`) weighed between parties. The common point keeps the
largest of these losses as small as can be (the minimax or Rawls solution), within the ground common to all where there is any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from shiome.coordination.consultation.standing import Placed
from shiome.policy.bargaining import Missing
from shiome.region.schema.common import Texts
from shiome.region.schema.context import IssueScale

Consensus = Literal["consensus", "ground", "partial", "divided", "unplaced"]
"""All ranges share ground with a wording mark in it, or without; some pair shares ground; none does; a party has no place."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The ground that parties share: from ``low`` to ``high``. Where they share none, ``gap`` is the width of what lies between."""

    parties: tuple[str, ...]
    low: float
    high: float
    gap: float = 0.0

    @property
    def shared(self) -> bool:
        """Whether there is any."""
        return self.gap == 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A wording mark of the scale, and by how much it lies outside the range of each party; 0 inside."""

    at: float
    text: Texts
    outside: Mapping[str, float]

    @property
    def agreeable(self) -> bool:
        """Whether it lies within the range of every party."""
        return not any(self.outside.values())


@dataclass(frozen=True, slots=True)
class Give:
    """What a party gives for a point.

    Parameters
    ----------
    distance:
        From its place to the point, as a share of the scale; positive upwards.
    weighted:
        The distance, whatever its direction, times its salience; ``None`` without a salience.
    beyond:
        By how much the point lies outside its range, in units of the scale.
    """

    party: str
    distance: float
    weighted: float | None
    beyond: float


@dataclass(frozen=True)
class CommonGround:
    """What the places of the parties have in common on a day.

    Parameters
    ----------
    everybody:
        ``None`` where fewer than two parties have a place.
    point:
        The common point; ``None`` where a placed party has stated no salience.
    mark:
        The wording mark nearest to the common point, of those that all could accept where there are any.
    """

    issue: str
    scale: IssueScale
    placed: tuple[Placed, ...]
    missing: tuple[Missing, ...]
    pairs: tuple[Overlap, ...]
    everybody: Overlap | None
    marks: tuple[Mark, ...]
    point: float | None
    mark: Mark | None
    gives: tuple[Give, ...]

    @property
    def consensus(self) -> Consensus:
        """How far they agree."""
        if self.everybody is None or any(each.quantity == "position" for each in self.missing):
            return "unplaced"
        if self.everybody.shared:
            return "consensus" if any(mark.agreeable for mark in self.marks) else "ground"
        return "partial" if any(pair.shared for pair in self.pairs) else "divided"


def common_ground(
    issue: str, scale: IssueScale, placed: Sequence[Placed], missing: Sequence[Missing] = ()
) -> CommonGround:
    """What the places of parties on an issue have in common."""
    everybody = overlap(placed) if len(placed) > 1 else None
    point = None if everybody is None else common_point(placed, everybody)
    found = marks(scale, placed)
    return CommonGround(
        issue=issue,
        scale=scale,
        placed=tuple(placed),
        missing=tuple(missing),
        pairs=tuple(overlap(pair) for pair in combinations(placed, 2)),
        everybody=everybody,
        marks=found,
        point=point,
        mark=None if point is None else nearest(found, point),
        gives=() if point is None else gives(placed, point, scale),
    )


def overlap(placed: Sequence[Placed]) -> Overlap:
    """The ground that all of them share."""
    low = max(each.position.low for each in placed)
    high = min(each.position.high for each in placed)
    parties = tuple(each.party for each in placed)
    return Overlap(parties, low, high) if low <= high else Overlap(parties, high, low, gap=low - high)


def common_point(placed: Sequence[Placed], shared: Overlap) -> float | None:
    """The point at which the largest weighted loss is smallest, within the shared ground, or between the ranges where there is none.

    The largest of lines falling and rising with the point is smallest where two of them meet or at an end. Of points alike in that, the
    one with the smallest sum of losses, then the lowest.
    """
    weights = [each.salience for each in placed]
    if any(weight is None for weight in weights):
        return None
    pairs = [(each.position.value, each.salience or 0.0) for each in placed]
    if not shared.shared:
        low, high = min(value for value, _ in pairs), max(value for value, _ in pairs)
    else:
        low, high = shared.low, shared.high
    candidates = {low, high, *(value for value, _ in pairs)}
    for (one, weight), (other, weight_other) in combinations(pairs, 2):
        if weight + weight_other > 0:
            candidates.add((weight * one + weight_other * other) / (weight + weight_other))
    inside = sorted(point for point in candidates if low <= point <= high)
    return min(inside, key=lambda point: _losses(pairs, point))


def _losses(pairs: Sequence[tuple[float, float]], point: float) -> tuple[float, float]:
    """The largest loss and the sum of all, rounded so that points alike but for the last binary place are alike."""
    losses = [weight * abs(value - point) for value, weight in pairs]
    return round(max(losses), 9), round(sum(losses), 9)


def gives(placed: Sequence[Placed], point: float, scale: IssueScale) -> tuple[Give, ...]:
    """What each party gives for a point."""
    found = []
    for each in placed:
        distance = (point - each.position.value) / (scale.high - scale.low)
        weighted = None if each.salience is None else abs(distance) * each.salience
        found.append(Give(each.party, distance, weighted, _outside(each, point)))
    return tuple(found)


def marks(scale: IssueScale, placed: Sequence[Placed]) -> tuple[Mark, ...]:
    """The wording marks of a scale, its ends included, held against the ranges."""
    places = [(scale.low, scale.low_end), *((mark.at, mark.text) for mark in scale.marks), (scale.high, scale.high_end)]
    return tuple(Mark(at, text, {each.party: _outside(each, at) for each in placed}) for at, text in places)


def nearest(found: Sequence[Mark], point: float) -> Mark:
    """The mark nearest to a point, among those that all could accept where there are any; of two alike the lower."""
    chosen = [mark for mark in found if mark.agreeable] or found
    return min(chosen, key=lambda mark: (abs(mark.at - point), mark.at))


def _outside(placed: Placed, point: float) -> float:
    return max(placed.position.low - point, point - placed.position.high, 0.0)
