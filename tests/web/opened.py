"""The workbench opened on a workspace, for one person or for a team, and the rows that its tables give."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.model import Role
from shiome.web.pages import sections


def local_client(folder: Path) -> TestClient:
    """The workbench of the one person at this machine."""
    app = build_app(Desk.open(folder, local=True), sections())
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def team_client(folder: Path, accounts: Iterable[tuple[str, Role, tuple[str, ...]]]) -> TestClient:
    """The workbench of a team; of each account name, role, and the bodies that it reads for."""
    desk = Desk.open(folder, local=False)
    for name, role, bodies in accounts:
        desk.keeping.accounts.add(name, f"{name}-long-password", role=role, bodies=bodies, by="test")
    return TestClient(build_app(desk, sections()), base_url="http://desk.example", follow_redirects=False)


def table_rows(client: TestClient, path: str, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a page."""
    joined = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joined}format=json&table={table}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found
