"""``shiome ledger revisions``, ``due`` and ``aggregate``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.futures.ledger.pooling import Pool
    from shiome.futures.ledger.revisions import Revised, Standing
    from shiome.workspace import Workspace

REVISIONS = "shiome ledger revisions P-003-20"
DUE = "shiome ledger due --by 2027-01-01"
AGGREGATE = "shiome ledger aggregate P-001-03 --prior 0.2"
FILES = (".yaml", ".yml", ".json")
"""Endings by which a name is a file's, whether or not it is there."""
TYPES = {
    "confirmed": "裏づけ",
    "refined": "精密化",
    "qualified": "限定",
    "reversed": "逆転",
    "not_realised": "実現せず",
    "conflict": "食い違い",
    "tension": "緊張",
}


def revisions(
    identifier: Annotated[
        str, typer.Argument(metavar="[ID]", help="A judgement or a revision; all of them for none.")
    ] = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show what later papers confirmed, qualified or reversed, and each version of an outcome."""
    from shiome.workspace import Workspace, ledger

    with Workspace.open(workspace, read_only=True) as opened:
        told, versions = ledger.revisions(opened, identifier, as_of=day(as_of, "--as-of"))
        if json:
            shapes = [_version_shape(one, opened, lang.value) for one in versions]
            emit_json({"revisions": [_revision_shape(one, lang.value) for one in told], "versions": shapes})
            return
    if told:
        _show_revisions(told, lang.value)
    if versions:
        _show_versions(versions, lang.value)
    ja = lang.value == "ja"
    say(f"改訂 {len(told)} 件、版 {len(versions)} 件" if ja else f"{len(told)} revisions, {len(versions)} versions")


def due(
    by: Annotated[str, typer.Option("--by", help="Only those due by this day.", metavar="DATE")] = "",
    as_of: options.AsOf = "",
    limit: options.Limit = 100,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List open judgements that fall due next, the overdue first."""
    from shiome.workspace import Workspace, ledger

    today = day(as_of, "--as-of")
    with Workspace.open(workspace, read_only=True) as opened:
        rows = ledger.due(opened, as_of=today, by=day(by, "--by"), today=date.today())[:limit]
        shapes = opened.shapes([row.judgement for row in rows], lang.value)
        shown = opened.localised([row.judgement for row in rows], lang.value)
    if json:
        emit_json(
            [
                shape | {"due_last": row.last, "days": row.days, "overdue": row.overdue}
                for shape, row in zip(shapes, rows, strict=True)
            ]
        )
        return
    ja = lang.value == "ja"
    emit_table(
        ["識別子", "期限", "日数", "状態", "帯", "判断"]
        if ja
        else ["id", "due", "days", "status", "band", "judgement"],
        [
            [
                record.id,
                record.due,
                str(row.days),
                _status(row.overdue, counts=row.counts, ja=ja),
                f"{record.band[0]:.2f}-{record.band[1]:.2f}",
                record.proposition,
            ]
            for record, row in zip(shown, rows, strict=True)
        ],
    )
    late = sum(row.overdue for row in rows)
    say(f"{len(rows)} 件、うち期限切れ {late} 件" if ja else f"{len(rows)} judgements, {late} of them overdue")


def aggregate(
    what: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="A YAML file of forecasts, or a judgement's identifier.")
    ],
    prior: Annotated[
        float, typer.Option(help="Probability from which extremised stretches away: one half or a base rate.")
    ] = 0.5,
    factor: Annotated[
        float | None, typer.Option(help="Stretch of extremised; by the number of forecasters without it.")
    ] = None,
    with_holder: Annotated[
        bool, typer.Option("--with-holder", help="Count the middle of the judgement's own band as one forecast.")
    ] = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Put several forecasters' probabilities together, by each method side by side."""
    from shiome.futures.ledger.pooling import pooled
    from shiome.workspace import Workspace, ledger

    if Path(what).is_file() or Path(what).suffix in FILES:
        questions = ledger.read_questions(Path(what))
    else:
        with Workspace.open(workspace, read_only=True) as opened:
            questions = [ledger.question(opened, what, as_of=day(as_of, "--as-of"), with_holder=with_holder)]
    pools = [pooled(question, prior=prior, factor=factor) for question in questions]
    if json:
        import msgspec

        emit_json([msgspec.to_builtins(pool) for pool in pools])
        return
    for pool in pools:
        _show_pool(pool, lang.value)


