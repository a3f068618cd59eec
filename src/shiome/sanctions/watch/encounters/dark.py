"""A lone loiterer and the silence of another that reaches it.

The silent vessel was somewhere it could reach at its speed: it can have been alongside from the earliest moment at which it could
arrive from its last position until the latest at which it had to leave for its next. A match is told only when so tight a fit is
rare: when fewer silences than the rule's ``chance`` would fit as tightly by accident, given how many silences there are around.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.encounters.rules import HOUR_MS, EncounterRules
from shiome.sanctions.watch.encounters.silences import Silences
from shiome.sanctions.watch.encounters.spans import Spans, Stays
from shiome.sanctions.watch.geometry import distance_m

Array = NDArray[Any]
KNOT_KMH = 1.852
AROUND_KM = 300.0
"""Silences that begin within this distance of the loiterer say how common silences are there."""


@dataclass(frozen=True)
class DarkMatch:
    """A loiterer, a silent vessel, and what the reachability tells."""

    loiterer: int
    silent: int
    start: int
    """Earliest moment at which both can have been there, milliseconds."""
    end: int
    lat: float
    lon: float
    stay: tuple[int, int]
    silence: tuple[int, int]
    knots: float
    """Speed with which reach was computed."""
    detour_km: float
    """From the last position over the loiterer to the next."""
    slack_hours: float
    """Time of silence and of loitering that the meeting does not explain."""
    expected: float
    """Silences that would fit as tightly by accident."""
    covered: float
    """Share of the stay during which the silent vessel can have been there."""
    score: float


def dark_matches(stays: Stays, silences: Silences, near: Spans, hours: float, rules: EncounterRules) -> list[DarkMatch]:
    """All matches that are tight enough.

    Parameters
    ----------
    stays:
        Stays of at least the rule's length.
    near:
        Meetings of two slow vessels within ``alone_m``: who had company was not alone.
    hours:
        How long a time the positions cover.
    """
    order = np.argsort(silences.start, kind="stable")
    silences = silences.take(order)
    longest = int((silences.end - silences.start).max(initial=0))
    company = _Company(near)
    found = []
    for position in range(len(stays)):
        stay = stays.take(np.array([position]))
        low = np.searchsorted(silences.start, stay.start[0] - longest)
        high = np.searchsorted(silences.start, stay.end[0])
        if high > low:
            found += list(_matches(stay, silences, slice(int(low), int(high)), company, hours, rules))
    return sorted(tightest(found), key=lambda match: (match.start, match.loiterer, match.silent))


def tightest(matches: list[DarkMatch]) -> list[DarkMatch]:
    """Without matches beside which a tighter one stands at the same time: a vessel has one partner then, and is in one place.

    Of equal ones the first by start, end, loiterer and silent vessel stays.
    """
    kept: dict[int, list[DarkMatch]] = defaultdict(list)
    found = []
    for match in sorted(matches, key=lambda each: (each.expected, each.start, each.end, each.loiterer, each.silent)):
        rivals = [*kept[match.loiterer], *kept[match.silent]]
        if all(match.start >= rival.end or match.end <= rival.start for rival in rivals):
            found.append(match)
            kept[match.loiterer].append(match)
            kept[match.silent].append(match)
    return found


def _matches(
    stay: Stays, silences: Silences, part: slice, company: _Company, hours: float, rules: EncounterRules
) -> Iterator[DarkMatch]:
    s = silences.take(np.arange(part.start, part.stop))
    start, end = int(stay.start[0]), int(stay.end[0])
    there = distance_m(s.lat, s.lon, stay.lat[0], stay.lon[0]) / 1000
    away = distance_m(s.end_lat, s.end_lon, stay.end_lat[0], stay.end_lon[0]) / 1000
    knots = np.fmax(s.knots, rules.reach_knots) * rules.reach_margin
    speed = knots * KNOT_KMH
    arrives = s.start + (there / speed * HOUR_MS).astype(np.int64)
    leaves = s.end - (away / speed * HOUR_MS).astype(np.int64)
    first, last = np.maximum(arrives, start), np.minimum(leaves, end)
    fits = np.flatnonzero((last - first >= rules.least_ms) & (s.mmsi != stay.mmsi[0]))
    if not len(fits):
        return
    rate = _rate(silences, stay, hours)
    for at in fits.tolist():
        meeting = int(last[at] - first[at])
        if company.of(int(stay.mmsi[0]), int(first[at]), int(last[at])) > rules.break_ms:
            continue
        slack = (int(leaves[at] - arrives[at]) + end - start - 2 * meeting) / HOUR_MS
        detour = float(there[at] + away[at])
        apart = float(distance_m(s.lat[at], s.lon[at], s.end_lat[at], s.end_lon[at])) / 1000
        expected = rate * _reachable_km2(detour + float(speed[at]) * slack, apart) * 2 * max(slack, 0.25)
        if expected > rules.chance:
            continue
        covered = meeting / (end - start)
        yield DarkMatch(
            int(stay.mmsi[0]), int(s.mmsi[at]), int(first[at]), int(last[at]),
            *_place(stay, (int(first[at]) + int(last[at])) / 2), (start, end), (int(s.start[at]), int(s.end[at])),
            float(knots[at]), detour, slack, expected, covered, covered * rules.chance / (rules.chance + expected),
        )  # fmt: skip


def _reachable_km2(way_km: float, apart_km: float) -> float:
    """Area of the ellipse of places over which a way of that length leads from one position to the other."""
    half = max(way_km, apart_km) / 2
    return float(np.pi * half * np.sqrt(max(half * half - (apart_km / 2) ** 2, 1.0)))


def _rate(silences: Silences, stay: Stays, hours: float) -> float:
    """Silences that begin around the loiterer, per square kilometre and hour."""
    near = distance_m(silences.lat, silences.lon, stay.lat[0], stay.lon[0]) <= AROUND_KM * 1000
    return max(int(near.sum()), 1) / (float(np.pi) * AROUND_KM**2 * max(hours, 1.0))


def _place(stay: Stays, moment: float) -> tuple[float, float]:
    share = (moment - int(stay.start[0])) / max(int(stay.end[0] - stay.start[0]), 1)
    lat = float(stay.lat[0] + share * (stay.end_lat[0] - stay.lat[0]))
    by = float(np.mod(stay.end_lon[0] - stay.lon[0] + 180, 360) - 180)
    return lat, float(np.mod(stay.lon[0] + share * by + 180, 360) - 180)


class _Company:
    """How long a vessel had another near it."""

    def __init__(self, near: Spans) -> None:
        vessel = np.r_[near.one, near.other]
        order = np.argsort(vessel, kind="stable")
        self._vessel = vessel[order]
        self._start, self._end = np.r_[near.start, near.start][order], np.r_[near.end, near.end][order]

    def of(self, mmsi: int, start: int, end: int) -> int:
        """Milliseconds of company between two moments, each companion counted."""
        low, high = np.searchsorted(self._vessel, mmsi), np.searchsorted(self._vessel, mmsi, side="right")
        shared = np.minimum(self._end[low:high], end) - np.maximum(self._start[low:high], start)
        return int(np.maximum(shared, 0).sum())
