"""Unknown comparisons: nothing unknown changes nothing, and bolder attitudes hold less."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma

from shiome.errors import InputRefused
from shiome.policy.conflict.analysis import analyse
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import Doubtful, Pairs
from shiome.policy.conflict.robustness import robustness
from shiome.policy.conflict.stability import stability
from shiome.policy.conflict.unknown import ATTITUDES, UNCERTAIN_CONCEPTS, uncertain

FEW = settings(max_examples=25, deadline=None)


def doubting(conflict, seed, count):
    """The conflict with some comparisons of everyone unknown."""
    stream = np.random.default_rng(seed)
    size = build(conflict).size
    makers = []
    for maker in conflict.decision_makers:
        pairs = tuple((int(one) + 1, int(other) + 1) for one, other in stream.integers(0, size, (count, 2)))
        makers.append(replace(maker, preference=Doubtful(maker.preference, pairs)))
    return replace(conflict, decision_makers=tuple(makers))


@FEW
@given(conflicts(), st.sampled_from(CHAINS))
def test_with_nothing_unknown_all_attitudes_are_the_usual_stability(conflict, chain):
    usual = stability(build(conflict), chain=chain, engine="numpy").stable
    for game in (build(conflict), build(doubting(conflict, 0, 0))):
        found = uncertain(game, chain=chain)
        for attitude in ATTITUDES:
            for concept in UNCERTAIN_CONCEPTS:
                assert np.array_equal(found.stable[attitude][concept], usual[concept])


@FEW
@given(conflicts(), st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_the_bolder_the_less_is_stable(conflict, seed, count):
    found = uncertain(build(doubting(conflict, seed, count))).stable
    for bolder, calmer in (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")):
        for concept in UNCERTAIN_CONCEPTS:
            assert not (found[bolder][concept] & ~found[calmer][concept]).any(), (bolder, calmer, concept)


@FEW
@given(conflicts(), st.integers(0, 2**32 - 1))
def test_what_holds_boldly_holds_for_every_way_to_fill_the_gap(conflict, seed):
    """Nash, GMR and SMR under attitude a do not hang on the unknown; neither does what fails under d."""
    game = build(doubting(conflict, seed, 1))
    found = uncertain(game).stable
    usual = stability(build(conflict), engine="numpy").stable
    for concept in ("nash", "gmr", "smr"):
        assert not (found["a"][concept] & ~usual[concept]).any()
        assert not (usual[concept] & ~found["d"][concept]).any()


def test_single_comparisons_leave_the_rest_unknown():
    makers = dilemma().decision_makers
    partial = replace(makers[0], preference=Pairs(better=(("NY", "YY"), ("YY", "NN")), equal=(("NN", "YN"),)))
    game = build(replace(dilemma(), decision_makers=(partial, makers[1])))
    assert not game.known
    relation = game.partial[0]
    assert relation.better[2, 1]
    assert not relation.unknown.any()
    shown = analyse(game).as_json()
    assert shown["attitude"] == "a"
    assert set(shown["by_attitude"]) == set(ATTITUDES)
    for work in (stability, robustness):
        with pytest.raises(InputRefused, match=r"A are partly unknown.*conflict\.unknown"):
            work(game)


def test_an_unknown_comparison_opens_a_move():
    makers = dilemma().decision_makers
    doubtful = replace(makers[0], preference=Doubtful(makers[0].preference, (("NN", "YN"),)))
    game = build(replace(dilemma(), decision_makers=(doubtful, makers[1])))
    found = uncertain(game)
    assert [found.numbers(each, "nash") for each in ATTITUDES] == [[], [1, 2], [], [1, 2]]
