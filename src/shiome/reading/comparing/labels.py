"""The words in which a comparison is shown and told, in the languages of the interface."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from shiome.reading.comparing.lexicon import table
from shiome.reading.comparing.model import Change
from shiome.vocabulary.languages import INTERFACE_LANGUAGES

_LONGEST = 120
"""Characters of a quotation in a told change; longer ones are cut."""


@lru_cache(maxsize=4)
def labels(language: str) -> dict[str, Any]:
    """The labels of an interface language, English for any other.

    >>> labels("ja")["added"], labels("fr")["added"]
    ('追加', 'added')
    """
    every: dict[str, dict[str, Any]] = table("labels")
    return every[language if language in INTERFACE_LANGUAGES else "en"]


def told(change: Change, language: str) -> str:
    """A change as one sentence.

    >>> told(Change(op="added", level="token", b="firm"), "en")
    'Adds “firm”.'
    """
    ways: dict[str, str] = labels(language)["tell"]
    way = change.op
    if change.level in ("actor", "topic") and f"{change.level}_{change.op}" in ways:
        way = f"{change.level}_{change.op}"  # type: ignore[assignment]
    elif change.op in ("strengthened", "weakened") and not (change.a and change.b):
        way = f"{change.op}_{'added' if change.b else 'dropped'}"  # type: ignore[assignment]
    return ways[way].format(a=quoted(change.a), b=quoted(change.b))


def quoted(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
