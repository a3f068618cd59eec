"""The answer that a model must give, and its reading."""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec

from shiome.reading.language_model.client import Malformed
from shiome.vocabulary.plover import EventType, Reality

_Quote = Annotated[str, msgspec.Meta(max_length=2_000)]
_Words = Annotated[str, msgspec.Meta(max_length=400)]
_Identifier = Annotated[str, msgspec.Meta(max_length=100)]
_Identifiers = Annotated[tuple[_Identifier, ...], msgspec.Meta(max_length=40)]
_FENCE = re.compile(r"```[a-z]*\s*\n(?P<inside>.*?)\n?\s*```\s*", re.DOTALL)
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)


class EventAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event as the model gives it."""

    sentence: int
    trigger: _Words
    type: EventType
    reality: Reality
    source: _Identifiers = ()
    source_words: _Words = ""
    recipient: _Identifiers = ()
    recipient_words: _Words = ""
    date: _Words = ""
    date_words: _Words = ""
    attribution: _Identifier = ""
    mode: Annotated[str, msgspec.Meta(pattern=r"^([a-z][a-z_-]{0,39})?$")] = ""


class JudgementAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement as the model gives it."""

    sentence: int
    proposition: _Quote
    cue: _Words
    hedge: Annotated[int, msgspec.Meta(ge=1, le=5)]
    condition: _Quote = ""
    horizon: _Words = ""
    holder: _Identifier = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole answer for one passage."""

    events: Annotated[tuple[EventAnswer, ...], msgspec.Meta(max_length=200)]
    judgements: Annotated[tuple[JudgementAnswer, ...], msgspec.Meta(max_length=200)]
    unknown: Annotated[tuple[_Words, ...], msgspec.Meta(max_length=100)] = ()


def answer_schema() -> dict[str, Any]:
    """The form of an answer as JSON Schema."""
    return msgspec.json.schema(Answer)


def read_answer(text: str) -> Answer:
    """Read what the model wrote. A fence around the JSON, and thoughts before it, are passed over.

    >>> read_answer('{"events": [], "judgements": []}').events
    ()

    Raises
    ------
    Malformed
        It is not JSON, or not of the form; the reason says where.
    """
    bare = _THOUGHT.sub("", text, count=1).strip() if text.lstrip().startswith("<think>") else text.strip()
    fenced = _FENCE.fullmatch(bare)
    try:
        return msgspec.json.decode(fenced["inside"] if fenced else bare, type=Answer)
    except msgspec.ValidationError as fault:
        raise Malformed(f"it is not of the form: {fault}", text) from fault
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise Malformed(f"it is not JSON: {fault}", text) from fault
