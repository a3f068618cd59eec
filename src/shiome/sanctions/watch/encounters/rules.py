"""The thresholds of meetings, taken from the pack; ``docs/explanation/watch.md`` says what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shiome.sanctions.watch.geometry import KNOT_MS
from shiome.sanctions.watch.thresholds import Thresholds

MINUTE = 60_000
"""Milliseconds."""
HOUR_MS = 60 * MINUTE
SPEED_MS = HOUR_MS
"""A silent vessel's speed is taken over this much time before and behind the silence."""


@dataclass(frozen=True)
class EncounterRules(Thresholds):
    """Thresholds of meetings; each stands in the pack under ``encounters.NAME``."""

    room: ClassVar[str] = "encounters"

    distance_m: float = 500.0
    """How near two vessels lie."""
    minutes: float = 120.0
    """For how long, breaks not counted."""
    speed_knots: float = 2.0
    """Slower than this, over the ground."""
    anchorage_km: float = 10.0
    """Nearer to an anchorage than this nothing counts."""
    gap_minutes: float = 120.0
    """Between two positions further apart in time than this nothing is assumed."""
    break_minutes: float = 30.0
    """A break up to this long does not end a meeting."""
    smoothing_minutes: float = 10.0
    """Speed is taken over at least this long."""
    jump_knots: float = 60.0
    """A step faster than this is no step of a vessel."""
    alone_m: float = 2000.0
    """A loiterer is alone when no other slow vessel comes nearer than this."""
    silent_minutes: float = 120.0
    """The shortest silence in which a partner can have been alongside."""
    silent_times: float = 8.0
    """A silence is this many times the vessel's usual spacing."""
    silent_hours: float = 96.0
    """A silence longer than this tells nothing of where the vessel was."""
    reach_margin: float = 1.25
    """A silent vessel is given this many times the speed that it showed."""
    reach_knots: float = 8.0
    """And at least this speed."""
    chance: float = 0.05
    """A match is told when fewer silences than this would fit as tightly by accident."""

    @property
    def gap_ms(self) -> int:
        """``gap_minutes`` in milliseconds."""
        return round(self.gap_minutes * MINUTE)

    @property
    def break_ms(self) -> int:
        """``break_minutes`` in milliseconds."""
        return round(self.break_minutes * MINUTE)

    @property
    def least_ms(self) -> int:
        """``minutes`` in milliseconds."""
        return round(self.minutes * MINUTE)

    @property
    def smoothing_ms(self) -> int:
        """``smoothing_minutes`` in milliseconds."""
        return round(self.smoothing_minutes * MINUTE)

    @property
    def slow_m_per_ms(self) -> float:
        """``speed_knots`` in metres per millisecond."""
        return self.speed_knots * KNOT_MS / 1000

    @property
    def jump_m_per_ms(self) -> float:
        """``jump_knots`` in metres per millisecond."""
        return self.jump_knots * KNOT_MS / 1000

    @property
    def halo_ms(self) -> int:
        """How far around a stretch of time positions must be known for what is found within it not to depend on the cut."""
        around_slow = 4 * self.gap_ms + 2 * self.smoothing_ms
        around_silence = round(self.silent_minutes * MINUTE) + SPEED_MS
        return max(around_slow, around_silence) + HOUR_MS
