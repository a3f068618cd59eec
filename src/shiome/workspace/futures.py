"""The futures model of a workspace: what its store knew on a day, and its analysts' overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import NotKnown
from shiome.futures.ledger.forecasts import question_of
from shiome.futures.model import At, FuturesModel, Knowledge, Override, assemble
from shiome.records.model import AnyRecord, Claim, Judgement
from shiome.records.values import LIVE
from shiome.region.schema.futures import Effect

if TYPE_CHECKING:
    from shiome.futures.analyses.view import FuturesView, OpenForecast
    from shiome.futures.backtest.report import Backtest
    from shiome.futures.backtest.verdict import Verdict
    from shiome.futures.contingency.model import ContingencyModel
    from shiome.futures.ledger.scores import CalibrationTable
    from shiome.records.store.reader import Reader
    from shiome.region.pack import Pack
    from shiome.workspace.workspace import Workspace

OVERRIDES = "futures.overrides"
"""Key under which the store keeps overrides; every earlier list stays in the store."""

MODEL = "model"
"""The model's name among forecasters."""

COUNTED = 5000
"""Claims that the model of a day is built from besides those that the pack's effects rest on: the newest."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An override as it is stored: nothing is deleted, one that no longer holds says until when it did."""

    cause: str
    effect: str
    low: float
    high: float
    reason: str
    by: str
    on: date
    until: date | None = None


def model_of(workspace: Workspace, as_of: date) -> FuturesModel:
    """The futures model as known on a day, with the overrides that then held."""
    return assemble(knowledge_of(workspace, as_of))


def knowledge_of(workspace: Workspace, as_of: date) -> Knowledge:
    """What the model may be built from as of a day."""
    with workspace.store.reading() as reader:
        claims, newest_only = _claims(reader, workspace.pack, as_of)
        days = [*reader.document_days(as_of, limit=1), *(claim.known_from for claim in claims)]
    held = [_override(kept) for kept in overrides(workspace) if kept.on <= as_of and not _ended(kept, as_of)]
    last = min(as_of, max(days, default=as_of))
    return Knowledge(
        pack=workspace.pack, as_of=as_of, last=last, claims=claims, overrides=held, newest_only=newest_only
    )


def _claims(reader: Reader, pack: Pack, as_of: date) -> tuple[list[Claim], bool]:
    """The claims that count as of a day, by identifier, and whether older ones are left aside."""
    found = reader.records("claim", as_of=as_of, status=LIVE, order="newest", limit=COUNTED + 1)
    newest_only = len(found) > COUNTED
    if newest_only:
        found = [*found[:COUNTED], *reader.records("claim", as_of=as_of, status=LIVE, ids=_of_the_pack(pack))]
    claims = {record.id: record for record in found if isinstance(record, Claim)}
    return [claims[name] for name in sorted(claims)], newest_only


def _of_the_pack(pack: Pack) -> set[str]:
    """The claims that the pack's effects rest on."""
    return {effect.claim for effect in pack.entries("effects", Effect).values()}


def overrides(workspace: Workspace) -> list[Kept]:
    """Every override ever given, in the order given."""
    return msgspec.convert(workspace.store.meta(OVERRIDES, []), list[Kept])


def override(workspace: Workspace, given: Override) -> None:
    """Keep an analyst's band for a cell; one that stood for the same cell ends on the same day.

    Raises
    ------
    NotKnown
        A driver or state that the model does not have.
    """
    model = model_of(workspace, given.on)
    cause, effect = model.at(str(given.cause)), model.at(str(given.effect))
    kept = [*_closed(overrides(workspace), cause, effect, given.on), _kept(given)]
    _keep(workspace, kept, given.by)


def withdraw(workspace: Workspace, cause: At, effect: At, *, by: str, on: date) -> None:
    """End an override; the cell counts again what its claims give.

    Raises
    ------
    NotKnown
        None holds for this cell.
    """
    before = overrides(workspace)
    after = _closed(before, cause, effect, on)
    if after == before:
        raise NotKnown(
            "futures.override",
            f"no override holds for {cause} -> {effect}",
            ja=f"{cause} -> {effect} の上書きはない",
            hint="see 'shiome futures model --overrides'",
            hint_ja="「shiome futures model --overrides」で一覧を見る",
            failed=(cause, effect),
        )
    _keep(workspace, after, by)


def _keep(workspace: Workspace, kept: Sequence[Kept], by: str) -> None:
    encoded: Any = msgspec.to_builtins(kept)
    with workspace.store.transaction(actor=by) as tx:
        tx.set_meta(OVERRIDES, encoded)


def _closed(kept: Sequence[Kept], cause: At, effect: At, on: date) -> list[Kept]:
    return [
        msgspec.structs.replace(each, until=on)
        if (each.cause, each.effect) == (str(cause), str(effect)) and not _ended(each, on)
        else each
        for each in kept
    ]


def _ended(kept: Kept, day: date) -> bool:
    return kept.until is not None and kept.until <= day


def _kept(given: Override) -> Kept:
    return Kept(
        cause=str(given.cause),
        effect=str(given.effect),
        low=given.low,
        high=given.high,
        reason=given.reason,
        by=given.by,
        on=given.on,
    )


def _override(kept: Kept) -> Override:
    cause, effect = (At(*text.split("=", 1)) for text in (kept.cause, kept.effect))
    return Override(cause, effect, kept.low, kept.high, kept.reason, kept.by, kept.on)


