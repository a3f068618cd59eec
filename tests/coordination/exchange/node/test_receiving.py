from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.node.making import acquaint, hand_over, held, note, publication

from shiome.coordination.exchange.node import Delivery, Limits, Node, Terms
from shiome.coordination.exchange.objects import EXTENSION, KeyPair, canonical, sign
from shiome.coordination.exchange.release import Label

ALL = Label(tlp="GREEN")


def signed(node: Node, value: dict[str, Any] | None = None, **more: Any) -> bytes:
    """An object that a node signs by itself, past its own rules."""
    given = {"keys": node.signing_key, "originator": node.name, "label": ALL, "signed_at": node.now(), "lineage": "x"}
    return sign(value or note(), **(given | more))


def waiting(giver: Node, taker: Node) -> list[Delivery]:
    return giver.deliveries(taker.name, after=0, limit=1000)


def codes(node: Node) -> list[str]:
    return [each.code for each in node.refusals()]


def test_what_was_sent_is_stored_as_it_was_sent(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication(note("日本語と emoji 🚢"))])
    assert hand_over(giver, taker) == 1
    assert [each.content for each in taker.received()] == [row.content for row in waiting(giver, taker)]


def test_the_same_twice_is_accepted_once(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication(), publication()])
    rows = waiting(giver, taker)
    for _ in range(3):
        taker.take_over("giver", rows)
        taker.take("giver", [row.content or b"" for row in rows] * 2)
    assert len(taker.received()) == 2
    entries = [json.loads(entry)["kind"] for entry in taker.log_entries("giver")]
    assert entries == ["receive", "receive"]
    assert taker.refusals() == []


def test_a_hole_is_asked_for_again(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication() for _ in range(4)])
    rows = waiting(giver, taker)
    assert taker.take_over("giver", [rows[0], rows[2], rows[3]]).cursor == 1
    assert len(taker.received()) == 1
    assert taker.take_over("giver", rows[1:]).cursor == 4
    assert len(taker.received()) == 4


def test_a_clock_that_is_wrong(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    right = giver.clock()
    giver.clock = lambda: right + 3600 * 1_000_000
    giver.publish([publication(note("from the future"))])
    taker.clock = lambda: right
    assert hand_over(giver, taker) == 0
    assert codes(taker) == ["exchange.clock"]
    giver.clock = lambda: right + 60 * 1_000_000
    giver.publish([publication(note("a minute ahead"))])
    assert hand_over(giver, taker) == 1
    taker.clock = lambda: right - 7200 * 1_000_000
    giver.publish([publication(note("our clock is slow"))])
    assert hand_over(giver, taker) == 0
    taker.clock = lambda: right
    again = taker.take("giver", [row.content or b"" for row in waiting(giver, taker)])
    assert [each.code for each in again.refused] == ["exchange.clock"]  # the first is still an hour ahead
    assert len(taker.received()) == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda giver: signed(giver, keys=KeyPair.generate()), "exchange.key"),
        (lambda giver: signed(giver, originator="taker"), "exchange.key"),
        (lambda giver: signed(giver, originator="stranger"), "exchange.key"),
        (lambda giver: signed(giver, label=Label(tlp="RED", to=("other",))), "exchange.not_for_us"),
        (lambda giver: signed(giver, label=Label(tlp="AMBER")), "exchange.not_for_us"),
        (lambda giver: signed(giver, label=Label(tlp="GREEN", to=())), "exchange.not_for_us"),
        (lambda giver: signed(giver, label=Label(tlp="GREEN", bodies=("other",))), "exchange.not_for_us"),
        (lambda giver: signed(giver, signed_at=giver.now() + timedelta(hours=1)), "exchange.clock"),
        (lambda giver: signed(giver, note(modified="2999-01-01T00:00:00.000Z")), "exchange.clock"),
        (
            lambda giver: signed(
                giver,
                signed_at=giver.now() - timedelta(milliseconds=3),
                expires=giver.now() - timedelta(milliseconds=1),
            ),
            "exchange.expired",
        ),
        (lambda giver: signed(giver).replace(b"A note", b"A lie."), "exchange.signature"),
        (lambda giver: signed(giver).replace(b'"tlp":"GREEN"', b'"tlp":"CLEAR"'), "exchange.shape"),
        (lambda giver: signed(giver) + b" ", "exchange.shape"),
        (lambda giver: canonical(note()), "exchange.shape"),
        (lambda giver: b"[]", "exchange.shape"),
        (lambda giver: b"", "exchange.shape"),
        (lambda giver: b"\xff\xfe", "exchange.shape"),
        (lambda giver: b'{"a":' * 5000, "exchange.shape"),
        (lambda giver: signed(giver, note("x" * 1_100_000)), "exchange.shape"),
    ],
)
def test_what_is_not_accepted(pair: tuple[Node, Node], wrong: Callable[[Node], bytes], code: str) -> None:
    giver, taker = pair
    valid_from = giver.known_keys("giver")[0].valid_from
    good = signed(giver, note("good"))
    assert valid_from <= giver.clock()
    data = wrong(giver)
    intake = taker.take("giver", [data, good])
    assert [each.code for each in intake.refused] == [code]
    assert len(intake.accepted) == 1
    assert len(taker.received()) == 1
    (refusal,) = taker.refusals()
    assert (refusal.partner, refusal.code, refusal.digest) == ("giver", code, hashlib.sha256(data).hexdigest())
    told = [json.loads(entry) for entry in taker.log_entries("giver")]
    assert sorted(each["kind"] for each in told) == ["receive", "refuse"]
    assert code not in json.dumps(told)


