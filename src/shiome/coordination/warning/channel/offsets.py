"""A partner's clock against ours, from heartbeats that echo one another.

Source: Mills et al., RFC 5905 (NTP version 4), sections 8 and 10: the offset of an exchange of two messages, of which the one with the
shortest delay among the latest eight counts; it errs by half of that delay at most.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

KEPT = 8


@dataclass
class Offset:
    """The offset of one partner's clock: theirs minus ours."""

    samples: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=KEPT))
    """Delay and offset of the latest exchanges, seconds."""

    def learn(
        self, *, ours_sent: float, theirs_received: float, theirs_sent: float, ours_received: float, longest: float
    ) -> None:
        """From our heartbeat, as the partner's next one echoes it; one that was under way for longer than ``longest`` tells nothing."""
        delay = (ours_received - ours_sent) - (theirs_sent - theirs_received)
        offset = ((theirs_received - ours_sent) + (theirs_sent - ours_received)) / 2
        if delay <= longest:
            self.samples.append((max(delay, 0.0), offset))

    @property
    def value(self) -> float:
        """Seconds that the partner's clock is ahead; 0 while nothing is known."""
        return min(self.samples)[1] if self.samples else 0.0

    @property
    def bound(self) -> float | None:
        """By how much ``value`` may err, seconds; ``None`` while nothing is known."""
        return min(self.samples)[0] / 2 if self.samples else None
