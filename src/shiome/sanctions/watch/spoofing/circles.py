"""Vessels that circle: several full turns in one direction at one distance from a middle, which false positions often do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.geometry import DEGREE_M, distance_m, turned
from shiome.sanctions.watch.spoofing.motion import Steps, plane
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_SMALL_STEP_M = 30.0
OFF_COURSE = 45.0
"""Degrees by which a reported course differs from the way that the vessel goes."""
_PART_MS = 7_200_000


@dataclass(frozen=True)
class Circle:
    """Rows ``first`` to ``last`` of one vessel on one circle."""

    first: int
    last: int
    turns: float
    lat: float
    """Of the middle."""
    lon: float
    radius_m: float
    spread: float
    jumped: bool
    """It came to the circle, or left it, by a jump."""
    off_course: float
    """Share of rows whose reported course is not the way that they go; 0 where no course is told."""
    seldom: bool = False
    """Heard too seldom to be followed: the turns are those of the slowest turning that fits."""


def circles(tracks: Tracks, moves: Steps, rules: SpoofingRules) -> list[Circle]:
    """Every circle, by row."""
    moving = np.flatnonzero(moves.same & ~moves.jump & (moves.metres >= _SMALL_STEP_M))
    if len(moving) < 3:
        return []
    north = (tracks.lat[moving + 1] - tracks.lat[moving]) * DEGREE_M
    east = turned(tracks.lon[moving + 1] - tracks.lon[moving]) * DEGREE_M * np.cos(np.radians(tracks.lat[moving]))
    bearing = np.degrees(np.arctan2(east, north))
    turn = turned(bearing[1:] - bearing[:-1])
    linked = (moving[1:] == moving[:-1] + 1) & moves.same[moving[1:]]
    sign = np.where(linked, np.sign(turn), 0).astype(np.int64)
    begins = np.flatnonzero(np.r_[True, sign[1:] != sign[:-1]])
    ends = np.r_[begins[1:], len(sign)]
    turned_by = np.add.reduceat(np.abs(turn), begins)
    long = np.flatnonzero((sign[begins] != 0) & (turned_by >= 360 * rules.circle_turns))
    found: list[Circle] = []
    for which in long:
        first, last = int(moving[begins[which]]), int(moving[ends[which]]) + 1
        circle = _fitted(tracks, moves, first, last, float(turned_by[which]) / 360, rules)
        if circle is None:
            continue
        before = found[-1] if found else None
        if before is not None and one_circle(tracks, moves, before, circle):
            again = _fitted(tracks, moves, before.first, last, before.turns + circle.turns, rules)
            if again is not None:
                found[-1] = again
                continue
        found.append(circle)
    return found


def one_circle(tracks: Tracks, moves: Steps, before: Circle, circle: Circle) -> bool:
    """Whether two circles are one of the same vessel that a gap in the reception parts."""
    if moves.vessel[before.first] != moves.vessel[circle.first]:
        return False
    near = float(distance_m(before.lat, before.lon, circle.lat, circle.lon)) < min(before.radius_m, circle.radius_m) / 2
    return near and int(tracks.time[circle.first]) - int(tracks.time[before.last]) <= _PART_MS


def _fitted(tracks: Tracks, moves: Steps, first: int, last: int, turns: float, rules: SpoofingRules) -> Circle | None:
    """The circle through the rows, where they keep to one."""
    rows = np.arange(first, last + 1)
    east, north = plane(tracks, rows)
    matrix = np.column_stack([2 * east, 2 * north, np.ones(len(rows))])
    (x, y, _), *_ = np.linalg.lstsq(matrix, east**2 + north**2)
    away = np.hypot(east - x, north - y)
    radius = float(away.mean())
    spread = float(away.std()) / radius if radius > 0 else 1.0
    if not rules.circle_least_m <= radius <= rules.circle_most_m or spread > rules.circle_spread:
        return None
    jumped = bool((first > 0 and moves.jump[first - 1]) or (last < len(moves.jump) and moves.jump[last]))
    lat = float(tracks.lat[first]) + float(y) / DEGREE_M
    lon = float(turned(tracks.lon[first] + x / (DEGREE_M * np.cos(np.radians(tracks.lat[first])))))
    return Circle(first, last, turns, lat, lon, radius, spread, jumped, _off_course(tracks, rows))


def _off_course(tracks: Tracks, rows: Array) -> float:
    course = tracks.columns.get("course")
    if course is None or len(rows) < 2:
        return 0.0
    east, north = plane(tracks, rows)
    way = np.degrees(np.arctan2(np.diff(east), np.diff(north)))
    told = course[rows[:-1]].astype(np.float64)
    known = np.isfinite(told) & (told < 360)
    off = np.abs(turned(told[known] - way[known])) > OFF_COURSE
    return float(off.mean()) if len(off) else 0.0


def circle_events(tracks: Tracks, found: list[Circle], rules: SpoofingRules) -> Iterator[Event]:
    """The circles that something else speaks against, or that go on for very long."""
    for circle in found:
        reasons = _reasons(circle)
        if len(reasons) == 1 and circle.turns < rules.circle_turns_alone:
            continue
        mmsi = int(tracks.vessels[np.searchsorted(tracks.offsets, circle.first, side="right") - 1])
        picked = sorted({circle.first, (circle.first + circle.last) // 2, circle.last})
        yield Event(
            "spoofing", int(tracks.time[circle.first]), int(tracks.time[circle.last]), (mmsi,), circle.lat, circle.lon,
            min(sum(reason.weight for reason in reasons), 0.99), tuple(reasons), _ALTERNATIVES,
            tuple(sorted(tracks.reference(row) for row in picked)),
            {"turns": circle.turns, "radius_m": circle.radius_m, "spread": circle.spread, "off_course_share": circle.off_course},
        )  # fmt: skip


def _reasons(circle: Circle) -> list[Reason]:
    ja = f"半径 {circle.radius_m:,.0f} m（ばらつき {circle.spread:.0%}）の円"
    en = f"a circle of {circle.radius_m:,.0f} m (spread {circle.spread:.0%})"
    if circle.seldom:
        ja = f"まばらな受信位置がどれも{ja}にあり、少なくとも {circle.turns:.1f} 周の一様な周回に合う"
        en = f"seldom heard, and each time on {en}, as at least {circle.turns:.1f} even turns explain"
    else:
        ja, en = f"同じ向きに {circle.turns:.1f} 周、{ja}を描く", f"{circle.turns:.1f} turns in one direction on {en}"
    reasons = [Reason("spoofing.circle", ja, en, min(0.25 + 0.05 * circle.turns, 0.5))]
    if circle.jumped:
        reasons.append(
            Reason(
                "spoofing.circle_jump",
                "船では出せない速さで円に移ったか、円から離れた",
                "it came to the circle, or left it, faster than any vessel",
                0.3,
            )
        )
    if circle.off_course > 0.5:
        reasons.append(
            Reason(
                "spoofing.circle_course",
                f"送信した針路が、動いた向きと {circle.off_course:.0%} の行で合わない",
                f"in {circle.off_course:.0%} of the rows the course it sent is not the way it went",
                0.2,
            )
        )
    return reasons


_ALTERNATIVES = (
    Reason(
        "spoofing.alternative.interference",
        "船の意図によらない衛星測位への妨害・欺瞞（周辺の船も同時に円を描く）",
        "interference with satellite navigation that is not the vessel's doing (others nearby circle too)",
    ),
    Reason(
        "spoofing.alternative.manoeuvre",
        "捜索・旋回試験・旋網漁・待機の旋回",
        "a search, a turning trial, purse seining, or circling while waiting",
    ),
)
