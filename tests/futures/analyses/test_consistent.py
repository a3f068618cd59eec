"""Consistent scenarios of a model: contexts, weights over bands, where the present leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.futures.model.worlds import straits

from shiome.errors import NotKnown
from shiome.futures.analyses.consistent import RULES, consistent, drift, drifts, sensitive, weighted


def test_the_context_last_seen_is_held_unless_it_is_opened() -> None:
    held = consistent(straits(), engine="numpy")
    assert held.forced == {"weather": "calm"}
    assert held.unsettled == ()
    assert {each["weather"] for each in held.scenarios()} == {"calm"}
    opened = consistent(straits(), context="open", engine="numpy")
    assert opened.unsettled == ("weather",)
    assert {each["weather"] for each in opened.scenarios()} == {"calm", "storm"}
    assert opened.count == len(opened.scenarios())


def test_what_is_forced_comes_before_the_context() -> None:
    found = consistent(straits(), forced={"weather": "storm"}, engine="numpy")
    assert found.forced == {"weather": "storm"}
    assert found.scenarios() == [{"weather": "storm", "ships": "stay", "harbour": "closed"}]


def test_a_condition_frees_the_driver_that_it_names() -> None:
    found = consistent(straits(), given={"weather": "storm"}, engine="numpy")
    assert found.forced == {}
    assert {each["weather"] for each in found.scenarios()} == {"storm"}


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(NotKnown, match="weather has no state 'fog'"):
        consistent(straits(), forced={"weather": "fog"})


def test_too_many_to_list_are_still_counted() -> None:
    found = consistent(straits(), context="open", limit=0, engine="numpy")
    assert found.count == consistent(straits(), context="open", engine="numpy").count > 0
    assert found.scenarios() == []


def test_weights_say_how_surely_a_scenario_holds() -> None:
    found = consistent(straits(), forced={"weather": "storm"}, engine="numpy")
    weights = weighted(found, draws=50, engine="numpy")
    (one,) = [w for w in weights.weights if w.scenario == tuple(found.row(found.scenarios()[0]).tolist())]
    # In a storm every band keeps its sign but where closing and staying meet: staying is pushed by both.
    assert one.probability == 1.0
    assert one.error > 0
    assert weights == weighted(found, draws=50, engine="numpy")


def test_a_cell_that_can_turn_is_named() -> None:
    model = straits()
    cells = tuple(replace(c, low=-1.0) if c.effect.driver == "harbour" else c for c in model.cells)
    found = consistent(replace(model, cells=cells), forced={"weather": "storm"}, engine="numpy")
    (turn,) = sensitive(found, engine="numpy")
    assert found.matrix.label(turn.source) == "weather=storm"
    assert found.matrix.label(turn.target) == "harbour=closed"
    assert turn.value == -1.0


def test_the_present_leads_to_a_consistent_scenario_and_what_is_forced_stays() -> None:
    found = consistent(straits(), forced={"weather": "storm"}, engine="numpy")
    for each in drifts(found):
        assert each.rests
        assert dict(each.path[-1]) in found.scenarios()
        assert {step["weather"] for step in each.path} == {"storm"}
        assert each.path[0]["harbour"] == "open"
    assert [each.rule for each in drifts(found)] == list(RULES)
    assert drift(found).path == drifts(found)[0].path
