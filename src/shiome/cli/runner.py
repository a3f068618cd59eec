"""Run a command of the interface from within it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence

USAGE = 2


def run(arguments: Sequence[str]) -> str | None:
    """Standard output of the command; ``None`` where there is no such command or option."""
    import typer

    from shiome.cli.app import app

    command = typer.main.get_command(app)
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            command.main(list(arguments), prog_name="shiome", standalone_mode=False)
    except typer.TyperException as error:
        if error.exit_code == USAGE:
            return None
        raise
    return output.getvalue()
