"""One MMSI, several hulls: the rows of an MMSI parted into the tracks of the hulls that use it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.geometry import KNOT_MS, distance_m
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.tracks import Track, Tracks

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Hulls:
    """The hull of each row.

    Parameters
    ----------
    label:
        Number of the hull of each row of the tracks; a hull has one MMSI, and the numbers ascend with the MMSI and, within it, with
        the hull's first row.
    examined:
        MMSIs with steps that no vessel makes; all others count as one hull.
    """

    label: Array
    examined: frozenset[int]

    def parted(self, tracks: Tracks, shared: Collection[int]) -> Array:
        """The hull of each row, only the MMSIs in ``shared`` parted: what looks for silences and stops of each hull takes this.

        Jumps of an MMSI that no second vessel uses are false positions, and what lies between them no silence.
        """
        label = self.label.copy()
        for mmsi in sorted(self.examined - set(shared)):
            track = tracks.of(mmsi)
            if track is not None:
                label[track.rows] = label[track.rows].min()
        return label

    def of(self, track: Track) -> Array:
        """The hull of each row of a track, counted from 0 within it."""
        label = self.label[track.rows]
        return label - label.min() if len(label) else label


def hulls(tracks: Tracks, rules: IdentityRules | None = None, *, engine: Engine = "auto") -> Hulls:
    """Part each MMSI into hulls.

    An MMSI whose every step a vessel can have made is one hull, whatever its silences. The rows of the others are followed in order of
    time, see :mod:`shiome.sanctions.watch.identity.tracking`. Linear in the rows.
    """
    rules = rules or IdentityRules()
    jumps = impossible_steps(tracks, rules)
    owner = np.searchsorted(tracks.offsets, jumps, side="right") - 1
    suspects = np.unique(owner)
    inner = _followed(tracks, suspects, rules, fast=engine_name(engine, work="watch", work_ja="監視") == "numba")
    sizes = np.ones(len(tracks), dtype=np.int64)
    for place, labels in inner.items():
        sizes[place] = labels.max() + 1
    first = np.cumsum(sizes) - sizes
    label = np.repeat(first, np.diff(tracks.offsets))
    for place, labels in inner.items():
        label[tracks.offsets[place] : tracks.offsets[place + 1]] += labels
    return Hulls(label, frozenset(tracks.vessels[suspects].tolist()))


def impossible_steps(tracks: Tracks, rules: IdentityRules) -> Array:
    """Rows from which an MMSI goes on faster than any vessel, beyond the errors of positions."""
    if tracks.count < 2:
        return np.zeros(0, dtype=np.int64)
    seconds = np.diff(tracks.time) / 1000
    metres = distance_m(tracks.lat[:-1], tracks.lon[:-1], tracks.lat[1:], tracks.lon[1:])
    same = np.ones(len(seconds), dtype=bool)
    same[tracks.offsets[1:-1] - 1] = False
    found: Array = np.flatnonzero(same & (metres > rules.step_m + rules.step_knots * KNOT_MS * seconds))
    return found


def _followed(tracks: Tracks, suspects: Array, rules: IdentityRules, *, fast: bool) -> dict[int, Array]:
    """Hull of each row of the suspects, counted from 0 in order of first appearance."""
    if not len(suspects):
        return {}
    if fast:
        from shiome.sanctions.watch.identity.kernels import follow
    else:
        from shiome.sanctions.watch.identity.tracking import follow
    rows = np.concatenate([np.arange(tracks.offsets[place], tracks.offsets[place + 1]) for place in suspects])
    lengths = tracks.offsets[suspects + 1] - tracks.offsets[suspects]
    offsets = np.r_[0, np.cumsum(lengths)].astype(np.int64)
    labels = np.zeros(len(rows), dtype=np.int64)
    unknown = np.full(len(rows), np.nan)
    speed, course = (
        tracks.columns[name][rows].astype(np.float64) if name in tracks.columns else unknown
        for name in ("speed", "course")
    )
    for start, stop in pairwise(offsets.tolist()):
        if (course[start:stop] == course[start]).all():  # a field that nobody filled in
            course[start:stop] = np.nan
    sizes = np.array([rules.hull_hours, rules.hull_knots, rules.hull_buffer_minutes / 60, rules.hull_bend_hours])
    follow(
        tracks.time[rows], tracks.lat[rows], tracks.lon[rows], speed, course, offsets, sizes, int(rules.hull_open),
        math.log(rules.hull_ambiguous), math.log(rules.hull_lookback), rules.hull_rows, labels,
    )  # fmt: skip
    return {
        int(place): _by_appearance(labels[start:stop])
        for place, start, stop in zip(suspects, offsets[:-1], offsets[1:], strict=True)
    }


def _by_appearance(labels: Array) -> Array:
    """Labels numbered from 0 in the order of their first row."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    numbered: Array = rank[place]
    return numbered
