"""``shiome warning``: exercises of the warning channel with simulated data. Everything that is written says that it is simulated."""

from __future__ import annotations

import typer

from shiome.cli.warning import exercising, records

__all__ = ["app"]

app = typer.Typer(
    help="Warning channel: exercises with simulated launches; Shiome has no warning data of its own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Warning channel: exercises with simulated launches; Shiome has no warning data of its own."""


for name, command, example in (
    ("simulate", exercising.simulate, exercising.SIMULATE),
    ("demo", exercising.demo, exercising.DEMO),
    ("replay", records.replay, records.REPLAY),
    ("record", records.record, records.RECORD),
):
    app.command(name, epilog=f"Example: {example}")(command)
