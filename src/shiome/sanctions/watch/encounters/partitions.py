"""Meetings in a data set of any size on one machine: stretch of time after stretch of time, in bounded memory.

Each stretch is read with what lies around it, so that what is found does not depend on the cut; only contacts, stays and the edges of
silences are kept. The result is that of :func:`shiome.sanctions.watch.encounters.finding.find_encounters` to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from shiome.engines import Engine
from shiome.sanctions.positions.manifest import read_manifest
from shiome.sanctions.positions.reading import open_positions, read_columns, rows_by_day
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.finding import Traces, concluded, described, trace
from shiome.sanctions.watch.encounters.rules import HOUR_MS, EncounterRules
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.keeping import Keeper
from shiome.sanctions.watch.tracks import Tracks, tracks_of_table

ROWS_AT_ONCE = 2_000_000
"""Rows that a stretch of time should hold."""
DAY_MS = 24 * HOUR_MS
TRACED = ("mmsi", "time", "lat", "lon")
"""Columns of the first reading."""
DESCRIBED = (*TRACED, "source", "row")
"""Columns from which events are described."""


OnPart = Callable[[str, int, int], None]
"""Called with the name of the step, how many of its parts are done, and how many there are."""


def find_in_dataset(
    folder: Path,
    rules: EncounterRules,
    *,
    anchorages: Anchorages | None = None,
    engine: Engine = "auto",
    rows_at_once: int = ROWS_AT_ONCE,
    keeper: Keeper | None = None,
    on_part: OnPart | None = None,
) -> list[Event]:
    """Transfers between two emitters and with a dark partner in a data set of positions, in order.

    Parameters
    ----------
    keeper:
        Keeps what each stretch of time gave; those that it has already are not looked at again.

    Raises
    ------
    NotKnown
        ``positions.empty``: the data set holds nothing.
    MissingExtra
        Without Ibis and DuckDB.
    """
    places = anchorages or Anchorages()
    cuts = windows(rows_by_day(read_manifest(folder)), rows_at_once)
    parts: list[Traces] = []
    for done, window in enumerate(cuts, 1):

        def traced(window: tuple[int, int] = window) -> Traces:
            return trace(_around(folder, window, rules), rules, window, anchorages=places, engine=engine)

        parts.append(traced() if keeper is None else keeper.part(f"encounters-{done:05}", traced, Traces))
        if on_part is not None:
            on_part("encounters", done, len(cuts))
    return described(concluded(parts, rules), reader_of(folder), rules)


def windows(rows: Mapping[int, int], rows_at_once: int) -> list[tuple[int, int]]:
    """Stretches of time, in milliseconds, that together hold all days: several days together, or a day in equal parts of full hours.

    >>> windows({0: 10, 1: 10, 5: 100}, 50)[:2]
    [(0, 172800000), (432000000, 475200000)]
    """
    found: list[tuple[int, int]] = []
    held = 0
    for day, count in rows.items():
        start, end = day * DAY_MS, (day + 1) * DAY_MS
        if found and found[-1][1] == start and held + count <= rows_at_once:
            found[-1] = found[-1][0], end
            held += count
            continue
        found += _parts_of_day(start, count, rows_at_once)
        held = count
    return found


def reader_of(folder: Path) -> Callable[[list[int], int, int], Tracks]:
    """Reads the tracks of some vessels between two moments, both included."""

    def tracks_of(vessels: list[int], start: int, end: int) -> Tracks:
        table = open_positions(folder, start=start, end=end + 1, vessels=vessels)
        return tracks_of_table(read_columns(table, DESCRIBED))

    return tracks_of


def _around(folder: Path, window: tuple[int, int], rules: EncounterRules) -> Tracks:
    table = open_positions(folder, start=window[0] - rules.halo_ms, end=window[1] + rules.halo_ms, memory_limit="512MB")
    return tracks_of_table(read_columns(table, TRACED))


def _parts_of_day(start: int, count: int, rows_at_once: int) -> Iterator[tuple[int, int]]:
    wanted = min(-(-count // rows_at_once), 24)
    hours = next(hours for hours in (24, 12, 8, 6, 4, 3, 2, 1) if 24 // hours >= wanted)
    for begin in range(start, start + DAY_MS, hours * HOUR_MS):
        yield begin, begin + hours * HOUR_MS
