"""Positions as columns, vessel after vessel and in order of time: what every watcher reads.

A track is a slice of the columns. Rows that repeat one another exactly (vessel, time, place) stand once; two places of one vessel
at one moment both stay, the more southern and western first, because they are evidence. The order in which rows were given does
not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.bulk.extra import pa, pc
from shiome.sanctions.watch.events import RowRef

Array = NDArray[Any]
NEEDED = ("mmsi", "time", "lat", "lon")
"""Columns without which there is no track."""
_TIME_BITS = 33
"""Times that differ by less than 2^33 ms (99 days) sort in one number with the MMSI."""


class Track(NamedTuple):
    """One vessel's part of the columns."""

    mmsi: int
    start: int
    """First row."""
    stop: int
    """Row behind the last."""

    @property
    def rows(self) -> slice:
        """The rows, to cut a column with."""
        return slice(self.start, self.stop)


@dataclass(frozen=True, eq=False)
class Tracks:
    """Tracks of many vessels in one table.

    Parameters
    ----------
    vessels:
        MMSI of each track, ascending; each once.
    offsets:
        Where each track begins in the columns, and behind them the number of rows.
    columns:
        Arrays of one length. ``time`` is milliseconds since 1970 in UTC; ``lat`` and ``lon`` are degrees, longitude from -180 up to
        180; ``speed`` is knots, ``course`` and ``heading`` degrees, ``draught`` metres, each not-a-number where it is not told;
        ``imo`` and ``mid`` are 0 where there is none; ``row`` is the line in the file of origin. ``name``, ``flag``,
        ``receiver`` and ``source`` are positions in ``words``, -1 for none. Only the columns asked for are there.
    words:
        The texts of ``name``, ``flag``, ``receiver`` and ``source``.
    """

    vessels: Array
    offsets: Array
    columns: Mapping[str, Array]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.vessels)

    def __iter__(self) -> Iterator[Track]:
        for position in range(len(self.vessels)):
            yield self._track(position)

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.time)

    @property
    def time(self) -> Array:
        """Milliseconds since 1970 in UTC."""
        return self.columns["time"]

    @property
    def lat(self) -> Array:
        """Degrees north."""
        return self.columns["lat"]

    @property
    def lon(self) -> Array:
        """Degrees east, from -180 up to 180."""
        return self.columns["lon"]

    def of(self, mmsi: int) -> Track | None:
        """The track of a vessel, where it has one."""
        position = int(np.searchsorted(self.vessels, mmsi))
        return self._track(position) if position < len(self) and self.vessels[position] == mmsi else None

    def between(self, mmsi: int, start: int, end: int) -> slice:
        """Rows of a vessel from ``start`` to ``end`` (milliseconds, both included)."""
        track = self.of(mmsi)
        if track is None:
            return slice(0, 0)
        times = self.time[track.rows]
        first, behind = np.searchsorted(times, start), np.searchsorted(times, end, side="right")
        return slice(track.start + int(first), track.start + int(behind))

    def reference(self, position: int) -> RowRef:
        """Where a row stood in its file; an unnamed source where the columns do not tell."""
        source, row = self.columns.get("source"), self.columns.get("row")
        named = source is not None and source[position] >= 0
        name = self.words["source"][source[position]] if named and source is not None else ""
        return RowRef(name, int(row[position]) if row is not None else position + 1)

    def text(self, column: str, position: int) -> str:
        """The word of a row in ``name``, ``flag`` or ``source``; empty where there is none."""
        codes = self.columns.get(column)
        return "" if codes is None or codes[position] < 0 else self.words[column][codes[position]]

    def _track(self, position: int) -> Track:
        return Track(int(self.vessels[position]), int(self.offsets[position]), int(self.offsets[position + 1]))


def tracks_of(columns: Mapping[str, Any], *, words: Mapping[str, tuple[str, ...]] | None = None) -> Tracks:
    """Tracks from columns whose rows stand in any order.

    Parameters
    ----------
    columns:
        At least ``mmsi``, ``time``, ``lat`` and ``lon``, as :class:`Tracks` describes them; longitudes may lie outside -180 to 180.
    words:
        The texts behind ``name``, ``flag`` and ``source``.

    >>> found = tracks_of({"mmsi": [2, 1, 1], "time": [5, 9, 3], "lat": [0.0, 1.0, 2.0], "lon": [190.0, 0.0, 0.0]})
    >>> found.vessels.tolist(), found.time.tolist(), found.lon.tolist()
    ([1, 2], [3, 9, 5], [0.0, 0.0, -170.0])
    """
    arrays = {name: np.asarray(values) for name, values in columns.items()}
    arrays["time"] = arrays["time"].astype(np.int64, copy=False)
    arrays["lat"] = arrays["lat"].astype(np.float64, copy=False)
    arrays["lon"] = wrapped(arrays["lon"].astype(np.float64, copy=False))
    mmsi = arrays["mmsi"].astype(np.int64, copy=False)
    order = _sorted_rows(mmsi, arrays)
    order = order[_not_repeated(mmsi, arrays, order)]
    mmsi = mmsi[order]
    starts = np.flatnonzero(np.r_[True, mmsi[1:] != mmsi[:-1]]) if len(mmsi) else np.zeros(0, np.int64)
    taken = {name: values[order] for name, values in arrays.items() if name != "mmsi"}
    return Tracks(mmsi[starts], np.r_[starts, len(mmsi)].astype(np.int64), taken, dict(words or {}))


