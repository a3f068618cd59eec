"""What a data set of positions adds to an event of the watch: the tracks around it, and the names and numbers that were sent meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from shiome.errors import InputRefused
from shiome.sanctions.casework.model import AnyPart, Happening, Identity, Point, Track

HOURS_AROUND = 6.0
"""How long before and after an event a track is shown."""
MOST_POINTS = 240
"""Positions of one track; a longer one is thinned evenly, its ends kept."""
_COLUMNS = ("mmsi", "time", "lat", "lon", "name", "imo", "repeat")
_SENT = {"name": "name", "imo": "imo"}
"""Column of the data set by field of an identity."""
Rows = Mapping[str, list[Any]]


def with_positions(
    parts: Iterable[AnyPart], folder: Path, *, hours_around: float = HOURS_AROUND, most_points: int = MOST_POINTS
) -> tuple[AnyPart, ...]:
    """The same parts; each happening with the tracks of its vessels, and before it what those vessels said of themselves.

    Subjects ``mmsi:N`` are vessels. A name or number that a vessel sent becomes a digital identity of unknown verdict, with the days on
    which it was heard; one that stands there already is not entered twice.

    Parameters
    ----------
    folder:
        A data set that ``shiome sanctions load`` made.

    Raises
    ------
    NotKnown
        ``positions.empty``: the data set holds nothing of the time of an event.
    InputRefused
        ``case.event``: the time of an event cannot be read.
    """
    found: dict[tuple[str, str, str], Identity] = {}
    told: list[AnyPart] = []
    for part in parts:
        vessels = _vessels(part) if isinstance(part, Happening) else []
        if not isinstance(part, Happening) or not vessels:
            told.append(part)
            continue
        rows = _rows(folder, part, vessels, hours_around)
        for identity in _identities(rows, vessels):
            found.setdefault((identity.subject, identity.field, identity.value), identity)
        told.append(msgspec.structs.replace(part, tracks=tuple(_tracks(rows, vessels, most_points))))
    return (*(part for part in told if isinstance(part, Identity)), *found.values(), *_others(told))


def _others(parts: Iterable[AnyPart]) -> Iterator[AnyPart]:
    return (part for part in parts if not isinstance(part, Identity))


def _vessels(part: Happening) -> list[int]:
    numbers = (subject.removeprefix("mmsi:") for subject in part.subjects if subject.startswith("mmsi:"))
    return [int(number) for number in numbers if number.isascii() and number.isdigit()]


def _rows(folder: Path, part: Happening, vessels: list[int], hours_around: float) -> Rows:
    from shiome.sanctions.positions.reading import open_positions, read_columns

    around = round(hours_around * 3_600_000)
    start, end = _moment(part.start) - around, _moment(part.end or part.start) + around
    table = read_columns(open_positions(folder, start=start, end=end + 1, vessels=vessels), _COLUMNS)
    return table.sort_by([("mmsi", "ascending"), ("time", "ascending")]).to_pydict()  # type: ignore[no-any-return]


def _moment(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputRefused(
            "case.event",
            f"the time {text!r} of the event cannot be read",
            ja=f"事象の時刻 {text!r} が読めない",
            hint="give the output of 'shiome sanctions watch --json'",
            hint_ja="「shiome sanctions watch --json」の出力を与える",
            failed=text,
        ) from error
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _tracks(rows: Rows, vessels: list[int], most_points: int) -> Iterator[Track]:
    for vessel in vessels:
        places = [
            place for place, mmsi in enumerate(rows["mmsi"]) if mmsi == vessel and not rows["repeat"][place]
        ]  # fmt: skip
        points = tuple(
            Point(at=_stamp(rows["time"][place]), lat=rows["lat"][place], lon=rows["lon"][place])
            for place in thinned(places, most_points)
        )
        if points:
            yield Track(subject=f"mmsi:{vessel}", points=points)


def thinned(places: list[int], most: int) -> list[int]:
    """At most so many of a list, evenly, with its first and last.

    >>> thinned(list(range(10)), 4)
    [0, 3, 6, 9]
    >>> thinned([1, 2], 4)
    [1, 2]
    """
    if len(places) <= most:
        return places
    return [places[round(step * (len(places) - 1) / (most - 1))] for step in range(most)]


def _identities(rows: Rows, vessels: list[int]) -> Iterator[Identity]:
    """Each name and number that was sent, with the days of its first and last reception."""
    for vessel in vessels:
        for field, column in _SENT.items():
            heard: dict[str, list[datetime]] = {}
            for mmsi, value, time in zip(rows["mmsi"], rows[column], rows["time"], strict=True):
                if mmsi == vessel and value:
                    heard.setdefault(str(value), []).append(time)
            for value, times in heard.items():
                yield Identity(
                    subject=f"mmsi:{vessel}",
                    side="digital",
                    field=field,  # type: ignore[arg-type]  # the keys of _SENT are fields
                    value=value,
                    since=min(times).date().isoformat(),
                    until=max(times).date().isoformat(),
                    source="AIS",
                )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
