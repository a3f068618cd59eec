import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import NotKnown, QueryRefused
from shiome.yardsticks.votes import agreement
from shiome.yardsticks.votes.agreeing import interval
from shiome.yardsticks.votes.table import table_of

CODES = st.sampled_from([1, 2, 3, 8, None])
PAIR = ("KOR", "JPN")


@st.composite
def tables(draw):
    calls = draw(st.lists(st.tuples(st.integers(70, 73), CODES, CODES, CODES), min_size=1, max_size=30))
    votes, sessions = [], {}
    for rcid, (session, *cast) in enumerate(calls, start=1):
        sessions[rcid] = session
        votes += [(rcid, cow, vote) for cow, vote in zip((732, 740, 2), cast, strict=True) if vote]
    return table_of(votes, sessions), calls


@given(tables(), st.sampled_from(["identical", "graded"]), st.booleans())
def test_agreement_is_symmetric_and_between_0_and_1(made, measure, unanimous):
    table, calls = made
    series = agreement(table, PAIR, measure=measure, unanimous=unanimous)
    assert series == agreement(table, PAIR[::-1], measure=measure, unanimous=unanimous)
    for point in series:
        counted = [
            (a, b)
            for session, a, b, c in calls
            if str(session + 1945) == point.when
            and a in (1, 2, 3)
            and b in (1, 2, 3)
            and (unanimous or len({a, b, c} & {1, 2, 3}) > 1)
        ]
        assert point.n == len(counted)
        if not counted:
            assert (point.value, point.low, point.inputs) == (None, None, ())
            continue
        scores = [float(a == b) if measure == "identical" else 1 - abs(a - b) / 2 for a, b in counted]
        assert point.value == pytest.approx(sum(scores) / len(scores))
        assert 0 <= point.low <= point.value <= point.high <= 1
        assert point.inputs == (f"votes:session={int(point.when) - 1945}",)
    assert agreement(table, (PAIR[0], PAIR[0])).values.count(0.0) == 0


def test_a_session_without_common_votes_is_missing_between_others():
    table = table_of([(1, 732, 1), (1, 740, 1), (2, 732, 1), (3, 732, 2), (3, 740, 3)], {1: 70, 2: 71, 3: 72})
    series = agreement(table, PAIR, measure="graded")
    assert [point.when for point in series] == ["2015", "2016", "2017"]
    assert series.values == (1.0, None, 0.5)
    assert series.missing == ("2016",)
    assert agreement(table, ("KOR", "USA")).points == ()


def test_states_that_followed_one_another_are_one_actor():
    table = table_of([(1, 260, 1), (1, 740, 1), (2, 255, 2), (2, 740, 1)], {1: 44, 2: 46})
    assert agreement(table, ("DEU", "JPN")).values == (1.0, None, 0.0)


def test_an_unknown_actor_or_measure():
    with pytest.raises(QueryRefused, match="measure of agreement “other”"):
        agreement(table_of([(1, 732, 1)], {1: 70}), PAIR, measure="other")
    with pytest.raises(NotKnown, match="identifier ZZZ"):
        agreement(table_of([(1, 732, 1)], {1: 70}), ("ZZZ", "JPN"))


@given(st.integers(1, 200), st.integers(0, 200))
def test_the_bounds_of_shares_are_wilsons(trials, hits):
    import numpy as np

    hits = min(hits, trials)
    low, high = interval(np.array([1.0] * hits + [0.0] * (trials - hits)))
    share = hits / trials
    for bound in (low, high):
        if 0 < bound < 1 and bound != share:
            # Wilson's bounds are the shares of which the one seen is 1.645 standard deviations away.
            assert abs(share - bound) / (bound * (1 - bound) / trials) ** 0.5 == pytest.approx(1.64485, abs=1e-4)
