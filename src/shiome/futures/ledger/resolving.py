"""Outcomes: a judgement is closed by a new version that rests on evidence; what was known before stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import msgspec

from shiome.errors import InputRefused, RecordRefused
from shiome.futures.ledger.drafts import check_not_ahead
from shiome.futures.ledger.forecasts import question_of
from shiome.records.model import Judgement, Outcome, Source
from shiome.vocabulary.hedging import Band

OUTCOMES: tuple[str, ...] = get_args(Outcome)
SHARES: Mapping[str, float] = {"true": 1.0, "partly": 0.5, "false": 0.0}
"""Outcome to the share that came true; others are not scored."""
_PLACE = re.compile(
    r"(?P<document>[A-Za-z0-9][\w.-]*):L?(?P<line>\d+)(?:-L?(?P<last>\d+))?(?:@(?P<column>\d+)\+(?P<length>\d+))?"
)


@dataclass(frozen=True)
class Place:
    """Lines of a document that evidence names."""

    document: str
    line: int
    last: int
    column: int | None = None
    length: int | None = None

    def source(self, known_from: date) -> Source:
        """The place as a source that resolves a judgement."""
        return Source(
            document=self.document,
            line=self.line,
            end_line=self.last,
            column=self.column,
            length=self.length,
            known_from=known_from,
            role="resolves",
        )


def place_of(evidence: str) -> Place | None:
    """Where in a document evidence stands (``DOC:12``, ``DOC:L12-14``, ``DOC:L12@3+40``); ``None`` for evidence in words.

    >>> place_of("001:L32-34")
    Place(document='001', line=32, last=34, column=None, length=None)
    >>> place_of("The summit was called off") is None
    True

    Raises
    ------
    InputRefused
        ``ledger.lines``: the lines run backwards or start below 1.
    """
    match = _PLACE.fullmatch(evidence.strip())
    if match is None:
        return None
    line = int(match["line"])
    last = int(match["last"] or line)
    if line < 1 or last < line:
        raise InputRefused(
            "ledger.lines",
            f"{evidence!r} names no lines",
            ja=f"{evidence!r} は行を指していない",
            hint="lines start at 1 and run forwards",
            hint_ja="行は1から、順に数える",
            failed=evidence,
        )
    column, length = (None if match[name] is None else int(match[name]) for name in ("column", "length"))
    return Place(match["document"], line, last, column, length)


def kept_score(band: Band, outcome: str) -> float | None:
    """The Brier score that a settled judgement keeps: of the band's midpoint, to six places; ``None`` where there is nothing to score.

    It is :func:`shiome.futures.scoring.bands.band_score` without its arrays, whose library takes longer to load than all scores of a
    pack take to compute; a test holds the two together.

    >>> kept_score((0.8, 1.0), "true"), kept_score((0.2, 0.4), "unknown")
    (0.01, None)
    """
    observed = SHARES.get(outcome)
    return None if observed is None else round(((band[0] + band[1]) / 2 - observed) ** 2, 6)


def resolved(
    judgement: Judgement,
    *,
    outcome: str,
    sources: Sequence[Source],
    account: Mapping[str, str],
    on: date,
    today: date,
    by: str,
    settled: bool = True,
    corrects: bool = False,
) -> Judgement:
    """The version of a judgement that holds from ``on``.

    Parameters
    ----------
    outcome:
        ``true``, ``partly``, ``false``, ``unknown`` or ``not_applicable``.
    sources, account:
        The evidence: places in documents, and what happened in words, by language. One of them is needed.
    on:
        Day from which the outcome is known.
    settled:
        Whether nothing can change it any more; else it tells how things stood.
    corrects:
        Whether a settled outcome may be replaced.

    Raises
    ------
    InputRefused
        ``ledger.outcome``, ``ledger.evidence``, ``ledger.leak``, ``ledger.future``.
    RecordRefused
        ``ledger.proposed``, ``ledger.settled``, ``ledger.forecast_of``.
    """
    check_not_ahead(on, today)
    _check_open(judgement, corrects=corrects)
    _check_evidence(judgement, outcome, sources, account, on)
    known = {(source.document, source.role, source.line, source.column) for source in judgement.sources}
    new = tuple(
        msgspec.structs.replace(
            source, known_from=on
        )  # an old text becomes evidence when it is named as such, not before
        for source in sources
        if (source.document, source.role, source.line, source.column) not in known
    )
    return msgspec.structs.replace(
        judgement,
        known_from=on,
        known_until=None,
        coder=f"person:{by}",
        outcome=outcome,
        settled=settled,
        score=kept_score(judgement.band, outcome) if settled else None,
        sources=judgement.sources + new,
        text={language: words for language, words in account.items() if words},
    )


def _check_open(judgement: Judgement, *, corrects: bool) -> None:
    if judgement.status != "accepted":
        raise RecordRefused(
            "ledger.proposed",
            f"{judgement.id} is {judgement.status}, not accepted",
            ja=f"{judgement.id} は採用されていない（{judgement.status}）",
            hint=f"decide about it first: shiome review accept {judgement.id} --by NAME",
            hint_ja=f"まず採否を決める: shiome review accept {judgement.id} --by 名前",
            failed=judgement.id,
        )
    if question_of(judgement):
        raise RecordRefused(
            "ledger.forecast_of",
            f"{judgement.id} is a forecast of {question_of(judgement)}",
            ja=f"{judgement.id} は {question_of(judgement)} についての予測である",
            hint="name the judgement itself; its forecasts follow its outcome",
            hint_ja="元の判断を指定する。予測の結果はそれに従う",
            failed=judgement.id,
        )
    if judgement.settled and not corrects:
        raise RecordRefused(
            "ledger.settled",
            f"{judgement.id} is settled already: {judgement.outcome} since {judgement.known_from}",
            ja=f"{judgement.id} は {judgement.known_from} に {judgement.outcome} で決着している",
            hint="to correct it, say why with --reason; the version before stays on record",
            hint_ja="訂正するなら --reason で理由を述べる。前の版も残る",
            failed=judgement.id,
        )


def _check_evidence(
    judgement: Judgement, outcome: str, sources: Sequence[Source], account: Mapping[str, str], on: date
) -> None:
    if outcome not in OUTCOMES:
        raise InputRefused(
            "ledger.outcome",
            f"{outcome!r} is no outcome",
            ja=f"{outcome!r} という結果はない",
            hint=f"use one of: {', '.join(OUTCOMES)}",
            hint_ja=f"{'、'.join(OUTCOMES)} のいずれかとする",
            failed=outcome,
        )
    if not sources and not any(words.strip() for words in account.values()):
        raise InputRefused(
            "ledger.evidence",
            f"nothing is given that {judgement.id} came out as {outcome}",
            ja=f"{judgement.id} が {outcome} となった証拠がない",
            hint="give --evidence: lines of a document (DOC:LINE), or what happened in words",
            hint_ja="--evidence に文書の行（DOC:LINE）か、起きたことを書く",
            failed=judgement.id,
        )
    late = next((source for source in sources if source.known_from > on), None)
    if late is not None:
        raise InputRefused(
            "ledger.leak",
            f"document {late.document} is known from {late.known_from}, after {on}",
            ja=f"文書 {late.document} が知られたのは {late.known_from} で、{on} より後である",
            hint="give a day --on on which the evidence was known",
            hint_ja="証拠が知られていた日を --on に指定する",
            failed=late.document,
        )
