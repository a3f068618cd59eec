"""Scores of the ledger: what counts, what is left out, and figures that can be worked out by hand."""

import math
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.ledger.judgements import judgement

from shiome.errors import InputRefused
from shiome.futures.ledger.forecasts import forecast_of
from shiome.futures.ledger.scores import answered, calibration_table, score_table, settled_of


def done(number, band, outcome, **changes):
    fields = {"id": f"j{number}", "band": band, "outcome": outcome, "settled": True}
    return judgement(**fields | changes)


FOUR = [
    done(1, (0.8, 1.0), "true", holder="a"),
    done(2, (0.1, 0.3), "false", holder="a"),
    done(3, (0.6, 0.8), "partly", holder="b"),
    done(4, (0.5, 0.5), "false", holder="b"),
]


def test_scores_are_those_worked_out_by_hand():
    table = score_table(*settled_of(FOUR), by="author", rate=0.5)
    a, b = table.groups
    assert (a.group.key, a.group.n, b.group.key, b.group.n) == ("a", 2, "b", 2)
    assert a.group.brier == pytest.approx((0.01 + 0.04) / 2)
    assert b.group.brier == pytest.approx((0.04 + 0.25) / 2)
    assert table.overall.group.brier == pytest.approx((0.01 + 0.04 + 0.04 + 0.25) / 4)
    assert a.group.log == pytest.approx((-math.log(0.9) - math.log(0.8)) / 2)
    assert table.overall.group.skill == pytest.approx(1 - 0.085 / ((0.25 + 0.25 + 0.0 + 0.25) / 4))
    assert (table.rate, table.rate_stated) == (0.5, True)


def test_the_ranked_score_is_brier_where_nothing_came_true_in_part():
    table = score_table(*settled_of(FOUR[:2]), by="author")
    assert table.overall.ranked == pytest.approx(table.overall.group.brier)
    partly = score_table(*settled_of(FOUR[2:3]), by="author")
    assert partly.overall.ranked == pytest.approx((0.3**2 + 0.7**2) / 2)


def test_without_a_stated_rate_the_mean_outcome_is_the_reference_and_said_to_be():
    table = score_table(*settled_of(FOUR), by="hedge")
    assert (table.rate, table.rate_stated) == (pytest.approx(0.375), False)
    parts = table.parts
    assert parts.total == pytest.approx(table.overall.group.brier)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(parts.brier)


@given(st.permutations(FOUR))
def test_the_order_of_judgements_changes_nothing(shuffled):
    assert score_table(*settled_of(shuffled), by="author") == score_table(*settled_of(FOUR), by="author")


def test_only_what_is_accepted_and_settled_counts():
    others = [
        done(5, (0.1, 0.2), "true", status="proposed"),
        done(6, (0.1, 0.2), "true", status="rejected"),
        done(7, (0.1, 0.2), "not_applicable"),
        done(8, (0.1, 0.2), "unknown"),
        done(9, (0.1, 0.2), "true", settled=False),
        done(10, (0.1, 0.2), "true", about="forecast:j1"),
    ]
    found, left = settled_of([*FOUR, *others])
    assert [one.id for one in found] == ["j1", "j2", "j3", "j4"]
    assert (left.proposed, left.open, left.not_applicable, left.unknown) == (1, 1, 1, 1)
    standing, _ = settled_of([*FOUR, *others], standing=True)
    assert [one.id for one in standing] == ["j1", "j2", "j3", "j4", "j9"]


def test_forecasts_take_the_outcome_of_what_they_answer():
    question = judgement(id="q")
    said = [
        forecast_of(question, by="kato", probabilities=(0.2,), on=date(2025, 2, 1)),
        forecast_of(question, by="sato", probabilities=(0.2, 0.5, 0.3), on=date(2025, 2, 1)),
    ]
    closed = msgspec.structs.replace(question, outcome="partly", settled=True)
    found, _ = answered({"q": closed}, said)
    table = score_table(found, _, by="author")
    by_name = {one.group.key: one for one in table.groups}
    assert by_name["kato"].group.brier == pytest.approx(0.09)
    assert by_name["kato"].ranked == pytest.approx((0.8**2 + 0.2**2) / 2)
    assert by_name["sato"].ranked == pytest.approx((0.2**2 + 0.3**2) / 2)
    assert {one.row.cluster for one in found} == {"q"}
    still, left = answered({"q": question}, said)
    assert (still, left.open) == ((), 2)
    assert answered({}, said)[0] == ()


def test_calibration_counts_every_judgement_once_and_bins_share_its_parts():
    found, left = settled_of(FOUR)
    table = calibration_table(found, left, bins=5)
    assert sum(one.n for one in table.bins) == table.n == 4
    assert [(one.low, one.n) for one in table.bins] == [(0.2, 1), (0.4, 1), (0.6, 1), (0.8, 1)]
    assert table.parts.total == pytest.approx(table.parts.brier)
    assert all(one.observed_low <= one.observed <= one.observed_high for one in table.bins)


@pytest.mark.parametrize(("records", "bins", "code"), [([], 10, "score.rows"), (FOUR, 0, "ledger.bins")])
def test_nothing_to_tabulate_is_refused(records, bins, code):
    with pytest.raises(InputRefused) as caught:
        calibration_table(*settled_of(records), bins=bins)
    assert caught.value.code == code


def test_nothing_to_score_is_refused():
    with pytest.raises(InputRefused) as caught:
        score_table(*settled_of([judgement()]), by="author")
    assert caught.value.code == "score.rows"
