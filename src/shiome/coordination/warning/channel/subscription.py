"""What comes from one partner, in its order: gaps noticed and filled, repeats and stale messages left out, silence told.

The number of a message is that of the partner's outbox for us, 1, 2, 3 … without holes; resuming means asking for what follows
``resume_from``. While something is missing, what came behind it waits; after ``gap_s`` it is given up and told as lost.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from shiome.coordination.warning.channel.messages import AnyMessage, Heartbeat, Notice, NoticeKind
from shiome.coordination.warning.channel.offsets import Offset
from shiome.coordination.warning.channel.rules import ChannelRules

REMEMBERED = 4096
"""Identifiers of messages that are kept to know repeats."""
WAITING = 1024
"""Messages that wait behind a gap at most; then the gap is given up."""
_TEXTS: dict[NoticeKind, tuple[str, str]] = {
    "silent": (
        "{partner} から応答がない。縮退運用に移る。{missing} の観測が欠けている",
        "nothing is heard of {partner}; degraded mode; the picture of {missing} is missing",
    ),
    "back": ("{partner} が復帰した", "{partner} is back"),
    "gap": ("{partner} の通報 {detail} が届いていない。再送を求める", "missing from {partner}: {detail}; asked for again"),
    "filled": ("{partner} の欠けた通報が揃った", "the missing messages of {partner} have come"),
    "lost": ("{partner} の通報 {detail} は届かなかった", "never came from {partner}: {detail}"),
    "repeated": ("{partner} の通報 {detail} は既に届いている", "message {detail} of {partner} was here already"),
    "stale": ("{partner} の通報 {detail} は失効している", "message {detail} of {partner} came too late to count"),
    "skew": ("{partner} の時計が {detail} 秒ずれている", "the clock of {partner} is off by {detail} s"),
    "refused": ("{partner} の通報 {detail} は使えない", "message {detail} of {partner} cannot be used"),
}  # fmt: skip


@dataclass
class Subscription:
    """The state of one partner's stream at one station."""

    partner: str
    station: str
    rules: ChannelRules
    since: float
    """When listening began."""
    sensors: tuple[str, ...] = ()
    """Whose picture is missing while the partner is silent."""
    last: int = 0
    """Number of the latest message that was handed on."""
    heard: float | None = None
    """When anything came last, by our clock."""
    silent: bool = False
    offset: Offset = field(default_factory=Offset)
    echo: tuple[float, float] | None = None
    """The partner's latest heartbeat: when it was sent, and when it came."""
    _waiting: dict[int, AnyMessage] = field(default_factory=dict)
    _gap_since: float | None = None
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _skewed: bool = False

    @property
    def resume_from(self) -> int:
        """The number behind which to ask again: the ``Last-Event-ID``."""
        return self.last

    def receive(self, sequence: int, message: AnyMessage, now: float) -> tuple[list[AnyMessage], list[Notice]]:
        """Take one message in; what can be handed on now, in order, and what is to be told."""
        notices = self._heard(now)
        if sequence <= self.last or sequence in self._waiting:
            return [], [*notices, self.notice("repeated", now, str(sequence))]
        self._waiting[sequence] = message
        if sequence > self.last + 1 and self._gap_since is None:
            self._gap_since = now
            notices.append(self.notice("gap", now, self._missing()))
        ready, more = self._handed_on(now)
        if self._gap_since is not None and len(self._waiting) > WAITING:
            given_up, told = self._give_up(now)
            return ready + given_up, notices + more + told
        return ready, notices + more

    def passed(self, sequence: int, now: float) -> tuple[list[AnyMessage], list[Notice]]:
        """A number that holds no message of this channel, or one that cannot be used: the stream goes on behind it."""
        notices = self._heard(now)
        if sequence == self.last + 1:
            self.last = sequence
            ready, more = self._handed_on(now)
            return ready, notices + more
        return [], notices

    def tick(self, now: float) -> tuple[list[AnyMessage], list[Notice]]:
        """Time goes on: gaps are given up, silence is noticed."""
        ready: list[AnyMessage] = []
        notices: list[Notice] = []
        if self._gap_since is not None and now - self._gap_since > self.rules.gap_s:
            ready, notices = self._give_up(now)
        latest = self.since if self.heard is None else self.heard
        if not self.silent and now - latest > self.rules.silence_s:
            self.silent = True
            notices.append(self.notice("silent", now))
        return ready, notices

    def stale(self, message: AnyMessage, now: float) -> bool:
        """Whether a message has expired, by the partner's clock as far as it is known."""
        return message.expires is not None and message.expires <= now + self.offset.value

    def notice(self, kind: NoticeKind, now: float, detail: str = "") -> Notice:
        """A notice about this partner."""
        ja, en = _TEXTS[kind]
        missing = self.sensors if kind == "silent" else ()
        words = {
            "ja": ja.format(partner=self.partner, detail=detail, missing="、".join(self.sensors) or self.partner),
            "en": en.format(partner=self.partner, detail=detail, missing=", ".join(self.sensors) or self.partner),
        }
        return Notice(kind=kind, at=now, partner=self.partner, text=words, missing=missing)

    def _missing(self) -> str:
        """The numbers behind the latest that was handed on and before the first that waits."""
        first, last = self.last + 1, min(self._waiting) - 1
        return str(first) if first == last else f"{first}–{last}"

    def _heard(self, now: float) -> list[Notice]:
        self.heard = now
        if not self.silent:
            return []
        self.silent = False
        return [self.notice("back", now)]

    def _handed_on(self, now: float) -> tuple[list[AnyMessage], list[Notice]]:
        ready: list[AnyMessage] = []
        notices: list[Notice] = []
        while (message := self._waiting.pop(self.last + 1, None)) is not None:
            self.last += 1
            if message.id in self._known:
                notices.append(self.notice("repeated", now, str(self.last)))
                continue
            self._remember(message.id)
            if self.stale(message, now):
                notices.append(self.notice("stale", now, str(self.last)))
                continue
            if isinstance(message, Heartbeat):
                notices += self._learn(message, now)
            ready.append(message)
        if self._gap_since is not None and not self._waiting:
            self._gap_since = None
            notices.append(self.notice("filled", now))
        return ready, notices

    def _give_up(self, now: float) -> tuple[list[AnyMessage], list[Notice]]:
        first = min(self._waiting)
        notices = [self.notice("lost", now, self._missing())]
        self.last = first - 1
        self._gap_since = None
        ready, more = self._handed_on(now)
        if self._waiting:
            self._gap_since = now
            more.append(self.notice("gap", now, self._missing()))
        return ready, notices + more

    def _remember(self, identifier: str) -> None:
        self._known[identifier] = None
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _learn(self, heartbeat: Heartbeat, now: float) -> list[Notice]:
        self.echo = (heartbeat.sent, now)
        ours = heartbeat.heard.get(self.station)
        if ours is None:
            return []
        self.offset.learn(
            ours_sent=ours[0],
            theirs_received=ours[1],
            theirs_sent=heartbeat.sent,
            ours_received=now,
            longest=self.rules.heartbeat_s,
        )
        skewed = abs(self.offset.value) > self.rules.skew_s
        told = [self.notice("skew", now, f"{self.offset.value:+.1f}")] if skewed and not self._skewed else []
        self._skewed = skewed
        return told
