"""A record in one line of a list."""

from datetime import date

import pytest

from shiome.cli.records import gist
from shiome.records.model import Event, Wording

COMMON = {"known_from": date(2024, 1, 2), "when": "2024-01-01", "coder": "test"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_coder_proposed_is_told_by_its_parts(language: str) -> None:
    event = Event(id="e1", source=("AAA", "CCC"), recipient=("BBB",), plover="CONSULT", **COMMON)
    assert gist(event, language) == "AAA + CCC · CONSULT · BBB"
    wording = Wording(id="w1", text_id="t1", operation="dropped", term="peace", **COMMON)
    assert gist(wording, language) == "t1: [dropped] peace"


def test_words_of_its_own_come_first() -> None:
    event = Event(id="e1", text={"en": "They met.", "ja": "会った。"}, source=("AAA",), plover="CONSULT", **COMMON)
    assert [gist(event, language) for language in ("en", "ja")] == ["They met.", "会った。"]
