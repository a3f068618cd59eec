"""What partners send to one another, and what a station tells its own people.

Times are seconds since 1970, by the sender's clock. Every message says that it is simulated; one that does not is refused, for Shiome
provides no warning data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
import numpy as np

from shiome.coordination.warning.tracking.dynamics import SIZE
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.coordination.warning.tracking.tracker import Track, check_measurements
from shiome.errors import InputRefused

_UPPER = np.triu_indices(SIZE)


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """What all messages share."""

    id: str
    """UUID."""
    partner: str
    """Who sends it: a node of the exchange."""
    sent: float
    expires: float | None = None
    """From then on it counts no more."""
    simulated: Literal[True]


class Detection(Message, frozen=True, kw_only=True, tag="detection"):
    """One frame of a sensor."""

    sensor: str
    stamp: float
    measurements: tuple[tuple[float, float, float], ...]
    """Range in metres, azimuth and elevation in radians."""


class TrackReport(Message, frozen=True, kw_only=True, tag="track"):
    """One track of the sender."""

    track: int
    time: float
    mean: tuple[float, ...]
    """Position, velocity, thrust (Earth-fixed, SI) and the logarithm of the ballistic parameter."""
    covariance: tuple[float, ...]
    """Upper triangle, row by row."""
    weight: tuple[float, float, float]
    """Probability of boost, coast, re-entry."""
    looks: int
    began: float
    seen: float
    origin: tuple[float, float, float]
    sensors: tuple[str, ...] = ()
    """Which sensors it rests on."""


class Fallen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and when it is predicted to come down."""

    latitude: float
    longitude: float
    time: float
    time_spread: float
    covariance: tuple[float, float, float]
    """East-east, east-north, north-north, m²."""
    outline: tuple[tuple[float, float], ...]
    probability: float


class LaunchEvent(Message, frozen=True, kw_only=True, tag="event"):
    """One launch, as the issuing partner sees it from all tracks."""

    event: str
    version: int
    began: float
    """First detection."""
    origin: tuple[float, float]
    """Latitude and longitude beneath the first detection."""
    partners: tuple[str, ...]
    """Whose tracks it rests on."""
    tracks: tuple[tuple[str, int], ...]
    phase: str
    chances: dict[str, float] = {}
    """Probability of each class by range; empty while nothing can be said."""
    range_class: str = ""
    distance: float | None = None
    distance_spread: float | None = None
    fall: Fallen | None = None
    silent: tuple[str, ...] = ()
    """Partners of whom nothing was heard when it was made."""
    acknowledge_by: float
    alert: str
    """CAP 1.2."""


class Cancel(Message, frozen=True, kw_only=True, tag="cancel"):
    """An event is withdrawn."""

    event: str
    version: int
    reason: Literal["lost", "mistaken"]
    alert: str


class Acknowledgement(Message, frozen=True, kw_only=True, tag="acknowledgement"):
    """The sender has taken note of an event."""

    event: str
    version: int
    by: str = ""
    """Who, where a person did."""


class Heartbeat(Message, frozen=True, kw_only=True, tag="heartbeat"):
    """The sender is there. ``heard`` echoes the latest heartbeat of every partner: when it was sent, and when it came."""

    heard: dict[str, tuple[float, float]] = {}


AnyMessage = Detection | TrackReport | LaunchEvent | Cancel | Acknowledgement | Heartbeat
NoticeKind = Literal[
    "silent", "back", "gap", "filled", "lost", "repeated", "stale", "skew", "refused", "acknowledged", "unacknowledged"
]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a station tells its own people of the channel."""

    kind: NoticeKind
    at: float
    partner: str
    text: dict[str, str]
    """In Japanese and English."""
    missing: tuple[str, ...] = ()
    """Sensors whose picture is missing for it."""
    event: str = ""
    simulated: Literal[True] = True


_DECODER = msgspec.json.Decoder(AnyMessage)


def decode(data: bytes | str) -> AnyMessage:
    """A message from JSON.

    Raises
    ------
    InputRefused
        ``warning.message``: no such message, or one that does not say that it is simulated.
    """
    try:
        message: AnyMessage = _DECODER.decode(data)
    except msgspec.MsgspecError as error:
        raise _refused(str(error), str(error), data) from error
    return checked(message)


def convert(value: Mapping[str, Any]) -> AnyMessage:
    """A message from plain values; refused as by :func:`decode`."""
    try:
        message: AnyMessage = msgspec.convert(value, AnyMessage)
    except msgspec.ValidationError as error:
        raise _refused(str(error), str(error), value) from error
    return checked(message)


def checked(message: AnyMessage) -> AnyMessage:
    """The message itself, if its numbers can be used."""
    times = [message.sent] if message.expires is None else [message.sent, message.expires]
    if not np.isfinite(times).all():
        raise _refused("a time is no number", "時刻が数でない", message)
    if isinstance(message, Detection):
        check_measurements(np.reshape(message.measurements, (-1, 3)), message.sensor)
    if isinstance(message, TrackReport):
        track_of(message)
    return message


def frame_of(message: Detection) -> Frame:
    """The frame that a detection tells."""
    return Frame(message.sensor, message.stamp, np.array(message.measurements, dtype=float).reshape(-1, 3))


def report_values(track: Track) -> dict[str, Any]:
    """What a report says of a track."""
    return {
        "track": track.id,
        "time": track.time,
        "mean": tuple(track.mean.tolist()),
        "covariance": tuple(track.covariance[_UPPER].tolist()),
        "weight": tuple(track.weight.tolist()),
        "looks": track.looks,
        "began": track.began,
        "seen": track.seen,
        "origin": tuple(track.origin.tolist()),
    }


def track_of(message: TrackReport) -> Track:
    """The track that a report tells.

    Raises
    ------
    InputRefused
        ``warning.message``: numbers are missing or none, or the covariance is not positive.
    """
    if len(message.mean) != SIZE or len(message.covariance) != len(_UPPER[0]):
        raise _refused("a state has ten numbers", "状態は十の数からなる", message)
    covariance = np.zeros((SIZE, SIZE))
    covariance[_UPPER] = message.covariance
    covariance = covariance + np.triu(covariance, 1).T
    given = np.concatenate([message.mean, message.covariance, message.weight, message.origin, [message.time]])
    if not np.isfinite(given).all():
        raise _refused("a state holds something that is no number", "状態に数でない値がある", message)
    scale = np.sqrt(np.maximum(np.diag(covariance), 1e-12))
    if np.diag(covariance).min() < 0 or np.linalg.eigvalsh(covariance / np.outer(scale, scale)).min() < -1e-6:
        raise _refused("the covariance is not positive", "共分散が正でない", message)
    return Track(
        id=message.track, time=message.time, mean=np.array(message.mean), covariance=covariance, weight=np.array(message.weight),
        looks=message.looks, began=message.began, seen=message.seen, origin=np.array(message.origin),
    )  # fmt: skip


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _refused(what: str, what_ja: str, failed: Any) -> InputRefused:
    return InputRefused(
        "warning.message",
        f"a message of the warning channel cannot be used: {what}",
        ja=f"警報通報を使えない：{what_ja}",
        hint="see docs/explanation/warning.md",
        hint_ja="docs/explanation/warning.md を見る",
        failed=failed,
    )
