"""The question put for one passage.

The document's words stand inside one JSON object, so that nothing in them can pass for the instructions around it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

import msgspec

from shiome.reading.language_model.client import Message

_FORM = "1"
"""Raised when the shape of the question changes; its words are in the second part of the version."""
_MEND = (
    "That answer cannot be used: {reason}. Give the whole answer again as one JSON object of the form described, "
    "without anything around it."
)


class NamedActor(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that the passage names, as the model is told of it."""

    id: str
    name: str
    words: tuple[str, ...]
    """Words that name it here."""


class NumberedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the passage."""

    number: int
    text: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the model is told of one passage."""

    document_day: str
    language: str
    heading: str
    sentences: tuple[NumberedSentence, ...]
    actors: tuple[NamedActor, ...]

    def text(self) -> str:
        """The question as JSON, the same for equal questions."""
        return msgspec.json.encode(self).decode()


@lru_cache(maxsize=1)
def instructions() -> str:
    """What the model is told before any passage."""
    return files(__package__).joinpath("instructions.md").read_text(encoding="utf-8")


def prompt_version() -> str:
    """Version of question and instructions; a word changed in either is another version."""
    return f"{_FORM}.{hashlib.sha256(instructions().encode()).hexdigest()[:8]}"


def opening(question: str) -> list[Message]:
    """The conversation up to the first answer."""
    return [Message("system", instructions()), Message("user", question)]


def mending(answer: str, reason: str) -> list[Message]:
    """The turns that tell the model what is wrong with its answer."""
    told = Message("user", _MEND.format(reason=reason))
    return [Message("assistant", answer), told] if answer.strip() else [told]
