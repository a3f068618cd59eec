"""The spatial model: elections by hand, what must not matter, and choices that change what they say they change."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.bargaining.tables import SCALE, SECOND, council, doubtful, tables

from shiome.policy.bargaining import Actor, Rules, Span, Table, banded_negotiate, negotiate
from shiome.policy.bargaining.election import elect
from shiome.policy.bargaining.positions import options
from shiome.policy.bargaining.rules import BARGAINS, ELECTIONS, INTERPOLATIONS, THIRD_PARTIES, VICTORY, VOTING, votes

FEW = settings(max_examples=30, deadline=None)
RULES = st.builds(
    Rules,
    voting=st.sampled_from(sorted(VOTING)),
    victory=st.sampled_from(sorted(VICTORY)),
    election=st.sampled_from(ELECTIONS),
    transition=st.sampled_from(["deterministic", "stochastic"]),
    third_party=st.sampled_from(THIRD_PARTIES),
    interpolation=st.sampled_from(INTERPOLATIONS),
    bargain=st.sampled_from(BARGAINS),
)
UTILITIES = st.integers(1, 5).flatmap(
    lambda m: st.lists(
        st.lists(st.integers(0, 20).map(lambda v: v / 20), min_size=m, max_size=m), min_size=1, max_size=5
    )
)


def test_votes_by_hand():
    one, gain = np.array([2.0]), np.array([0.5])
    assert {rule: votes(rule, one, gain)[0] for rule in VOTING} == pytest.approx(
        {
            "proportional": 1.0,
            "binary": 2.0,
            "proportional_binary": 1.2,
            "proportional_cubic": 0.625,
            "cubic": 0.25,
            "asymmetric": 2 / 3,
        }
    )
    assert votes("asymmetric", one, -gain)[0] == pytest.approx(-1.0)


def test_an_election_by_hand():
    """Two voters of weights 1 and 3 between two options: the strengths are 0.4 and 0.6, whatever the process."""
    utility, weight = np.array([[0.9, 0.5], [0.3, 0.5]]), np.array([1.0, 3.0])
    for election in ELECTIONS:
        found = elect(utility, weight, Rules(election=election))
        assert found.strength == pytest.approx(np.array([[0, 0.4], [0.6, 0]]))
        assert found.chance[0, 1] == pytest.approx(0.4)
        assert found.probability == pytest.approx([0.4, 0.6], abs=1e-6)
    assert elect(utility, weight, Rules(victory="square")).probability == pytest.approx([0.16 / 0.52, 0.36 / 0.52])
    assert elect(utility, weight, Rules(victory="binary")).probability == pytest.approx([0.0, 1.0])


def test_the_process_of_incentives_by_hand():
    """Two voters of one weight and three options: the limit solves the balance of the note's transition matrix."""
    utility = np.array([[1.0, 0.6, 0.0], [0.1, 0.4, 0.9]])
    found = elect(utility, np.ones(2), Rules(election="markov_incentive"))
    drive = found.strength * found.chance
    challenge = drive / drive.sum(axis=0)
    after = [
        sum(
            found.chance[a, b] * (found.probability[a] * challenge[b, a] + found.probability[b] * challenge[a, b])
            for b in range(3)
            if b != a
        )
        for a in range(3)
    ]
    assert after == pytest.approx(found.probability.tolist(), abs=1e-8)


def test_a_cycle_leaves_all_options_alike():
    utility = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.5], [0.5, 0.0, 1.0]])
    for election in ELECTIONS:
        for victory in VICTORY:
            found = elect(utility, np.ones(3), Rules(election=election, victory=victory, voting="binary"))
            assert found.probability == pytest.approx([1 / 3] * 3)


@FEW
@given(UTILITIES, RULES)
def test_probabilities_sum_to_one(rows, rules):
    utility = np.array(rows)
    found = elect(utility, np.ones(len(rows)), rules)
    assert found.probability.sum() == pytest.approx(1)
    assert found.probability.min() >= 0
    assert found.chance + found.chance.T == pytest.approx(np.ones_like(found.chance))


@FEW
@given(UTILITIES, RULES)
def test_what_all_prefer_cannot_lose(rows, rules):
    utility = np.array([[*row, 1.5] for row in rows])
    assert elect(utility, np.ones(len(rows)), rules).probability[-1] == pytest.approx(1, abs=1e-3)


@FEW
@given(tables(issues=2), RULES)
def test_probabilities_of_distinct_positions_sum_to_one(table, rules):
    found = negotiate(table, rules=rules, turns=4)
    for turn in found.turns:
        _, held = options(turn.position, range(len(found.actors)))
        first = [held.tolist().index(number) for number in range(held.max() + 1)]
        assert turn.probability[first].sum() == pytest.approx(1)
        for resolution in turn.resolutions:
            assert sum(resolution.probability) == pytest.approx(1)
        if turn.prospects is not None:
            assert turn.prospects.chance.min() >= 0
            assert turn.prospects.chance.max() <= 1


