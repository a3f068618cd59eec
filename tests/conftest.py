"""Fixtures that several folders of tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from tests.servers.postgres import PostgresServer, running_postgres

# An example that takes long on a busy machine is no fault: speed is measured in benchmarks.
settings.register_profile("shiome", deadline=None)
settings.load_profile("shiome")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole session; mark what uses it with ``postgres``."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Callable[[], str]:
    """Gives the address of a fresh, empty PostgreSQL database each time it is called."""
    return postgres_server.new_database
