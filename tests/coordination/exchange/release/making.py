"""Labels, recipients and publications for tests: a few by hand, and any that hypothesis draws."""

from __future__ import annotations

from hypothesis import strategies as st

from shiome.coordination.exchange.release import TLPS, Label, Publication, Recipient
from shiome.coordination.exchange.release.pointers import children, pointer_of

NODES = ("abc-mofa", "abc-mod", "xyz-mofa", "hub")
PARTIES = ("ABC", "XYZ", "HUB")
BODIES = ("council", "panel")
ALL = Label(tlp="GREEN")
HELD = "identity--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a01"
UNKNOWN = "location--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a02"
STATEMENT = "marking-definition--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a03"


def recipient(node: str, *bodies: str) -> Recipient:
    """A node of the party that its name begins with."""
    return Recipient(node=node, party=node.partition("-")[0].upper(), bodies=frozenset(bodies))


def holds(node: str, name: str) -> bool:
    """Every node has the same object, and no other."""
    return name == HELD


def only(*nodes: str) -> Label:
    """A label that reaches these nodes."""
    return Label(tlp="RED", to=nodes)


def report(**changes) -> dict:
    """A report with most of what can be labelled."""
    return {
        "type": "report",
        "spec_version": "2.1",
        "id": "report--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a10",
        "created": "2026-11-20T00:00:00.000Z",
        "modified": "2026-11-21T00:00:00.000Z",
        "name": "Transfers at sea",
        "published": "2026-11-21T00:00:00.000Z",
        "description": "the aircraft saw two tankers",
        "object_refs": [HELD],
        "labels": ["alpha", "beta", "gamma"],
        "external_references": [
            {"source_name": "register", "description": "entry seventeen"},
            {"source_name": "observer", "url": "urn:x:y"},
        ],
        **changes,
    }


def labels(*names: str) -> st.SearchStrategy[Label]:
    """Any label that names these."""
    return st.builds(
        Label,
        tlp=st.sampled_from(TLPS),
        to=st.none() | st.sets(st.sampled_from(names)).map(tuple),
        bodies=st.none() | st.sets(st.sampled_from(BODIES)).map(tuple),
        orcon=st.booleans(),
    )


LABELS = labels(*NODES, *PARTIES)
OF_NODES = labels(*NODES)
"""As they are when an object leaves: with nodes in the place of groups."""
RECIPIENTS = st.tuples(*(st.builds(recipient, st.just(node), *([st.sampled_from(BODIES)] * 2)) for node in NODES))
_TEXT = st.text(max_size=8)
_NAME = st.sampled_from(["when", "note", "far", "about_ref", "seen_refs", "more"])
_LEAF = _TEXT | st.integers(0, 10**6) | st.booleans() | st.floats(-1e6, 1e6) | st.sampled_from([HELD, UNKNOWN])
_VALUE = st.recursive(
    _LEAF,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_NAME, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def places(value, path=()):
    """JSON pointers of everything in a value."""
    for step, each in children(value):
        yield pointer_of((*path, step))
        yield from places(each, (*path, step))


@st.composite
def publications(draw, *, label=None, of_fields=LABELS) -> Publication:
    """Any object that may be published, with any field labels."""
    more = draw(st.dictionaries(_NAME, _VALUE, max_size=4))
    place = {
        "type": "location",
        "id": "location--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a20",
        "latitude": 35.25,
        "longitude": 125.5,
    }
    stix = draw(st.sampled_from([report(), {**place, "country": "xx", "precision": 10.5}])) | more
    marks = draw(
        st.sampled_from(
            [{}, {}, {"object_marking_refs": [STATEMENT]}, {"created_by_ref": HELD}, {"created_by_ref": UNKNOWN}]
        )
    )
    stix |= marks
    known = [pointer for pointer in places(stix) if pointer not in ("/type", "/id", "/created", "/modified")]
    fields = draw(st.dictionaries(st.sampled_from(known), of_fields, max_size=4))
    return Publication(stix, draw(LABELS) if label is None else label, fields, originator="origin")
