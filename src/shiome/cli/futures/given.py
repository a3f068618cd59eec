"""What the commands on futures are given: states, settings from a month on, the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.futures.model import FuturesModel
    from shiome.futures.model.ensembles import Setting

Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Set a driver that somebody controls, from a month on: deterrence=strengthened@2026-03.",
        metavar="DRIVER=STATE[@MONTH]",
    ),
]
Months = Annotated[int, typer.Option("--months", min=1, max=1200, help="How many months ahead.")]
Runs = Annotated[int, typer.Option("--runs", min=1, help="How many futures are simulated.")]
Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same result, on any machine and thread.")]
Threads = Annotated[int, typer.Option("--threads", min=1, help="Threads to run on; the result is the same.")]
Formula = Annotated[
    str,
    typer.Argument(
        metavar="FORMULA", help="Driver states and times: 'us-dprk-talks=summit before 2026-06', in quotation marks."
    ),
]


def states(model: FuturesModel, given: Sequence[str] | None) -> dict[str, str]:
    """Driver states given as ``driver=state``."""
    return dict(model.at(text) for text in given or ())


def settings(model: FuturesModel, given: Sequence[str] | None) -> tuple[Setting, ...]:
    """Settings given as ``driver=state@month``; without a month, from the first one simulated."""
    from shiome.futures.model.ensembles import Setting, month_of

    found = []
    for text in given or ():
        at, _, month = text.partition("@")
        found.append(Setting(model.at(at), _month(month, text) if month else month_of(model, 1)))
    return tuple(found)


def _month(text: str, given: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise QueryRefused(
            "futures.month",
            f"{given!r}: {text!r} is not a month",
            ja=f"{given!r}：{text!r} は月ではない",
            hint="write YYYY-MM",
            hint_ja="YYYY-MM と書く",
            failed=given,
        ) from error


def model(workspace: Path, as_of: date | None) -> FuturesModel:
    """The model of a workspace as known on a day, today where none is given."""
    from shiome.workspace import Workspace
    from shiome.workspace.futures import model_of

    with Workspace.open(workspace, read_only=True) as opened:
        return model_of(opened, as_of or date.today())
