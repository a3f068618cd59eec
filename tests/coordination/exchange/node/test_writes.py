"""What a transaction finds when it has the turn, and the rows that it stores together."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text
from tests.coordination.exchange.node.making import publication

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.node.journal import STATES, edges_of
from shiome.coordination.exchange.node.partners import ACTIVE, partners_of
from shiome.coordination.exchange.node.writes import Writes

TABLE = "CREATE TABLE things (name TEXT PRIMARY KEY, size BIGINT, content {bytes})"
COLUMNS = ("name", "size", "content")


@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 200])
def test_rows_are_stored_alike_however_many(make: Callable[..., Node], count: int) -> None:
    database = make("one").database
    rows = [
        (f"thing {number}", None if number % 3 else 2**40 + number, bytes([number % 256])) for number in range(count)
    ]
    changed = [(name, -1, content) for name, _size, content in rows[::2]]
    with database.writing() as connection:
        connection.execute(text(TABLE.format(bytes="BYTEA" if database.dialect == "postgresql" else "BLOB")))
        writes = Writes(connection)
        writes.insert("things", COLUMNS, rows)
        writes.insert("things", COLUMNS, changed, otherwise="(name) DO UPDATE SET size = excluded.size")
        writes.update("things", ("content",), "name", [(b"new", name) for name, _size, _content in rows[:1]])
        writes.flush()
    with database.reading() as connection:
        found = {row.name: (row.size, bytes(row.content)) for row in connection.execute(text("SELECT * FROM things"))}
    expected = {name: (size, content) for name, size, content in rows}
    expected |= {name: (size, content) for name, size, content in changed}
    expected |= {name: (expected[name][0], b"new") for name, _size, _content in rows[:1]}
    assert found == expected


def test_who_waited_for_the_turn_finds_what_the_writer_before_left(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    giver.publish([publication()])
    found = []

    def ask() -> None:
        with giver.database.writing_from(ACTIVE, STATES) as (_connection, (partners, states)):
            found.append((partners_of(partners), edges_of(states)))

    with giver.database.writing() as connection:
        waiting = threading.Thread(target=ask)
        waiting.start()
        connection.execute(text("UPDATE exchange_partners SET url = 'https://moved.example'"))
        assert found == []
    waiting.join()
    ((partners, states),) = found
    assert [(each.node, each.url, each.bodies) for each in partners] == [("taker", "https://moved.example", ("watch",))]
    assert states["taker"].size == 1
    assert states["node"].size > 1
