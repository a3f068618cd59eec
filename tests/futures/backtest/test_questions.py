"""The pack's questions."""

from datetime import date

import msgspec
import pytest

from shiome.errors import RegionRefused
from shiome.futures.backtest.months import month_of, month_text
from shiome.futures.backtest.questions import question_problems, questions, read_question
from shiome.region.pack import Pack, load_pack, locate
from shiome.region.schema.futures import Driver, QuestionEntry
from shiome.region.schema.knowledge import JudgementEntry


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


def test_every_judgement_of_the_peninsula_is_asked_or_says_why_not(pack):
    assert list(question_problems(pack)) == []
    entries = pack.entries("questions", QuestionEntry).values()
    assert sorted(entry.judgement for entry in entries) == sorted(pack.entries("judgements"))
    assert all(entry.id == entry.judgement.replace("P-", "Q-") for entry in entries)


def test_a_question_is_asked_from_its_judgement_to_its_horizon(pack):
    judgements = pack.entries("judgements", JudgementEntry)
    for question in questions(pack):
        made = judgements[question.judgement].made_on
        assert question.start == month_of(made)
        assert question.open_after(month_of(made)), question.id
        due = judgements[question.judgement].due
        assert not due or month_text(question.end) <= due[:7], question.id


def test_the_default_horizon_is_a_year(pack):
    found = {question.id: question for question in questions(pack)}
    assert found["Q-000-02"].text() == "not ever dprk-programme=held-back from 2024-12 until 2025-12"
    assert found["Q-004-17"].text() == "ever rok-government!=vacuum from 2025-06 until 2025-06"
    assert found["Q-004-09"].text() == "ever us-dprk-talks>=contact from 2025-04 until 2029-01"
    assert found["Q-001-03"].condition_text() == "ever alignment=bloc from 2025-12 until 2026-12"
    assert found["Q-001-03"].drivers == ("nuclear-test",)


def changed(pack, **fields):
    entry = pack.entries("questions", QuestionEntry)["Q-003-16"]
    return msgspec.structs.replace(entry, **fields)


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"formula": "nuclear-test=test and"}, "formula", "column"),
        ({"formula": "no-such=test"}, "name", "there is no driver no-such"),
        ({"formula": "nuclear-test=maybe"}, "name", "driver nuclear-test has no state maybe"),
        ({"formula": "nuclear-test>none"}, "order", "the states of nuclear-test stand in no order"),
        ({"condition": "no-such=test"}, "name", "there is no driver no-such"),
        ({"until": "soon"}, "until", "'soon' is no month"),
        ({"formula": "nuclear-test=test from m6", "until": "m3"}, "until", "a part begins after 2025-08"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_with_its_place(pack, fields, code, text):
    judgement = pack.entries("judgements", JudgementEntry)["P-003-16"]
    with pytest.raises(RegionRefused, match="question Q-003-16: ") as refused:
        read_question(changed(pack, **fields), judgement, pack.entries("drivers", Driver))
    assert refused.value.code == f"question.{code}"
    assert text in refused.value.message


def with_questions(pack, *entries):
    return Pack(pack.region, {**pack.subjects, "questions": {entry.id: entry for entry in entries}})


def test_problems_name_what_is_asked_twice_and_what_is_not_asked(pack):
    entries = list(pack.entries("questions", QuestionEntry).values())
    twice = msgspec.structs.replace(entries[1], id="again")
    found = [
        str(each)
        for each in question_problems(with_questions(pack, *entries[1:], twice, changed(pack, id="x", formula="a=")))
    ]
    assert any("again: judgement P-000-02 is asked already" in each for each in found)
    assert any("P-000-01: no question asks it" in each for each in found)
    assert any("question x: formula, column" in each for each in found)


def test_a_question_of_a_judgement_that_does_not_exist_is_refused(pack):
    held = with_questions(pack, changed(pack, judgement="P-9"))
    assert any("question Q-003-16: there is no judgement P-9" in str(each) for each in question_problems(held))
    with pytest.raises(RegionRefused, match="there is no judgement P-9"):
        questions(held)


def test_a_pack_without_questions_has_no_problem_and_asks_nothing(pack):
    empty = with_questions(pack)
    assert list(question_problems(empty)) == []
    assert questions(empty) == ()


def test_a_question_closes_with_the_last_month_of_its_first_part_to_end(pack):
    question = next(each for each in questions(pack) if each.id == "Q-000-18")
    assert question.open_after(month_of(date(2025, 5, 31)))
    assert not question.open_after(month_of(date(2025, 6, 1)))
    cut = question.until(month_of(date(2025, 3, 1)))
    assert month_text(cut.end) == "2025-03"
    assert not question.until(month_of(date(2024, 12, 1))).open_after(month_of(date(2024, 11, 1)))
