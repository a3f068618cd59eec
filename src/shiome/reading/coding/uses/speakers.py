"""Whose words a place in a sentence is: the actor that the sentence lays it to."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.reading.actors.mentions import Mention


def speaker_at(text: str, position: int, *, language: str, mentions: Sequence[Mention]) -> str:
    """Identifier of who says what stands at a position; ``reported`` where nobody is named, empty for the text itself."""
    if language == "zh":
        return _chinese(text, position, mentions)
    if language == "ru":
        return _russian(text, position, mentions)
    return _korean(text, position, mentions)


def _chinese(text: str, position: int, mentions: Sequence[Mention]) -> str:
    from shiome.reading.coding.chinese.groups import chunks_of, groups
    from shiome.reading.coding.chinese.speech import Speech

    return Speech(text, groups(text, mentions), chunks_of(text)).source_of(position)


def _korean(text: str, position: int, mentions: Sequence[Mention]) -> str:
    from shiome.reading.coding.korean.clauses import clauses
    from shiome.reading.coding.korean.phrases import phrases
    from shiome.reading.coding.korean.predicates import predicates

    found = clauses(text, phrases(text, mentions), predicates(text), ())
    return next((clause.attribution for clause in found if clause.end > position), "")


def _russian(text: str, position: int, mentions: Sequence[Mention]) -> str:
    from shiome.reading.coding.russian.clauses import settle, split
    from shiome.reading.coding.russian.slots import slots
    from shiome.reading.coding.russian.words import words_of

    words = words_of(text)
    clauses = split(words)
    settle(words, clauses, slots(words, mentions), ())
    return next((c.attribution for c in clauses if words[c.stop - 1].end > position), "")
