"""What becomes of the claims of a Japanese sentence once all are found: conditions, signs, and which of them to keep."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from shiome.reading.claims.japanese_line import Line
from shiome.reading.claims.proposal import ClaimProposal, Span
from shiome.reading.claims.words import claim_words

HYPOTHETICAL = ("condition", "unless", "setting", "concession")


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def settled(line: Line, claims: list[ClaimProposal], settings: list[Span]) -> list[ClaimProposal]:
    """Claims with the conditions they stand under, without advice and without those that another tells better.

    ``settings`` are the places of the words behind conditions and circumstances.
    """
    kept: list[ClaimProposal] = []
    for claim in claims:
        if claim.relation == "concession" and not _holds_all_the_same(line, claim, claims):
            continue
        if _says_nothing(line, claim) or _recommends(line, claim):
            continue
        if claim.condition is None and claim.relation not in HYPOTHETICAL:
            claim = _under_condition(line, claim, settings)
        if all((claim.cause, claim.effect) != (other.cause, other.effect) for other in kept):
            kept.append(_by_polarity(line, claim))
    return kept


@lru_cache(maxsize=1)
def _lowering() -> re.Pattern[str]:
    words = claim_words("ja")
    return re.compile(words.lowering.replace("adverb", words.adverbs))


def falls(predicate: str) -> bool:
    """Whether a predicate, with the particle before it, tells that there is less of something.

    >>> falls("は弱まった"), falls("は強まった")
    (True, False)
    """
    return _lowering().search(predicate) is not None


def _by_polarity(line: Line, claim: ClaimProposal) -> ClaimProposal:
    """A claim that something becomes less, told of the thing itself: …が弱まる is - on what becomes weaker."""
    if claim.sign != "+" or claim.effect is None:
        return claim
    start, end = claim.effect
    match = _lowering().search(line.text, start, end)
    if match is None or _compiled(line.words.negation).search(line.text, match.start(), end):
        return claim
    whole = start < match.start() and not any(
        token.part == "particle" and token.surface in ("は", "が")
        for token in line.tokens
        if start <= token.start < match.start()
    )
    said = line.trimmed((start, match.start()))
    return msgspec.structs.replace(claim, sign="-", effect=said) if whole and said[1] - said[0] >= 2 else claim


def _says_nothing(line: Line, claim: ClaimProposal) -> bool:
    return claim.effect is not None and _compiled(line.words.hollow).fullmatch(line.text, *claim.effect) is not None


def _recommends(line: Line, claim: ClaimProposal) -> bool:
    """Whether a reason is given for what ought to be done: advice, not a consequence."""
    said = claim.cause if claim.relation == "prevent" else claim.effect
    if claim.relation not in ("cause", "purpose", "prevent") or claim.sign == "conditional" or said is None:
        return False
    return _compiled(line.words.urged).search(line.text, said[0], claim.region[1]) is not None


def _holds_all_the_same(line: Line, claim: ClaimProposal, claims: list[ClaimProposal]) -> bool:
    """Whether a concession is a claim of its own: the effect is denied, and no cause is named for it."""
    if claim.effect is None or any(other is not claim and _within(other.effect, claim.effect) for other in claims):
        return False
    tail = line.text[claim.effect[0] : claim.region[1]]
    return _compiled(line.words.negation).search(tail) is not None


def _within(part: Span | None, whole: Span) -> bool:
    return part is not None and whole[0] <= part[0] and part[1] <= whole[1]


def _under_condition(line: Line, claim: ClaimProposal, settings: list[Span]) -> ClaimProposal:
    anchor = max(part[1] for part in (claim.cause, claim.effect) if part is not None)
    for begins, ends in reversed(settings):
        if claim.region[0] <= begins and ends <= anchor:
            low = line.floor(begins)
            span = line.trimmed((low, ends), topic=True)
            clash = any(
                part is not None and part[0] < span[1] and span[0] < part[1] for part in (claim.cause, claim.effect)
            )
            if span[1] - span[0] >= 2 and not clash:
                return msgspec.structs.replace(claim, condition=span)
    return claim
