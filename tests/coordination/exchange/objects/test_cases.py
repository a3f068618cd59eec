"""What a case is about in STIX, and back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest

from shiome.coordination.exchange.objects.cases import CaseObject, case_objects, parts_of
from shiome.errors import InputRefused
from shiome.sanctions.casework import CaseFile
from shiome.sanctions.casework.model import (
    AnyPart,
    Entry,
    Evidence,
    Happening,
    Holding,
    Identity,
    Opening,
    Point,
    Retraction,
    Track,
)

DAY = date(2025, 6, 1)
OWN = UUID("6a4f0c8e-51b7-4a35-8f1d-2c9f5c1f0e77")
PARTS: tuple[AnyPart, ...] = (
    Opening(title={"en": "A transfer"}, category="transfer-at-sea", originator="ABC"),
    Evidence(sha256="a" * 64, name="photo.jpg", size=3, text={"en": "A photograph"}, handling="do not print"),
    Identity(
        subject="v", side="registered", field="imo", value="9074729", verdict="genuine", since="2019", evidence=(2,)
    ),
    Identity(subject="v", side="physical", field="name", value="STAR", verdict="fraudulent", source="aircraft"),
    Identity(subject="acme", side="registered", field="number", value="HR-17"),
    Holding(subject="v", holder="acme", role="registered_owner", since="2024", until="2025", address="3 Quay"),
    Holding(subject="acme", holder="kim", role="director"),
    Happening(
        kind="transfer",
        start="2025-05-01T02:00Z",
        end="2025-05-01T05:00Z",
        lat=35.125,
        lon=-125.0,
        error_km=2.5,
        place={"en": "off the bank"},
        subjects=("v", "w"),
        observer={"en": "an aircraft"},
        text={"en": "side by side", "ja": "横付け"},
        reasons=({"en": "slow"},),
        alternatives=({"en": "repair"},),
        score=0.75,
        tracks=(Track(subject="v", points=(Point(at="2025-05-01T02:00Z", lat=35.0, lon=-125.0),)),),
        evidence=(2,),
    ),
    Happening(kind="other", start="2025-05", lat=1.0, text={"en": "a latitude only"}),
)


def case(*parts: AnyPart) -> CaseFile:
    entries = (Entry(number=number, on=DAY, by="person:kato", part=part) for number, part in enumerate(parts, start=1))
    return CaseFile("c1", tuple(entries))


def told(namespace: UUID = OWN) -> tuple[CaseObject, ...]:
    return case_objects(case(*PARTS), namespace=namespace)


def of_type(kind: str) -> list[dict]:
    return [each.object for each in told() if each.object["type"] == kind]


def test_every_part_comes_back():
    back = parts_of([each.object for each in told()])
    assert sorted(map(repr, back)) == sorted(map(repr, PARTS[1:]))


def test_vessels_companies_and_persons_are_told_apart():
    assert [each["name"] for each in of_type("shiome-vessel")] == ["v"]
    classes = {each["name"]: each["identity_class"] for each in of_type("identity")}
    assert classes == {"acme": "organization", "kim": "individual", "w": "unknown"}


def test_a_position_is_a_location_that_the_happening_refers_to():
    (place,) = of_type("location")
    assert (place["latitude"], place["longitude"]) == (35.125, -125.0)
    first, second = of_type("shiome-happening")
    assert first["location_ref"] == place["id"]
    assert "lat" not in first
    assert second["lat"] == 1.0


def test_a_hold_is_a_relationship_from_the_holder():
    owner, director = of_type("relationship")
    (vessel,) = of_type("shiome-vessel")
    assert owner["relationship_type"] == "registered-owner-of"
    assert owner["target_ref"] == vessel["id"]
    assert owner["source_ref"] == director["target_ref"]


def test_objects_come_after_those_that_they_refer_to():
    seen = set()
    for each in told():
        text = repr(each.object)
        assert not [
            later.object["id"]
            for later in told()
            if later.object["id"] not in seen and later.object["id"] in text.replace(each.object["id"], "")
        ]
        seen.add(each.object["id"])


def test_every_value_is_traced_to_its_part():
    (vessel,) = (each for each in told() if each.object["type"] == "shiome-vessel")
    assert vessel.parts == {"": (3, 4, 6, 8), "/identities/0": (3,), "/identities/1": (4,)}
    assert vessel.object["identities"][1]["value"] == "STAR"


def test_identifiers_are_the_same_each_time_and_not_in_another_namespace():
    assert [each.object["id"] for each in told()] == [each.object["id"] for each in told()]
    other = told(uuid4())
    shared = {each.object["id"] for each in told()} & {each.object["id"] for each in other}
    assert shared == {each["id"] for each in of_type("file")}


def test_what_was_retracted_is_gone():
    objects = case_objects(case(*PARTS, Retraction(item=4, reason={"en": "misread"})), namespace=OWN)
    assert "STAR" not in repr(objects)


def test_what_does_not_arrive_is_not_made_up():
    objects = [each.object for each in told() if each.object["type"] not in ("file", "location")]
    back = parts_of(objects)
    assert not [part for part in back if isinstance(part, Evidence)]
    happening = next(part for part in back if isinstance(part, Happening) and part.kind == "transfer")
    assert (happening.lat, happening.lon, happening.evidence) == (None, None, ())


def test_a_holder_that_was_withheld_is_refused_by_name_of_the_object():
    objects = [each.object for each in told() if each.object.get("name") != "kim"]
    with pytest.raises(InputRefused, match="relationship--") as refusal:
        parts_of(objects)
    assert refusal.value.code == "exchange.record"


def test_the_time_of_a_subject_is_that_of_the_opening():
    entries = [*case(*PARTS).entries]
    later = [msgspec.structs.replace(entry, on=date(2026, 1, entry.number)) for entry in entries]
    found = case_objects(CaseFile("c1", tuple(later)), namespace=OWN)
    times = {each.object["created"] for each in found if each.object["type"] in ("shiome-vessel", "identity")}
    assert times == {"2026-01-01T00:00:00.000Z"}


def test_a_vessel_that_only_a_track_names_is_there():
    track = Track(subject="t", points=(Point(at="2025-05-01T02:00Z", lat=35.0, lon=125.0),))
    happening = Happening(kind="other", start="2025", text={"en": "x"}, tracks=(track,))
    objects = [each.object for each in case_objects(case(PARTS[0], happening), namespace=OWN)]
    assert [each["type"] for each in objects] == ["shiome-vessel", "shiome-happening"]
    assert parts_of(objects) == (happening,)
