from __future__ import annotations

import os

import pytest

from shiome.errors import InputRefused
from shiome.reading.dictionaries import load_dictionaries, read_actors, read_agents, read_discards, read_issues
from shiome.reading.dictionaries.discards import parse_discards
from shiome.reading.dictionaries.issues import Issue, parse_issues
from shiome.reading.dictionaries.phrases import PhraseIndex


def test_discards_tell_sentence_from_story():
    discards = parse_discards("CUP FINAL\n+REGATTA # a story")
    assert discards.scope(("THE", "CUP", "FINAL")) == "sentence"
    assert discards.scope(("CUP", "FINAL", "REGATTA")) == "story"
    assert discards.scope(("CUP", "OF", "TEA")) is None


def test_issues_count_and_a_tilde_blocks():
    issues = parse_issues(
        '<ISSUE CATEGORY="SEA" TYPE="ALL">\nn:ferry [SHIPS]\nre+v:float [SHIPS]\n~ferry tale\nbad line\n</ISSUE>'
    )
    found = issues.issues(["FERRIES", "REFLOATED", "AND", "A", "FERRY", "TALE"])
    assert found == {Issue("SEA", "SHIPS"): 2}
    assert [problem.line for problem in issues.problems] == [5]


def test_the_longest_phrase_wins_and_the_first_value_stands():
    index = PhraseIndex[int]()
    assert index.add(("A",), 1)
    assert index.add(("A", "B"), 2)
    assert not index.add(("A",), 3)
    assert [(hit.start, hit.end, hit.value) for hit in index.find(("B", "A", "B", "A"))] == [(1, 3, 2), (3, 4, 1)]
    index.replace(("A",), 4)
    assert index.get(("A",)) == 4
    assert len(index) == 2


def test_dictionaries_are_kept_until_a_file_changes(tmp_path):
    verbs, actors = tmp_path / "verbs.txt", tmp_path / "actors.txt"
    verbs.write_text("--- GO [042] ---\nGO\n")
    actors.write_text("AVARIA [AVA]\n")
    first = load_dictionaries(verbs, actors=[actors])
    assert load_dictionaries(verbs, actors=[actors]) is first
    actors.write_text("AVARIA [AVB]\nBORLAND\n")
    os.utime(actors, ns=(1, 1))
    again = load_dictionaries(verbs, actors=[actors])
    assert again.actors.code("Avaria") == "AVB"
    assert [problem.text for problem in again.problems] == ["BORLAND"]


def test_several_files_are_read_in_order_of_precedence(tmp_path):
    for name, text in {"one": "X [AAA]", "two": "X [BBB]\nY [CCC]"}.items():
        (tmp_path / name).write_text(text)
    actors = read_actors(tmp_path / "one", tmp_path / "two")
    assert (actors.code("x"), actors.code("y")) == ("AAA", "CCC")


def test_old_files_in_latin_letters_are_read(tmp_path):
    (tmp_path / "agents").write_bytes("ÉLU [~LEG]".encode("latin-1"))
    assert read_agents(tmp_path / "agents").index.get(("ÉLU",)) is not None


@pytest.mark.parametrize("read", [read_actors, read_agents, read_discards, read_issues])
def test_a_missing_file_is_refused_by_name(read, tmp_path):
    with pytest.raises(InputRefused, match="absent") as refused:
        read(tmp_path / "absent")
    assert refused.value.code == "dictionary.unreadable"
