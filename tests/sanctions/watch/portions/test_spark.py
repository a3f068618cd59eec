"""Real local Spark, which this test starts itself, gives the events of one machine: of all watchers, across the antimeridian."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.sanctions.watch.planted import KINDS, planted

from shiome.region.pack import load_pack, locate
from shiome.sanctions.watch.running import watch

HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no pyspark: install shiome[cluster]"),
    pytest.mark.skipif(not HAS_JAVA, reason="no Java: Spark 4 needs Java 17"),
]


def test_spark_gives_the_same_events(tmp_path: Path) -> None:
    folder, _ = planted(tmp_path)
    ours = watch(folder, load_pack(locate("peninsula")))
    command = [sys.executable, str(Path(__file__).with_name("on_spark.py")), str(folder), "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    theirs = json.loads(done.stdout.splitlines()[-1])
    assert theirs["version"].startswith("4.0.")
    assert (theirs["rows"], theirs["vessels"]) == (ours.rows, ours.vessels)
    assert theirs["events"] == json.loads(
        json.dumps([event.as_json() | {"score": event.score} for event in ours.events])
    )
    assert {event.type for event in ours.events} == KINDS
