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
from shiome.reading.expressions.anchors import Anchored

_Kind = Literal["verb", "passive", "role"]
"""``passive``: the subject is the effect; ``role``: a noun with to be."""
_SHORTEST = 4
_NEAR = 8
_HEAD = re.compile(r"(?:^|(?<=\)\|))[をに](?=\(\?:)")
"""The particle at the head of a form, or of one of its alternatives."""
_TAIL = 24
_FIRM = 0.5
"""Verbs weaker than this also tell what somebody does."""


@lru_cache(maxsize=1)
def _verbs() -> tuple[Anchored, tuple[tuple[re.Pattern[str], Verb, _Kind], ...]]:
    words = claim_words("ja")
    kinds: tuple[tuple[_Kind, tuple[Verb, ...]], ...] = (
        ("verb", words.verbs),
        ("passive", words.passives),
        ("role", words.roles),
    )
    forms = [(_leaning(verb.form), verb, kind) for kind, verbs in kinds for verb in verbs]
    return Anchored([form for form, _, _ in forms]), tuple((re.compile(form), verb, kind) for form, verb, kind in forms)


def _leaning(form: str) -> str:
    """A form with room for an adverb between its particle and its verb."""
    return _HEAD.sub(lambda head: f"{head[0]}(?:{claim_words('ja').adverbs})?", form)


@lru_cache(maxsize=1)
def _denied() -> re.Pattern[str]:
    return re.compile(claim_words("ja").denied)


def verb_claims(line: Line, told: Sequence[ClaimProposal]) -> list[ClaimProposal]:
    """The claims of the verbs and nouns of causation, without those that ``told`` tells already."""
    claims: list[ClaimProposal] = []
    anchored, verbs = _verbs()
    for number in anchored.may_match(line.text):
        pattern, verb, kind = verbs[number]
        for match in pattern.finditer(line.text):
            if match.start() not in line.starts:
                continue
            claim = _verb_claim(line, match, verb, kind)
            if claim is None or _overlaps(claim, [*told, *claims]):
                continue
            if None in (claim.cause, claim.effect) and any(
                other.region[0] <= match.start() < other.region[1] for other in told
            ):
                continue
            claims.append(claim)
    return claims


def _verb_claim(line: Line, match: re.Match[str], verb: Verb, kind: _Kind) -> ClaimProposal | None:
    at = match.start()
    head = _adnominal(line, match.end()) if kind != "passive" else None
    if head is not None and kind == "role":
        return None
    if head is not None:
        return _headed(line, match, verb, head)
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
        if kind == "passive" and verb.orphan:
            return _motive(line, match, verb, line.trimmed((max(stops, default=low), at)))
        if not stops:
            return _made(line, match, verb, None, line.trimmed((low, match.end())), verb.sign) if verb.orphan else None
        subject, behind = (low, stops[-1]), stops[-1]
    cause = line.trimmed((line.behind_topic(*subject), subject[1]), topic=True)
    effect = line.trimmed((max((stop for stop in line.soft if behind < stop < at - _SHORTEST), default=behind), at))
    if kind == "passive":
        return _made(line, match, verb, effect, cause, verb.sign)
    words = line.text[slice(*cause)]
    if verb.strength < _FIRM and words.endswith(line.words.agents):
        return None
    sign: Sign = verb.sign
    if words.endswith(line.words.variables):
        sign = "conditional"
    elif _denied().match(line.text, match.end()):
        sign = "0"
    return _made(line, match, verb, None if words in line.words.pronouns else cause, effect, sign)


def _motive(line: Line, match: re.Match[str], verb: Verb, cause: Span) -> ClaimProposal | None:
    """The claim of …との思惑もあり、…: the effect is the clause behind, else the sentence before."""
    high = line.ceiling(match.start())
    begins = next((stop for stop in line.soft if match.start() < stop < high - _SHORTEST), None)
    effect = line.trimmed((begins, high)) if begins is not None else None
    return _made(line, match, verb, cause, effect, verb.sign)


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
    statement = _untold(line, told)
    claim = _acting(line, *statement) if statement is not None else None
    return [claim] if claim is not None else []


def _untold(line: Line, told: Sequence[ClaimProposal]) -> Span | None:
    """The last statement of a sentence, if nothing is told of it and it does not recommend."""
    low, end = line.last_statement()
    said = any(low <= claim.link[0] for claim in told)
    return None if said or _pattern(line.words.urged).search(line.text, low, end) else (low, end)


