"""What a search finds is there; what is there is found."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.records.search import find_spans, hidden_spans, parse_query, snippet_of, tokens_of
from shiome.records.search.matching import count_matches
from shiome.records.search.normal import fold, normal_text, normalise
from shiome.records.search.tokens import SEGMENT, stem

scripts = st.text("非核化制裁朝鮮半島のをしたミサイルㅋ비핵화한반도를가无對ｶﾞパー々", min_size=1, max_size=6)
words = st.sampled_from(
    ["denuclearization", "Denuclearised", "talks", "F-16", "ＵＳＡ", "санкции", "Денуклеаризацией", "2024", "x"]
)
breaks = st.sampled_from(["", "\n", " ", "\n\n", "、", "。", "　"])
texts = st.lists(st.one_of(scripts, words, breaks, st.just("\u0301"), st.just("ﾞ")), max_size=14).map("".join)
anything = st.text(max_size=40)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


@given(st.one_of(texts, anything))
def test_normal_form_with_places_is_the_normal_form(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    for number in range(len(normal.text)):
        assert 0 <= normal.starts[number] < normal.ends[number] <= len(text)
    assert list(normal.starts) == sorted(normal.starts)


@given(texts)
def test_normalising_in_pieces_is_normalising_the_whole(text: str) -> None:
    assert unicodedata.normalize("NFKC", normalise(text).text) == unicodedata.normalize("NFKC", normal_text(text))


@given(texts, scripts)
def test_a_phrase_in_dense_script_is_found_whatever_breaks_it(text: str, phrase: str) -> None:
    assume(re.fullmatch(SEGMENT, normal_text(phrase)))
    broken = text + "。" + re.sub("(?<=.)(?!ﾞ)(?=.)", "\n", phrase) + "。"  # a mark stays with its letter
    query = parse_query(f'"{phrase}"')
    spans = find_spans(query, broken)
    assert spans
    for start, end in spans:
        assert squeezed(phrase) in squeezed(broken[start:end])
    assert set(query.terms[0].tokens()) <= set(tokens_of(broken))
    assert count_matches(query, broken)[0] > 0


@given(texts, texts)
def test_every_match_holds_the_query(query_text: str, text: str) -> None:
    try:
        query = parse_query(query_text)
    except QueryRefused:
        return
    spans = find_spans(query, text)
    for start, end in spans:
        found = squeezed(text[start:end])
        assert any(_holds(term.segments, found) for term in query.terms)
    if spans:
        assert all(token in tokens_of(text) for term in query.terms for token in term.tokens())
        assert all(any(t.startswith(c) for t in tokens_of(text)) for term in query.terms for c in term.beginnings())


def _holds(segments: tuple, found: str) -> bool:  # type: ignore[type-arg]
    """Every dense segment verbatim; every word by its stem's first letters, which inflection leaves."""
    return all(segment.text[: 3 if segment.is_word else None] in found for segment in segments)


@given(st.one_of(texts, anything))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryRefused as refused:
        shown = str(refused)
        assert "\n" not in shown
        return
    assert query.terms
    for term in query.terms:
        for token in (*term.tokens(), *term.beginnings()):
            assert not set(token) & set("\"'\\*:()&|! \t\n")


@given(st.one_of(texts, anything))
def test_tokens_have_nothing_to_escape(text: str) -> None:
    for token in tokens_of(text):
        assert token
        assert not set(token) & set("\"'\\*:()&|! \t\n\x00")
        assert len(token.encode()) < 2046


@given(texts, texts)
def test_snippets_mark_the_matches(query_text: str, text: str) -> None:
    try:
        spans = find_spans(parse_query(query_text), text)
    except QueryRefused:
        return
    snippet, marks = snippet_of(text, spans)
    assert "\n" not in snippet
    for (start, end), (low, high) in zip(spans, marks, strict=False):
        assert re.sub(r"\s+", "", text[start:end]) == re.sub(r"\s+", "", snippet[low:high])


@given(texts, scripts)
def test_hidden_matches_lie_in_the_raw_text(raw: str, phrase: str) -> None:
    assume(re.fullmatch(SEGMENT, normal_text(phrase)))
    for start, end in hidden_spans(parse_query(f'"{phrase}"'), raw + phrase, raw + phrase[:-1] + "口"):
        assert 0 <= start < end <= len(raw) + len(phrase)


@given(
    st.sampled_from(["denuclear", "sanction", "organ", "normal"]),
    st.sampled_from(["ization", "ize", "ized", "izes", "izing"]),
)
def test_british_and_american_endings_have_one_stem(root: str, ending: str) -> None:
    assert stem(root + ending) == stem(root + ending.replace("iz", "is"))
