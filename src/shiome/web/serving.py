"""The workbench as a server: for the one person at this machine, or for a team behind accounts, limits, logs and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.charts.beside import drawing_beside
from shiome.errors import InputRefused, ShiomeError
from shiome.server.metrics import Metrics
from shiome.server.monitoring import Monitor, disk_check
from shiome.server.running import guarded, run
from shiome.server.settings import Server, Settings
from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.pages import sections
from shiome.web.safety.headers import PAGES

if TYPE_CHECKING:
    from shiome.server.asgi import App

Ready = Callable[[tuple[str, int]], None]


def serve_alone(folder: Path, *, port: int, ready: Ready) -> None:
    """Serve the workspace in a folder to a browser on this machine, and to nobody else, until told to stop."""
    app: App = build_app(Desk.open(folder, local=True), sections())
    with drawing_beside():
        run(app, Server(host="127.0.0.1", port=port), ready=ready)


def serve_team(settings: Settings, *, ready: Ready) -> None:
    """Serve the workspace that the settings name to those who have accounts, until told to stop.

    Raises
    ------
    InputRefused
        ``settings.workspace``: the settings name none; ``serve.accounts``: nobody could sign in.
    """
    if settings.workspace is None:
        raise InputRefused(
            "settings.workspace",
            "the settings name no workspace",
            ja="設定にワークスペースがない",
            hint="add a table [workspace] with its folder",
            hint_ja="[workspace] に folder を書く",
        )
    desk = Desk.open(settings.workspace.folder, local=False)
    if not any(not account.closed for account in desk.keeping.accounts.all()):
        desk.close()
        raise InputRefused(
            "serve.accounts",
            f"{settings.workspace.folder} has no account, so that nobody could sign in",
            ja=f"{settings.workspace.folder} に利用者がおらず、だれもサインインできない",
            hint="make one with 'shiome account add'",
            hint_ja="「shiome account add」で作る",
            failed=settings.workspace.folder,
        )
    stopping, metrics, server = asyncio.Event(), Metrics(), settings.server
    checks = {
        "database": lambda: _reached(desk),
        "disk": disk_check(settings.workspace.folder, free_bytes=server.free_bytes),
    }
    app = guarded(build_app(desk, sections()), server.limits, metrics=metrics, headers=PAGES)
    monitor = Monitor(metrics=metrics, checks=checks, stopping=stopping)
    with drawing_beside():
        run(app, server, monitor=monitor, stopping=stopping, ready=ready)


def _reached(desk: Desk) -> str:
    try:
        desk.data_version()
        desk.keeping.audit(limit=1)
    except ShiomeError as error:
        return error.line()
    return ""
