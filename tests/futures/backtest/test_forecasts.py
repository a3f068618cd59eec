"""Which questions are asked on a day, how they are asked, and what counts as their outcome."""

import math
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.futures.backtest.worlds import END, LATER, MADE, judgement, ledger, question

from shiome.errors import InputRefused
from shiome.futures.backtest.answers import Answer, given
from shiome.futures.backtest.forecasts import ask, base

BANDS = {4: (0.6, 0.9)}


def asked(questions, held, answers=None, **options):
    seen = []

    def forecast(day, formulas):
        seen.append((day, formulas))
        return [(answers or {}).get(formula, Answer(0.3, 0.01)) for formula in formulas]

    options = {"origins": [MADE, LATER, END], "end": END, "bands": BANDS, **options}
    return ask(questions, held, forecast, **options), seen


def settled_later(**changes):
    return judgement(until=LATER), judgement(known=LATER, outcome="true", settled=True, **changes)


def test_a_question_is_asked_while_it_is_open_and_never_again():
    found, seen = asked([question()], ledger(*settled_later()))
    assert [row.origin for row in found.rows] == [MADE]
    assert seen == [(MADE, ("ever talks>=contact from 2024-12 until 2025-12",))]
    (row,) = found.scored
    assert (row.outcome, row.why, row.lead, row.document) == (1.0, "settled", 12, "000")
    assert row.forecasts == {"model": 0.3, "base_rate": 0.5, "hedge": 0.75, "paper": 0.7, "even": 0.5}


def test_nothing_is_asked_before_the_judgement_was_known_or_after_its_window():
    found, _ = asked([question(months=5)], ledger(judgement()), origins=[date(2024, 12, 5), MADE, LATER])
    assert [row.origin for row in found.rows] == [MADE]


def test_the_base_rate_knows_only_what_was_settled_by_the_day():
    held = ledger(
        judgement(),
        *(judgement(name, until=END) for name in "AB"),
        *(
            judgement(name, known=when, outcome=outcome, settled=True)
            for name, when, outcome in (("A", LATER, "true"), ("B", END, "false"))
        ),
    )
    found, _ = asked([question(months=24)], held)
    assert [row.forecasts["base_rate"] for row in found.rows] == [0.5, base([1.0]), base([1.0, 0.0])]


def test_a_condition_is_asked_for_together_with_the_formula():
    both = "(ever talks=summit from 2024-12 until 2025-12) and (ever mood=good from 2024-12 until 2025-12)"
    condition = "ever mood=good from 2024-12 until 2025-12"
    answers = {both: Answer(0.1, 0.003), condition: Answer(0.4, 0.0049)}
    found, seen = asked([question("talks=summit", "mood=good")], ledger(*settled_later()), answers)
    assert seen == [(MADE, (both, condition))]
    assert found.rows[0].forecasts["model"] == 0.25
    assert found.rows[0].condition == condition


def test_a_condition_known_to_have_come_about_is_not_asked_again():
    held = ledger(judgement(), came=[(LATER, True)])
    found, seen = asked([question("talks=summit", "mood=good")], held, origins=[MADE, LATER])
    assert seen[1] == (LATER, ("ever talks=summit from 2024-12 until 2025-12",))
    assert [row.condition != "" for row in found.rows] == [True, False]


def test_a_condition_that_never_holds_and_a_missing_answer_are_told():
    condition = "ever mood=good from 2024-12 until 2025-12"
    held = ledger(judgement())
    found, _ = asked([question("talks=summit", "mood=good")], held, {condition: Answer(0.0)}, origins=[MADE])
    assert [(each.question, each.why) for each in found.not_asked] == [("Q", "condition never")]
    text = "ever talks>=contact from 2024-12 until 2025-12"
    found, _ = asked([question()], held, {text: None}, origins=[MADE])
    assert [(each.question, each.why) for each in found.not_asked] == [("Q", "no answer")]
    assert found.rows == ()


def test_answers_that_do_not_fit_the_formulas_are_refused():
    with pytest.raises(InputRefused, match="0 answers to 1 formulas as of 2024-12-06"):
        ask([question()], ledger(judgement()), lambda *_: [], origins=[MADE], end=END, bands=BANDS)


def result(one, *versions, came=(), **options):
    found = ledger(*versions, came=came).result(one, end=END, **options)
    return found.outcome, found.why


@pytest.mark.parametrize(
    ("changes", "months", "expected"),
    [
        ({"outcome": "partly", "settled": True}, 48, (0.5, "settled")),
        ({"outcome": "false"}, 12, (0.0, "window over")),
        ({"outcome": "false"}, 13, (None, "not final")),
        ({"outcome": "unknown"}, 12, (None, "no outcome")),
        ({"outcome": "not_applicable"}, 12, (None, "condition has not come")),
        ({"outcome": "true", "resolvable": "no"}, 12, (None, "no test")),
        ({"outcome": "true", "resolvable": "conditional"}, 12, (None, "condition not known to have come")),
        ({"outcome": "true", "resolvable": "conditional", "settled": True}, 12, (1.0, "settled")),
    ],
)
def test_an_outcome_counts_when_it_is_final(changes, months, expected):
    assert result(question(months=months), judgement(known=END, **changes)) == expected


def test_a_conditional_question_counts_only_where_its_condition_came_true():
    one, known = question("talks=summit", "mood=good"), judgement(known=END, outcome="true")
    assert result(one, known) == (None, "condition not known to have come")
    assert result(one, known, came=[(LATER, True)]) == (1.0, "window over")
    assert result(one, known, came=[(LATER, False)]) == (None, "condition has not come")
    assert result(one, known, came=[(date(2026, 1, 1), True)]) == (None, "condition not known to have come")


def test_asked_to_date_a_question_ends_with_the_last_month_that_was_over():
    held = ledger(judgement(), judgement(known=END, outcome="false"))
    found, seen = asked([question(months=48)], held, origins=[MADE], to_date=True)
    assert seen[0][1] == ("ever talks>=contact from 2024-12 until 2025-12",)
    assert (found.rows[0].outcome, found.rows[0].why) == (0.0, "window over")
    _, seen = asked([question(months=48)], held, origins=[MADE], end=date(2025, 12, 30), to_date=True)
    assert seen[0][1] == ("ever talks>=contact from 2024-12 until 2025-11",)


def test_an_outcome_from_before_the_cut_counts_to_date():
    one = question(months=48).until(question(months=12).end)
    held = (judgement(), judgement(known=LATER, outcome="partly"))
    assert result(one, *held, to_date=True) == (0.5, "to date")
    assert result(one, *held) == (None, "not final")


@drawn(st.integers(1, 10_000), st.data())
def test_the_conditional_share_is_that_of_the_runs_in_which_the_condition_held(runs, data):
    held = data.draw(st.integers(1, runs))
    both = data.draw(st.integers(0, held))

    def answer(hits):
        p = hits / runs
        return Answer(p, math.sqrt(p * (1 - p) / runs))

    found = given(answer(both), answer(held))
    share = both / held
    assert found.p == pytest.approx(share)
    assert found.error == pytest.approx(math.sqrt(share * (1 - share) / held), abs=1e-12)


def test_an_exact_condition_leaves_no_error():
    assert given(Answer(0.1), Answer(0.4)).error == 0.0


@pytest.mark.parametrize(("p", "error"), [(1.2, 0.0), (-0.1, 0.0), (0.5, -1.0), (math.nan, 0.0), (0.5, math.inf)])
def test_what_is_no_probability_is_refused(p, error):
    with pytest.raises(InputRefused, match="is no probability"):
        Answer(p, error)
