"""The package in ``examples/plugin``: installed as anybody would, and used from reading to the outlook."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.plugins.packages import installed

from shiome.records.model import Event
from shiome.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "plugin"
LABEL = "plugin:shiome-coastal/boat-seizures@0.1.0"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder that the package is installed in."""
    folder = tmp_path_factory.mktemp("site")
    options = [
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--disable-pip-version-check",
        "--no-cache-dir",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), str(EXAMPLE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.heavy
def test_from_reading_to_the_outlook(site, tmp_path):
    ws = tmp_path / "ws"
    with installed(site):
        listed = {(shape["group"], shape["name"]): shape["fault"] for shape in run("plugins", "--json").json}
        assert listed == {
            ("shiome.coders", "boat-seizures"): "",
            ("shiome.loaders", "coast-watch"): "",
            ("shiome.feeds", "patrol-log"): "",
            ("shiome.yardsticks", "visits-per-month"): "",
            ("shiome.sections", "boat-seizures"): "",
        }
        assert run("init", "-w", ws).status == 0
        assert run("ingest", EXAMPLE / "documents", "-w", ws).status == 0
        with Workspace.open(ws) as workspace:
            own = [record for record in workspace.records("event") if record.coder == LABEL]
            assert own
            assert all(record.status == "proposed" and record.mode == "seize" for record in own)

        measured = run("measure", "visits-per-month", "-w", ws, "--json").json
        assert measured["by"] == "plugin:shiome-coastal/visits-per-month@0.1.0"
        assert sum(point["n"] for point in measured["series"]) > 0

        boats = EXAMPLE / "lists" / "coast_watch-2025-04-01.csv"
        (answer,) = run("sanctions", "screen", "Green Lantern", "--list", boats, "--json").json
        assert [hit["list"] for hit in answer["hits"]] == ["coast-watch"]
        assert answer["hits"][0]["entity"]["properties"]["imoNumber"] == ["9074729"]

        log, feeds = EXAMPLE / "feeds" / "patrol_log-20250401.csv", tmp_path / "feeds"
        (entry,) = run("feeds", "load", log, "--store", feeds, "--json").json["loaded"]
        assert (entry["feed"], entry["loaded"], entry["rejected"]) == ("patrol-log", 5, 1)
        days = run("feeds", "dyads", "--actor", "Japan=JPN", "--actor", "China=CHN", "--store", feeds, "--json").json
        assert [(row["day"], row["events"]) for row in days] == [
            ("2025-03-03", 1), ("2025-03-09", 2), ("2025-03-21", 1),
        ]  # fmt: skip

        written = run("outlook", "-w", ws, "-o", tmp_path, "--as-of", "2021-06-30", "--lang", "ja")
        assert written.status == 0, written.err
    outlook = json.loads((tmp_path / "outlook.json").read_bytes())
    (section,) = (part for part in outlook["sections"] if part["by"])
    (table,) = (block for block in section["blocks"] if block["type"] == "table")
    days = [row[0]["text"] for row in table["rows"]]
    assert days == [
        "2021年5月28日", "2019年9月17日", "2019年7月17日", "2013年5月5日", "2012年5月8日", "2010年8月8日", "2009年7月30日",
    ]  # fmt: skip
    assert all(row[-1]["evidence"] for row in table["rows"])
    assert "漁船の拿捕" in (tmp_path / "outlook.html").read_text(encoding="utf-8")
    assert (tmp_path / "outlook.pdf").read_bytes().startswith(b"%PDF")


def test_its_own_tests(site):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(EXAMPLE / "pyproject.toml"), str(EXAMPLE / "tests")],
        capture_output=True,
        text=True,
        check=False,
        cwd=EXAMPLE,
        env={"PYTHONPATH": str(site), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_the_package_its_records_still_say_who_made_them(tmp_path):
    with Workspace.create(tmp_path / "ws") as workspace:
        record = Event(id="event-1", when="2013-05-05", known_from=date(2021, 6, 30), coder=LABEL, status="proposed")
        with workspace.store.transaction(actor="test") as tx:
            tx.add_records([record])
        assert workspace.records("event", ids=["event-1"])[0].coder == LABEL
    assert "boat-seizures" not in run("plugins").out
