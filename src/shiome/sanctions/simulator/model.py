"""What a simulated sea is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from numpy.typing import NDArray

Array = NDArray[Any]
Kind = Literal[
    "transfer",
    "transfer_midnight",
    "transfer_dark",
    "short_meeting",
    "convoy",
    "parallel_drift",
    "anchored_pair",
    "silence",
    "clone",
    "circle",
    "identity_change",
    "false_position",
    "lone_drift",
]
POSITIVE: frozenset[str] = frozenset(
    {
        "transfer",
        "transfer_midnight",
        "transfer_dark",
        "silence",
        "clone",
        "circle",
        "identity_change",
        "false_position",
    }
)
"""Kinds that a watcher should find; the others it should leave alone."""


OUT_OF_REACH = ((-80.0, 0.0, 1.0),)
"""A station that hears nothing of any sea: with it alone, a sea is heard by satellites only."""


@dataclass(frozen=True)
class Sea:
    """A stretch of water.

    Parameters
    ----------
    south, north, west, east:
        Degrees; ``east`` beyond 180 for a sea that the antimeridian crosses.
    anchorages:
        Latitude and longitude of each.
    stations:
        Shore stations that receive: latitude, longitude, range in kilometres. Without one, everything is received.
    pass_minutes, pass_length:
        A satellite sees the sea every so many minutes, for so long.
    """

    south: float = 30.0
    north: float = 36.0
    west: float = 122.0
    east: float = 128.0
    anchorages: tuple[tuple[float, float], ...] = ()
    stations: tuple[tuple[float, float, float], ...] = ()
    pass_minutes: float = 95.0
    pass_length: float = 14.0


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    Parameters
    ----------
    seed:
        The same gives the same sea.
    vessels:
        How many, those with planted behaviour included.
    start:
        Midnight UTC of the first day, milliseconds since 1970.
    spacing_s:
        Mean time between two transmissions.
    planted:
        How many of each kind.
    noise_m:
        Standard deviation of a position along each axis.
    first_mmsi:
        MMSI of the first vessel; the others follow.
    """

    seed: int = 1
    vessels: int = 200
    days: int = 1
    start: int = 1_735_689_600_000
    spacing_s: float = 180.0
    planted: Mapping[Kind, int] = field(default_factory=dict)
    sea: Sea = field(default_factory=Sea)
    noise_m: float = 8.0
    first_mmsi: int = 412_000_000


@dataclass(frozen=True)
class Planted:
    """One behaviour and its truth."""

    kind: Kind
    vessels: tuple[int, ...]
    start: int
    """Milliseconds since 1970."""
    end: int
    lat: float
    lon: float
    detail: Mapping[str, float] = field(default_factory=dict)
    simulated: bool = True

    @property
    def positive(self) -> bool:
        """Whether a watcher should find it."""
        return self.kind in POSITIVE


@dataclass(frozen=True, eq=False)
class Simulation:
    """A simulated sea: columns of what was received, in the order of time, and the truth."""

    plan: Plan
    columns: Mapping[str, Array]
    """``mmsi``, ``imo``, ``time``, ``lat``, ``lon``, ``speed``, ``course``, ``draught``, ``name``, and ``receiver``: empty in a sea
    without stations."""
    truth: tuple[Planted, ...]

    @property
    def rows(self) -> int:
        """How many positions were received."""
        return len(self.columns["time"])
