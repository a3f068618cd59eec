"""Circles heard too seldom to be followed from row to row: a few positions a turn, or an arc at each pass of a satellite.

Six rows one after another that lie on one circle, more exactly than any drift or search, are a candidate. Candidates that overlap are put
together, and an even angular speed is sought that explains at which moment the vessel was where. Seldom rows leave several: a turn
more or less between two rows changes nothing (aliasing). So the slowest that fits counts, it must be faster than tides turn, and the
fit must be better than one among so many speeds would be by accident. Circles are fitted by least squares on the squared distances
(Kåsa 1976, doi:10.1109/TIM.1976.6312298).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.geometry import DEGREE_M, KNOT_MS, turned
from shiome.sanctions.watch.spoofing.circles import OFF_COURSE, Circle, one_circle
from shiome.sanctions.watch.spoofing.motion import Steps, plane
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_ROWS = 6
_DIRECTIONS = 5
"""Directions from the middle that differ: three places always lie on a circle, as the berths of a ferry do."""
_LEAST_S, _MOST_S = 1800.0, 43_200.0
"""Six rows take longer than this, or the vessel is heard often; and candidates are put together up to this long."""
_BREAK_S = 10_800.0
_LEAST_ERROR_M = 20.0
_PHASE = 0.25
"""Radians by which a row may be before or behind the even turning."""
_LEAST_PHASE = 0.02
_ACCIDENTS = 0.01
"""So many speeds may fit as well by accident."""


def orbits(tracks: Tracks, moves: Steps, rules: SpoofingRules) -> list[Circle]:
    """Every circle heard seldom, by row; those of enough turns to be told alone."""
    found: list[Circle] = []
    for first, last in _candidates(tracks, moves, rules):
        circle = _turning(tracks, moves, np.arange(first, last + 1), rules)
        if circle is None:
            continue
        before = found[-1] if found else None
        if before is not None and one_circle(tracks, moves, before, circle):
            found[-1] = _joined(tracks, before, circle)
        else:
            found.append(circle)
    return found


def _candidates(tracks: Tracks, moves: Steps, rules: SpoofingRules) -> Iterator[tuple[int, int]]:
    """First and last rows of what may be a circle."""
    starts = _windows(tracks, moves)
    east, north = _places(tracks, starts)
    x, y, radius = _fits(east, north)
    off = np.abs(np.hypot(east - x, north - y) - radius).max(axis=0, initial=0.0)
    sound = (radius >= rules.circle_least_m) & (radius <= rules.circle_most_m)
    starts = starts[sound & (off <= _error_m(radius, rules))]
    begin = 0
    for at in range(1, len(starts) + 1):
        if (
            at < len(starts)
            and starts[at] < starts[at - 1] + _ROWS - 1
            and (
                moves.vessel[starts[at]] == moves.vessel[starts[begin]]
                and tracks.time[starts[at] + _ROWS - 1] - tracks.time[starts[begin]] <= _MOST_S * 1000
            )
        ):
            continue
        yield int(starts[begin]), int(starts[at - 1]) + _ROWS - 1
        begin = at


def _windows(tracks: Tracks, moves: Steps) -> Array:
    """First rows of six that follow one another without a jump or a long break, and take long enough."""
    steps = _ROWS - 1
    if tracks.count < _ROWS:
        return np.zeros(0, dtype=np.int64)
    broken = np.r_[0, np.cumsum(~moves.same | moves.jump | (moves.seconds > _BREAK_S))]
    whole = broken[steps:] == broken[:-steps]
    return np.flatnonzero(whole & (tracks.time[steps:] - tracks.time[:-steps] >= _LEAST_S * 1000))


def _places(tracks: Tracks, starts: Array) -> tuple[Array, Array]:
    """Metres east and north of the first of each six, one row for each of the six."""
    rows = starts + np.arange(_ROWS)[:, None]
    scale = DEGREE_M * np.cos(np.radians(tracks.lat[starts]))
    return turned(tracks.lon[rows] - tracks.lon[starts]) * scale, (tracks.lat[rows] - tracks.lat[starts]) * DEGREE_M


def _fits(east: Array, north: Array) -> tuple[Array, Array, Array]:
    """Middle and radius of the circle through each column; infinite where the places lie on a line."""
    x, y = east.mean(axis=0), north.mean(axis=0)
    u, v = east - x, north - y
    uu, vv, uv = (u * u).sum(axis=0), (v * v).sum(axis=0), (u * v).sum(axis=0)
    squared = u * u + v * v
    right, up = (u * squared).sum(axis=0) / 2, (v * squared).sum(axis=0) / 2
    whole = uu * vv - uv * uv
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (right * vv - up * uv) / whole, (up * uu - right * uv) / whole
        radius = np.sqrt(a * a + b * b + (uu + vv) / len(east))
    line = ~(whole > 0) | ~np.isfinite(radius)
    return np.where(line, 0.0, x + a), np.where(line, 0.0, y + b), np.where(line, np.inf, radius)


def _error_m(radius: Any, rules: SpoofingRules) -> Any:
    return np.maximum(rules.orbit_spread * radius, _LEAST_ERROR_M)


def _turning(tracks: Tracks, moves: Steps, rows: Array, rules: SpoofingRules) -> Circle | None:
    """The circle through the rows, where they keep to one and turn on it evenly and often enough."""
    east, north = plane(tracks, rows)
    x, y, radius = (float(value[0]) for value in _fits(east[:, None], north[:, None]))
    away = np.hypot(east - x, north - y)
    error = float(_error_m(radius, rules))
    if not rules.circle_least_m <= radius <= rules.circle_most_m or np.abs(away - radius).max() > error:
        return None
    phase = np.arctan2(north - y, east - x)
    gaps = np.diff(np.sort(phase), append=phase.min() + 2 * np.pi)
    if (gaps > 3 * error / radius).sum() < _DIRECTIONS:
        return None
    seconds = (tracks.time[rows] - tracks.time[rows[0]]) / 1000
    speed = _angular_speed(phase, seconds, rules.jump_knots * KNOT_MS / radius)
    turns = abs(speed) * float(seconds[-1]) / (2 * np.pi)
    if abs(speed) * radius < rules.orbit_knots * KNOT_MS or turns < rules.circle_turns_alone:
        return None
    first, last = int(rows[0]), int(rows[-1])
    jumped = bool((first > 0 and moves.jump[first - 1]) or (last < len(moves.jump) and moves.jump[last]))
    lat = float(tracks.lat[first]) + y / DEGREE_M
    lon = float(turned(tracks.lon[first] + x / (DEGREE_M * np.cos(np.radians(tracks.lat[first])))))
    way = -np.degrees(phase) - (0.0 if speed > 0 else 180.0)
    off_course = _off_course(tracks, rows, way)
    return Circle(first, last, turns, lat, lon, radius, float(away.std()) / radius, jumped, off_course, seldom=True)


def _angular_speed(phase: Array, seconds: Array, most: float) -> float:
    """The slowest even turning, radians a second, anticlockwise above 0, that explains the phases; 0 where none does.

    Every speed up to ``most`` is tried in steps that let the phase of the last row differ by a radian; each that comes near is
    bettered by regression.
    """
    length = float(seconds[-1])
    count = int(np.ceil(most * length))
    tried = np.arange(-count, count + 1) / length
    tried = tried[np.argsort(np.abs(tried), kind="stable")]
    middle = seconds - seconds.mean()
    for some in np.array_split(tried, max(len(tried) * len(phase) // 1_000_000, 1)):
        turning = np.exp(1j * (phase - some[:, None] * middle))
        near = np.abs(turning.mean(axis=1)) >= np.cos(0.5 + _PHASE)
        for speed, start in zip(some[near], np.angle(turning[near].mean(axis=1)), strict=True):
            for _ in range(3):
                left = np.angle(np.exp(1j * (phase - start - speed * middle)))
                start, speed = start + left.mean(), speed + (left * middle).sum() / (middle**2).sum()
            left = max(float(np.abs(np.angle(np.exp(1j * (phase - start - speed * middle)))).max()), _LEAST_PHASE)
            accidents = (most * length / left) * (left / np.pi) ** (len(phase) - 2)
            if left <= _PHASE and accidents <= _ACCIDENTS:
                return float(speed)
    return 0.0


def _off_course(tracks: Tracks, rows: Array, way: Array) -> float:
    """Share of rows whose reported course is not the way (degrees) along the circle; 0 where no course is told."""
    course = tracks.columns.get("course")
    if course is None:
        return 0.0
    told = course[rows].astype(np.float64)
    known = np.isfinite(told) & (told < 360)
    off = np.abs(turned(told[known] - way[known])) > OFF_COURSE
    return float(off.mean()) if len(off) else 0.0


def _joined(tracks: Tracks, before: Circle, after: Circle) -> Circle:
    """Two parts of one circle; what they have in rows and time between them counts once."""
    parts = [int(tracks.time[circle.last]) - int(tracks.time[circle.first]) for circle in (before, after)]
    span = int(tracks.time[after.last]) - int(tracks.time[before.first])
    jumped, off = before.jumped or after.jumped, max(before.off_course, after.off_course)
    turns = (before.turns + after.turns) * span / sum(parts)
    return replace(
        before, last=after.last, turns=turns, spread=max(before.spread, after.spread), jumped=jumped, off_course=off
    )
