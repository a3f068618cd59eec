"""Stability: the definitions followed word for word, on both engines and under all rules; what follows from what."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import Reference, conflicts, dilemma, drawn

from shiome.errors import InputRefused
from shiome.policy.conflict.analysis import analyse
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import Conflict, DecisionMaker, Metric, Option
from shiome.policy.conflict.stability import CONCEPTS, stability

FEW = settings(max_examples=40, deadline=None)
HANGING = 29
"""A seed under which the three rules give three different sets of GMR equilibria; the test below looks."""


@FEW
@given(conflicts(), st.sampled_from(CHAINS))
def test_every_concept_is_its_definition(conflict, chain):
    game = build(conflict)
    found, reference = stability(game, chain=chain, engine="numpy"), Reference(game)
    for maker in range(len(game.makers)):
        for state in range(game.size):
            assert set(game.targets(maker, state)) == reference.moves[maker, state]
            for concept in ("nash", "gmr", "smr", "seq", "sseq"):
                expected = reference.stable(concept, maker, state, chain)
                assert found.stable[concept][maker, state] == expected, (concept, maker, state)
            assert found.stable["sim"][maker, state] == reference.simultaneous(maker, state, chain)


@FEW
@given(conflicts(), st.sampled_from(CHAINS))
def test_both_engines_agree(conflict, chain):
    game = build(conflict)
    arrays, compiled = (stability(game, chain=chain, engine=engine) for engine in ("numpy", "numba"))
    for concept in CONCEPTS:
        assert np.array_equal(arrays.stable[concept], compiled.stable[concept])


@FEW
@given(conflicts(), st.sampled_from(CHAINS))
def test_what_follows_from_what(conflict, chain):
    found = stability(build(conflict), chain=chain, engine="numpy").stable
    for stronger, weaker in (
        ("nash", "smr"),
        ("nash", "sseq"),
        ("sseq", "smr"),
        ("sseq", "seq"),
        ("smr", "gmr"),
        ("seq", "gmr"),
        ("seq", "sim"),
    ):
        assert not (found[stronger] & ~found[weaker]).any(), (stronger, weaker)


@FEW
@given(conflicts())
def test_more_ways_to_answer_never_make_a_state_less_stable(conflict):
    game = build(conflict)
    found = [stability(game, chain=chain, engine="numpy").stable for chain in CHAINS]
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        assert not (found[0][concept] & ~found[1][concept]).any()
        assert not (found[1][concept] & ~found[2][concept]).any()


@FEW
@given(conflicts(most=2).filter(lambda each: len(each.decision_makers) == 2))
def test_one_opponent_has_one_answer_whatever_the_rule(conflict):
    assert analyse(conflict, engine="numpy").dependences() == []


def test_the_rule_for_chains_decides_about_some_equilibria():
    analysis = analyse(drawn(HANGING, [1, 2, 2], free=True, levels=9, infeasible=("o1 and o3", "o2 and o4")))
    sets = [tuple(analysis.complete[chain].numbers("gmr")) for chain in CHAINS]
    assert len(set(sets)) == 3
    named = {(each.state, each.concept): each.holds for each in analysis.dependences()}
    for state in range(analysis.game.size):
        holds = tuple(chain for chain, numbers in zip(CHAINS, sets, strict=True) if state + 1 in numbers)
        assert named.get((state, "gmr")) == (holds if 0 < len(holds) < 3 else None)


def test_movers_at_the_same_time_sanction_each_other():
    """Either gains by acting alone and both lose by acting together: nobody's act is answered in turn, both at once are."""
    values = {"NN": 2.0, "YN": 3.0, "NY": 3.0, "YY": 1.0}
    order = [values[each] for each in ("NN", "YN", "NY", "YY")]
    makers = (DecisionMaker("A", ("a",), Metric(tuple(order))), DecisionMaker("B", ("b",), Metric(tuple(order))))
    found = stability(build(Conflict("collision", (Option("a", moves="up"), Option("b", moves="up")), makers)))
    assert found.numbers("seq") == [2, 3, 4]
    assert found.numbers("sim") == [1, 2, 3, 4]


def test_a_lone_decision_maker_meets_no_sanction():
    alone = Conflict("alone", (Option("a"),), (DecisionMaker("A", ("a",), Metric((0.0, 1.0))),))
    found = stability(build(alone))
    assert all(found.numbers(concept) == [2] for concept in CONCEPTS)


def test_json_has_states_and_stability():
    shown = analyse(dilemma(), coalitions=True).as_json()
    assert [each["options"] for each in shown["states"]] == ["NN", "YN", "NY", "YY"]
    assert shown["stability"] == {
        "nash": [1],
        "gmr": [1, 4],
        "smr": [1, 4],
        "seq": [1, 4],
        "sseq": [1, 4],
        "sim": [1, 4],
        "cnash": [],
        "cgmr": [4],
        "csmr": [4],
        "cseq": [4],
    }
    assert shown["by_decision_maker"]["A"]["nash"] == [1, 3]
    assert shown["status_quo"]["state"] == 4
    improved = {each["state"]: each["path"] for each in shown["status_quo"]["improvements"]}
    assert improved[1] == [{"mover": "A", "from": 4, "to": 3}, {"mover": "B", "from": 3, "to": 1}]


def test_an_unknown_rule_is_refused():
    with pytest.raises(InputRefused, match=r"conflict\.chain"):
        analyse(dilemma(), chain="twice")
