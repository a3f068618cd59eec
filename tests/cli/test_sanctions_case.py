import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from typing import Any

import pytest
import typer
from tests.sanctions.crypto.test_files import ROWS, A, B

from shiome.cli.sanctions import app
from shiome.errors import ShiomeError
from shiome.workspace import Workspace


@dataclass(frozen=True)
class Ran:
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "ws"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def run(fresh, tmp_path):
    shutil.copytree(fresh, tmp_path / "ws")
    command = typer.main.get_command(app)

    def ran(*arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            command.main([*map(str, arguments), "-w", str(tmp_path / "ws")], standalone_mode=False)
        return Ran(out.getvalue(), err.getvalue())

    return ran


@pytest.fixture
def opened(run):
    run(
        "case", "open", "c1", "--en", "A transfer", "--ja", "積み替え", "--category", "transfer-at-sea", "--originator", "JPN",
        "--to", "ecc", "--to", "msmt", "--simulated", "--by", "kato", "--on", "2025-06-01",
    )  # fmt: skip
    return run


def test_framework(run):
    shape = run("framework", "--as-of", "2025-06-01", "--json").json
    assert {body["id"] for body in shape["bodies"] if body["working"]} == {"sanctions-committee", "psmx", "ecc", "msmt"}
    assert shape["uncovered"] == []
    text = run("framework", "--as-of", "2025-06-01", "--lang", "ja")
    assert "担い手なし" in text.out
    assert "2025-06-01 現在" in text.err
    assert "nothing of the framework was known on 2024-01-01" in run("framework", "--as-of", "2024-01-01").err
    assert list(run("framework", "--part", "duties", "--json").json) == ["as_of", "duties"]
    with pytest.raises(ShiomeError, match="no table 'rows'"):
        run("framework", "--part", "rows")


def test_a_case_from_opening_to_report(opened, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"pixels")
    done = opened("case", "add", "c1", "--evidence", file, "--en", "Photograph", "--by", "kato", "--on", "2025-06-01")
    assert done.err == "c1: part 2 entered\n"
    event = {
        "type": "transfer", "start": "2024-02-24T02:10:00.000Z", "end": "2024-02-24T06:45:00.000Z", "lat": 30, "lon": 125,
        "vessels": [200000001, 200000002], "score": 0.8, "reasons": [{"text": "near"}], "alternatives": [],
    }  # fmt: skip
    found = tmp_path / "found.json"
    found.write_text(json.dumps({"events": [event], "rows": 1}))
    done = opened(
        "case", "add", "c1", "--events", found, "--event", 1, "--by", "kato", "--on", "2025-06-01", "--lang", "ja"
    )
    assert done.err == "c1: 項目 3–5 を記した\n"
    opened(
        "case",
        "reply",
        "c1",
        "mmsi:200000001",
        "--stance",
        "denies",
        "--en",
        "No",
        "--by",
        "kato",
        "--on",
        "2025-06-02",
    )
    opened(
        "case", "hand-over", "c1", "--source", "ECC", "--target", "MSMT", "--item", 1, "--item", 5, "--by", "kato",
        "--on", "2025-06-03",
    )  # fmt: skip
    opened(
        "case", "release", "c1", "--item", 1, "--item", 5, "--tlp", "clear".upper(), "--consent", "JPN", "--by", "kato",
        "--on", "2025-06-04",
    )  # fmt: skip
    shape = opened("case", "show", "c1", "--json").json
    assert [part["part"]["type"] for part in shape["parts"]] == [
        "opening", "evidence", "identity", "identity", "happening", "reply", "hand_over", "release",
    ]  # fmt: skip
    assert len(opened("case", "show", "c1", "--as-of", "2025-06-01", "--json").json["parts"]) == 5
    assert len(opened("case", "show", "c1", "--for", "public", "--json").json["parts"]) == 2
    assert opened("case", "list", "--for", "public", "--json").json[0]["id"] == "c1"
    assert "hand_over" in opened("case", "show", "c1").out
    written = opened(
        "case",
        "report",
        "c1",
        "--for",
        "public",
        "--form",
        "notice",
        "--language",
        "ko",
        "-o",
        tmp_path / "out",
        "--json",
    ).json
    assert [name.rsplit("/")[-1] for name in written["files"]] == ["c1-notice-ko.html", "c1-notice-ko.pdf"]
    html = (tmp_path / "out" / "c1-notice-ko.html").read_text(encoding="utf-8")
    assert "모의 자료" in html
    assert "photo.jpg" not in html


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "c1"), "case.what"),
        (("add", "c1", "--events", "none.json"), "case.events"),
        (("add", "c1", "--hits", "none.json", "--subject", "v"), "case.hits"),
        (("add", "c1", "--hits", "none.json"), "case.what"),
        (("hand-over", "c1", "--source", "ecc", "--target", "club", "--item", 1), "framework.body"),
        (("hand-over", "c1", "--source", "ecc", "--target", "psmx", "--item", 1), "case.withheld"),
        (("hand-over", "c1", "--source", "ecc", "--target", "msmt", "--item", 0), "case.part"),
        (("release", "c1", "--item", 1, "--tlp", "CLEAR"), "case.consent"),
        (("release", "c1", "--item", 1, "--tlp", "PINK"), "case.part"),
        (("reply", "c1", "x", "--stance", "shrugs"), "case.part"),
        (("reply", "c9", "x"), "case.unknown"),
    ],
)
def test_what_is_refused(opened, arguments, code):
    with pytest.raises(ShiomeError) as caught:
        opened("case", *arguments, "--by", "kato", "--on", "2025-06-02")
    assert caught.value.code == code


