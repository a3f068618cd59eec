"""What a data set of positions adds to an event of the watch: the tracks around it, and the names and numbers that were sent meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from shiome.sanctions.casework.intake import VESSEL
from shiome.sanctions.casework.model import AnyPart, Happening, Identity, Point, Track
from shiome.sanctions.casework.refusals import refused
from shiome.sanctions.watch.events import moment

HOURS_AROUND = 6.0
"""How long before and after an event a track is shown."""
MOST_POINTS = 240
"""Positions of one track; a longer one is thinned evenly, its ends kept."""
_COLUMNS = ("mmsi", "time", "lat", "lon", "name", "imo", "repeat")
_SENT: tuple[Literal["name", "imo"], ...] = ("name", "imo")
"""Columns of the data set that are fields of an identity, by the same name."""
Rows = list[dict[str, Any]]
T = TypeVar("T")


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
    said: list[AnyPart] = []
    sent: dict[tuple[str, str, str], Identity] = {}
    others: list[AnyPart] = []
    for part in parts:
        if isinstance(part, Identity):
            said.append(part)
        elif isinstance(part, Happening) and (vessels := _vessels(part)):
            rows = _rows(folder, part, vessels, hours_around)
            for identity in _identities(rows):
                sent.setdefault((identity.subject, identity.field, identity.value), identity)
            others.append(msgspec.structs.replace(part, tracks=tuple(_tracks(rows, most_points))))
        else:
            others.append(part)
    return (*said, *sent.values(), *others)


def _vessels(part: Happening) -> list[int]:
    numbers = (subject.removeprefix(VESSEL) for subject in part.subjects if subject.startswith(VESSEL))
    return [int(number) for number in numbers if number.isascii() and number.isdigit()]


def _rows(folder: Path, part: Happening, vessels: list[int], hours_around: float) -> dict[int, Rows]:
    """What each vessel sent around the event, in the order of time; times in milliseconds since 1970."""
    from shiome.bulk.extra import pa
    from shiome.sanctions.positions.reading import open_positions, read_columns

    around = round(hours_around * 3_600_000)
    start, end = _moment(part.start) - around, _moment(part.end or part.start) + around
    table = read_columns(open_positions(folder, start=start, end=end + 1, vessels=vessels), _COLUMNS)
    table = table.set_column(
        table.schema.get_field_index("time"), "time", table["time"].cast(pa.timestamp("ms", "UTC")).cast(pa.int64())
    )
    found: dict[int, Rows] = {vessel: [] for vessel in vessels}
    for row in table.sort_by("time").to_pylist():
        found[row["mmsi"]].append(row)
    return found


def _moment(text: str) -> int:
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise refused(
            "event",
            f"the time {text!r} of the event cannot be read",
            f"事象の時刻 {text!r} が読めない",
            "give the output of 'shiome sanctions watch --json'",
            "「shiome sanctions watch --json」の出力を与える",
            text,
        ) from error
    return round((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp() * 1000)


def _tracks(rows: Mapping[int, Rows], most_points: int) -> Iterator[Track]:
    for vessel, sent in rows.items():
        shown = thinned([row for row in sent if not row["repeat"]], most_points)
        if shown:
            points = tuple(Point(at=moment(row["time"]), lat=row["lat"], lon=row["lon"]) for row in shown)
            yield Track(subject=f"{VESSEL}{vessel}", points=points)


def thinned(values: Sequence[T], most: int) -> Sequence[T]:
    """At most so many of a list, evenly, with its first and last.

    >>> thinned(list(range(10)), 4)
    [0, 3, 6, 9]
    >>> thinned([1, 2], 4)
    [1, 2]
    """
    if len(values) <= most:
        return values
    return [values[round(step * (len(values) - 1) / (most - 1))] for step in range(most)]


def _identities(rows: Mapping[int, Rows]) -> Iterator[Identity]:
    """Each name and number that was sent, with the days of its first and last reception."""
    for vessel, sent in rows.items():
        for field in _SENT:
            heard: dict[str, list[str]] = {}
            for row in sent:
                if row[field]:
                    heard.setdefault(str(row[field]), []).append(moment(row["time"])[:10])
            for value, days in heard.items():
                yield Identity(
                    subject=f"{VESSEL}{vessel}",
                    side="digital",
                    field=field,
                    value=value,
                    since=days[0],
                    until=days[-1],
                    source="AIS",
                )
