import math

import numpy as np
import pytest
from tests.futures.contingency.worlds import front, linkage

from shiome.errors import InputRefused
from shiome.futures.contingency.chances import GROUPS, front_chance, pair_chance
from shiome.futures.contingency.context import NOTHING
from shiome.futures.contingency.engine import Outcome, play
from shiome.futures.contingency.model import ContingencyModel

MODEL = ContingencyModel((front("a", 0.03), front("b", 0.02)), linkages=(linkage("l", "a", "b", 5.0),))


def outcome_of(months, onsets):
    """Runs in which two fronts break out in given months; ``None`` for never."""
    states = np.zeros((2, len(onsets), months + 1), dtype=np.uint8)
    for run, pair in enumerate(onsets):
        for index, month in enumerate(pair):
            if month is not None:
                states[index, run, month:] = 1
    return Outcome(MODEL, NOTHING, {}, 0, states)


def test_counts_by_hand():
    chance = pair_chance(outcome_of(4, [(1, 2), (1, None), (3, 1), (None, 4)]), "a", "b", lag=2)
    assert chance.joint.p == 0.5
    assert chance.overlap.p == 0.5
    assert chance.given.p == pytest.approx(2 / 3)
    assert chance.lift.value == pytest.approx(0.5 / (0.75 * 0.75))
    # a began by month 2 with b still to come in the first two runs; b followed within two months in the first.
    assert chance.follows.p == 0.5
    # Of the runs in which b had not begun by month 1 (all but the third), one began in months 2 and 3.
    assert chance.expected == pytest.approx(1 / 3)
    assert chance.lagged_lift.value == pytest.approx(1.5)


def test_by_month_counts_up_to_ever():
    chance = front_chance(outcome_of(4, [(1, 2), (1, None), (3, 1), (None, 4)]), "a")
    assert chance.by_month.tolist() == [0, 0.5, 0.5, 0.75, 0.75]
    assert chance.ever.p == 0.75
    assert chance.state == "war"


def test_what_never_was_is_not_known():
    chance = pair_chance(outcome_of(4, [(None, 2), (None, 3)]), "a", "b", lag=2)
    assert chance.given is None
    assert chance.follows is None
    assert chance.expected is None
    assert (chance.lift.value, chance.lift.standard_error) == (None, None)


def test_one_run_tells_no_error():
    assert pair_chance(outcome_of(4, [(1, 2)]), "a", "b", lag=2).lift.standard_error is None


def test_switched_off_the_lifts_are_one_within_their_error():
    outcome = play(MODEL, months=36, runs=40_000, seed=2, scales={"l": 0.0})
    for first, second in (("a", "b"), ("b", "a")):
        chance = pair_chance(outcome, first, second, lag=6)
        assert abs(chance.lift.value - 1) < 4.5 * chance.lift.standard_error
        assert abs(chance.lagged_lift.value - 1) < 4.5 * chance.lagged_lift.standard_error
        assert 0 < chance.lagged_lift.standard_error < 0.05


def test_the_probability_within_the_lag_is_exact():
    """A front that has just been joined by another breaks out within six months with 1 - exp(-6 * 0.1)."""
    chance = pair_chance(play(MODEL, months=36, runs=40_000, seed=3), "a", "b", lag=6)
    assert abs(chance.follows.p - (1 - math.exp(-0.6))) < 4.5 * chance.follows.standard_error
    assert chance.lagged_lift.value > 1.5


def test_the_jackknife_agrees_with_a_known_error():
    """With the first front out in every run the lift is 1 without error; with independent halves it errs as a ratio does."""
    always = outcome_of(4, [(1, 2), (1, None)] * GROUPS)
    assert pair_chance(always, "a", "b", lag=2).lift.standard_error == pytest.approx(0, abs=1e-12)
    generator = np.random.default_rng(0)
    pairs = generator.random((20_000, 2)) < 0.5
    found = pair_chance(outcome_of(4, [[1 if hit else None for hit in pair] for pair in pairs]), "a", "b", lag=2)
    # Both events have probability 1/2: the lift's relative error is sqrt((1 - p)^2 / p^2 / runs) = 1 / sqrt(runs).
    assert found.lift.standard_error == pytest.approx(1 / math.sqrt(20_000), rel=0.3)


@pytest.mark.parametrize("lag", [0, 5])
def test_a_lag_beyond_the_horizon_is_refused(lag):
    with pytest.raises(InputRefused, match=f"lag of {lag} months"):
        pair_chance(outcome_of(4, [(1, 2)]), "a", "b", lag=lag)


def test_unknown_names_are_refused():
    with pytest.raises(InputRefused, match="there is no front c"):
        front_chance(outcome_of(4, [(1, 2)]), "c")
    with pytest.raises(InputRefused, match="front a has no state crisis"):
        front_chance(outcome_of(4, [(1, 2)]), "a", "crisis")
