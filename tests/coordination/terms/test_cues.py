from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.terms.cues import cues_of, is_quoted
from shiome.coordination.terms.mending import mend_of
from shiome.region.schema.words import Term

PAIRS = ["「」", "『』", "“”", "‘’", "«»", '""']


@given(before=st.text("甲乙、 ", max_size=8), after=st.text("甲乙、 ", max_size=8), pair=st.sampled_from(PAIRS))
def test_quoted_is_between_the_marks(before: str, after: str, pair: str) -> None:
    start = len(before) + 1
    assert is_quoted(f"{before}{pair[0]}言葉{pair[1]}{after}", start, start + 2)
    assert not is_quoted(f"{before}{pair[0]}甲{pair[1]}言葉{after}", len(before) + 3, len(before) + 5)
    assert not is_quoted(f"言葉{before}{pair[0]}甲{pair[1]}{after}", 0, 2)


def test_quotation_that_ends_within_the_words_or_never() -> None:
    assert not is_quoted("「核」保有国", 1, 6)
    assert not is_quoted("「核保有国", 1, 5)


def test_languages_without_cues_have_none() -> None:
    assert not cues_of("fr").rejects("Nous n'acceptons pas")
    assert not cues_of("fr").applies("un état", 0, 2)


TERM = Term(
    id="t",
    name={},
    meaning={},
    preferred={"en": ("proper word",), "ko": ("나라",)},
    avoid={"en": ("bad word",), "ko": ("국",)},
    mends={"en": {"bad word": "good word", "bad wording": "good wording"}},
)


@pytest.mark.parametrize(
    ("sentence", "words", "mended", "adjust"),
    [
        ("A bad word here.", "bad word", "A good word here.", False),
        ("Bad wording here.", "Bad wording", "Good wording here.", False),
        ("Two bad words.", "bad words", "Two good word.", True),
        ("An odd one.", "odd", "An proper word one.", True),
    ],
)
def test_mends(sentence: str, words: str, mended: str, adjust: bool) -> None:
    start = sentence.index(words)
    found = mend_of(TERM, "en", sentence, start, start + len(words))
    assert found is not None
    assert (found.sentence, found.adjust) == (mended, adjust)


@pytest.mark.parametrize(
    ("sentence", "mended"),
    [
        ("한국을 본다", "한나라를 본다"),
        ("한국으로 간다", "한나라로 간다"),
        ("한국이 있다", "한나라가 있다"),
        ("한국에 간다", "한나라에 간다"),
    ],
)
def test_korean_particles_follow_the_new_word(sentence: str, mended: str) -> None:
    found = mend_of(TERM, "ko", sentence, 1, 2)
    assert found is not None
    assert found.sentence == mended


def test_no_mend_without_words_in_the_language() -> None:
    assert mend_of(TERM, "ja", "悪い語", 0, 3) is None
