"""Contests of two with third actors looking on: chances, gains and proposals by hand, one number at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.policy.bargaining.tables import council, tables

from shiome.policy.bargaining import Rules, Table, negotiate
from shiome.policy.bargaining.arrays import stated
from shiome.policy.bargaining.contests import LEAST_GAIN, chances, gains, proposals, prospects
from shiome.policy.bargaining.positions import Board, distances, views, worth
from shiome.policy.bargaining.rules import INTERPOLATIONS, THIRD_PARTIES

FEW = settings(max_examples=40, deadline=None)


def _board(table: Table) -> tuple[Board, np.ndarray]:
    numbers = stated(table)
    return Board(numbers.capability[0], numbers.salience[0]), numbers.position[0]


def _chance(utility: np.ndarray, influence: list[float], i: int, j: int, third: str) -> float:
    """With proportional votes and the linear model of victory."""
    mine = influence[i] * (utility[i, i] - utility[i, j])
    theirs = influence[j] * (utility[j, j] - utility[j, i])
    above, below = mine, theirs
    for k in range(len(influence)):
        if k in (i, j):
            continue
        ui, uj, uk = utility[k, i], utility[k, j], utility[k, k]
        vote = influence[k] * (ui - uj)
        if third == "no_commitment":
            stake = ui - uj
        elif third == "semi_commitment":
            p = (mine + max(vote, 0)) / (mine + theirs + abs(vote))
            stake = p * (2 * ui + uk) + (1 - p) * 3 * uj - (1 - p) * (2 * uj + uk) - p * 3 * ui
        else:
            total = mine + theirs + abs(vote)
            stake = 3 * ((mine + abs(vote)) / total - mine / total) * (ui - uj)
        above += max(0.0, influence[k] * stake)
        below += max(0.0, -influence[k] * stake)
    return above / (above + below)


@pytest.mark.parametrize("third", THIRD_PARTIES)
def test_chances_by_hand(third):
    board, position = _board(council())
    rules = Rules(third_party=third)
    utility = views(board, position, rules).estimated(1, "one_third")
    everyone = np.arange(5)
    found = chances(utility, board, rules, everyone, everyone)
    influence = board.influence.tolist()
    for i in range(5):
        for j in range(5):
            if i != j:
                assert found[i, j] == pytest.approx(_chance(utility, influence, i, j, third), rel=1e-6)


def test_distances_and_utilities_by_hand():
    board = Board(np.ones(2), np.array([[0.6, 0.2], [0.0, 0.0]]))
    place = np.array([[0.0, 0.0], [0.5, 1.0]])
    found = distances(board, place, place)
    assert found[0, 1] == pytest.approx(((0.3**2 + 0.2**2) / (0.6**2 + 0.2**2)) ** 0.5)
    assert found[1].tolist() == [0.0, 0.0]
    assert worth(np.array([[0.5]]), np.array([-0.5]))[0, 0] == pytest.approx(0.5 * 0.75)


def test_gains_by_hand():
    board, position = _board(council())
    rules = Rules()
    utility = views(board, position, rules).utility
    found = gains(utility, board, np.full((1, 5), 0.6), np.array([2]), np.array([0]))[0]
    for j in range(5):
        to_itself, to_other = utility[0, 2], utility[0, j]
        s = board.total[j]
        contest = 0.6 * 2 * to_itself + 0.4 * 2 * to_other
        assert found[j] == pytest.approx(s * contest + (1 - s) * 2 * to_itself - to_itself - to_other)


@FEW
@given(tables(issues=2))
def test_opponents_agree_on_their_chances(table):
    board, position = _board(table)
    rules = Rules()
    seen = views(board, position, rules)
    everyone = np.arange(len(board.power))
    found = chances(seen.utility, board, rules, everyone, everyone)
    off = ~np.eye(len(everyone), dtype=bool)
    assert (found + found.T)[off] == pytest.approx(1.0)


@FEW
@given(tables(issues=2))
def test_nobody_challenges_for_nothing(table):
    board, position = _board(table)
    rules = Rules()
    seen = views(board, position, rules)
    judged = prospects(seen, board, rules)
    made = {each.initiator: each for each in proposals(position, seen, board, rules, judged)}
    for actor, row in enumerate(judged.gain):
        assert (actor in made) == (row.max() > LEAST_GAIN)
        if actor in made:
            assert row[made[actor].receiver] == pytest.approx(row.max(), abs=1e-9)
            assert made[actor].receiver != actor


@pytest.mark.parametrize("rule", INTERPOLATIONS)
def test_bargains_lie_between_the_two(rule):
    board, position = _board(council())
    rules = Rules(interpolation=rule)
    turn = negotiate(council(), rules=rules, turns=1).turns[0]
    assert turn.bargains
    for each in turn.bargains:
        ends = sorted((position[each.initiator, 0], position[each.receiver, 0]))
        for place in (each.initiator_place[0], each.receiver_place[0]):
            assert ends[0] - 1e-4 <= place <= ends[1] + 1e-4
        if rule == "s2pmax":
            stronger = each.initiator if each.chance > 0.5 else each.receiver
            assert each.place(stronger) == pytest.approx(position[stronger])
        else:
            power = 1 if rule == "s1p1" else 2
            mine = (board.total[each.initiator] * each.chance) ** power
            yours = (board.total[each.receiver] * (1 - each.chance)) ** power
            middle = (mine * position[each.initiator] + yours * position[each.receiver]) / (mine + yours)
            assert each.initiator_place == pytest.approx(middle, abs=2e-4)


def test_a_compromise_lies_between_the_proposals_of_both():
    both = negotiate(council(), rules=Rules(bargain="both"), turns=1).turns[0].bargains
    one = negotiate(council(), rules=Rules(bargain="compromise"), turns=1).turns[0].bargains
    assert len(both) == 2 * len(one) > 0
    total = _board(council())[0].total
    for first, second, middle in zip(both[::2], both[1::2], one, strict=True):
        share = total[first.receiver] / (total[first.receiver] + total[first.initiator])
        expected = first.initiator_place + share * (second.initiator_place - first.initiator_place)
        assert middle.initiator_place == pytest.approx(expected)
