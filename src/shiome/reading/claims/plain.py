"""Claims of a sentence in a language read by the forms of its connecting words alone, without a parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from shiome.reading.claims.proposal import ClaimProposal, SentenceClaims, Span, clipped
from shiome.reading.claims.words import ClaimWords, Link, Relation, Sign, Verb, claim_words

_SIGNS: dict[Relation, Sign] = {
    "prevent": "-",
    "condition": "conditional",
    "unless": "conditional",
    "depends": "conditional",
    "concession": "0",
}
_CONDITIONS = ("condition", "unless", "depends")
_SHORTEST = 2
_BEFORE = 8
"""How far before a word that denies it may stand."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled words of a language."""

    words: ClaimWords
    links: tuple[tuple[re.Pattern[str], Link], ...]
    openers: tuple[tuple[re.Pattern[str], Link], ...]
    verbs: tuple[tuple[re.Pattern[str], Verb, bool], ...]
    """With whether the subject is the effect."""
    bounds: re.Pattern[str]
    hard: re.Pattern[str]
    subject: re.Pattern[str] | None
    auxiliaries: re.Pattern[str] | None
    negation: re.Pattern[str]
    denied: re.Pattern[str]
    lowering: re.Pattern[str] | None


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    words = claim_words(language)
    return _Patterns(
        words,
        tuple((re.compile(link.form, re.IGNORECASE), link) for link in words.links),
        tuple((re.compile(link.form), link) for link in words.openers),
        (
            *((re.compile(verb.form, re.IGNORECASE), verb, False) for verb in words.verbs),
            *((re.compile(verb.form, re.IGNORECASE), verb, True) for verb in words.passives),
        ),
        re.compile(words.bounds, re.IGNORECASE),
        re.compile(words.hard_bounds, re.IGNORECASE),
        re.compile(words.verb_final) if words.verb_final else None,
        re.compile(words.auxiliaries, re.IGNORECASE) if words.auxiliaries else None,
        re.compile(words.negation, re.IGNORECASE),
        re.compile(words.denied),
        re.compile(words.lowering, re.IGNORECASE) if words.lowering else None,
    )


def plain_claims(text: str, *, language: str) -> SentenceClaims:
    """The claims of a clean sentence.

    >>> text = "Because of the rain, the river may rise."
    >>> claim = plain_claims(text, language="en").claims[0]
    >>> text[slice(*claim.cause)], text[slice(*claim.effect)]
    ('the rain', 'the river may rise')
    """
    reader = _Reader(text, _patterns(language))
    return SentenceClaims(reader.read(), lambda span: text[slice(*span)])


