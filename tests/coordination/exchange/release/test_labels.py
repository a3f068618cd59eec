"""Who is reached by which label, and how labels combine."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.release.making import ALL, LABELS, NODES, RECIPIENTS, recipient

from shiome.coordination.exchange.release import (
    TLPS,
    Label,
    expanded,
    is_narrower,
    may_be_public,
    may_relay,
    meet,
    meet_all,
    reaches,
)
from shiome.errors import NotKnown


def reached(label: Label, *, bodies: tuple[str, ...] = ()) -> set[str]:
    return {node for node in NODES if reaches(label, recipient(node, *bodies), originator="origin")}


EVERYBODY = set(NODES)


@pytest.mark.parametrize(
    ("tlp", "to", "nodes"),
    [
        ("CLEAR", None, EVERYBODY),
        ("GREEN", None, EVERYBODY),
        ("AMBER", None, set()),
        ("AMBER+STRICT", None, set()),
        ("RED", None, set()),
        *((tlp, (), set()) for tlp in TLPS),
        *((tlp, ("abc-mofa",), {"abc-mofa"}) for tlp in TLPS),
        ("CLEAR", ("ABC",), {"abc-mofa", "abc-mod"}),
        ("GREEN", ("ABC",), {"abc-mofa", "abc-mod"}),
        ("AMBER", ("ABC",), {"abc-mofa", "abc-mod"}),
        ("AMBER+STRICT", ("ABC",), set()),
        ("RED", ("ABC",), set()),
        ("RED", ("abc-mofa", "xyz-mofa"), {"abc-mofa", "xyz-mofa"}),
        ("AMBER", ("nobody-here",), set()),
    ],
)
def test_who_is_reached(tlp, to, nodes):
    assert reached(Label(tlp=tlp, to=to)) == nodes


def test_a_need_to_know_has_to_be_met_besides():
    label = Label(tlp="GREEN", bodies=("panel",))
    assert reached(label, bodies=("panel", "council")) == EVERYBODY
    assert reached(label, bodies=("council",)) == set()
    assert reached(Label(tlp="GREEN", bodies=())) == set()
    assert reached(Label(tlp="GREEN", bodies=()), bodies=("panel",)) == set()
    assert reached(Label(tlp="RED", to=("hub",), bodies=("panel",)), bodies=("panel",)) == {"hub"}


@given(LABELS)
def test_the_originator_has_its_own(label):
    assert reaches(label, recipient("origin"), originator="origin")


@given(LABELS, RECIPIENTS)
def test_an_empty_group_reaches_nobody(label, recipients):
    for empty in ({"to": ()}, {"bodies": ()}):
        emptied = msgspec.structs.replace(label, **empty)
        assert not [each for each in recipients if reaches(emptied, each, originator="origin")]


@given(st.sampled_from(TLPS), st.lists(st.sampled_from(NODES)), st.lists(st.sampled_from(NODES)))
def test_labels_that_mean_the_same_are_equal(tlp, names, more):
    label = Label(tlp=tlp, to=(*names, *more, *names))
    assert label == Label(tlp=tlp, to=tuple(set(names) | set(more)))
    assert hash(label) == hash(Label(tlp=tlp, to=label.to))
    assert msgspec.json.decode(msgspec.json.encode(label), type=Label) == label


def test_nobody_named_below_green_is_nobody():
    assert Label(tlp="AMBER") == Label(tlp="AMBER", to=())
    assert str(Label(tlp="AMBER")) == "TLP:AMBER REL TO NOBODY"


@given(LABELS, LABELS, LABELS)
def test_the_meet_is_that_of_a_lattice(a, b, c):
    assert meet(a, b) == meet(b, a)
    assert meet(a, meet(b, c)) == meet(meet(a, b), c)
    assert meet(a, a) == a
    assert meet(a, Label(tlp="CLEAR")) == a
    assert is_narrower(meet(a, b), a)
    assert meet_all(a, (b, c)) == meet_all(c, (a, b))


@given(LABELS, LABELS, LABELS)
def test_narrower_is_an_order_and_the_meet_the_greatest_below_both(a, b, c):
    assert is_narrower(a, a)
    if is_narrower(a, b) and is_narrower(b, a):
        assert a == b
    if is_narrower(a, b) and is_narrower(b, c):
        assert is_narrower(a, c)
    if is_narrower(c, a) and is_narrower(c, b):
        assert is_narrower(c, meet(a, b))


@given(LABELS, LABELS, RECIPIENTS)
def test_the_meet_reaches_nobody_that_one_of_both_does_not(a, b, recipients):
    for each in recipients:
        if reaches(meet(a, b), each, originator="origin"):
            assert reaches(a, each, originator="origin")
            assert reaches(b, each, originator="origin")


@given(LABELS, LABELS, RECIPIENTS)
def test_a_narrower_label_reaches_no_more(a, b, recipients):
    narrow = meet(a, b)
    for each in recipients:
        assert reaches(narrow, each, originator="origin") <= reaches(a, each, originator="origin")
        for via in ("hub", "origin"):
            assert may_relay(narrow, each, originator="origin", via=via) <= may_relay(
                a, each, originator="origin", via=via
            )


@given(LABELS)
def test_only_what_is_clear_without_condition_may_be_public(label):
    assert may_be_public(label) == (
        label.tlp == "CLEAR" and label.to is None and label.bodies is None and not label.orcon
    )


def test_under_originator_control_only_the_originator_passes_on():
    label = Label(tlp="GREEN", orcon=True)
    assert may_relay(label, recipient("hub"), originator="origin", via="origin")
    assert not may_relay(label, recipient("hub"), originator="origin", via="abc-mofa")
    assert may_relay(ALL, recipient("hub"), originator="origin", via="abc-mofa")


def test_groups_become_nodes():
    groups = {"ABC": ("abc-mofa", "abc-mod"), "council": ("abc-mofa", "xyz-mofa"), "empty": ()}
    label = Label(tlp="RED", to=("council", "hub"), bodies=("panel",), orcon=True)
    found = expanded(label, nodes=NODES, groups=groups)
    assert found == Label(tlp="RED", to=("abc-mofa", "hub", "xyz-mofa"), bodies=("panel",), orcon=True)
    assert expanded(Label(tlp="GREEN", to=("empty",)), nodes=NODES, groups=groups).to == ()
    assert expanded(ALL, nodes=NODES, groups=groups) == ALL


def test_a_misspelt_name_is_refused():
    with pytest.raises(NotKnown, match="abc-mfa") as refusal:
        expanded(Label(tlp="RED", to=("abc-mofa", "abc-mfa")), nodes=NODES, groups={})
    assert refusal.value.code == "exchange.recipient"


def test_a_label_with_an_unknown_member_or_level_is_refused():
    for text in (b'{"tlp":"PINK"}', b'{"tlp":"RED","too":["a"]}', b'{"tlp":"RED","to":"a"}', b'{"to":["a"]}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(text, type=Label)
