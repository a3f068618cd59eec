"""Real local Spark, which this test starts itself, gives the events of one machine, for a sea that the antimeridian crosses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from shiome.sanctions.positions.loading import load_file
from shiome.sanctions.simulator.model import Plan, Sea
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation
from shiome.sanctions.watch.encounters.partitions import find_in_dataset
from shiome.sanctions.watch.encounters.rules import EncounterRules

HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no pyspark: install shiome[cluster]"),
    pytest.mark.skipif(not HAS_JAVA, reason="no Java: Spark 4 needs Java 17"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of a small simulated sea."""
    place = tmp_path_factory.mktemp("sea")
    plan = Plan(
        seed=3, vessels=60, days=2, sea=Sea(south=-3, north=3, west=177, east=183),
        planted={"transfer": 6, "transfer_midnight": 3, "transfer_dark": 3, "convoy": 2, "silence": 4},
    )  # fmt: skip
    positions, _ = write_simulation(simulate(plan), place)
    load_file(positions, place / "set")
    return place / "set"


def on_spark(folder: Path, groups: int) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("on_spark.py")), str(folder), str(groups)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_spark_gives_the_same_events(folder: Path) -> None:
    ours = find_in_dataset(folder, EncounterRules())
    theirs = on_spark(folder, 3)
    assert theirs["version"].startswith("4.0.")
    assert theirs["events"] == [event.as_json() | {"score": event.score} for event in ours]
    assert len(ours) == 12
