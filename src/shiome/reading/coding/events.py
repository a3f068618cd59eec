"""Events in a sentence of any language that has rules; in others nothing is coded."""

from __future__ import annotations

from shiome.reading.coding.japanese.events import japanese_events
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput


def find_events(sentence: SentenceInput, *, language: str) -> SentenceOutput:
    """The events of one sentence."""
    if language == "ja":
        return japanese_events(sentence)
    if language == "en":
        from shiome.reading.coding.english.events import english_events

        return english_events(sentence)
    if language == "ko":
        from shiome.reading.coding.korean.events import korean_events

        return korean_events(sentence)
    return SentenceOutput(topic=sentence.topic)
