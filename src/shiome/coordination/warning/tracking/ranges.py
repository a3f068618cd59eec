"""The class of a launch by its range, with the probability of each class."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import erf, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.earth import ground_distance
from shiome.coordination.warning.tracking.impact import Impact
from shiome.errors import RegionRefused

if TYPE_CHECKING:
    from shiome.region.pack import Pack

Array = NDArray[Any]
CLASSES = ("short", "medium", "intermediate", "intercontinental")


@dataclass(frozen=True)
class RangeLimits:
    """Upper ends of the first three classes in kilometres; the pack may name each as ``range.short_km`` and so on.

    The defaults are those of public arms-control usage: 1,000, 3,000 and 5,500 km (the last as in the SALT and START treaties).
    """

    short_km: float = 1000.0
    medium_km: float = 3000.0
    intermediate_km: float = 5500.0
    origin_km: float = 60.0
    """Standard deviation of where a launch began about where it was first seen."""

    def __post_init__(self) -> None:
        limits = (0.0, self.short_km, self.medium_km, self.intermediate_km, float("inf"))
        if any(low >= high for low, high in itertools.pairwise(limits)) or not self.origin_km >= 0:
            raise RegionRefused(
                "warning.rule",
                f"the range limits {limits[1:4]} km do not rise, or the origin's spread {self.origin_km} km is below 0",
                ja=f"射程区分の上限 {limits[1:4]} km が昇順でないか、発射点の不確かさ {self.origin_km} km が負である",
                hint="correct them in warning_rules.yaml",
                hint_ja="warning_rules.yaml を直す",
                failed=limits,
            )

    @classmethod
    def of(cls, pack: Pack) -> RangeLimits:
        """The limits of a region's pack; those that it does not name stay as they are here."""
        from shiome.region.schema.warning import WarningRule

        entries = pack.entries("warning_rules", WarningRule)
        named = {item.name: entries.get(f"range.{item.name}") for item in fields(cls)}
        return cls(**{name: entry.value for name, entry in named.items() if entry is not None})


@dataclass(frozen=True)
class Reach:
    """How far a launch goes."""

    distance: float
    """Metres along the ground, from where it was first seen to where it comes down."""
    spread: float
    """Standard deviation, metres."""
    chances: Mapping[str, float]
    """Probability of each class; they sum to one."""

    @property
    def range_class(self) -> str:
        """The likeliest class."""
        return max(self.chances, key=lambda name: self.chances[name])


def reach_of(origin: Array, impact: Impact, limits: RangeLimits) -> Reach:
    """How far a launch goes that was first seen at ``origin`` (Earth-fixed) and comes down at ``impact``.

    The sigma points give the distance's spread; the origin's own is added, for a sensor sees a launch some way up and along.

    >>> from shiome.coordination.warning.tracking.earth import ecef_of
    >>> ground = ecef_of(0.0, np.array([7.9, 8.1]))
    >>> impact = Impact(0.0, 8.0, 500.0, 1.0, np.eye(2), ground, 0.0)
    >>> reach_of(ecef_of(0.0, 0.0), impact, RangeLimits()).range_class
    'short'
    """
    distances = ground_distance(origin, impact.points)
    mean, spread = float(distances.mean()), float(np.hypot(distances.std(), limits.origin_km * 1000))
    uppers = [limits.short_km, limits.medium_km, limits.intermediate_km]
    below = [0.0, *(_below(upper * 1000, mean, spread) for upper in uppers), 1.0]
    chances = {name: below[place + 1] - below[place] for place, name in enumerate(CLASSES)}
    return Reach(mean, spread, chances)


def _below(limit: float, mean: float, spread: float) -> float:
    """The Gaussian's share below a limit."""
    return 0.5 * (1 + erf((limit - mean) / (max(spread, 1e-9) * sqrt(2))))
