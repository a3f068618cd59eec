"""The thresholds of stops, port calls and draughts; ``docs/explanation/watch_identity.md`` says what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shiome.sanctions.watch.thresholds import Thresholds


@dataclass(frozen=True)
class PortRules(Thresholds):
    """When a vessel lies still, and where lying still is ordinary; each may stand in the pack under ``ports.NAME``."""

    room: ClassVar[str] = "ports"

    stop_m: float = 600.0
    """A vessel lies still while it keeps within this of where it stopped: it swings at its anchor."""
    stop_hours: float = 2.0
    """For at least so long."""
    gap_hours: float = 24.0
    """A stop goes on over a silence up to this long, when the vessel is where it was."""
    cell_degrees: float = 0.01
    """Side of the cells in which stops are counted."""
    vessels: float = 3.0
    """So many vessels must have stopped in and next to a cell for it to be part of an anchorage."""
    near_km: float = 3.0
    """A stop so near to the edge of a place is a call there."""
    name_km: float = 15.0
    """A learned place takes the nearest name of the pack within this."""
    again_hours: float = 4.0
    """Two stops at one place nearer in time than this are one call."""
    draught_m: float = 0.5
    """A smaller change of draught is trim, or rounding."""
    draught_hours: float = 48.0
    """A call that ended so long before the change, or less, explains it: the crew enters the draught by hand, and late."""
