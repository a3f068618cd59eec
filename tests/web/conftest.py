"""A workbench over a workspace of the shipped region."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.pages import sections
from shiome.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the example documents."""
    made = tmp_path_factory.mktemp("workbench") / "ws"
    with Workspace.create(made) as workspace:
        for file in sorted((ROOT / "examples" / "documents").glob("*.txt")):
            workspace.ingest(file)
    return made


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[TestClient]:
    """The workbench of the one person at this machine."""
    app = build_app(Desk.open(folder, local=True), sections())
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.fixture
def team(folder: Path) -> Iterator[TestClient]:
    """The workbench of a team, with accounts."""
    desk = Desk.open(folder, local=False)
    accounts = desk.keeping.accounts
    for name, role in (("reader", "reader"), ("analyst", "analyst"), ("chief", "administrator")):
        accounts.add(name, f"{name}-long-password", role=role, by="test")
    with TestClient(build_app(desk, sections()), base_url="http://desk.example", follow_redirects=False) as made:
        yield made