def test_a_changed_byte_is_never_accepted(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    data = signed(giver)

    @settings(max_examples=60)
    @given(st.integers(0, len(data) - 1), st.integers(1, 255))
    def check(place: int, change: int) -> None:
        forged = bytearray(data)
        forged[place] ^= change
        assert taker.take("giver", [bytes(forged)]).accepted == []

    check()
    assert taker.received() == []
    assert len(taker.take("giver", [data]).accepted) == 1


def test_originator_control_holds_against_the_one_who_passes_on(make: Callable[..., Node]) -> None:
    origin, hub, far = make("origin"), make("hub"), make("far")
    acquaint(origin, hub)
    acquaint(hub, far)
    acquaint(origin, far)
    controlled, free = signed(origin, label=Label(tlp="GREEN", orcon=True)), signed(origin)
    assert [each.code for each in far.take("hub", [controlled, free]).refused] == ["exchange.orcon"]
    assert len(far.take("origin", [controlled]).accepted) == 1


def test_nobody_brings_our_own_back_changed(make: Callable[..., Node]) -> None:
    one, other = make("one"), make("other")
    acquaint(one, other)
    forged = signed(other, originator="one")
    own = signed(one, note("ours, but never published"))
    assert [each.code for each in one.take("other", [forged, own]).refused] == ["exchange.key", "exchange.originator"]


def test_another_originator_does_not_replace_an_object(make: Callable[..., Node]) -> None:
    one, other, taker = make("one"), make("other"), make("taker")
    for each in (one, other):
        acquaint(each, taker)
    one.publish([publication(note("the first", number=1), orcon=True)])
    hand_over(one, taker)
    later = note("a usurper", number=1, modified="2026-03-01T00:00:00.000Z", revoked=True)
    assert len(taker.take("other", [signed(other, later)]).accepted) == 1
    assert [json.loads(each.content)["content"] for each in taker.received(originator="one")] == ["the first"]


def test_what_was_revoked_does_not_come_back(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    value = note("mistaken", number=7)
    giver.publish([publication(value)])
    (first,) = waiting(giver, taker)
    giver.revoke(value["id"])
    late = signed(giver, note("mistaken", number=7, modified="2026-01-02T00:00:00.000Z"))
    assert hand_over(giver, taker) == 1
    assert [each.revoked for each in taker.received()] == [True]
    assert first.content is not None
    assert [each.code for each in taker.take("giver", [first.content, late]).refused] == ["exchange.revoked"] * 2


def test_limits(make: Callable[..., Node]) -> None:
    giver, taker = make("giver"), make("taker", limits=Limits(object_bytes=800))
    acquaint(giver, taker)
    giver.publish([publication(note("x" * 2000)), publication(note("short"))])
    assert hand_over(giver, taker) == 1
    assert codes(taker) == ["exchange.shape"]


def test_terms_travel(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    until = (giver.now() + timedelta(hours=1)).replace(microsecond=0)
    giver.publish([publication()], Terms(expires=until, simulated=True))
    hand_over(giver, taker)
    (got,) = taker.received()
    envelope = json.loads(got.content)["extensions"][EXTENSION]
    assert envelope["simulated"] is True
    assert datetime.fromisoformat(envelope["expires"]) == until
    assert held(taker) == {got.stix_id}
