"""Claims that a Japanese verb or noun of causation makes: its subject works on what stands with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from shiome.reading.claims.japanese_line import Line
from shiome.reading.claims.proposal import ClaimProposal, Span
from shiome.reading.claims.words import ClaimWords, Sign, Verb, claim_words
from shiome.reading.coding.tokens import Token

_Kind = Literal["verb", "passive", "role"]
"""``passive``: the subject is the effect; ``role``: a noun with to be."""
_SHORTEST = 4
_NEAR = 8
_TAIL = 24


@lru_cache(maxsize=1)
def _verbs() -> tuple[tuple[re.Pattern[str], Verb, _Kind], ...]:
    words = claim_words("ja")
    kinds: tuple[tuple[_Kind, tuple[Verb, ...]], ...] = (
        ("verb", words.verbs),
        ("passive", words.passives),
        ("role", words.roles),
    )
    return tuple((re.compile(verb.form), verb, kind) for kind, verbs in kinds for verb in verbs)


@lru_cache(maxsize=1)
def _denied() -> re.Pattern[str]:
    return re.compile(claim_words("ja").denied)


def verb_claims(line: Line, told: Sequence[ClaimProposal]) -> list[ClaimProposal]:
    """The claims of the verbs and nouns of causation, without those that ``told`` tells already."""
    claims: list[ClaimProposal] = []
    for pattern, verb, kind in _verbs():
        for match in pattern.finditer(line.text):
            if match.start() not in line.starts:
                continue
            claim = _verb_claim(line, match, verb, kind)
            if claim is not None and not _overlaps(claim, [*told, *claims]):
                claims.append(claim)
    return claims


def _verb_claim(line: Line, match: re.Match[str], verb: Verb, kind: _Kind) -> ClaimProposal | None:
    at = match.start()
    if kind == "verb" and _adnominal(line, match.end()):
        return None
    low = line.floor(at, soft=False)
    if verb.question:
        question = line.trimmed((low, at), topic=True)
        return _made(line, match, verb, question, None, "conditional")
    subject = line.subject(low, at)
    if subject is not None:
        particle = line.starts.get(subject[1])
        behind = line.tokens[particle].end if particle is not None else subject[1]
    else:
        # Without a subject the clause before does it: …て、…をもたらす.
        stops = [stop for stop in line.soft if low < stop < at]
        if not stops:
            return _made(line, match, verb, None, line.trimmed((low, match.end())), verb.sign) if verb.orphan else None
        subject, behind = (low, stops[-1]), stops[-1]
    cause = line.trimmed(subject, topic=True)
    effect = line.trimmed((behind, at))
    if kind == "passive":
        return _made(line, match, verb, effect, cause, verb.sign)
    words = line.text[slice(*cause)]
    sign: Sign = verb.sign
    if words.endswith(line.words.variables):
        sign = "conditional"
    elif _denied().match(line.text, match.end()):
        sign = "0"
    return _made(line, match, verb, None if words in line.words.pronouns else cause, effect, sign)


def _made(
    line: Line, match: re.Match[str], verb: Verb, cause: Span | None, effect: Span | None, sign: Sign
) -> ClaimProposal | None:
    if any(part is not None and part[1] - part[0] < 2 for part in (cause, effect)):
        return None
    return ClaimProposal(
        relation="depends" if sign == "conditional" else "cause",
        sign=sign,
        cause=cause,
        effect=effect,
        link=match.span(),
        region=(line.floor(match.start(), soft=False), line.ceiling(match.start())),
        condition=cause if sign == "conditional" else None,
        strength=verb.strength,
    )


def acting_claims(line: Line, told: Sequence[ClaimProposal]) -> list[ClaimProposal]:
    """What happens, not who acts, is the subject of a verb with an object: …の低下は、…を広げる."""
    end = len(line.text.rstrip("。．. "))
    low = line.floor(end, soft=False)
    if any(low <= claim.link[0] for claim in told):
        return []
    for number, token in enumerate(line.tokens):
        if token.start <= low or token.part != "particle" or token.surface not in ("は", "が"):
            continue
        head = line.tokens[number - 1]
        if head.part not in ("noun", "action"):
            continue
        if not _happens(line, head):
            return []
        commas = [mark.end for mark in line.tokens if mark.part == "comma" and low < mark.end <= head.start]
        cause = line.trimmed((max(commas, default=low), head.end))
        effect = line.trimmed((token.end, end))
        if min(cause[1] - cause[0], effect[1] - effect[0]) < _SHORTEST:
            return []
        if not _takes_object(line, effect) and not _weighed(line.words).search(line.text, token.end, end):
            return []
        return [
            ClaimProposal(
                relation="cause",
                sign="+",
                cause=cause,
                effect=effect,
                link=(token.start, token.end),
                region=(low, end),
                strength=0.4,
            )
        ]
    return []


def _happens(line: Line, head: Token) -> bool:
    words = line.words
    if line.text.endswith(words.speech, 0, head.end):
        return False
    return head.part == "action" or line.text.endswith(words.events, 0, head.end)


@lru_cache(maxsize=1)
def _weighed(words: ClaimWords) -> re.Pattern[str]:
    return re.compile(f"{words.weighed}|(?:{words.change}|{words.pressing}).{{0,{_TAIL}}}$")


def _takes_object(line: Line, span: Span) -> bool:
    """Whether the last verb of a clause has an object straight before it, and no subject of its own."""
    inside = [token for token in line.tokens if span[0] <= token.start < span[1]]
    particles = {token.surface: number for number, token in enumerate(inside) if token.part == "particle"}
    if "を" not in particles or "が" in particles or "は" in particles:
        return False
    at = particles["を"]
    behind = inside[at + 1 :]
    if inside[at - 1].surface in line.words.formal or any(token.base in line.words.undergoing for token in behind):
        return False
    return len(behind) <= _NEAR and all(token.part != "noun" or token.surface in line.words.formal for token in behind)


def _adnominal(line: Line, end: int) -> bool:
    """Whether the predicate goes with a noun after it, which then is its true subject."""
    number = next((index for start, index in line.starts.items() if start >= end), None)
    while number is not None and number < len(line.tokens):
        token = line.tokens[number]
        if token.part in ("noun", "action") and token.surface not in line.words.formal:
            return True
        if token.part not in ("verb", "auxiliary"):
            return False
        number += 1
    return False


def _overlaps(claim: ClaimProposal, told: Sequence[ClaimProposal]) -> bool:
    """Whether a claim told has the same effect clause and no subject of its own is named."""
    for other in told:
        if other.effect is None or claim.effect is None:
            continue
        if other.cause is not None and other.cause[0] <= claim.link[0] < other.cause[1]:
            return True
        same = other.effect[0] <= claim.effect[0] and claim.effect[1] <= other.effect[1]
        if same and (claim.cause is None or other.effect[0] > claim.cause[0] or other.sign == claim.sign):
            return True
    return False


@lru_cache(maxsize=4)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _last(pattern: str, line: Line) -> re.Match[str] | None:
    """The first match in the last clause of a sentence that goes on from another."""
    return _pattern(pattern).search(line.text, line.soft[-1]) if line.soft else None


def concluded_claims(line: Line, told: Sequence[ClaimProposal]) -> list[ClaimProposal]:
    """…く、…ざるを得ない, …は避けられない: a conclusion that names no cause rests on the clause before it, else on the sentence before."""
    words = line.words
    drawn = _pattern(words.conclusions).search(line.text)
    match = None if told else drawn or _last(f"{words.weighed}|{words.change}|{words.pressing}", line)
    if match is None or line.scope(match.start())[0]:
        return []
    low = line.floor(match.start(), soft=False)
    stops = [stop for stop in line.soft if low < stop < match.start()]
    if not stops and drawn is None:
        return []
    cause = line.trimmed((low, stops[-1])) if stops else None
    effect = line.trimmed((stops[-1] if stops else low, line.ceiling(match.start())))
    if effect[1] - effect[0] < 4 or (cause is not None and cause[1] - cause[0] < 4):
        return []
    return [
        ClaimProposal(
            relation="cause",
            sign="+",
            cause=cause,
            effect=effect,
            link=match.span(),
            region=(effect[0], effect[1]),
            strength=0.3,
        )
    ]
