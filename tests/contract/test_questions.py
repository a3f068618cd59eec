"""Filters, order and paging."""

from __future__ import annotations

import pytest
from tests.records.making import day, event, judgement, source

from shiome.errors import NotKnown, QueryRefused
from shiome.records.store import Store


@pytest.fixture
def filled(store: Store) -> Store:
    records = [
        event(
            "a", when="2024-01-10", known="2024-12-06", source=("AAA",), recipient=("BBB",), topics=("t1",), about="x"
        ),
        event("b", when="2024-06", known="2024-12-06", source=("BBB",), recipient=("CCC",), topics=("t1", "t2")),
        event("c", when="2025-03-03", known="2025-04-16", source=("AAA",), recipient=("CCC", "BBB"), about="x"),
        event("d", when="2026-02-01", known="2025-04-16", reality="planned", source=("AAA",), recipient=()),
        event("e", when="", known="2025-05-21", source=("CCC",), recipient=()),
        event("f", when="../2023-12-31", known="2025-05-21", sources=(source("doc-9", "2025-05-21", line=1),)),
        judgement("g", known="2025-04-16", holder="AAA"),
    ]
    with store.transaction(actor="test") as transaction:
        transaction.add_records(records)
    return store


def ids(store: Store, *args: object, **question: object) -> str:
    found = store.records(*args, **question)  # type: ignore[arg-type]
    counted = {name: value for name, value in question.items() if name not in ("order", "limit", "offset")}
    if "limit" not in question and "offset" not in question:
        assert store.count(*args, **counted) == len(found)  # type: ignore[arg-type]
    return "".join(record.id for record in found)


def test_filters(filled: Store) -> None:
    assert ids(filled, "event") == "fabced"
    assert ids(filled) == "fabcged"
    assert ids(filled, actors=["AAA"]) == "facgd"
    assert ids(filled, "event", actors=["AAA", "BBB"]) == "fac"
    assert ids(filled, topic="t1") == "ab"
    assert ids(filled, topic="t2", actors=["CCC"]) == "b"
    assert ids(filled, about="x") == "ac"
    assert ids(filled, document="doc-9") == "f"
    assert ids(filled, document="doc-9", as_of=day("2025-05-20")) == ""
    assert ids(filled, ids=["b", "a", "zz"]) == "ab"
    assert ids(filled, ids=[]) == ""
    assert ids(filled, "judgement") == "g"
    assert ids(filled, "case") == ""


def test_valid_time(filled: Store) -> None:
    assert ids(filled, when="2024") == "ab"
    assert ids(filled, when="2024-06-30/2025-03-03") == "bc"
    assert ids(filled, when="../2020") == "f"
    assert ids(filled, when="2025-03-04/..") == "gd"


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("as_of", [None, "2024-12-31", "2025-04-16", "2025-06-01", "2026-03-01"])
@pytest.mark.parametrize(
    "question",
    [
        {},
        {"kind": "event"},
        {"actors": ["AAA"]},
        {"actors": ["AAA", "BBB"], "topic": "t1"},
        {"actors": ["CCC"], "kind": "event"},
        {"topic": "t1"},
        {"when": "2024/.."},
    ],
)
def test_pages_are_pieces_of_the_whole(filled: Store, order: str, as_of: str | None, question: dict) -> None:  # type: ignore[type-arg]
    question = {**question, "order": order, "as_of": as_of and day(as_of)}
    whole = filled.records(**question)
    paged = [record for start in range(0, 8, 2) for record in filled.records(**question, limit=2, offset=start)]
    assert paged == whole
    assert filled.records(**question, limit=100) == whole
    assert filled.records(**question, offset=1) == whole[1:]
    assert filled.records(**question, limit=0) == []


def test_newest_first_is_the_reverse(filled: Store) -> None:
    assert ids(filled, order="newest") == "degcbaf"
    assert ids(filled, order="newest", limit=3) == "deg"
    assert ids(filled, order="newest", as_of=day("2025-04-16"), limit=3) == "dgc"


def test_refusals(filled: Store) -> None:
    for question, code in (
        ({"kind": "rumour"}, "query.kind"),
        ({"when": "last week"}, "date.form"),
        ({"limit": -1}, "query.limit"),
        ({"offset": -1}, "query.limit"),
    ):
        with pytest.raises(QueryRefused) as caught:
            filled.records(**question)  # type: ignore[arg-type]
        assert caught.value.code == code
    with pytest.raises(NotKnown):
        filled.record("zz")
    with pytest.raises(NotKnown):
        filled.history("zz")
    with pytest.raises(NotKnown):
        filled.record("c", as_of=day("2025-04-15"))


def test_more_identifiers_than_a_statement_takes(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(event(f"e{n:05d}", sources=(source(line=1),)) for n in range(1200))
    found = store.records(ids=[f"e{n:05d}" for n in range(1200)])
    assert len(found) == 1200
    assert all(record.sources for record in found)
