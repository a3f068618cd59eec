from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.coordination.exchange.node.making import acquaint, hand_over, introduce, note, publication
from tests.coordination.exchange.node.test_receiving import codes, signed

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.node.announcements import announcement
from shiome.coordination.exchange.node.exporting import bundle_of
from shiome.coordination.exchange.node.keyring import KeyRow
from shiome.coordination.exchange.objects import KeyPair
from shiome.coordination.exchange.transparency import CompactRange, leaf_hashes, verify_bundle, write_bundle
from shiome.errors import InputRefused, NotKnown

IDENTIFIER = "5b1d9f0e-6a0c-4f0e-9d0a-3f6f0a4f8c11"


def size_of(checkpoint: str) -> int:
    return int(checkpoint.splitlines()[1])


def test_a_new_key_is_learned_from_the_old_one(make: Callable[..., Node]) -> None:
    giver, hub, far = make("giver"), make("hub"), make("far")
    acquaint(giver, hub)
    acquaint(hub, far)
    far.trust_key("giver", giver.signing_key.public)
    before = giver.signing_key
    giver.publish([publication(note("old key"))])
    new = giver.rotate_key()
    giver.publish([publication(note("new key"))])
    assert giver.signing_key.key_id == new != before.key_id
    assert hand_over(giver, hub) == 3
    assert hand_over(hub, far) == 3
    for node in (hub, far):
        assert sorted(row.announced_by for row in node.known_keys("giver")) == ["", before.key_id]
        assert codes(node) == []


def test_the_newest_key_signs_though_several_begin_in_one_second(make: Callable[..., Node]) -> None:
    giver = make("giver")
    now = giver.clock()
    giver.clock = lambda: now
    for _ in range(6):
        new = giver.rotate_key()
        assert giver.signing_key.key_id == new


def test_nobody_announces_a_key_for_another(make: Callable[..., Node]) -> None:
    one, other, taker = make("one"), make("other"), make("taker")
    acquaint(one, taker)
    acquaint(other, taker)
    thief = KeyPair.generate()
    row = KeyRow(node="one", key=thief.key_id, public=thief.public, valid_from=0)
    for replaces in (one.signing_key.key_id, other.signing_key.key_id):
        told = announcement(row, identifier=IDENTIFIER, replaces=replaces, at=other.clock())
        assert [each.code for each in taker.take("other", [signed(other, told)]).refused] == ["exchange.announcement"]
    assert [each.key for each in taker.known_keys("one")] == [one.signing_key.key_id]


