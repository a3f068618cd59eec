"""Whatever the partners' net looks like, whatever is published: nobody gets what its label does not allow (random nets, real nodes)."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.node.conftest import BOTH
from tests.coordination.exchange.node.making import acquaint, hand_over, new_node, note

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.objects import EXTENSION
from shiome.coordination.exchange.release import Label, Publication, reaches

NAMES = ("a", "b", "c", "d")
BODIES = {"a": ("watch", "talks"), "b": ("watch",), "c": ("talks",), "d": ()}
EDGES = list(itertools.combinations(NAMES, 2))
LABELS = st.builds(
    Label,
    tlp=st.sampled_from(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
    to=st.none() | st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
    bodies=st.none() | st.lists(st.sampled_from(["watch", "talks", "other"]), unique=True, max_size=2).map(tuple),
    orcon=st.booleans(),
)


EXAMPLES = {"sqlite": 25, "postgresql": 10}
"""Random nets that are tried; each hand-over waits longer for a server than for a file."""


@pytest.fixture(scope="module", params=BOTH)
def net(request: Any, tmp_path_factory: Any) -> Iterator[dict[str, Node]]:
    folder = tmp_path_factory.mktemp("net")
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    nodes = {
        name: new_node(
            folder, name, party=name.upper(), bodies=BODIES[name], db="" if server is None else server.new_database()
        )
        for name in NAMES
    }
    for one, other in EDGES:
        acquaint(nodes[one], nodes[other])
    yield nodes
    for node in nodes.values():
        node.close()


def _connect(nodes: dict[str, Node], edges: set[tuple[str, str]]) -> None:
    """Make exactly those pairs partners."""
    for one, other in EDGES:
        for giver, taker in ((one, other), (other, one)):
            active = (one, other) in edges
            if nodes[giver].partner(taker).active != active:
                nodes[giver].change_partner(taker, active=int(active))


def _settle(nodes: dict[str, Node], edges: set[tuple[str, str]]) -> None:
    """Hand over along the edges until nothing moves."""
    moved = 1
    while moved:
        moved = 0
        for one, other in sorted(edges):
            moved += hand_over(nodes[one], nodes[other]) + hand_over(nodes[other], nodes[one])


@pytest.mark.heavy
def test_nobody_gets_what_the_label_does_not_allow(net: dict[str, Node]) -> None:
    @settings(max_examples=EXAMPLES[net["a"].database.dialect], suppress_health_check=[HealthCheck.too_slow])
    @given(
        edges=st.sets(st.sampled_from(EDGES)),
        given_out=st.lists(st.tuples(st.sampled_from(NAMES), LABELS, st.none() | LABELS), min_size=1, max_size=4),
    )
    def check(edges: set[tuple[str, str]], given_out: list[tuple[str, Label, Label | None]]) -> None:
        _hand_out(net, edges, given_out)

    check()


def _hand_out(
    net: dict[str, Node], edges: set[tuple[str, str]], given_out: list[tuple[str, Label, Label | None]]
) -> None:
    """Publish in a net, hand over until nothing moves, and look at what each node has."""
    _connect(net, edges)
    known = {name: {each.node for each in net[name].partners()} | {name} for name in NAMES}
    made: dict[str, tuple[str, Label, Label | None]] = {}
    for number, (origin, label, field) in enumerate(given_out):
        value = note(f"open {number}", abstract=f"withheld-{number}-words")
        whole = _within(label, known[origin])
        narrower = None if field is None else _within(field, known[origin])
        fields = {} if narrower is None else {"/abstract": narrower}
        net[origin].publish([Publication(object=value, label=whole, fields=fields)])
        made[value["id"]] = (origin, whole, narrower)
    _settle(net, edges)
    for name in NAMES:
        for each in net[name].received():
            if each.stix_id in made:
                _check(net[name], each.content, *made[each.stix_id], edges)
    for node in net.values():  # what was sent was allowed by the sender's own check too: nothing had to be refused
        assert [each.code for each in node.refusals()] == []


def _check(
    node: Node, content: bytes, origin: str, label: Label, field: Label | None, edges: set[tuple[str, str]]
) -> None:
    """What a node has is what its labels allow it to have, and how it came is what they allow too."""
    me, value = node.identity.recipient, json.loads(content)
    direct = (origin, node.name) in edges or (node.name, origin) in edges
    borne = [label] if field is None or "abstract" not in value else [label, field]
    for each in borne:
        assert reaches(each, me, originator=origin), (node.name, each)
        assert each.to is None or each.to
        assert direct or not each.orcon
    envelope = value["extensions"][EXTENSION]
    assert envelope["originator"] == origin
    assert envelope["release"].get("to") != []


def _within(label: Label, known: set[str]) -> Label:
    """The label with names that the publisher knows; a name of somebody unknown is refused before anything is published."""
    to = None if label.to is None else tuple(name for name in label.to if name in known)
    return Label(tlp=label.tlp, to=to, bodies=label.bodies, orcon=label.orcon)


def test_a_ring_carries_each_object_once(net: dict[str, Node]) -> None:
    ring = {("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")}
    _connect(net, ring)
    value = note("once round")
    net["a"].publish([Publication(object=value, label=Label(tlp="GREEN"))])
    _settle(net, ring)
    for name in "bcd":
        assert len(net[name].received(stix_id=value["id"])) == 1
    assert net["a"].received(stix_id=value["id"]) == []
