"""``shiome futures simulate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json
from shiome.cli.progress import Bar

EXAMPLE = "Example: shiome futures simulate --query 'us-dprk-talks=summit before 2026-06 and not monitoring<=weak'"


def command(
    query: Annotated[
        list[str] | None,
        typer.Option(
            "--query", "-q", help="A formula over driver states and time; may be given again.", metavar="FORMULA"
        ),
    ] = None,
    settings: given.Set = None,
    months: given.Months = 24,
    runs: given.Runs = 100_000,
    seed: given.Seed = 20_250_401,
    threads: given.Threads = 1,
    tree: Annotated[
        bool, typer.Option("--tree", help="Cluster the paths into a scenario tree with early indicators.")
    ] = False,
    futures: Annotated[
        int, typer.Option("--futures", min=0, help="How many futures the tree tells apart; 0: as the paths show.")
    ] = 0,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the shares of every driver's states to this file, .svg or .png.")
    ] = None,
    driver: Annotated[
        list[str] | None, typer.Option("--driver", help="Show and draw only these drivers.", metavar="DRIVER")
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Play the model forward month by month, many times, and count: probabilities with their Monte Carlo error."""
    from shiome.charts import check_ending
    from shiome.cli.futures import simulate_tables
    from shiome.futures.analyses.ensembles import ask

    if plot is not None:
        check_ending(plot)
    model = given.model(workspace, day(as_of, "--as-of"))
    for name in driver or ():
        model.driver(name)
    with Bar("runs", runs) as bar:
        asked = ask(
            model,
            query or (),
            settings=given.settings(model, settings),
            months=months,
            runs=runs,
            seed=seed,
            threads=threads,
            keep_paths=tree,
            progress=bar.at,
        )
    grown = None
    if tree:
        from shiome.futures.analyses.branches import branches

        grown = branches(asked, futures=futures or None)
    if plot is not None:
        simulate_tables.draw(asked, plot, lang.value, drivers=driver)
    if json:
        emit_json(simulate_tables.shape(asked, drivers=driver, tree=grown))
    else:
        simulate_tables.show(asked, lang.value, drivers=driver, tree=grown)


command.__name__ = "simulate"
