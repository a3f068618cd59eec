"""Events in a sentence of any language that has rules; in others nothing is coded."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput

_READERS = {"ja": "japanese", "en": "english", "ko": "korean", "zh": "chinese", "ru": "russian"}
"""Language to the package that reads it; each is loaded when first met."""


def find_events(sentence: SentenceInput, *, language: str) -> SentenceOutput:
    """The events of one sentence."""
    reader = _reader(language)
    return reader(sentence) if reader is not None else SentenceOutput(topic=sentence.topic)


@lru_cache(maxsize=8)
def _reader(language: str) -> Callable[[SentenceInput], SentenceOutput] | None:
    name = _READERS.get(language)
    if name is None:
        return None
    reader: Callable[[SentenceInput], SentenceOutput] = getattr(
        import_module(f"shiome.reading.coding.{name}.events"), f"{name}_events"
    )
    return reader
