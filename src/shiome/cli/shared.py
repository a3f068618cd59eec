"""Options of a group of commands that lists something without a subcommand, as ``shiome commitments`` does."""

from __future__ import annotations

from collections.abc import Sequence

import typer


def hand_on(ctx: typer.Context, shared: Sequence[str]) -> None:
    """Let shared options that stand before a subcommand be the defaults of its own; refuse others, which would have no effect."""
    given = {
        name: value
        for name, value in ctx.params.items()
        if (source := ctx.get_parameter_source(name)) is not None and source.name == "COMMANDLINE"
    }
    stray = next((name for name in given if name not in shared), None)
    if stray is not None:
        name = stray.replace("_", "-")
        ctx.fail(f"--{name} before {ctx.invoked_subcommand} has no effect; give it after")
    if given:
        ctx.default_map = {str(ctx.invoked_subcommand): given}
