"""The section on coordination: consultations, commitments to ask after, declared tests, words; as much as a reader may be told."""

from dataclasses import replace
from datetime import date

import pytest
from tests.outlook.memory import seeded
from tests.outlook.test_building import parts, statements
from tests.outlook.test_yardsticks import remarks
from tests.records.making import add_document

from shiome.coordination.terms.model import TermCheck
from shiome.coordination.view import CheckedText
from shiome.outlook import as_json, build_outlook
from shiome.outlook.model import Bullets, Table
from shiome.workspace import Workspace, coordinating
from shiome.workspace.coordinating import coordination_of

DAY, EARLIER = date(2025, 12, 31), date(2024, 12, 31)
LANGUAGES = ("ja", "en")
FILE = "coordination.tcog-2-end-state"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    with Workspace.create(tmp_path_factory.mktemp("coordinated") / "ws", region="peninsula") as made:
        yield made


@pytest.fixture(scope="module")
def knowledge(workspace):
    return seeded(workspace.pack)


def built(workspace, knowledge, *, day=DAY, language="en", reader=""):
    view = coordination_of(workspace, day, reader=reader)
    return build_outlook(workspace.pack, knowledge, as_of=day, language=language, coordination=view)


@pytest.fixture(scope="module")
def outlooks(workspace, knowledge):
    return {language: built(workspace, knowledge, language=language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def public(workspace, knowledge):
    return built(workspace, knowledge, reader="public")


def coordination(outlook):
    return {key: part for key, part in parts(outlook).items() if key.split(".")[0] == "coordination"}


def lists(part):
    return {block.title: [item.text for item in block.items] for block in part.blocks if isinstance(block, Bullets)}


def table(part):
    return next(block for block in part.blocks if isinstance(block, Table))


def test_it_stands_between_sanctions_and_institutions_with_its_parts(outlooks):
    keys = [section.key for section in outlooks["en"].sections]
    assert keys.index("coordination") == keys.index("institutions") - 1
    expected = ["coordination", FILE, "coordination.commitments", "coordination.trials", "coordination.lines"]
    assert list(coordination(outlooks["en"])) == expected == list(coordination(outlooks["ja"]))


def test_agreed_points_stand_apart_from_open_ones(outlooks):
    found = lists(coordination(outlooks["en"])[FILE])
    assert {"Agreed", "Open", "Red lines"} <= set(found)
    assert not set(found["Agreed"]) & set(found["Open"])
    assert all(statement.evidence for statement in statements(coordination(outlooks["en"])[FILE]))


def test_the_common_ground_is_told_as_the_outlooks_own_reading(outlooks):
    assert any("範囲" in text for text in remarks(coordination(outlooks["ja"])[FILE]))


def test_authors_are_called_by_their_names_in_the_language_of_the_outlook(outlooks):
    names = {language: {e.source.document: e.author for e in outlooks[language].evidence} for language in outlooks}
    assert (names["ja"]["001"], names["en"]["001"]) == ("飯村友紀", "Tomoki Iimura")


def test_a_body_whose_members_are_not_told_is_not_said_to_consist_of_itself(outlooks):
    (table,) = [b for b in parts(outlooks["en"])["institutions.bodies"].blocks if isinstance(b, Table)]
    assert all(row[0].note != row[0].text for row in table.rows)


def test_what_is_not_for_everybody_marks_the_whole_and_is_withheld_from_the_public(outlooks, public):
    assert outlooks["en"].marking == outlooks["ja"].marking == "TLP:AMBER REL TO TCOG II"
    assert public.marking == ""
    red_lines = lists(coordination(outlooks["en"])[FILE])["Red lines"]
    text = as_json(public).decode()
    assert red_lines
    assert not [line for line in red_lines if line in text]


def test_commitments_to_ask_after_say_why_and_derived_states_say_so(outlooks):
    part = coordination(outlooks["en"])["coordination.commitments"]
    rows = table(part).rows
    assert rows
    assert all(row[3].text and row[0].evidence for row in rows)
    derived = [row[2].text for row in rows if row[2].text != "—"]
    assert derived
    assert all("derived" in text for text in derived)
    assert any(text.startswith("Commitments known: ") for text in remarks(part))


def test_tests_that_were_declared_stand_with_their_results(outlooks):
    rows = table(coordination(outlooks["ja"])["coordination.trials"]).rows
    assert len(rows) == 3
    assert all(row[0].evidence and row[3].text for row in rows)


def test_both_languages_rest_on_the_same_passages(outlooks):
    ja, en = (
        [s.evidence for part in coordination(outlooks[language]).values() for s in statements(part)]
        for language in LANGUAGES
    )
    assert ja == en
    assert len(ja) > 15


def test_nothing_is_told_that_was_not_known_on_the_day(workspace, knowledge, outlooks):
    early = built(workspace, knowledge, day=EARLIER)
    assert FILE not in coordination(early)
    assert {evidence.source.document for evidence in early.evidence} == {"000"}
    late = len(table(coordination(outlooks["en"])["coordination.commitments"]).rows)
    assert len(table(coordination(early)["coordination.commitments"]).rows) < late


def test_documents_that_were_not_checked_are_counted(workspace, knowledge):
    view = coordination_of(workspace, DAY)
    check = TermCheck(file="004.txt", language="ja", when="2025", departures=(), formulas=())
    for language, said in (("en", "7 older documents were not checked"), ("ja", "古い文書7本は点検していない")):
        for unchecked in (7, 0):
            view = replace(view, checks=(CheckedText("004", check),), unchecked=unchecked)
            outlook = build_outlook(workspace.pack, knowledge, as_of=DAY, language=language, coordination=view)
            assert (said in as_json(outlook).decode()) == bool(unchecked)


def test_only_the_newest_documents_are_checked(workspace, monkeypatch):
    monkeypatch.setattr(coordinating, "CHECKED", 1)
    with Workspace.create(workspace.folder.parent / "more", region="peninsula") as made:
        for number, dated in enumerate(("2025-03-01", "2025-04-01", "2025-05-01")):
            add_document(made.store, f"完全な非核化を求める（{number}）。", f"doc-{number}", dated=dated)
        view = coordination_of(made, date(2025, 4, 30))
    assert ([each.document for each in view.checks], view.unchecked) == (["doc-1"], 1)
