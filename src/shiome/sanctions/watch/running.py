"""All watchers over one data set of positions, each given what the others found out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shiome.engines import Engine
from shiome.sanctions.positions.manifest import read_manifest
from shiome.sanctions.positions.reading import is_simulated, open_positions, read_columns
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.dark import DarkRules, Haven, dark_periods
from shiome.sanctions.watch.encounters.partitions import find_in_dataset
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.events import Event, in_order
from shiome.sanctions.watch.identity import IdentityRules, hulls, identity_events
from shiome.sanctions.watch.ports import PortRules, places, port_events, stops
from shiome.sanctions.watch.spoofing import SpoofingRules, spoofing_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of_table

WATCHERS = ("encounters", "dark", "identity", "spoofing", "ports")
COLUMNS = (
    "mmsi",
    "imo",
    "time",
    "lat",
    "lon",
    "speed",
    "course",
    "heading",
    "draught",
    "name",
    "flag",
    "mid",
    "source",
    "row",
)
SHARED = "identity.shared_mmsi"


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
    on_step: Callable[[str], None] | None = None,
) -> Watched:
    """Run the watchers over a data set.

    Hulls that share an MMSI are parted first, and anchorages are learned from where vessels lie: silences and stops are looked for on each
    hull, jumps between hulls are not told as spoofing, and meetings near an anchorage are left out. Meetings are found in windows of
    time; the other watchers hold the columns of the whole data set in memory, about 100 bytes a row.

    Parameters
    ----------
    pack:
        Whose ``watch_rules`` name the thresholds.
    on_step:
        Called with the name of each watcher before it begins.

    Raises
    ------
    NotKnown
        ``positions.empty``: the data set holds nothing.
    """
    tracks = tracks_of_table(read_columns(open_positions(folder), COLUMNS))
    step = on_step or (lambda _: None)
    step("identity")
    rules = IdentityRules.of(pack)
    found = hulls(tracks, rules, engine=engine)
    identities = identity_events(tracks, rules, found=found, engine=engine)
    shared = frozenset(v for e in identities if e.reasons and e.reasons[0].code == SHARED for v in e.vessels)
    parted = found.parted(tracks, shared)
    harbours = places(stops(tracks, PortRules.of(pack), hulls=parted, engine=engine), PortRules.of(pack))
    events: list[Event] = identities if "identity" in watchers else []
    if "encounters" in watchers:
        step("encounters")
        events += find_in_dataset(folder, EncounterRules.of(pack), anchorages=_anchorages(harbours), engine=engine)
    if "dark" in watchers:
        step("dark")
        havens = [Haven(each.lat, each.lon, each.radius_m, each.en) for each in harbours]
        events += dark_periods(tracks, DarkRules.of(pack), hulls=parted, havens=havens, engine=engine)
    if "spoofing" in watchers:
        step("spoofing")
        events += spoofing_events(tracks, SpoofingRules.of(pack), shared=shared)
    if "ports" in watchers:
        step("ports")
        events += port_events(tracks, PortRules.of(pack), hulls=parted, engine=engine)
    return _watched(folder, tracks, events)


def _anchorages(harbours: Any) -> Anchorages:
    import numpy as np

    return Anchorages(np.array([each.lat for each in harbours]), np.array([each.lon for each in harbours]))


def _watched(folder: Path, tracks: Tracks, events: list[Event]) -> Watched:
    entries = read_manifest(folder)
    faults: dict[str, int] = {}
    for entry in entries:
        for name, count in [*entry.faults.items(), *entry.reasons.items()]:
            faults[name] = faults.get(name, 0) + count
    return Watched(
        tuple(in_order(events)),
        tracks.count,
        sum(entry.rejected for entry in entries),
        dict(sorted(faults.items())),
        len(tracks),
        is_simulated(folder),
    )
