"""Claims of a Japanese sentence: links between clauses, openers and explaining endings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.claims.japanese_line import Line
from shiome.reading.claims.japanese_settling import HYPOTHETICAL, falls, settled
from shiome.reading.claims.japanese_verbs import acting_claims, concluded_claims, verb_claims
from shiome.reading.claims.proposal import ClaimProposal, SentenceClaims, Span
from shiome.reading.claims.words import Link, Relation, Sign, claim_words
from shiome.reading.coding.tokens import japanese_tokens
from shiome.reading.expressions.beginnings import Beginnings

_SIGNS: dict[Relation, Sign] = {
    "prevent": "-",
    "condition": "conditional",
    "unless": "conditional",
    "depends": "conditional",
    "need": "conditional",
    "concession": "0",
}
_SHORTEST = 8
_EMPTY = re.compile(r"[あ-ん]{1,5}")
"""Function words alone say nothing: …ある, …いる."""
_CLAUSES = ("condition", "unless", "cause", "purpose", "prevent", "concession", "depends")


@dataclass(frozen=True, slots=True)
class _Found:
    """A link at its place."""

    link: Link
    start: int
    end: int


@lru_cache(maxsize=1)
def _links() -> tuple[Beginnings, tuple[tuple[re.Pattern[str], Link], ...]]:
    """All links in their order, and which of them may begin with a character."""
    links = claim_words("ja").links
    return Beginnings([link.form for link in links]), tuple((re.compile(link.form), link) for link in links)


@lru_cache(maxsize=1)
def _openers() -> tuple[tuple[re.Pattern[str], Link], ...]:
    return tuple((re.compile(f"(?:{link.form})(?=[、，]|.)"), link) for link in claim_words("ja").openers)


@lru_cache(maxsize=1)
def _explainers() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in claim_words("ja").explainers))


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def japanese_claims(text: str) -> SentenceClaims:
    """The claims of a clean Japanese sentence.

    >>> read = japanese_claims("雨が続けば、川の水位は上がる。")
    >>> claim = read.claims[0]
    >>> read.wording(claim.cause), read.wording(claim.effect), claim.sign
    ('雨が続けば', '川の水位は上がる', 'conditional')
    """
    line = Line(text, list(japanese_tokens(text)), claim_words("ja"))
    found = _find_links(line)
    claims = [claim for claim in (_link_claim(line, item, found) for item in found) if claim is not None]
    claims += _explained(line)
    claims += _opened(line)
    claims += verb_claims(line, claims)
    claims += acting_claims(line, claims)
    claims += concluded_claims(line, claims)
    settings = [(item.start, item.end) for item in found if item.link.relation in HYPOTHETICAL]
    return SentenceClaims(settled(line, claims, settings), line.wording)


def _find_links(line: Line) -> list[_Found]:
    beginnings, links = _links()
    found: list[_Found] = []
    at = 0
    for start in line.starts:
        if start < at or start >= len(line.text) or not beginnings.any_at(line.text, start):
            continue
        for number in beginnings.at(line.text[start]):
            pattern, link = links[number]
            here = pattern.match(line.text, start)
            if here is not None and here.end() > start and _stands(line, here, link):
                found.append(_Found(link, start, here.end()))
                at = here.end()
                break
    return [item for item in found if item.link.relation != "none"]


def _stands(line: Line, match: re.Match[str], link: Link) -> bool:
    """Whether a match begins and ends with a word, behind the sort of word it asks for, before what it requires."""
    inside = match.start() in line.starts and (match.end() in line.starts or match.end() in line.ends)
    if not inside or not line.fits(match.start(), link.after):
        return False
    if not link.requires:
        return True
    end = line.phrase_end(match.end()) if link.takes == "phrase" else line.ceiling(match.end())
    rest = line.text[match.end() : end]
    words = line.words
    pattern = words.change if link.requires == "change" else f"{words.change}|{words.pressing}"
    return _compiled(pattern).search(rest) is not None


def _link_claim(line: Line, item: _Found, found: list[_Found]) -> ClaimProposal | None:
    relation = item.link.relation
    if relation == "setting":
        return None
    floor = line.floor(item.start)
    low = line.phrase_start(item.start) if item.link.reach == "phrase" else floor
    low = max([low, *(other.end for other in found if low < other.end <= item.start and _parts(line, other))])
    high = line.phrase_end(item.end) if item.link.takes == "phrase" else line.ceiling(item.end)
    if relation == "need":
        high = min([high, *(stop for stop in line.soft if item.end + _SHORTEST < stop)])
    start, stop, condition = _behind(line, item, found, high)
    shown = item.end if relation in HYPOTHETICAL else item.start
    before = line.trimmed((low, shown), topic=item.link.reach == "clause")
    after = line.trimmed((start, stop))
    first: Span | None = before
    if line.text[before[0] : item.start] in line.words.pronouns:
        first = _antecedent(line, floor)
    if relation == "prevent" and after[1] - after[0] < 4:
        after = _doer(line, item.start)
    if min(before[1] - before[0], after[1] - after[0]) < 2 or _EMPTY.fullmatch(line.text, *after):
        return None
    if item.link.reach == "phrase" and relation == "cause" and not _names(line, after):
        return _of_subject(line, item, low, before, after)
    if item.link.agent and line.text.endswith(line.words.agents, *before):
        return None
    cause, effect = (after, first) if relation in ("prevent", "need", "reason") else (first, after)
    if relation in ("condition", "unless", "depends", "need"):
        condition = cause
    return ClaimProposal(
        relation=relation,
        sign=_SIGNS.get(relation, "+"),
        cause=cause,
        effect=effect,
        link=(item.start, item.end),
        region=(min(floor, low), high),
        condition=condition,
        strength=item.link.strength,
    )


def _names(line: Line, span: Span) -> bool:
    """Whether a noun or a case stands in a span."""
    return any(
        token.part in ("noun", "action", "particle") for token in line.tokens if span[0] <= token.start < span[1]
    )


def _of_subject(line: Line, item: _Found, low: int, cause: Span, predicate: Span) -> ClaimProposal | None:
    """The claim of …は…により弱まった, where the effect is what stands before the cause."""
    floor = line.floor(item.start, soft=False)
    subject = line.subject(floor, low)
    effect = line.trimmed((line.behind_topic(*subject), subject[1])) if subject is not None else cause
    if effect == cause or min(cause[1] - cause[0], effect[1] - effect[0]) < 2 or cause[0] < effect[1]:
        return None
    less = falls("は" + line.text[slice(*predicate)])
    return ClaimProposal(
        relation="cause",
        sign="-" if less else "+",
        cause=cause,
        effect=effect,
        link=(item.start, item.end),
        region=(floor, line.ceiling(item.end)),
        strength=item.link.strength,
    )


def _parts(line: Line, item: _Found) -> bool:
    """Whether what stands behind a link is no longer of what stands before it."""
    return item.link.reach == "clause" or line.text.startswith("、", item.end) or line.text.endswith("、", 0, item.end)


def _behind(line: Line, item: _Found, found: list[_Found], high: int) -> tuple[int, int, Span | None]:
    """Where the clause behind a link begins and ends, and the condition that stands between the two."""
    start = item.end
    condition: Span | None = None
    for other in found:
        same = item.end < other.start < high and line.scope(other.start) == line.scope(item.end)
        if not same:
            continue
        if other.link.reach == "phrase":
            breaks = [stop for stop in line.soft if start + _SHORTEST <= stop <= other.start]
            if other.link.relation == "cause" and not other.link.requires and breaks:
                return start, breaks[-1], condition
            continue
        if other.link.relation in ("condition", "unless", "concession", "setting"):
            condition, start = line.trimmed((start, other.end)), other.end
        elif other.link.relation in _CLAUSES:
            return start, other.start, condition
    return start, high, condition


def _antecedent(line: Line, floor: int) -> Span | None:
    """What a pronoun at the head of a clause stands for: the statement before in the sentence; ``None``: the sentence before."""
    low = line.scope(floor)[0]
    if floor <= low + 2:
        return None
    span = line.trimmed((line.floor(floor - 1, soft=False), line.without_break(floor)))
    return span if span[1] - span[0] >= 4 else None


def _doer(line: Line, at: int) -> Span:
    """Who or what keeps something from happening: the phrase that brackets explain, else the topic."""
    low, _ = line.scope(at)
    if low > 0:
        end = low - 1
        return line.trimmed((line.phrase_start(end), end))
    topic = line.topic(line.floor(at, soft=False), at)
    return line.trimmed((topic[0], topic[1] - 1)) if topic is not None else (at, at)


def _explained(line: Line) -> list[ClaimProposal]:
    """Claims of …のは、…からだ and of sentences that give the reason of the one before."""
    matches = [
        m for m in _explainers().finditer(line.text) if len(line.text) - m.end() <= 14 and m.start() in line.starts
    ]
    if not matches:
        return []
    match = matches[-1]
    low, high = line.scope(match.start())
    effect: Span | None = None
    start = low
    for cleft in _compiled(line.words.clefts).finditer(line.text, low, match.start()):
        token = line.before(cleft.start())
        if token is not None and token.part in ("verb", "auxiliary", "adjective"):
            effect, start = line.trimmed((low, cleft.start())), cleft.end()
            break
    if effect is None:
        start = line.floor(match.start(), soft=False)
    cause = line.trimmed((start, match.start()))
    if cause[1] - cause[0] < 2:
        return []
    return [
        ClaimProposal(relation="reason", sign="+", cause=cause, effect=effect, link=match.span(), region=(low, high))
    ]


def _opened(line: Line) -> list[ClaimProposal]:
    """A claim whose other half is the sentence before."""
    start, end = line.trimmed((0, len(line.text)), opener=True)
    for pattern, link in _openers():
        match = pattern.match(line.text, start)
        if match is None or line.text.startswith("の", match.end()) or match.end() not in line.starts | line.ends:
            continue
        high = line.ceiling(match.end())
        rest = line.trimmed((match.end(), min(end, high)))
        if rest[1] - rest[0] < 4:
            return []
        reason = link.relation == "reason"
        return [
            ClaimProposal(
                relation=link.relation,
                sign=_SIGNS.get(link.relation, "+"),
                cause=rest if reason else None,
                effect=None if reason else rest,
                link=match.span(),
                region=(match.end(), high),
                strength=link.strength,
            )
        ]
    return []
