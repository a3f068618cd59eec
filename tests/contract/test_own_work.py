"""Two pairs of eyes, on every database: nobody accepts what they entered or edited."""

from __future__ import annotations

import msgspec
import pytest
from tests.records.making import day, event

from shiome.errors import RecordRefused
from shiome.records.model import AnyRecord
from shiome.records.store import Store

DAY = day("2025-05-01")


def entered(store: Store, *, by: str, status: str = "proposed") -> AnyRecord:
    with store.transaction(actor=by) as transaction:
        transaction.add_records([event(coder=by, status=status)])
    return store.record("e1")


@pytest.mark.parametrize("actor", ["person:kato", "person:Kato"])
def test_who_entered_a_record_cannot_accept_it(store: Store, actor: str) -> None:
    entered(store, by="person:kato")
    with pytest.raises(RecordRefused) as caught, store.transaction(actor=actor) as transaction:
        transaction.review("e1", "accepted", on=DAY)
    assert caught.value.code == "record.own_work"
    assert [version.status for version in store.history("e1")] == ["proposed"]


def test_writing_it_anew_as_accepted_is_no_way_round(store: Store) -> None:
    record = entered(store, by="person:kato")
    with pytest.raises(RecordRefused) as caught, store.transaction(actor="person:kato") as transaction:
        transaction.replace("e1", msgspec.structs.replace(record, status="accepted"), on=DAY)
    assert caught.value.code == "record.own_work"


def test_somebody_else_accepts_it(store: Store) -> None:
    entered(store, by="person:kato")
    with store.transaction(actor="person:sato") as transaction:
        assert transaction.review("e1", "accepted", on=DAY).status == "accepted"


@pytest.mark.parametrize("status", ["rejected", "superseded"])
def test_who_entered_a_record_may_withdraw_it(store: Store, status: str) -> None:
    entered(store, by="person:kato")
    with store.transaction(actor="person:kato") as transaction:
        assert transaction.review("e1", status, on=DAY).status == status  # type: ignore[arg-type]


def test_what_a_program_coded_one_person_accepts(store: Store) -> None:
    entered(store, by="rules@1")
    with store.transaction(actor="person:kato") as transaction:
        assert transaction.review("e1", "accepted", on=DAY).status == "accepted"


def test_what_is_accepted_already_may_be_carried_on(store: Store) -> None:
    record = entered(store, by="person:kato", status="accepted")
    with store.transaction(actor="person:kato") as transaction:
        transaction.replace("e1", msgspec.structs.replace(record, confidence=0.5), on=DAY)
    assert store.record("e1").confidence == 0.5
