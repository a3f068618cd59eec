"""``shiome sanctions``: positions, the watch, simulated seas, screening, the framework of bodies, cases, traces of crypto assets."""

from __future__ import annotations

import typer

from shiome.cli.sanctions import case, framework, screen, simulate, trace, watch

app = typer.Typer(
    help="Sanctions: from what was seen to a case, its hand-over and a published notice.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Sanctions: from what was seen to a case, its hand-over and a published notice."""


app.command("load", epilog=watch.LOAD_EXAMPLE)(watch.load)
app.command("watch", epilog=watch.EXAMPLE)(watch.watch)
app.command("simulate", epilog=simulate.EXAMPLE)(simulate.command)
app.command("screen", epilog=screen.EXAMPLE)(screen.command)
app.command("framework", epilog=framework.EXAMPLE)(framework.command)
app.add_typer(case.app, name="case")
app.command("trace", epilog=trace.EXAMPLE)(trace.command)
