"""The event words of a Chinese sentence: longest matches outside names, kept whole where an analyser is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.trie import Trie
from shiome.reading.coding.analysers import chinese_words
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import Trigger, load_lexicon


@dataclass(frozen=True, slots=True)
class Word:
    """An event word found."""

    span: Span
    verbs: tuple[Trigger, ...]
    nouns: tuple[Trigger, ...]
    chunk: Span
    """The stretch between stops in which it stands."""


@lru_cache(maxsize=1)
def _table() -> Trie[tuple[Trigger, bool]]:
    """Words to triggers, the most demanding first, and whether the word is a verb of theirs."""
    table: Trie[tuple[Trigger, bool]] = Trie()
    for trigger in sorted(load_lexicon("zh").triggers, key=_demand):
        for word in trigger.verbs:
            table.add(word, (trigger, True))
        for word in trigger.nouns:
            table.add(word, (trigger, False))
    return table


def _demand(trigger: Trigger) -> tuple[bool, int]:
    """What asks for more comes first; what may stand alone last (to send troops to somebody, to send troops)."""
    return trigger.frame == "solo", -len(trigger.object) - len(trigger.carried)


@lru_cache(maxsize=1)
def _stops() -> Trie[bool]:
    return Trie((word, True) for word in load_lexicon("zh").clauses.stops)


def event_words(text: str, mentions: Sequence[Mention], chunks: Sequence[Span]) -> list[Word]:
    """The event words in order."""
    boundaries = chinese_words(text)
    inside = [False] * (len(text) + 1)
    for mention in mentions:
        inside[mention.start : mention.end] = [True] * (mention.end - mention.start)
    found: list[Word] = []
    for chunk in chunks:
        found.extend(_in_chunk(text, chunk, inside, boundaries))
    return found


def _in_chunk(text: str, chunk: Span, inside: Sequence[bool], boundaries: frozenset[int] | None) -> list[Word]:
    table, stops = _table(), _stops()
    found: list[Word] = []
    position = chunk[0]
    while position < chunk[1]:
        match = table.longest(text, position) if table.may_start(text[position]) else None
        stop = stops.longest(text, position) if stops.may_start(text[position]) else None
        if stop is not None and (match is None or stop[0] > match[0]):
            position = stop[0]
        elif match is None or inside[position] or not _whole(boundaries, position, match[0], text):
            position += 1
        else:
            verbs = tuple(trigger for trigger, is_verb in match[1] if is_verb)
            nouns = tuple(trigger for trigger, is_verb in match[1] if not is_verb)
            found.append(Word((position, match[0]), verbs, nouns, chunk))
            position = match[0]
    return found


def _whole(boundaries: frozenset[int] | None, start: int, end: int, text: str) -> bool:
    """Whether the analyser, if there is one, lets a word stand here.

    Its words may hold an event word with what it goes with (举行会谈); one more character makes another word (发射|场).
    """
    if boundaries is None or end >= len(text) or end in boundaries:
        return True
    if start not in boundaries:
        return False
    return end + 1 not in boundaries or text[end] in "了过着中上后前时里间"