@FEW
@given(tables(issues=2), st.randoms(use_true_random=False), RULES)
def test_the_order_of_actors_is_irrelevant(table, dice, rules):
    shuffled = list(table.actors)
    dice.shuffle(shuffled)
    first, second = (negotiate(each, rules=rules, turns=4) for each in (table, Table(table.issues, tuple(shuffled))))
    assert first.positions().tobytes() == second.positions().tobytes()
    assert first.probabilities().tobytes() == second.probabilities().tobytes()


@FEW
@given(tables(issues=2), st.sampled_from([0.01, 3.0, 700.0]), RULES)
def test_only_proportions_of_capabilities_matter(table, factor, rules):
    scaled = tuple(replace(each, capability=Span.at(each.capability.value * factor)) for each in table.actors)
    first, second = (negotiate(each, rules=rules, turns=4) for each in (table, Table(table.issues, scaled)))
    assert first.positions() == pytest.approx(second.positions(), abs=1e-9)


@FEW
@given(tables(issues=2, alike=True), RULES)
def test_where_all_agree_nobody_moves(table, rules):
    found = negotiate(table, rules=rules)
    assert found.stopped == "quiet"
    assert len(found.turns) == 2
    assert found.turns[0].bargains == ()
    assert found.turns[1].position.tobytes() == found.turns[0].position.tobytes()
    assert found.turns[0].probability == pytest.approx(1.0)


@FEW
@given(tables(issues=2), RULES)
def test_positions_stay_among_those_at_the_start(table, rules):
    places = negotiate(table, rules=rules, turns=6).positions()
    for issue in range(2):
        assert places[:, :, issue].min() >= places[0, :, issue].min() - 1e-3
        assert places[:, :, issue].max() <= places[0, :, issue].max() + 1e-3


def test_an_issue_on_which_all_agree_is_left_alone():
    actors = tuple(
        replace(each, positions=(each.positions[0], Span.at(0.25)), salience=(each.salience[0], Span.at(0.1)))
        for each in council().actors
    )
    found = negotiate(Table((SCALE, SECOND), actors), turns=6)
    assert found.positions()[:, :, 1] == pytest.approx(0.25)
    assert found.positions()[-1, :, 0].tolist() != found.positions()[0, :, 0].tolist()


def test_the_weight_of_an_issue_decides_who_concedes_on_it():
    """Each cares for another issue: the bargain of the two has each keep about its own position on its own issue."""
    given = (("a", 20, (0, -1), (0.7, 0.1)), ("b", 10, (99, 1), (0.1, 0.5)), ("c", 1, (50, 0), (0.2, 0.2)))
    actors = tuple(
        Actor(name, Span.at(power), tuple(map(Span.at, places)), tuple(map(Span.at, salience)))
        for name, power, places, salience in given
    )
    turn = negotiate(Table((SCALE, SECOND), actors), turns=1).turns[0]
    bargain = next(each for each in turn.bargains if (each.initiator, each.receiver) == (0, 1))
    # By the squares of salience times chance: a's chance is p.
    p = bargain.chance
    parts = [(0.1 * (1 - p)) ** 2 / ((0.7 * p) ** 2 + (0.1 * (1 - p)) ** 2)]
    parts.append((0.5 * (1 - p)) ** 2 / ((0.1 * p) ** 2 + (0.5 * (1 - p)) ** 2))
    assert bargain.initiator_place == pytest.approx([0.99 * parts[0], parts[1]], abs=2e-4)
    assert bargain.receiver_place == pytest.approx(bargain.initiator_place, abs=2e-4)
    assert bargain.initiator_place[0] < 0.1
    assert bargain.initiator_place[1] > 0.7


def test_rules_change_what_they_say():
    courses = {rules: negotiate(council(), rules=rules, turns=5) for rules in (Rules(), Rules(bargain="both"))}
    single, double = courses.values()
    assert len(double.turns[0].bargains) == 2 * len(single.turns[0].bargains)
    assert Rules().unchecked == ()
    assert Rules(third_party="no_commitment", voting="asymmetric").unchecked == (
        "voting=asymmetric",
        "third_party=no_commitment",
    )
    for name in ("min", "mid", "max"):
        risk = negotiate(council(), rules=Rules(risk_range=name), turns=1).turns[0].views.risk
        assert (risk.min(), risk.max()) == pytest.approx(({"min": 0, "mid": -0.5, "max": -1}[name], 1))


def test_stochastic_courses_follow_their_seed():
    rules = Rules(transition="stochastic")
    first, again = (negotiate(council(), rules=rules, seed=3, turns=9) for _ in range(2))
    assert first.positions().tobytes() == again.positions().tobytes()
    ends = {negotiate(council(), rules=rules, seed=seed, turns=9).positions()[-1].tobytes() for seed in range(6)}
    assert len(ends) > 1


def test_bands_hold_the_draws():
    found = banded_negotiate(doubtful(), draws=30, seed=1, turns=12)
    assert found.positions.shape[2:] == (5, 1)
    assert (np.diff(found.positions, axis=0) >= 0).all()
    assert (np.diff(found.probabilities, axis=0) >= 0).all()
    assert found.pulls
    again = banded_negotiate(doubtful(), draws=30, seed=1, turns=12)
    assert again.positions.tobytes() == found.positions.tobytes()
