"""Robustness: the same seed gives the same shares, nothing changed changes nothing, and swaps are swaps."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma

from shiome.errors import InputRefused
from shiome.policy.conflict.game import build
from shiome.policy.conflict.robustness import critical_swaps, robustness, swapped
from shiome.policy.conflict.stability import CONCEPTS, stability

FEW = settings(max_examples=20, deadline=None)


@FEW
@given(conflicts())
def test_no_swaps_change_nothing(conflict):
    game = build(conflict)
    found, usual = robustness(game, swaps=0, draws=3, engine="numpy"), stability(game, engine="numpy")
    for concept in CONCEPTS:
        assert found.shares[concept].tolist() == usual.equilibria(concept).astype(float).tolist()
        assert not found.error(concept).any()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 4), st.integers(0, 1_000))
def test_swaps_keep_ties_and_move_no_level_further_than_their_number(values, swaps, seed):
    ranks = np.unique(np.array(values, dtype=np.int32), return_inverse=True)[1].astype(np.int32)
    found = swapped(ranks, swaps, np.random.default_rng(seed))
    assert sorted(set(found.tolist())) == sorted(set(ranks.tolist()))
    for first in range(len(values)):
        assert abs(int(found[first]) - int(ranks[first])) <= swaps
        for second in range(len(values)):
            assert (found[first] == found[second]) == (ranks[first] == ranks[second])
    turned = sum(
        (ranks[a] < ranks[b]) and (found[a] > found[b])
        for a in np.unique(ranks, return_index=True)[1]
        for b in np.unique(ranks, return_index=True)[1]
    )
    assert turned <= swaps


def test_a_seed_is_a_seed():
    game = build(dilemma())
    first, again, other = (robustness(game, draws=40, seed=seed).shares for seed in (1, 1, 2))
    assert all(first[concept].tolist() == again[concept].tolist() for concept in CONCEPTS)
    assert any(first[concept].tolist() != other[concept].tolist() for concept in CONCEPTS)


def test_one_swap_by_looking_at_all():
    """Each ranking has three swaps, so nine pairs of them are alike likely; drawn shares come near the exact ones."""
    game = build(dilemma())
    exact = np.zeros(4)
    for first in range(3):
        for second in range(3):
            ranks = game.ranks.copy()
            for maker, lower in enumerate((first, second)):
                low, high = ranks[maker] == lower, ranks[maker] == lower + 1
                ranks[maker][low], ranks[maker][high] = lower + 1, lower
            exact += stability(game.with_ranks(ranks)).equilibria("nash") / 9
    found = robustness(game, draws=2_000)
    assert np.abs(found.shares["nash"] - exact).max() < 0.05


def test_a_shuffled_ranking_supposes_nothing():
    found = robustness(build(dilemma()), swaps=0, shuffled=(0, 1), draws=2_000)
    # A state is Nash when each holds it above one other: half of the orders, for each.
    assert np.abs(found.shares["nash"] - 0.25).max() < 0.05


@FEW
@given(conflicts(most=3))
def test_a_critical_swap_does_what_it_says_and_the_others_do_nothing(conflict):
    game = build(conflict)
    base = stability(game, engine="numpy")
    told = {(each.maker, each.upper, each.lower): each for each in critical_swaps(game, engine="numpy")}
    for maker in range(len(game.makers)):
        levels = [tuple(np.flatnonzero(game.ranks[maker] == rank).tolist()) for rank in np.unique(game.ranks[maker])]
        for lower, upper in pairwise(levels):
            ranks = game.ranks.copy()
            ranks[maker, list(lower)] = game.ranks[maker, upper[0]]
            ranks[maker, list(upper)] = game.ranks[maker, lower[0]]
            after = stability(game.with_ranks(ranks), engine="numpy")
            swap = told.get((maker, upper, lower))
            for concept in CONCEPTS:
                lost = np.flatnonzero(base.equilibria(concept) & ~after.equilibria(concept)).tolist()
                gained = np.flatnonzero(after.equilibria(concept) & ~base.equilibria(concept)).tolist()
                assert (lost, gained) == ((list(swap.lost[concept]), list(swap.gained[concept])) if swap else ([], []))


@pytest.mark.parametrize("bad", [{"draws": 0}, {"swaps": -1}])
def test_no_draws_are_refused(bad):
    with pytest.raises(InputRefused, match=r"conflict\.draws"):
        robustness(build(dilemma()), **bad)
