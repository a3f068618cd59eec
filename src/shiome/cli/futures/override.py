"""``shiome futures override``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say

EXAMPLE = "Example: shiome futures override us-approach=deal us-dprk-talks=summit --low 1 --high 2 --reason '...' --by analyst"


def command(
    cause: Annotated[str, typer.Argument(metavar="CAUSE", help="driver=state")],
    effect: Annotated[str, typer.Argument(metavar="EFFECT", help="driver=state")],
    by: Annotated[str, typer.Option("--by", help="Whose judgement it is.")],
    low: Annotated[float, typer.Option(help="Lower end of the band, -3 to 3.")] = 0.0,
    high: Annotated[float, typer.Option(help="Upper end of the band.")] = 0.0,
    reason: Annotated[str, typer.Option(help="Why the claims do not decide.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="End the override of this cell.")] = False,
    on: Annotated[str, typer.Option("--on", help="From this day; today for none.", metavar="DATE")] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Put an analyst's own band in place of what the claims give for a cell, with the reason; or withdraw it."""
    from datetime import date

    from shiome.futures.model import Override
    from shiome.workspace import Workspace
    from shiome.workspace import futures as kept

    since = day(on, "--on") or date.today()
    with Workspace.open(workspace) as opened:
        model = kept.model_of(opened, since)
        ends = model.at(cause), model.at(effect)
        if withdraw:
            kept.withdraw(opened, *ends, by=by, on=since)
        else:
            kept.override(opened, Override(*ends, low, high, reason, by, since))
        standing = kept.overrides(opened)
    if json:
        emit_json(standing)
    done = ("取り下げた" if withdraw else "上書きした") if lang.value == "ja" else "withdrawn" if withdraw else "kept"
    say(f"{ends[0]} -> {ends[1]}: {done}")


command.__name__ = "override"
