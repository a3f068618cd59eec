"""A workbench over a workspace of the shipped region."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.opened import local_client, team_client

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
    with local_client(folder) as made:
        yield made


@pytest.fixture
def team(folder: Path) -> Iterator[TestClient]:
    """The workbench of a team, with accounts."""
    accounts = (("reader", "reader", ()), ("analyst", "analyst", ()), ("chief", "administrator", ()))
    with team_client(folder, accounts) as made:
        yield made
