from __future__ import annotations

import pytest
from tests.reading.comparing.materials import bank, document

from shiome.errors import NotKnown
from shiome.reading.comparing import history

SERIES = [
    ("2025-02-15", "閣僚は、北朝鮮の完全な非核化に対する確固たるコミットメントを確認した。"),
    ("2017-07-06", "They want the complete, verifiable and irreversible denuclearization of the Korean Peninsula."),
    ("2022-11-13", "양국은 한반도의 완전한 비핵화에 대한 의지를 확인하였다."),
    ("2023-08-18", "Стороны подтвердили приверженность полной денуклеаризации КНДР."),
    ("2024-03-01", "The ministers spoke of trade."),
    ("", "非核化を論じた。"),
]


@pytest.fixture(scope="module")
def found():
    texts = [document(text, name=f"{number}.txt", dated=dated) for number, (dated, text) in enumerate(SERIES)]
    return history(texts, "denuclearisation", terms=bank())


def part(found, name):
    return next(each for each in found.parts if each.part == name)


def test_forms_are_the_same_in_every_language(found):
    assert [text.parts for text in found.texts] == [
        ("of:korean_peninsula", "qualifier:complete", "qualifier:irreversible", "qualifier:verifiable"),
        ("commitment", "of:korean_peninsula", "qualifier:complete"),
        ("commitment", "of:PRK", "qualifier:complete"),
        (),
        ("commitment", "of:PRK", "qualifier:complete", "resolve:resolute"),
    ]


def test_first_and_last_use_and_gaps(found):
    assert (part(found, "qualifier:verifiable").first, part(found, "qualifier:verifiable").last) == ("2017-07-06",) * 2
    assert part(found, "of:PRK").first == "2023-08-18"
    assert part(found, "bare").gaps == (("2024-03-01", "2024-03-01"),)
    assert part(found, "resolve:resolute").texts == 1


def test_turns(found):
    assert [(turn.when, turn.gained, turn.lost) for turn in found.turns] == [
        ("2022-11-13", ("commitment",), ("qualifier:irreversible", "qualifier:verifiable")),
        ("2023-08-18", ("of:PRK",), ("of:korean_peninsula",)),
        ("2025-02-15", ("resolve:resolute",), ()),
    ]


def test_uses_open_on_their_words(found):
    for use in found.uses:
        text = next(text for dated, text in SERIES if dated == found.texts[use.text].when)
        assert text[slice(*use.span)] == use.words


def test_what_bears_no_date_is_said_to_be_left_out(found):
    assert found.undated == ("5.txt",)


def test_the_other_party_of_a_sentence_is_not_whose_it_is():
    text = document("中国は北朝鮮に非核化を求めた。")
    (use,) = history([text], "denuclearisation", terms=bank()).uses
    assert use.form.of == ()


def test_a_possessive_tells_whose_it_is():
    text = document("They discussed North Korea's complete denuclearization.")
    (use,) = history([text], "denuclearisation", terms=bank()).uses
    assert (use.form.of, use.form.qualifiers) == (("PRK",), ("complete",))


def test_a_bracket_opened_in_a_phrase_is_closed():
    text = document("They want the denuclearization of North Korea (DPRK) soon.")
    (use,) = history([text], "denuclearisation", terms=bank()).uses
    assert use.words == "denuclearization of North Korea (DPRK)"


def test_an_unknown_term_is_refused():
    with pytest.raises(NotKnown) as refused:
        history([], "no-such-term", terms=bank())
    assert refused.value.code == "term.unknown"


def test_a_term_that_nobody_uses_has_an_empty_history():
    found = history([document("They met.")], "cvid", terms=bank())
    assert (found.uses, found.parts, found.turns, len(found.texts)) == ((), (), (), 1)
    assert found.shape()["texts"][0]["uses"] == 0
