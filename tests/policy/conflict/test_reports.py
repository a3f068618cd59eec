"""Reports: plain data that JSON can hold, with the numbers of the analysis, and sentences in both languages."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma

from shiome.policy import conflict as room
from shiome.policy.conflict import (
    build,
    critical_swaps,
    explain_inverse,
    inverse,
    inverse_json,
    picture,
    picture_json,
    robustness,
    robustness_json,
    stability,
    swaps_json,
)

FEW = settings(max_examples=20, deadline=None)


def test_public_names_are_there_and_sorted():
    assert all(hasattr(room, name) for name in room.__all__)
    assert len(set(room.__all__)) == len(room.__all__)


def test_the_least_change_in_words():
    game = build(dilemma())
    found = inverse(game, 3)
    assert explain_inverse(game, found) == [
        "For state 4 (YY) to be an equilibrium (Nash), preferences would have to change as follows.",
        "Anna would no longer hold state 3 (NY) better than state 4 (YY).",
        "B would no longer hold state 2 (YN) better than state 4 (YY).",
    ]
    assert explain_inverse(game, inverse(game, 0), language="ja") == ["状態1（NN）はすでに均衡である（ナッシュ安定）。"]
    shown = inverse_json(game, found)
    assert shown["changes"][0] == {"decision_maker": "A", "no_longer_better": [3]}
    assert shown["conditions"]["B"] == [{"move_to": 2, "no_better_than_state": [[2]]}]


@FEW
@given(conflicts(), st.sampled_from(["nash", "gmr", "smr", "seq"]), st.integers(0, 1_000))
def test_every_inverse_can_be_said_and_written(conflict, concept, number):
    game = build(conflict)
    found = inverse(game, number % game.size, concept=concept)
    shown = json.loads(json.dumps(inverse_json(game, found)))
    assert shown["size"] == sum(len(each["no_longer_better"]) for each in shown["changes"])
    for language in ("ja", "en"):
        said = explain_inverse(game, found, language=language)
        assert len(said) == (1 + len(found.changes) + (not found.holds) if found.changes else 1)


@pytest.mark.parametrize("swaps", [0, 2])
def test_robustness_swaps_and_pictures_are_plain(swaps):
    game = build(dilemma())
    found = robustness(game, swaps=swaps, draws=20)
    shown = json.loads(json.dumps(robustness_json(found)))
    assert shown["shares"]["nash"] == found.shares["nash"].tolist()
    assert set(shown["errors"]) == set(shown["shares"])
    assert len(json.loads(json.dumps(swaps_json(game, critical_swaps(game))))) == len(critical_swaps(game)) > 0
    drawn = json.loads(json.dumps(picture_json(picture(game, stability(game)))))
    assert [each["number"] for each in drawn["nodes"]] == [1, 2, 3, 4]
    assert len(drawn["edges"]) == 8
