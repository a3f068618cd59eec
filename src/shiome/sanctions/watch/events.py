"""The shape of what a watcher finds: one event, with what speaks for it and what else could explain it.

Every watcher returns a list of :class:`Event`, ordered by :func:`in_order`. A watcher writes its own :class:`Reason` texts, in
Japanese and English, and names the rows on which the event rests, so that a reader can open the lines of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

EventType = Literal[
    "transfer",  # two emitters lying together
    "dark_transfer",  # a lone loiterer, and the gap of another that reaches it
    "dark_period",
    "identity",
    "spoofing",
    "port_call",
    "draught_change",
]


@dataclass(frozen=True)
class Reason:
    """One ground for the score of an event, or one benign way to explain it.

    Parameters
    ----------
    code:
        Stable identifier, such as ``transfer.duration``.
    ja, en:
        What a reader sees, figures included.
    weight:
        By how much it moved the score, from -1 to 1; 0 for a benign alternative and for what is only told.
    """

    code: str
    ja: str
    en: str
    weight: float = 0.0

    def text(self, language: str = "en") -> str:
        """The text in ``language`` (``en`` or ``ja``)."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, order=True)
class RowRef:
    """A row of evidence: the file it came from, as the data set names it, and its line there, counted from 1."""

    source: str
    row: int


@dataclass(frozen=True)
class Event:
    """Something that one or two vessels did.

    Parameters
    ----------
    type:
        What kind of behaviour.
    start, end:
        Milliseconds since 1970 in UTC, exact: not rounded to a grid, never cut at midnight.
    vessels:
        MMSI of each vessel, the lower first where neither is the subject; the vessel that was seen first, its silent partner second.
    lat, lon:
        Where, in degrees; longitude from -180 up to 180.
    score:
        From 0 to 1: how much of what the rule looks for is there. Not a probability.
    reasons:
        What the score is made of.
    alternatives:
        Benign explanations that the data do not rule out.
    rows:
        The rows on which it rests, ordered; a long event names its first, its last and some between.
    measures:
        Figures of the watcher, by name and unit, such as ``closest_m``.
    """

    type: EventType
    start: int
    end: int
    vessels: tuple[int, ...]
    lat: float
    lon: float
    score: float
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Reason, ...] = ()
    rows: tuple[RowRef, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)

    @property
    def hours(self) -> float:
        """How long it lasted."""
        return (self.end - self.start) / 3_600_000

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The event as the command prints it.

        >>> event = Event("transfer", 0, 7_200_000, (1, 2), 30.0, 125.0, 0.8, (Reason("a.b", "二時間", "two hours", 0.5),))
        >>> event.as_json()["end"], event.as_json("ja")["reasons"][0]["text"]
        ('1970-01-01T02:00:00.000Z', '二時間')
        """
        return {
            "type": self.type,
            "start": moment(self.start),
            "end": moment(self.end),
            "vessels": list(self.vessels),
            "lat": round(self.lat, 6),
            "lon": round(self.lon, 6),
            "score": round(self.score, 4),
            "reasons": [_told(reason, language) for reason in self.reasons],
            "alternatives": [_told(reason, language) for reason in self.alternatives],
            "rows": [{"source": row.source, "row": row.row} for row in self.rows],
            "measures": {name: round(value, 4) for name, value in self.measures.items()},
        }


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by start, end, type and vessels: the same order whatever found them first."""
    return sorted(events, key=lambda event: (event.start, event.end, event.type, event.vessels))


def moment(milliseconds: int) -> str:
    """A time as ISO 8601 in UTC.

    >>> moment(1_735_689_600_250)
    '2025-01-01T00:00:00.250Z'
    """
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def _told(reason: Reason, language: str) -> dict[str, Any]:
    return {
        "code": reason.code,
        "text": reason.text(language),
        "ja": reason.ja,
        "en": reason.en,
        "weight": round(reason.weight, 4),
    }
