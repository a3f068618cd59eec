from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.coordination.exchange.node.making import hand_over, new_node, publication

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.node.opening import open_database, schema_differences
from shiome.errors import InputRefused, ShiomeError, StoreUnavailable
from shiome.records.store import create_store, open_store


def test_tables_are_those_of_the_schema_module(make: Callable[..., Node]) -> None:
    with make("one").database.reading() as connection:
        assert schema_differences(connection) == []


def test_a_node_lives_beside_a_workspace(new_db: Callable[[], str], tmp_path: Path) -> None:
    url = new_db() or f"sqlite:///{tmp_path}/records.db"
    create_store(url).close()
    with new_node(tmp_path, "one", db=url) as node:
        assert node.partners() == []
    with open_store(url) as store:
        assert store.count() == 0
    with Node.open(tmp_path / "one") as again:
        assert again.name == "one"


def test_a_second_node_in_the_same_place_is_refused(make: Callable[..., Node], tmp_path: Path) -> None:
    node = make("one")
    with pytest.raises(InputRefused, match="already is a node"):
        new_node(tmp_path, "one")
    with pytest.raises(StoreUnavailable) as caught:
        new_node(tmp_path / "elsewhere", "two", db=node.folder.url)
    assert caught.value.code == "exchange.exists"
    with pytest.raises(StoreUnavailable):
        Node.open(tmp_path / "elsewhere" / "two")


def test_no_node_there(tmp_path: Path) -> None:
    for attempt in (lambda: Node.open(tmp_path), lambda: open_database(tmp_path / "none.db")):
        with pytest.raises(StoreUnavailable) as caught:
            attempt()
        assert caught.value.code == "exchange.missing"


def test_a_node_of_a_later_version(make: Callable[..., Node]) -> None:
    node = make("one")
    with node.database.writing() as connection:
        connection.execute(text("UPDATE exchange_version SET version_num = 'x9999'"))
    with pytest.raises(StoreUnavailable) as caught:
        open_database(node.folder.url)
    assert caught.value.code == "store.newer"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM exchange_outbox",
        "UPDATE exchange_outbox SET digest = 'x'",
        "UPDATE exchange_outbox SET sequence = sequence + 1",
        "DELETE FROM exchange_leaves",
        "UPDATE exchange_leaves SET entry = hash",
        "DELETE FROM exchange_views",
        "UPDATE exchange_views SET originator = 'x'",
        "UPDATE exchange_views SET purged_at = NULL",
        "DELETE FROM exchange_publications",
    ],
)
def test_what_is_stored_is_not_rewritten(pair: tuple[Node, Node], statement: str) -> None:
    giver, taker = pair
    giver.publish([publication()])
    hand_over(giver, taker)
    with pytest.raises((ShiomeError, DBAPIError)), giver.database.writing() as connection:
        connection.execute(text(statement))


def test_private_files_are_for_their_owner_only(make: Callable[..., Node]) -> None:
    node = make("one")
    node.folder.keep_token("other", "shx_secret")
    assert node.folder.token("other") == "shx_secret"
    for path in node.folder.path.rglob("*"):
        if ".db" not in path.suffix:
            assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("name", ["", "Big", "with space", "node", "a/b", "-a", "x" * 64, "ä"])
def test_names_that_are_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputRefused) as caught:
        Node.create(tmp_path / "n", node=name, party="X")
    assert caught.value.code == "exchange.name"
    assert not (tmp_path / "n").exists()
