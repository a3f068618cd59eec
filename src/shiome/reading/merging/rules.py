"""What counts as the same event."""

from __future__ import annotations

from datetime import timedelta

import msgspec


class MergeRules(msgspec.Struct, frozen=True, kw_only=True):
    """How near two accounts must be to tell of one event."""

    tolerance: timedelta = timedelta(minutes=5)
    """Two moments further apart are two events."""
    must_agree: tuple[str, ...] = ()
    """Attributes of which two different known values mean two events (a type, an actor)."""
    measure: float = 0.05
    """Relative difference up to which two numbers agree."""
    unknown: tuple[str, ...] = ("", "unknown", "n/a")
    """Values that say nothing."""
