"""Terms sought in passages, and the stems by which most are passed over at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shiome.futures.linking.passage import fold
from shiome.futures.linking.patterns import Stems, stem_of, words_pattern

LETTERS = st.text("abcA制裁核 ", max_size=12)


@given(st.lists(st.text("ab制裁", max_size=4)), LETTERS)
def test_stems_are_found_wherever_they_stand(stems: list[str], text: str) -> None:
    assert Stems(stems).standing_in(fold(text)) == {stem for stem in stems if stem in fold(text)}


@given(st.text("abA核* ", min_size=1, max_size=6).filter(lambda form: form.strip("* ")), LETTERS)
def test_words_stand_only_where_their_stem_does(form: str, text: str) -> None:
    folded = fold(text)
    assert stem_of(form) in folded or words_pattern(form).search(folded) is None
