"""The same expression on Spark, which this test starts itself, gives the same rows to the last digit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.yardsticks.dyads.conftest import ACTORS

from shiome.bulk import open_feed
from shiome.yardsticks.dyads.bulk import DyadPeriod, dyad_periods

CASES = [
    {"period": "month", "as_of": "", "weight": "events"},
    {"period": "week", "as_of": "2024-06-14", "weight": "mentions"},
]
HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no pyspark: install shiome[cluster]"),
    pytest.mark.skipif(not HAS_JAVA, reason="no Java: Spark 4 needs Java 17"),
]


@pytest.fixture(scope="module")
def on_spark(feeds: Path) -> dict[str, Any]:
    """What Spark says of the store."""
    script = Path(__file__).with_name("on_spark.py")
    command = [sys.executable, str(script), str(feeds), json.dumps(ACTORS), json.dumps(CASES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_spark_reads_the_same_columns(feeds: Path, on_spark: dict[str, Any]) -> None:
    ours = open_feed(feeds)
    assert on_spark["version"].startswith("4.0.")
    assert set(on_spark["columns"]) == set(ours.columns)
    assert on_spark["columns"]["month"] == "string"


@pytest.mark.parametrize("number", range(len(CASES)))
def test_spark_gives_the_same_rows(feeds: Path, on_spark: dict[str, Any], number: int) -> None:
    case = CASES[number]
    as_of = date.fromisoformat(case["as_of"]) if case["as_of"] else None
    ours = dyad_periods(feeds, ACTORS, period=case["period"], weight=case["weight"], as_of=as_of)
    theirs = msgspec.convert(on_spark["cases"][number], list[DyadPeriod])
    assert theirs == ours
    assert sum(row.events for row in ours) > 50