class _Reader:
    def __init__(self, text: str, patterns: _Patterns) -> None:
        self.text = text
        self.patterns = patterns
        self.end = len(text.rstrip())

    def read(self) -> list[ClaimProposal]:
        claims = self._opened()
        taken: list[Span] = [claim.link for claim in claims]
        for pattern, link in self.patterns.links:
            for match in pattern.finditer(self.text):
                if match.end() > match.start() and not _touches(match.span(), taken):
                    claim = self._link(match, link)
                    if claim is not None:
                        taken.append(match.span())
                        claims.append(claim)
        for verb_pattern, verb, passive in self.patterns.verbs:
            for match in verb_pattern.finditer(self.text):
                if match.end() > match.start() and not _touches(match.span(), taken):
                    claim = self._verb(match, verb, passive=passive)
                    if claim is not None:
                        taken.append(match.span())
                        claims.append(claim)
        return [self._by_polarity(claim) for claim in claims]

    # ------------------------------------------------------------------ constructions

    def _opened(self) -> list[ClaimProposal]:
        starts = (clipped(self.text, (0, self.end))[0], self._trimmed((0, self.end))[0])
        for pattern, link in self.patterns.openers:
            match = pattern.match(self.text, starts[0]) or pattern.match(self.text, starts[1])
            if match is None:
                continue
            rest = self._trimmed((match.end(), self.end))
            if rest[1] - rest[0] < _SHORTEST:
                return []
            reason = link.relation == "reason"
            sign = _SIGNS.get(link.relation, "+")
            cause, effect = (rest, None) if reason else (None, rest)
            return [
                ClaimProposal(
                    relation=link.relation, sign=sign, cause=cause, effect=effect, link=match.span(), region=rest
                )
            ]
        return []

    def _link(self, match: re.Match[str], link: Link) -> ClaimProposal | None:
        low, high = self._statement(match.start(), match.end())
        clause = self._clause_start(match.start(), low)
        opens = not self._said((clause, match.start()))
        if link.order == "opening" and not opens:
            return None
        if opens and link.order in ("either", "opening"):
            comma = self.patterns.bounds.search(self.text, match.end(), high)
            if comma is None:
                first, second = self._trimmed((match.end(), high)), self._trimmed((low, clause))
            else:
                first, second = self._trimmed((match.end(), comma.start())), self._trimmed((comma.end(), high))
        elif link.order in ("either", "backward"):
            stop = self.patterns.bounds.search(self.text, match.end(), high)
            first = self._trimmed((match.end(), stop.start() if stop else high))
            second = self._trimmed((low if link.order == "backward" else clause, match.start()))
        else:
            shown = match.end() if link.relation in _CONDITIONS else match.start()
            first, second = self._trimmed((low, shown)), self._trimmed((match.end(), high))
        if link.head:
            heads = [head.end() for head in re.finditer(link.head, self.text[: match.start()]) if head.end() > low]
            first = self._trimmed((heads[-1], match.start())) if heads else (low, low)
        if not (self._said(first) and self._said(second)):
            return None
        return self._linked(match, link, first, second, (low, high))

    def _linked(
        self, match: re.Match[str], link: Link, first: Span, second: Span, region: Span
    ) -> ClaimProposal | None:
        """The claim of a link: ``first`` is what the link marks (cause, condition, aim), ``second`` the rest."""
        if link.relation == "concession" and not self.patterns.negation.search(self.text[slice(*second)]):
            return None
        if link.relation == "unless" and match.end() <= first[0]:
            first = clipped(self.text, (match.start(), first[1]))
        cause, effect = (second, first) if link.relation == "prevent" else (first, second)
        return ClaimProposal(
            relation=link.relation,
            sign=_SIGNS.get(link.relation, "+"),
            cause=None if self._stands_for_another(cause) else cause,
            effect=effect,
            link=match.span(),
            region=region,
            condition=first if link.relation in _CONDITIONS else None,
            strength=link.strength,
        )

    def _verb(self, match: re.Match[str], verb: Verb, *, passive: bool) -> ClaimProposal | None:
        low, high = self._statement(match.start(), match.end())
        if self.patterns.subject is not None:
            split = self.patterns.subject.search(self.text, low, match.start())
            if split is None:
                return None
            subject, other = self._trimmed((low, split.start())), self._trimmed((split.end(), match.start()))
        else:
            stop = self.patterns.bounds.search(self.text, match.end(), high)
            other = self._trimmed((match.end(), stop.start() if stop else high))
            subject = self._subject(self._clause_start(match.start(), low), match.start())
        if not (self._said(subject) and self._said(other)):
            return None
        cause, effect = (other, subject) if passive else (subject, other)
        if self._stands_for_another(effect):
            return None
        sign: Sign = "0" if verb.sign != "conditional" and self._denied(match, subject) else verb.sign
        back = self._stands_for_another(cause)
        return ClaimProposal(
            relation="depends" if sign == "conditional" else "cause",
            sign=sign,
            cause=None if back else cause,
            effect=effect,
            link=match.span(),
            region=(low, high),
            condition=cause if sign == "conditional" and not back else None,
            strength=verb.strength,
        )

    def _by_polarity(self, claim: ClaimProposal) -> ClaimProposal:
        """A claim that something becomes less, told of the thing itself: its sign is -."""
        if claim.sign != "+" or claim.effect is None or self.patterns.lowering is None:
            return claim
        start, end = claim.effect
        match = self.patterns.lowering.search(self.text, start, end)
        if match is None or self.patterns.negation.search(
            self.text, max(start, match.start() - _BEFORE), match.start()
        ):
            return claim
        said = self._trimmed((start, match.start()))
        return msgspec.structs.replace(claim, sign="-", effect=said) if said[1] - said[0] >= _SHORTEST else claim

    # ------------------------------------------------------------------ places

    def _statement(self, start: int, end: int) -> Span:
        low, high = 0, self.end
        for bound in self.patterns.hard.finditer(self.text):
            if bound.end() <= start:
                low = bound.end()
            elif bound.start() >= end:
                high = min(high, bound.start())
                break
        return low, max(high, end)

    def _clause_start(self, at: int, low: int) -> int:
        return max((bound.end() for bound in self.patterns.bounds.finditer(self.text, low, at)), default=low)

    def _subject(self, start: int, end: int) -> Span:
        if self.patterns.auxiliaries is not None and (tail := self.patterns.auxiliaries.search(self.text[start:end])):
            end = start + tail.start()
        return self._trimmed((start, end))

    def _denied(self, match: re.Match[str], subject: Span) -> bool:
        if self.patterns.subject is not None:
            return self.patterns.denied.match(self.text, match.end()) is not None
        return self.patterns.negation.search(self.text[subject[1] : match.start()]) is not None

    def _trimmed(self, span: Span) -> Span:
        start, end = clipped(self.text, span)
        moved = True
        while moved:
            moved = False
            for filler in self.patterns.words.fillers:
                if self.text[start:end].lower().startswith(filler) and start + len(filler) < end:
                    start, end = clipped(self.text, (start + len(filler), end))
                    moved = True
                    break
        return start, end

    def _said(self, span: Span) -> bool:
        start, end = self._trimmed(span)
        return end - start >= _SHORTEST

    def _stands_for_another(self, span: Span) -> bool:
        return self.text[slice(*span)].lower() in self.patterns.words.pronouns


def _touches(span: Span, taken: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)
