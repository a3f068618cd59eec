"""One body of tests, two databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.coordination.exchange.node.making import acquaint, new_node

from shiome.coordination.exchange.node import Node

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def new_db(request: Any) -> Callable[[], str]:
    """Gives the address of a database for a node each time; empty for a file in the node's folder."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")  # type: ignore[no-any-return]
    return lambda: ""


@pytest.fixture
def make(new_db: Callable[[], str], tmp_path: Path) -> Iterator[Callable[..., Node]]:
    """Makes nodes, and closes them at the end."""
    made: list[Node] = []

    def node(name: str, **options: Any) -> Node:
        made.append(new_node(tmp_path, name, db=new_db(), **options))
        return made[-1]

    yield node
    for each in made:
        each.close()


@pytest.fixture
def pair(make: Callable[..., Node]) -> tuple[Node, Node]:
    """Two nodes that are partners of each other."""
    giver, taker = make("giver", bodies=["watch"]), make("taker", bodies=["watch"])
    acquaint(giver, taker)
    return giver, taker
