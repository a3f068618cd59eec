"""Short lists out of large stores: headings of documents, counts by document, the newest conflicts; on both stores."""

from __future__ import annotations

from tests.records.making import add_document, day, event, source

from shiome.records.conflicts import record_conflicts
from shiome.records.store import Store


def fill(store: Store) -> None:
    for number, dated in enumerate(("2024-12-06", "2025-04-16", "2025-04-16", "2025-09-03")):
        add_document(store, f"一行目 {number}\n二行目\n三行目", f"doc-{number}", dated=dated)


def test_headings_come_newest_first_and_without_texts(store: Store) -> None:
    assert store.headings(limit=5) == []
    fill(store)
    assert [each.id for each in store.headings(limit=9)] == ["doc-3", "doc-2", "doc-1", "doc-0"]
    assert [each.id for each in store.headings(limit=2, offset=1)] == ["doc-2", "doc-1"]
    assert [each.id for each in store.headings(day("2025-09-02"), limit=1)] == ["doc-2"]
    assert [each.id for each in store.headings(since=day("2025-04-16"), limit=9)] == ["doc-3"]
    heading, whole = store.headings(limit=1)[0], store.document("doc-3")
    assert heading.lines == whole.text.count("\n") + 1 == 3
    for name in ("file", "title", "language", "author", "publisher", "dated", "known_from"):
        assert getattr(heading, name) == getattr(whole, name)


def test_documents_are_counted_and_their_days_listed(store: Store) -> None:
    fill(store)
    assert store.document_count() == 4
    assert store.document_count(day("2025-04-16")) == 3
    assert store.document_days(limit=2) == [day("2025-09-03"), day("2025-04-16")]
    assert store.document_days(day("2025-09-02"), limit=9) == [day("2025-04-16"), day("2024-12-06")]


def test_the_last_day_on_which_something_became_known(store: Store) -> None:
    assert store.last_known() is None
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event("a", known="2025-04-16"), event("b", known="2024-12-06")])
    assert store.last_known() == day("2025-04-16")
    with store.transaction(actor="person:kato") as transaction:
        transaction.review("b", "rejected", on=day("2025-06-01"))
    assert store.last_known() == day("2025-06-01")


def test_counts_of_many_documents_are_those_of_each(store: Store) -> None:
    fill(store)
    records = [
        event("a", sources=(source("doc-1"), source("doc-1", line=2), source("doc-3", "2025-09-03"))),
        event("b", sources=(source("doc-1"),)),
        event("c", sources=(source("doc-1"),)),
    ]
    with store.transaction(actor="test") as transaction:
        transaction.add_records(records)
    with store.transaction(actor="person:kato") as transaction:
        transaction.review("c", "rejected", on=day("2025-06-01"))
    names = ["doc-0", "doc-1", "doc-3"]
    for as_of in (None, day("2025-05-01"), day("2025-06-01"), day("2025-09-03")):
        each = {name: store.count(document=name, as_of=as_of, status=("proposed", "accepted")) for name in names}
        assert store.counts_in(names, as_of=as_of) == each
    assert store.counts_in(names) == {"doc-0": 0, "doc-1": 2, "doc-3": 1}
    assert store.counts_in([]) == {}


def test_the_newest_conflicts_and_those_of_one_record(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        for number, known in enumerate(("2024-12-06", "2025-04-16", "2025-05-01", "2025-09-03")):
            pair = [event(f"{side}{number}", when=f"2024-12-0{place}", known=known, about=f"m{number}")
                    for place, side in enumerate("ab", start=2)]  # fmt: skip
            transaction.add_records(pair)
        record_conflicts(transaction)
    assert [each.a for each in store.conflicts(newest=2)] == ["a3", "a2"]
    assert store.conflicts(newest=9) == store.conflicts()[::-1]
    assert [each.a for each in store.conflicts(day("2025-08-31"), newest=1)] == ["a2"]
    assert [each.a for each in store.conflicts(record="b1")] == ["a1"]
    with store.transaction(actor="person:kato") as transaction:
        transaction.review("a3", "rejected", on=day("2025-09-04"))
    assert [each.a for each in store.conflicts(open_only=True, newest=2)] == ["a2", "a1"]
    assert [each.a for each in store.conflicts(open_only=True, newest=9)] == ["a2", "a1", "a0"]
    assert [each.a for each in store.conflicts(day("2025-09-03"), open_only=True, newest=1)] == ["a3"]
