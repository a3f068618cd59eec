"""Records in STIX, and back without loss."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.objects.making import NOW
from tests.coordination.exchange.objects.strategies import of_kind

from shiome.coordination.exchange.objects import canonical, read_canonical, record_of, stix_of
from shiome.coordination.exchange.objects.records import filled
from shiome.errors import InputRefused
from shiome.records.model import KINDS, Event, Judgement

IDENTITY = {
    "type": "identity",
    "spec_version": "2.1",
    "id": "identity--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a19",
    "created": "2026-11-20T00:00:00.000Z",
    "modified": "2026-11-20T00:00:00.000Z",
    "name": "abc-mofa",
}


def event(**changes) -> Event:
    return Event(**{"id": "e1", "when": "2024-06", "known_from": date(2025, 1, 1), "coder": "rules@1"} | changes)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_the_way(kind):
    @given(of_kind(kind))
    def there_and_back(record):
        sent = canonical(stix_of(record)[-1])
        assert record_of(read_canonical(sent)) == record

    there_and_back()


def nothing_empty(value) -> bool:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return bool(value) and all(nothing_empty(each) for each in inner)
    return value is not None


@settings(max_examples=40)
@given(st.sampled_from(list(KINDS)).flatmap(of_kind))
def test_no_list_or_dictionary_is_empty_and_nothing_is_null(record):
    assert nothing_empty(stix_of(record)[-1])


@settings(max_examples=40)
@given(st.sampled_from(list(KINDS)).flatmap(of_kind))
def test_every_part_stands_in_one_property(record):
    stix = stix_of(record)[-1]
    fields = {name for name in stix if name not in ("type", "spec_version", "id", "created", "modified", "extensions")}
    renamed = {
        "record_id": "id",
        "coder_confidence": "confidence",
        "labels": "topics",
        "sample_size": "n",
        "advised_action": "action",
    }
    assert {renamed.get(name, name) for name in fields} <= set(record.__struct_fields__)


def test_the_creator_comes_first_and_is_referred_to():
    creator, stix = stix_of(event(), creator=IDENTITY)
    assert creator == IDENTITY
    assert stix["created_by_ref"] == IDENTITY["id"]


def test_versions_share_an_identifier_and_differ_in_modified():
    first = stix_of(event())[0]
    second = stix_of(event(known_from=date(2025, 2, 1)), created=datetime(2025, 1, 1, tzinfo=UTC))[0]
    assert first["id"] == second["id"]
    assert first["created"] == second["created"]
    assert first["modified"] < second["modified"]
    assert stix_of(event(), modified=NOW)[0]["modified"] == "2026-11-21T12:00:00.000Z"


def test_created_is_never_after_modified():
    stix = stix_of(event(), modified=datetime(2024, 1, 1, tzinfo=UTC))[0]
    assert stix["created"] <= stix["modified"]


def test_in_a_namespace_of_its_own_an_identifier_cannot_be_guessed():
    own = uuid4()
    assert stix_of(event(), namespace=own)[0]["id"] != stix_of(event())[0]["id"]
    assert stix_of(event(), namespace=own)[0]["id"] == stix_of(event(), namespace=own)[0]["id"]


@pytest.mark.parametrize(
    "name", ["status", "coder_confidence", "reality", "plover", "known_from", "record_id", "coder"]
)
def test_what_is_withheld_is_not_read_as_the_default(name):
    stix = stix_of(event())[0]
    del stix[name]
    with pytest.raises(InputRefused, match=name) as refusal:
        record_of(stix)
    assert refusal.value.code == "exchange.record"


def test_an_empty_required_text_is_not_a_withheld_one():
    judgement = Judgement(
        id="j",
        when="",
        known_from=date(2025, 1, 1),
        coder="x",
        proposition="",
        made_on=date(2025, 1, 1),
        hedge=3,
        band=(0, 1),
    )
    stix = stix_of(judgement)[0]
    assert stix["proposition"] == ""
    assert record_of(stix) == judgement


@pytest.mark.parametrize(
    "changes", [{"type": "note"}, {"type": "shiome-record"}, {"type": None}, {"status": "x"}, {"source": "ABC"}]
)
def test_what_is_no_record_is_refused(changes):
    with pytest.raises(InputRefused) as refusal:
        record_of({**stix_of(event(source=("ABC",)))[0], **changes})
    assert refusal.value.code == "exchange.record"


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"a": None, "b": [{}]}, {"b": [None]}), ({}, None), ([], None), ("", ""), (0, 0), ({"a": {"b": ()}}, None)],
)
def test_what_is_empty_is_left_out(given, kept):
    assert filled(given) == kept
