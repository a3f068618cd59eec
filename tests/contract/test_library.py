"""Documents, passages, spans of sources, values, links, the audit trail."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from tests.records.making import add_document, day, document, event, paragraphs, source

from shiome.errors import DocumentRefused, NotKnown, QueryRefused, RecordRefused
from shiome.records.model import Passage
from shiome.records.store import Store

RAW = "最初の行\r\n二行目は長い\r\n\r\n四行目 end\n"


def test_a_document_comes_back_with_every_byte(store: Store) -> None:
    made = add_document(store, RAW, pages=(0, 12), author="A", publisher="P")
    assert store.document("doc-1") == made
    assert store.document_bytes("doc-1") == RAW.encode()
    assert store.documents() == [made]
    assert store.documents(day("2025-04-15")) == []
    assert store.document_names() == {"doc-1": "doc-1.txt"}
    assert store.find_document(sha256=made.sha256) == made
    assert store.find_document(text_sha256=made.text_sha256) == made
    assert store.find_document(sha256="other") is None
    assert [p.number for p in store.passages("doc-1")] == list(range(len(paragraphs(made))))
    for passage in store.passages("doc-1"):
        assert made.text[passage.start : passage.end] == passage.text
    with pytest.raises(NotKnown):
        store.document("doc-2")
    with pytest.raises(NotKnown):
        store.document_bytes("doc-2")
    with pytest.raises(QueryRefused):
        store.find_document()


@pytest.mark.parametrize("same", ["sha256", "text_sha256", "id"])
def test_the_same_document_is_recognised(store: Store, same: str) -> None:
    made = add_document(store, RAW)
    other = document("something else", "doc-2", file="renamed.txt")
    other = msgspec.structs.replace(other, **{same: getattr(made, same)})
    with pytest.raises(DocumentRefused) as caught, store.transaction(actor="test") as transaction:
        transaction.add_document(other, b"x", [])
    assert caught.value.code == "document.known"
    assert "doc-1" in caught.value.message
    assert len(store.documents()) == 1


def test_passages_must_lie_in_the_text(store: Store) -> None:
    made = document(RAW)
    for wrong in (
        Passage(document="doc-1", number=0, start=0, end=999, text="x"),
        Passage(document="other", number=0, start=0, end=1, text="x"),
    ):
        with pytest.raises(DocumentRefused) as caught, store.transaction(actor="test") as transaction:
            transaction.add_document(made, RAW.encode(), [wrong])
        assert caught.value.code == "document.passage"
    assert store.documents() == []


def test_spans_are_filled_in_when_the_document_comes(store: Store) -> None:
    cited = (
        source(line=2, end_line=2),
        source(line=1, end_line=2, column=3, length=4),
        source(line=4),
        source("doc-2", line=7),
    )
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event(sources=cited)])
    assert all(s.start is None for s in store.record("e1").sources)
    add_document(store, RAW)
    spans = [(s.start, s.end) for s in store.record("e1").sources]
    assert [None if start is None else RAW[start:end] for start, end in spans] == [
        "二行目は長い",
        "行\r\n二行",
        "四行目 end",
        None,
    ]


def test_spans_are_filled_in_where_the_document_is_there_already(store: Store) -> None:
    add_document(store, RAW)
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event(sources=(source(line=2), source(start=6, end=8)))])
        transaction.add_sources("e1", [source(line=4, column=4, length=3)])
    found = store.record("e1").sources
    assert [RAW[s.start : s.end] for s in found] == ["二行目は長い", "二行", "end"]
    assert [(s.line, s.end_line) for s in found] == [(2, None), (2, 2), (4, None)]


def test_a_citation_beyond_the_text_is_refused(store: Store) -> None:
    add_document(store, RAW)
    for wrong in (source(line=5), source(line=4, column=4, length=40), source(start=0, end=400), source(line=0)):
        with pytest.raises(RecordRefused) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records([event(sources=(wrong,))])
        assert caught.value.code == "citation.range"
    assert store.count() == 0


def test_a_document_that_lacks_cited_lines_is_refused_whole(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event(sources=(source(line=50),))])
    with pytest.raises(RecordRefused):
        add_document(store, RAW)
    assert store.documents() == []
    assert store.search("二行目") == []


def test_all_or_nothing(store: Store) -> None:
    made = document(RAW)

    def write() -> None:
        with store.transaction(actor="test") as transaction:
            transaction.add_document(made, RAW.encode(), paragraphs(made))
            transaction.add_records([event()])
            transaction.set_meta("k", 1)
            assert transaction.count() == 1
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        write()
    assert (store.documents(), store.count(), store.meta("k"), store.audit()) == ([], 0, None, [])
    assert store.search("二行目") == []
    assert store.passages("doc-1") == []


def test_meta_keeps_the_last_value(store: Store) -> None:
    assert store.meta("region", "none") == "none"
    for value in ({"id": "x"}, {"id": "y", "list": [1, 2.5, None]}):
        with store.transaction(actor="test") as transaction:
            transaction.set_meta("region", value)
    assert store.meta("region") == {"id": "y", "list": [1, 2.5, None]}


def test_links(store: Store) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event("a"), event("b")])
        transaction.link("a", "b", "follows", known_from=day("2025-04-16"))
        transaction.link("a", "b", "follows", known_from=day("2025-04-16"))
    assert [(link.a, link.b, link.type) for link in store.links("b")] == [("a", "b", "follows")]
    assert store.links(as_of=day("2025-04-15")) == []
    assert store.links("c") == []
    with pytest.raises(NotKnown), store.transaction(actor="test") as transaction:
        transaction.link("a", "nowhere", "follows", known_from=day("2025-04-16"))


def test_the_audit_trail_says_who_did_what(store: Store) -> None:
    with store.transaction(actor="pack:test@1") as transaction:
        transaction.add_records([event("a"), event("b")])
    add_document(store, RAW)
    trail = store.audit()
    assert [(entry.actor, entry.action) for entry in trail] == [
        ("test", "document.add"),
        ("pack:test@1", "records.add"),
    ]
    assert trail[1].detail == {"count": 2, "ids": ["a", "b"]}
    assert trail[0].transaction != trail[1].transaction
    assert trail[0].detail["file"] == "doc-1.txt"
    assert len(store.audit(limit=1)) == 1


def test_hashes_are_the_callers(store: Store) -> None:
    made = add_document(store, RAW)
    assert hashlib.sha256(store.document_bytes("doc-1")).hexdigest() == made.sha256


@pytest.mark.parametrize("wrong", ["a\x00b", "a\udc80b"])
def test_text_that_no_database_keeps_is_refused(store: Store, wrong: str) -> None:
    with pytest.raises(RecordRefused) as caught, store.transaction(actor="test") as transaction:
        transaction.add_document(msgspec.structs.replace(document("ok"), text=wrong), b"x", [])
    assert caught.value.code == "record.nul"
