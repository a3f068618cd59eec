from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.cli.program import run
from tests.plugins.packages import installed, write_package
from tests.region.packs import write_pack

from shiome.plugins import usable
from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.pages import sections
from shiome.workspace import Workspace
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.plugged import measure_own, own_yardsticks

TIDES = """
from shiome.yardsticks.series import Point, Series

class Tide:
    name = about = {"ja": "潮位", "en": "Height of the tide"}
    direction = {"ja": "高いほど満ちている。", "en": "Higher is fuller."}
    members = ()
    low, high = 0.0, 4.0
    points = (Point(when="2024-01", value=1.0, low=0.5, high=6.0, n=1), Point(when="2024-02", value=3.0))

    def measure(self, knowledge):
        return Series(period="month", points=self.points)

class Ebb(Tide):
    def measure(self, knowledge):
        raise LookupError("no tide table")

class Later(Tide):
    points = (Point(when="2031-01", value=1.0),)

class Gap(Tide):
    points = (Point(when="2023-11", value=1.0), Point(when="2024-01", value=1.0))

class Upside(Tide):
    points = (Point(when="2024-01", value=1.0, low=2.0),)

class Nothing(Tide):
    def measure(self, knowledge):
        return None

class Flat(Tide):
    high = 0.0

class Mute(Tide):
    name = {"en": "Tide"}

class Worded(Tide):
    low = "none"
"""
NOTE = "Note\n\nBy A. Writer\n20 February 2024\n\nNothing happened.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    names = ("tide", "ebb", "later", "gap", "upside", "nothing", "flat", "mute", "worded")
    points = {name: f"tide_module:{name.capitalize()}" for name in names}
    write_package(tmp_path / "site", "tides", {"shiome.yardsticks": points}, {"tide_module": TIDES})
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    with Workspace.create(tmp_path / "ws", region=str(write_pack(tmp_path / "pack", {}))) as workspace:
        workspace.ingest(tmp_path / "note.txt")
    with installed(tmp_path / "site"):
        yield tmp_path


def test_a_yardstick_is_measured_on_the_common_scale_and_marked(folder: Path) -> None:
    with Workspace.open(folder / "ws") as workspace:
        (found,) = workspace.measure("tide")
    assert found.by == "plugin:tides/tide@1.0"
    assert [(point.value, point.low, point.high) for point in found.series] == [(0.25, 0.125, 1.0), (0.75, None, None)]
    assert [point.value for point in found.components[0].raw] == [1.0, 3.0]
    assert found.components[0].note == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [("ebb", "no tide table"), ("later", "2031-01"), ("gap", "one after the other"), ("upside", "2024-01"), ("nothing", "NoneType")],
)  # fmt: skip
def test_one_that_fails_has_no_value_and_says_why(folder: Path, name: str, said: str) -> None:
    with Workspace.open(folder / "ws") as workspace:
        (found,) = workspace.measure(name)
    assert found.series.coverage is None
    assert said in found.components[0].note["en"]
    assert "tides" in found.components[0].note["ja"]


def test_what_cannot_be_used_is_left_out_and_told(folder: Path) -> None:
    with Workspace.open(folder / "ws") as workspace:
        assert {each.id for each in workspace.measure()} == {"tide", "ebb", "later", "gap", "upside", "nothing"}
    measured = run("measure", "-w", folder / "ws")
    assert measured.status == 0
    assert measured.err.count("[plugin.shape]") == 3
    assert measured.err.count("[plugin.failed]") == 5
    assert "plugin:tides/tide@1.0" in run("measure", "tide", "-w", folder / "ws").out
    assert run("measure", "tide", "-w", folder / "ws", "--json").json["by"] == "plugin:tides/tide@1.0"
    assert "region.entry" in run("measure", "nowhere", "-w", folder / "ws").err


def test_an_identifier_of_the_region_stays_with_the_region(folder: Path) -> None:
    assert "tide" in {each.name for each in usable(own_yardsticks(()))}
    (taken,) = (each for each in own_yardsticks(["tide"]) if each.name == "tide")
    assert taken.fault is not None
    assert taken.fault.code == "plugin.taken"


def test_no_day_sees_later_ones(folder: Path) -> None:
    with Workspace.open(folder / "ws") as workspace:
        knowledge = Knowledge(pack=workspace.pack, as_of=date(2024, 1, 31), last=date(2024, 1, 31))
    (tide,) = (each for each in usable(own_yardsticks(())) if each.name == "tide")
    assert "2024-02" in measure_own(tide, knowledge).components[0].note["en"]


def test_its_page_in_the_workbench(folder: Path) -> None:
    app = build_app(Desk.open(folder / "ws", local=True), sections())
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        listed = client.get("/en/yardsticks?format=json&table=yardsticks").text
        assert "Height of the tide" in listed
        assert "Measured by plugin:tides/tide@1.0" in listed
        page = client.get("/ja/yardsticks/tide")
        assert page.status_code == 200
        assert "潮位" in page.text
        series = client.get("/en/yardsticks/tide/detail?format=json&table=series").text
        assert "0.75" in series
        assert "no tide table" in client.get("/en/yardsticks/ebb/detail?format=json&table=parts").text
        assert client.get("/en/yardsticks/flat").status_code == 404
