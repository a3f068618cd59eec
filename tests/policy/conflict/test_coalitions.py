"""Coalitions: the definitions, the engines, and a coalition of one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import Reference, conflicts, dilemma

from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.coalitions import COALITION_CONCEPTS, coalition_stability
from shiome.policy.conflict.game import build
from shiome.policy.conflict.stability import stability

FEW = settings(max_examples=25, deadline=None)


@FEW
@given(conflicts(most=3), st.sampled_from(CHAINS), st.sampled_from(CHAINS))
def test_every_concept_is_its_definition(conflict, chain, joint):
    game = build(conflict)
    found, reference = coalition_stability(game, chain=chain, joint=joint, engine="numpy"), Reference(game)
    assert len(found.stable) == 2 ** len(game.makers) - 1
    for members, concepts in found.stable.items():
        for concept in COALITION_CONCEPTS:
            expected = [reference.coalition(concept, members, state, chain, joint) for state in range(game.size)]
            assert concepts[concept].tolist() == expected, (members, concept)


@FEW
@given(conflicts(), st.sampled_from(CHAINS))
def test_a_coalition_of_one_is_a_decision_maker_and_both_engines_agree(conflict, chain):
    game = build(conflict)
    single = stability(game, chain=chain, engine="numpy")
    arrays, compiled = (coalition_stability(game, chain=chain, engine=engine) for engine in ("numpy", "numba"))
    for maker in range(len(game.makers)):
        for concept in COALITION_CONCEPTS:
            assert np.array_equal(arrays.stable[maker,][concept], single.stable[concept[1:]][maker])
    for members, concepts in arrays.stable.items():
        for concept in COALITION_CONCEPTS:
            assert np.array_equal(concepts[concept], compiled.stable[members][concept])


@FEW
@given(conflicts())
def test_what_follows_from_what(conflict):
    for found in coalition_stability(build(conflict), engine="numpy").stable.values():
        for stronger, weaker in (("cnash", "csmr"), ("csmr", "cgmr"), ("cseq", "cgmr"), ("cnash", "cseq")):
            assert not (found[stronger] & ~found[weaker]).any()


def test_together_they_leave_what_neither_leaves_alone():
    found = coalition_stability(build(dilemma()))
    assert found.stable[0,]["cnash"][0]
    assert found.upset(0, "cnash") == [(0, 1)]
    assert found.numbers("cseq") == [4]


def test_only_the_coalitions_asked_for():
    assert list(coalition_stability(build(dilemma()), coalitions=[(1, 0)]).stable) == [(0, 1)]
