import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.analogues import Aspect, Held, Situation, compare
from shiome.futures.analogues.ranks import ranks

STATES = {"a": {"en": "a"}, "b": {"en": "b"}, "c": {"en": "c"}}
NAMES = ("p", "q", "r", "s")
ASPECTS = {name: Aspect(name, {"en": name}, STATES, name in "pq", {}) for name in NAMES}
known = st.sampled_from(["", "a", "b", "c"])
full = st.fixed_dictionaries(dict.fromkeys(NAMES, known))
partly = st.dictionaries(st.sampled_from(NAMES), known)
weights = st.dictionaries(st.sampled_from(NAMES), st.floats(0.01, 100))


def situation(states):
    return Situation("", {}, "", {name: Held(state) for name, state in states.items()})


@given(full, weights)
def test_identical_situations_are_wholly_alike(states, weight):
    found = compare(ASPECTS, situation(states), situation(states), weights=weight)
    assert (found.low, found.shared, found.high) == (1, 1, 1)


@given(partly, weights)
def test_a_situation_is_as_like_itself_as_is_known(states, weight):
    found = compare(ASPECTS, situation(states), situation(states), weights=weight)
    assert found.high == 1
    assert found.known == len(states)
    assert found.shared == (1 if states else None)


@given(partly, partly, weights)
def test_likeness_is_symmetric(here, there, weight):
    one = compare(ASPECTS, situation(here), situation(there), weights=weight)
    two = compare(ASPECTS, situation(there), situation(here), weights=weight)
    assert (one.low, one.shared, one.high) == (two.low, two.shared, two.high)


@given(partly, full, full, weights)
def test_whatever_the_unknown_is_the_likeness_lies_within_the_bounds(here, filling, there, weight):
    bounds = compare(ASPECTS, situation(here), situation(there), weights=weight)
    completed = compare(ASPECTS, situation(filling | here), situation(there), weights=weight)
    assert 0 <= bounds.low <= completed.low + 1e-9
    assert completed.high - 1e-9 <= bounds.high <= 1
    assert completed.low == completed.high


@given(full, full, st.sampled_from(NAMES))
def test_agreement_on_one_more_aspect_never_lowers_the_likeness(here, there, name):
    before = compare(ASPECTS, situation(here), situation(there)).low
    after = compare(ASPECTS, situation(here | {name: there[name]}), situation(there)).low
    assert after >= before


def test_states_in_order_agree_the_more_the_closer():
    found = compare(ASPECTS, situation({"p": "a", "q": "a", "r": "a"}), situation({"p": "b", "q": "c", "r": "b"}))
    assert [match.agreement for match in found.matches] == [0.5, 0.0, 0.0, None]
    assert (found.low, found.high) == (0.125, 0.375)


def test_what_did_not_exist_is_known_and_unlike():
    found = compare(ASPECTS, situation({"p": "a"}), situation({"p": ""}))
    assert found.matches[0].agreement == 0
    assert found.known == 1


@pytest.mark.parametrize(
    "weight", [{"p": -1.0}, {"nobody": 1.0}, {"p": float("nan")}, {"p": float("inf")}, dict.fromkeys(NAMES, 0.0)]
)
def test_weights_that_cannot_be_used_are_refused(weight):
    with pytest.raises(InputRefused) as caught:
        compare(ASPECTS, situation({}), situation({}), weights=weight)
    assert caught.value.code == "analogues.weights"
    assert caught.value.ja != caught.value.message


def likenesses(weight=None):
    here = situation({"p": "a", "q": "a", "r": "a", "s": "a"})
    others = [{"p": "a", "q": "a", "r": "a", "s": "a"}, {"p": "a", "q": "a"}, {"p": "c", "q": "c", "r": "b", "s": "b"}]
    return [compare(ASPECTS, here, situation(each), weights=weight) for each in others]


def test_a_case_alike_in_everything_is_first_under_any_weights():
    first, second, last = ranks(likenesses(), seed=3)
    assert (first.rank, first.low, first.high, first.first) == (1, 1, 1, 1.0)
    assert (second.low, second.high) == (2, 2)
    assert last.rank == 3


def test_equal_cases_share_the_better_rank():
    one, *_ = likenesses()
    assert [each.rank for each in ranks([one, one])] == [1, 1]


def test_ranks_vary_with_the_weights_and_repeat_with_the_seed():
    here = situation({"p": "a", "r": "a"})
    pair = [compare(ASPECTS, here, situation(each)) for each in ({"p": "a", "r": "b"}, {"p": "c", "r": "a"})]
    one = ranks(pair, draws=500, seed=1)
    assert one == ranks(pair, draws=500, seed=1)
    assert [(each.low, each.high) for each in one] == [(1, 2), (1, 2)]
    assert 0.4 < one[0].first < 0.6
    heavy = [
        compare(ASPECTS, here, situation(each), weights={"p": 50})
        for each in ({"p": "a", "r": "b"}, {"p": "c", "r": "a"})
    ]
    assert ranks(heavy, seed=1)[0].first > 0.9


def test_no_cases_no_ranks():
    assert ranks([]) == ()
