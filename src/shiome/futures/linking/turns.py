"""Words that turn a state into its opposite: negations, and verbs and nouns of failing, fading and refusing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from shiome.futures.linking.passage import Passage, Span, separates_words
from shiome.futures.linking.patterns import words_pattern
from shiome.tables import shipped_table

BEHIND = {True: 18, False: 10}
"""How many characters behind the words a turn may begin, where words are written apart and where not."""
BEFORE = 22
"""How many characters before them it may end, where words are written apart; elsewhere it stands behind."""
_STOPS = re.compile(r"[、。，,;；:：]|\b(?:and|but|which|that|so)\b")


class TurnWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the lexicon lists of a language."""

    turns: tuple[str, ...]
    neutral: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """A turning word of a passage, and where it stands."""

    span: Span
    form: str


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[list[tuple[str, re.Pattern[str]]], list[re.Pattern[str]]]]:
    listed = msgspec.convert(shipped_table(__package__, "lexicon", "turns.yaml"), dict[str, TurnWords])
    return {
        language: (
            [(form, words_pattern(form)) for form in words.turns],
            [words_pattern(form) for form in words.neutral],
        )
        for language, words in listed.items()
    }


def turns_of(passage: Passage) -> tuple[Turn, ...]:
    """The turning words of a passage, none within another and none that only looks like one."""
    turns, neutral = _lexicon()[passage.language]
    taken = [match.span() for words in neutral for match in words.finditer(passage.folded)]
    found = [Turn(match.span(), form) for form, words in turns for match in words.finditer(passage.folded)]
    found.sort(key=lambda turn: (turn.span[0] - turn.span[1], turn.span))
    kept: list[Turn] = []
    for turn in found:
        if not any(_overlap(turn.span, other) for other in taken):
            kept.append(turn)
            taken.append(turn.span)
    return tuple(sorted(kept, key=lambda turn: turn.span))


def turns_at(passage: Passage, core: Span, spans: tuple[Span, ...], turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Those of ``turns`` that bear on the words at ``core``: near them, in their clause, and no part of what matched."""
    return tuple(
        turn
        for turn in turns
        if not any(_overlap(turn.span, span) for span in spans)
        and (between := _between(turn.span, core, apart=separates_words(passage.language))) is not None
        and not _STOPS.search(passage.folded, *between)
    )


def _between(turn: Span, core: Span, *, apart: bool) -> Span | None:
    """What stands between a turn and the words; ``None`` where it is too much, or the turn stands on the wrong side."""
    if 0 <= turn[0] - core[1] <= BEHIND[apart]:
        return core[1], turn[0]
    if apart and 0 <= core[0] - turn[1] <= BEFORE:
        return turn[1], core[0]
    return None


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
