"""``shiome serve``: the workbench in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import say

EXAMPLE = "Example: shiome serve --port 8400"


def command(
    workspace: options.Workspace = options.WORKSPACE,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine.")] = 8400,
    lang: options.Lang = options.LANG,
) -> None:
    """Serve the workbench to a browser on this machine, and to nobody else."""
    import uvicorn

    from shiome.web.app import build_app
    from shiome.web.desk import Desk
    from shiome.web.pages import sections

    app = build_app(Desk.open(workspace, local=True), sections())
    say(f"http://127.0.0.1:{port}/{lang.value}/")
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)


command.__name__ = "serve"
