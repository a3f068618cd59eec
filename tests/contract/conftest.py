"""One body of tests, two stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shiome.records.store import Store, create_store

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def new_url(request: Any, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a store yet to be made, each time another."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")  # type: ignore[no-any-return]
    numbers = iter(range(1000))
    return lambda: f"sqlite:///{tmp_path}/records-{next(numbers)}.sqlite"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with create_store(url) as made:
        yield made
