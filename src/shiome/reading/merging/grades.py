"""How firmly an account as a whole is told, and whether two accounts of an event agree in it."""

from __future__ import annotations

from shiome.reading.coding.hedges import find_hedges
from shiome.reading.merging.events import MergedEvent
from shiome.reading.text.sentences import sentence_spans

_ASSERTED = 5


def text_grade(text: str, *, language: str) -> int | None:
    """Step of the weakest hedge in the text (1..4); ``None`` where nothing is hedged.

    An account is held no more firmly than the least firm thing it says; what it asserts beside that does not lift it.

    >>> text_grade("It was launched at noon. It may have failed.", language="en")
    2
    >>> text_grade("It was launched at noon.", language="en") is None
    True
    """
    steps = [
        # Who holds a thing unlikely holds the contrary the more firmly.
        _ASSERTED - cue.step if cue.negative else cue.step
        for start, end in sentence_spans(text, language)
        for cue in find_hedges(text[start:end], language=language)
        if cue.step < _ASSERTED
    ]
    return min(steps) if steps else None


def hedge_gap(event: MergedEvent) -> int | None:
    """Steps between the firmest and the weakest of the accounts that hedge; ``None`` where fewer than two do."""
    grades = [
        grade
        for told in event.told
        if (grade := text_grade(told.account.text, language=told.account.language)) is not None
    ]
    return max(grades) - min(grades) if len(grades) > 1 else None
