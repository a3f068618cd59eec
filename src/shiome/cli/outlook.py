"""``shiome outlook``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say

EXAMPLE = "Example: shiome outlook --as-of 2025-12-31 --lang ja --output out"


def command(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path("out"),
    name: Annotated[str, typer.Option(help="Name of the files, without ending.")] = "outlook",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write the dated outlook (HTML, PDF, JSON); without --as-of, as of the newest document."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        paths = opened.write_outlook(output, name=name, as_of=day(as_of, "--as-of"), language=lang.value)
    if json:
        emit_json({path.suffix.removeprefix("."): str(path) for path in paths})
    for path in paths:
        say(f"{path} を書いた" if lang.value == "ja" else f"wrote {path}")


command.__name__ = "outlook"
