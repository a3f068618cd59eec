from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.coordination.exchange.node.making import acquaint, hand_over, held, introduce, note, publication

from shiome.coordination.exchange.node import Node, Question, Terms
from shiome.coordination.exchange.objects import EXTENSION
from shiome.coordination.exchange.release import Label
from shiome.errors import InputRefused, NotKnown

EVERYTHING = Question(versions=("all",))
NOBODY = Label(tlp="RED", to=())


def contents(node: Node, partner: str) -> list[str]:
    return [json.loads(row.content)["content"] for row in node.page(partner, EVERYTHING).rows]


def test_each_partner_gets_its_own(make: Callable[..., Node]) -> None:
    hub, near, far = make("hub"), make("near", bodies=["watch"]), make("far")
    introduce(hub, near)
    introduce(hub, far)
    hub.publish(
        [
            publication(note("to all")),
            publication(note("to near"), tlp="AMBER", to=("near",)),
            publication(note("to a party"), tlp="AMBER", to=("FAR",)),
            publication(note("to a body"), tlp="AMBER", to=("watch",)),
            publication(note("who needs to know"), bodies=("watch",)),
            publication(note("empty group"), tlp="GREEN", to=()),
            publication(note("amber without names"), tlp="AMBER"),
        ]
    )
    assert contents(hub, "near") == ["to all", "to near", "to a body", "who needs to know"]
    assert contents(hub, "far") == ["to all", "to a party"]
    assert [row.sequence for row in hub.page("far", EVERYTHING).rows] == [1, 2]


def test_a_name_that_means_two_things_is_refused(make: Callable[..., Node]) -> None:
    hub, watch, far = make("hub"), make("watch"), make("far", bodies=["watch"])
    introduce(hub, watch)
    introduce(hub, far)
    with pytest.raises(InputRefused) as caught:
        hub.publish([publication(tlp="AMBER", to=("watch",))])
    assert caught.value.code == "exchange.ambiguous"


def test_a_sanitised_version_and_its_original(make: Callable[..., Node]) -> None:
    hub, near, far = make("hub"), make("near"), make("far")
    introduce(hub, near)
    introduce(hub, far)
    secret = note("Seen at sea", abstract="from a source called Heron")
    (made,) = hub.publish([publication(secret, fields={"/abstract": Label(tlp="AMBER", to=("near",))})])
    assert (made.views, made.sanitised, made.given) == (2, 1, ("far", "near"))
    whole, less = (hub.page(name, EVERYTHING).rows[0].content for name in ("near", "far"))
    assert b"Heron" in whole
    assert b"Heron" not in less
    tokens = {json.loads(each)["extensions"][EXTENSION]["lineage"] for each in (whole, less)}
    assert tokens == {made.lineage}
    assert json.loads(whole)["id"] == json.loads(less)["id"]
    with hub.database.reading() as connection:
        proofs = connection.execute(text("SELECT proof FROM exchange_proofs")).scalars().all()
    assert [json.loads(each)["replacements"] > 0 for each in proofs] == [True]
    # What near may pass on reaches nobody that the withheld field does not reach.
    acquaint(near, far)
    far.trust_key("hub", hub.signing_key.public)
    introduce(near, hub)
    assert hand_over(hub, near) == 1
    assert hand_over(near, far) == 0


def test_a_reference_waits_for_what_it_refers_to(make: Callable[..., Node]) -> None:
    hub, far = make("hub"), make("far")
    introduce(hub, far)
    hidden, open_ = note("hidden"), note("open")
    both = note("about both", object_refs=[hidden["id"], open_["id"]])
    hub.publish([publication(both), publication(hidden, tlp="RED", to=()), publication(open_)])
    assert contents(hub, "far") == ["open", "about both"]
    assert hidden["id"].encode() not in b"".join(row.content for row in hub.page("far", EVERYTHING).rows)


def test_all_or_none(make: Callable[..., Node]) -> None:
    hub, far = make("hub"), make("far")
    introduce(hub, far)
    with pytest.raises(NotKnown) as caught:
        hub.publish([publication(note("first")), publication(note("second"), tlp="AMBER", to=("nobody-known",))])
    assert caught.value.code == "exchange.recipient"
    assert contents(hub, "far") == []
    assert hub.log_size("far") == 0


