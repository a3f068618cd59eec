"""Sentences and pictures: every state can be told and drawn in both languages, and what they say is so."""

import re
from dataclasses import replace
from importlib import resources
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import conflicts, dilemma, drawn

from shiome.errors import InputRefused
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.game import build
from shiome.policy.conflict.narration import Speech, explain, explain_all
from shiome.policy.conflict.picture import draw, picture
from shiome.policy.conflict.stability import CONCEPTS, stability
from shiome.tables import shipped_table

FEW = settings(max_examples=30, deadline=None)


def test_every_text_is_there_in_both_languages_with_the_same_gaps():
    for key, texts in shipped_table("shiome.policy.conflict", "words.yaml").items():
        assert set(texts) == {"ja", "en"}, key
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}) == 1, key


def test_no_text_is_there_for_nothing():
    folder = resources.files("shiome.policy.conflict")
    code = "".join((folder / f"{name}.py").read_text("utf-8") for name in ("narration", "picture", "reports"))
    keys = set(shipped_table("shiome.policy.conflict", "words.yaml"))
    assert {key for key in keys if f'"{key}"' not in code} == {*CONCEPTS, *CHAINS}


def test_why_trust_holds_sequentially():
    game = build(dilemma())
    found = stability(game)
    told = explain(game, found, 3, 0)
    assert told[0] == "An improvement leads to state 3 (NY): Anna drops “share”."
    assert told[1].startswith("But the others can answer by moves that each of them gains by: B drops “give”.")
    assert told[1].endswith("The result, state 1 (NN), is no better for Anna than before.")
    assert told[2] == "From there Anna cannot escape."
    assert told[3].startswith("So state 4 (YY) is stable for Anna (general metarationality (GMR), symmetric")
    assert len(told) == 4
    told = explain_all(game, found, 0, language="ja")
    assert told["A"][0] == "安奈は、状態1（NN）から自分にとってより良い状態へ動けない。"


@FEW
@given(conflicts(), st.sampled_from(CHAINS), st.sampled_from(["ja", "en"]))
def test_the_sentences_agree_with_the_analysis(conflict, chain, language):
    game = build(conflict)
    found = stability(game, chain=chain, engine="numpy")
    said = Speech(game, language)
    for state in range(game.size):
        for maker in range(len(game.makers)):
            told = explain(game, found, state, maker, language=language)
            assert not any("{" in each for each in told)
            stable = found.stable
            unanswered = said.say("unanswered", maker=said.maker(maker))
            assert (unanswered in told) == (not stable["gmr"][maker, state])
            against = said.say("against_interest", steps="|", state="|", maker="|").split("|")[0]
            if stable["gmr"][maker, state]:
                assert any(each.startswith(against) for each in told) == (not stable["seq"][maker, state])
            named = [each for each in CONCEPTS if said.say(each) in told[-1]]
            assert named == [each for each in CONCEPTS if stable[each][maker, state]]


@FEW
@given(conflicts(), st.sampled_from(["ja", "en"]))
def test_a_drawing_is_an_svg_with_every_state_and_move(conflict, language):
    game = build(conflict)
    found = stability(game, engine="numpy")
    data = picture(game, found)
    root = ElementTree.fromstring(draw(game, found, language=language))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}g")) == len(data.nodes) == game.size
    assert len([each for each in root.findall(f"{space}path") if each.get("marker-end")]) == len(data.edges)
    assert len(data.edges) == int((game.moves < game.size).sum())
    assert sum(each.improves for each in data.edges) == int((game.improvements < game.size).sum())
    for concept in CONCEPTS:
        assert [each.number for each in data.nodes if concept in each.equilibria] == found.numbers(concept)
    _, _, width, height = map(float, root.get("viewBox").split())
    for circle in root.iter(f"{space}circle"):
        x, y, r = (float(circle.get(each)) for each in ("cx", "cy", "r"))
        assert r <= x <= width - r
        assert r <= y <= height - r


def test_names_are_escaped_and_the_status_quo_is_marked():
    odd = replace(dilemma(), name="<a> & b")
    game = build(odd)
    text = draw(game, stability(game))
    assert "&lt;a&gt; &amp; b" in text
    assert [each.number for each in picture(game, stability(game)).nodes if each.status_quo] == [4]


def test_too_many_states_are_not_drawn():
    game = build(drawn(0, [4, 3], free=True))
    with pytest.raises(InputRefused, match=r"128 states cannot be drawn.*conflict\.drawing"):
        draw(game, stability(game))
