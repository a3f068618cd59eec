"""Hedge cues: how firmly a sentence holds what it says, on the five-step scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from shiome.reading.expressions.anchors import Anchored
from shiome.reading.lexicon import Hedge, load_lexicon

_NEAR = 6
"""Two cues this close without a stop between them are one: the outer, later one decides (…ざるを得ない|かもしれない)."""
_STOPS = frozenset("、。，．,.;；—«»“”")
_CASED = ("en", "ru")


class HedgeCue(msgspec.Struct, frozen=True, kw_only=True):
    """A cue found. ``start``/``end`` count characters of the text searched."""

    start: int
    end: int
    text: str
    step: int
    negative: bool = False
    holder: str = ""


def find_hedges(text: str, *, language: str) -> list[HedgeCue]:
    """The cues of a sentence, in order and without overlap; where several fit one place, the first of the lexicon counts.

    >>> [(cue.text, cue.step) for cue in find_hedges("再開される可能性が高い。", language="ja")]
    [('可能性が高い', 4)]
    """
    anchored, cues = _cues(language)
    found: list[HedgeCue] = []
    for number in anchored.may_match(text):
        pattern, hedge = cues[number]
        for match in pattern.finditer(text):
            start, end = match.span()
            if end > start and not any(cue.start < end and start < cue.end for cue in found):
                found.append(
                    HedgeCue(
                        start=start,
                        end=end,
                        text=match[0],
                        step=hedge.step,
                        negative=hedge.negative,
                        holder=hedge.holder,
                    )
                )
    found.sort(key=lambda cue: cue.start)
    if language == "en":
        # The bare future asserts only where nothing else in the sentence hedges it.
        hedged = [cue for cue in found if cue.text.lower() != "will"]
        return hedged or found[:1]
    return _joined(text, found)


@lru_cache(maxsize=8)
def _cues(language: str) -> tuple[Anchored, tuple[tuple[re.Pattern[str], Hedge], ...]]:
    hedges = load_lexicon(language).hedges
    cased = language in _CASED
    flags = re.IGNORECASE if cased else re.NOFLAG
    patterns = [_pattern(hedge.cue, language) for hedge in hedges]
    compiled = tuple((re.compile(p, flags), hedge) for p, hedge in zip(patterns, hedges, strict=True))
    return Anchored(patterns, cased=cased), compiled


def _pattern(cue: str, language: str) -> str:
    if language == "ko":
        from shiome.reading.coding.korean.jamo import syllable_class

        return syllable_class(cue)
    return rf"(?<![\w-])(?:{cue})" if language == "ru" else cue


def _joined(text: str, found: Sequence[HedgeCue]) -> list[HedgeCue]:
    """Joins cues that stand one on the other: the weaker of two that agree, the denying one where only one denies."""
    kept: list[HedgeCue] = []
    for cue in found:
        before = kept[-1] if kept else None
        gap = text[before.end : cue.start] if before else ""
        if before is None or len(gap) > _NEAR or _STOPS & set(gap):
            kept.append(cue)
            continue
        agreeing = before.negative == cue.negative
        kept[-1] = msgspec.structs.replace(
            cue,
            start=before.start,
            text=text[before.start : cue.end],
            step=min(before.step, cue.step) if agreeing else (before if before.negative else cue).step,
            negative=before.negative or cue.negative,
            holder=cue.holder or before.holder,
        )
    return kept
