"""Whatever the network, passing on never takes an object to somebody that its originator's label does not reach."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.release.making import BODIES, LABELS

from shiome.coordination.exchange.objects import Label
from shiome.coordination.exchange.release import Recipient, may_relay, meet, reaches

NODES = tuple(f"n{number}" for number in range(8))
ORIGIN = NODES[0]
EDGES = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=30)
PARTNERS = st.tuples(
    *(
        st.builds(
            Recipient,
            node=st.just(node),
            party=st.sampled_from(["ABC", "XYZ"]),
            bodies=st.frozensets(st.sampled_from(BODIES)),
        )
        for node in NODES
    )
)
LOCAL = st.builds(
    Label,
    tlp=st.sampled_from(["CLEAR", "GREEN", "AMBER", "RED"]),
    to=st.none() | st.sets(st.sampled_from((*NODES, "ABC"))).map(tuple),
    bodies=st.none() | st.sets(st.sampled_from(BODIES)).map(tuple),
    orcon=st.booleans(),
)


def spread(label: Label, partners: tuple[Recipient, ...], edges: set[tuple[str, str]]) -> dict[str, str]:
    """Who gets an object in the end, and from whom, where every node passes on whatever it may to whomever it is connected with."""
    known = {each.node: each for each in partners}
    got = {ORIGIN: ORIGIN}
    waiting = [ORIGIN]
    while waiting:
        via = waiting.pop()
        for source, target in sorted(edges):
            if source == via and target not in got and may_relay(label, known[target], originator=ORIGIN, via=via):
                got[target] = via
                waiting.append(target)
    return got


@given(LOCAL, PARTNERS, EDGES)
def test_no_hop_widens(label, partners, edges):
    for node in spread(label, partners, edges):
        assert reaches(label, next(each for each in partners if each.node == node), originator=ORIGIN)


@given(LOCAL, PARTNERS, EDGES, LOCAL)
def test_a_narrower_label_spreads_no_further(label, partners, edges, other):
    assert set(spread(meet(label, other), partners, edges)) <= set(spread(label, partners, edges))


@given(LOCAL, PARTNERS, EDGES)
def test_under_originator_control_everybody_has_it_from_the_originator(label, partners, edges):
    got = spread(label, partners, edges)
    if label.orcon:
        assert set(got.values()) == {ORIGIN}


@given(LABELS, PARTNERS, EDGES)
def test_an_outsider_gets_nothing_through_a_hub(label, partners, edges):
    hub = NODES[1]
    edges = edges | {(ORIGIN, hub)} | {(hub, node) for node in NODES}
    outsiders = {each.node for each in partners if not reaches(label, each, originator=ORIGIN)}
    assert not outsiders & set(spread(label, partners, edges))


@given(LOCAL, PARTNERS)
def test_who_is_reached_gets_it_from_the_originator_at_once(label, partners):
    star = {(ORIGIN, node) for node in NODES}
    expected = {each.node for each in partners if reaches(label, each, originator=ORIGIN)}
    assert set(spread(label, partners, star)) == expected


@given(PARTNERS, EDGES)
def test_an_empty_group_stays_with_the_originator(partners, edges):
    assert set(spread(Label(tlp="GREEN", to=()), partners, edges)) == {ORIGIN}


def test_a_hub_passes_on_to_those_named_and_to_nobody_else():
    partners = tuple(Recipient(node=node, party="ABC") for node in NODES)
    edges = {("n0", "n1"), ("n1", "n2"), ("n1", "n3"), ("n3", "n2")}
    assert spread(Label(tlp="RED", to=("n1", "n2")), partners, edges) == {"n0": "n0", "n1": "n0", "n2": "n1"}
    assert set(spread(Label(tlp="RED", to=("n1", "n2"), orcon=True), partners, edges)) == {"n0", "n1"}
