"""``shiome serve``: the workbench in a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import say, tell_faults

EXAMPLE = "Example: shiome serve --port 8400"


def command(
    workspace: options.Workspace = options.WORKSPACE,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine, without a settings file.")
    ] = 8400,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="Serve a team: TOML file with address, certificates, limits."),
    ] = None,
    lang: options.Lang = options.LANG,
) -> None:
    """Serve the workbench: to a browser on this machine and nobody else, or with --settings to a team with accounts."""
    from shiome.server.extra import library

    for name in ("starlette", "uvicorn", "uvloop", "prometheus_client"):
        library(name)
    from shiome.web.serving import serve_alone, serve_team
    from shiome.workspace.installed import installed_plugins

    tell_faults(installed_plugins(), lang.value)
    if settings is None:
        serve_alone(workspace, port=port, ready=lambda address: say(f"http://{address[0]}:{address[1]}/{lang.value}/"))
        return
    from shiome.server.logs import set_up
    from shiome.server.settings import read_settings

    given = read_settings(settings, environment=os.environ)
    set_up(given.log)
    scheme = "https" if given.server.tls else "http"
    serve_team(given, ready=lambda address: say(f"{scheme}://{address[0]}:{address[1]}/{lang.value}/"))


command.__name__ = "serve"
