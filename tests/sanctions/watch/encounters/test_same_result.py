"""However the work is done, the events are the same: NumPy or Numba, whole or in pieces, any size of piece."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shiome.region.pack import load_pack, locate
from shiome.sanctions.positions.loading import load_file
from shiome.sanctions.simulator.behaviour import BEHAVIOUR
from shiome.sanctions.simulator.model import Plan, Sea, Simulation
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.finding import find_encounters
from shiome.sanctions.watch.encounters.partitions import find_in_dataset
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.tracks import Tracks, tracks_of

RULES = EncounterRules()


@pytest.fixture(
    scope="module", params=[(30.0, 122.0), (-3.0, 177.0), (55.0, -183.0)], ids=["coast", "antimeridian", "north"]
)
def sea(request: pytest.FixtureRequest) -> Simulation:
    south, west = request.param
    water = Sea(south, south + 6, west, west + 6, anchorages=((south + 1, west + 1),))
    return simulate(Plan(seed=11, vessels=90, days=2, planted=dict.fromkeys(BEHAVIOUR, 3), sea=water))


@pytest.fixture(scope="module")
def tracks(sea: Simulation) -> Tracks:
    return tracks_of({name: values for name, values in sea.columns.items() if name not in {"name", "receiver"}})


@pytest.fixture(scope="module")
def anchorages(sea: Simulation) -> Anchorages:
    return Anchorages(*(np.array(values) for values in zip(*sea.plan.sea.anchorages, strict=True)))


@pytest.fixture(scope="module")
def events(tracks: Tracks, anchorages: Anchorages) -> list[Event]:
    return find_encounters(tracks, RULES, anchorages=anchorages, engine="numpy")


def test_what_was_planted_is_found_and_nothing_else(sea: Simulation, events: list[Event]) -> None:
    wanted = {
        ("dark_transfer" if each.kind == "transfer_dark" else "transfer", frozenset(each.vessels))
        for each in sea.truth
        if each.kind.startswith("transfer")
    }
    assert {(event.type, frozenset(event.vessels)) for event in events} == wanted
    assert len(events) == len(wanted) == 9


def test_numba_gives_every_digit_of_numpy(tracks: Tracks, anchorages: Anchorages, events: list[Event]) -> None:
    assert find_encounters(tracks, RULES, anchorages=anchorages, engine="numba") == events


@pytest.mark.parametrize("rows_at_once", [1_000_000, 30_000, 5_000])
def test_a_data_set_in_pieces_gives_every_digit(
    sea: Simulation, anchorages: Anchorages, events: list[Event], tmp_path: Path, rows_at_once: int
) -> None:
    positions, _ = write_simulation(sea, tmp_path)
    load_file(positions, tmp_path / "set")
    steps: list[tuple[str, int, int]] = []
    found = find_in_dataset(
        tmp_path / "set",
        RULES,
        anchorages=anchorages,
        rows_at_once=rows_at_once,
        on_part=lambda *told: steps.append(told),
    )
    assert [replace(event, rows=()) for event in found] == [replace(event, rows=()) for event in events]
    assert {row.source for event in found for row in event.rows} == {positions.name}
    assert steps == [("encounters", done, steps[-1][2]) for done in range(1, len(steps) + 1)]
    assert len(steps) == steps[-1][2]


def test_the_pack_holds_the_thresholds() -> None:
    assert EncounterRules.of(load_pack(locate("peninsula"))) == RULES
