"""Conflicts found and kept; a second telling linked; on both stores."""

from __future__ import annotations

import pytest
from tests.records.making import day, event, source

from shiome.errors import NotKnown
from shiome.records.conflicts import find_conflicts, record_conflicts
from shiome.records.linking import candidates_for, link_or_add
from shiome.records.store import Store


def test_conflicts_are_known_when_the_later_record_is(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(
            [
                event("second", when="2024-12-02", known="2024-12-06", about="martial-law"),
                event("third", when="2024-12-03", known="2025-04-16", about="martial-law"),
                event("other", when="2024-12-09", known="2025-04-16", about="impeachment"),
            ]
        )
        [conflict] = record_conflicts(transaction)
        assert record_conflicts(transaction, about=["martial-law"]) == []
    assert (conflict.a, conflict.b, conflict.field, conflict.values) == (
        "second",
        "third",
        "when",
        ("2024-12-02", "2024-12-03"),
    )
    assert store.conflicts() == [conflict]
    assert store.conflicts(day("2025-04-15")) == []
    assert store.conflicts(day("2025-04-16")) == [conflict]
    assert set(conflict.reason) == {"en", "ja"}


def test_a_conflict_ends_to_be_open_when_one_side_is_rejected(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event("a", when="2024-12-02", about="x"), event("b", when="2024-12-03", about="x")])
        record_conflicts(transaction)
    assert len(store.conflicts(open_only=True)) == 1
    with store.transaction(actor="person:kato") as transaction:
        transaction.review("a", "rejected", on=day("2025-06-01"))
    assert store.conflicts(open_only=True) == []
    assert len(store.conflicts(day("2025-05-31"), open_only=True)) == 1
    assert len(store.conflicts()) == 1
    assert find_conflicts(store.records()) == []


def test_a_conflict_names_stored_records(store: Store) -> None:
    [conflict] = find_conflicts([event("a", when="2024-12-02", about="x"), event("b", when="2024-12-03", about="x")])
    with pytest.raises(NotKnown), store.transaction(actor="test") as transaction:
        transaction.add_conflict(conflict)


def test_an_earlier_telling_makes_the_conflict_known_earlier(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(
            [
                event("a", when="2024-12-02", known="2025-04-16", about="x"),
                event("b", when="2024-12-03", known="2024-12-06", about="x"),
            ]
        )
        transaction.add_sources("a", [source("doc-0", "2024-12-10", line=1)])
        [conflict] = record_conflicts(transaction)
    assert conflict.known_from == day("2024-12-10")


def test_a_second_telling_is_a_source_not_a_record(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(
            [event("first", when="2024-06-19", known="2025-04-16", sources=(source("doc-4", line=7),))]
        )
        told_again = event(
            "again", when="2024-06", known="2024-12-06", sources=(source("doc-0", "2024-12-06", line=3),)
        )
        assert link_or_add(transaction, told_again) == ("first", True)
        another = event("another", when="2024-06-19", known="2024-12-06", source=("CCC",))
        assert link_or_add(transaction, another) == ("another", False)
    assert store.count() == 2
    assert [s.document for s in store.record("first").sources] == ["doc-0", "doc-4"]
    assert store.record("first", as_of=day("2024-12-06")).known_from == day("2024-12-06")


def test_candidates_are_few(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(
            [
                event("near", when="2024-06"),
                event("far", when="2023"),
                event("rejected", when="2024-06-19", status="rejected"),
                event("strangers", when="2024-06-19", source=("CCC",), recipient=("DDD",)),
            ]
        )
    with store.reading() as reader:
        assert [e.id for e in candidates_for(reader, event("new", when="2024-06-19"))] == ["near"]
        assert candidates_for(reader, event("new", when="")) == []
