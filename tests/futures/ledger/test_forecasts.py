"""Forecasts of named forecasters: one record each, one or three probabilities, never after the outcome."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.ledger.judgements import MADE, judgement

from shiome.errors import InputRefused, RecordRefused
from shiome.futures.ledger.forecasts import (
    about_of,
    distribution,
    forecast_id,
    forecast_of,
    last_before,
    question_of,
    settled_since,
)

LATER = MADE + timedelta(days=30)


def given_by(name="kato", probabilities=(0.3,), on=LATER, question=None, **rest):
    return forecast_of(question or judgement(), by=name, probabilities=probabilities, on=on, **rest)


def test_a_forecast_answers_its_judgement_under_the_name_of_who_gave_it():
    made = given_by()
    assert (made.about, question_of(made)) == (about_of("j1"), "j1")
    assert (made.holder, made.band, made.made_on, made.known_from) == ("kato", (0.3, 0.3), LATER, LATER)
    assert (made.proposition, made.due) == ("talks resume", "2025-12")
    assert question_of(judgement()) == ""


def test_one_forecaster_has_one_record_for_one_judgement():
    assert given_by().id == given_by(probabilities=(0.6,)).id == forecast_id("j1", "kato")
    assert len({given_by().id, given_by("sato").id, given_by(question=judgement(id="j2")).id}) == 3


@given(st.floats(0, 1), st.floats(0, 1))
def test_three_probabilities_come_back_as_they_were_given(a, b):
    false, both = sorted((a, b))
    parts = (false, both - false, 1.0 - both)
    made = given_by(probabilities=parts)
    assert distribution(made) == pytest.approx(parts, abs=1e-12)
    assert sum(made.band) / 2 == pytest.approx(parts[2] + parts[1] / 2, abs=1e-12), "the share that is expected"


def test_a_band_puts_nothing_on_an_outcome_in_part():
    assert distribution(judgement(band=(0.6, 0.8))) == pytest.approx((0.3, 0.0, 0.7))


@pytest.mark.parametrize(
    "probabilities", [(), (0.2, 0.8), (1.2,), (-0.1,), (float("nan"),), (0.5, 0.5, 0.5), (0.2, 0.2, 0.2, 0.4)]
)
def test_what_is_no_probability_is_refused(probabilities):
    with pytest.raises(InputRefused) as caught:
        given_by(probabilities=probabilities)
    assert caught.value.code == "ledger.probability"


def test_a_forecast_has_a_name():
    with pytest.raises(InputRefused) as caught:
        given_by("  ")
    assert caught.value.code == "ledger.forecaster"


@pytest.mark.parametrize(
    ("on", "settled_on"), [(MADE - timedelta(days=1), None), (LATER, LATER), (LATER, LATER - timedelta(days=1))]
)
def test_a_forecast_is_made_after_the_judgement_and_before_its_outcome(on, settled_on):
    with pytest.raises(RecordRefused) as caught:
        given_by(on=on, settled_on=settled_on)
    assert caught.value.code == "ledger.late"


@pytest.mark.parametrize(
    ("changes", "code"), [({"status": "proposed"}, "ledger.proposed"), ({"about": "forecast:j0"}, "ledger.forecast_of")]
)
def test_only_accepted_judgements_are_forecast(changes, code):
    with pytest.raises(RecordRefused) as caught:
        given_by(question=judgement(**changes))
    assert caught.value.code == code


def test_the_last_word_before_the_outcome_counts():
    days = [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1)]
    history = [judgement(id=str(n), known_from=day) for n, day in enumerate(days)]
    assert last_before(history, date(2025, 3, 2)).id == "1"
    assert last_before(history, date(2025, 3, 1)).id == "0"
    assert last_before(history, date(2025, 2, 1)) is None
    settled = msgspec.structs.replace(history[1], settled=True)
    assert settled_since([history[0], settled, history[2]]) == days[1]
    assert settled_since(history) is None
