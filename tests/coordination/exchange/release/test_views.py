"""What partners get of a publication."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.release.making import (
    ALL,
    BODIES,
    HELD,
    NODES,
    OF_NODES,
    RECIPIENTS,
    STATEMENT,
    UNKNOWN,
    holds,
    only,
    publications,
    recipient,
    report,
)

from shiome.coordination.exchange.objects import EXTENSION, MARKING_IDS, canonical, marked
from shiome.coordination.exchange.objects.markings import TLP_MARKINGS
from shiome.coordination.exchange.objects.requirements import COMMON, ONE_OF, required_of
from shiome.coordination.exchange.release import Label, Publication, View, is_narrower, meet, reaches, views
from shiome.coordination.exchange.release.pointers import at, is_below, leaves, path_of, pointer_of
from shiome.errors import InputRefused

FOUR = tuple(recipient(node) for node in NODES)


def seen_by(node: str, publication: Publication, *, has=holds, bodies: tuple[str, ...] = ()) -> View | None:
    found = views(publication, [recipient(node, *bodies)], holds=has)
    return found[0] if found else None


def test_without_field_labels_all_that_are_reached_share_the_whole():
    publication = Publication(report(), Label(tlp="AMBER", to=("ABC", "hub")))
    (view,) = views(publication, FOUR, holds=holds)
    assert view.nodes == ("abc-mofa", "abc-mod", "hub")
    assert view.object == marked(report(), "AMBER")
    assert (view.withheld, view.kept, view.dropped) == (False, ("",), ())
    assert view.label == publication.label


def test_a_field_reaches_only_those_of_its_label():
    publication = Publication(report(), ALL, {"/description": only("abc-mofa")})
    full, part = views(publication, FOUR, holds=holds)
    assert full.nodes == ("abc-mofa",)
    assert full.object["description"] == report()["description"]
    assert part.nodes == ("abc-mod", "xyz-mofa", "hub")
    assert "description" not in part.object
    assert part.dropped == ("/description",)
    assert "/description" not in part.kept


def test_the_label_of_a_view_is_the_meet_of_what_it_holds():
    publication = Publication(report(), ALL, {"/description": Label(tlp="AMBER", to=("abc-mofa", "hub"), orcon=True)})
    full, part = views(publication, FOUR, holds=holds)
    assert full.label == Label(tlp="AMBER", to=("abc-mofa", "hub"), orcon=True)
    assert full.object["object_marking_refs"] == [MARKING_IDS["AMBER"]]
    assert part.label == ALL
    assert part.object["object_marking_refs"] == [MARKING_IDS["GREEN"]]


def test_elements_of_lists_go_one_by_one_and_leave_no_gap():
    fields = {
        "/labels/1": only("hub"),
        "/external_references/0": only("hub"),
        "/external_references/1/url": only("hub"),
    }
    view = seen_by("abc-mofa", Publication(report(), ALL, fields))
    assert view.object["labels"] == ["alpha", "gamma"]
    assert view.object["external_references"] == [{"source_name": "observer"}]
    assert {"/labels/0", "/labels/2", "/external_references/1/source_name"} <= set(view.kept)


def test_a_list_of_which_nothing_is_left_goes():
    fields = {f"/labels/{place}": only("hub") for place in range(3)}
    view = seen_by("abc-mofa", Publication(report(), ALL, fields))
    assert "labels" not in view.object


def test_a_label_holds_for_all_below_and_is_narrowed_by_those_inside():
    fields = {"/external_references": only("abc-mofa", "hub"), "/external_references/0": only("hub")}
    publication = Publication(report(), ALL, fields)
    assert len(seen_by("hub", publication).object["external_references"]) == 2
    assert len(seen_by("abc-mofa", publication).object["external_references"]) == 1
    assert "external_references" not in seen_by("xyz-mofa", publication).object


def test_a_wider_label_inside_does_not_widen():
    fields = {"/external_references": only("hub"), "/external_references/0": Label(tlp="CLEAR")}
    assert "external_references" not in seen_by("abc-mofa", Publication(report(), ALL, fields)).object


def test_an_external_reference_without_its_source_goes():
    view = seen_by("abc-mofa", Publication(report(), ALL, {"/external_references/0/source_name": only("hub")}))
    assert view.object["external_references"] == [{"source_name": "observer", "url": "urn:x:y"}]


@pytest.mark.parametrize(
    "pointer",
    ["/name", "/published", "/object_refs", "/object_refs/0", "/type", "/id", "/created", "/modified", "/spec_version"],
)
def test_where_a_required_property_goes_the_object_goes(pointer):
    publication = Publication(report(), ALL, {pointer: only("hub")})
    (view,) = views(publication, FOUR, holds=holds)
    assert view.nodes == ("hub",)
    assert not view.withheld


def test_half_a_position_goes_with_the_other_half():
    place = {
        "type": "location",
        "id": "location--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a20",
        "latitude": 35.25,
        "longitude": 125.5,
        "precision": 9,
    }
    publication = Publication({**place, "country": "xx"}, ALL, {"/latitude": only("hub")})
    assert set(seen_by("abc-mofa", publication).object) == {"type", "id", "country", "object_marking_refs"}
    assert seen_by("abc-mofa", Publication(place, ALL, {"/latitude": only("hub")})) is None


def test_a_reference_to_what_a_partner_does_not_have_goes():
    stix = report(object_refs=[UNKNOWN, HELD], created_by_ref=UNKNOWN, x={"seen_ref": UNKNOWN, "far": 1})
    view = seen_by("abc-mofa", Publication(stix, ALL))
    assert view.object["object_refs"] == [HELD]
    assert "created_by_ref" not in view.object
    assert view.object["x"] == {"far": 1}
    assert view.withheld
    everything = seen_by("abc-mofa", Publication(stix, ALL), has=lambda *_: True)
    assert everything.object == marked(stix, "GREEN")


def test_a_required_reference_to_what_a_partner_does_not_have_keeps_the_object_back():
    assert seen_by("abc-mofa", Publication(report(object_refs=[UNKNOWN]), ALL)) is None


def test_an_object_may_refer_to_itself():
    stix = report()
    stix["more_ref"] = stix["id"]
    assert seen_by("abc-mofa", Publication(stix, ALL)).object["more_ref"] == stix["id"]


def test_a_marking_that_a_partner_does_not_have_is_not_dropped_with_its_condition():
    stix = report(object_marking_refs=[MARKING_IDS["CLEAR"], STATEMENT])
    assert seen_by("abc-mofa", Publication(stix, ALL)) is None
    view = seen_by("abc-mofa", Publication(stix, ALL), has=lambda *_: True)
    assert view.object["object_marking_refs"] == [MARKING_IDS["GREEN"], STATEMENT]


def test_partners_are_told_apart_by_what_they_have():
    stix = report(created_by_ref=UNKNOWN)
    found = views(Publication(stix, ALL), FOUR, holds=lambda node, name: name == HELD or node == "hub")
    assert [view.nodes for view in found] == [("abc-mofa", "abc-mod", "xyz-mofa"), ("hub",)]


def test_where_no_label_says_so_of_both_fields_only_one_is_kept():
    fields = {"/description": Label(tlp="GREEN", bodies=("council",)), "/labels": Label(tlp="GREEN", bodies=("panel",))}
    view = seen_by("abc-mofa", Publication(report(), ALL, fields), bodies=BODIES)
    assert ("description" in view.object, "labels" in view.object) == (True, False)
    assert reaches(view.label, recipient("abc-mofa", *BODIES), originator="")


def test_without_its_extension_type_an_extension_goes_and_with_it_a_type_that_needs_it():
    name = "extension-definition--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a30"
    extensions = {name: {"extension_type": "property-extension", "far": 1}}
    fields = {f"/extensions/{name}/extension_type": only("hub")}
    assert "extensions" not in seen_by("abc-mofa", Publication(report(extensions=extensions), ALL, fields)).object
    own = {
        "type": "shiome-vessel",
        "id": "shiome-vessel--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a31",
        "extensions": extensions,
    }
    assert seen_by("abc-mofa", Publication(own, ALL, fields)) is None


@pytest.mark.parametrize(
    "pointer", ["/nothing", "name", "/labels/3", "/labels/-1", "/labels/01", "/labels/x", "/name/0", "/labels/0/0", "/"]
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer):
    with pytest.raises(InputRefused, match="nowhere") as refusal:
        Publication(report(), ALL, {pointer: only("hub")})
    assert refusal.value.code == "exchange.pointer"


def test_names_with_slashes_and_tildes_can_be_labelled():
    stix = report(**{"a/b~c": "secret", "a": {"b~c": "open"}})
    view = seen_by("abc-mofa", Publication(stix, ALL, {"/a~1b~0c": only("hub")}))
    assert "a/b~c" not in view.object
    assert view.object["a"] == {"b~c": "open"}


def test_the_whole_can_be_labelled_too():
    assert seen_by("abc-mofa", Publication(report(), ALL, {"": only("hub")})) is None
    assert seen_by("hub", Publication(report(), ALL, {"": only("hub")})).label == only("hub")


@pytest.mark.parametrize(
    ("stix", "code"),
    [
        (report(extensions={EXTENSION: {}}), "exchange.publication"),
        (report(granular_markings=[{"marking_ref": HELD, "selectors": ["name"]}]), "exchange.publication"),
        (report(id="x"), "exchange.shape"),
    ],
)
def test_what_cannot_be_published(stix, code):
    with pytest.raises(InputRefused) as refusal:
        Publication(stix, ALL)
    assert refusal.value.code == code


def every_reference(value, name=""):
    if isinstance(value, dict):
        for step, each in value.items():
            yield from every_reference(each, step)
    elif isinstance(value, list):
        for each in value:
            yield from every_reference(each, name)
    elif name.endswith(("_ref", "_refs")):
        yield value


@given(publications(), RECIPIENTS)
def test_every_view_keeps_the_rules(publication, recipients):
    found = views(publication, recipients, holds=holds)
    assert len({node for view in found for node in view.nodes}) == sum(len(view.recipients) for view in found)
    for view in found:
        kind = publication.object["type"]
        assert not [
            name for name in (*COMMON, *required_of(kind)) if name in publication.object and name not in view.object
        ]
        assert kind not in ONE_OF or set(ONE_OF[kind]) & set(view.object)
        assert set(every_reference(view.object)) <= {HELD, publication.object["id"], *TLP_MARKINGS}
        assert is_narrower(view.label, publication.label)
        assert view.object["object_marking_refs"][0] == MARKING_IDS[view.label.tlp]
        for each in view.recipients:
            assert reaches(view.label, each, originator="origin")
            for pointer, label in publication.fields.items():
                path = path_of(pointer, publication.object)
                if not reaches(label, each, originator="origin"):
                    assert any(is_below(path, path_of(gone, publication.object)) for gone in view.dropped)


@given(publications(), RECIPIENTS)
def test_a_view_holds_nothing_that_the_original_does_not(publication, recipients):
    for view in views(publication, recipients, holds=holds):
        kept = {pointer: at(publication.object, path_of(pointer, publication.object)) for pointer in view.kept}
        text = json.dumps(view.object)
        for value in kept.values():
            if not isinstance(value, (dict, list)):
                assert json.dumps(value) in text
        assert (
            msgspec.json.encode(marked(publication.object, view.label.tlp)) == msgspec.json.encode(view.object)
            or view.withheld
        )


@given(publications(label=ALL, of_fields=OF_NODES), OF_NODES, st.data())
def test_a_wider_label_shows_at_least_as_much(publication, other, data):
    """What is kept under narrower field labels is kept under wider ones, wherever some label says of both that they are reached."""
    if not publication.fields:
        return
    pointer = data.draw(st.sampled_from(sorted(publication.fields)))
    narrower = {**publication.fields, pointer: meet(publication.fields[pointer], other)}
    narrow = Publication(publication.object, publication.label, narrower, publication.originator)
    for node in NODES:
        less, more = seen_by(node, narrow, bodies=BODIES[:1]), seen_by(node, publication, bodies=BODIES[:1])
        if less is not None:
            assert more is not None
            assert shown(narrow, less) <= shown(publication, more)


def shown(publication: Publication, view: View) -> set[str]:
    """JSON pointers of all leaves that a view shows."""

    kept = [path_of(pointer, publication.object) for pointer in view.kept]
    return {pointer_of(path) for path, _ in leaves(publication.object) if any(is_below(path, each) for each in kept)}


@given(publications(), RECIPIENTS)
def test_those_that_share_a_view_would_each_get_it_alone(publication, recipients):
    for view in views(publication, recipients, holds=holds):
        for each in view.recipients:
            (alone,) = views(publication, [each], holds=holds)
            assert canonical(alone.object) == canonical(view.object)
            assert (alone.label, alone.dropped, alone.kept) == (view.label, view.dropped, view.kept)