def test_the_same_again_goes_to_new_partners_only(make: Callable[..., Node]) -> None:
    hub, near, far = make("hub"), make("near"), make("far")
    introduce(hub, near)
    again = publication(note("once"))
    assert hub.publish([again])[0].given == ("near",)
    introduce(hub, far)
    assert hub.publish([again])[0].given == ("far",)
    assert hub.publish([again])[0].given == ()
    assert contents(hub, "near") == contents(hub, "far") == ["once"]


def test_another_thing_under_the_same_version_is_refused(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    giver.publish([publication(note("one", number=1))])
    for other in (publication(note("two", number=1)), publication(note("one", number=1), tlp="CLEAR")):
        with pytest.raises(InputRefused) as caught:
            giver.publish([other])
        assert caught.value.code == "exchange.version"
    giver.publish([publication(note("two", number=1, modified="2026-02-01T00:00:00.000Z"))])
    assert contents(giver, "taker") == ["one", "two"]
    last = giver.page("taker", Question()).rows
    assert [json.loads(row.content)["content"] for row in last] == ["two"]


def test_what_expires_is_given_no_longer(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    now = giver.now()
    giver.publish([publication(note("short"))], Terms(expires=now + timedelta(seconds=60), simulated=True))
    assert contents(giver, "taker") == ["short"]
    giver.clock = lambda: int((now + timedelta(seconds=61)).timestamp() * 1_000_000)
    assert contents(giver, "taker") == []
    assert [row.content for row in giver.deliveries("taker", after=0, limit=9)] == [None]
    assert hand_over(giver, taker) == 0
    assert taker.partner("giver").cursor == 1
    with pytest.raises(InputRefused) as caught:
        giver.publish([publication()], Terms(expires=now))
    assert caught.value.code == "exchange.expires"


def test_preview_stores_nothing(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    (planned,) = giver.preview([publication(note("to be", abstract="withheld words"), fields={"/abstract": NOBODY})])
    (view,) = planned.views
    assert view.nodes == ("taker",)
    assert view.dropped == ("/abstract",)
    assert contents(giver, "taker") == []
    assert giver.log_size("node") == 2  # the partner and its key, which the fixture entered
    assert giver.log_size("taker") == 0


def test_numbers_have_no_holes_and_times_never_go_back(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    now = giver.clock()
    for jump in (0, -3_600_000_000, 5_000_000, -7_200_000_000, 0):
        giver.clock = lambda jump=jump: now + jump  # type: ignore[misc]
        giver.publish([publication(), publication()])
    rows = giver.page("taker", EVERYTHING).rows
    assert [row.sequence for row in rows] == list(range(1, 11))
    times = [row.added_at for row in rows]
    assert times == sorted(set(times))


def test_behind_a_partner(make: Callable[..., Node]) -> None:
    """A node behind a partner gets what the partner may see and pass on, also where its own version lacks something."""
    origin, hub, far = make("origin"), make("hub"), make("far")
    acquaint(origin, hub)
    acquaint(hub, far)
    introduce(origin, far, role="indirect", via="hub")
    far.trust_key("origin", origin.signing_key.public)
    hidden = {"/abstract": Label(tlp="AMBER", to=("hub",))}
    origin.publish(
        [
            publication(note("for both", number=1)),
            publication(note("for the hub", number=2), tlp="AMBER", to=("hub",)),
            publication(note("for far only", number=3), tlp="AMBER", to=("far",)),
            publication(note("less for far", number=4, abstract="words for the hub"), fields=hidden),
            publication(note("only from the originator", number=5), orcon=True),
        ]
    )
    hand_over(origin, hub)
    hand_over(hub, far)
    assert held(hub) == {note(number=number)["id"] for number in (1, 2, 4, 5)}
    assert held(far) == {note(number=number)["id"] for number in (1, 4)}
    assert b"words for the hub" not in b"".join(each.content for each in far.received())
    assert b"words for the hub" in b"".join(each.content for each in hub.received())
    assert origin.revoke(note(number=4)["id"]) == ("hub",)
    hand_over(origin, hub)
    hand_over(hub, far)
    assert [each.revoked for each in far.received(stix_id=note(number=4)["id"])] == [False, True]


def test_partners_that_are_gone_get_nothing_more(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication(note("before"))])
    giver.remove_partner("taker")
    giver.publish([publication(note("after"))])
    assert giver.partners() == []
    assert contents(giver, "taker") == ["before"]
    introduce(giver, taker)
    giver.publish([publication(note("back again"))])
    assert contents(giver, "taker") == ["before", "back again"]
    with pytest.raises(InputRefused) as caught:
        introduce(giver, taker)
    assert caught.value.code == "exchange.known"
