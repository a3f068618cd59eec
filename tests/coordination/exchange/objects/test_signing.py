"""What is signed is verified; whatever is changed is refused."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.objects.making import KNOWN, LABEL, NOW, PAIR, keys, note, signed

from shiome.coordination.exchange.objects import (
    EXTENSION,
    MARKING_IDS,
    KeyPair,
    KnownKey,
    Label,
    canonical,
    read_canonical,
    verify,
)
from shiome.coordination.exchange.objects.label import TLPS
from shiome.errors import InputRefused


def code_of(data: bytes, **changes) -> str:
    call = {"keys": keys, "now": NOW, **changes}
    with pytest.raises(InputRefused) as refusal:
        verify(data, **call)
    return refusal.value.code


def places(value, path=()):
    """Every member and element of a value."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield (*path, name)
            yield from places(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield (*path, place)
            yield from places(each, (*path, place))


def changed(stix: dict, path: tuple, change) -> dict:
    whole = copy.deepcopy(stix)
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])
    return whole


def test_what_was_signed_is_what_is_read():
    data = signed(expires=NOW + timedelta(days=1), simulated=True)
    found = verify(data, keys=keys, now=NOW)
    assert (found.label, found.originator, found.key_id) == (LABEL, "hub-mod", PAIR.key_id)
    assert (found.signed_at, found.expires) == (NOW, NOW + timedelta(days=1))
    assert (found.lineage, found.simulated) == ("lin-1", True)
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert found.object == json.loads(data)
    assert {name: found.object[name] for name in note()} == note()


def test_the_signature_is_over_all_but_itself_in_canonical_form():
    stix = json.loads(signed())
    signature = base64.b64decode(stix["extensions"][EXTENSION].pop("signature"))
    assert PAIR.sign(canonical(stix)) == signature


def test_the_same_is_signed_in_the_same_bytes():
    assert signed() == signed(dict(reversed(note().items())))


def test_every_member_is_covered():
    stix = json.loads(signed(expires=NOW + timedelta(days=1)))
    tried = 0
    for path in places(stix):
        for change in (
            lambda holder, step: holder.__setitem__(step, "x"),
            lambda holder, step: holder.__setitem__(step, 7),
            lambda holder, step: holder.pop(step),
            lambda holder, step: holder.__setitem__(step, [copy.deepcopy(holder[step])]),
        ):
            other = changed(stix, path, change)
            assert code_of(canonical(other)) in ("exchange.shape", "exchange.key", "exchange.signature"), path
            tried += 1
    assert tried > 80


@pytest.mark.parametrize(
    "member",
    [
        {"x": 1},
        {"description": ""},
        {"object_marking_refs": [MARKING_IDS["AMBER"], "marking-definition--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a12"]},
    ],
)
def test_no_member_can_be_added(member):
    assert code_of(canonical({**json.loads(signed()), **member})) == "exchange.signature"


@pytest.mark.parametrize("member", [{"x": 1}, {"simulated": True}, {"expires": "2027-01-01T00:00:00.000Z"}])
def test_no_member_can_be_added_to_the_envelope(member):
    stix = json.loads(signed())
    stix["extensions"][EXTENSION] |= member
    assert code_of(canonical(stix)) in ("exchange.shape", "exchange.signature")


@pytest.mark.parametrize(
    "release",
    [{"tlp": "AMBER"}, {"tlp": "CLEAR"}, {"tlp": "AMBER", "to": ["abc-mofa"]}, {"tlp": "AMBER", "to": ["evil"]}],
)
def test_no_label_can_be_put_in_the_place_of_another(release):
    stix = json.loads(signed())
    stix["extensions"][EXTENSION]["release"] = release
    assert code_of(canonical(stix)) in ("exchange.shape", "exchange.signature")


@given(st.data())
def test_no_bit_can_be_turned(data):
    good = signed()
    place = data.draw(st.integers(0, len(good) - 1))
    bit = data.draw(st.integers(0, 7))
    bad = bytes([*good[:place], good[place] ^ (1 << bit), *good[place + 1 :]])
    assert code_of(bad) in ("exchange.shape", "exchange.key", "exchange.signature")


def test_the_label_cannot_be_taken_from_one_object_to_another():
    wide = json.loads(signed(label=Label(tlp="AMBER", to=("abc-mofa", "evil"))))
    secret = json.loads(signed(note(content="secret")))
    secret["extensions"] = wide["extensions"]
    assert code_of(canonical(secret)) == "exchange.signature"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (None, "exchange.key"),
        (KnownKey(KeyPair.generate().public, NOW - timedelta(days=1)), "exchange.signature"),
        (KnownKey(PAIR.public, NOW + timedelta(seconds=1)), "exchange.key"),
        (KnownKey(PAIR.public, NOW - timedelta(days=9), NOW), "exchange.key"),
        (KnownKey(PAIR.public, NOW - timedelta(days=9), revoked=True), "exchange.key"),
    ],
)
def test_only_a_key_in_use_counts(known, code):
    assert code_of(signed(), keys=lambda *_: known) == code


def test_what_was_signed_before_a_key_ended_stays_good():
    ended = KnownKey(PAIR.public, NOW - timedelta(days=9), NOW + timedelta(seconds=1))
    assert verify(signed(), keys=lambda *_: ended, now=NOW + timedelta(days=400)).originator == "hub-mod"


def test_somebody_elses_key_does_not_speak_for_the_originator():
    other = KeyPair.generate()
    data = signed(keys=other)
    assert code_of(data) == "exchange.key"
    stix = json.loads(data)
    stix["extensions"][EXTENSION]["key"] = PAIR.key_id
    assert code_of(canonical(stix)) == "exchange.signature"
    assert code_of(canonical(stix), keys=lambda *_: KNOWN) == "exchange.signature"


