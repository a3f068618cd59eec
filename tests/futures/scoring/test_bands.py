"""Judgements with bands: scored at the midpoint, in part as one half, and grouped by who, how firmly and how far ahead."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring.bands import KEYS, OBSERVED, Row, band_score, grouped, horizon_of, row_of
from shiome.records.model import Judgement, Source
from shiome.workspace.seed import brier

bands = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: (min(pair), max(pair)))
outcomes = st.sampled_from([0.0, 0.5, 1.0])


def judgement(**changes) -> Judgement:
    fields = {
        "id": "j1",
        "when": "2025-01-10",
        "known_from": date(2025, 1, 10),
        "coder": "person:test",
        "proposition": "talks resume",
        "made_on": date(2025, 1, 10),
        "hedge": 4,
        "band": (0.6, 0.9),
        "cue": "likely",
        "holder": "writer",
        "due": "2025-12",
        "outcome": "partly",
        "settled": True,
        "sources": (
            Source(document="later", known_from=date(2026, 1, 1), role="resolves"),
            Source(document="paper", known_from=date(2025, 1, 10)),
        ),
    }
    return Judgement(**(fields | changes))


def test_a_settled_judgement_becomes_a_row():
    assert row_of(judgement()) == Row(
        band=(0.6, 0.9),
        outcome=0.5,
        author="writer",
        hedge=4,
        word="likely",
        horizon="within 1 year",
        cluster="paper",
    )


@pytest.mark.parametrize("changes", [{"settled": False}, {"outcome": "unknown"}, {"outcome": "not_applicable"}])
def test_what_is_not_settled_is_not_scored(changes):
    assert row_of(judgement(**changes)) is None


@given(bands, outcomes)
def test_the_midpoint_scores_between_the_best_and_the_worst_of_the_band(band, outcome):
    found = band_score(band, outcome)
    assert found.score == pytest.approx(((band[0] + band[1]) / 2 - outcome) ** 2)
    assert found.least <= found.score + 1e-12
    assert found.score <= found.greatest + 1e-12
    assert found.greatest == pytest.approx(max((end - outcome) ** 2 for end in band))
    assert (found.least == 0.0) == (band[0] <= outcome <= band[1]) or found.least < 1e-12


@given(bands, st.sampled_from(["true", "partly", "false"]))
def test_the_score_is_the_one_that_the_ledger_keeps(band, outcome):
    assert band_score(band, OBSERVED[outcome]).score == pytest.approx(brier(band, outcome), abs=5.1e-7)


@pytest.mark.parametrize(
    ("due", "horizon"),
    [
        ("", "none stated"),
        ("2025-02/..", "none stated"),
        ("2025-04-12", "within 3 months"),
        ("2025-04-13", "within 1 year"),
        ("2026-01-11", "within 1 year"),
        ("2026", "later"),
    ],
)
def test_horizons(due, horizon):
    assert horizon_of(date(2025, 1, 10), due) == horizon


ROWS = [
    *[Row(band=(0.6, 0.9), outcome=1.0, author="a", hedge=4, word="likely", horizon="later", cluster="x")] * 3,
    *[Row(band=(0.6, 0.9), outcome=0.0, author="b", hedge=4, word="expected", horizon="within 1 year", cluster="y")],
    *[Row(band=(0.0, 0.2), outcome=1.0, author="b", hedge=1, word="hardly", cluster=f"z{n}") for n in range(20)],
]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("author", ["a", "b"]),
        ("hedge", ["1", "4"]),
        ("word", ["expected", "hardly", "likely"]),
        ("horizon", ["within 1 year", "later", "none stated"]),
    ],
)
def test_groups_hold_every_row_once(by, keys):
    groups = grouped(ROWS, by=by, seed=1)
    assert [group.key for group in groups] == keys
    assert sum(group.n for group in groups) == len(ROWS)
    assert sum(group.n * group.brier for group in groups) / len(ROWS) == pytest.approx(
        sum(band_score(row.band, row.outcome).score for row in ROWS) / len(ROWS)
    )


def test_what_a_group_tells():
    remote, likely = grouped(ROWS, by="hedge", seed=1, rate=0.5)
    assert remote.reading == "more often than said"
    assert remote.skill == pytest.approx(1 - 0.81 / 0.25)
    assert remote.interval.value == pytest.approx(0.81)
    assert (likely.reading, likely.band, likely.forecast) == ("as said", (pytest.approx(0.6), pytest.approx(0.9)), 0.75)
    assert likely.observed.value == 0.75


def test_the_base_rate_is_that_of_all_rows_unless_given():
    (likely,) = (group for group in grouped(ROWS, by="word", seed=1) if group.key == "likely")
    mean = sum(row.outcome for row in ROWS) / len(ROWS)
    assert likely.skill == pytest.approx(1 - 0.0625 / (1 - mean) ** 2)


def test_one_document_tells_nothing_of_the_spread_and_the_seed_decides():
    first, second = grouped(ROWS, by="author", seed=1)
    assert first.interval is None
    assert second == grouped(list(reversed(ROWS)), by="author", seed=1)[1]


def test_often_wrong_is_read_as_less_often_than_said():
    (group,) = grouped([Row(band=(0.85, 0.99), outcome=0.0)] * 10, by="author", seed=1)
    assert group.reading == "less often than said"
    assert group.skill is None  # the mean outcome, known afterwards, would have lost nothing


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: grouped([], by="author", seed=1), "score.rows"),
        (lambda: grouped(ROWS, by="autor", seed=1), "score.name"),
        (lambda: grouped(ROWS, by="author", seed=1, rate=1.5), "score.probability"),
        (lambda: Row(band=(0.5, 0.2), outcome=1.0), "score.band"),
        (lambda: band_score((0.1, 0.2), 2.0), "score.probability"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(InputRefused) as refused:
        call()
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
    assert set(KEYS) == {"author", "hedge", "word", "horizon"}
