"""The thresholds of spoofing; ``docs/explanation/watch_identity.md`` says what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shiome.sanctions.watch.thresholds import Thresholds


@dataclass(frozen=True)
class SpoofingRules(Thresholds):
    """When positions are called false; each may stand in the pack under ``spoofing.NAME``."""

    room: ClassVar[str] = "spoofing"

    jump_knots: float = 60.0
    """A step faster than this is impossible."""
    jump_m: float = 2000.0
    """Beyond this distance, which is left to errors of position."""
    jump_hours: float = 6.0
    """Jumps of one vessel nearer in time than this are one event."""
    stray_rows: float = 2.0
    """An excursion of this many rows or fewer is told as stray positions, with a low score."""
    circle_turns: float = 2.0
    """Full turns in one direction."""
    circle_spread: float = 0.2
    """The distances from the middle differ by at most this share of their mean."""
    circle_least_m: float = 150.0
    """Smaller circles are a vessel at anchor."""
    circle_most_m: float = 20_000.0
    """Larger ones are a voyage."""
    circle_turns_alone: float = 3.0
    """So many turns are told even when nothing else speaks against them."""
    orbit_spread: float = 0.02
    """Of a circle heard seldom every position lies within this share of its radius, or within 20 m."""
    orbit_knots: float = 3.0
    """Slower circling is not told: rotating tides carry vessels adrift around circles."""
    footprint_rows: float = 3.0
    """Rows outside a receiver's reach."""
    footprint_margin: float = 1.5
    """A learned reach is multiplied by this: ducting carries signals far."""
    footprint_learn_rows: float = 500.0
    """A reach is learned from at least this many rows."""
    footprint_fixed_km: float = 200.0
    """A receiver that hears most of its rows further away than this moves, or is many; its reach is not learned."""
    smooth_m: float = 3.0
    """A vessel under way that keeps so near to a smooth path is no vessel."""
    smooth_hours: float = 2.0
    """Length of the windows in which that is looked at."""
    smooth_rows: float = 12.0
    """Rows that a window needs."""
    smooth_knots: float = 4.0
    """And the mean speed."""
