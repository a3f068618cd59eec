"""All watchers over one simulated sea: what was planted is found, each by its own kind, and rows are accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiome.errors import NotKnown
from shiome.region.pack import Pack, load_pack, locate
from shiome.sanctions.positions.loading import load_positions
from shiome.sanctions.simulator.model import Plan, Simulation
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation
from shiome.sanctions.watch.portions.rules import WATCHERS
from shiome.sanctions.watch.running import watch

PLANTED = {"transfer": 2, "silence": 2, "circle": 1, "clone": 1}
TYPES = {"transfer": "transfer", "silence": "dark_period", "circle": "spoofing", "clone": "identity"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Simulation]:
    folder = tmp_path_factory.mktemp("sea")
    simulation = simulate(Plan(seed=3, vessels=60, planted=PLANTED))  # type: ignore[arg-type]
    positions, _ = write_simulation(simulation, folder)
    load_positions([positions], folder / "set")
    return folder / "set", simulation


def test_what_was_planted_is_found_by_its_kind(sea: tuple[Path, Simulation], pack: Pack) -> None:
    folder, simulation = sea
    found = watch(folder, pack, engine="numpy")
    assert found.simulated
    # One MMSI is used by two of the sixty.
    assert found.vessels == 59
    assert found.rows == len(simulation.columns["time"])
    assert {planted.kind for planted in simulation.truth} == set(TYPES)
    for planted in simulation.truth:
        wanted = TYPES[planted.kind]
        assert any(e.type == wanted and set(e.vessels) & set(planted.vessels) for e in found.events), planted
    starts = [event.start for event in found.events]
    assert starts == sorted(starts)


def test_only_the_watchers_asked_for_speak(sea: tuple[Path, Simulation], pack: Pack) -> None:
    folder, _ = sea
    steps: list[tuple[str, int, int]] = []
    found = watch(folder, pack, watchers=("spoofing",), engine="numpy", on_part=lambda *told: steps.append(told))
    assert {event.type for event in found.events} == {"spoofing"}
    assert steps == [("sorting", 1, 1), ("survey", 1, 1), ("telling", 1, 1)]
    assert set(WATCHERS) == {"encounters", "dark", "identity", "spoofing", "ports"}


def test_an_empty_data_set_is_refused(tmp_path: Path, pack: Pack) -> None:
    with pytest.raises(NotKnown):
        watch(tmp_path, pack)
