"""Claims to cells: what is linked, by which words, and why the rest is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.linking.lands import claim, files_with, pack_of

from shiome.errors import RegionRefused
from shiome.futures.linking import Linked, Linker, Unlinked, explain, link_claims


@pytest.fixture(scope="module")
def linker(tmp_path_factory):
    return Linker(pack_of(tmp_path_factory.mktemp("lands")))


def cell(outcome):
    assert isinstance(outcome, Linked), explain(outcome)
    return (outcome.cause.driver, outcome.cause.state, outcome.sign, outcome.effect.driver, outcome.effect.state)


@pytest.mark.parametrize(
    ("cause", "effect", "expected"),
    [
        ("a drought", "talks between Aland and Beland", ("harvest", "poor", "+", "talks", "held")),
        ("the embargo", "a meagre harvest", ("trade", "shut", "+", "harvest", "poor")),
        ("Aland and Beland hold talks", "open trade", ("talks", "held", "+", "trade", "open")),
        ("an average crop", "trade between them", ("harvest", "fair", "+", "trade", "open")),
        ("甲国と乙国の会談", "貿易", ("talks", "held", "+", "trade", "open")),
        ("干ばつ", "貿易の停滞", ("harvest", "poor", "+", "trade", "shut")),
        ("禁輸", "作柄の不振", ("trade", "shut", "+", "harvest", "poor")),
    ],
)
def test_cause_and_effect_point_to_states(linker, cause, effect, expected):
    assert cell(linker.link(claim(cause, effect))) == expected


@pytest.mark.parametrize(
    ("cause", "state"),
    [
        ("talks between Aland and Beland", "held"),
        ("the collapse of talks between Aland and Beland", "none"),
        ("no talks between Aland and Beland", "none"),
        ("the end of the lack of talks between Aland and Beland", "held"),
        ("not only talks between Aland and Beland", "held"),
        ("甲国と乙国の会談の失敗", "none"),
        ("甲国と乙国の会談は欠かせない", "held"),
        ("甲国と乙国の会談が行われないことはない", "held"),
    ],
)
def test_a_denial_chooses_the_opposite_state_and_two_leave_it(linker, cause, state):
    outcome = linker.link(claim(cause, "the harvest is rich" if cause.isascii() else "豊作"))
    assert cell(outcome)[:2] == ("talks", state)
    assert outcome.cause.turned == (state == "none")


def test_a_denied_state_without_an_opposite_is_no_state(linker):
    outcome = linker.link(claim("no average crop", "trade"))
    assert isinstance(outcome, Unlinked)
    assert (outcome.reason, outcome.part) == ("no-state", "cause")


@pytest.mark.parametrize(
    ("cause", "effect", "reason", "part"),
    [
        ("the weather", "trade", "no-driver", "cause"),
        ("trade", "the weather", "no-driver", "effect"),
        ("rain", "the weather", "no-driver", "both"),
        ("the harvest", "trade", "no-state", "cause"),
        ("a drought", "a famine", "itself", "both"),
        ("干ばつ、禁輸", "甲国と乙国の会談", "ambiguous", "cause"),
        ("a drought " + "and much else that happened in those years " * 4, "trade", "long", "cause"),
    ],
)
def test_what_is_not_linked_says_why(linker, cause, effect, reason, part):
    outcome = linker.link(claim(cause, effect))
    assert isinstance(outcome, Unlinked), explain(outcome)
    assert (outcome.reason, outcome.part) == (reason, part)
    assert explain(outcome, language="ja") != explain(outcome)
    assert all(end.driver in explain(outcome) for end in outcome.candidates)


def test_a_driver_asks_for_its_actors(linker):
    alone = linker.link(claim("talks between Aland and others", "trade", actors=("AAA",)))
    assert isinstance(alone, Unlinked)
    assert alone.reason == "no-driver"


@pytest.mark.parametrize(("sign", "expected"), [("+", "+"), ("-", "-"), ("0", "0"), ("conditional", "+")])
def test_the_sign_is_the_claims(linker, sign, expected):
    outcome = linker.link(claim("a drought", "trade", sign=sign))
    assert cell(outcome)[2] == expected
    assert outcome.conditional == (sign == "conditional")


def test_only_a_deciding_condition_stands_for_the_cause(linker):
    decided = linker.link(claim("what comes", "trade", sign="conditional", condition="if there is a drought"))
    assert cell(decided)[:2] == ("harvest", "poor")
    assert {hit.part for hit in decided.cause.hits} == {"condition"}
    assert isinstance(linker.link(claim("what comes", "trade", condition="even in a drought")), Unlinked)


def test_a_link_says_which_words_matched_where(linker):
    outcome = linker.link(claim("the collapse of talks between Aland and Beland", "a bumper crop"))
    text = "the collapse of talks between Aland and Beland"
    told, turn = outcome.cause.hits
    assert (told.term, told.tells) == ("@AAA & @BBB & talk*|meeting", "driver")
    assert told.words == ("talks", "Aland", "Beland") == tuple(text[start:end] for start, end in told.spans)
    assert (turn.words, turn.tells) == (("collapse",), "turn")
    assert explain(outcome) == ("talks=none [talks … Aland … Beland, collapse] +> harvest=good [bumper crop]")


def test_one_outcome_for_each_claim_in_their_order(tmp_path):
    claims = [claim("a drought", "trade", id="a"), claim("rain", "trade", id="b"), claim("禁輸", "豊作", id="c")]
    outcomes = link_claims(claims, pack_of(tmp_path))
    assert [outcome.claim for outcome in outcomes] == ["a", "b", "c"]
    assert [type(outcome) for outcome in outcomes] == [Linked, Unlinked, Linked]


def test_a_region_without_terms_is_refused(tmp_path):
    with pytest.raises(RegionRefused, match="lists no terms") as caught:
        link_claims([], pack_of(tmp_path, files_with("")))
    assert caught.value.code == "region.driver_terms"


PIECES = st.sampled_from(
    [
        "drought",
        "trade",
        "talks",
        "Aland",
        "Beland",
        "no",
        "collapse",
        "豊作",
        "甲国",
        "乙国",
        "会談",
        "ない",
        "貿易",
        "、",
        "ＴＲＡＤＥ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map(" ".join), st.text(max_size=40))


@given(cause=TEXTS, effect=TEXTS)
def test_every_hit_stands_where_it_says_and_links_are_stable(linker, cause, effect):
    told = claim(cause, effect)
    outcome = linker.link(told)
    assert outcome == linker.link(told)
    ends = outcome.candidates if isinstance(outcome, Unlinked) else (outcome.cause, outcome.effect)
    for end in ends:
        assert 0 < end.score <= 1
        for hit in end.hits:
            text = {"cause": cause, "effect": effect, "condition": told.condition}[hit.part]
            assert hit.words == tuple(text[start:stop] for start, stop in hit.spans)
            assert all(hit.words)
    if isinstance(outcome, Linked):
        assert outcome.cause.driver != outcome.effect.driver
        assert outcome.cause.state
        assert outcome.effect.state
