"""What the ledger tells as of a day: forecasts, scores, calibration, what is due, revisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shiome.futures.ledger.forecasts import about_of, last_before, question_of, settled_since
from shiome.records.model import Judgement
from shiome.records.values import LIVE
from shiome.region.asof import known_on
from shiome.region.schema.knowledge import Revision
from shiome.workspace.ledger.finding import history_of, judgements_in, no_judgement

if TYPE_CHECKING:
    from shiome.futures.ledger.due import Due
    from shiome.futures.ledger.pooling import Question
    from shiome.futures.ledger.revisions import Revised, Standing
    from shiome.futures.ledger.scores import CalibrationTable, Left, ScoreTable, Settled
    from shiome.futures.scoring.bands import Key
    from shiome.workspace.workspace import Workspace


def forecasts(workspace: Workspace, identifier: str = "", *, as_of: date | None = None) -> list[Judgement]:
    """Forecasts of a judgement (or of all) as they stood on a day, and never after the outcome was known; by forecaster."""
    with workspace.store.reading() as reader:
        about = about_of(identifier) if identifier else None
        records = reader.records("judgement", about=about, as_of=as_of)
        asked = [r for r in records if isinstance(r, Judgement) and question_of(r) and r.status == "accepted"]
        settled = {name: settled_since(judgements_in(reader.history(name))) for name in {question_of(r) for r in asked}}
        found = []
        for record in asked:
            day = settled[question_of(record)]
            late = day is not None and record.known_from >= day and (as_of is None or day <= as_of)
            kept = last_before(judgements_in(reader.history(record.id)), day) if late and day else record
            if kept is not None:
                found.append(kept)
    return sorted(found, key=lambda r: (question_of(r), r.holder))


def settled(
    workspace: Workspace, *, as_of: date | None = None, standing: bool = False, of_forecasts: bool = False
) -> tuple[tuple[Settled, ...], Left]:
    """What can be scored as of a day: judgements, or the forecasts of named forecasters."""
    from shiome.futures.ledger.scores import answered, settled_of

    with workspace.store.reading() as reader:
        bare = list(reader.fields("judgement", Judgement, as_of=as_of))
    if of_forecasts:
        questions = {judgement.id: judgement for judgement in bare if not question_of(judgement)}
        return answered(questions, forecasts(workspace, as_of=as_of), standing=standing)
    found, left = settled_of(bare, standing=standing)
    # Sources matter to what is scored alone: judgements of one document stand or fall together.
    whole = _whole(workspace, (one.id for one in found), as_of=as_of).values()
    return settled_of(sorted(whole, key=lambda each: (each.made_on, each.id)), standing=standing)[0], left


def _whole(workspace: Workspace, ids: Iterable[str], *, as_of: date | None) -> dict[str, Judgement]:
    """Judgements with their sources, by identifier."""
    return {each.id: each for each in judgements_in(workspace.store.records(ids=ids, as_of=as_of))}


def scores(
    workspace: Workspace,
    *,
    by: Key = "author",
    as_of: date | None = None,
    rate: float | None = None,
    seed: int | None = None,
    standing: bool = False,
    of_forecasts: bool = False,
) -> ScoreTable:
    """Scores as of a day; see :func:`shiome.futures.ledger.scores.score_table`."""
    from shiome.futures.ledger.scores import SEED, score_table

    found, left = settled(workspace, as_of=as_of, standing=standing, of_forecasts=of_forecasts)
    return score_table(found, left, by=by, rate=rate, seed=SEED if seed is None else seed)


def calibration(
    workspace: Workspace,
    *,
    as_of: date | None = None,
    bins: int = 10,
    standing: bool = False,
    of_forecasts: bool = False,
) -> CalibrationTable:
    """The calibration table as of a day; see :func:`shiome.futures.ledger.scores.calibration_table`."""
    from shiome.futures.ledger.scores import calibration_table

    found, left = settled(workspace, as_of=as_of, standing=standing, of_forecasts=of_forecasts)
    return calibration_table(found, left, bins=bins)


def due(
    workspace: Workspace,
    *,
    as_of: date | None = None,
    by: date | None = None,
    today: date | None = None,
    limit: int | None = None,
) -> tuple[Due, ...]:
    """Open judgements that fall due next, the overdue first, as of a day (without one, today); ``limit`` of them at most."""
    from shiome.futures.ledger.due import due_next

    with workspace.store.reading() as reader:
        dated = [each for each in reader.fields("judgement", Judgement, as_of=as_of, status=LIVE) if each.due]
    found = due_next(dated, today=as_of or today or date.today(), by=by)[:limit]
    whole = _whole(workspace, (each.judgement.id for each in found), as_of=as_of)
    return tuple(replace(each, judgement=whole[each.judgement.id]) for each in found)


def revisions(
    workspace: Workspace, identifier: str = "", *, as_of: date | None = None
) -> tuple[tuple[Revised, ...], tuple[Standing, ...]]:
    """What later papers made of judgements, and the versions of their outcomes; of one judgement or revision, or of all.

    Without ``identifier``, versions are told of judgements that have more than one.

    Raises
    ------
    NotKnown
        ``record.unknown``: neither a judgement nor a revision is called so.
    """
    from shiome.futures.ledger.revisions import Revised, bearing_on, standings

    entries = workspace.registry("revisions", as_of=as_of)
    told = tuple(Revised(e, known_on(workspace.pack, e.cite)) for e in entries if isinstance(e, Revision))
    named = tuple(one for one in told if one.revision.id == identifier)
    if identifier and not named:
        return bearing_on(told, identifier), standings(history_of(workspace, identifier), as_of=as_of)
    known = [judgement.id for judgement in workspace.ledger(as_of=as_of)]
    asked = [name for name in known if not named or name in named[0].revision.judgements]
    with workspace.store.reading() as reader:
        each = [standings(judgements_in(reader.history(name)), as_of=as_of) for name in asked]
    versions = tuple(standing for one in each if named or len(one) > 1 for standing in one)
    return named or told, versions


def question(
    workspace: Workspace, identifier: str, *, as_of: date | None = None, with_holder: bool = False
) -> Question:
    """The forecasts of a judgement, ready to be put together; ``with_holder`` adds the middle of the judgement's own band.

    Raises
    ------
    NotKnown
        ``record.unknown``.
    """
    from shiome.futures.ledger.pooling import Forecaster, Question

    judgement = workspace.store.record(identifier, as_of=as_of)
    if not isinstance(judgement, Judgement):
        raise no_judgement(identifier)
    said = [*forecasts(workspace, identifier, as_of=as_of), *([judgement] if with_holder else [])]
    return Question(
        question=identifier,
        forecasts=tuple(Forecaster(by=one.holder, p=(one.band[0] + one.band[1]) / 2.0) for one in said),
        outcome=judgement.outcome if judgement.settled else "",
    )
