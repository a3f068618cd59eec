from uuid import UUID, uuid4

import pytest

from shiome.coordination.exchange.objects.identifiers import is_computed_from, named_id, observable_id


def test_the_identifier_of_an_address_is_the_one_that_others_compute():
    assert observable_id("ipv4-addr", {"value": "198.51.100.3"}) == "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"


def test_of_several_hashes_the_first_in_the_order_of_stix_counts():
    both = {"hashes": {"SHA-256": "a" * 64, "MD5": "b" * 32}}
    assert observable_id("file", both) == observable_id("file", {"hashes": {"MD5": "b" * 32}})
    other = {"hashes": {"SSDEEP": "x", "TLSH": "y"}}
    assert observable_id("file", other) == observable_id("file", {"hashes": {"SSDEEP": "x"}})


def test_what_does_not_make_the_object_does_not_count():
    assert observable_id("file", {"name": "a", "size": 1}) == observable_id("file", {"name": "a", "size": 2})
    envelope = {"extension-definition--7f0a1c53-2f3b-4c59-8a4e-0d6c1b8e2a90": {"extension_type": "property-extension"}}
    assert observable_id("file", {"name": "a", "extensions": envelope}) == observable_id("file", {"name": "a"})
    assert observable_id("file", {"name": "a", "extensions": {"ntfs-ext": {"sid": "1"}}}) != observable_id(
        "file", {"name": "a"}
    )


def test_without_anything_to_compute_it_from_it_is_random():
    first, second = observable_id("file", {}), observable_id("file", {})
    assert first != second
    assert UUID(first.removeprefix("file--")).version == 4


def test_names_are_kept_apart():
    assert named_id("identity", "ab", "c") != named_id("identity", "a", "bc")
    assert named_id("identity", "a") != named_id("identity", "a", namespace=uuid4())


@pytest.mark.parametrize(
    ("stix", "names", "computed"),
    [
        ({"type": "url", "id": observable_id("url", {"value": "x"}), "value": "x"}, {"value"}, True),
        ({"type": "url", "id": observable_id("url", {"value": "x"}), "value": "x"}, {"defanged"}, False),
        ({"type": "url", "id": f"url--{uuid4()}", "value": "x"}, {"value"}, False),
        ({"type": "shiome-event", "id": named_id("shiome-event", "e1"), "record_id": "e1"}, {"record_id"}, True),
        ({"type": "shiome-event", "id": named_id("shiome-event", "e1"), "record_id": "e1"}, {"when"}, False),
        (
            {"type": "shiome-event", "id": named_id("shiome-event", "e1", namespace=uuid4()), "record_id": "e1"},
            {"record_id"},
            False,
        ),
    ],
)
def test_what_an_identifier_gives_away(stix, names, computed):
    assert is_computed_from(stix, names) is computed
