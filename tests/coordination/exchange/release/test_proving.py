"""The proof holds for what we compute, and finds every leak that is built in on purpose."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from importlib.metadata import version

import pytest
from hypothesis import given, settings
from tests.coordination.exchange.release.making import (
    ALL,
    HELD,
    NODES,
    RECIPIENTS,
    UNKNOWN,
    holds,
    only,
    publications,
    recipient,
    report,
)

from shiome.coordination.exchange.objects import Label, canonical
from shiome.coordination.exchange.objects.identifiers import observable_id
from shiome.coordination.exchange.release import Publication, prove, views
from shiome.coordination.exchange.release.pointers import at, path_of
from shiome.coordination.exchange.release.variants import variants
from shiome.errors import InputRefused

PARTNERS = tuple(recipient(node) for node in NODES)
SECRET = Publication(
    report(object_refs=[HELD, UNKNOWN], more={"far": 35.25, "when": "at dawn"}),
    ALL,
    {
        "/description": only("hub"),
        "/labels/1": Label(tlp="AMBER", to=("hub",)),
        "/more/far": only("hub"),
        "/external_references/0/source_name": only("hub"),
    },
)


def sanitised(publication: Publication = SECRET, *, compute=views):
    return next(view for view in compute(publication, PARTNERS, holds=holds) if "abc-mofa" in view.nodes)


@pytest.mark.heavy
@settings(max_examples=60)
@given(publications(), RECIPIENTS)
def test_no_view_depends_on_what_it_lacks(publication, recipients):
    for view in views(publication, recipients, holds=holds):
        try:
            proof = prove(publication, view, holds=holds, allowed=view.dropped)
        except InputRefused as refusal:
            assert refusal.code == "exchange.derivable"  # noqa: PT017 - the only thing that a drawn object may be refused for
            continue
        assert proof.replacements == (19 if view.dropped else 0)
        assert proof.kept == view.kept


def test_the_proof_says_what_was_proven():
    view = sanitised()
    proof = prove(SECRET, view, holds=holds)
    assert proof.digest == hashlib.sha256(canonical(view.object)).hexdigest()
    assert proof.kept == view.kept
    assert proof.replacements == 19
    assert proof.version == version("shiome")


def test_where_nothing_is_withheld_there_is_nothing_to_replace():
    publication = Publication(report(), ALL)
    (view,) = views(publication, PARTNERS, holds=holds)
    assert prove(publication, view, holds=holds).replacements == 0


def withheld_values(publication, view):
    return [at(publication.object, path_of(pointer, publication.object)) for pointer in view.dropped]


LEAKS = {
    "the value": lambda values: values,
    "a hash of it": lambda values: hashlib.sha256(json.dumps(values).encode()).hexdigest()[:8],
    "its length": lambda values: len(json.dumps(values)),
    "how many there are": len,
    "whether there is one": bool,
    "its first character": lambda values: [str(value)[:1] for value in values],
    "its type": lambda values: [type(value).__name__ for value in values],
    "whether it is long": lambda values: any(len(str(value)) > 1000 for value in values),
    "whether a number is positive": lambda values: [isinstance(value, float) and value > 0 for value in values],
    "whether it is not ASCII": lambda values: [str(value).isascii() for value in values],
    "its order of members": lambda values: json.dumps([value for value in values if isinstance(value, dict)]),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_view_that_tells_something_of_what_it_lacks_is_found(name):
    def leaky(publication, recipients, *, holds):
        return tuple(
            dataclasses.replace(
                view,
                object={**view.object, "x": LEAKS[name](withheld_values(publication, view))}
                if view.dropped
                else view.object,
            )
            for view in views(publication, recipients, holds=holds)
        )

    view = sanitised(compute=leaky)
    with pytest.raises(InputRefused, match="depends on what is withheld") as refusal:
        prove(SECRET, view, holds=holds, compute=leaky)
    assert refusal.value.code == "exchange.interference"


def only_mark(publication, recipients, *, holds):
    """Says by a null where an element was."""
    found = []
    for view in views(publication, recipients, holds=holds):
        labels = list(publication.object.get("labels", []))
        for pointer in view.dropped:
            if pointer.startswith("/labels/"):
                labels[int(pointer.split("/")[2])] = None
        found.append(dataclasses.replace(view, object={**view.object, "labels": labels}))
    return tuple(found)


def wider_label(publication, recipients, *, holds):
    """Says by the level of the label whether a description is withheld."""
    return tuple(
        dataclasses.replace(view, label=Label(tlp="CLEAR")) if "/description" in view.dropped else view
        for view in views(publication, recipients, holds=holds)
    )


def drops_people(publication, recipients, *, holds):
    """Does not show a view to some where the description is long."""
    long = len(str(publication.object.get("description"))) > 100
    return views(publication, recipients[:1] if long else recipients, holds=holds)


def by_content(publication, recipients, *, holds):
    """Keeps a withheld word where it is harmless."""
    return tuple(
        dataclasses.replace(view, object={**view.object, "labels": publication.object["labels"]})
        if "" in publication.object.get("labels", [])
        else view
        for view in views(publication, recipients, holds=holds)
    )


@pytest.mark.parametrize("leaky", [only_mark, wider_label, drops_people, by_content])
def test_subtler_leaks_are_found_too(leaky):
    view = sanitised(compute=leaky)
    with pytest.raises(InputRefused) as refusal:
        prove(SECRET, view, holds=holds, compute=leaky)
    assert refusal.value.code == "exchange.interference"


def test_a_view_that_was_changed_afterwards_is_refused():
    view = sanitised()
    changed = dataclasses.replace(view, object={**view.object, "description": "x"})
    with pytest.raises(InputRefused, match="not the one") as refusal:
        prove(SECRET, changed, holds=holds)
    assert refusal.value.code == "exchange.interference"
    wider = dataclasses.replace(view, label=Label(tlp="CLEAR"))
    with pytest.raises(InputRefused):
        prove(SECRET, wider, holds=holds)


def test_every_secret_takes_every_other_value_once():
    view = sanitised()
    paths = [path_of(pointer, SECRET.object) for pointer in view.dropped]
    seen = {json.dumps(each.object.get("description", "absent")) for each in variants(SECRET, paths)}
    assert len(seen) >= 15
    assert json.dumps("absent") in seen
    assert json.dumps(SECRET.object["description"]) not in seen


def test_the_original_is_left_as_it_was():
    before = json.dumps(SECRET.object)
    prove(SECRET, sanitised(), holds=holds)
    assert json.dumps(SECRET.object) == before


def test_an_identifier_that_is_computed_from_what_is_withheld_is_refused():
    stix = {
        "type": "file",
        "id": observable_id("file", {"name": "plan.doc"}),
        "name": "plan.doc",
        "hashes": {"SHA-256": "a" * 64},
    }
    stix["id"] = observable_id("file", stix)
    publication = Publication(stix, ALL, {"/hashes": only("hub")})
    with pytest.raises(InputRefused, match="identifier") as refusal:
        prove(publication, sanitised(publication), holds=holds)
    assert refusal.value.code == "exchange.derivable"
    drawn = Publication({**stix, "id": "file--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a44"}, ALL, {"/hashes": only("hub")})
    assert prove(drawn, sanitised(drawn), holds=holds).replacements == 19
