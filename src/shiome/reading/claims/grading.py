"""How firmly a claim is held and by whom: the hedge that closes its clauses, the clause without it, the holder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from shiome.reading.actors import Mention
from shiome.reading.claims.proposal import ClaimProposal, Span, clipped
from shiome.reading.claims.words import Sign, claim_words
from shiome.reading.coding.hedges import HedgeCue, find_hedges
from shiome.reading.lexicon import load_lexicon

CERTAIN = 5
_TAIL = 14
"""A cue this near to the end of the effect closes it; the effect is then told without it."""
_SHORTEST = 4
_FIRM = 0.6
"""Claims weaker than this may rest on the very words that hedge them."""


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """Step, cue and holder of a claim, with the sign and the effect as they stand without the cue."""

    step: int
    sign: Sign
    effect: Span | None
    cue: HedgeCue | None = None
    holder: str = ""


def hedges_of(text: str, language: str) -> list[HedgeCue]:
    """The hedges of a sentence, by the coder's lexicon, or by the words of claim reading for a language it does not list."""
    if load_lexicon(language).hedges:
        return find_hedges(text, language=language)
    found: list[HedgeCue] = []
    for pattern, step, negative in _cues(language):
        for match in pattern.finditer(text):
            if not any(cue.start < match.end() and match.start() < cue.end for cue in found):
                found.append(
                    HedgeCue(start=match.start(), end=match.end(), text=match[0], step=step, negative=negative)
                )
    return sorted(found, key=lambda cue: cue.start)


@lru_cache(maxsize=8)
def _cues(language: str) -> tuple[tuple[re.Pattern[str], int, bool], ...]:
    return tuple((re.compile(cue.cue, re.IGNORECASE), cue.step, cue.negative) for cue in claim_words(language).hedges)


def grade(
    text: str, claim: ClaimProposal, cues: Sequence[HedgeCue], mentions: Sequence[Mention], language: str
) -> Grade:
    """The grade of a claim.

    A cue that denies its clause (*unlikely*) turns the claim round: the effect is lowered, and held as firmly as the cue denies.
    """
    holder = _holder(text, mentions, language)
    cue = _closing_cue(claim, cues)
    if cue is None:
        effect = _without(text, claim.effect, None, language)
        return Grade(step=CERTAIN, sign=claim.sign, effect=effect, holder=holder)
    step, sign = cue.step, claim.sign
    if cue.negative:
        step = CERTAIN - cue.step
        sign = {"+": "-", "-": "+"}.get(sign, sign)  # type: ignore[assignment] # the values are signs
    return Grade(
        step=step, sign=sign, effect=_without(text, claim.effect, cue, language), cue=cue, holder=cue.holder or holder
    )


def _closing_cue(claim: ClaimProposal, cues: Sequence[HedgeCue]) -> HedgeCue | None:
    """The last cue of the claim's clauses that does not stand in its cause or condition alone."""
    low, high = claim.region
    target = claim.effect or claim.cause
    start = target[0] if target is not None else low
    inside = [cue for cue in cues if low <= cue.start < high and not _is_the_verb(claim, cue)]
    behind = [cue for cue in inside if cue.end > start]
    return behind[-1] if behind else (inside[-1] if inside and claim.effect is None else None)


def _is_the_verb(claim: ClaimProposal, cue: HedgeCue) -> bool:
    """Whether a cue is what the claim says itself: to *carry a risk* raises it."""
    return claim.strength >= _FIRM and claim.link[0] <= cue.start and cue.end <= claim.link[1]


def _without(text: str, effect: Span | None, cue: HedgeCue | None, language: str) -> Span | None:
    """The effect up to its cue and without endings that say nothing, if what is left still says something."""
    words = claim_words(language)
    if effect is None or not words.tails:
        return effect
    start, end = effect
    near = cue is not None and start < cue.start <= end and end - cue.end <= _TAIL
    if words.modal and cue is not None and near and (modal := _pattern(words.modal).search(cue.text)):
        end = clipped(text, (start, cue.start + modal.start()))[1]
    while match := _pattern(words.tails).search(text, start, end):
        if match.start() - start < _SHORTEST:
            break
        end = match.start()
    return clipped(text, (start, end)) if end - start >= _SHORTEST else effect


@lru_cache(maxsize=8)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _holder(text: str, mentions: Sequence[Mention], language: str) -> str:
    """An actor as whose view the sentence is told."""
    pattern = claim_words(language).viewpoints
    if pattern:
        for mention in mentions:
            if mention.actors and _pattern(pattern).match(text, mention.end):
                return mention.actors[0]
    return ""