def _acting(line: Line, low: int, end: int) -> ClaimProposal | None:
    for number, token in enumerate(line.tokens):
        if not low < token.start < end or token.part != "particle" or token.surface not in ("は", "が"):
            continue
        head = line.tokens[number - 1]
        if head.part not in ("noun", "action"):
            continue
        if not _happens(line, head) or (token.surface == "が" and line.topic(token.end, end)):
            return None
        commas = [mark.end for mark in line.tokens if mark.part == "comma" and low < mark.end <= head.start]
        cause = line.trimmed((max(commas, default=low), head.end))
        effect = line.trimmed((token.end, end))
        if min(cause[1] - cause[0], effect[1] - effect[0]) < _SHORTEST:
            return None
        if not _takes_object(line, effect) and not _weighed(line.words).search(line.text, token.end, end):
            return None
        return ClaimProposal(
            relation="cause",
            sign="+",
            cause=None if line.text[slice(*cause)] in line.words.pronouns else cause,
            effect=effect,
            link=(token.start, token.end),
            region=(low, end),
            strength=0.4,
        )
    return None


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


def _headed(line: Line, match: re.Match[str], verb: Verb, head: Token) -> ClaimProposal | None:
    """The claim of a clause before a noun, which is its cause: …を妨げる要求, …を左右するのは…だ."""
    end = line.phrase_end(head.start)
    if line.text.startswith(("とし", "とな"), head.end):
        return None
    if head.surface == "の":
        end, start = line.ceiling(head.end), head.end + 1
        copula = _pattern(line.words.copula).search(line.text, start, end)
        end = copula.start() if copula else end
    else:
        start = head.start
    cause, effect = line.trimmed((start, end)), line.trimmed((line.phrase_start(match.start()), match.start()))
    if min(cause[1] - cause[0], effect[1] - effect[0]) < _SHORTEST or line.text[slice(*cause)] in line.words.vague:
        return None
    return _made(line, match, verb, cause, effect, verb.sign)


def _adnominal(line: Line, end: int) -> Token | None:
    """The noun that the predicate goes with, which then is its true subject; の, where …のは sets what follows apart."""
    number = next((index for start, index in line.starts.items() if start >= end), None)
    while number is not None and number < len(line.tokens):
        token = line.tokens[number]
        if token.part in ("noun", "action") and token.form == "*" and token.surface not in line.words.formal:
            return token
        if token.surface == "の" and line.text.startswith("のは", token.start):
            return token
        if token.part not in ("verb", "auxiliary") and token.form == "*":
            return None
        number += 1
    return None


def _straddles(claim: ClaimProposal, other: ClaimProposal) -> bool:
    """Whether a cause holds the words that bind another claim without the whole of that claim."""
    if claim.cause is None or not claim.cause[0] <= other.link[0] < claim.cause[1]:
        return False
    return any(part is not None and part[1] > claim.cause[1] for part in (other.cause, other.effect))


def _overlaps(claim: ClaimProposal, told: Sequence[ClaimProposal]) -> bool:
    """Whether a claim told has the same effect clause and no subject of its own is named."""
    for other in told:
        if other.relation != "concession" and _straddles(claim, other):
            return True
        if other.effect is None or claim.effect is None:
            continue
        if (
            other.cause is not None
            and other.cause[0] <= claim.link[0] < other.cause[1]
            and (claim.strength < _FIRM or claim.cause is None)
        ):
            return True
        same = other.effect[0] <= claim.effect[0] and claim.effect[1] <= other.effect[1]
        if same and (claim.cause is None or other.effect[0] > claim.cause[0] or other.sign == claim.sign):
            return True
    return False


@lru_cache(maxsize=4)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def concluded_claims(line: Line, told: Sequence[ClaimProposal]) -> list[ClaimProposal]:
    """…く、…ざるを得ない, …は避けられない: a conclusion that names no cause rests on the clause before it, else on the sentence before."""
    statement = _untold(line, told)
    claim = _concluded(line, *statement) if statement is not None else None
    return [claim] if claim is not None else []


def _concluded(line: Line, low: int, end: int) -> ClaimProposal | None:
    words = line.words
    drawn = next(reversed(list(_pattern(words.conclusions).finditer(line.text, low, end))), None)
    clauses = [stop for stop in line.soft if low < stop < end]
    match = drawn
    if clauses and (drawn is None or drawn.start() < clauses[0]):
        weighed = _pattern(f"{words.weighed}|{words.change}|{words.pressing}").search(line.text, clauses[-1], end)
        match = weighed or drawn
    if match is None or line.scope(match.start())[0]:
        return None
    stops = [stop for stop in clauses if stop < match.start()]
    if not stops and (drawn is None or low):
        return None
    cause = line.trimmed((low, stops[-1])) if stops else None
    effect = line.trimmed((stops[-1] if stops else low, end))
    if "のか" in line.text[slice(*effect)] or effect[1] - effect[0] < _SHORTEST:
        return None
    if cause is not None and cause[1] - cause[0] < _SHORTEST:
        return None
    return ClaimProposal(
        relation="cause",
        sign="+",
        cause=cause,
        effect=effect,
        link=match.span(),
        region=effect,
        strength=0.3,
    )
