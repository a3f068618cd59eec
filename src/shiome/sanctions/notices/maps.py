"""The map of a notice: tracks and positions on a graticule, without coast and without any boundary, which takes no side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shiome.sanctions.notices.svg import COLOURS, DASHES, GRID, SOFT, columns, document, text

WIDTH, MOST_HEIGHT = 640, 440
_LEFT, _TOP, _RIGHT, _BOTTOM = 46, 12, 14, 46
_STEPS = (1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60)
_KM_PER_DEGREE = 111.195
_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Line:
    """A track: what it is called, and its positions as (latitude, longitude) in time order."""

    label: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Mark:
    """A position of an observation, by its number."""

    label: str
    lat: float
    lon: float
    error_km: float | None = None


@dataclass(frozen=True)
class _Frame:
    """The window in degrees, and the scale in units of the picture per degree."""

    west: float
    south: float
    east: float
    north: float
    across: float
    up: float

    def x(self, lon: float) -> float:
        return _LEFT + (lon - self.west) * self.across

    def y(self, lat: float) -> float:
        return _TOP + (self.north - lat) * self.up


def track_map(lines: Sequence[Line], marks: Sequence[Mark], *, alt: str) -> str:
    """The map as SVG; nothing at all is drawn (an empty text) where there is no position.

    The projection is equirectangular, true to scale at the middle latitude. Longitudes are unwound from the first position, so that
    a track over the 180th meridian stays whole; labels run from 180°W to 180°E all the same.
    """
    lines = [line for line in lines if line.points]
    if not lines and not marks:
        return ""
    first = lines[0].points[0][1] if lines else marks[0].lon
    unwound = [Line(line.label, tuple((lat, _near(lon, first)) for lat, lon in line.points)) for line in lines]
    placed = [Mark(mark.label, mark.lat, _near(mark.lon, first), mark.error_km) for mark in marks]
    frame = _frame([p for line in unwound for p in line.points] + [(m.lat, m.lon) for m in placed])
    width, height = WIDTH, frame.y(frame.south) + _BOTTOM
    body = [
        *_graticule(frame),
        *_tracks(unwound, frame),
        *_marks(placed, frame),
        _bar(frame, height),
        *_key(unwound, height),
    ]
    extra = 16 * math.ceil(len(unwound) / 2)
    return document(width, height + extra, "".join(body), alt=alt)


def numbered(positions: Mapping[int, tuple[float, float, float | None]]) -> tuple[Mark, ...]:
    """Marks from number to (latitude, longitude, error in km)."""
    return tuple(Mark(str(number), lat, lon, error) for number, (lat, lon, error) in positions.items())


def _near(lon: float, first: float) -> float:
    return first + (lon - first + 180) % 360 - 180


def _frame(points: Sequence[tuple[float, float]]) -> _Frame:
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    middle = (min(lats) + max(lats)) / 2
    shrink = max(0.05, math.cos(math.radians(middle)))
    wide = max((max(lons) - min(lons)) * 1.24, 0.1)
    high = max((max(lats) - min(lats)) * 1.24, 0.1)
    inner, most = WIDTH - _LEFT - _RIGHT, MOST_HEIGHT - _TOP - _BOTTOM
    across = min(inner / wide, most / high * shrink)
    up = across / shrink
    tall = max(high * up, 200)
    centre = (min(lons) + max(lons)) / 2
    half_wide, half_high = inner / across / 2, tall / up / 2
    return _Frame(centre - half_wide, middle - half_high, centre + half_wide, middle + half_high, across, up)


def _graticule(frame: _Frame) -> list[str]:
    step_x = _step((frame.east - frame.west) / 7)
    step_y = _step((frame.north - frame.south) / 6)
    left, right = frame.x(frame.west), frame.x(frame.east)
    top, bottom = frame.y(frame.north), frame.y(frame.south)
    drawn = []
    for number in range(math.ceil(frame.west / step_x), math.floor(frame.east / step_x) + 1):
        x = frame.x(number * step_x)
        drawn.append(f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{GRID}"/>')
        drawn.append(text(x, bottom + 13, _degrees(number * step_x, "EW"), size=9, anchor="middle", colour=SOFT))
    for number in range(math.ceil(frame.south / step_y), math.floor(frame.north / step_y) + 1):
        if abs(number * step_y) > 90:
            continue
        y = frame.y(number * step_y)
        drawn.append(f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}" stroke="{GRID}"/>')
        drawn.append(text(left - 4, y + 3, _degrees(number * step_y, "NS"), size=9, anchor="end", colour=SOFT))
    size = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
    return [*drawn, f'<rect {size} fill="none" stroke="#9aa3ac"/>']


def _step(wanted: float) -> float:
    return next((step for step in _STEPS if step >= wanted), _STEPS[-1])


def _degrees(value: float, letters: str) -> str:
    if letters == "EW":
        value = (value + 180) % 360 - 180
        if abs(abs(value) - 180) < 1e-9:
            return "180°"
    minutes = round(abs(value) * 60)
    rest = f"{minutes % 60:02d}′" if minutes % 60 else ""
    letter = "" if minutes == 0 else letters[0] if value > 0 else letters[1]
    return f"{minutes // 60}°{rest}{letter}"


def _tracks(lines: Sequence[Line], frame: _Frame) -> list[str]:
    drawn = []
    for number, line in enumerate(lines):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        points = " ".join(f"{frame.x(lon):.1f},{frame.y(lat):.1f}" for lat, lon in line.points)
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.8"{pattern}/>')
        lat, lon = line.points[0]
        drawn.append(
            f'<circle cx="{frame.x(lon):.1f}" cy="{frame.y(lat):.1f}" r="3" fill="white" stroke="{colour}" stroke-width="1.5"/>'
        )
        drawn.append(_arrow(line, frame, colour))
    return drawn


def _arrow(line: Line, frame: _Frame, colour: str) -> str:
    """A head at the end of a track, in its last direction; a dot where it has none."""
    x, y = frame.x(line.points[-1][1]), frame.y(line.points[-1][0])
    for lat, lon in reversed(line.points[:-1]):
        dx, dy = x - frame.x(lon), y - frame.y(lat)
        length = math.hypot(dx, dy)
        if length > 3:
            dx, dy = dx / length, dy / length
            corners = [(x, y), (x - 9 * dx + 4 * dy, y - 9 * dy - 4 * dx), (x - 9 * dx - 4 * dy, y - 9 * dy + 4 * dx)]
            return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in corners)}" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _marks(marks: Sequence[Mark], frame: _Frame) -> list[str]:
    drawn = []
    for mark in marks:
        x, y = frame.x(mark.lon), frame.y(mark.lat)
        if mark.error_km:
            radius = mark.error_km / _KM_PER_DEGREE * frame.up
            drawn.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{SOFT}" stroke-dasharray="3 3"/>'
            )
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#fff0b8" stroke="#1c2024" stroke-width="1.2"/>')
        drawn.append(text(x, y + 3.6, mark.label, anchor="middle", weight="bold"))
    return drawn


def _bar(frame: _Frame, height: float) -> str:
    most = (frame.east - frame.west) * frame.across / 4
    unit = frame.up / _KM_PER_DEGREE
    length = max((km for km in _KM if km * unit <= most), default=_KM[0])
    x, y = frame.x(frame.east) - length * unit, height - 12
    label = f"{length:g} km"
    line = f'<path d="M{x:.1f} {y - 4:.1f} v4 h{length * unit:.1f} v-4" fill="none" stroke="#1c2024"/>'
    return line + text(x - 5, y, label, size=9, anchor="end")


def _key(lines: Sequence[Line], height: float) -> list[str]:
    drawn = []
    for number, line in enumerate(lines):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        x, y = _LEFT + number % 2 * (WIDTH - _LEFT) / 2, height + 2 + 16 * (number // 2)
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        drawn.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + 26:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="1.8"{pattern}/>'
        )
        label = line.label
        while columns(label) > 46:
            label = label[:-2] + "…"
        drawn.append(text(x + 32, y + 3.5, label))
    return drawn
