"""Every word the register shows is there in both languages."""

from typing import get_args

import pytest

from shiome.coordination.commitments.layers import LAYERS
from shiome.coordination.commitments.model import Taken
from shiome.coordination.commitments.recording import STATES
from shiome.coordination.commitments.reminders import REASONS
from shiome.coordination.commitments.touchstones import Time
from shiome.coordination.commitments.words import WORDS, derived_word, word
from shiome.coordination.inputs.model import Side
from shiome.coordination.inputs.words import WORDS as INPUT_WORDS
from shiome.region.rules.inputs import STAGES

SHOWN = {*STATES, *REASONS, *LAYERS, *get_args(Taken), *get_args(Time), "going", "stalled", "unknown"}


@pytest.mark.parametrize("words", [WORDS, INPUT_WORDS])
def test_words_come_in_japanese_and_english(words):
    for key, texts in words.items():
        assert set(texts) == {"ja", "en"}, key
        assert texts["ja"] != texts["en"]


def test_nothing_shown_lacks_a_word():
    assert set(WORDS) >= SHOWN
    assert {*STAGES, *get_args(Side)} <= set(INPUT_WORDS)


def test_a_derived_state_never_reads_as_a_told_one():
    for language in ("ja", "en"):
        assert derived_word("stalled", language) != word("stalled", language)
