"""The language data of claim reading."""

from __future__ import annotations

import re

import pytest

from shiome.reading.claims.words import LANGUAGES, claim_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_compiles_and_matches_no_empty_text(language: str) -> None:
    words = claim_words(language)
    forms = [link.form for link in (*words.links, *words.openers)]
    forms += [verb.form for verb in (*words.verbs, *words.passives, *words.roles)]
    forms += [cue.cue for cue in words.hedges]
    assert words.language == language
    assert forms
    for form in forms:
        assert re.compile(form).fullmatch("") is None, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_and_strengths_lie_on_their_scales(language: str) -> None:
    words = claim_words(language)
    assert all(cue.step in range(1, 6) for cue in words.hedges)
    parts = (*words.links, *words.openers, *words.verbs, *words.passives, *words.roles)
    assert all(0 < part.strength <= 1 for part in parts)


def test_an_unknown_language_has_no_words() -> None:
    assert claim_words("de").links == ()
