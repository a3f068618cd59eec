"""As of a day: only what had happened and was known; nothing overwritten."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from sqlalchemy import text
from tests.records.making import day, event, judgement, source

from shiome.errors import NotKnown, RecordRefused, ShiomeError
from shiome.records.store import LIVE, Store


def add(store: Store, *records: object) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(records)  # type: ignore[arg-type]


def ids(found: list) -> list[str]:  # type: ignore[type-arg]
    return [record.id for record in found]


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    given = event(
        topics=("body-1",), context=("military",), text={"ja": "会った"}, about="talks", confidence=0.5,
        spans={"date": (3, 9)}, sources=(source(start=3, end=9, line=1, end_line=2),),
    )  # fmt: skip
    told = judgement(sources=(source(line=4, column=2, length=3),))
    add(store, given, told)
    assert store.records("event") == [given]
    assert store.records("judgement") == [told]


def test_known_on_a_day(store: Store) -> None:
    add(store, event(known="2025-04-16"))
    assert store.records(as_of=day("2025-04-15")) == []
    assert ids(store.records(as_of=day("2025-04-16"))) == ["e1"]
    assert store.records(known=day("2025-04-15")) == []
    assert ids(store.records(known=day("2025-04-16"))) == ["e1"]


def test_what_has_not_happened_is_not_shown_as_having_happened(store: Store) -> None:
    add(
        store,
        event("actual", when="2025-06", known="2025-04-16"),
        event("negated", when="2025-06-03", known="2025-04-16", reality="negated"),
        event("planned", when="2025-06-03", known="2025-04-16", reality="planned"),
        event("supposed", when="2025-06-03", known="2025-04-16", reality="hypothetical"),
        event("before", when="../2025-12-06", known="2025-04-16"),
        judgement("judged", when="2025-06", known="2025-04-16"),
    )
    assert set(ids(store.records(as_of=day("2025-05-31")))) == {"planned", "supposed", "before", "judged"}
    assert "actual" in ids(store.records(as_of=day("2025-06-01")))
    assert "negated" not in ids(store.records(as_of=day("2025-06-02")))
    assert "negated" in ids(store.records(as_of=day("2025-06-03")))
    assert len(store.records(known=day("2025-05-31"))) == 6


def test_replacing_closes_and_appends(store: Store) -> None:
    add(store, judgement(known="2024-12-06"))
    with store.transaction(actor="test") as transaction:
        current = transaction.record("j1")
        later = judgement(
            known="2024-12-06", outcome="true", settled=True, sources=(source("doc-2", "2025-12-31", line=3),)
        )
        transaction.replace("j1", later, on=day("2025-12-31"))
    history = store.history("j1")
    assert [(r.known_from, r.known_until) for r in history] == [
        (day("2024-12-06"), day("2025-12-31")),
        (day("2025-12-31"), None),
    ]
    assert store.record("j1", as_of=day("2025-12-30")).outcome == "unknown"  # type: ignore[union-attr]
    assert store.record("j1", as_of=day("2025-12-31")).outcome == "true"  # type: ignore[union-attr]
    assert store.record("j1", as_of=day("2025-12-30")).sources == ()
    assert len(store.record("j1").sources) == 1
    assert current.id == "j1"


def test_versions_given_at_once(store: Store) -> None:
    first = judgement(known="2024-12-06")
    second = judgement(known="2025-12-31", outcome="partly")
    add(store, event("e"), type(first)(**{**_fields(first), "known_until": day("2025-12-31")}), second)
    assert [r.outcome for r in store.history("j1")] == ["unknown", "partly"]  # type: ignore[union-attr]
    assert store.count("judgement") == 1


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}  # type: ignore[attr-defined]


def test_versions_may_not_overlap(store: Store) -> None:
    add(store, event())
    with pytest.raises(RecordRefused) as caught:
        add(store, event("other"), event(known="2025-05-21"))
    assert caught.value.code == "record.overlap"
    assert store.count() == 1


def test_closing(store: Store) -> None:
    add(store, event(known="2024-12-06"))
    with store.transaction(actor="test") as transaction:
        transaction.close("e1", on=day("2025-01-10"))
    assert store.records() == []
    assert store.records(as_of=day("2025-01-10")) == []
    assert ids(store.records(as_of=day("2025-01-09"))) == ["e1"]
    with pytest.raises(NotKnown), store.transaction(actor="test") as transaction:
        transaction.close("e1", on=day("2025-02-10"))


def test_closing_before_it_was_known_is_refused(store: Store) -> None:
    add(store, event(known="2024-12-06"))
    with pytest.raises(RecordRefused) as caught, store.transaction(actor="test") as transaction:
        transaction.close("e1", on=day("2024-12-05"))
    assert caught.value.code == "record.clock"


def test_review_appends_a_version(store: Store) -> None:
    add(store, event(status="proposed"))
    with store.transaction(actor="person:kato") as transaction:
        reviewed = transaction.review("e1", "rejected", on=day("2025-05-01"), comment="double")
    assert reviewed.status == "rejected"
    assert [r.status for r in store.history("e1")] == ["proposed", "rejected"]
    assert store.records(status="proposed", as_of=day("2025-04-20"))
    assert store.records(status=LIVE) == []
    assert store.count(status="rejected") == 1
    trail = store.audit(subject="e1")
    assert trail[0].action == "record.review"
    assert (trail[0].actor, trail[0].detail["comment"]) == ("person:kato", "double")


def test_an_earlier_source_makes_a_record_known_earlier(store: Store) -> None:
    add(store, event(known="2025-05-21", sources=(source("doc-3", "2025-05-21", line=1),)))
    with store.transaction(actor="test") as transaction:
        new = [
            source("doc-1", "2024-12-06", line=5),
            source("doc-4", "2025-12-31", line=5),
            source("doc-1", "2024-12-06", line=5),
        ]
        assert transaction.add_sources("e1", new) == 2
    assert [s.document for s in store.record("e1").sources] == ["doc-1", "doc-3", "doc-4"]
    assert [s.document for s in store.record("e1", as_of=day("2025-05-20")).sources] == ["doc-1"]
    assert store.records(as_of=day("2024-12-05")) == []
    assert [(r.known_from, r.known_until) for r in store.history("e1")] == [
        (day("2024-12-06"), day("2025-05-21")),
        (day("2025-05-21"), None),
    ]
    assert store.count() == 1


def test_a_source_that_only_disputes_does_not_make_it_known(store: Store) -> None:
    add(store, event(known="2025-05-21"))
    with store.transaction(actor="test") as transaction:
        transaction.add_sources("e1", [source("doc-1", "2024-12-06", line=5, role="disputes")])
    assert store.records(as_of=day("2025-05-20")) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (event(when="June 2024"), "record.date"),
        (event(""), "record.id"),
        (event(confidence=1.5), "record.confidence"),
        (event(known_until=date(2020, 1, 1)), "record.clock"),
        (event(text={"en": "a\x00b"}), "record.nul"),
        (event(text={"en": "a\ud800b"}), "record.nul"),
    ],
)
def test_records_that_break_a_rule_are_refused_whole(store: Store, wrong: object, code: str) -> None:
    with pytest.raises(ShiomeError) as caught:
        add(store, event("good"), wrong)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert store.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET body = '{}'",
        "UPDATE records SET known_from = 1",
        "DELETE FROM records",
        "DELETE FROM sources",
        "UPDATE sources SET document = 'x'",
        "UPDATE sources SET span_start = 0",
        "DELETE FROM audit",
        "UPDATE audit SET actor = 'x'",
        "UPDATE meta SET value = '1'",
        "UPDATE documents SET text = ''",
    ],
)
def test_the_database_itself_refuses_changes(store: Store, statement: str) -> None:
    from tests.records.making import add_document

    add_document(store, "raw text")
    add(store, event(sources=(source(start=0, end=3),)))
    with store.transaction(actor="test") as transaction:
        transaction.set_meta("k", 1)
    with pytest.raises(RecordRefused) as caught, store.transaction(actor="test") as transaction:
        transaction.connection.execute(text(statement))
    assert caught.value.code == "record.fixed"


def test_a_closed_version_stays_closed(store: Store) -> None:
    add(store, event())
    with store.transaction(actor="test") as transaction:
        transaction.close("e1", on=day("2025-05-01"))
    with pytest.raises(RecordRefused), store.transaction(actor="test") as transaction:
        transaction.connection.execute(text("UPDATE records SET known_until = 99991231"))


def test_histories_hold_every_version_of_a_kind(store: Store) -> None:
    first = judgement("judged", known="2025-04-16", sources=(source(line=4),))
    add(store, first, event("e1", known="2025-04-16"))
    with store.transaction(actor="test") as transaction:
        transaction.replace("judged", msgspec.structs.replace(first, outcome="true"), on=day("2025-05-01"))
    found = store.histories("judgement")
    assert found == store.history("judged")
    assert [each.known_until for each in found] == [day("2025-05-01"), None]
    assert [each.id for each in store.histories()] == ["e1", "judged", "judged"]
