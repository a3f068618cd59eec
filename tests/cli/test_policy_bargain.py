"""``shiome policy bargain`` on the shipped region."""

import json
from pathlib import Path

import pytest
import typer
from tests.cli.program import run
from typer.testing import CliRunner

from shiome.cli.policy import bargain
from shiome.errors import ShiomeError

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bargain") / "ws"
    assert run("init", "--workspace", folder).status == 0
    return folder


@pytest.fixture
def bargained(workspace, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    app = typer.Typer()
    app.command()(bargain.command)

    def ran(*arguments, day=DAY):
        words = [*map(str, arguments), "--workspace", str(workspace), "--as-of", day]
        return CliRunner().invoke(app, words)

    return ran


def refused(ran):
    assert isinstance(ran.exception, ShiomeError), ran.output
    assert "\n" not in str(ran.exception)
    return ran.exception.code


def test_without_an_issue_it_lists_what_can_be_bargained_over(bargained):
    shown = bargained()
    assert shown.exit_code == 0
    assert "sanctions-regime" in shown.stdout
    assert "対北朝鮮制裁体制" in bargained("--lang", "ja").stdout
    listed = json.loads(bargained("--json").stdout)
    assert [len(each["actors"]) for each in listed] == sorted((len(e["actors"]) for e in listed), reverse=True)
    assert sum(6 <= len(each["actors"]) <= 10 for each in listed) >= 4
    assert all(each["scale"]["low_end"]["ja"] and each["scale"]["high_end"]["en"] for each in listed)


def test_one_issue_by_expected_utility(bargained):
    ran = bargained("sanctions-regime", "--draws", 40, "--rounds", 5, "--limit", 3)
    assert ran.exit_code == 0, ran.exception
    for text in (
        "100 = Nothing is eased",
        "median",
        "Russia",
        "moves whom",
        "The course of the stated values",
        "more (--limit",
    ):
        assert text in ran.stdout
    for text in (
        "other definitions",
        "least_move",
        "readings of coders",
        "Left out for lack of numbers: lee_jae_myung",
    ):
        assert text in ran.stderr
    ja = bargained("sanctions-regime", "--draws", 40, "--rounds", 5, "--lang", "ja")
    for text in ("中央値", "全主体の範囲", "誰を", "入力どおりの経過"):
        assert text in ja.stdout
    for text in (
        "ほかの定義",
        "符号化者の読み",
        "数値が欠けるため外した主体：lee_jae_myung（立場・重要度 sanctions-regime、能力）",
    ):
        assert text in ja.stderr


def test_the_forecast_for_machines(bargained):
    words = ("nuclear-end-state", "--draws", 30, "--rounds", 4, "--json")
    one = bargained(*words)
    found = json.loads(one.stdout)
    assert found["model"] == "expected_utility"
    assert found["as_of"] == DAY
    assert found["bands"]["draws"] == 30
    assert set(found["other_definitions"]) == {"least_move", "paired", "masad"}
    assert [each["round"] for each in found["rounds"]] == list(range(len(found["rounds"])))
    by_id = {actor["id"]: actor for actor in found["actors"]}
    assert by_id["PRK"]["positions"][0][1] < by_id["JPN"]["positions"][0][1]
    assert by_id["PRK"]["name"]["ja"] == "北朝鮮"
    assert all(low <= value <= high for actor in found["actors"] for low, value, high in actor["positions"])
    assert "JPN-nuclear-end-state" in found["records"]
    assert bargained(*words).stdout == one.stdout
    assert bargained(*words, "--seed", 1).stdout != one.stdout


def test_another_definition_and_no_draws(bargained):
    found = json.loads(bargained("abductions", "--how", "paired", "--draws", 0, "--json").stdout)
    assert found["definition"]["name"] == "paired"
    assert "bands" not in found
    shown = bargained("abductions", "--how", "paired", "--draws", 0)
    assert "moves whom" not in shown.stdout
    assert "masad" in shown.stderr


def test_several_issues_by_the_spatial_model(bargained):
    words = ("nuclear-end-state", "sanctions-regime", "--model", "spatial", "--draws", 3, "--rounds", 3)
    found = json.loads(bargained(*words, "--json").stdout)
    assert found["model"] == "spatial"
    assert found["salience_shared"]
    assert [issue["id"] for issue in found["issues"]] == ["nuclear-end-state", "sanctions-regime"]
    assert sum(sum(span[2] for span in actor["salience"]) <= 1 + 1e-9 for actor in found["actors"]) == len(
        found["actors"]
    )
    assert {"trump", "like_minded"} <= {each["actor"] for each in found["missing"]}
    shown = bargained(*words, "--limit", 2)
    for text in ("whose position is likeliest", "Sanctions regime", "moves whom", "by a bargain with"):
        assert text in shown.stdout
    assert "Saliences were divided" in shown.stderr
    ja = bargained(*words[:-4], "--draws", 0, "--rounds", 2, "--how", "voting=binary", "--lang", "ja")
    assert "最も通りやすい立場の主体" in ja.stdout
    assert "最大の合計で一律に割った" in ja.stderr


def test_it_knows_only_what_was_known(bargained):
    early = json.loads(bargained("us-dprk-dialogue", "--draws", 0, "--json", day="2025-05-01").stdout)
    late = json.loads(bargained("us-dprk-dialogue", "--draws", 0, "--json").stdout)
    assert {a["id"] for a in early["actors"]} < {a["id"] for a in late["actors"]}
    assert "KOR-us-dprk-dialogue-001" in late["records"]
    assert "KOR-us-dprk-dialogue-001" not in early["records"]
    first = json.loads(bargained("us-dprk-dialogue", "--draws", 0, "--json", day="2024-12-06").stdout)
    assert {a["id"] for a in first["actors"]} == {"JPN", "PRK"}
    assert refused(bargained("us-dprk-dialogue", day="2024-12-05")) == "bargaining.alone"


def test_capabilities_from_a_file(bargained, tmp_path):
    file = tmp_path / "capabilities.yaml"
    file.write_text("JPN: [10, 20, 30]\nPRK: 200\nlee_jae_myung: 5\n", encoding="utf-8")
    found = json.loads(bargained("abductions", "--capability", file, "--draws", 0, "--json").stdout)
    given = {actor["id"]: actor["capability"] for actor in found["actors"]}
    assert given["JPN"] == [10, 20, 30]
    assert given["PRK"] == [200, 200, 200]
    assert given["USA"][0] < given["USA"][1] < given["USA"][2]
    for text in ("", "JPN: much\n", "JPN: [1, 2]\n", "- JPN\n", "JPN: true\n", "JPN: .nan\n", "JPN: {"):
        file.write_text(text, encoding="utf-8")
        assert refused(bargained("abductions", "--capability", file)) == "bargaining.capabilities"
    file.write_text("JPN: -1\n", encoding="utf-8")
    assert refused(bargained("abductions", "--capability", file)) == "bargaining.capability"
    file.write_text("ZZZ: 1\n", encoding="utf-8")
    assert refused(bargained("abductions", "--capability", file)) == "region.entry"
    assert refused(bargained("abductions", "--capability", tmp_path / "none.yaml")) == "bargaining.capabilities"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("no-such-issue",), "region.entry"),
        (("human-rights",), "bargaining.unscaled"),
        (("human-rights", "--scale", "human-rights=0..1"), "bargaining.alone"),
        (("new-cold-war", "--scale", "new-cold-war=0..1"), "bargaining.missing"),
        (("abductions", "--scale", "abductions"), "bargaining.scale"),
        (("abductions", "--scale", "abductions=100..0"), "bargaining.scale"),
        (("abductions", "--scale", "abductions=0..10"), "bargaining.position"),
        (("abductions", "--how", "nothing"), "bargaining.definition"),
        (("abductions", "--how", "paired", "--how", "masad"), "bargaining.definition"),
        (("abductions", "--model", "spatial", "--how", "paired"), "bargaining.rule"),
        (("abductions", "--model", "spatial", "--how", "voting=loud"), "bargaining.rule"),
        (("abductions", "sanctions-regime"), "bargaining.one_issue"),
        (("abductions", "abductions", "--model", "spatial"), "bargaining.doubled"),
        (("abductions", "--plot", "picture.pdf"), "chart.ending"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(bargained, words, code):
    assert refused(bargained(*words)) == code


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("model", ["utility", "spatial"])
def test_pictures(bargained, tmp_path, model, language):
    file = tmp_path / "picture.svg"
    words = ("abductions", "--model", model, "--draws", 3, "--rounds", 3, "--plot", file, "--lang", language)
    assert bargained(*words).exit_code == 0
    drawn = Path(file).read_text(encoding="utf-8")
    assert ("拉致問題" if language == "ja" else "The abductions") in drawn