def _show_revisions(told: Sequence[Revised], language: str) -> None:
    ja = language == "ja"
    emit_table(
        ["識別子", "種別", "判明", "判断", "内容"] if ja else ["id", "type", "known from", "judgements", "text"],
        [
            [
                one.revision.id,
                TYPES[one.revision.type] if ja else one.revision.type.replace("_", " "),
                one.since.isoformat() if one.since else "",
                ", ".join(one.revision.judgements),
                _in(one.revision.text, language),
            ]
            for one in told
        ],
    )


def _show_versions(versions: Sequence[Standing], language: str) -> None:
    ja = language == "ja"
    yes, no = ("はい", "いいえ") if ja else ("yes", "no")
    emit_table(
        ["判断", "から", "結果", "確定", "理由"] if ja else ["judgement", "from", "outcome", "settled", "why"],
        [
            [
                one.judgement,
                one.since.isoformat(),
                one.outcome if one.status == "accepted" else f"{one.outcome} ({one.status})",
                yes if one.settled else no,
                _in(one.text, language),
            ]
            for one in versions
        ],
    )


def _show_pool(pool: Pool, language: str) -> None:
    ja = language == "ja"
    rows = [[one.by, f"{one.p:.3f}", "" if one.weight == 1.0 else f"{one.weight:g}"] for one in pool.forecasts]
    emit_table(["予測者", "確率", "重み"] if ja else ["forecaster", "p", "weight"], rows)
    emit_table(
        ["方法", "確率", "ブライア"] if ja else ["method", "p", "Brier"],
        [[one.method, f"{one.p:.3f}", "" if one.brier is None else f"{one.brier:.4f}"] for one in pool.methods],
    )
    name = pool.question or ("問い" if ja else "question")
    if ja:
        say(f"{name}: 予測者 {len(pool.forecasts)} 名、対数オッズを {pool.prior:g} から {pool.factor:.3f} 倍に伸ばした")
    else:
        say(
            f"{name}: {len(pool.forecasts)} forecasters; extremised stretches log odds {pool.factor:.3f} times away from {pool.prior:g}"
        )


def _status(overdue: bool, *, counts: bool, ja: bool) -> str:
    late = ("期限切れ" if overdue else "未決着") if ja else ("overdue" if overdue else "open")
    return late if counts else late + ("・未採用" if ja else ", proposed")


def _in(texts: dict[str, str], language: str) -> str:
    from shiome.vocabulary.languages import in_language

    return in_language(texts, language) if texts else ""


def _revision_shape(one: Revised, language: str) -> dict[str, Any]:
    revision = one.revision
    return {
        "id": revision.id,
        "type": revision.type,
        "name": _in(revision.name, language),
        "text": _in(revision.text, language),
        "known_from": one.since,
        "earlier": revision.earlier,
        "later": revision.later,
        "judgements": revision.judgements,
    }


def _version_shape(one: Standing, opened: Workspace, language: str) -> dict[str, Any]:
    from shiome.records.export import source_json

    files = opened.store.document_names()
    return {
        "judgement": one.judgement,
        "known_from": one.since,
        "known_until": one.until,
        "outcome": one.outcome,
        "settled": one.settled,
        "status": one.status,
        "band": one.band,
        "score": one.score,
        "text": _in(one.text, language),
        "evidence": [source_json(source, files=files) for source in one.evidence],
        "coder": one.coder,
    }
