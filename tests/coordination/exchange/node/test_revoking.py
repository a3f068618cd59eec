from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.coordination.exchange.node.making import acquaint, hand_over, introduce, note, publication

from shiome.coordination.exchange.node import Node, Question
from shiome.coordination.exchange.release import Label
from shiome.errors import InputRefused, NotKnown

EVERYTHING = Question(versions=("all",))


def test_all_who_were_given_it_are_told(make: Callable[..., Node]) -> None:
    hub, near, far, other = make("hub"), make("near"), make("far"), make("other")
    for each in (near, far, other):
        acquaint(hub, each)
    value = note("mistaken", abstract="words for near")
    fields = {"/abstract": Label(tlp="AMBER", to=("near",))}
    hub.publish([publication(value, tlp="AMBER", to=("near", "far"), fields=fields)])
    hand_over(hub, near)
    assert hub.revoke(value["id"]) == ("far", "near")
    for node in (near, far, other):
        hand_over(hub, node)
    assert [each.revoked for each in near.received()] == [False, True]
    assert [each.revoked for each in far.received()] == [True]  # it had not taken the first over: it never gets it
    assert other.received() == []
    assert b"words for near" in near.received()[-1].content
    assert b"words for near" not in far.received()[-1].content
    for partner in ("near", "far"):
        (row,) = hub.page(partner, EVERYTHING).rows
        assert json.loads(row.content)["revoked"] is True
    kinds = [json.loads(entry)["kind"] for entry in hub.log_entries("near")]
    assert kinds == ["publish", "withdraw", "revoke", "read"]


def test_revoking_again_or_nothing(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    value = note()
    giver.publish([publication(value)])
    giver.revoke(value["id"])
    for identifier in (value["id"], note()["id"]):
        with pytest.raises(NotKnown) as caught:
            giver.revoke(identifier)
        assert caught.value.code == "exchange.object"
    identifier = "domain-name--ecb120bf-2694-4902-a737-62b74539a41b"
    giver.publish([publication({"type": "domain-name", "spec_version": "2.1", "id": identifier, "value": "a.example"})])
    with pytest.raises(InputRefused) as refused:
        giver.revoke(identifier)
    assert refused.value.code == "exchange.no_versions"


def test_purge_erases_the_bytes_everywhere(make: Callable[..., Node]) -> None:
    origin, hub, far = make("origin"), make("hub"), make("far")
    acquaint(origin, hub)
    acquaint(hub, far)
    introduce(far, origin)
    value = note("to be erased, number 77123")
    origin.publish([publication(value)])
    hand_over(origin, hub)
    hand_over(hub, far)
    origin.revoke(value["id"], purge=True)
    hand_over(origin, hub)
    hand_over(hub, far)
    for node in (origin, hub, far):
        kept = [*node.given(stix_id=value["id"]), *node.received(stix_id=value["id"])]
        assert [each.revoked for each in kept] == [True]
        assert [json.loads(each)["kind"] for each in node.log_entries("node")].count("erase") == 1
    # What a hub passed on before the end stays countable and says nothing more.
    assert [row.content is None for row in hub.deliveries("far", after=0, limit=9)] == [True, False]


def test_a_partner_cannot_take_back_what_is_anothers(make: Callable[..., Node]) -> None:
    one, other, taker, reader = make("one"), make("other"), make("taker"), make("reader")
    acquaint(one, taker)
    acquaint(other, taker)
    introduce(taker, reader)
    value = note("the first", number=9)
    one.publish([publication(value)])
    hand_over(one, taker)
    other.publish([publication({**note("the first", number=9), "modified": "2026-05-01T00:00:00.000Z"})])
    other.revoke(value["id"])
    hand_over(other, taker)
    (kept,) = taker.received(originator="one")
    assert not kept.revoked
    shown = [json.loads(row.content) for row in taker.page(reader.name, Question()).rows]
    assert [each.get("revoked", False) for each in shown] == [False, True]
