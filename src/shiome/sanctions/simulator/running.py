"""From a plan to a sea: ways, planted behaviour, transmissions, reception."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.sanctions.simulator.behaviour import BEHAVIOUR
from shiome.sanctions.simulator.model import Plan, Planted, Simulation
from shiome.sanctions.simulator.voyages import DEGREE_KM, HOUR_MS, KNOT_KMH, Voyage, anywhere, shifted, way_through
from shiome.sanctions.watch.geometry import distance_m

Array = NDArray[Any]
NAME_MARK = "SIMULATED"
_SHORE_SHARE, _PASS_SHARE = 0.95, 0.4
"""Share of transmissions that a shore station in range, and a satellite above, receive."""
_PER_PLANTED = 2


def simulate(plan: Plan) -> Simulation:
    """The sea of a plan; the same for the same plan.

    Raises
    ------
    InputRefused
        ``simulation.vessels``: there are not enough vessels for what is planted; ``simulation.days``: no whole day.
    """
    _check(plan)
    rng = np.random.default_rng(plan.seed)
    fleet = [_voyage(rng, plan, number) for number in range(plan.vessels)]
    truth: list[Planted] = []
    for kind, plant in BEHAVIOUR.items():
        truth += [plant(rng, plan, fleet) for _ in range(plan.planted.get(kind, 0))]
    parts = [_received(rng, plan, voyage) for voyage in sorted(fleet, key=lambda each: (each.name, each.mmsi))]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((columns["mmsi"], columns["time"]))
    return Simulation(plan, {name: values[order] for name, values in columns.items()}, tuple(truth))


def _check(plan: Plan) -> None:
    wanted = _PER_PLANTED * sum(plan.planted.values())
    if wanted > plan.vessels or plan.vessels < 1:
        raise InputRefused(
            "simulation.vessels",
            f"{plan.vessels} vessels are too few: what is planted needs up to {wanted}",
            ja=f"船が {plan.vessels} 隻では足りない: 仕込む行動に最大 {wanted} 隻要る",
            hint="ask for more vessels or plant less",
            hint_ja="船を増やすか、仕込む数を減らす",
            failed=plan,
        )
    if plan.days < 1 or plan.spacing_s <= 0 or plan.start % (24 * HOUR_MS):
        raise InputRefused(
            "simulation.days",
            "a simulation lasts whole days from a midnight in UTC, with a spacing above 0",
            ja="シミュレーションは協定世界時の0時からの整数日で、送信間隔は0より大きくなければならない",
            hint="correct days, start or spacing_s",
            hint_ja="days、start、spacing_s を直す",
            failed=plan,
        )


def _voyage(rng: np.random.Generator, plan: Plan, number: int) -> Voyage:
    """Ordinary traffic; where there are anchorages, one vessel in six lies at one."""
    imo = _ship_number(900_000 + number % 99_999)
    name, draught = f"{NAME_MARK} {number}", float(rng.uniform(5, 10))
    if plan.sea.anchorages and number % 6 == 0:
        lat, lon = plan.sea.anchorages[number // 6 % len(plan.sea.anchorages)]
        lat, lon = lat + rng.uniform(-4, 4) / DEGREE_KM, lon + rng.uniform(-4, 4) / DEGREE_KM
        end = plan.start + plan.days * 24.0 * HOUR_MS
        return Voyage(plan.first_mmsi + number, imo, name, [(plan.start, lat, lon), (end, lat, lon)], draught)
    begin = (float(plan.start), *anywhere(rng, plan.sea))
    return Voyage(
        plan.first_mmsi + number, imo, name, way_through(rng, plan, [begin], float(rng.uniform(7, 14))), draught
    )


def _ship_number(first: int) -> int:
    """A ship number of seven digits with its check digit."""
    total = sum(int(digit) * weight for digit, weight in zip(str(first), range(7, 1, -1), strict=True))
    return first * 10 + total % 10


def _received(rng: np.random.Generator, plan: Plan, voyage: Voyage) -> dict[str, Array]:
    """What is received of one vessel."""
    length = plan.days * 24 * HOUR_MS
    count = int(length / (plan.spacing_s * 1000) * 1.3) + 50
    # Half of the spacing is fixed, half is left to chance: stations hear some messages and not others.
    waits = plan.spacing_s * 1000 * (0.5 + rng.exponential(0.5, count))
    moments = np.rint(plan.start + np.cumsum(waits)).astype(np.int64)
    moments = moments[moments < plan.start + length]
    if voyage.quiet is not None:
        moments = moments[(moments <= voyage.quiet[0]) | (moments >= voyage.quiet[1])]
    lat, lon = voyage.at(moments)
    heard, receiver = _heard(rng, plan, moments, lat, lon)
    moments, lat, lon, receiver = moments[heard], lat[heard], lon[heard], receiver[heard]
    speed, course = _motion(voyage, moments)
    if voyage.shifted is not None:
        since, until, north, east = voyage.shifted
        there = (moments >= since) & (moments <= until)
        lat, lon = (
            np.where(there, new, old) for new, old in zip(shifted(lat, lon, north, east), (lat, lon), strict=True)
        )
    narrow = np.cos(np.radians(lat))
    lat = lat + rng.normal(0, plan.noise_m / 1000 / DEGREE_KM, len(lat))
    lon = lon + rng.normal(0, plan.noise_m / 1000 / DEGREE_KM, len(lon)) / narrow
    draught = np.full(len(lat), voyage.draught)
    if voyage.draught_after is not None:
        draught[moments >= voyage.draught_after[0]] = voyage.draught_after[1]
    return {
        "mmsi": np.full(len(lat), voyage.mmsi, dtype=np.int64),
        "imo": np.full(len(lat), voyage.imo, dtype=np.int64),
        "time": moments,
        "lat": np.round(lat, 6),
        "lon": np.round(np.mod(lon + 180, 360) - 180, 6),
        "speed": np.round(speed, 1),
        "course": np.round(course, 1),
        "draught": np.round(draught, 1),
        "name": np.full(len(lat), voyage.name, dtype=object),
        "receiver": receiver,
    }


def _heard(rng: np.random.Generator, plan: Plan, moments: Array, lat: Array, lon: Array) -> tuple[Array, Array]:
    """Which transmissions somebody receives, a shore station in range or a satellite that passes, and who it is."""
    sea = plan.sea
    if not sea.stations:
        return np.ones(len(moments), dtype=bool), np.full(len(moments), "", dtype=object)
    away = np.array([distance_m(lat, lon, *place) / 1000 - reach for *place, reach in sea.stations])
    nearest = np.argmin(away, axis=0)
    ashore = away.min(axis=0) <= 0
    above = (moments - plan.start) % (sea.pass_minutes * 60_000) < sea.pass_length * 60_000
    chance = np.where(ashore, _SHORE_SHARE, 0.0) + np.where(above, _PASS_SHARE, 0.0)
    drawn = rng.random(len(moments))
    names = np.array([f"{NAME_MARK} STATION {number}" for number in range(len(sea.stations))], dtype=object)
    by_station = ashore & (drawn < _SHORE_SHARE)
    return drawn < chance, np.where(by_station, names[nearest], f"{NAME_MARK} SATELLITE")


def _motion(voyage: Voyage, moments: Array) -> tuple[Array, Array]:
    """Speed in knots and course in degrees, as the vessel would report them."""
    (lat, lon), (next_lat, next_lon) = voyage.at(moments), voyage.at(moments + 1000)
    north = (next_lat - lat) * DEGREE_KM
    east = (next_lon - lon) * DEGREE_KM * np.cos(np.radians(lat))
    return np.hypot(north, east) * 3600 / KNOT_KMH, np.mod(np.degrees(np.arctan2(east, north)), 360)
