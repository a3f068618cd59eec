"""How alike two situations are: weighted agreement over what both tell, with bounds for what either leaves unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shiome.errors import InputRefused
from shiome.futures.analogues.situations import NOTHING, Aspect, Situation


@dataclass(frozen=True, slots=True)
class Match:
    """One aspect of two situations."""

    aspect: str
    here: str | None
    """State in the first; None where unknown, empty where nothing of the kind existed."""
    there: str | None
    agreement: float | None
    """0 (unlike) to 1 (the same); states in order agree the more the closer they stand. None where either is unknown."""
    weight: float
    """Its share of all weights."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two situations are.

    ``low`` takes every unknown aspect as unlike, ``high`` as the same; the truth lies between, whatever the unknown ones are.
    """

    matches: tuple[Match, ...]
    low: float
    shared: float | None
    """Agreement over what is known of both alone; None where nothing is."""
    high: float

    @property
    def middle(self) -> float:
        """Half-way between the bounds; cases are ordered by it, so that one of which little is known does not come first."""
        return (self.low + self.high) / 2

    @property
    def known(self) -> int:
        """How many aspects are known of both."""
        return sum(match.agreement is not None for match in self.matches)


def agreement(aspect: Aspect, here: str, there: str) -> float:
    """How far two states of an aspect agree, 0 to 1.

    >>> ladder = Aspect("x", {}, {"low": {}, "middle": {}, "high": {}}, ordered=True, bears_on={})
    >>> agreement(ladder, "low", "middle"), agreement(ladder, "low", "high")
    (0.5, 0.0)
    """
    if here == there:
        return 1.0
    if not aspect.ordered or NOTHING in (here, there):
        return 0.0
    places = list(aspect.states)
    return 1 - abs(places.index(here) - places.index(there)) / (len(places) - 1)


def compare(
    aspects: Mapping[str, Aspect], here: Situation, there: Situation, *, weights: Mapping[str, float] | None = None
) -> Likeness:
    """Compare two situations over all aspects.

    Parameters
    ----------
    weights:
        By aspect; those not named weigh 1. Unless given, all weigh the same.

    Raises
    ------
    InputRefused
        ``analogues.weights``: a weight that is negative or of an aspect that does not exist, or weights that sum to nothing.
    """
    shares = weights_of(aspects, weights)
    matches = tuple(_match(aspect, here, there, shares[name]) for name, aspect in aspects.items())
    known = [match for match in matches if match.agreement is not None]
    agreed = sum(match.weight * match.agreement for match in known if match.agreement is not None)
    weight = sum(match.weight for match in known)
    unknown = sum(match.weight for match in matches if match.agreement is None)
    return Likeness(matches, _within(agreed), _within(agreed / weight) if weight else None, _within(agreed + unknown))


def _within(value: float) -> float:
    """Keeps sums of shares from leaving 0..1, or missing 1, by a rounding error."""
    return min(1.0, max(0.0, round(value, 12)))


def _match(aspect: Aspect, here: Situation, there: Situation, weight: float) -> Match:
    first, second = here.held.get(aspect.id), there.held.get(aspect.id)
    agreed = None if first is None or second is None else agreement(aspect, first.state, second.state)
    return Match(aspect.id, first.state if first else None, second.state if second else None, agreed, weight)


def weights_of(aspects: Mapping[str, Aspect], weights: Mapping[str, float] | None) -> dict[str, float]:
    """The share of each aspect in all weights."""
    given = weights or {}
    wrong = next(
        (name for name, weight in given.items() if name not in aspects or not 0 <= weight < float("inf")), None
    )
    full = {name: float(given.get(name, 1.0)) for name in aspects}
    total = sum(full.values())
    if wrong is not None or not total > 0:
        raise InputRefused(
            "analogues.weights",
            "the weights sum to nothing" if wrong is None else f"weight of {wrong!r}: {given[wrong]:g} cannot be used",
            ja="重みの和が 0 である" if wrong is None else f"{wrong!r} の重み {given[wrong]:g} は使えない",
            hint="give drivers or features of the pack weights of 0 or more, not all 0",
            hint_ja="パックのドライバーか特徴に 0 以上の重みを与え、すべてを 0 にはしない",
            failed=dict(given),
        )
    return {name: weight / total for name, weight in full.items()}
