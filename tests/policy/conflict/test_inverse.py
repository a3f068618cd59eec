"""Inverse analysis: the conditions are stability, and no smaller change would do."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma

from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.game import build
from shiome.policy.conflict.inverse import inverse, lowered_ranks
from shiome.policy.conflict.stability import stability

FEW = settings(max_examples=40, deadline=None)
KINDS = st.sampled_from(["nash", "gmr", "smr", "seq"])


def fulfilled(conditions, better):
    return all(any(not each & better for each in condition.alternatives) for condition in conditions)


@FEW
@given(conflicts(), KINDS, st.sampled_from(CHAINS), st.integers(0, 1_000), st.integers(0, 2**32 - 1))
def test_the_conditions_hold_exactly_where_the_state_is_stable(conflict, concept, chain, number, seed):
    game = build(conflict)
    state = number % game.size
    conditions = inverse(game, state, concept=concept, chain=chain).conditions
    for maker in range(len(game.makers)):
        ranks = game.ranks.copy()
        ranks[maker] = np.random.default_rng(seed).integers(0, 5, game.size)
        found = stability(game.with_ranks(ranks), chain=chain, engine="numpy").stable[concept]
        better = frozenset(np.flatnonzero(ranks[maker] > ranks[maker, state]).tolist())
        assert fulfilled(conditions[maker], better) == found[maker, state]


@FEW
@given(conflicts(), st.sampled_from(["nash", "gmr", "smr"]), st.sampled_from(CHAINS), st.integers(0, 1_000))
def test_the_change_makes_an_equilibrium_and_no_smaller_one_does(conflict, concept, chain, number):
    game = build(conflict)
    state = number % game.size
    found = inverse(game, state, concept=concept, chain=chain)
    assert found.holds
    lowered = {change.maker: set(change.lowered) for change in found.changes}
    for maker, conditions in enumerate(found.conditions):
        better = frozenset(np.flatnonzero(game.ranks[maker] > game.ranks[maker, state]).tolist())
        change = lowered.get(maker, set())
        assert change <= better
        assert fulfilled(conditions, better - change)
        for size in range(min(len(change), 4)):
            assert not any(fulfilled(conditions, better - set(each)) for each in combinations(sorted(better), size))
    ranks = lowered_ranks(game, state, [lowered.get(maker, set()) for maker in range(len(game.makers))])
    assert stability(game.with_ranks(ranks), chain=chain, engine="numpy").equilibria(concept)[state]


@FEW
@given(conflicts(), st.integers(0, 1_000))
def test_what_is_said_of_sequential_stability_is_so(conflict, number):
    game = build(conflict)
    state = number % game.size
    found = inverse(game, state, concept="seq")
    lowered = [set() for _ in game.makers]
    for change in found.changes:
        lowered[change.maker] = set(change.lowered)
    changed = game.with_ranks(lowered_ranks(game, state, lowered))
    assert stability(changed, engine="numpy").equilibria("seq")[state] == found.holds
    if stability(game, engine="numpy").equilibria("seq")[state]:
        assert found.holds
        assert found.size == 0


def test_trust_needs_both_to_stop_preferring_betrayal():
    found = inverse(build(dilemma()), 3)
    assert [(change.maker, change.lowered) for change in found.changes] == [(0, (2,)), (1, (1,))]
    assert found.size == 2
    assert inverse(build(dilemma()), 3, concept="seq").size == 0
