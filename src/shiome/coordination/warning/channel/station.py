"""One partner's station: its tracker, what it hears of the others, what it sends, what it tells its own people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from shiome.coordination.warning.channel.deadlines import Deadlines
from shiome.coordination.warning.channel.events import EventBook
from shiome.coordination.warning.channel.identity import Stamp
from shiome.coordination.warning.channel.messages import (
    Acknowledgement,
    AnyMessage,
    Cancel,
    Detection,
    Heartbeat,
    LaunchEvent,
    Notice,
    TrackReport,
    frame_of,
    report_values,
    track_of,
)
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.channel.subscription import Subscription
from shiome.coordination.warning.tracking.motion import Flight
from shiome.coordination.warning.tracking.ranges import RangeLimits
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.sharing import Shared, grouped, moved
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.coordination.warning.tracking.tracker import Track
from shiome.coordination.warning.tracking.watched import WatchedTracker
from shiome.errors import NotKnown, ShiomeError

Sharing = Literal["tracks", "detections"]


@dataclass(frozen=True)
class StationSetup:
    """What a station is told when it begins.

    Parameters
    ----------
    sensors:
        Of every partner, the station itself among them. The order of the partners is that in which they issue events: the first that
        is not silent does.
    share:
        ``tracks``: each tracks what its own sensors see, and tracks are intersected; ``detections``: frames are exchanged, and each
        tracks what all sensors see.
    run:
        Token of the run, part of all identifiers.
    began:
        When listening begins, seconds since 1970 by the station's clock.
    acknowledges:
        Whether it acknowledges events by itself, as in a demonstration; else a person does.
    """

    name: str
    sensors: Mapping[str, tuple[Sensor, ...]]
    run: str
    began: float
    share: Sharing = "tracks"
    rules: ChannelRules = field(default_factory=ChannelRules)
    limits: RangeLimits = field(default_factory=RangeLimits)
    acknowledges: bool = True

    @property
    def partners(self) -> tuple[str, ...]:
        """The others."""
        return tuple(name for name in self.sensors if name != self.name)


@dataclass
class Output:
    """What a call came to: messages for all partners, and notices for the station's own people."""

    messages: list[AnyMessage] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True)
class _Reported:
    """A partner's track, by its clock and by ours, and when it came."""

    report: TrackReport
    track: Track
    came: float


