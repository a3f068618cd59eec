"""The thresholds of identity; ``docs/explanation/watch_identity.md`` says what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shiome.sanctions.watch.thresholds import Thresholds


@dataclass(frozen=True)
class IdentityRules(Thresholds):
    """When rows belong to one hull and when an identity is doubtful; each may stand in the pack under ``identity.NAME``."""

    room: ClassVar[str] = "identity"

    step_knots: float = 50.0
    """An MMSI with a step faster than this, beyond ``step_m``, is examined for several hulls."""
    step_m: float = 1000.0
    """No jump shorter than this counts: positions err."""
    hull_hours: float = 60.0
    """A hull that was silent for longer is closed; what comes later is a new track."""
    hull_knots: float = 25.0
    """Speed that bounds how far a hull can be from where it is reckoned to be."""
    hull_buffer_minutes: float = 5.0
    """Added to each time between positions: clocks err."""
    hull_bend_hours: float = 1.0
    """Beyond this the bound grows with the root of the time, since nobody sails away from a forecast in a straight line."""
    hull_open: float = 10.0
    """So many hulls of one MMSI are followed at once; the one silent for longest gives way."""
    hull_ambiguous: float = 1.6
    """When the second-best hull fits up to this many times worse, neither is continued and a new track begins."""
    hull_lookback: float = 1.2
    """To pass over a position of a hull as stray, what follows must fit this many times better without it."""
    hull_rows: float = 3.0
    """A hull with fewer rows than this has less claim to the next one."""
    shared_rows: float = 5.0
    """Two hulls use one MMSI at once when each has at least this many rows."""
    shared_switches: float = 3.0
    """And the one follows the other, row after row, at least this often: a jump away and back is no second hull."""
    shared_hours: float = 1.0
    """And for at least so long: a burst of late messages is no second hull."""
    handover_minutes: float = 60.0
    """An identity that ends and another that begins within this, within reach, may be one hull."""
    handover_knots: float = 25.0
    """The speed that bounds the reach; half of a nautical mile is added for errors of position."""
    together_minutes: float = 30.0
    """One IMO number sent by two MMSIs within this, out of reach of one another, is on two hulls."""