def test_a_stolen_key_is_worth_nothing_from_when_it_is_withdrawn(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    stolen, thief = giver.signing_key, KeyPair.generate()
    giver.publish([publication(note("before the theft"))])
    hand_over(giver, taker)
    long_ago = giver.now() - timedelta(milliseconds=10)
    row = KeyRow(node="giver", key=thief.key_id, public=thief.public, valid_from=0)
    told = announcement(row, identifier=IDENTIFIER, replaces=stolen.key_id, at=giver.clock())
    batch = [signed(giver, told), signed(giver, note("by the thief's own"), keys=thief)]
    assert len(taker.take("giver", batch).accepted) == 2
    assert taker.revoke_key("giver", stolen.key_id, since=long_ago) == (stolen.key_id, thief.key_id)
    for forged in (signed(giver, signed_at=long_ago), signed(giver, keys=thief)):
        assert [each.code for each in taker.take("giver", [forged]).refused] == ["exchange.key"]
    assert len(taker.received()) == 3  # what came before stays, and the log says when
    with pytest.raises(NotKnown):
        taker.revoke_key("giver", "ed25519:0000000000000000", since=long_ago)
    giver.revoke_key("giver", stolen.key_id, since=long_ago)
    with pytest.raises(NotKnown) as caught:
        giver.publish([publication()])
    assert caught.value.code == "exchange.no_key"


def test_logs_hold_what_their_checkpoints_say(pair: tuple[Node, Node], tmp_path: Path) -> None:
    giver, _taker = pair
    giver.publish([publication() for _ in range(600)])
    for channel in ("taker", "node"):
        entries = giver.log_entries(channel, count=10_000)
        edge = CompactRange().extend(leaf_hashes(entries))[0]
        assert giver.checkpoint(channel).splitlines()[2] == b64encode(edge.root()).decode()
        kept = size_of(giver.checkpoint(channel))
        giver.publish([publication() for _ in range(70)])
        file = tmp_path / f"{channel}.json"
        write_bundle(file, bundle_of(giver, channel))
        assert verify_bundle(file).complete
        write_bundle(file, bundle_of(giver, channel, first=250, count=20, since=kept))
        found = verify_bundle(file)
        assert found.indexes == tuple(range(250, 270))
        assert found.earlier == (kept,)


def test_each_side_cosigns_the_other(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    last = 0
    for _ in range(3):
        giver.publish([publication()])
        hand_over(giver, taker)
        mine = giver.checkpoint("taker")
        signed_note = taker.witness("giver", mine, giver.proof_since("taker", last, size_of(mine)))
        giver.add_cosignatures("taker", signed_note)
        assert giver.kept_note("taker") == signed_note
        assert taker.seen_size("giver") == last + 1
        last = size_of(mine)
    assert "— shiome.exchange/taker " in giver.kept_note("taker")
    assert bundle_of(giver, "taker").cosigner_keys


def test_a_log_that_was_rewritten_is_found_out(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication() for _ in range(5)])
    taker.witness("giver", giver.checkpoint("taker"), [])
    _rewrite(giver)
    giver.publish([publication()])
    other_story = giver.checkpoint("taker")
    with pytest.raises(InputRefused) as caught:
        taker.witness("giver", other_story, giver.proof_since("taker", 5, size_of(other_story)))
    assert caught.value.code == "exchange.fork"
    (refusal,) = taker.refusals()
    assert (refusal.code, refusal.detail) == ("exchange.fork", other_story[:500])
    assert taker.seen_size("giver") == 5


def test_an_older_state_is_no_fork(pair: tuple[Node, Node]) -> None:
    giver, taker = pair
    giver.publish([publication()])
    first = giver.checkpoint("taker")
    giver.publish([publication()])
    taker.witness("giver", giver.checkpoint("taker"), [])
    with pytest.raises(InputRefused) as caught:
        taker.witness("giver", first, [])
    assert caught.value.code == "exchange.stale"
    assert taker.refusals() == []


def test_strange_notes(pair: tuple[Node, Node], make: Callable[..., Node]) -> None:
    giver, taker = pair
    other = make("other")
    introduce(other, taker)
    for wrong in (other.checkpoint("taker"), giver.checkpoint("node"), taker.checkpoint("giver"), "x", ""):
        with pytest.raises(InputRefused):
            taker.witness("giver", wrong, [])
        with pytest.raises(InputRefused):
            giver.add_cosignatures("taker", wrong)
    with pytest.raises(InputRefused):  # not co-signed at all
        giver.add_cosignatures("taker", giver.checkpoint("taker"))


def test_what_comes_too_late_is_no_fork(pair: tuple[Node, Node]) -> None:
    """Both sides ask at once, or an answer is long under way: the proof leads from a state that is no longer the last that was seen."""
    giver, taker = pair
    giver.publish([publication() for _ in range(3)])
    taker.witness("giver", giver.checkpoint("taker"), [], since=0)
    giver.publish([publication() for _ in range(4)])
    late = giver.checkpoint("taker")
    with pytest.raises(InputRefused) as caught:
        taker.witness("giver", late, [], since=0)
    assert caught.value.code == "exchange.moved"
    assert taker.refusals() == []
    taker.witness("giver", late, giver.proof_since("taker", 3, 7), since=3)
    assert taker.seen_size("giver") == 7
    _rewrite(giver)
    giver.publish([publication()])
    with pytest.raises(InputRefused) as caught:
        taker.witness("giver", giver.checkpoint("taker"), giver.proof_since("taker", 7, 8), since=7)
    assert caught.value.code == "exchange.fork"


def _rewrite(node: Node) -> None:
    """What an administrator of the database could do: take the rules away and put another history in."""
    with node.database.writing() as connection:
        if node.database.dialect == "sqlite":
            connection.execute(text("DROP TRIGGER exchange_leaves_fixed"))
        else:
            connection.execute(text("ALTER TABLE exchange_leaves DISABLE TRIGGER ALL"))
        question = "SELECT number, entry FROM exchange_leaves WHERE channel = 'taker' ORDER BY number"
        entries = connection.execute(text(question)).all()
        changed = [bytes(row.entry).replace(b'"publish"', b'"readied"') for row in entries]
        hashes = leaf_hashes(changed)
        change = "UPDATE exchange_leaves SET entry = :entry, hash = :hash WHERE channel = 'taker' AND number = :number"
        for row, entry, leaf in zip(entries, changed, hashes, strict=True):
            connection.execute(text(change), {"entry": entry, "hash": leaf, "number": row.number})
        peaks = b"".join(CompactRange().extend(hashes)[0].peaks)
        connection.execute(text("UPDATE exchange_logs SET peaks = :peaks WHERE channel = 'taker'"), {"peaks": peaks})
