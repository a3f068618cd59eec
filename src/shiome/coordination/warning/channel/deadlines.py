"""Who has acknowledged an event, and who is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shiome.coordination.warning.channel.messages import Acknowledgement, Cancel, LaunchEvent, Notice


@dataclass
class Asked:
    """One version of an event that partners were asked to acknowledge."""

    version: int
    by: float
    waiting: set[str]
    late: bool = False


@dataclass
class Deadlines:
    """All events of one issuing station; the latest version of each counts."""

    partners: tuple[str, ...]
    asked: dict[str, Asked] = field(default_factory=dict)

    def ask(self, message: LaunchEvent | Cancel, by: float) -> None:
        """Begin to wait; who had acknowledged an earlier version is asked again."""
        self.asked[message.event] = Asked(message.version, by, set(self.partners))

    def take(self, message: Acknowledgement, now: float) -> list[Notice]:
        """An acknowledgement came; of an older version it says nothing of the latest."""
        asked = self.asked.get(message.event)
        if asked is None or message.version < asked.version or message.partner not in asked.waiting:
            return []
        asked.waiting.discard(message.partner)
        left = sorted(asked.waiting)
        return [] if left else [_all_did(now, message.event, asked.version, self.partners)]

    def tick(self, now: float) -> list[Notice]:
        """Who is late, told once for each version."""
        notices = []
        for event, asked in self.asked.items():
            if asked.waiting and not asked.late and now > asked.by:
                asked.late = True
                notices.append(_some_did_not(now, event, asked.version, sorted(asked.waiting)))
        return notices


def _all_did(now: float, event: str, version: int, partners: Sequence[str]) -> Notice:
    text = {
        "ja": f"事象 {event} 第{version}報を全員（{'、'.join(partners)}）が確認した",
        "en": f"event {event} version {version} is acknowledged by all: {', '.join(partners)}",
    }
    return Notice(kind="acknowledged", at=now, partner="", text=text, event=event)


def _some_did_not(now: float, event: str, version: int, partners: Sequence[str]) -> Notice:
    named = ", ".join(partners)
    text = {
        "ja": f"事象 {event} 第{version}報を {'、'.join(partners)} が期限までに確認していない",
        "en": f"event {event} version {version} is not acknowledged by {named}, and the time is up",
    }
    return Notice(kind="unacknowledged", at=now, partner=named, text=text, event=event)
