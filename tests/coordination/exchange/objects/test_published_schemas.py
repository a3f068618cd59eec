"""What Shiome makes is STIX 2.1: the validator of OASIS' committee, with the schemas that come with it, finds no fault."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
import stix2validator
from hypothesis import Phase, given, settings
from tests.coordination.exchange.objects.making import note, signed
from tests.coordination.exchange.objects.strategies import of_kind
from tests.coordination.exchange.objects.test_cases import told

from shiome.coordination.exchange.objects import (
    EXTENSION_OBJECT,
    PUBLISHER_OBJECT,
    RECORD_EXTENSION_OBJECT,
    TLPS,
    Label,
    marking_definition,
    read_canonical,
    stix_of,
)
from shiome.records.model import KINDS

OPTIONS = stix2validator.ValidationOptions(version="2.1")
DEFINITIONS = [EXTENSION_OBJECT, RECORD_EXTENSION_OBJECT, PUBLISHER_OBJECT]


def faults(stix: dict) -> list[str]:
    """What the validator finds; it may change what it is given."""
    return [str(each) for each in stix2validator.validate_instance(copy.deepcopy(stix), OPTIONS).errors]


def test_the_schemas_are_here():
    schemas = Path(stix2validator.__file__).parent / "schemas-2.1"
    assert schemas.is_dir(), "stix2-validator 3.3.1 was published without its schemas: install 3.2.0"


def test_the_validator_finds_faults():
    assert faults(note(object_refs=[]))
    assert faults({name: value for name, value in note().items() if name != "content"})
    assert faults(note(created="yesterday"))
    assert not faults(note())


@pytest.mark.parametrize("stix", DEFINITIONS, ids=lambda stix: stix["name"])
def test_the_definitions(stix):
    assert not faults(stix)


@pytest.mark.parametrize("tlp", TLPS)
def test_markings_and_what_bears_them(tlp):
    assert not faults(marking_definition(tlp))
    assert not faults(read_canonical(signed(label=Label(tlp=tlp, to=("abc",)))))


@pytest.mark.parametrize("kind", KINDS)
def test_records_of_every_kind(kind):
    @settings(max_examples=4, phases=[Phase.generate])
    @given(of_kind(kind))
    def without_fault(record):
        assert not faults(read_canonical(signed(stix_of(record)[-1])))

    without_fault()


@pytest.mark.parametrize("each", told(), ids=lambda each: each.object["type"])
def test_what_a_case_is_about(each):
    assert not faults(each.object)
    assert not faults(read_canonical(signed(each.object)))


def test_a_bundle_of_a_record_and_its_creator():
    creator = {**PUBLISHER_OBJECT, "name": "abc-mofa"}
    record = KINDS["observation"](
        id="o", when="2025", known_from=date(2025, 1, 1), coder="x@1", yardstick="ties", subject="abc", value=0.5
    )
    bundle = {
        "type": "bundle",
        "id": "bundle--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a77",
        "objects": stix_of(record, creator=creator),
    }
    assert not faults(bundle)
