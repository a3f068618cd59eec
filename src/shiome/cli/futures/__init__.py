"""``shiome futures``: the model, its consistent scenarios, its simulations, and what they hang on."""

from __future__ import annotations

import typer

from shiome.cli.futures import (
    analogues,
    backtest,
    consistent,
    contingency,
    discover,
    forecast,
    model,
    override,
    simulate,
)

app = typer.Typer(
    help="Futures: the model of claims, consistent scenarios, simulation, discovery, backtest.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for each in (model, consistent, simulate, discover, contingency, analogues, forecast, backtest, override):
    app.command(epilog=each.EXAMPLE)(each.command)
