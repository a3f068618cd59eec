"""How tests are shared out to processes, and fixtures that several folders share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings
from tests.servers.postgres import PostgresServer, running_postgres
from xdist.scheduler import LoadScopeScheduling

# An example that takes long on a busy machine is no fault: speed is measured in benchmarks.
settings.register_profile("shiome", deadline=None)
settings.load_profile("shiome")

_ONE_PROCESS = ("tests/browser/",)
"""Folders whose files share a fixture that takes long to make."""


class _Files(LoadScopeScheduling):
    """A file of tests, or a folder of them, runs in one process: what it makes once is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in _ONE_PROCESS if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    # Its own groups by mark rest on names of tests that this pytest lets nobody change.
    return _Files(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with heavy tests come first, so that no process is left with one when the others are done."""
    heavy = {item.path for item in items if item.get_closest_marker("heavy")}
    items.sort(key=lambda item: item.path not in heavy)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole session; mark what uses it with ``postgres``."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Callable[[], str]:
    """Gives the address of a fresh, empty PostgreSQL database each time it is called."""
    return postgres_server.new_database
