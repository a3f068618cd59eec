"""``shiome futures consistent``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json
from shiome.cli.progress import Bar
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.futures.consistency.bands import Weighting

EXAMPLE = "Example: shiome futures consistent --force dialogue-mode=dialogue --draws 200"
SHOWN = 10


def command(
    matrix: Annotated[
        Path | None, typer.Argument(metavar="[FILE.scw]", help="A ScenarioWizard matrix in place of the model.")
    ] = None,
    force: Annotated[
        list[str] | None, typer.Option("--force", help="Set from outside: driver=state.", metavar="DRIVER=STATE")
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option("--given", help="Only scenarios with this state: driver=state.", metavar="DRIVER=STATE"),
    ] = None,
    tolerance: Annotated[float, typer.Option(min=0, help="How far a state may fall behind its strongest rival.")] = 0.0,
    context: Annotated[
        str, typer.Option(help="Drivers that nothing moves: observed (as last seen) or open (every state).")
    ] = "observed",
    priors: Annotated[bool, typer.Option("--priors/--no-priors", help="Count the priors of states.")] = True,
    draws: Annotated[
        int, typer.Option(min=0, help="Solve so many matrices drawn from the bands: how surely each scenario holds.")
    ] = 0,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Which cells change the set within their bands.")
    ] = False,
    drift: Annotated[
        bool, typer.Option("--drift", help="Where the present leads, by three rules of succession.")
    ] = False,
    basins: Annotated[
        int, typer.Option("--basins", min=0, help="Follow so many random scenarios: a sample of where they end.")
    ] = 0,
    explain: Annotated[int, typer.Option(min=0, help="Tell for and against the scenario of this number.")] = 0,
    limit: options.Limit = SHOWN,
    write: Annotated[
        list[Path] | None, typer.Option("--write", help="Write ScenarioWizard files: .scw (matrix), .sl (solutions).")
    ] = None,
    seed: given.Seed = 0,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List every combination of states that holds together: exact, by branch and bound, never a sample."""
    from shiome.cli.futures import consistent_files, consistent_tables
    from shiome.futures.analyses.consistent import basins as estimated
    from shiome.futures.analyses.consistent import consistent, drifts, sensitive, weighted

    if matrix is not None:
        consistent_files.solve_file(
            matrix,
            tolerance=tolerance,
            forced=force,
            given=condition,
            limit=limit,
            write=write,
            json=json,
            lang=lang.value,
        )
        return
    if context not in ("observed", "open"):
        raise QueryRefused(
            "futures.context",
            f"--context {context!r} is neither observed nor open",
            ja=f"--context {context!r} は observed でも open でもない",
            hint="use observed or open",
            hint_ja="observed か open とする",
            failed=context,
        )
    model = given.model(workspace, day(as_of, "--as-of"))
    found = consistent(
        model,
        context="open" if context == "open" else "observed",
        tolerance=tolerance,
        forced=given.states(model, force),
        given=given.states(model, condition),
        priors=priors,
    )
    weights: Weighting | None = None
    if draws:
        with Bar("matrices", draws) as bar:
            weights = weighted(found, draws=draws, seed=seed, progress=bar)
    cells = sensitive(found) if sensitivity else ()
    paths = drifts(found) if drift else ()
    ends = estimated(found, starts=basins, seed=seed) if basins else ()
    if write:
        consistent_files.write_files(found, write)
    if json:
        emit_json(
            consistent_tables.shape(
                found, lang.value, weights=weights, cells=cells, paths=paths, ends=ends, explain=explain
            )
        )
        return
    reasons = consistent_tables.reasons(found, explain, lang.value) if explain else []
    consistent_tables.show(found, lang.value, limit=limit, weights=weights)
    for line in reasons:
        typer.echo(line)
    if cells:
        consistent_tables.show_sensitivity(found, cells, lang.value, limit=limit)
    if paths:
        consistent_tables.show_drifts(paths, lang.value)
    if ends:
        consistent_tables.show_basins(found, ends, lang.value, limit=limit)


command.__name__ = "consistent"
