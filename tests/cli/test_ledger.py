"""``shiome ledger`` and its subcommands as a person uses them."""

import json
import shutil

import pytest
from tests.cli.program import run
from tests.region.packs import write_pack
from tests.workspace.test_ledger import BANDS, JUDGEMENTS, REVISIONS

ONE = """\
- proposition: {ja: 協議が再開する, en: Talks resume}
  holder: kato
  criterion: {ja: 双方の発表, en: Both announce them}
  band: [0.2, 0.4]
  due: 2024-12
  made_on: 2024-07-01
  id: X-1
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    files = {"bands.yaml": BANDS, "judgements.yaml": JUDGEMENTS, "revisions.yaml": REVISIONS}
    ran = run("init", "--workspace", folder / "ws", "--region", write_pack(folder / "pack", files))
    assert ran.status == 0, ran.err
    (folder / "one.yaml").write_text(ONE, encoding="utf-8")
    ran = run("ledger", "add", "--from", folder / "one.yaml", "--workspace", folder / "ws")
    assert ran.status == 0, ran.err
    return folder / "ws"


@pytest.fixture
def asked(made, tmp_path):
    workspace = shutil.copytree(made, tmp_path / "ws")

    def ask(*arguments):
        return run("ledger", *arguments, "--workspace", workspace)

    return ask


def good(ran):
    assert ran.status == 0, ran.err
    return ran


def refused(ran, code):
    assert ran.status == 1
    lines = [line for line in ran.err.splitlines() if line]
    assert len(lines) == 1, lines
    assert f"[{code}]" in lines[0]
    assert ran.out == ""


def close(asked, *more):
    return good(asked("resolve", "X-1", "--outcome", "true", "--evidence", "d2:4", "--on", "2024-12-31", *more))


def test_plain_ledger_lists_judgements_in_the_shape_of_records(asked):
    rows = good(asked("--json")).json
    assert [row["id"] for row in rows] == ["P-1", "X-1"]
    assert {"kind", "proposition", "made_on", "hedge", "band", "horizon", "outcome", "score", "sources"} <= set(rows[0])
    assert rows[0]["proposition"] == "A meeting is held"
    assert [row["id"] for row in good(asked("--json", "--outcome", "false")).json] == ["P-1"]
    assert [row["id"] for row in good(asked("--json", "--holder", "kato", "--due-by", "2024-12-31")).json] == ["X-1"]
    shown = good(asked("--as-of", "2024-06-01", "--lang", "ja"))
    assert "会談が開かれる" in shown.out
    assert "X-1" not in shown.out


def test_what_was_read_and_not_decided_is_marked(asked, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("10 January 2024\n\nAland will probably resume talks with Beland this year.\n", encoding="utf-8")
    assert run("ingest", file, "--workspace", tmp_path / "ws").status == 0
    shown = good(asked())
    assert "(proposed)" in shown.out
    assert "proposed and not counted" in shown.err
    assert "未採用" in good(asked("--lang", "ja")).out


@pytest.mark.parametrize("before", [True, False])
def test_shared_options_count_before_a_subcommand_and_after_it(made, before):
    shared = ("--workspace", made, "--json", "--as-of", "2024-12-01")
    ran = good(run("ledger", *shared, "due") if before else run("ledger", "due", *shared))
    assert [(row["id"], row["days"], row["overdue"]) for row in ran.json] == [("X-1", 30, False)]


def test_an_option_that_a_subcommand_does_not_know_is_a_mistake_of_usage(made):
    ran = run("ledger", "--outcome", "true", "due", "--workspace", made)
    assert ran.status == 2
    assert "--outcome" in ran.err


def test_add_enters_what_can_be_checked(asked):
    told = ("A pact is signed", "--holder", "sato", "--word", "likely", "--due", "2030", "--criterion", "Its text")
    (row,) = good(asked("add", *told, "--json")).json
    assert (row["band"], row["hedge"], row["holder"]) == ([0.6, 0.9], 4, "sato")
    refused(asked("add", *told), "ledger.known")
    good(asked("add", "Another", "--holder", "sato", "--band", "0.3", "--undated", "--criterion", "Its text"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("x", "--holder", "k", "--band", "0.1-0.2", "--due", "2030"), "ledger.criterion"),
        (("x", "--holder", "k", "--band", "0.1-0.2", "--criterion", "c"), "ledger.undated"),
        (("x", "--holder", "k", "--band", "a-b", "--criterion", "c", "--undated"), "ledger.number"),
        (("x", "--holder", "k", "--band", "0.1-0.2-0.3", "--criterion", "c", "--undated"), "ledger.number"),
        (("x", "--from", "one.yaml"), "ledger.both"),
        (("--from", "nowhere.yaml"), "ledger.file"),
        ((), "ledger.proposition"),
    ],
)
def test_add_refuses_what_nobody_can_check(asked, arguments, code):
    refused(asked("add", *arguments), code)
    assert len(good(asked("--json")).json) == 2


def test_resolve_closes_and_revisions_tell(asked):
    row = good(asked("resolve", "X-1", "--outcome", "true", "--evidence", "d2:4", "--on", "2024-12-31", "--json")).json
    assert (row["outcome"], row["settled"], row["score"]) == ("true", True, 0.49)
    told = good(asked("revisions", "X-1", "--json")).json
    assert [version["outcome"] for version in told["versions"]] == ["unknown", "true"]
    assert told["versions"][1]["evidence"][0]["document"] == "d2"
    assert [one["type"] for one in good(asked("revisions", "P-1", "--json")).json["revisions"]] == ["qualified"]
    shown = good(asked("revisions", "V-1", "--lang", "ja"))
    assert "限定" in shown.out
    assert "まだない" in shown.out
    refused(asked("resolve", "X-1", "--outcome", "false", "--evidence", "no", "--on", "2025-01-01"), "ledger.settled")
    refused(asked("resolve", "P-1", "--outcome", "true"), "ledger.evidence")


def test_scores_and_calibration_in_both_languages(asked, tmp_path):
    refused(asked("scores"), "score.rows")
    close(asked)
    table = good(asked("scores", "--by", "horizon", "--rate", "0.5", "--json")).json
    assert table["overall"]["group"]["brier"] == pytest.approx(0.49)
    assert (table["rate"], table["rate_stated"]) == (0.5, True)
    assert [one["group"]["key"] for one in table["groups"]] == ["within 1 year"]
    shown = good(asked("scores", "--by", "horizon", "--lang", "ja"))
    assert "1年以内" in shown.out
    assert "分解" in shown.err
    assert "skill against" in good(asked("scores")).err
    for name, language in (("a.png", "ja"), ("a.svg", "en")):
        shown = good(asked("calibration", "--plot", tmp_path / name, "--lang", language))
        assert (tmp_path / name).stat().st_size > 1000
        assert "0.30-0.40" in shown.out
    assert good(asked("calibration", "--bins", "5", "--json")).json["bins"][0]["n"] == 1
    refused(asked("calibration", "--plot", tmp_path / "a.bmp"), "chart.ending")


def test_forecasts_are_recorded_scored_and_put_together(asked):
    refused(asked("aggregate", "X-1"), "ledger.forecasts")
    for name, p in (("kato", "0.2"), ("sato", "0.1,0.2,0.7")):
        good(asked("forecast", "X-1", "--by", name, "-p", p, "--on", "2024-08-01"))
    refused(asked("forecast", "X-1", "--by", "kato", "-p", "much"), "ledger.number")
    (pool,) = good(asked("aggregate", "X-1", "--json")).json
    assert [one["p"] for one in pool["forecasts"]] == [0.2, pytest.approx(0.8)]
    assert {one["method"] for one in pool["methods"]} == {"linear", "median", "trimmed", "log_odds", "extremised"}
    close(asked)
    shown = good(asked("scores", "--forecasts"))
    assert "kato" in shown.out
    assert "sato" in shown.out
    assert "0.2500" in good(asked("aggregate", "X-1", "--lang", "ja")).out


def test_aggregate_reads_a_file(asked, tmp_path):
    file = tmp_path / "said.json"
    file.write_text(json.dumps({"question": "q", "forecasts": {"a": 0.6, "b": 0.9}}), encoding="utf-8")
    assert good(asked("aggregate", file, "--json")).json[0]["question"] == "q"
    refused(asked("aggregate", tmp_path / "nowhere.yaml"), "ledger.file")
    refused(asked("aggregate", "nobody"), "record.unknown")
