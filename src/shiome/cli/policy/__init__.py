"""``shiome policy``: proposals put to the test, and the engines that look for better ones."""

from __future__ import annotations

import typer

from shiome.cli.policy import bargain, conflict, mix, proposal, roadmap, tracks

app = typer.Typer(
    help="Policy: test a proposal, balance the tools, find a bargain, check its stability, plan the road.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

for each in (proposal, mix, bargain, conflict, roadmap, tracks):
    app.command(epilog=each.EXAMPLE)(each.command)
