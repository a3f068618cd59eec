"""The thresholds of dark periods; ``docs/explanation/watch_dark.md`` says what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shiome.sanctions.watch.thresholds import Thresholds


@dataclass(frozen=True)
class DarkRules(Thresholds):
    """When a silence is called dark; each threshold may stand in the pack under ``dark.NAME``."""

    room: ClassVar[str] = "dark"

    minutes: float = 120.0
    """The shortest silence that is judged."""
    surprise: float = 10.0
    """A silence is told when it is less likely than ``exp(-surprise)`` for a vessel that went on sending. A vessel can fall silent about
    once an hour, so 10 (one in 22,000) is about one false alarm in a thousand vessel-days."""
    cell_degrees: float = 0.5
    """Side of the cells in which reception is learned."""
    block_cells: float = 4.0
    """So many cells are the side of a block, in which the reception of an hour is learned."""
    prior_hours: float = 3.0
    """Vessel-hours that what is known of the wider waters and the whole time weighs against what was seen there and then."""
    heard_at_most: float = 0.97
    """No vessel is expected to be heard in a larger share of its hours than this: sets fail."""
    vessels: float = 3.0
    """So many other vessels must have been heard in the block; with fewer its reception counts as unknown."""
    edge_share: float = 0.1
    """Where this share of the other vessels falls silent or comes back in surprising ways too, a hole in the coverage begins."""
    own_hours: float = 4.0
    """Vessel-hours that the common reception weighs against a vessel's own record of being heard less than others."""
    silent_days: float = 30.0
    """After a longer silence nothing is assumed of where the vessel was."""
    jump_knots: float = 60.0
    """A silence that ends further away than this speed allows is a matter of identity, not of darkness."""
    haven_factor: float = 0.3
    """What is left of the score when the vessel lay in one port or anchorage before and after."""

    @property
    def least_ms(self) -> int:
        """``minutes`` in milliseconds."""
        return round(self.minutes * 60_000)

    @property
    def most_ms(self) -> int:
        """``silent_days`` in milliseconds."""
        return round(self.silent_days * 86_400_000)