@pytest.mark.parametrize("option", [("--language", "fr"), ("--format", "doc"), ("--form", "poem"), ("--for", "club")])
def test_reports_that_are_refused(opened, option, tmp_path):
    with pytest.raises(ShiomeError):
        opened("case", "report", "c1", *option, "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_trace(run, tmp_path):
    graph, labels = tmp_path / "graph.csv", tmp_path / "labels.csv"
    graph.write_text(ROWS)
    labels.write_text(f"address,kind,name,source,date\n{B},mixer,Blender,report 7,2025-01-01\n")
    shape = run("trace", graph, "--theft", "t1", "--labels", labels, "--as-of", "2025-06-01", "--json").json
    assert [each["method"] for each in shape["traces"]] == ["fifo", "haircut", "poison"]
    assert shape["traces"][0]["stops"][0]["amount"] == "0.1"
    assert shape["funding"][0]["link"] == "crypto-funds-buildup"
    text = run("trace", graph, "--thief", A, "--labels", labels, "--lang", "ja")
    assert "で追跡を止めた（mixer Blender" in text.err
    assert "資金源" in text.out


def test_a_marking_that_does_not_exist(run):
    with pytest.raises(ShiomeError, match="--tlp 'PINK' is none of CLEAR"):
        run(
            "case", "open", "c2", "--en", "x", "--category", "transfer-at-sea", "--originator", "JPN", "--tlp", "pink",
            "--by", "kato",
        )  # fmt: skip


def test_hits_of_the_screening_join_the_case(opened, tmp_path):
    sdn = tmp_path / "sdn.csv"
    sdn.write_text('123,"STAR, Morning","individual","XX"' + ',"-0-"' * 8 + "\n")
    hits = tmp_path / "hits.json"
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        command = typer.main.get_command(app)
        command.main(["screen", "Morning Star", "--list", str(sdn), "--json"], standalone_mode=False)
    hits.write_text(out.getvalue())
    opened("case", "add", "c1", "--hits", hits, "--subject", "v", "--by", "kato", "--on", "2025-06-01")
    part = opened("case", "show", "c1", "--json").json["parts"][-1]["part"]
    assert (part["type"], part["subject"], part["name"]) == ("list_hit", "v", "STAR, Morning")
    assert part["score"] > 0.7
    assert part["reasons"]
