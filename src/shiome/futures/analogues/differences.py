"""Which difference between a present and a past situation matters most for what followed then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shiome.futures.analogues.likeness import Likeness
from shiome.futures.analogues.situations import Aspect


@dataclass(frozen=True, slots=True)
class Difference:
    """An aspect in which the two differ, and what it bears on of what followed then."""

    aspect: str
    importance: float
    """Weight times disagreement, times one more than the number of ties to what followed."""
    drivers: tuple[str, ...]
    """Drivers of what followed whose course it may decide."""
    claims: tuple[str, ...]
    """The claims that say so."""


def differences(aspects: Mapping[str, Aspect], likeness: Likeness, followed: Collection[str]) -> tuple[Difference, ...]:
    """Every known difference, the one that matters most first; ties in the order of the aspects.

    A difference matters the more, the more claims tie it to the drivers that then moved; a feature has one tie to each driver that
    it is declared to bear on. What is unknown is no difference.

    Parameters
    ----------
    followed:
        The drivers of which the case tells what followed.
    """
    found = []
    for match in likeness.matches:
        if match.agreement is None or match.agreement == 1 or not match.weight:
            continue
        bears = {name: claims for name, claims in aspects[match.aspect].bears_on.items() if name in followed}
        ties = sum(max(1, len(claims)) for claims in bears.values())
        claims = tuple(dict.fromkeys(claim for each in bears.values() for claim in each))
        importance = match.weight * (1 - match.agreement) * (1 + ties)
        found.append(Difference(match.aspect, importance, tuple(bears), claims))
    return tuple(sorted(found, key=lambda each: -round(each.importance, 12)))