def test_the_future_is_refused_beyond_the_skew():
    data = signed(signed_at=NOW)
    assert verify(data, keys=keys, now=NOW - timedelta(seconds=120)).signed_at == NOW
    assert code_of(data, now=NOW - timedelta(seconds=121)) == "exchange.clock"
    assert verify(data, keys=keys, now=NOW - timedelta(hours=1), skew=timedelta(hours=1)).signed_at == NOW


def test_what_has_expired_is_refused_from_that_moment():
    data = signed(expires=NOW + timedelta(hours=1))
    assert verify(data, keys=keys, now=NOW + timedelta(minutes=59)).expires
    assert code_of(data, now=NOW + timedelta(hours=1)) == "exchange.expired"


def test_what_is_too_large_is_refused_before_it_is_read():
    data = signed()
    assert verify(data, keys=keys, now=NOW, limit=len(data)).originator == "hub-mod"
    assert code_of(data, limit=len(data) - 1) == "exchange.shape"
    assert code_of(b"[" * 2_000_000) == "exchange.shape"


@pytest.mark.parametrize("text", [b"[]", b"1", b'"x"', b"null", b"{}", b'{"type":"note"}'])
def test_what_is_no_object_is_refused(text):
    assert code_of(text) == "exchange.shape"


@pytest.mark.parametrize("extensions", [None, [], {}, "x", {EXTENSION: None}, {EXTENSION: {}}, {EXTENSION: []}])
def test_an_object_without_an_envelope_is_refused(extensions):
    assert code_of(canonical({**note(), "extensions": extensions})) == "exchange.shape"


@pytest.mark.parametrize("signature", ["", "x", "鍵", "AAAA", "=" * 88, 5, None])
def test_a_signature_that_is_none_is_refused(signature):
    stix = json.loads(signed())
    stix["extensions"][EXTENSION]["signature"] = signature
    assert code_of(canonical(stix)) in ("exchange.shape", "exchange.signature")


@pytest.mark.parametrize(
    "signed_at", ["2026-11-21", "2026-11-21T12:00:00Z", "2026-11-21T12:00:00.000+00:00", "2026-13-21T12:00:00.000Z", ""]
)
def test_a_time_that_is_none_is_refused(signed_at):
    stix = json.loads(signed())
    stix["extensions"][EXTENSION]["signed_at"] = signed_at
    assert code_of(canonical(stix)) == "exchange.shape"


@pytest.mark.parametrize("tlp", TLPS)
def test_the_marking_of_the_level_is_put_to_the_object(tlp):
    other = "marking-definition--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a12"
    stix = note(object_marking_refs=[MARKING_IDS["RED"], other])
    found = verify(signed(stix, label=Label(tlp=tlp, to=("a",))), keys=keys, now=NOW)
    assert found.object["object_marking_refs"] == [MARKING_IDS[tlp], other]
    assert found.label.tlp == tlp


@pytest.mark.parametrize("refs", [None, [], [MARKING_IDS["CLEAR"]], [MARKING_IDS["AMBER"], MARKING_IDS["RED"]]])
def test_markings_that_contradict_the_label_are_refused_even_when_signed(refs):
    stix = json.loads(signed())
    del stix["extensions"][EXTENSION]["signature"]
    stix["object_marking_refs"] = refs
    stix = {name: value for name, value in stix.items() if value is not None}
    stix["extensions"][EXTENSION]["signature"] = base64.b64encode(PAIR.sign(canonical(stix))).decode()
    assert code_of(canonical(stix)) == "exchange.shape"


def test_nobody_signs_what_is_signed():
    with pytest.raises(InputRefused) as refusal:
        signed(json.loads(signed()))
    assert refusal.value.code == "exchange.signed"


@pytest.mark.parametrize(
    ("stix", "call", "code"),
    [
        (note(id="note--x"), {}, "exchange.shape"),
        (note(id="report--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a11"), {}, "exchange.shape"),
        (note(id=None), {}, "exchange.shape"),
        (note(type="Note"), {}, "exchange.shape"),
        (note(spec_version="2.0"), {}, "exchange.shape"),
        (note(created="yesterday"), {}, "exchange.shape"),
        (note(modified=7), {}, "exchange.shape"),
        (note(extensions=[]), {}, "exchange.shape"),
        (note(object_marking_refs="x"), {}, "exchange.shape"),
        (note(x=float("nan")), {}, "exchange.canonical"),
        (note(), {"originator": "Hub Mod"}, "exchange.node"),
        (note(), {"originator": ""}, "exchange.node"),
        (note(), {"lineage": ""}, "exchange.node"),
        (note(), {"expires": NOW}, "exchange.expired"),
        (note(), {"signed_at": NOW.replace(tzinfo=None)}, "exchange.time"),
    ],
)
def test_what_cannot_be_signed(stix, call, code):
    with pytest.raises(InputRefused) as refusal:
        signed(stix, **call)
    assert refusal.value.code == code


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=9),
        st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(exclude_categories=("Cs",))),
        max_size=4,
    ),
    st.sampled_from(TLPS),
    st.none() | st.lists(st.sampled_from(["a", "b", "c"])),
    st.booleans(),
)
def test_any_object_and_label_come_through(more, tlp, to, orcon):
    label = Label(tlp=tlp, to=None if to is None else tuple(to), orcon=orcon)
    stix = note(more={"x": 1} | more)
    data = signed(stix, label=label)
    found = verify(data, keys=keys, now=NOW)
    assert found.label == label
    assert canonical(found.object["more"]) == canonical(stix["more"])
    assert canonical(read_canonical(data)) == data
