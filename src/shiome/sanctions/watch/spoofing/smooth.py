"""Tracks without natural variation: no wind, no current, no helm; computed, not sailed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.geometry import DEGREE_M, KNOT_MS, turned
from shiome.sanctions.watch.spoofing.motion import Steps
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_BREAK_S = 3600


def smooth_events(tracks: Tracks, moves: Steps, rules: SpoofingRules) -> Iterator[Event]:
    """Stretches of windows in which a vessel under way keeps to a smooth path (quadratic in time) as no vessel does."""
    if not tracks.count:
        return
    window, first, count = _windows(tracks, moves, rules)
    error, knots = _residual(tracks, window, first, len(count))
    bad = (count >= rules.smooth_rows) & (knots >= rules.smooth_knots) & (error <= rules.smooth_m)
    last = first + count - 1
    spans = (tracks.time[last] - tracks.time[first]) >= rules.smooth_hours * 3_600_000 / 2
    marked = np.flatnonzero(bad & spans)
    joined = (marked[1:] == marked[:-1] + 1) & (moves.vessel[first[marked[1:]]] == moves.vessel[first[marked[:-1]]])
    for group in np.split(marked, np.flatnonzero(~joined) + 1) if len(marked) else []:
        yield _event(
            tracks,
            moves,
            int(first[group[0]]),
            int(last[group[-1]]),
            float(error[group].max()),
            float(knots[group].mean()),
        )


def _windows(tracks: Tracks, moves: Steps, rules: SpoofingRules) -> tuple[Array, Array, Array]:
    """Window of each row, and the first row and the number of rows of each."""
    broken = np.flatnonzero(~moves.same | moves.jump | (moves.seconds > _BREAK_S)) + 1
    runs = np.r_[0, broken]
    fresh = np.zeros(tracks.count, dtype=np.int64)
    fresh[broken] = 1
    run = np.cumsum(fresh)
    since = (tracks.time - tracks.time[runs][run]) // int(rules.smooth_hours * 3_600_000)
    first = np.flatnonzero(np.r_[True, (run[1:] != run[:-1]) | (since[1:] != since[:-1])])
    count = np.diff(np.r_[first, tracks.count])
    return np.repeat(np.arange(len(first)), count), first, count


def _residual(tracks: Tracks, window: Array, first: Array, windows: int) -> tuple[Array, Array]:
    """Root mean square distance in metres of each window's rows from the quadratic that fits them best, and the mean speed in knots."""
    begin = first[window]
    hours = (tracks.time - tracks.time[begin]) / 3_600_000
    scale = DEGREE_M * np.cos(np.radians(tracks.lat[begin]))
    places = (turned(tracks.lon - tracks.lon[begin]) * scale, (tracks.lat - tracks.lat[begin]) * DEGREE_M)
    powers = [np.bincount(window, hours**power, windows).astype(np.float64) for power in range(5)]
    normal = np.stack([np.stack([powers[row + column] for column in range(3)], -1) for row in range(3)], -2)
    normal = normal + np.eye(3) * 1e-9
    error, way = np.zeros(windows), np.zeros(windows)
    last = np.r_[first[1:], tracks.count] - 1
    for place in places:
        right = np.stack([np.bincount(window, place * hours**power, windows) for power in range(3)], -1)
        fit = np.linalg.solve(normal, right[..., None])[..., 0]
        off = place - (fit[window, 0] + fit[window, 1] * hours + fit[window, 2] * hours**2)
        error += np.bincount(window, off**2, windows)
        way += place[last] ** 2
    count = np.bincount(window, minlength=windows)
    seconds = np.maximum((tracks.time[last] - tracks.time[first]) / 1000, 1.0)
    return np.sqrt(error / count), np.sqrt(way) / seconds / KNOT_MS


def _event(tracks: Tracks, moves: Steps, first: int, last: int, error: float, knots: float) -> Event:
    hours = (int(tracks.time[last]) - int(tracks.time[first])) / 3_600_000
    reasons = (
        Reason(
            "spoofing.smooth",
            f"{hours:.1f} 時間、{knots:.1f} ノットで航行中、計算した経路からのずれが {error:.1f} m しかない",
            f"for {hours:.1f} h, under way at {knots:.1f} kn, it keeps within {error:.1f} m of a computed path",
            min(0.5 + 0.05 * hours, 0.8),
        ),
    )
    alternatives = (
        Reason(
            "spoofing.alternative.filled",
            "提供者が欠けた位置を補間で埋めた",
            "the provider filled missing positions by interpolation",
        ),
        Reason("spoofing.alternative.simulated", "模擬データ・訓練データ", "simulated or training data"),
    )
    mmsi = int(tracks.vessels[moves.vessel[first]])
    rows = tuple(sorted({tracks.reference(first), tracks.reference((first + last) // 2), tracks.reference(last)}))
    return Event(
        "spoofing", int(tracks.time[first]), int(tracks.time[last]), (mmsi,), float(tracks.lat[first]), float(tracks.lon[first]),
        reasons[0].weight, reasons, alternatives, rows, {"off_path_m": error, "knots": knots, "hours": hours},
    )  # fmt: skip
