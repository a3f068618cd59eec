"""What was refused can be looked at afterwards, and takes up no more room than it may."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.coordination.exchange.node.making import acquaint, new_node, note, publication
from tests.coordination.exchange.node.test_receiving import signed

from shiome.coordination.exchange.node import Limits, Node, opening
from shiome.coordination.exchange.node.opening import migrate, schema_differences
from shiome.errors import ShiomeError


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_bytes_are_there_as_they_came(pair: tuple[Node, Node]) -> None:
    _giver, taker = pair
    wrong = b"\x00\xff no object \x1b[31m"
    taker.take("giver", [wrong, wrong])
    taker.take("giver", [wrong])
    assert [(each.code, each.length, each.kept) for each in taker.refusals()] == [
        ("exchange.shape", len(wrong), len(wrong))
    ] * 3
    (kept,) = taker.refused_bytes(digest(wrong)[:12])  # the same bytes are kept once
    assert (kept.partner, kept.digest, kept.content) == ("giver", digest(wrong), wrong)
    assert taker.refused_bytes("%") == taker.refused_bytes("_" * 8) == []


def test_long_objects_are_kept_from_their_beginning(make: Callable[..., Node]) -> None:
    giver, taker = make("giver"), make("taker", limits=Limits(object_bytes=500, refused_bytes=300))
    acquaint(giver, taker)
    long = signed(giver, note("x" * 2000))
    taker.take("giver", [long])
    (row,) = taker.refusals()
    assert (row.length, row.kept) == (len(long), 300)
    assert [each.content for each in taker.refused_bytes(digest(long))] == [long[:300]]


def test_who_sends_much_pushes_out_its_own_only(make: Callable[..., Node]) -> None:
    giver, other = make("giver"), make("other")
    taker = make("taker", limits=Limits(refused_kept=3))
    acquaint(giver, taker)
    acquaint(other, taker)
    evidence = b"evidence against other"
    taker.take("other", [evidence])
    start = taker.clock()
    for number in range(6):
        taker.clock = lambda number=number: start + number  # type: ignore[misc]
        taker.take("giver", [b"flood %d" % number])
    assert [each.kept is not None for each in taker.refusals()] == [True, False, False, False, True, True, True]
    assert taker.refused_bytes(digest(b"flood 2")) == []
    assert taker.refused_bytes(digest(b"flood 3"))
    assert taker.refused_bytes(digest(evidence))
    taker.take("giver", [b"at once %d" % number for number in range(9)])
    assert sum(each.kept is not None for each in taker.refusals() if each.partner == "giver") == 3


def test_nothing_is_kept_where_nothing_is_to_be_kept(make: Callable[..., Node]) -> None:
    giver, taker = make("giver"), make("taker", limits=Limits(refused_kept=0))
    acquaint(giver, taker)
    taker.take("giver", [b"wrong"])
    assert [(each.digest, each.length) for each in taker.refusals()] == [(digest(b"wrong"), None)]


def test_what_was_taken_back_is_not_kept_by_a_back_door(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    value = note("to be forgotten", number=3)
    giver.publish([publication(value)])
    rows = giver.deliveries("taker", after=0, limit=9)
    giver.revoke(value["id"], purge=True)
    taker.take_over("giver", giver.deliveries("taker", after=0, limit=9))
    taker.take("giver", [row.content or b"" for row in rows])
    assert [(each.code, each.kept) for each in taker.refusals()] == [("exchange.revoked", None)]


def test_a_zero_in_a_reason_stops_nothing(pair: tuple[Node, Node]) -> None:
    _giver, taker = pair
    taker.run(lambda work: work.refuse("giver", "exchange.shape", detail="a\0b"))
    assert [each.detail for each in taker.refusals()] == ["a\ufffdb"]


def test_refused_bytes_may_go_and_never_change(pair: tuple[Node, Node]) -> None:
    _giver, taker = pair
    taker.take("giver", [b"wrong"])
    with pytest.raises((ShiomeError, DBAPIError)), taker.database.writing() as connection:
        connection.execute(text("UPDATE exchange_refused_bytes SET length = 1"))


def test_a_node_of_the_version_before(
    new_db: Callable[[], str], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables are brought up to date when it is opened; what it had stays, an administrator is an auditor."""
    with monkeypatch.context() as before:
        before.setattr(opening, "migrate", lambda connection: migrate(connection, to="x0001"))
        node = new_node(tmp_path, "old", db=new_db())
    node.add_partner("chief", party="X", role="auditor")
    node.add_partner("giver", party="Y", role="contributor")
    with node.database.writing() as connection:
        connection.execute(text("UPDATE exchange_partners SET role = 'administrator' WHERE node = 'chief'"))
        columns = "number, partner, code, digest, detail, refused_at"
        row = "1, 'giver', 'exchange.shape', 'abc', 'why', 5"
        connection.execute(text(f"INSERT INTO exchange_refusals ({columns}) VALUES ({row})"))
    node.close()
    with Node.open(tmp_path / "old") as opened:
        with opened.database.reading() as connection:
            assert schema_differences(connection) == []
        assert {each.node: each.role for each in opened.partners()} == {"chief": "auditor", "giver": "contributor"}
        opened.take("giver", [b"wrong"])
        assert [(each.number, each.kept) for each in opened.refusals()] == [(1, None), (2, 5)]
