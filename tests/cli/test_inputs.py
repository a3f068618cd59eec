"""``shiome inputs`` as a person uses it."""

import shutil

import pytest
from tests.cli.program import run
from tests.coordination.partners import write_partners


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
        return run("inputs", *arguments, "--workspace", workspace)

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


def test_the_bank_shows_arguments_and_gaps(asked):
    rows = good(asked("--json")).json
    assert rows == good(asked("list", "--json")).json
    assert [(row["addressee"], [each["id"] for each in row["arguments"]]) for row in rows] == [
        ("celand", ["c-gain", "c-late"]),
        ("house", []),
    ]
    assert rows[1]["missing"] == "Nothing is put to it."
    gain = rows[0]["arguments"][0]
    assert [(s["document"], s["line"]) for s in gain["sources"]] == [("d1", 9)]
    assert [each["id"] for each in gain["openings"]] == ["warm"]
    shown = good(asked())
    assert "(no argument)" in shown.out
    assert "The house: Nothing is put to it." in shown.err
    early = good(asked("--as-of", "2024-01-09", "--json")).json
    assert [row["missing"] for row in early] == [
        "No document known by the day puts anything to it.",
        "Nothing is put to it.",
    ]
    assert "（論拠なし）" in good(asked("--lang", "ja")).out
    assert [row["addressee"] for row in good(asked("--addressee", "CCC", "--json")).json] == ["celand"]


def test_channels_and_ways(asked):
    assert [row["id"] for row in good(asked("channels", "--json")).json] == ["a-c", "a-b", "b-clerks", "ab-c"]
    assert [row["id"] for row in good(asked("channels", "BBB", "--json")).json] == ["b-clerks", "ab-c"]
    ways = good(asked("channels", "AAA", "celand", "--json")).json
    assert [(way["stops"], way["used"], way["vouched"]) for way in ways] == [
        (["AAA", "CCC"], True, True),
        (["AAA", "CCC"], False, True),
        (["AAA", "BBB", "clerks"], True, False),
    ]
    shown = good(asked("channels", "AAA", "celand"))
    assert "urgent" in shown.out
    assert "indispensable" not in shown.out
    assert "was used / called for" in shown.out
    assert "no document vouches" in shown.err
    assert "急務" in good(asked("channels", "--lang", "ja")).out


@pytest.mark.parametrize("language", ["ja", "en"])
def test_channels_name_who_bears_on_whom(asked, language):
    rows = good(asked("channels", "--json")).json
    codes = {each for row in rows for each in (*row["source"], row["target"])}
    _, *shown = good(asked("channels", "--lang", language)).out.splitlines()
    assert len(shown) == len(rows)
    for line in shown:
        assert not codes & {*line.replace("+", " ").split()}


def test_openings_say_what_bears_an_argument_out(asked):
    (row,) = good(asked("openings", "--json")).json
    assert (row["argument"], row["yardstick"], row["bound"]) == ("c-gain", "warmth", 0.5)
    assert row["side"] in ("open", "closed", "unsure")
    assert "the pack's own judgement" in good(asked("openings")).err
    assert good(asked("openings", "--addressee", "house", "--json")).json == []


def test_an_argument_of_ones_own_is_kept_and_withdrawn(asked):
    told = ("add", "house", "It helps at home", "--interest", "Votes", "--source", "d2:4", "--by", "kato")
    made = good(asked(*told, "--on", "2026-01-10", "--json")).json
    assert made["entered_by"] == "kato"
    (row,) = good(asked("--own", "--json")).json
    assert [each["id"] for each in row["arguments"]] == [made["id"]]
    assert good(asked("--own", "--json", "--as-of", "2026-01-09")).json == []
    gone = good(asked("withdraw", made["id"], "--reason", "old", "--by", "kato", "--on", "2026-01-20"))
    assert "2026-01-20" in gone.err
    assert good(asked("--own", "--json", "--as-of", "2026-01-20")).json == []
    assert len(good(asked("--own", "--json", "--as-of", "2026-01-19")).json) == 1


def test_what_was_said_and_what_came_after(asked):
    told = ("log", "celand", "--when", "2024-06-15", "--speaker", "AAA", "--argument", "c-gain", "--channel", "a-c")
    made = good(asked(*told, "--source", "A readout", "--by", "kato", "--on", "2024-06-30", "--json")).json
    (row,) = good(asked("said", "--json")).json
    assert (row["id"], row["when"], row["by"]) == (made["id"], "2024-06-15", ["AAA"])
    assert [(each["record"], each["days"]) for each in row["followed"]] == [("e-reply", 5)]
    shown = good(asked("said"))
    assert "+5" in shown.out
    assert "not as effects" in shown.err
    assert "因果ではない" in good(asked("said", "--lang", "ja")).err
    assert good(asked("said", "--json", "--as-of", "2024-06-29")).json == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--addressee", "moon"), "inputs.addressee"),
        (("channels", "moon"), "region.entry"),
        (("channels", "AAA", "moon"), "inputs.actor"),
        (("add", "house", "text", "--interest", "x", "--by", "k"), "inputs.evidence"),
        (("add", "house", "text", "--interest", "x", "--source", "y"), "inputs.by"),
        (("log", "house", "--when", "2024-01-01", "--source", "y", "--by", "k", "--text", "t"), "inputs.speaker"),
        (("log", "house", "--when", "soon", "--speaker", "AAA", "--source", "y", "--by", "k"), "date.day"),
        (("withdraw", "c-gain", "--reason", "x", "--by", "k"), "inputs.entry"),
    ],
)
def test_refusals_take_one_line(asked, monkeypatch, arguments, code):
    monkeypatch.delenv("SHIOME_PERSON", raising=False)
    refused(asked(*arguments), code)
