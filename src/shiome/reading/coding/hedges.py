"""Hedge cues: how firmly a sentence holds what it says, on the five-step scale."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from shiome.reading.lexicon import Hedge, load_lexicon

_NEAR = 6
"""Two cues this close without a comma between them are one: the outer, later one decides (…ざるを得ない|かもしれない)."""


class HedgeCue(msgspec.Struct, frozen=True, kw_only=True):
    """A cue found. ``start``/``end`` count characters of the text searched."""

    start: int
    end: int
    text: str
    step: int
    negative: bool = False
    holder: str = ""


@lru_cache(maxsize=8)
def _cues(language: str) -> tuple[tuple[re.Pattern[str], Hedge], ...]:
    flags = re.IGNORECASE if language == "en" else 0
    return tuple((re.compile(hedge.cue, flags), hedge) for hedge in load_lexicon(language).hedges)


def find_hedges(text: str, *, language: str) -> list[HedgeCue]:
    """The cues of a sentence, in order and without overlap; where several fit one place, the first of the lexicon counts.

    >>> [(cue.text, cue.step) for cue in find_hedges("再開される可能性が高い。", language="ja")]
    [('可能性が高い', 4)]
    """
    found: list[HedgeCue] = []
    for pattern, hedge in _cues(language):
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
    return _outermost(text, found)


def _outermost(text: str, found: list[HedgeCue]) -> list[HedgeCue]:
    """Joins cues that stand one on the other; a verb-final language puts the one that decides last."""
    kept: list[HedgeCue] = []
    for cue in found:
        before = kept[-1] if kept else None
        gap = text[before.end : cue.start] if before else ""
        if before is not None and len(gap) <= _NEAR and not set("、。，．,.") & set(gap):
            step = min(before.step, cue.step) if before.negative == cue.negative else before.step
            kept[-1] = msgspec.structs.replace(
                cue,
                start=before.start,
                text=text[before.start : cue.end],
                step=step,
                negative=before.negative,
                holder=cue.holder or before.holder,
            )
        else:
            kept.append(cue)
    return kept
