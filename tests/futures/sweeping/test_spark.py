"""Real local Spark, which this test starts itself, gives the bytes of one process, for any number of partitions."""

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
from tests.futures.sweeping.sweeps import digests

from shiome.futures.sweeping.mapping import IN_PROCESS

ROOT = Path(__file__).parents[3]
HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no pyspark: install shiome[cluster]"),
    pytest.mark.skipif(not HAS_JAVA, reason="no Java: Spark 4 needs Java 17"),
]


@pytest.fixture(scope="module")
def spark_says() -> dict[str, Any]:
    """What Spark finds with one partition and with three."""
    command = [sys.executable, str(Path(__file__).with_name("script.py")), "spark", "1", "3"]
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("partitions", ["1", "3"])
def test_spark_gives_the_same_bytes(spark_says: dict[str, Any], partitions: str) -> None:
    assert spark_says["version"].startswith("4.0.")
    assert spark_says["digests"][partitions] == digests(IN_PROCESS, piece=10_000)


def test_spark_names_the_points_that_fail_and_keeps_the_others(spark_says: dict[str, Any]) -> None:
    assert spark_says["results"] == {"1": 1, "2": 4}
    assert spark_says["faults"] == [
        "3: 3 is refused; give another [demo.three]",
        "4: its computation failed with ValueError: 4 is raised [sweep.point]",
    ]
