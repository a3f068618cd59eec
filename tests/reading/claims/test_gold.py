"""Floors under the claims found in own sentences; the figures themselves: benchmarks/claim_quality.py --own."""

from __future__ import annotations

import pytest

from .gold_sets import LANGUAGES, Tally, dice, gold, tally

TUNED = {"ja": 0.85, "en": 0.9, "ko": 0.9, "zh": 0.9, "ru": 0.8}
HELD = {"ja": 0.7, "en": 0.8, "ko": 0.75, "zh": 0.8, "ru": 0.8}
"""Of sentences written after the rules. Cause and effect in nearly the wanted words, the same sign, nothing besides."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_the_rules_were_made_with(language: str) -> None:
    assert tally(language, "tuned").f1 >= TUNED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_the_rules_were_not_made_with(language: str) -> None:
    assert tally(language, "held").f1 >= HELD[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sets_are_large_enough_and_hold_sentences_without_a_claim(language: str) -> None:
    held = gold(language, "held")
    assert len(held) >= 12
    assert len(held) + len(gold(language, "tuned")) >= 20
    assert any(not item.claims for item in held)


def test_a_tally_weighs_what_is_found_against_what_is_wanted() -> None:
    assert Tally(right=3, found=4, wanted=8).f1 == 0.5


def test_likeness_counts_pieces_of_two_characters() -> None:
    assert dice("abc", "abd") == 0.5
    assert dice("a", "a") == 1.0
