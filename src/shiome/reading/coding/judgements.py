"""Judgements in a sentence: the clause a hedge stands on, its condition and horizon, and whose judgement it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.hedges import HedgeCue, find_hedges
from shiome.reading.coding.proposals import JudgementProposal, Span
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.edtf import parse_edtf

_SHORTEST = 6
"""A clause shorter than this says nothing by itself; the whole sentence stands for it."""
_STOPS = " 　、，,。.;「」『』（）()"
_SPEAKER = {"ja": re.compile(r"(?:は|が|によれば、?|によると、?)"), "ko": re.compile(r"(?:은|는|이|가|에 따르면)")}


@lru_cache(maxsize=8)
def _conditions(language: str) -> tuple[re.Pattern[str], ...]:
    flags = re.IGNORECASE if language == "en" else 0
    return tuple(re.compile(pattern, flags) for pattern in load_lexicon(language).hedge_conditions)


def find_judgements(
    text: str,
    *,
    language: str,
    document_date: date,
    mentions: Sequence[Mention] = (),
    dates: Sequence[DateMention] = (),
) -> list[JudgementProposal]:
    """The hedged statements of a sentence.

    >>> from datetime import date
    >>> found = find_judgements("対話は年内に再開される可能性が高い。", language="ja", document_date=date(2025, 1, 1))
    >>> found[0].proposition, found[0].step, found[0].horizon
    ('対話は年内に再開される', 4, '年内')
    """
    cues = find_hedges(text, language=language)
    proposals: list[JudgementProposal] = []
    start = 0
    for cue in cues:
        scope = _scope(text, start, cue, language)
        proposals.append(_proposal(text, scope, cue, language, document_date, mentions, dates))
        start = _after(text, cue.end)
    return proposals


def _proposal(
    text: str,
    scope: Span,
    cue: HedgeCue,
    language: str,
    document_date: date,
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
) -> JudgementProposal:
    clause = text[scope[0] : scope[1]]
    return JudgementProposal(
        proposition=clause,
        span=(scope[0], max(scope[1], cue.end)),
        cue=cue.text,
        cue_span=(cue.start, cue.end),
        step=cue.step,
        negative=cue.negative,
        condition=_condition(clause if language != "en" else text, language),
        horizon=_horizon(text, scope, language, document_date, dates),
        holder=cue.holder or _speaker(text, scope, language, mentions),
    )


def _scope(text: str, start: int, cue: HedgeCue, language: str) -> Span:
    """The clause that the cue stands on."""
    if language == "en":
        return _stripped(text, (start, len(text)))
    end = cue.start
    trims = sorted(load_lexicon(language).hedge_trim, key=len, reverse=True)
    changed = True
    while changed:
        changed = False
        for word in trims:
            if text[start:end].endswith(word) and end - len(word) > start:
                end, changed = end - len(word), True
                break
    span = _stripped(text, (start, end))
    return span if span[1] - span[0] >= _SHORTEST else _stripped(text, (0, len(text)))


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _STOPS:
        start += 1
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    return start, end


def _after(text: str, end: int) -> int:
    """Where the clause after a cue begins."""
    match = re.compile(r"[^、，,;。]{0,8}[、，,;。]").match(text, end)
    return match.end() if match else end


def _condition(clause: str, language: str) -> str:
    for pattern in _conditions(language):
        if match := pattern.search(clause):
            return match[0].strip(_STOPS)
    return ""


def _horizon(text: str, scope: Span, language: str, document_date: date, dates: Sequence[DateMention]) -> str:
    """Until when it is meant: a date after the document's, else a word of time."""
    for found in dates:
        latest = parse_edtf(found.edtf).latest
        if scope[0] <= found.start < scope[1] and (latest is None or latest > document_date):
            # A word that only says "by the end of" keeps its own form; a date is given as EDTF.
            return found.edtf if found.basis != "relative" else found.text
    clause = text[scope[0] : scope[1]]
    words = load_lexicon(language).hedge_horizons
    lowered = clause.lower() if language == "en" else clause
    return next((word for word in words if word in lowered), "")


def _speaker(text: str, scope: Span, language: str, mentions: Sequence[Mention]) -> str:
    """An actor whose words are reported: the clause stands in quotation marks, and they are its subject."""
    opened = text.rfind("「", 0, scope[1])
    if opened < 0 or "」" in text[opened : scope[1]] or language not in _SPEAKER:
        return ""
    for mention in mentions:
        if mention.end <= opened and mention.actors and _SPEAKER[language].match(text, mention.end):
            return mention.actors[0]
    return ""
