"""Behaviour that is planted: each function changes the ways of the next vessels and tells the truth about it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from shiome.sanctions.simulator.model import Kind, Plan, Planted
from shiome.sanctions.simulator.voyages import HOUR_MS, KNOT_KMH, Corner, Voyage, anywhere, shifted, way_through

Fleet = list[Voyage]
MINUTE = 60_000


def transfer(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Two vessels side by side for 2.5 to 6 hours."""
    hours = rng.uniform(2.5, 6)
    return _meeting(rng, plan, fleet, "transfer", _moment(rng, plan, hours), hours, rng.uniform(0.03, 0.25), 1.2)


def transfer_midnight(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Side by side for 95 minutes before midnight and 55 behind."""
    day = int(rng.integers(1, plan.days)) if plan.days > 1 else 1
    start = plan.start + day * 24 * HOUR_MS - 95 * MINUTE
    return _meeting(rng, plan, fleet, "transfer_midnight", start, 2.5, rng.uniform(0.03, 0.2), 1.0)


def transfer_dark(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Side by side for four hours; the second sends nothing from half an hour before until half an hour behind."""
    start, hours = _moment(rng, plan, 5.5), 4.0
    planted = _meeting(rng, plan, fleet, "transfer_dark", start, hours, 0.1, 0.6)
    silent = next(voyage for voyage in fleet if voyage.mmsi == planted.vessels[1])
    silent.quiet = planted.start - 30 * MINUTE, planted.end + 30 * MINUTE
    return planted


def short_meeting(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Side by side for less than an hour and a quarter."""
    hours = rng.uniform(0.5, 1.2)
    return _meeting(rng, plan, fleet, "short_meeting", _moment(rng, plan, hours), hours, 0.1, 0.5)


def convoy(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """300 metres apart at nine knots."""
    return _meeting(rng, plan, fleet, "convoy", _moment(rng, plan, 3.5), 3.5, 0.3, 9.0, exactly=True)


def parallel_drift(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """A kilometre apart, adrift."""
    return _meeting(rng, plan, fleet, "parallel_drift", _moment(rng, plan, 4), 4.0, 1.0, 0.5, exactly=True)


def anchored_pair(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Side by side at an anchorage; where the sea has none, at sea for half an hour."""
    if not plan.sea.anchorages:
        return _meeting(rng, plan, fleet, "anchored_pair", _moment(rng, plan, 0.5), 0.5, 0.1, 0.1)
    lat, lon = plan.sea.anchorages[int(rng.integers(len(plan.sea.anchorages)))]
    place = shifted(lat, lon, rng.uniform(-3, 3), rng.uniform(-3, 3))
    return _meeting(rng, plan, fleet, "anchored_pair", _moment(rng, plan, 6), 6.0, 0.15, 0.05, place=place)


def silence(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Nothing sent for eight to fourteen hours, under way."""
    hours = rng.uniform(8, 14)
    start = _moment(rng, plan, hours)
    voyage = fleet.pop()
    voyage.quiet = start, start + hours * HOUR_MS
    fleet.insert(0, voyage)
    return _alone("silence", voyage, *voyage.quiet)


def clone(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:  # noqa: ARG001 - one signature
    """Two hulls under one number, each somewhere else."""
    one, other = fleet.pop(), fleet.pop()
    other.mmsi = one.mmsi
    fleet[:0] = [one, other]
    start = float(plan.start)
    return _alone("clone", one, start, start + plan.days * 24 * HOUR_MS)


def circle(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """A track of circles at twelve knots around a point, five hours long."""
    start = _moment(rng, plan, 5)
    voyage = fleet.pop()
    fleet.insert(0, voyage)
    (lat,), (lon,) = voyage.at(np.array([start]))
    angles = np.linspace(0, 10 * np.pi, 201)
    radius = 12 * KNOT_KMH * 5 / (10 * np.pi)
    turns: list[Corner] = []
    for angle in angles:
        moment = start + float(angle / angles[-1]) * 5 * HOUR_MS
        turns.append((moment, *shifted(lat, lon, radius * np.cos(angle), radius * np.sin(angle))))
    voyage.corners = way_through(rng, plan, turns, 10.0)
    return _alone("circle", voyage, turns[0][0], turns[-1][0])


def identity_change(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """From noon of a day on another number, name and flag on the same hull with the same ship number."""
    voyage = fleet.pop()
    moment = plan.start + (float(rng.integers(plan.days)) * 24 + 12) * HOUR_MS
    new = Voyage(613_000_000 + voyage.mmsi % 1_000_000, voyage.imo, f"{voyage.name} II", voyage.corners, voyage.draught)
    end = plan.start + plan.days * 24.0 * HOUR_MS
    new.quiet, voyage.quiet = (float(plan.start) - 1, moment), (moment, end + 1)
    fleet[:0] = [voyage, new]
    place = voyage.at(np.array([moment]))
    return Planted(
        "identity_change", (voyage.mmsi, new.mmsi), int(moment), int(moment), float(place[0][0]), _wrapped(place[1][0]),
        {"imo": float(voyage.imo)},
    )  # fmt: skip


def false_position(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Five hours adrift near a shore station, where there is one, while the positions sent lie 500 to 800 kilometres away."""
    hours, start = 5.0, _moment(rng, plan, 5)
    voyage = fleet.pop()
    fleet.insert(0, voyage)
    if plan.sea.stations:
        lat, lon, reach = plan.sea.stations[int(rng.integers(len(plan.sea.stations)))]
        bearing, away = rng.uniform(0, 2 * np.pi), reach * rng.uniform(0.1, 0.5)
        place = shifted(lat, lon, away * np.cos(bearing), away * np.sin(bearing))
    else:
        place = anywhere(rng, plan.sea)
    end = start + hours * HOUR_MS
    voyage.corners = way_through(rng, plan, [(start, *place), (end, *shifted(*place, 2.0, 2.0))], 10.0)
    way, bearing = rng.uniform(500, 800), rng.uniform(0, 2 * np.pi)
    voyage.shifted = start, end, way * np.cos(bearing), way * np.sin(bearing)
    return _alone("false_position", voyage, start, end)


def lone_drift(rng: np.random.Generator, plan: Plan, fleet: Fleet) -> Planted:
    """Alone and adrift for four to ten hours, as who waits for a berth or mends an engine."""
    hours = rng.uniform(4, 10)
    start = _moment(rng, plan, hours)
    voyage = fleet.pop()
    fleet.insert(0, voyage)
    lat, lon = anywhere(rng, plan.sea)
    bearing, way = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 1.0) * KNOT_KMH * hours
    end = start + hours * HOUR_MS
    middle = [(start, lat, lon), (end, *shifted(lat, lon, way * np.cos(bearing), way * np.sin(bearing)))]
    voyage.corners = way_through(rng, plan, middle, float(rng.uniform(9, 13)))
    return _alone("lone_drift", voyage, start, end)


BEHAVIOUR: dict[Kind, Callable[[np.random.Generator, Plan, Fleet], Planted]] = {
    "transfer": transfer,
    "transfer_midnight": transfer_midnight,
    "transfer_dark": transfer_dark,
    "short_meeting": short_meeting,
    "convoy": convoy,
    "parallel_drift": parallel_drift,
    "anchored_pair": anchored_pair,
    "silence": silence,
    "clone": clone,
    "circle": circle,
    "identity_change": identity_change,
    "false_position": false_position,
    "lone_drift": lone_drift,
}
"""What can be planted. Vessels are taken from the end of the fleet and put back at its beginning."""


def _meeting(
    rng: np.random.Generator, plan: Plan, fleet: Fleet, kind: Kind, start: float, hours: float, apart_km: float,
    knots: float, *, exactly: bool = False, place: tuple[float, float] | None = None,
) -> Planted:  # fmt: skip
    """Two vessels that arrive together, stay together and leave."""
    one, other = fleet.pop(), fleet.pop()
    fleet[:0] = [one, other]
    drift = knots if exactly else rng.uniform(0.1, knots) if knots > 0.1 else knots
    lat, lon = place or anywhere(rng, plan.sea)
    bearing, way = rng.uniform(0, 2 * np.pi), drift * KNOT_KMH * hours
    beside = shifted(lat, lon, apart_km * np.sin(bearing), -apart_km * np.cos(bearing))
    end = start + hours * HOUR_MS
    for voyage, (north, east) in ((one, (lat, lon)), (other, beside)):
        middle = [(start, north, east), (end, *shifted(north, east, way * np.cos(bearing), way * np.sin(bearing)))]
        voyage.corners = way_through(rng, plan, middle, float(rng.uniform(9, 13)))
    if kind.startswith("transfer"):
        one.draught_after, other.draught_after = (end, one.draught - 0.6), (end, other.draught + 0.6)
    detail = {"apart_m": apart_km * 1000, "knots": float(drift)}
    return Planted(kind, (one.mmsi, other.mmsi), int(start), int(end), lat, _wrapped(lon), detail)


def _alone(kind: Kind, voyage: Voyage, start: float, end: float) -> Planted:
    lat, lon = voyage.at(np.array([start]))
    return Planted(kind, (voyage.mmsi,), int(start), int(end), float(lat[0]), _wrapped(lon[0]))


def _moment(rng: np.random.Generator, plan: Plan, hours: float) -> float:
    """A start from which something of that length lies two hours within the time simulated."""
    return plan.start + float(rng.uniform(2, plan.days * 24 - hours - 2)) * HOUR_MS


def _wrapped(longitude: float) -> float:
    return float((longitude + 180) % 360 - 180)
