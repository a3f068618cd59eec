"""``shiome futures model``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.model import FuturesModel, ModelCell

EXAMPLE = "Example: shiome futures model us-dprk-talks --as-of 2025-12-31"


def command(
    driver: Annotated[str, typer.Argument(help="Show one driver with its states, cells and claims.")] = "",
    evidence: Annotated[
        bool, typer.Option("--evidence", help="What has no evidence: states and links on which no claim bears.")
    ] = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show the model: drivers and their states, cells with the claims behind them, links, calendar, overrides."""
    from datetime import date

    from shiome.futures.model.evidence import gaps
    from shiome.workspace import Workspace
    from shiome.workspace.futures import model_of

    with Workspace.open(workspace, read_only=True) as opened:
        model = model_of(opened, day(as_of, "--as-of") or date.today())
    if driver:
        model.driver(driver)
    if json:
        emit_json(shape(model, lang.value, driver=driver))
    elif evidence:
        _gaps(gaps(model), lang.value)
    elif driver:
        _one(model, driver, lang.value)
    else:
        _all(model, lang.value)


def shape(model: FuturesModel, language: str, *, driver: str = "") -> dict[str, Any]:
    """The model, or what concerns one driver, as JSON."""
    from shiome.futures.model.evidence import gaps

    concerned = [c for c in model.cells if driver in ("", c.cause.driver, c.effect.driver)]
    return {
        "region": model.region,
        "as_of": model.as_of,
        "starts": model.starts,
        "drivers": [
            {
                "id": each.id,
                "name": in_language(each.name, language),
                "level": each.level,
                "kind": each.kind,
                "controlled_by": each.controlled_by,
                "inertia": each.inertia,
                "observed": each.observed,
                "observed_when": each.observed_when,
                "states": [
                    {"id": state.id, "name": in_language(state.name, language), "prior": state.prior}
                    for state in each.states
                ],
            }
            for each in model.drivers
            if driver in ("", each.id)
        ],
        "cells": [_cell_shape(cell) for cell in concerned],
        "links": [
            {"id": link.link, "source": link.source, "target": link.target, "type": link.type, "levels": link.levels}
            for link in model.links
            if driver in ("", link.source, link.target)
        ],
        "timings": [
            {
                "id": each.timing,
                "effect": str(each.effect),
                "first": f"{each.first:%Y-%m}",
                "last": f"{each.last:%Y-%m}",
                "probability": each.probability,
                "boost": each.boost,
            }
            for each in model.timings
            if driver in ("", each.effect.driver)
        ],
        "newest_only": model.newest_only,
        "no_evidence": gaps(model),
        "unlinked": [{"claim": each.claim, "reason": in_language(each.reason, language)} for each in model.unlinked],
    }


def _cell_shape(cell: ModelCell) -> dict[str, Any]:
    return {
        "cause": str(cell.cause),
        "effect": str(cell.effect),
        "band": [cell.low, cell.high],
        "likeliest": cell.mode,
        "disputed": cell.disputed,
        "claims": [
            {"id": s.claim, "sign": s.sign, "hedge": s.hedge, "band": [s.low, s.high], "documents": s.documents}
            for s in cell.supports
        ],
        "override": cell.override,
    }


def _all(model: FuturesModel, language: str) -> None:
    from shiome.workspace.futures import COUNTED

    ja = language == "ja"
    headers = (
        ["識別子", "層", "種類", "現在", "状態", "根拠", "名称"]
        if ja
        else ["id", "level", "kind", "last seen", "states", "claims", "name"]
    )
    rows = []
    for each in model.drivers:
        claims = {s.claim for c in model.cells if each.id in (c.cause.driver, c.effect.driver) for s in c.supports}
        rows.append(
            [
                each.id,
                each.level,
                each.kind,
                each.observed or "?",
                " / ".join(state.id for state in each.states),
                str(len(claims)),
                in_language(each.name, language),
            ]
        )
    emit_table(headers, rows)
    claims = {support.claim for cell in model.cells for support in cell.supports}
    overridden = sum(cell.override is not None for cell in model.cells)
    say(
        f"ドライバー {len(model.drivers)}、セル {len(model.cells)}、主張 {len(claims)}、上書き {overridden}、"
        f"{model.as_of} 現在（最後の知識 {model.starts}）"
        if ja
        else f"{len(model.drivers)} drivers, {len(model.cells)} cells on {len(claims)} claims, {overridden} overridden, "
        f"as of {model.as_of} (last knowledge {model.starts})"
    )
    if model.newest_only:
        say(
            f"文書から読み取った主張は新しい順に {COUNTED} 件までを数える"
            if ja
            else f"of the claims that reading found, the newest {COUNTED} count"
        )


def _one(model: FuturesModel, name: str, language: str) -> None:
    ja = language == "ja"
    driver = model.driver(name)
    typer.echo(f"{in_language(driver.name, language)} ({driver.id}, {driver.level})")
    typer.echo(in_language(driver.about, language))
    for state in driver.states:
        seen = ("最後の観測" if ja else "last seen") + f" {driver.observed_when}" if state.id == driver.observed else ""
        typer.echo(f"  {state.id}: {in_language(state.name, language)} ({state.prior:+g}) {seen}".rstrip())
    headers = ["原因", "結果", "強さ", "主張"] if ja else ["cause", "effect", "strength", "claims"]
    cells = [c for c in model.cells if name in (c.cause.driver, c.effect.driver)]
    emit_table(
        headers,
        [[str(c.cause), str(c.effect), f"{c.low:+g}..{c.high:+g}", _claims(c, language)] for c in cells],
    )
    for link in model.links:
        if name in (link.source, link.target):
            typer.echo(f"{link.source} {link.type} {link.target}: {in_language(link.text, language)}")


def _claims(cell: ModelCell, language: str) -> str:
    told = [f"{support.claim} ({in_language(support.text, language)})" for support in cell.supports]
    if cell.override:
        told.insert(0, f"{cell.override.by}: {cell.override.reason}")
    return "; ".join(told)


def _gaps(found: dict[str, list[str]], language: str) -> None:
    titles = {
        "states": ("どの主張も及ばない状態", "states on which no claim bears"),
        "drivers": ("どの主張も及ばないドライバー", "drivers on which no claim bears"),
        "links": ("主張の裏付けのないつながり", "typed links without a claim between their drivers"),
        "cells": ("つながりに載っていない主張", "claims between drivers that no typed link joins"),
        "unobserved": ("一度も観測されていないドライバー", "drivers never observed"),
    }
    for name, entries in found.items():
        typer.echo(titles[name][0 if language == "ja" else 1] + f" ({len(entries)})")
        for entry in entries:
            typer.echo(f"  {entry}")


command.__name__ = "model"
