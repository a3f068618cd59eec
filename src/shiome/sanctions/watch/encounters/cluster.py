"""Meetings on Spark: the same functions, mapped over partitions; the events are those of one machine to the last digit.

First by vessel: all positions of some vessels give slow segments, stays and the edges of silences. Then by place and time: each slow
segment goes to every cell of the globe that it touches, with the distance of the rule around it as a halo, for each bucket of time
that it touches; the contacts within a cell and a bucket need nothing else. A pair that meets on the border of two cells is found in
both and joined at the end. Joining and matching take place on the driver: contacts are few.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.bulk.extra import Table, pa
from shiome.engines import Engine
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.contacts import COLUMNS, Contacts, cells_of, contacts, margins
from shiome.sanctions.watch.encounters.finding import Traces, begun_within, concluded, described, sea_segments
from shiome.sanctions.watch.encounters.partitions import DESCRIBED, TRACED
from shiome.sanctions.watch.encounters.rules import HOUR_MS, EncounterRules
from shiome.sanctions.watch.encounters.segments import FIELDS, Segments
from shiome.sanctions.watch.encounters.silences import Census, Edges, edges
from shiome.sanctions.watch.encounters.spans import Stays, partial_stays
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.tracks import Tracks, tracks_of_table

Array = NDArray[Any]
Frame = Any
"""A Spark frame."""
BUCKET_MS = 6 * HOUR_MS
BLOCK = 10
"""Side of a partition in cells of contacts: one degree."""
ALWAYS = (-(1 << 41), 1 << 42)
"""A window that holds every moment."""
VESSEL_GROUPS = 64
_PARTS: dict[str, type] = {"stays": Stays, "edges": Edges, "census": Census}
_COLUMNS = {
    "segments": FIELDS,
    "stays": ("mmsi", "start", "end", "lat", "lon", "end_lat", "end_lon"),
    "edges": ("mmsi", "time", "lat", "lon", "knots", "back"),
    "census": ("mmsi", "count", "first", "last"),
}
_WHOLE = ("mmsi", "start", "end", "time", "count", "first", "last")
_TRUTH = ("slow", "back")
_ROW = {name: name for part in _COLUMNS.values() for name in part}
PIECE_SCHEMA = "part string, block long, bucket long, " + ", ".join(
    f"`{name}` {'long' if name in _WHOLE else 'boolean' if name in _TRUTH else 'double'}" for name in _ROW
)
CONTACT_SCHEMA = "near boolean, one long, other long, start long, end long"


def find_on_spark(
    positions: Frame,
    rules: EncounterRules,
    *,
    anchorages: Anchorages | None = None,
    engine: Engine = "auto",
    vessel_groups: int = VESSEL_GROUPS,
) -> list[Event]:
    """Transfers between two emitters and with a dark partner, in order.

    Parameters
    ----------
    positions:
        A Spark frame with the columns of a data set of positions, as ``session.read.parquet(FOLDER)`` gives it.
    vessel_groups:
        Into how many groups vessels are divided for the first step.
    """
    from pyspark.sql import functions as sql

    places = anchorages or Anchorages()
    rows = positions.select(*[name for name in TRACED if name != "time"], _milliseconds(sql))
    groups = rows.groupBy((sql.col("mmsi") % vessel_groups).alias("vessels"))
    pieces = groups.applyInArrow(vessel_step(rules, places, engine), PIECE_SCHEMA).cache()
    near = pieces.filter("part = 'segments'").groupBy("block", "bucket")
    met = near.applyInArrow(place_step(rules, engine), CONTACT_SCHEMA).toArrow()
    rest = pieces.filter("part != 'segments'").toArrow()
    pieces.unpersist()
    traces = Traces(near=_contacts(met, near=True), company=_contacts(met, near=False), **_parts(rest))

    def tracks_of(vessels: list[int], start: int, end: int) -> Tracks:
        of_them = positions.filter(sql.col("mmsi").isin(vessels))
        told = of_them.select(*[name for name in DESCRIBED if name != "time"], _milliseconds(sql))
        return tracks_of_table(told.filter((sql.col("time") >= start) & (sql.col("time") <= end)).toArrow())

    return described(concluded([traces], rules), tracks_of, rules)


def vessel_step(rules: EncounterRules, anchorages: Anchorages, engine: Engine) -> Callable[[Table], Table]:
    """The first step: all positions of some vessels to segments with their places, stays, edges and census."""

    def map_vessels(table: Table) -> Table:
        tracks = tracks_of_table(table)
        segments = sea_segments(tracks, rules, ALWAYS, anchorages=anchorages, engine=engine)
        own, census = edges(tracks, rules, ALWAYS)
        which, block, bucket = scattered(segments, rules)
        found = [_table("segments", segments.take(which), block, bucket)]
        parts = {"stays": partial_stays(begun_within(segments, ALWAYS), rules.break_ms), "edges": own, "census": census}
        found += [_table(name, part) for name, part in parts.items()]
        return pa.concat_tables(found)

    return map_vessels


def place_step(rules: EncounterRules, engine: Engine) -> Callable[[Table], Table]:
    """The second step: the segments in a block and a bucket of time to contacts within both distances."""

    def map_places(table: Table) -> Table:
        columns = {name: table.column(name).to_numpy() for name in FIELDS}
        order = np.lexsort((columns["start"], columns["mmsi"]))
        segments = Segments(**{name: column[order] for name, column in columns.items()})
        bucket = int(table.column("bucket")[0].as_py())
        window = bucket * BUCKET_MS, (bucket + 1) * BUCKET_MS
        found = []
        for near, metres in ((True, rules.distance_m), (False, rules.alone_m)):
            met = contacts(segments, metres, window, engine=engine)
            names = ("one", "other", "start", "end")
            whole = {name: pa.array(getattr(met, name), pa.int64()) for name in names}
            found.append(pa.table({"near": pa.array(np.full(len(met), near))} | whole))
        return pa.concat_tables(found)

    return map_places


def scattered(segments: Segments, rules: EncounterRules) -> tuple[Array, Array, Array]:
    """Every block and bucket that a segment, with the halo around it, touches: position of the segment, block, bucket."""
    north_end, east_end = segments.lat + segments.lat_by, segments.lon + segments.lon_by
    south, north = np.minimum(segments.lat, north_end), np.maximum(segments.lat, north_end)
    west, east = np.minimum(segments.lon, east_end), np.maximum(segments.lon, east_end)
    up, along = margins(south, north, max(rules.distance_m, rules.alone_m))
    box, cell = cells_of(south - up, north + up, west - along, east + along)
    blocks = cell // COLUMNS // BLOCK * (COLUMNS // BLOCK) + cell % COLUMNS // BLOCK
    pair = np.unique(box << 20 | blocks)
    box, blocks = pair >> 20, pair & ((1 << 20) - 1)
    first = segments.start[box] // BUCKET_MS
    counts = (segments.end[box] - 1) // BUCKET_MS - first + 1
    entry = np.repeat(np.arange(len(box)), counts)
    bucket = first[entry] + np.arange(len(entry)) - (np.cumsum(counts) - counts)[entry]
    return box[entry], blocks[entry], bucket


def _milliseconds(sql: Any) -> Any:
    return sql.unix_millis(sql.col("time")).alias("time")


def _table(part: str, columns: Any, block: Array | None = None, bucket: Array | None = None) -> Table:
    count = len(columns.mmsi)
    none = np.full(count, -1, dtype=np.int64)
    made = {
        "part": pa.repeat(pa.scalar(part), count),
        "block": pa.array(none if block is None else block, pa.int64()),
        "bucket": pa.array(none if bucket is None else bucket, pa.int64()),
    }
    for name in _ROW:
        kind = pa.int64() if name in _WHOLE else pa.bool_() if name in _TRUTH else pa.float64()
        made[name] = pa.array(getattr(columns, name), kind) if name in _COLUMNS[part] else pa.nulls(count, kind)
    return pa.table(made)


def _parts(table: Table) -> dict[str, Any]:
    kinds = table.column("part").to_numpy()
    found = {}
    for name, kind in _PARTS.items():
        chosen = table.filter(pa.array(kinds == name)).combine_chunks()
        columns = {column: chosen.column(column).to_numpy() for column in _COLUMNS[name]}
        order = np.lexsort(tuple(columns[column] for column in reversed(_COLUMNS[name]) if column not in _TRUTH))
        found[name] = kind(**{column: values[order] for column, values in columns.items()})
    return found


def _contacts(table: Table, *, near: bool) -> Contacts:
    chosen = table.filter(pa.array(table.column("near").to_numpy() == near))
    return Contacts(*(chosen.column(name).to_numpy() for name in ("one", "other", "start", "end")))
