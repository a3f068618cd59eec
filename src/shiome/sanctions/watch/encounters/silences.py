"""Silences of a vessel: the last position before, the first behind, and the speed that the vessel showed on both sides.

What a stretch of time tells is written down as losses and returns, each from positions within the hours around it alone, and
paired at the end. So a silence may span many stretches, and it does not matter how time was divided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.encounters.rules import HOUR_MS, MINUTE, SPEED_MS, EncounterRules
from shiome.sanctions.watch.geometry import KNOT_MS, distance_m
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Edges:
    """Positions behind which (losses) or before which (returns) a vessel is silent."""

    mmsi: Array
    time: Array
    lat: Array
    lon: Array
    knots: Array
    """Speed over the hour next to the silence; not a number where there is only one position."""
    back: Array
    """True for a return."""


@dataclass(frozen=True, eq=False)
class Census:
    """How many positions a vessel has, the first and the last."""

    mmsi: Array
    count: Array
    first: Array
    last: Array


@dataclass(frozen=True, eq=False)
class Silences:
    """Silences, in the order of vessel and time."""

    mmsi: Array
    start: Array
    end: Array
    lat: Array
    lon: Array
    end_lat: Array
    end_lon: Array
    knots: Array
    """The higher of the speeds before and behind; not a number where neither is known."""
    usual: Array
    """The vessel's mean spacing in milliseconds."""

    def __len__(self) -> int:
        return len(self.mmsi)

    def take(self, chosen: Array) -> Silences:
        """Some of the silences."""
        return Silences(*(getattr(self, name)[chosen] for name in _FIELDS))


_FIELDS = ("mmsi", "start", "end", "lat", "lon", "end_lat", "end_lon", "knots", "usual")
_EDGE = ("mmsi", "time", "lat", "lon", "knots", "back")


def edges(tracks: Tracks, rules: EncounterRules, window: tuple[int, int]) -> tuple[Edges, Census]:
    """Losses and returns within a stretch of time, from tracks that reach ``rules.halo_ms`` beyond it on both sides."""
    vessel = np.repeat(np.arange(len(tracks)), np.diff(tracks.offsets))
    time = tracks.time
    silent = round(rules.silent_minutes * MINUTE)
    inside = (time >= window[0]) & (time < window[1])
    wide = np.ones(len(time) + 1, dtype=bool)
    wide[1:-1] = (time[1:] - time[:-1] >= silent) | (vessel[1:] != vessel[:-1])
    sides = []
    for chosen, step in ((np.flatnonzero(inside & wide[1:]), -1), (np.flatnonzero(inside & wide[:-1]), 1)):
        knots = _speeds(tracks, vessel, chosen, step)
        back = np.full(len(chosen), step == 1)
        sides.append(
            (tracks.vessels[vessel[chosen]], time[chosen], tracks.lat[chosen], tracks.lon[chosen], knots, back)
        )
    found = Edges(*(np.concatenate(pair) for pair in zip(*sides, strict=True)))
    return found, _census(tracks, vessel, inside)


def silences(parts: list[Edges], censuses: list[Census], rules: EncounterRules) -> Silences:
    """Silences that are long, not too long to tell anything, and unusual for the vessel."""
    none = np.zeros(0, np.int64)
    column = {name: np.concatenate([none, *(getattr(part, name) for part in parts)]) for name in _EDGE}
    order = np.lexsort((~column["back"].astype(bool), column["time"], column["mmsi"]))
    column = {name: values[order] for name, values in column.items()}
    back, mmsi, time = column["back"].astype(bool), column["mmsi"], column["time"]
    lost = np.flatnonzero(~back[:-1] & back[1:] & (mmsi[1:] == mmsi[:-1]))
    behind = lost + 1
    names, usual = _usual(censuses)
    spacing = usual[np.searchsorted(names, mmsi[lost])] if len(names) else np.zeros(0)
    found = Silences(
        mmsi[lost], time[lost], time[behind], column["lat"][lost], column["lon"][lost], column["lat"][behind],
        column["lon"][behind], np.fmax(column["knots"][lost], column["knots"][behind]), spacing,
    )  # fmt: skip
    length = found.end - found.start
    fits = (length >= rules.silent_minutes * MINUTE) & (length <= rules.silent_hours * HOUR_MS)
    return found.take(np.flatnonzero(fits & (length >= rules.silent_times * spacing)))


def _speeds(tracks: Tracks, vessel: Array, chosen: Array, step: int) -> Array:
    """Net speed in knots over the positions of the hour before (``step`` -1) or behind (1) a position."""
    time, origin = tracks.time, int(tracks.time.min(initial=0)) - 2 * SPEED_MS
    key = (vessel.astype(np.int64) << 42) | (time - origin)
    at = key[chosen] + step * SPEED_MS
    far = np.searchsorted(key, at, side="left") if step < 0 else np.searchsorted(key, at, side="right") - 1
    far = np.clip(far, tracks.offsets[vessel[chosen]], tracks.offsets[vessel[chosen] + 1] - 1)
    apart = np.abs(time[far] - time[chosen])
    metres = distance_m(tracks.lat[chosen], tracks.lon[chosen], tracks.lat[far], tracks.lon[far])
    return np.where(apart > 0, metres / np.maximum(apart, 1) * 1000 / KNOT_MS, np.nan)


def _census(tracks: Tracks, vessel: Array, inside: Array) -> Census:
    rows = np.flatnonzero(inside)
    here = vessel[rows]
    new = np.flatnonzero(np.r_[True, here[1:] != here[:-1]][: len(here)])
    last = np.r_[new[1:], len(here)][: len(new)] - 1
    return Census(tracks.vessels[here[new]], last - new + 1, tracks.time[rows[new]], tracks.time[rows[last]])


def _usual(censuses: list[Census]) -> tuple[Array, Array]:
    """Vessels, and the mean time between two positions of each."""
    none = np.zeros(0, np.int64)
    mmsi, count, first, last = (
        np.concatenate([none, *(getattr(census, name) for census in censuses)])
        for name in ("mmsi", "count", "first", "last")
    )
    names, position = np.unique(mmsi, return_inverse=True)
    total = np.zeros(len(names), np.int64)
    np.add.at(total, position, count)
    begin, end = np.full(len(names), np.iinfo(np.int64).max), np.full(len(names), np.iinfo(np.int64).min)
    np.minimum.at(begin, position, first)
    np.maximum.at(end, position, last)
    return names, (end - begin) / np.maximum(total - 1, 1)
