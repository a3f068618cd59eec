"""Contacts joined into meetings, and slow segments into stays: stretches parted by short breaks are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.encounters.contacts import Contacts
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.encounters.segments import Segments

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Spans:
    """Meetings of two vessels."""

    one: Array
    other: Array
    start: Array
    end: Array
    near: Array
    """Milliseconds within bounds, breaks not counted."""

    def __len__(self) -> int:
        return len(self.one)

    def take(self, chosen: Array) -> Spans:
        """Some of the meetings."""
        return Spans(self.one[chosen], self.other[chosen], self.start[chosen], self.end[chosen], self.near[chosen])


@dataclass(frozen=True, eq=False)
class Stays:
    """Where a vessel was slow for a while: the whole of it, with the places where it began and ended."""

    mmsi: Array
    start: Array
    end: Array
    lat: Array
    lon: Array
    end_lat: Array
    end_lon: Array

    def __len__(self) -> int:
        return len(self.mmsi)

    def take(self, chosen: Array) -> Stays:
        """Some of the stays."""
        return Stays(*(getattr(self, name)[chosen] for name in _STAY))


_STAY = ("mmsi", "start", "end", "lat", "lon", "end_lat", "end_lon")


def spans(contacts: Contacts, break_ms: int) -> Spans:
    """Contacts of a pair with no break longer than ``break_ms`` as one; contacts that overlap count once."""
    order = np.lexsort((contacts.end, contacts.start, contacts.other, contacts.one))
    one, other = contacts.one[order], contacts.other[order]
    start, end = contacts.start[order], contacts.end[order]
    if not len(order):
        return Spans(one, other, start, end, end - start)
    new_pair = np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])]
    reached = _reached(end, new_pair)
    before = np.r_[0, reached[:-1]]
    gain = np.maximum(end - np.where(new_pair, start, np.maximum(start, before)), 0)
    new = np.flatnonzero(new_pair | (start - before > break_ms))
    last = np.r_[new[1:], len(order)] - 1
    return Spans(one[new], other[new], start[new], reached[last], np.add.reduceat(gain, new))


def partial_stays(segments: Segments, break_ms: int) -> Stays:
    """Runs of slow segments of a vessel, given by vessel and time; :func:`stays` joins those of several parts."""
    s = segments.take(np.flatnonzero(segments.slow))
    if not len(s):
        return Stays(s.mmsi, s.start, s.end, s.lat, s.lon, s.lat, s.lon)
    new = np.flatnonzero(np.r_[True, (s.mmsi[1:] != s.mmsi[:-1]) | (s.start[1:] - s.end[:-1] > break_ms)])
    last = np.r_[new[1:], len(s)] - 1
    return Stays(
        s.mmsi[new], s.start[new], s.end[last], s.lat[new], s.lon[new], s.lat[last] + s.lat_by[last],
        s.lon[last] + s.lon_by[last],
    )  # fmt: skip


def stays(parts: list[Stays], rules: EncounterRules) -> Stays:
    """Stays of at least ``minutes``, from parts that may each hold a piece of one."""
    none = np.zeros(0, np.int64)
    columns = {name: np.concatenate([none, *(getattr(part, name) for part in parts)]) for name in _STAY}
    order = np.lexsort((columns["end"], columns["start"], columns["mmsi"]))
    columns = {name: column[order] for name, column in columns.items()}
    mmsi, start, end = columns["mmsi"], columns["start"], columns["end"]
    if not len(order):
        return Stays(**columns)
    new = np.flatnonzero(np.r_[True, (mmsi[1:] != mmsi[:-1]) | (start[1:] - end[:-1] > rules.break_ms)])
    last = np.r_[new[1:], len(order)] - 1
    ends = {"end": end[last], "end_lat": columns["end_lat"][last], "end_lon": columns["end_lon"][last]}
    whole = Stays(**{name: column[new] for name, column in columns.items()} | ends)
    return whole.take(np.flatnonzero(whole.end - whole.start >= rules.least_ms))


def _reached(end: Array, new_pair: Array) -> Array:
    """The latest end so far, within each pair."""
    origin = int(end.min())
    group = (np.cumsum(new_pair) - 1) << 42
    return np.asarray(np.maximum.accumulate(group | (end - origin)) - group + origin)