def backtested(
    workspace: Workspace, *, as_of: date | None = None, runs: int, seed: int
) -> tuple[Backtest, tuple[Judgement, ...]]:
    """The model put to the test on every past document's day, and the judgements that it was asked about.

    Parameters
    ----------
    as_of:
        Outcomes as known on this day; everything that the store holds without it.
    """
    from shiome.futures.analyses.forecaster import model_forecaster
    from shiome.futures.backtest.knowledge import guarded
    from shiome.futures.backtest.report import backtest, document_days

    records = _told_then(workspace, document_days(workspace.pack))
    judgements = tuple(each for each in records if isinstance(each, Judgement) and not question_of(each))
    forecast = guarded(model_forecaster(runs=runs, seed=seed), pack=workspace.pack, records=records)
    return backtest(workspace.pack, judgements, forecast, end=as_of), judgements


def _told_then(
    workspace: Workspace, days: Iterable[date], *, judgements: Iterable[str] | None = None
) -> list[AnyRecord]:
    """All versions, past ones too, of what the models of some days and their questions are made from.

    Parameters
    ----------
    judgements:
        Of judgements only these.
    """
    with workspace.store.reading() as reader:
        ids = None
        if len(reader.records("claim", limit=COUNTED + 1)) > COUNTED:
            ids = {claim.id for day in days for claim in _claims(reader, workspace.pack, day)[0]}
        found = (*reader.histories("claim", ids=ids), *reader.histories("judgement", ids=judgements))
    return [record for record in found if record.status in LIVE]


def forecast_open(workspace: Workspace, *, as_of: date, runs: int, seed: int) -> list[OpenForecast]:
    """The model's answer to every judgement open on a day that the pack's questions put as a formula."""
    from shiome.futures.analyses.forecaster import model_forecaster
    from shiome.futures.analyses.view import OpenForecast
    from shiome.futures.backtest.forecasts import ask, hedge_bands
    from shiome.futures.backtest.knowledge import guarded
    from shiome.futures.backtest.ledger import ledger_of
    from shiome.futures.backtest.questions import questions

    pack = workspace.pack
    records = _told_then(workspace, [as_of], judgements={each.judgement for each in questions(pack)})
    judgements = [each for each in records if isinstance(each, Judgement) and not question_of(each)]
    asked = ask(
        questions(pack),
        ledger_of(pack, judgements),
        guarded(model_forecaster(runs=runs, seed=seed), pack=pack, records=records),
        origins=(as_of,),
        end=as_of,
        bands=hedge_bands(pack),
        to_date=False,
    )
    known = {each.id: each for each in judgements if each.known_from <= as_of}
    return [
        OpenForecast(
            row.question.judgement,
            _propositions(known[row.question.judgement]),
            row.formula,
            row.forecasts["model"],
            row.error,
            known[row.question.judgement].band,
        )
        for row in asked.rows
        if not known[row.question.judgement].settled
    ]


def view_of(workspace: Workspace, as_of: date) -> FuturesView | None:
    """All that the model says as known on a day, its backtest's verdict first; None for a region without drivers."""
    if not workspace.pack.entries("drivers"):
        return None
    from shiome.futures.analogues import analogues
    from shiome.futures.analyses.view import RUNS, futures_view
    from shiome.region.asof import entries_as_of

    pack = workspace.pack
    # What is compound takes two fronts; before two were known there is nothing to tell.
    fronts = len(entries_as_of(pack, "contingencies", as_of)) > 1
    cases = entries_as_of(pack, "cases", as_of)
    return futures_view(
        model_of(workspace, as_of),
        _verdict(workspace, as_of, runs=RUNS),
        forecasts=forecast_open(workspace, as_of=as_of, runs=RUNS, seed=1),
        fronts=contingency_model_of(workspace, as_of) if fronts else None,
        analogues=analogues(pack, as_of) if cases else None,
        calibration=_calibration(workspace, as_of),
    )


def _verdict(workspace: Workspace, as_of: date, *, runs: int) -> Verdict:
    from shiome.futures.backtest.report import report
    from shiome.futures.backtest.verdict import Verdict

    tested, judgements = backtested(workspace, as_of=as_of, runs=runs, seed=1)
    told = report(tested, workspace.pack, judgements)["verdict"]
    return Verdict(told["level"], told["text"])


def _calibration(workspace: Workspace, as_of: date) -> CalibrationTable | None:
    from shiome.futures.ledger.scores import calibration_table
    from shiome.workspace.ledger import asking

    settled, left = asking.settled(workspace, as_of=as_of)
    return calibration_table(settled, left) if settled else None


def _propositions(judgement: Judgement) -> Mapping[str, str]:
    others = {
        language: texts["proposition"] for language, texts in judgement.translations.items() if "proposition" in texts
    }
    return {**others, "ja": others.get("ja", judgement.proposition)}


def keep_forecasts(workspace: Workspace, answers: Sequence[OpenForecast], *, on: date) -> None:
    """Record the model's answers in the ledger, where they are scored like anybody's."""
    from shiome.workspace.ledger import forecast

    coder = f"model@{workspace.pack.region.version}"
    for answer in answers:
        forecast(workspace, answer.judgement, by=MODEL, probabilities=(answer.p,), on=on, coder=coder)


def working_day(given: date | None) -> date:
    """The day a command speaks of: the one given, or today."""
    return given or date.today()


def contingency_model_of(workspace: Workspace, as_of: date) -> ContingencyModel:
    """Fronts, capacities and linkages as known on a day."""
    from shiome.futures.contingency.pack import contingency_model

    return contingency_model(workspace.pack, as_of=as_of)
