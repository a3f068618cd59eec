"""Texts that are plain or by language, as a record keeps them: one main text, and the others as translations."""

from __future__ import annotations

from collections.abc import Mapping

MAIN = "ja"
"""Language of the main text where it is among those given; else the first given is."""
Text = str | dict[str, str]


def main_text(text: Text) -> str:
    """The text that a record's own field holds.

    >>> main_text({"en": "It rains", "ja": "雨が降る"}), main_text(" It rains ")
    ('雨が降る', 'It rains')
    """
    if isinstance(text, str):
        return text.strip()
    return (text.get(MAIN) or next(iter(text.values()), "")).strip()


def translated(fields: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    """The texts by language and field, of those fields that are given by language; the main text has no translation of its own.

    >>> translated({"proposition": {"en": "It rains", "ja": "雨が降る"}, "criterion": "Wet"})
    {'en': {'proposition': 'It rains'}}
    """
    found: dict[str, dict[str, str]] = {}
    for name, text in fields.items():
        for language, words in text.items() if isinstance(text, dict) else ():
            if words.strip() != main_text(text):
                found.setdefault(language, {})[name] = words.strip()
    return found