class Station:
    """The state of one partner's station. Every call is given the time by the station's clock and gives what is to be sent and told."""

    def __init__(self, setup: StationSetup) -> None:
        self.setup = setup
        rules, every = setup.rules, setup.sensors
        watched = every[setup.name] if setup.share == "tracks" else [each for some in every.values() for each in some]
        self.tracker = WatchedTracker(watched, Flight())
        self.stamp = Stamp(setup.name, setup.run)
        self.subscriptions = {
            name: Subscription(name, setup.name, rules, setup.began, tuple(sensor.id for sensor in every[name]))
            for name in setup.partners
        }
        owners = {sensor.id: name for name, some in every.items() for sensor in some}
        self.book = EventBook(tuple(every), owners, self.stamp, rules, setup.limits)
        self.deadlines = Deadlines(setup.partners)
        self.events: dict[str, LaunchEvent] = {}
        """The latest version of each event that was issued here or heard of."""
        self._reports: dict[tuple[str, int], _Reported] = {}
        self._due = {"heartbeat": setup.began, "share": setup.began, "assess": setup.began}

    @property
    def silent(self) -> tuple[str, ...]:
        """Partners of whom nothing is heard."""
        return tuple(name for name, each in self.subscriptions.items() if each.silent)

    @property
    def degraded(self) -> bool:
        """Whether a partner's picture is missing."""
        return bool(self.silent)

    @property
    def issues(self) -> bool:
        """Whether this station is the one to issue events: the first that is not silent."""
        return next(name for name in self.setup.sensors if name not in self.silent) == self.setup.name

    def frame(self, frame: Frame, now: float) -> Output:
        """A frame of an own sensor."""
        out = Output()
        self._track(frame, out, now)
        if self.setup.share == "tracks":
            return out
        seen = tuple((float(r), float(a), float(e)) for r, a, e in frame.measurements)
        head = self.stamp.head(now, expires=now + self.setup.rules.stale_s)
        out.messages.append(Detection(**head, sensor=frame.sensor, stamp=frame.stamp, measurements=seen))
        return out

    def hear(self, sender: str, sequence: int, message: AnyMessage, now: float) -> Output:
        """A message that came, with its number in the sender's outbox for this station.

        Raises
        ------
        NotKnown
            ``warning.partner``: the sender is none of the partners.
        """
        ready, notices = self._subscription(sender).receive(sequence, message, now)
        return self._handled(sender, ready, Output([], notices), now)

    def passed(self, sender: str, sequence: int, now: float) -> Output:
        """A number of a partner's outbox that holds nothing for this channel."""
        ready, notices = self._subscription(sender).passed(sequence, now)
        return self._handled(sender, ready, Output([], notices), now)

    def resume_from(self, sender: str) -> int:
        """The number behind which to ask a partner again."""
        return self._subscription(sender).resume_from

    def acknowledge(self, event: str, now: float, *, by: str = "") -> Output:
        """Acknowledge the latest version of an event, as a person does.

        Raises
        ------
        NotKnown
            ``warning.event``.
        """
        told = self.events.get(event)
        if told is None:
            raise NotKnown(
                "warning.event",
                f"no event {event!r} was told here",
                ja=f"事象 {event!r} は通報されていない",
                failed=event,
            )
        return Output([Acknowledgement(**self.stamp.head(now), event=event, version=told.version, by=by)])

    def tick(self, now: float) -> Output:
        """Time goes on; to be called at least twice a second."""
        out = Output()
        for name, subscription in self.subscriptions.items():
            ready, notices = subscription.tick(now)
            out.notices += notices
            self._handled(name, ready, out, now)
        if self._is_due("heartbeat", self.setup.rules.heartbeat_s, now):
            heard = {name: each.echo for name, each in self.subscriptions.items() if each.echo is not None}
            head = self.stamp.head(now, expires=now + self.setup.rules.silence_s)
            out.messages.append(Heartbeat(**head, heard=heard))
        if self.setup.share == "tracks" and self._is_due("share", self.setup.rules.share_s, now):
            out.messages += self._shared(now)
        if self._is_due("assess", self.setup.rules.assess_s, now) and self.issues:
            self._assess(out, now)
        out.notices += self.deadlines.tick(now)
        return out

    def _subscription(self, sender: str) -> Subscription:
        if sender not in self.subscriptions:
            raise NotKnown(
                "warning.partner",
                f"{sender!r} is no partner of {self.setup.name}",
                ja=f"{sender!r} は {self.setup.name} の参加者でない",
                hint=f"partners are {', '.join(self.subscriptions)}",
                hint_ja=f"参加者: {', '.join(self.subscriptions)}",
                failed=sender,
            )
        return self.subscriptions[sender]

    def _is_due(self, what: str, every: float, now: float) -> bool:
        if now < self._due[what]:
            return False
        self._due[what] = max(self._due[what] + every, now - every)
        return True

    def _handled(self, sender: str, ready: Iterable[AnyMessage], out: Output, now: float) -> Output:
        for message in ready:
            if message.partner != sender:
                out.notices.append(self.subscriptions[sender].notice("refused", now, message.id))
                continue
            try:
                self._take(sender, message, out, now)
            except ShiomeError:
                out.notices.append(self.subscriptions[sender].notice("refused", now, message.id))
        return out

    def _take(self, sender: str, message: AnyMessage, out: Output, now: float) -> None:
        if isinstance(message, TrackReport):
            offset = self.subscriptions[sender].offset.value
            track = replace(track_of(message), sensors=message.sensors)
            ours = replace(track, time=track.time - offset, began=track.began - offset, seen=track.seen - offset)
            self._reports[sender, message.track] = _Reported(message, ours, now)
        elif isinstance(message, Detection) and self.setup.share == "detections":
            self._track(frame_of(message), out, now)
        elif isinstance(message, LaunchEvent | Cancel):
            self.book.adopt(message, now)
            if isinstance(message, LaunchEvent):
                self.events[message.event] = message
            if self.setup.acknowledges:
                head = self.stamp.head(now)
                out.messages.append(Acknowledgement(**head, event=message.event, version=message.version))
        elif isinstance(message, Acknowledgement):
            out.notices += self.deadlines.take(message, now)

    def _track(self, frame: Frame, out: Output, now: float) -> None:
        off = self.tracker.process(frame)
        if off is not None:
            out.notices.append(_clock_off(off, self.tracker.offsets[off], self.book.owners[off], now))

    def _shared(self, now: float) -> list[AnyMessage]:
        expires = now + self.setup.rules.stale_s
        return [
            TrackReport(**self.stamp.head(now, expires=expires), **report_values(track), sensors=track.sensors)
            for track in self.tracker.tracks()
        ]

    def _assess(self, out: Output, now: float) -> None:
        tracks = [Shared(self.setup.name, track) for track in self.tracker.tracks(now)]
        for (partner, number), each in list(self._reports.items()):
            subscription = self.subscriptions[partner]
            if subscription.stale(each.report, now) or self._dropped(subscription, each):
                del self._reports[partner, number]
                continue
            bound = subscription.offset.bound
            spread = self.setup.rules.skew_s if bound is None else bound / 3**0.5
            track = moved(each.track, now, time_spread=spread)
            if track.covariance[:3, :3].trace() < self.tracker.rules.vague**2:
                tracks.append(Shared(partner, track))
        for told in self.book.assess(grouped(tracks), now=now, silent=self.silent):
            out.messages.append(told)
            if isinstance(told, LaunchEvent):
                self.events[told.event] = told
            self.deadlines.ask(told, now + self.setup.rules.acknowledge_s)

    def _dropped(self, subscription: Subscription, each: _Reported) -> bool:
        """Whether the partner goes on talking and no longer of this track."""
        return subscription.heard is not None and subscription.heard - each.came > 3 * self.setup.rules.share_s


def _clock_off(sensor: str, late: float, owner: str, now: float) -> Notice:
    text = {
        "ja": f"{sensor} の時計が {late:+.1f} 秒ずれている。補正して用いる",
        "en": f"the clock of {sensor} is off by {late:+.1f} s; its times are set right",
    }
    return Notice(kind="skew", at=now, partner=owner, text=text)
