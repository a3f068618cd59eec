"""``shiome measure``: tables that line up in both languages, JSON in its shape, pictures by their ending."""

from unittest import mock

import pytest
from tests.cli.program import run
from tests.outlook.measured import QUARTERS, VALUES, measured, measurement
from tests.region.packs import write_pack

from shiome.cli.output import width
from shiome.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    ran = run("init", "--workspace", folder / "ws", "--region", write_pack(folder / "pack"))
    assert ran.status == 0, ran.err
    return folder / "ws"


@pytest.fixture
def measure(workspace, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")

    def measuring(self, name="", *, as_of=None):
        return tuple(m for m in measured() if name in ("", m.id))

    def ran(*arguments):
        with mock.patch.object(Workspace, "measure", measuring):
            return run("measure", *arguments, "--workspace", workspace)

    return ran


def blocks(text):
    return [block.splitlines() for block in text.split("\n\n")]


def test_the_table_of_all(measure):
    ran = measure()
    assert ran.status == 0
    header, *rows = ran.out.splitlines()
    assert header.split() == [
        "id",
        "value",
        "range",
        "course",
        "last",
        "turning",
        "point",
        "coverage",
        "missing",
        "name",
    ]
    assert [row.split()[0] for row in rows] == ["tide", "ebb", "neap", "ballots", "blank"]
    assert "0.80   0.70-0.90  ▂▃··▂▃▃▂▃▆▇" in rows[0]
    assert "▲ 2031Q1..2031Q2 99%  2029Q1..2031Q3  2  " in rows[0]
    assert "cannot tell" in rows[2]
    assert "none" in rows[3]
    assert "··········" in rows[4]
    assert ran.err.strip() == "5 yardsticks"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_columns_line_up_in_full_width_characters_too(measure, language):
    header, *rows = measure("--lang", language).out.splitlines()
    start = width(header[: header.index("推移" if language == "ja" else "course")])
    for row in rows:
        columns = 0
        at = next(n for n, _ in enumerate(row) if (columns := width(row[:n])) == start)
        assert row[at] in "▁▂▃▄▅▆▇█·", row
        assert columns == start


def test_one_whole(measure):
    ran = measure("tide")
    assert ran.status == 0
    head, values, components, turning, early, telltales, variants = blocks(ran.out)
    assert head[0] == "Tide <tide> & current (tide, 2031-09-30)"
    assert head[-1] == "▂▃··▂▃▃▂▃▆▇"
    assert values[0] == "values"
    assert [row.split() for row in values[2:]] == [
        [f"{when[:4]}Q{int(when[5:]) - 32}", "-", "-", "0"]
        if value is None
        else [f"{when[:4]}Q{int(when[5:]) - 32}", f"{value:.2f}", f"{value - 0.1:.2f}-{value + 0.1:.2f}", "2"]
        for when, value in zip(QUARTERS, VALUES, strict=True)
    ]
    assert "part votes: no table" in components[-1]
    assert "2031Q1..2031Q2" in turning[2]
    assert "kernel, trend" in turning[2]
    assert "without-acts" in turning[2]
    assert "acts +80%, bodies -20%" in turning[2]
    assert early[1] == "▼ since 2031Q3, 62%"
    assert telltales[2].split()[:3] == ["summit", "seen", "2031-07"]
    assert telltales[3].split()[:3] == ["closure", "not", "seen"]
    assert len(variants) == 4


def test_one_that_cannot_be_told(measure):
    text = measure("neap", "--lang", "ja").out
    assert "転換点の有無は、データからは言えない（系列が短い）。" in text


def test_inputs_are_listed_when_asked_for(measure):
    assert "event:sill-summit" not in measure("ebb").out.split("tell-tales")[0]
    listed = measure("ebb", "--inputs").out
    assert "2031-35  event:sill-summit event:drill-autumn" in listed


def test_json_of_one_and_of_all(measure):
    one = measure("tide", "--json", "--inputs").json
    assert one["name"] == "tide"
    assert [point["when"] for point in one["series"]] == list(QUARTERS)
    assert [point["value"] for point in one["series"]] == list(VALUES)
    assert set(one["series"][0]) == {"when", "value", "low", "high", "n", "inputs"}
    (turn,) = one["turning_points"]
    assert (turn["from"], turn["to"]) == ("2031-33", "2031-34")
    assert {"probability", "direction", "drivers", "found_by", "penalty_share", "variants"} <= set(turn)
    assert one["missing"] == ["2029-35", "2029-36"]
    assert [v["id"] for v in one["variants"]] == ["equal", "without-acts"]
    assert one["components"][2]["coverage"] is None
    everything = measure("--json", "--lang", "ja").json
    assert [m["name"] for m in everything] == [m.id for m in measured()]
    assert everything[0]["title"] == "潮位 tide"
    assert "inputs" not in everything[0]["series"][0]


@pytest.mark.parametrize(("arguments", "start"), [(("tide",), b"<svg"), ((), b"\x89PNG")])
def test_pictures(measure, tmp_path, arguments, start):
    file = tmp_path / ("tide.svg" if start == b"<svg" else "all.png")
    ran = measure(*arguments, "--plot", file, "--lang", "ja")
    assert ran.status == 0
    assert file.read_bytes().startswith(start)
    assert ran.err.splitlines()[0] == f"{file} を書いた"


def test_an_unknown_ending_is_refused_before_anything_is_measured(workspace, tmp_path):
    ran = run("measure", "--plot", tmp_path / "tide.gif", "--workspace", workspace)
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "[chart.ending]" in ran.err


def test_an_unknown_name_is_refused_in_one_line(workspace):
    ran = run("measure", "no-such-tide", "--workspace", workspace)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "no-such-tide" in ran.err


def test_a_series_beyond_the_common_scale_is_drawn_on_its_own(workspace):
    from shiome.cli.measure_tables import spark
    from shiome.yardsticks.series import Point, Series

    wide = Series(period="year", points=tuple(Point(when=str(2000 + n), value=n * 10.0) for n in range(8)))
    assert spark(wide, 8) == "▁▂▃▄▅▆▇█"
    assert spark(measurement().series, 40) == "▂▃··▂▃▃▂▃▆▇"
