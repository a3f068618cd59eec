"""How an event was done and what it is about: PLOVER mode and context."""

from __future__ import annotations

from shiome.reading.lexicon import Trigger, load_lexicon

_MOST = 3
MODELESS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "NONE"})
"""Types for which the scheme has no modes."""


def mode_of(trigger: Trigger, words: str, *, language: str) -> str:
    """The mode: that of the event word, else by the words of its clause; empty where nothing tells it."""
    if trigger.mode and trigger.plover not in MODELESS:
        return trigger.mode
    for told in load_lexicon(language).modes.get(trigger.plover, ()):
        if any(word in words for word in told.words):
            return told.mode
    return ""


def context_of(trigger: Trigger, words: str, *, language: str) -> tuple[str, ...]:
    """The contexts: that of the event word first, then those that the words of its clause tell; three at most."""
    found = [trigger.context] if trigger.context else []
    for context, cues in load_lexicon(language).contexts.items():
        if len(found) == _MOST:
            break
        if context in found:
            continue
        for cue in cues:
            if cue in words:
                found.append(context)
                break
    return tuple(found)
