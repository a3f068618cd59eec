"""From fused tracks to events: what is new, what has changed enough to be told again, what is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from shiome.coordination.warning.alerts import Facts, alert_of, read_alert, write_alert
from shiome.coordination.warning.alerts.building import Fall
from shiome.coordination.warning.channel.identity import Stamp
from shiome.coordination.warning.channel.messages import Cancel, Fallen, LaunchEvent, moment
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.tracking.earth import ecef_of, geodetic_of, ground_distance
from shiome.coordination.warning.tracking.impact import Impact, impacts
from shiome.coordination.warning.tracking.ranges import RangeLimits, Reach, reach_of
from shiome.coordination.warning.tracking.sharing import Shared, fused
from shiome.coordination.warning.tracking.tracker import Track

PROBABILITY = 0.9
"""Of the area that is told."""
EXPIRY_S = 120.0
"""An event that is not told again expires after this."""
Names = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Held:
    """An event under way."""

    told: LaunchEvent
    tracks: Names
    seen: float
    told_at: float
    references: tuple[str, ...]


@dataclass
class EventBook:
    """The events that a station knows; it tells them while it is the one to issue."""

    partners: tuple[str, ...]
    """All, with the station itself."""
    owners: Mapping[str, str]
    """Sensor to partner."""
    stamp: Stamp
    rules: ChannelRules
    limits: RangeLimits
    held: dict[str, Held] = field(default_factory=dict)
    count: int = 0

    def assess(
        self, groups: Sequence[Sequence[Shared]], *, now: float, silent: tuple[str, ...]
    ) -> list[LaunchEvent | Cancel]:
        """What is to be told of the tracks of each target, all at ``now``."""
        out: list[LaunchEvent | Cancel] = []
        settled = [group for group in groups if now - min(each.track.began for each in group) >= self.rules.settle_s]
        due = [group for group in self._one_for_each(settled) if self._due(group, now)]
        whole = [fused(group) for group in due]
        for group, track, impact in zip(due, whole, impacts(whole), strict=True):
            told = self._told(group, track, impact, now, silent)
            if told is not None:
                out.append(told)
        return out + self._gone(now, silent)

    def adopt(self, message: LaunchEvent | Cancel, now: float) -> None:
        """Take note of what another station has told, so that this one can go on with it."""
        if isinstance(message, Cancel):
            self.held.pop(message.event, None)
            return
        before = self.held.get(message.event)
        if before is not None and before.told.version >= message.version:
            return
        reference = read_alert(message.alert.encode()).reference
        earlier = before.references if before else ()
        self.held[message.event] = Held(message, frozenset(message.tracks), now, now, (*earlier, reference))

    def _known(self, group: Sequence[Shared]) -> tuple[Names, Held | None]:
        names: Names = frozenset((each.partner, each.track.id) for each in group)
        return names, next((held for held in self.held.values() if held.tracks & names), None)

    def _one_for_each(self, groups: Sequence[Sequence[Shared]]) -> list[Sequence[Shared]]:
        """Groups of new events, and of those of one event that of most partners, or else the one known best: an event has one picture."""
        new: list[Sequence[Shared]] = []
        best: dict[str, Sequence[Shared]] = {}
        for group in sorted(groups, key=_vagueness):
            _, known = self._known(group)
            if known is None:
                new.append(group)
            else:
                best.setdefault(known.told.event, group)
        return [*best.values(), *new]

    def _due(self, group: Sequence[Shared], now: float) -> bool:
        """Whether a group may be told now; that its event is still seen is noted in any case."""
        names, known = self._known(group)
        if known is None:
            return True
        self.held[known.told.event] = replace(known, tracks=known.tracks | names, seen=now)
        return now - known.told_at >= self.rules.update_s

    def _told(
        self, group: Sequence[Shared], track: Track, impact: Impact | None, now: float, silent: tuple[str, ...]
    ) -> LaunchEvent | None:
        names, known = self._known(group)
        reach = None if impact is None else reach_of(track.origin, impact, self.limits)
        partners = tuple(sorted({self.owners[name] for each in group for name in each.track.sensors}))
        if known is not None and not _changed(known, impact, reach, partners, now):
            return None
        message, reference = self._message(known, track, impact, reach, partners, names, now, silent)
        earlier, before = (known.references, known.tracks) if known else ((), names)
        self.held[message.event] = Held(message, names | before, now, now, (*earlier, reference))
        return message

    def _message(
        self, known: Held | None, track: Track, impact: Impact | None, reach: Reach | None, partners: tuple[str, ...],
        names: Names, now: float, silent: tuple[str, ...],
    ) -> tuple[LaunchEvent, str]:  # fmt: skip
        if known is None:
            self.count += 1
        event = known.told.event if known else self.stamp.event(self.count)
        version = known.told.version + 1 if known else 1
        range_class = reach.range_class if reach else ""
        facts = self._facts("Update" if known else "Alert", event, version, now, known)
        facts = replace(facts, partners=partners, range_class=range_class, fall=_fall(impact, reach), silent=silent)
        alert = alert_of(facts)
        latitude, longitude, _ = geodetic_of(track.origin)
        message = LaunchEvent(
            **self.stamp.head(now, expires=now + EXPIRY_S), event=event, version=version, began=track.began,
            origin=(float(latitude), float(longitude)), partners=partners, tracks=tuple(sorted(names)), phase=track.phase,
            chances=dict(reach.chances) if reach else {}, range_class=range_class, distance=reach.distance if reach else None,
            distance_spread=reach.spread if reach else None, fall=_fallen(impact), silent=silent,
            acknowledge_by=now + self.rules.acknowledge_s, alert=write_alert(alert).decode(),
        )  # fmt: skip
        return message, alert.reference

    def _gone(self, now: float, silent: tuple[str, ...]) -> list[LaunchEvent | Cancel]:
        """Events of which no track is left: fallen in their time, or lost."""
        out: list[LaunchEvent | Cancel] = []
        for event, held in list(self.held.items()):
            fall = held.told.fall
            if now - held.seen <= self.rules.stale_s and (fall is None or now <= fall.time + 3 * fall.time_spread):
                continue
            del self.held[event]
            if fall is None or held.seen < fall.time - 3 * fall.time_spread - self.rules.stale_s:
                version = held.told.version + 1
                facts = self._facts("Cancel", event, version, now, held)
                alert = write_alert(alert_of(replace(facts, silent=silent))).decode()
                out.append(Cancel(**self.stamp.head(now), event=event, version=version, reason="lost", alert=alert))
        return out

    def _facts(
        self, kind: Literal["Alert", "Update", "Cancel"], event: str, version: int, now: float, known: Held | None
    ) -> Facts:
        return Facts(
            event=event, version=version, sender=self.stamp.station, sent=moment(now), expires=moment(now + EXPIRY_S), kind=kind,
            partners=(), addresses=self.partners, references=known.references if known else (),
        )  # fmt: skip


def _vagueness(group: Sequence[Shared]) -> tuple[int, float]:
    return -len(group), min(float(each.track.covariance[:3, :3].trace()) for each in group)


def _changed(known: Held, impact: Impact | None, reach: Reach | None, partners: tuple[str, ...], now: float) -> bool:
    """Whether what is known differs enough from what was told to be told again."""
    told = known.told
    if now - known.told_at > EXPIRY_S / 2 or partners != told.partners or (impact is None) != (told.fall is None):
        return True
    if impact is None or told.fall is None or reach is None:
        return False
    away = ground_distance(ecef_of(impact.latitude, impact.longitude), ecef_of(told.fall.latitude, told.fall.longitude))
    before = (told.fall.covariance[0] + told.fall.covariance[2]) ** 0.5
    after = float(impact.covariance.trace()) ** 0.5
    return reach.range_class != told.range_class or float(away) > 2 * before or after < before / 2


def _fall(impact: Impact | None, reach: Reach | None) -> Fall | None:
    if impact is None or reach is None:
        return None
    return Fall(
        time=moment(impact.time), time_spread=impact.time_spread, distance=reach.distance, distance_spread=reach.spread,
        outline=tuple(impact.outline(PROBABILITY)), probability=PROBABILITY,
    )  # fmt: skip


def _fallen(impact: Impact | None) -> Fallen | None:
    if impact is None:
        return None
    (east, cross), (_, north) = impact.covariance.tolist()
    return Fallen(
        latitude=impact.latitude, longitude=impact.longitude, time=impact.time, time_spread=impact.time_spread,
        covariance=(east, cross, north), outline=tuple(impact.outline(PROBABILITY)), probability=PROBABILITY,
    )  # fmt: skip
