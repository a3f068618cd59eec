"""Entering judgements, outcomes and forecasts: each call is one transaction, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from shiome.errors import InputRefused, NotKnown, RecordRefused, ShiomeError
from shiome.futures.ledger.drafts import check_not_ahead, judgement_of
from shiome.futures.ledger.forecasts import forecast_of, settled_since
from shiome.futures.ledger.resolving import Place, place_of, resolved
from shiome.records.model import Judgement, Source
from shiome.region.asof import document_day
from shiome.region.schema.meta import Bands
from shiome.workspace.ledger.files import Entry, placed
from shiome.workspace.ledger.finding import history_of, judgement_called

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace

LANGUAGES = ("ja", "en", "ko", "zh", "ru")
UNNAMED = "unnamed"
"""Who writes, where nobody says so."""


def add(
    workspace: Workspace, entries: Sequence[Entry], *, by: str = "", coder: str = "", today: date | None = None
) -> list[Judgement]:
    """Enter judgements, all or none; returns them.

    Parameters
    ----------
    by:
        Who enters them; without it, their holders.
    coder:
        What made them, with version, where that is no person: ``model@1``.

    Raises
    ------
    InputRefused
        One of them cannot be checked or does not hold together; see :func:`shiome.futures.ledger.drafts.judgement_of`.
    RecordRefused
        ``ledger.known``: one is in the ledger already, or twice among these.
    """
    bands = {band.step: (band.low, band.high) for band in workspace.pack.entries("bands", Bands).values()}
    day = today or date.today()
    made: list[Judgement] = []
    for entry in entries:
        writer = coder or f"person:{by.strip() or entry.draft.holder.strip() or UNNAMED}"
        try:
            record = judgement_of(
                entry.draft, bands=bands, step=lambda word: step_of(workspace, word), coder=writer, today=day
            )
        except ShiomeError as error:
            raise placed(error, entry.place, entry.place_ja) from error
        made.append(record)
    _refuse_known(workspace, made)
    with workspace.store.transaction(actor=coder or f"person:{by.strip() or UNNAMED}") as tx:
        tx.add_records(made)
    return made


def step_of(workspace: Workspace, word: str) -> int | None:
    """The step of a hedge word: by the names of the pack's steps, then by the words that reading knows in any of its languages."""
    from shiome.reading.coding.hedges import find_hedges

    wanted = word.strip().casefold()
    for band in workspace.pack.entries("bands", Bands).values():
        names = {part.strip().casefold() for name in band.name.values() for part in (name, *name.split("・"))}
        if wanted in names:
            return band.step
    for language in LANGUAGES:
        if found := find_hedges(word, language=language):
            return found[-1].step
    return None


def resolve(
    workspace: Workspace,
    identifier: str,
    *,
    outcome: str,
    evidence: Iterable[str],
    on: date,
    reason: str = "",
    settled: bool = True,
    by: str = "",
    language: str = "en",
    today: date | None = None,
) -> Judgement:
    """Close a judgement with its outcome, known from ``on``; returns the version that now holds.

    Parameters
    ----------
    evidence:
        Lines of documents (``DOC:12``) or what happened, in words of ``language``. At least one.
    reason:
        Why this is the outcome; needed to correct one that is settled.

    Raises
    ------
    NotKnown
        There is no such judgement or document.
    InputRefused, RecordRefused
        As :func:`shiome.futures.ledger.resolving.resolved`.
    """
    judgement = judgement_called(workspace, identifier)
    given = [one.strip() for one in evidence if one.strip()]
    places = {one: place_of(one) for one in given}
    sources = [_source(workspace, place) for place in places.values() if place is not None]
    told = [one for one, place in places.items() if place is None]
    writer = by.strip() or UNNAMED
    if given and reason.strip():
        told.insert(0, reason.strip())
    version = resolved(
        judgement,
        outcome=outcome,
        sources=sources,
        account={language: (" / " if language == "ja" else "; ").join(told)},
        on=on,
        today=today or date.today(),
        by=writer,
        settled=settled,
        corrects=bool(reason.strip()),
    )
    with workspace.store.transaction(actor=f"person:{writer}") as tx:
        tx.replace(identifier, version, on=on, comment=reason or "; ".join(given))
    return judgement_called(workspace, identifier)


def forecast(
    workspace: Workspace,
    identifier: str,
    *,
    by: str,
    probabilities: Sequence[float],
    on: date | None = None,
    today: date | None = None,
    coder: str = "",
) -> Judgement:
    """Record what a named forecaster gives a judgement; a second forecast of theirs is a new version of the first.

    Raises
    ------
    NotKnown
        There is no such judgement.
    InputRefused, RecordRefused
        As :func:`shiome.futures.ledger.forecasts.forecast_of`; ``record.clock``: they gave a later one already.
    """
    question = judgement_called(workspace, identifier)
    day = on or today or date.today()
    check_not_ahead(day, today or date.today())
    since = settled_since(history_of(workspace, identifier))
    made = forecast_of(question, by=by, probabilities=probabilities, on=day, settled_on=since, coder=coder)
    known = workspace.store.records(ids=[made.id])
    with workspace.store.transaction(actor=made.coder) as tx:
        if known:
            tx.replace(made.id, made, on=day, comment="forecast")
        else:
            tx.add_records([made])
    return made


def _refuse_known(workspace: Workspace, made: Sequence[Judgement]) -> None:
    ids = [record.id for record in made]
    known = {record.id for record in workspace.store.records(ids=ids)}
    double = next((name for place, name in enumerate(ids) if name in known or name in ids[:place]), None)
    if double is not None:
        raise RecordRefused(
            "ledger.known",
            f"{double} is in the ledger already: the same proposition, holder and day, or the same identifier",
            ja=f"{double} はすでに台帳にある（命題・判断者・日付か、識別子が同じ）",
            hint="nothing was stored; leave it out, or record another view with 'shiome ledger forecast'",
            hint_ja="何も記録していない。これを外すか、別の見方は shiome ledger forecast で記録する",
            failed=double,
        )


def _source(workspace: Workspace, place: Place) -> Source:
    """A place as a source, with the day from which its document is known; documents go by identifier or file name."""
    names = workspace.store.document_names()
    document = next((name for name, file in names.items() if place.document in (name, file)), place.document)
    seeded = workspace.pack.documents.get(document)
    if document in names:
        known = workspace.store.document(document).known_from
    elif seeded is not None:
        known = document_day(workspace.pack, document)
    else:
        raise NotKnown(
            "ledger.document",
            f"there is no document {place.document!r}",
            ja=f"文書 {place.document!r} はない",
            hint="ingest it first, or tell the evidence in words",
            hint_ja="先に取り込むか、証拠を言葉で書く",
            failed=place.document,
        )
    if seeded is not None and seeded.lines and place.last > seeded.lines:
        raise InputRefused(
            "ledger.lines",
            f"document {document} has {seeded.lines} lines, not {place.last}",
            ja=f"文書 {document} は {seeded.lines} 行で、{place.last} 行目はない",
            hint="name lines that it has",
            hint_ja="実在する行を指定する",
            failed=place,
        )
    return msgspec.structs.replace(place.source(known), document=document)
