"""The simulated sea: repeatable, labelled, and with the truth in it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from shiome.errors import InputRefused
from shiome.sanctions.positions.loading import load_file
from shiome.sanctions.simulator.behaviour import BEHAVIOUR
from shiome.sanctions.simulator.model import POSITIVE, Plan, Planted, Sea, Simulation
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.tracks import Tracks, tracks_of

ONE_OF_EACH = dict.fromkeys(BEHAVIOUR, 1)
HARBOURS = Sea(anchorages=((35.0, 123.0), (31.0, 127.0)))


@pytest.fixture(scope="module")
def sea() -> Simulation:
    return simulate(Plan(seed=5, vessels=40, days=2, planted=ONE_OF_EACH, sea=HARBOURS))


@pytest.fixture(scope="module")
def tracks(sea: Simulation) -> Tracks:
    return tracks_of({name: values for name, values in sea.columns.items() if name not in {"name", "receiver"}})


def planted(sea: Simulation, kind: str) -> Planted:
    return next(each for each in sea.truth if each.kind == kind)


def places_at(tracks: Tracks, mmsi: int, moments: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = tracks.between(mmsi, int(moments[0]) - 3_600_000, int(moments[-1]) + 3_600_000)
    return np.interp(moments, tracks.time[rows], tracks.lat[rows]), np.interp(
        moments, tracks.time[rows], tracks.lon[rows]
    )


def test_the_same_seed_gives_the_same_sea_and_another_another(sea: Simulation) -> None:
    again = simulate(sea.plan)
    assert all((again.columns[name] == values).all() for name, values in sea.columns.items())
    assert again.truth == sea.truth
    other = simulate(Plan(seed=6, vessels=40, days=2, planted=ONE_OF_EACH, sea=HARBOURS))
    assert other.truth != sea.truth


def test_every_kind_is_planted_and_marked_as_simulated(sea: Simulation) -> None:
    assert [each.kind for each in sea.truth] == list(BEHAVIOUR)
    assert all(each.simulated for each in sea.truth)
    assert {each.kind for each in sea.truth if each.positive} == POSITIVE
    assert all(name.startswith("SIMULATED") for name in set(sea.columns["name"]))
    assert set(sea.columns["receiver"]) == {""}


@pytest.mark.parametrize(
    "kind", ["transfer", "transfer_midnight", "short_meeting", "convoy", "parallel_drift", "anchored_pair"]
)
def test_who_meets_lies_as_far_apart_as_the_truth_says(sea: Simulation, tracks: Tracks, kind: str) -> None:
    truth = planted(sea, kind)
    moments = np.linspace(truth.start + 600_000, truth.end - 600_000, 9)
    one, other = (places_at(tracks, mmsi, moments) for mmsi in truth.vessels)
    assert distance_m(*one, *other) == pytest.approx(np.full(9, truth.detail["apart_m"]), abs=60)


def test_a_silent_partner_sends_nothing(sea: Simulation, tracks: Tracks) -> None:
    truth = planted(sea, "transfer_dark")
    assert tracks.between(truth.vessels[1], truth.start, truth.end) == slice(
        *[tracks.between(truth.vessels[1], truth.start, truth.end).start] * 2
    )
    shown = tracks.between(truth.vessels[0], truth.start, truth.end)
    assert shown.stop - shown.start > 20


def test_a_new_identity_keeps_hull_and_ship_number(sea: Simulation, tracks: Tracks) -> None:
    truth = planted(sea, "identity_change")
    before, after = (tracks.of(mmsi) for mmsi in truth.vessels)
    assert before is not None
    assert after is not None
    assert tracks.time[before.stop - 1] <= truth.start <= tracks.time[after.start]
    imo = tracks.columns["imo"]
    assert imo[before.start] == imo[after.start] == truth.detail["imo"]


def test_a_clone_is_in_two_places(sea: Simulation, tracks: Tracks) -> None:
    track = tracks.of(planted(sea, "clone").vessels[0])
    assert track is not None
    lat, lon = tracks.lat[track.rows], tracks.lon[track.rows]
    assert (distance_m(lat[1:], lon[1:], lat[:-1], lon[:-1]) > 30_000).mean() > 0.2


def test_far_from_shore_only_passing_satellites_hear() -> None:
    stations = ((33.0, 125.0, 50.0),)
    near = simulate(Plan(seed=1, vessels=30, sea=Sea(stations=stations)))
    lat, lon = near.columns["lat"], near.columns["lon"]
    ashore = distance_m(lat, lon, 33.0, 125.0) <= 50_000
    above = (near.columns["time"] - near.plan.start) % (95 * 60_000) < 14 * 60_000
    assert above[~ashore].all()
    assert not above[ashore].all()


def test_a_false_position_is_heard_by_the_station_that_the_vessel_is_near() -> None:
    stations = ((33.0, 125.0, 150.0),)
    sea = simulate(Plan(seed=2, vessels=30, planted={"false_position": 1}, sea=Sea(stations=stations)))
    truth = planted(sea, "false_position")
    there = (
        (sea.columns["mmsi"] == truth.vessels[0])
        & (sea.columns["time"] >= truth.start)
        & (sea.columns["time"] <= truth.end)
    )
    away = distance_m(sea.columns["lat"], sea.columns["lon"], 33.0, 125.0) / 1000
    by_station = sea.columns["receiver"] == "SIMULATED STATION 0"
    assert (there & by_station).sum() > 50
    assert (away[there] > 400).all()
    assert (away[by_station & ~there] <= 151).all()
    assert set(sea.columns["receiver"]) == {"SIMULATED STATION 0", "SIMULATED SATELLITE"}


def test_who_drifts_alone_meets_nobody_and_is_heard(sea: Simulation, tracks: Tracks) -> None:
    truth = planted(sea, "lone_drift")
    assert not truth.positive
    rows = tracks.between(truth.vessels[0], truth.start, truth.end)
    assert rows.stop - rows.start > 50
    lat, lon = tracks.lat[rows], tracks.lon[rows]
    hours = (truth.end - truth.start) / 3_600_000
    assert 4 <= hours <= 10
    assert distance_m(lat[0], lon[0], lat[-1], lon[-1]) / 1852 / hours < 1.1


def test_a_sea_across_the_antimeridian_is_written_from_minus_180(sea: Simulation) -> None:
    across = simulate(Plan(seed=1, vessels=30, sea=Sea(south=-3, north=3, west=177, east=183)))
    lon = across.columns["lon"]
    assert ((lon >= -180) & (lon < 180)).all()
    assert (lon > 177).any()
    assert (lon < -177).any()


def test_files_say_that_they_are_simulated_and_load(sea: Simulation, tmp_path: Path) -> None:
    positions, truth = write_simulation(sea, tmp_path)
    told = json.loads(truth.read_text(encoding="utf-8"))
    assert positions.name == "simulated_5.csv.gz"
    assert told["simulated"] is True
    assert all(each["simulated"] for each in told["truth"])
    with gzip.open(positions, "rt", encoding="utf-8") as stream:
        assert "SIMULATED" in stream.readlines()[1]
    entry, _ = load_file(positions, tmp_path / "set")
    assert entry.simulated
    assert (entry.loaded, entry.rejected, entry.faults) == (sea.rows, 0, {})


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(vessels=3, planted={"transfer": 2}), "simulation.vessels"),
        (Plan(days=0), "simulation.days"),
        (Plan(spacing_s=0), "simulation.days"),
        (Plan(start=5), "simulation.days"),
    ],
)
def test_plans_that_cannot_be_are_refused(plan: Plan, code: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        simulate(plan)
    assert refusal.value.code == code
