"""All watchers over one data set of positions, each given what the others found out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from shiome.engines import Engine
from shiome.sanctions.positions.manifest import Entry, read_manifest
from shiome.sanctions.positions.reading import parts_between, refuse_empty
from shiome.sanctions.watch.encounters.partitions import OnPart, find_in_dataset
from shiome.sanctions.watch.events import Event, in_order
from shiome.sanctions.watch.keeping import Keeper, workplace
from shiome.sanctions.watch.portions.local import LocalPortions
from shiome.sanctions.watch.portions.rules import WATCHERS, WatchRules
from shiome.sanctions.watch.portions.watching import surveyed, vessel_events

Session = Any
"""A Spark session."""
ROWS_AT_ONCE = 1_000_000
"""Rows that a portion of vessels should hold."""
PORTIONS = 64
"""Portions of vessels on Spark."""


@dataclass(frozen=True)
class Watched:
    """What was found in a data set, and in how many rows it was looked for."""

    events: tuple[Event, ...]
    rows: int
    """Rows that were looked at."""
    rejected: int
    """Lines that were kept aside as unusable."""
    faults: Mapping[str, int]
    """Of the rows looked at, how many carry each fault; of the rejected, how many for each reason."""
    vessels: int
    simulated: bool


def watch(
    folder: Path,
    pack: Any,
    *,
    watchers: tuple[str, ...] = WATCHERS,
    engine: Engine = "auto",
    work: Path | None = None,
    rows_at_once: int = ROWS_AT_ONCE,
    on_part: OnPart | None = None,
) -> Watched:
    """Run the watchers over a data set of any size on this machine.

    Hulls that share an MMSI are parted first, and anchorages are learned from where vessels lie: silences and stops are looked for on each
    hull, jumps between hulls are not told as spoofing, and meetings near an anchorage are left out. Meetings are found in windows of
    time, everything else in portions of vessels; what a window or a portion gave is kept, and a watch that was interrupted goes on there.

    Parameters
    ----------
    pack:
        Whose ``watch_rules`` name the thresholds.
    work:
        Where the work is kept until the watch is done; it takes about as much room as the data set. A temporary folder where it is
        ``None``: then a watch that is interrupted begins anew.
    rows_at_once:
        Rows that a portion of vessels should hold; the memory needed grows with it, the events do not depend on it.
    on_part:
        Called after each part with the name of the step, the number of its parts that are done, and of all.

    Raises
    ------
    NotKnown
        ``positions.empty``: the data set holds nothing.
    StoreUnavailable
        ``watch.work``: the work cannot be kept.
    """
    entries = read_manifest(folder)
    refuse_empty(folder, parts_between(entries, None, None))
    rules = WatchRules.of(pack, watchers=watchers, engine=engine)
    with workplace(work, _key(entries, rules, rows_at_once)) as place:
        keeper = Keeper(place)
        portions = LocalPortions(folder, keeper, rows_at_once=rows_at_once, on_part=on_part)
        overview = surveyed(portions, rules)
        events: list[Event] = []
        if set(watchers) - {"encounters"}:
            events += vessel_events(portions, rules, overview)
        if "encounters" in watchers:
            events += find_in_dataset(
                folder, rules.encounters, anchorages=overview.anchorages, engine=engine, keeper=keeper, on_part=on_part
            )  # fmt: skip
    return _watched(entries, overview.rows, overview.vessels, events)


def watch_on_spark(
    folder: Path,
    pack: Any,
    session: Session,
    *,
    watchers: tuple[str, ...] = WATCHERS,
    engine: Engine = "auto",
    portions: int = PORTIONS,
) -> Watched:
    """The same on Spark, for data that one machine cannot hold; the same events to the last digit.

    Parameters
    ----------
    session:
        Whose workers have this version of Shiome installed and can read ``folder``.
    portions:
        Into how many portions vessels are divided; one must fit into the memory of a worker.
    """
    from shiome.sanctions.watch.encounters.cluster import find_on_spark
    from shiome.sanctions.watch.portions.cluster import SparkPortions

    entries = read_manifest(folder)
    parts = parts_between(entries, None, None)
    refuse_empty(folder, parts)
    rules = WatchRules.of(pack, watchers=watchers, engine=engine)
    paths = [str((folder / part.path).resolve()) for part in parts]
    positions = session.read.option("mergeSchema", "true").parquet(*paths)
    divided = SparkPortions(positions, count=portions)
    overview = surveyed(divided, rules)
    events: list[Event] = []
    if set(watchers) - {"encounters"}:
        events += vessel_events(divided, rules, overview)
    if "encounters" in watchers:
        events += find_on_spark(
            positions, rules.encounters, anchorages=overview.anchorages, engine=engine, vessel_groups=portions
        )
    return _watched(entries, overview.rows, overview.vessels, events)


def _key(entries: list[Entry], rules: WatchRules, rows_at_once: int) -> str:
    """Names the work of a watch: other data, rules or code make other work."""
    told = [version("shiome"), [(entry.sha256, entry.parts) for entry in entries], rules, rows_at_once]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


def _watched(entries: list[Entry], rows: int, vessels: int, events: list[Event]) -> Watched:
    faults: dict[str, int] = {}
    for entry in entries:
        for name, count in [*entry.faults.items(), *entry.reasons.items()]:
            faults[name] = faults.get(name, 0) + count
    rejected = sum(entry.rejected for entry in entries)
    simulated = any(entry.simulated for entry in entries)
    return Watched(tuple(in_order(events)), rows, rejected, dict(sorted(faults.items())), vessels, simulated)