def tracks_of_table(table: Any) -> Tracks:
    """Tracks from an Arrow table with columns of the positions' schema, or some of them."""
    columns: dict[str, Array] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
            words[name], columns[name] = _words(column)
        elif pa.types.is_timestamp(column.type):
            columns[name] = column.cast(pa.timestamp("ms", column.type.tz)).cast(pa.int64()).to_numpy()
        elif pa.types.is_floating(column.type):
            columns[name] = column.to_numpy(zero_copy_only=False)
        else:
            columns[name] = pc.fill_null(column, 0).to_numpy(zero_copy_only=False)
    return tracks_of(columns, words=words)


def _words(column: Any) -> tuple[tuple[str, ...], Array]:
    """The texts of a column in their order, so that nothing depends on which came first, and the place of each row's."""
    plain = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    found = plain.dictionary.to_pylist()
    order = sorted(range(len(found)), key=found.__getitem__)
    rank = np.empty(len(found) + 1, dtype=np.int32)
    rank[order] = np.arange(len(found))
    rank[-1] = -1  # where there is none
    places = pc.fill_null(plain.indices, len(found)).to_numpy(zero_copy_only=False)
    return tuple(found[place] for place in order), rank[places]


def wrapped(longitude: Array) -> Array:
    """Longitudes from -180 up to 180, 180 itself as -180.

    >>> wrapped(np.array([180.0, -190.0, 179.5, 360.0])).tolist()
    [-180.0, 170.0, 179.5, 0.0]
    """
    outside = (longitude < -180) | (longitude >= 180)
    return np.where(outside, np.mod(longitude + 180, 360) - 180, longitude) if outside.any() else longitude


def _sorted_rows(mmsi: Array, arrays: Mapping[str, Array]) -> Array:
    """The order by vessel, time and place; ties beyond that by the other columns."""
    time = arrays["time"]
    if not len(time):
        return np.zeros(0, np.int64)
    first = int(time.min())
    if int(time.max()) - first < 1 << _TIME_BITS and int(mmsi.min()) >= 0 and int(mmsi.max()) < 1 << (63 - _TIME_BITS):
        order, key = _by_key((mmsi << _TIME_BITS) | (time - first), mmsi)
        tied = key[1:] == key[:-1]
    else:
        order = np.lexsort((time, mmsi))
        tied = (mmsi[order[1:]] == mmsi[order[:-1]]) & (time[order[1:]] == time[order[:-1]])
    if tied.any():
        touched = np.flatnonzero(np.r_[tied, False] | np.r_[False, tied])
        rows = order[touched]
        breakers = [arrays[name][rows] for name in ("row", "source", "lon", "lat") if name in arrays]
        order[touched] = rows[np.lexsort((*breakers, time[rows], mmsi[rows]))]
    return order


def _by_key(key: Array, mmsi: Array) -> tuple[Array, Array]:
    """The order of a key whose upper part is the vessel, and the key in that order."""
    if (key[1:] >= key[:-1]).all():
        return np.arange(len(key)), key
    # Rows often come in runs of one vessel: names and ranks are looked up once for each run.
    begins = np.flatnonzero(np.r_[True, mmsi[1:] != mmsi[:-1]])
    names = np.unique(mmsi[begins])
    if len(names) >= 1 << 16:
        order = np.argsort(key, kind="stable")
        return order, key[order]
    # Sixteen bits are sorted in one pass; what then is out of time within its vessel is little, and is sorted by itself.
    rank = np.searchsorted(names, mmsi[begins]).astype(np.uint16)
    rank = np.repeat(rank, np.diff(np.r_[begins, len(mmsi)]))
    order = np.argsort(rank, kind="stable")
    key, rank = key[order], rank[order]
    late = np.zeros(len(names), dtype=bool)
    late[rank[1:][key[1:] < key[:-1]]] = True
    touched = np.flatnonzero(late[rank])
    again = touched[np.argsort(key[touched], kind="stable")]
    order[touched], key[touched] = order[again], key[again]
    return order, key


def _not_repeated(mmsi: Array, arrays: Mapping[str, Array], order: Array) -> Array:
    """Which rows of the order differ from the row before in vessel, time or place."""
    kept = np.ones(len(order), dtype=bool)
    same_time = np.flatnonzero(arrays["time"][order[1:]] == arrays["time"][order[:-1]]) + 1
    here, before = order[same_time], order[same_time - 1]
    same = mmsi[here] == mmsi[before]
    for name in ("lat", "lon"):
        same &= arrays[name][here] == arrays[name][before]
    kept[same_time[same]] = False
    return kept
