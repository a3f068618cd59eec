"""What is told of an expression holds for every text that it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.reading.expressions.anchors import Anchored, anchors
from shiome.reading.expressions.beginnings import Beginnings, first_characters
from shiome.reading.lexicon import load_lexicon

_LETTERS = "かもなしば"
_LITERALS = st.text(_LETTERS, min_size=1, max_size=3)
_EXPRESSIONS = st.recursive(
    _LITERALS | st.sampled_from(["[かも]", "[^か]", "(?<=も)", "(?!な)", "$"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        inner.map(lambda one: f"(?:{one})?"),
        inner.map(lambda one: f"(?:{one}){{1,2}}"),
    ),
    max_leaves=6,
)
_TEXTS = st.text(_LETTERS, max_size=12)


@given(expression=_EXPRESSIONS, text=_TEXTS)
def test_a_match_holds_one_of_the_anchors(expression, text):
    words = anchors(expression)
    for match in re.finditer(expression, text):
        assert words is None or any(word in match[0] for word in words)


@given(expression=_EXPRESSIONS, text=_TEXTS)
def test_a_match_begins_with_one_of_the_first_characters(expression, text):
    first = first_characters(expression)
    for match in re.finditer(expression, text):
        assert first is None or match[0][0] in first


@given(expressions=st.lists(_EXPRESSIONS, max_size=4), text=_TEXTS)
def test_no_expression_that_matches_is_left_out(expressions, text):
    told = Anchored(expressions).may_match(text)
    assert told == sorted(set(told))
    assert {n for n, expression in enumerate(expressions) if re.search(expression, text)} <= set(told)


@given(expressions=st.lists(_EXPRESSIONS, max_size=4), text=_TEXTS.filter(bool))
def test_no_expression_that_begins_here_is_left_out(expressions, text):
    at = Beginnings(expressions).at(text[0])
    matching = {n for n, expression in enumerate(expressions) if (m := re.match(expression, text)) and m.end()}
    assert matching <= set(at)


def test_case_counts_only_where_it_is_asked_for():
    assert Anchored(["Likely"], cased=True).may_match("LIKELY so") == [0]
    assert Anchored(["Likely"]).may_match("LIKELY so") == []


@pytest.mark.parametrize("language", ["ja", "en", "zh", "ru"])
def test_every_hedge_of_the_lexicon_can_be_told_by_its_words(language):
    assert [hedge.cue for hedge in load_lexicon(language).hedges if anchors(hedge.cue) is None] == []
