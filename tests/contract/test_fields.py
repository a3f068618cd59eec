"""Many records in a few fields: the same records as whole ones, in portions of any size; on both stores."""

from __future__ import annotations

import msgspec
import pytest
from tests.records.making import day, event, judgement, source

from shiome.records.model import Event
from shiome.records.store import LIVE, Store, fields
from shiome.records.store.stored import Stored

DAYS = ("2024-12-05", "2024-12-06", "2025-04-16", "2026-03-01")


class Parts(msgspec.Struct, frozen=True):
    id: str
    plover: str
    topics: tuple[str, ...]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.transaction(actor="test") as transaction:
        transaction.add_records(
            [
                event("a", known="2024-12-06", topics=("t1", "t2"), sources=(source("doc-1", "2024-12-06", line=1),)),
                event("b", known="2025-04-16", plover="AID", text={"en": 'He said: "a, [b]"'}),
                event("c", known="2024-12-06", status="proposed"),
                event("d", known="2024-12-06", status="rejected"),
                judgement("j", known="2024-12-06"),
                event("e", when="2026-02-01", known="2025-04-16"),
            ]
        )
        transaction.replace("a", event("a", known="2025-04-16", plover="COERCE"), on=day("2025-04-16"))
    return store


@pytest.mark.parametrize("portion", [1, 3, 1000])
@pytest.mark.parametrize("status", [None, LIVE, ("accepted",)])
@pytest.mark.parametrize("as_of", [None, *DAYS])
def test_fields_are_those_of_the_whole_records(
    filled: Store, monkeypatch: pytest.MonkeyPatch, portion: int, status: tuple[str, ...] | None, as_of: str | None
) -> None:
    monkeypatch.setattr(fields, "_PORTION", portion)
    asked = {"as_of": as_of and day(as_of), "status": status}
    whole = filled.records("event", **asked)
    with filled.reading() as reader:
        parts = list(reader.fields("event", Parts, **asked))  # type: ignore[arg-type]
        bare = list(reader.fields("event", Event, **asked))  # type: ignore[arg-type]
        newest = reader.newest_of("event", **asked)  # type: ignore[arg-type]
    assert sorted(parts, key=lambda each: each.id) == sorted(
        (Parts(each.id, each.plover, each.topics) for each in whole if isinstance(each, Event)),
        key=lambda each: each.id,
    )
    assert {each.id: each for each in bare} == {
        each.id: msgspec.structs.replace(each, sources=(), known_until=None) for each in whole
    }
    assert newest == max((each.known_from for each in whole), default=None)


def test_an_empty_store_has_no_fields(store: Store) -> None:
    with store.reading() as reader:
        assert list(reader.fields("event", Parts)) == []
        assert reader.newest_of("event") is None


def test_stored_records_are_read_when_they_are_looked_at(filled: Store) -> None:
    found = Stored(filled, Event, as_of=day("2025-04-16"), status=LIVE)
    with filled.transaction(actor="test") as transaction:
        transaction.add_records([event("f", known="2025-04-16")])
    assert sorted(each.id for each in found.fields(Parts)) == ["a", "b", "c", "f"]
    assert [each.id for each in found] == [
        each.id for each in filled.records("event", as_of=day("2025-04-16"), status=LIVE)
    ]
    assert len(found) == 4
    assert found[0] is next(iter(found))
    assert [each.id for each in found[1:3]] == [found[1].id, found[2].id]
