"""``shiome terms``: the term bank, departures from it, lines that may be said, and the history of a term."""

from __future__ import annotations

import typer

from shiome.cli.terms import bank, check, lines

app = typer.Typer(
    help="The term bank: departures from it, lines that may be said, the history of a term.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("list", epilog="Example: shiome terms list --lang ja")(bank.list_)
app.command(epilog=check.EXAMPLE)(check.check)
app.command("lines", epilog=lines.EXAMPLE)(lines.lines)
app.command(epilog="Example: shiome terms history denuclearisation 004 001")(bank.history)
