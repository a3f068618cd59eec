"""``shiome policy bargain``."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shiome.charts import Grid, LineChart
    from shiome.policy.bargaining import Inputs, Table
    from shiome.policy.bargaining.narration import Result
    from shiome.workspace.policy import Bargainable

EXAMPLE = "Example: shiome policy bargain nuclear-end-state sanctions-regime --model spatial --plot bargain.svg"
UTILITY_DRAWS, SPATIAL_DRAWS = 1_000, 50
"""Draws without ``--draws``; a draw of the spatial model takes far longer."""


class Model(StrEnum):
    """Models of bargaining."""

    utility = "utility"
    spatial = "spatial"


def command(
    issues: Annotated[
        list[str] | None,
        typer.Argument(metavar="ISSUE...", help="One, or several for the spatial model; none: a list."),
    ] = None,
    model: Annotated[Model, typer.Option("--model", help="Expected utility, or the spatial model.")] = Model.utility,
    how: Annotated[
        list[str] | None,
        typer.Option(
            "--how",
            help="utility: scholz, least_move, paired or masad. spatial: RULE=CHOICE, such as voting=binary.",
            metavar="DEFINITION",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option("--draws", min=0, help="Draws from the ranges of the inputs [1000; spatial: 50]; 0: none."),
    ] = None,
    rounds: Annotated[
        int | None, typer.Option("--rounds", min=1, help="Break off after so many [20; spatial: 100].")
    ] = None,
    scale: Annotated[
        list[str] | None,
        typer.Option(
            "--scale", help="Ends of an issue's scale, before those of the region.", metavar="ISSUE=LOW..HIGH"
        ),
    ] = None,
    capability: Annotated[
        Path | None,
        typer.Option(
            "--capability", help="File of capabilities by actor, before those of records: 'JPN: [25, 35, 45]'."
        ),
    ] = None,
    doubt: Annotated[
        float,
        typer.Option("--doubt", min=0, max=1, help="Half the range of saliences, which records state without one."),
    ] = 0.1,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the positions to this file, .svg or .png.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same draws.")] = 0,
    limit: options.Limit = 15,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Who could move whom on an issue, and where it would come out: positions of the records, forecast round by round."""
    from shiome.charts import check_ending
    from shiome.cli.policy import bargain_given, bargain_tables

    if plot is not None:
        check_ending(plot)
    on = day(as_of, "--as-of") or date.today()
    if not issues:
        listed, actors = _bargainable(workspace, on)
        bargain_tables.listed(listed, actors, lang.value, json=json)
        return
    given = bargain_given.capabilities(capability) if capability else None
    inputs, table, marks = _table(workspace, issues, on, bargain_given.scales(scale or ()), given, doubt)
    found, more = _forecast(model, table, how or (), draws, rounds, seed)
    if plot is not None:
        _draw(found, plot, lang.value, start=on)
    if json:
        emit_json(bargain_tables.shape(found, inputs, on, more))
    else:
        bargain_tables.show(found, inputs, marks, more, lang.value, limit=limit)


def _bargainable(workspace: Path, on: date) -> tuple[tuple[Bargainable, ...], dict[str, Any]]:
    from shiome.workspace import Workspace
    from shiome.workspace.policy import actor_names, bargainable

    with Workspace.open(workspace, read_only=True) as opened:
        return bargainable(opened, on), actor_names(opened.pack)


def _table(
    workspace: Path,
    issues: Sequence[str],
    on: date,
    scales: dict[str, tuple[float, float]],
    capability: Any,
    doubt: float,
) -> tuple[Inputs, Table, dict[str, Any]]:
    """What the records give, the table with names, and the pack's scales in words."""
    from shiome.policy.bargaining import titled
    from shiome.region.schema.context import IssueEntry
    from shiome.workspace import Workspace
    from shiome.workspace.policy import bargaining_inputs

    with Workspace.open(workspace, read_only=True) as opened:
        inputs = bargaining_inputs(opened, issues, as_of=on, ranges=scales, capability=capability, doubt=doubt)
        entries = opened.pack.entries("issues", IssueEntry)
        marks = {name: entries[name].scale for name in issues if name not in scales}
        return inputs, titled(inputs.table(), opened.pack), marks


def _forecast(
    model: Model, table: Table, how: Sequence[str], draws: int | None, rounds: int | None, seed: int
) -> tuple[Result, dict[str, Any]]:
    """The result, and what else to tell: where the other definitions end, or by what saliences were divided."""
    from shiome.cli.policy import bargain_given

    if model is Model.spatial:
        return _spatial(table, bargain_given.rules(how), draws, rounds, seed)
    return _utility(table, bargain_given.definition(how), draws, rounds, seed)


def _utility(table: Table, how: str, draws: int | None, rounds: int | None, seed: int) -> tuple[Result, dict[str, Any]]:
    from shiome.policy.bargaining import DEFINITIONS, banded_forecast, forecast
    from shiome.policy.bargaining.stage import ROUNDS

    wanted, length = UTILITY_DRAWS if draws is None else draws, rounds or ROUNDS
    found: Result = (
        banded_forecast(table, draws=wanted, seed=seed, how=how, rounds=length)
        if wanted
        else forecast(table, how=how, rounds=length)
    )
    ends = {name: forecast(table, how=name, rounds=length).rounds[-1].median for name in DEFINITIONS if name != how}
    return found, {"other_definitions": ends}


def _spatial(
    table: Table, rules: Any, draws: int | None, rounds: int | None, seed: int
) -> tuple[Result, dict[str, Any]]:
    from shiome.policy.bargaining import banded_negotiate, negotiate, shared_salience
    from shiome.policy.bargaining.spatial import TURNS

    wanted, length = SPATIAL_DRAWS if draws is None else draws, rounds or TURNS
    shared = shared_salience(table)
    found: Result = (
        banded_negotiate(shared, draws=wanted, seed=seed, rules=rules, turns=length)
        if wanted
        else negotiate(shared, rules=rules, turns=length, seed=seed)
    )
    return found, {"salience_shared": shared is not table}


def _draw(found: Result, plot: Path, language: str, *, start: date) -> None:
    from shiome.charts import specification, write_picture
    from shiome.policy.bargaining import BandedForecast, Forecast, actor_charts, median_chart

    chart: LineChart | Grid
    if isinstance(found, BandedForecast | Forecast):
        chart = median_chart(found, language, start=start)
    else:
        chart = actor_charts(found, language, start=start)
    write_picture(specification(chart), plot)
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")


command.__name__ = "bargain"
