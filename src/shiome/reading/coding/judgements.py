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
from shiome.reading.coding.scopes import STOPS, behind, scope_of
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.edtf import parse_edtf

_CASED = ("en", "ru")
_WITHIN_SCOPE = ("ja",)
"""Languages in which a condition is looked for only in the clause the hedge stands on; the others may say it elsewhere."""
_SPEAKER = re.compile(r"(?:は|が|によれば、?|によると、?)")


@lru_cache(maxsize=8)
def _conditions(language: str) -> tuple[re.Pattern[str], ...]:
    flags = re.IGNORECASE if language in _CASED else re.NOFLAG
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
    proposals: list[JudgementProposal] = []
    start = 0
    for cue in find_hedges(text, language=language):
        scope = scope_of(text, cue, language=language, start=start)
        clause = text[scope[0] : scope[1]]
        proposals.append(
            JudgementProposal(
                proposition=clause,
                span=(min(scope[0], cue.start), max(scope[1], cue.end)),
                cue=cue.text,
                cue_span=(cue.start, cue.end),
                step=cue.step,
                negative=cue.negative,
                condition=_condition(clause if language in _WITHIN_SCOPE else text, language),
                horizon=_horizon(text, scope, language, document_date, dates),
                holder=cue.holder or _speaker(text, scope, cue, language, mentions),
            )
        )
        start = behind(text, cue.end)
    return proposals


def _condition(clause: str, language: str) -> str:
    for pattern in _conditions(language):
        if match := pattern.search(clause):
            return match[0].strip(STOPS)
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
    lowered = clause.lower() if language in _CASED else clause
    return next((word for word in words if word in lowered), "")


def _speaker(text: str, scope: Span, cue: HedgeCue, language: str, mentions: Sequence[Mention]) -> str:
    """An actor whose words are reported."""
    if language in ("ko", "zh", "ru"):
        from shiome.reading.coding.uses.speakers import speaker_at

        return speaker_at(text, cue.start, language=language, mentions=mentions)
    return _quoted(text, scope, mentions) if language == "ja" else ""


def _quoted(text: str, scope: Span, mentions: Sequence[Mention]) -> str:
    """The clause stands in quotation marks, and somebody is its subject."""
    opened = text.rfind("「", 0, scope[1])
    if opened < 0 or "」" in text[opened : scope[1]]:
        return ""
    for mention in mentions:
        if mention.end <= opened and mention.actors and _SPEAKER.match(text, mention.end):
            return mention.actors[0]
    return ""
