"""``shiome commitments`` as a person uses it."""

import hashlib
import shutil

import pytest
from tests.cli.program import run
from tests.coordination.partners import DOCUMENTS, write_partners


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    ran = run("init", "--workspace", folder / "ws", "--region", write_partners(folder / "pack"))
    assert ran.status == 0, ran.err
    return folder / "ws"


@pytest.fixture
def asked(made, tmp_path):
    workspace = shutil.copytree(made, tmp_path / "ws")

    def ask(*arguments):
        return run("commitments", *arguments, "--workspace", workspace)

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


def test_the_register_is_listed_with_and_without_its_name(asked):
    rows = good(asked("--json")).json
    assert rows == good(asked("list", "--json")).json
    assert [row["id"] for row in rows] == ["pact.data", "pact.station", "pact.visits"]
    station = rows[1]
    assert (station["state"], station["due"], station["days_left"]) == ("agreed", "2024-12-31", -365)
    assert (station["derived"]["state"], station["derived"]["rule"]) == ("lapsed", "outlived")
    assert [(each["state"], each["taken"]) for each in station["administrations"]] == [
        ("AAA", "before"),
        ("BBB", "before"),
    ]
    assert [(s["document"], s["line"]) for s in station["sources"]] == [("d1", 4)]
    assert all(state["sources"] for row in rows for state in row["states"])


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (("--derived",), ["pact.station"]),
        (("--owner", "AAA"), ["pact.data", "pact.station"]),
        (("--state", "fulfilled"), ["pact.visits"]),
        (("--as-of", "2024-01-09"), []),
        (("--topic", "sea"), []),
    ],
)
def test_the_register_is_chosen_from(asked, chosen, ids):
    assert [row["id"] for row in good(asked(*chosen, "--json")).json] == ids


def test_tables_speak_both_languages_and_mark_what_is_derived(asked):
    english, japanese = good(asked()), good(asked("--lang", "ja"))
    assert "lapsed (derived)" in english.out
    assert "no document says so" in english.err
    assert "失効（推定）" in japanese.out
    assert "3 件" in japanese.err
    shown = good(asked("show", "pact.station"))
    assert "by the rule 'Outlived [outlived]'" in shown.out
    assert "d1:L4" in shown.out
    assert "no document gives one" in good(asked("show", "pact.data")).out
    assert "規則「交代 [outlived]」" in good(asked("show", "pact.station", "--lang", "ja")).out


@pytest.mark.parametrize("before", [True, False])
def test_shared_options_count_before_a_subcommand_and_after_it(made, before):
    shared = ("--workspace", made, "--json", "--as-of", "2024-12-01")
    words = ("commitments", *shared, "reminders") if before else ("commitments", "reminders", *shared)
    first = good(run(*words)).json[0]
    assert (first["reason"], first["id"], first["days"]) == ("due", "pact.station", 30)


def test_an_option_that_a_subcommand_does_not_know_is_a_mistake_of_usage(made):
    ran = run("commitments", "--owner", "AAA", "reminders", "--workspace", made)
    assert ran.status == 2
    assert "--owner" in ran.err


def test_reminders_and_layers_in_words(asked):
    assert "agreed, never seen to begin" in good(asked("reminders")).out
    layers = good(asked("layers", "--member", "AAA", "--member", "BBB"))
    assert "the leaders stalled in 2024-02 and resumed in 2024-06-01" in layers.out
    assert "middle 2024-03" in layers.out
    assert "CONSULT" not in layers.out
    shape = good(asked("layers", "--member", "AAA", "--member", "BBB", "--json")).json
    assert [layer["standing"] for layer in shape["layers"]] == ["going", "unknown", "going"]


def test_touchstones_and_members_in_words(asked):
    assert "期日経過" in good(asked("touchstones", "--lang", "ja")).out
    members = good(asked("members"))
    assert "●" in members.out
    assert [row["id"] for row in good(asked("members", "--body", "wide", "--json")).json["initiatives"]] == ["wide"]
    assert [test["result"] for test in good(asked("touchstones", "--json")).json] == ["partly"]


def test_a_state_is_recorded_and_seen(asked):
    told = ("record", "pact.station", "--state", "launched", "--when", "2026-01", "--on", "2026-01-31", "--by", "kato")
    ran = good(asked(*told, "--source", "d3:4", "--source", "Opened on time", "--json"))
    assert (ran.json["state"], ran.json["states"][-1]["by"]) == ("launched", "person:kato")
    assert ran.json["sources"][0]["line"] == 4
    assert "person:kato" in ran.err
    # Without a day the list is that of the newest document or entry.
    assert good(asked("--state", "launched", "--json")).json[0]["id"] == "pact.station"
    assert good(asked("--state", "launched", "--json", "--as-of", "2026-01-30")).json == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "nothing"), "commitment.unknown"),
        (("--as-of", "soon"), "date.day"),
        (("record", "pact.station", "--state", "held", "--by", "kato"), "commitment.evidence"),
        (("record", "pact.station", "--state", "held", "--source", "x"), "commitment.by"),
        (("record", "pact.station", "--state", "gone", "--source", "x", "--by", "kato"), "commitment.state"),
        (("layers", "--member", "moon"), "region.entry"),
    ],
)
def test_refusals_take_one_line(asked, monkeypatch, arguments, code):
    monkeypatch.delenv("SHIOME_PERSON", raising=False)
    refused(asked(*arguments), code)


def test_evidence_opens_on_the_words_where_the_document_is_stored(tmp_path):
    text = "10 January 2024\n" + "".join(f"Line {number} tells of the pact.\n" for number in range(2, 21))
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    known = f"  dated: 2024-01-10\n  sha256: {hashlib.sha256(text.encode()).hexdigest()}\n"
    pack = write_partners(tmp_path / "pack", {"documents.yaml": DOCUMENTS.replace("  dated: 2024-01-10\n", known)})
    assert good(run("init", "--workspace", tmp_path / "ws", "--region", pack))
    assert good(run("ingest", tmp_path / "paper.txt", "--workspace", tmp_path / "ws"))
    shown = good(run("commitments", "show", "pact.station", "--json", "--workspace", tmp_path / "ws")).json
    assert [(s["file"], text[s["start"] : s["end"]]) for s in shown["sources"]] == [
        ("paper.txt", "Line 4 tells of the pact.")
    ]
    (row,) = good(run("inputs", "--addressee", "CCC", "--json", "--workspace", tmp_path / "ws")).json
    (source,) = row["arguments"][0]["sources"]
    assert text[source["start"] : source["end"]] == "Line 9 tells of the pact."
