"""``shiome consult`` and its subcommands as a person uses them."""

import shutil
from pathlib import Path

import pytest
from tests.cli.program import run

from shiome.workspace import Workspace

FILE = "tcog-2-end-state"
EXAMPLES = Path(__file__).parents[2] / "examples" / "proposals"
MEETING = """\
- type: meeting
  key: m1
  on: 2026-02-10
  level: officials
  title: {ja: 第1回, en: First round, ko: 제1차}
  agenda:
    - {title: {ja: 表現, en: Wording, ko: 표현}, tool: diplomacy, lead: JPN, points: [cvid-as-goal]}
- {type: minutes, meeting: m1, statements: [{party: KOR, item: 1, text: {ja: 異論なし, en: No objection, ko: 이의 없음}}]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "ws"
    Workspace.create(folder).close()
    return folder


@pytest.fixture
def ask(made, tmp_path):
    workspace = shutil.copytree(made, tmp_path / "ws")
    return lambda *arguments: run("consult", *arguments, "--workspace", workspace)


def test_without_a_subcommand_it_lists_the_files(ask):
    (row,) = ask("--json").json
    assert (row["id"], row["parties"], row["tools"]) == (
        FILE,
        ["JPN", "USA", "KOR"],
        ["deterrence", "sanctions", "diplomacy"],
    )
    assert ask("--json").json == ask("list", "--json").json
    assert ask("--as-of", "2025-01-01", "--json").json == []
    assert "当事者" in ask("--lang", "ja").out
    assert ask("--lang", "ja", "list").out == ask("list", "--lang", "ja").out
    assert ask("list", "--reader", "CHN", "--json").json[0]["title"] == ""
    assert ask("--reader", "KOR", "show", FILE).status == 2


def test_show_as_of_a_day_and_for_a_reader(ask):
    whole = ask("show", FILE, "--json").json
    early = ask("show", FILE, "--as-of", "2025-04-16", "--json").json
    assert len(early["positions"]) == 3 < len(whole["positions"]) == 4
    assert all(position["cite"] for position in whole["positions"])
    assert whole["positions"][0]["sources"][0]["document"] == "004"
    assert {slot["tool"] for slot in whole["slots"]} == {"deterrence", "sanctions", "diplomacy"}
    assert whole["shared"][0]["approved"]
    outsider = ask("show", FILE, "--reader", "public", "--json").json
    assert outsider["points"] == outsider["positions"] == outsider["red_lines"] == []
    assert len(outsider["shared"][0]["lines"]) == 2
    assert "核保有を前提" not in ask("show", FILE, "--reader", "CHN", "--lang", "ja").out
    told = ask("show", FILE, "--lang", "ja").out
    for heading in ("立場", "譲れない線", "論点", "手段ごとの状況", "決定と担当", "伝えてよい文"):
        assert heading in told
    ran = ask("show", "none", "--lang", "ja")
    assert (ran.status, "協議ファイル 'none' はない" in ran.err) == (1, True)
    assert ask("show", FILE, "--reader", "nobody").status == 1


def test_open_and_add_and_nothing_is_overwritten(ask):
    opened = ask(
        "open", "c1", "--issue", "sanctions-regime", "--party", "JPN", "--party", "USA", "--originator", "JPN", "--en", "Sanctions",
        "--to", "tcog-2", "--by", "kato", "--on", "2026-01-05", "--json",
    )  # fmt: skip
    assert opened.json["tools"] == ["deterrence", "sanctions", "diplomacy"]
    entered = ("--by", "kato", "--on", "2026-01-06")
    ran = ask(
        "add",
        "c1",
        "--part",
        "point",
        "--key",
        "pace",
        "--state",
        "open",
        "--tool",
        "sanctions",
        "--ja",
        "速度",
        *entered,
    )
    assert (ran.status, ran.err) == (0, "c1: part 2 entered\n")
    told = ("--told-by", "the desk", "--value", 80, "--low", 70, "--high", 90, "--salience", 0.6)
    ran = ask("add", "c1", "--part", "position", "--party", "JPN", "--en", "Keep it", *told, *entered, "--json")
    assert ran.json["positions"][0]["stance"] == "Keep it"
    ask("add", "c1", "--part", "position", "--party", "USA", "--record", "USA-sanctions-regime", *entered)
    ask("add", "c1", "--proposal", EXAMPLES / "icbm-freeze.yaml", "--party", "USA", *entered)
    state = ("--state", "agreed", "--agreed-by", "JPN", "--agreed-by", "USA", "--tlp", "red")
    ask("add", "c1", "--part", "point", "--key", "pace", "--en", "Pace", *state, *entered)
    shape = ask("show", "c1", "--json").json
    assert [point["state"] for point in shape["points"]] == ["agreed"]
    assert [part["part"]["type"] for part in shape["parts"]] == [
        "opening", "point", "position", "position", "proposal", "point",
    ]  # fmt: skip
    assert shape["parts"][5]["marking"] == "TLP:RED"
    assert [each["name"] for each in ask("ground", "c1", "--json").json["proposals"]] == ["icbm-freeze"]
    assert ask("show", "c1", "--as-of", "2026-01-05", "--json").json["points"] == []


def test_tools_criteria_and_issues_are_told_by_the_names_of_the_region(ask):
    shown = ask("show", FILE, "--lang", "ja").out
    assert "不拡散・制裁" in shown
    assert "diplomacy" not in shown
    ground = ask("ground", FILE, "--lang", "ja", "--proposal", EXAMPLES / "icbm-freeze.yaml").out
    assert ground.startswith("非核化の最終目標: ")
    assert "end-state " not in ground


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", FILE, "--by", "kato"), "consult.what"),
        (("add", FILE, "--part", "point", "--key", "x", "--en", "x", "--by", "kato"), "consult.part"),
        (("add", FILE, "--part", "nothing", "--by", "kato"), "consult.part"),
        (("add", FILE, "--part", "point", "--key", "x", "--state", "open", "--en", "x"), "consult.by"),
        (("add", FILE, "--part", "point", "--key", "x", "--tlp", "pink", "--by", "kato"), "consult.tlp"),
        (("positions", "--from", "2025-12-31", "--to", "2025-04-16"), "consult.days"),
        (("agenda", FILE, "--language", "fr"), "consult.option"),
        (("agenda", FILE, "--format", "docx"), "consult.option"),
        (("minutes", FILE, "m1"), "consult.key"),
        (("ground", "none"), "consult.unknown"),
    ],
)
def test_refusals_are_one_line(ask, arguments, code):
    ran = ask(*arguments)
    assert (ran.status, ran.out) == (1, "")
    assert f"[{code}]" in ran.err
    assert ran.err.count("\n") == 1


def test_ground_in_both_languages(ask):
    shape = ask(
        "ground", FILE, "--as-of", "2025-12-31", "--proposal", EXAMPLES / "exercises-for-moratorium.yaml", "--json"
    ).json
    assert shape["consensus"] == "ground"
    assert {each["party"] for each in shape["gives"]} == {"JPN", "USA", "KOR"}
    assert shape["bargained"]["median"] > 0
    (proposal,) = shape["proposals"]
    assert {(each["party"], each["floor"]) for each in proposal["floors"] if each["verdict"] == "fails"} == {
        (party, "deterrence-basics") for party in ("JPN", "USA", "KOR")
    }
    proposal_file = EXAMPLES / "exercises-for-moratorium.yaml"
    ja = ask("ground", FILE, "--as-of", "2025-12-31", "--proposal", proposal_file, "--lang", "ja").out
    assert "共通の範囲はあるが、合う表現がない" in ja
    assert "deterrence.deterrence-basics" in ja
    en = ask("ground", FILE, "--as-of", "2025-04-16").out
    assert "common ground, with a wording" in en
    assert "taken up in" in en


def test_positions_and_moves(ask):
    shape = ask(
        "positions", "--issue", "nuclear-end-state", "--from", "2025-04-16", "--to", "2025-12-31", "--json"
    ).json
    assert [(each["party"], each["by"], each["documents"]) for each in shape["moves"]] == [("JPN", 15, ["003"])]
    (issue,) = shape["issues"]
    assert issue["consensus"] == "ground"
    told = ask("positions", "--from", "2025-04-16", "--lang", "ja").out
    assert "動き" in told
    assert "+15" in told
    assert "nobody moved" in ask("positions", "--from", "2025-12-31", "--to", "2025-12-31").err


def test_papers(ask, tmp_path):
    parts = tmp_path / "parts.yaml"
    parts.write_text(MEETING, encoding="utf-8")
    assert ask("add", FILE, parts, "--by", "kato", "--on", "2026-02-10").err == f"{FILE}: part 27–28 entered\n"
    folder = tmp_path / "papers"
    ran = ask("agenda", FILE, "--meeting", "m1", "--language", "ja", "--format", "md", "-o", folder, "--json")
    (written,) = ran.json["written"]
    assert "第1回" in Path(written).read_text(encoding="utf-8")
    ran = ask("minutes", FILE, "m1", "--reader", "KOR", "--language", "en", "-o", folder)
    assert ran.status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{FILE}-agenda-m1-ja.md", *(f"{FILE}-minutes-m1-en.{ending}" for ending in ("html", "md", "pdf")),
    ]  # fmt: skip
    text = (folder / f"{FILE}-minutes-m1-en.md").read_text(encoding="utf-8")
    assert "No objection" in text
    assert "TLP:AMBER REL TO KOR" in text
