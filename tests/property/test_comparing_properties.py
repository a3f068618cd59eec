"""Whatever the texts: comparing never fails, spans lie in the texts, and exchanging the texts mirrors what is found."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.comparing.materials import bank, document

from shiome.reading.comparing import as_html, as_text, compare
from shiome.reading.comparing.segmenters import Word
from shiome.reading.comparing.tokens import runs

PIECES = st.sampled_from(
    [
        "朝鮮半島の非核化を求める。",
        "北朝鮮の完全な非核化に対する確固たるコミットメントを再確認した。",
        "The ministers urged the DPRK to stop.",
        "They expect the complete denuclearization of the Korean Peninsula.",
        "북한의 비핵화에 대한 의지를 재확인하였다.",
        "双方强调对话。",
        "Стороны осуждают запуск.",
        "# 一",
        "\n",
        " ",
        "2025年5月10日",
        "()「",
        "\u202e\x00",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=6).map("".join), st.lists(PIECES, max_size=6).map("\n".join)
)
OPPOSITE = {"added": "dropped", "dropped": "added", "strengthened": "weakened", "weakened": "strengthened"}
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def within(span, text):
    return span is None or 0 <= span[0] <= span[1] <= len(text)


@FEW
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared_and_shown(a, b):
    found = compare(document(a), document(b), terms=bank())
    for change in found.changes:
        assert within(change.span_a, a)
        assert within(change.span_b, b)
        assert 0 <= change.confidence <= 1
    for pair in found.pairs:
        assert within(pair.span_a, a)
        assert within(pair.span_b, b)
        assert "".join(piece.lead_a + piece.a for piece in pair.pieces).strip() in ("", pair.a.strip())
    assert isinstance(found.shape(), dict)
    assert as_text(found)
    assert as_html(found).endswith("</section>")


@FEW
@given(TEXTS, TEXTS)
def test_every_sentence_is_in_exactly_one_pair(a, b):
    one, two = document(a), document(b)
    found = compare(one, two, terms=bank())
    assert sorted(row for pair in found.pairs for row in pair.rows) == list(range(len(one.sentences)))
    assert sorted(column for pair in found.pairs for column in pair.columns) == list(range(len(two.sentences)))
    assert sorted(number for section in found.sections for number in section.pairs) == list(range(len(found.pairs)))


@FEW
@given(TEXTS)
def test_a_text_is_kept_against_itself(text):
    found = compare(document(text), document(text), terms=bank())
    assert {change.op for change in found.changes} <= {"kept"}
    assert all(pair.rows == pair.columns and pair.confidence == 1 for pair in found.pairs)


@FEW
@given(TEXTS, TEXTS)
def test_exchanging_the_texts_mirrors_the_changes(a, b):
    one, two = document(a, name="1"), document(b, name="2")
    there, back = compare(one, two, terms=bank()), compare(two, one, terms=bank())

    def told(found, *, mirrored):
        rows = []
        for change in found.changes:
            sides = [(change.a, change.span_a), (change.b, change.span_b)]
            op = OPPOSITE.get(change.op, change.op) if mirrored else change.op
            rows.append((op, change.level, *(sides[::-1] if mirrored else sides), change.confidence))
        return Counter(rows)

    assert told(there, mirrored=False) == told(back, mirrored=True)


WORDS = st.lists(
    st.tuples(st.sampled_from("abcの、"), st.sampled_from(["content", "function", "mark"])).map(
        lambda each: Word(0, 1, each[0], each[0], each[1])
    ),
    max_size=12,
)


@given(WORDS, WORDS)
def test_runs_cover_both_rows_of_words_and_keep_only_what_is_equal(a, b):
    found = runs(a, b)
    at_a = at_b = 0
    for run in found:
        assert (run.a0, run.b0) == (at_a, at_b)
        at_a, at_b = run.a1, run.b1
        if run.op == "kept":
            assert [word.form for word in a[run.a0 : run.a1]] == [word.form for word in b[run.b0 : run.b1]]
        else:
            assert (run.a0 < run.a1, run.b0 < run.b1) == (run.op != "added", run.op != "dropped")
    assert (at_a, at_b) == (len(a), len(b))
    assert all(one.op == "kept" or other.op == "kept" for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["", "\n\n", "\u0000", "…", "\ud800"])
def test_texts_without_words(text):
    found = compare(document(text), document("Something else."), terms=bank())
    assert all(within(change.span_a, text) for change in found.changes)
