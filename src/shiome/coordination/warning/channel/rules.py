"""Intervals and deadlines of the channel."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from shiome.errors import RegionRefused

if TYPE_CHECKING:
    from shiome.region.pack import Pack


@dataclass(frozen=True)
class ChannelRules:
    """Numbers of the channel; the pack may name each as ``channel.NAME``. All are seconds but ``missed``."""

    heartbeat_s: float = 2.0
    """At least so often a partner is heard."""
    missed: float = 3.0
    """After so many intervals without a word a partner is silent."""
    stale_s: float = 30.0
    """Tracks and detections expire after this."""
    acknowledge_s: float = 15.0
    """An event is to be acknowledged within this."""
    skew_s: float = 2.0
    """A larger offset of a partner's clock is told."""
    share_s: float = 1.0
    """Between two messages of one track."""
    assess_s: float = 2.0
    """Between two assessments."""
    settle_s: float = 6.0
    """A track makes no event before it is so old."""
    update_s: float = 5.0
    """At least between two versions of an event."""
    gap_s: float = 5.0
    """What is missing is waited for so long, then given up."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not 0 < value < float("inf"):
                raise RegionRefused(
                    "warning.rule",
                    f"channel.{item.name} is {value}; it must be above 0",
                    ja=f"channel.{item.name} が {value} である（0 より大きくなければならない）",
                    hint="correct it in warning_rules.yaml",
                    hint_ja="warning_rules.yaml を直す",
                    failed=value,
                )

    @property
    def silence_s(self) -> float:
        """After so long without a word a partner is silent."""
        return self.heartbeat_s * self.missed

    @classmethod
    def of(cls, pack: Pack) -> ChannelRules:
        """The numbers of a region's pack; those that it does not name stay as they are here."""
        from shiome.region.schema.warning import WarningRule

        entries = pack.entries("warning_rules", WarningRule)
        named = {item.name: entries.get(f"channel.{item.name}") for item in fields(cls)}
        return cls(**{name: entry.value for name, entry in named.items() if entry is not None})
