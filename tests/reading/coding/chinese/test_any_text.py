"""Whatever the text, coding it raises nothing, and every span lies within it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.coding.sentences import Coded, code, rows_of

from shiome.reading.coding.analysers import reading_with

TEXTS = [row["text"] for row in rows_of(Path(__file__).with_name("sentences_tuned.yaml"))]
PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(TEXTS).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, 14)).map(lambda cut: text[cut[0] :][: cut[1]])
    ),
)


def spans(coded: Coded) -> Iterator[tuple[int, int]]:
    for event in coded.events:
        yield from (
            span
            for span in (event.trigger, event.source_span, event.recipient_span, event.date_span)
            if span is not None
        )
    for judgement in coded.judgements:
        yield from (judgement.span, judgement.cue_span)
    for found in (*coded.dates, *coded.mentions):
        yield found.start, found.end
        assert coded.text[found.start : found.end] == found.text


@pytest.mark.parametrize("helped", [frozenset(), frozenset({"zh"})], ids=["rules", "analyser"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, max_size=8))
def test_any_text(helped: frozenset[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    with reading_with(helped):
        coded = code(text, "zh")
    for start, end in spans(coded):
        assert 0 <= start <= end <= len(text)
    for event in coded.events:
        assert text[slice(*event.trigger)] == event.word
