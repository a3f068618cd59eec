"""The first page on futures: the verdict of the backtest, then the drivers."""

from __future__ import annotations

from typing import Any

from shiome.futures.backtest.verdict import NAMES
from shiome.region.schema.context import Level
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_names
from shiome.web.pages.futures.knowing import RUNS, model_of, seen_sources, seen_state


def overview(asked: Asked) -> Answer:
    """The drivers as they stand on the day."""
    from shiome.workspace.futures import COUNTED

    t, model = asked.words, model_of(asked)
    claims: dict[str, set[str]] = {}
    for cell in model.cells:
        for name in (cell.cause.driver, cell.effect.driver):
            claims.setdefault(name, set()).update(support.claim for support in cell.supports)
    levels = asked.workspace.pack.entries("levels", Level)
    rows: list[dict[str, Any]] = [
        {
            "name": asked.text(each.name),
            "observed": seen_state(asked, each) or t("futures.never"),
            "since": each.observed_when,
            "states": " / ".join(asked.text(state.name) for state in each.states),
            "level": asked.text(levels[each.level].name) if each.level in levels else "",
            "controlled_by": actor_names(asked, each.controlled_by),
            "claims": len(claims.get(each.id, ())),
            "id": each.id,
            "_href": asked.link(f"/futures/drivers/{each.id}"),
            "_sources": seen_sources(asked, each),
        }
        for each in model.drivers
    ]
    columns = [
        Column(key="name", title=t("futures.driver")),
        Column(key="observed", title=t("futures.observed")),
        Column(key="since", title=t("futures.since"), kind="date"),
        Column(key="states", title=t("futures.states")),
        Column(key="level", title=t("futures.level")),
        Column(key="controlled_by", title=t("futures.controlled_by")),
        Column(key="claims", title=t("futures.claims"), kind="number"),
    ]
    table = Table(id="drivers", title=t("futures.drivers"), columns=columns, rows=rows, note=t("futures.drivers_note"))
    data = {
        "drivers": len(model.drivers),
        "cells": len(model.cells),
        "claims": len({support.claim for cell in model.cells for support in cell.supports}),
        "overridden": sum(cell.override is not None for cell in model.cells),
        "starts": model.starts.isoformat(),
        "counted": COUNTED if model.newest_only else 0,
    }
    return Answer(template="futures/overview.html", data=data, tables=[table])


def verdict(asked: Asked) -> Answer:
    """The model put to the test on the days of past documents, with the outcomes known on the day."""
    from shiome.futures.backtest.report import report
    from shiome.workspace.futures import backtested

    tested, judgements = backtested(asked.workspace, as_of=asked.day, runs=RUNS, seed=1)
    told = report(tested, asked.workspace.pack, judgements)
    overall = told["overall"]
    data = {
        "level": told["verdict"]["level"],
        "earned": told["verdict"]["earned"],
        "text": asked.text(told["verdict"]["text"]),
        "questions": overall["questions"] if overall else 0,
        "documents": overall["documents"] if overall else 0,
    }
    return Answer(template="futures/verdict.html", data=data, tables=[_scores(asked, overall), _scored(asked, told)])


def _scores(asked: Asked, overall: dict[str, Any] | None) -> Table:
    t = asked.words
    differences = {each["against"]: each for each in overall["differences"]} if overall else {}
    rows = []
    for each in overall["scores"] if overall else ():
        against = differences.get(each["forecaster"], {})
        interval = against.get("interval") or {}
        rows.append(
            {
                "name": asked.text(NAMES[each["forecaster"]]),
                "brier": each["brier"],
                "log": each["log"],
                "difference": against.get("brier"),
                "low": interval.get("low"),
                "high": interval.get("high"),
            }
        )
    columns = [
        Column(key="name", title=t("futures.forecaster")),
        Column(key="brier", title=t("futures.brier"), kind="number"),
        Column(key="log", title=t("futures.log"), kind="number"),
        Column(key="difference", title=t("futures.difference"), kind="number"),
        Column(key="low", title=t("futures.low"), kind="number"),
        Column(key="high", title=t("futures.high"), kind="number"),
    ]
    return Table(id="scores", title=t("futures.scores"), columns=columns, rows=rows, note=t("futures.scores_note"))


def _scored(asked: Asked, told: dict[str, Any]) -> Table:
    t = asked.words
    rows = [
        {
            "judgement": row["judgement"],
            "origin": row["origin"],
            "formula": row["formula"],
            "model": row["forecasts"]["model"],
            "paper": row["forecasts"]["paper"],
            "outcome": row["outcome"],
            "_href": asked.link(f"/ledger/{row['judgement']}"),
        }
        for row in told["forecasts"]
        if row["outcome"] is not None
    ]
    columns = [
        Column(key="judgement", title=t("futures.judgement"), kind="code"),
        Column(key="origin", title=t("futures.origin"), kind="date"),
        Column(key="formula", title=t("futures.formula"), kind="code"),
        Column(key="model", title=t("futures.model"), kind="share"),
        Column(key="paper", title=t("futures.paper"), kind="share"),
        Column(key="outcome", title=t("futures.outcome"), kind="share"),
    ]
    return Table(id="scored", title=t("futures.scored"), columns=columns, rows=rows)
