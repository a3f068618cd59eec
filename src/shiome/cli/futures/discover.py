"""``shiome futures discover``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json
from shiome.cli.progress import Bar

EXAMPLE = "Example: shiome futures discover 'nuclear-test=test before 2027' --sensitivity --robustness"


def command(
    formula: given.Formula,
    density: Annotated[
        float,
        typer.Option(help="The least share of runs with the outcome in the box; 0 for 1.5 times the overall share."),
    ] = 0.0,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Screen every input (Morris) and split variance (Sobol).")
    ] = False,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="Leave out each claim, document and driver in turn.")
    ] = False,
    months: given.Months = 24,
    runs: given.Runs = 20_000,
    seed: given.Seed = 20_250_401,
    limit: options.Limit = 10,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Find which uncertain inputs produce an outcome, how much each counts, and which single claim it hangs on."""
    from shiome.cli.futures import discover_tables
    from shiome.futures.analyses.discovery import discover, points_of, robust, screen

    model = given.model(workspace, day(as_of, "--as-of"))
    found = discover(model, formula, months=months, runs=runs, seed=seed, density=density or None)
    screened = hangs = None
    if sensitivity:
        with Bar("points", points_of(model)) as bar:
            screened = screen(model, formula, months=months, seed=seed, progress=bar)
    if robustness:
        with Bar("parts", discover_tables.parts(model)) as bar:
            hangs = robust(model, formula, months=months, runs=runs, seed=seed, progress=bar)
    if json:
        emit_json(discover_tables.shape(found, screened, hangs))
    else:
        discover_tables.show(found, screened, hangs, lang.value, limit=limit)


command.__name__ = "discover"
