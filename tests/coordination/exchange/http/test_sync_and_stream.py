from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.coordination.exchange.http.links import Link
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import held, introduce, new_node, note, publication

from shiome.coordination.exchange.http.following import Following
from shiome.coordination.exchange.node import Node, PartnerClient, synchronise
from shiome.coordination.exchange.node.client import LogState
from shiome.coordination.exchange.node.syncing import exchange_checkpoints
from shiome.errors import InputRefused, StoreUnavailable

Pair = tuple[Node, Node, str]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A giver, a taker, and the token of the taker."""
    with new_node(tmp_path, "giver") as giver, new_node(tmp_path, "taker") as taker:
        token = introduce(giver, taker)
        introduce(taker, giver)
        yield giver, taker, token


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_catching_up(pair: Pair) -> None:
    giver, taker, token = pair
    giver.publish([publication() for _ in range(2500)])
    with served(giver) as url, PartnerClient(url, token) as client:
        done = synchronise(taker, "giver", client)
        assert (done.accepted, done.refused, done.cursor, done.cosigned) == (2500, 0, 2500, True)
        assert giver.partner("taker").acknowledged == 2500
        assert synchronise(taker, "giver", client).accepted == 0
        assert "— shiome.exchange/taker " in giver.kept_note("taker")
        assert "— shiome.exchange/giver " in taker.kept_note("giver")
    kinds = {json.loads(entry)["kind"] for entry in giver.log_entries("taker", count=10_000)}
    assert kinds == {"publish", "read", "acknowledge"}
    assert {json.loads(entry)["kind"] for entry in taker.log_entries("giver", count=10_000)} == {"receive"}


def test_a_line_that_breaks_again_and_again(pair: Pair) -> None:
    giver, taker, token = pair
    giver.publish([publication(note("x" * 300)) for _ in range(1500)])
    failed = []
    with served(giver) as url, Link(url) as link:
        for limit in (0, 100, 5_000, 400_000, 900_000, None):
            link.drop_after = limit
            try:
                with PartnerClient(link.url, token) as client:
                    synchronise(taker, "giver", client)
            except (StoreUnavailable, InputRefused) as error:
                failed.append(error.code)
            assert taker.partner("giver").cursor == len(taker.received())
    assert len(failed) >= 4
    assert set(failed) <= {"exchange.unreachable", "exchange.answer"}
    assert len(taker.received()) == len({each.digest for each in taker.received()}) == 1500
    assert taker.refusals() == []


def test_partition_and_return_while_both_go_on(pair: Pair) -> None:
    giver, taker, token = pair
    with served(giver) as url, Link(url) as link:
        following = Following(taker, connect=lambda _node, _partner: PartnerClient(link.url, token))
        taker.change_partner("giver", url=link.url)
        following.start()
        giver.publish([publication() for _ in range(3)])
        until(lambda: len(taker.received()) == 3)
        for _ in range(3):
            link.cut()
            giver.publish([publication() for _ in range(5)])
            time.sleep(0.2)
            link.mend()
        until(lambda: len(taker.received()) == 18)
        following.stop()
    assert held(taker) == {each.stix_id for each in giver.given()}
    assert taker.refusals() == []


def test_the_stream_gives_what_comes_from_here_and_from_elsewhere(pair: Pair) -> None:
    giver, _taker, token = pair
    giver.publish([publication(note("before"))])
    seen: list[int] = []
    with served(giver, heartbeat=0.3) as url, PartnerClient(url, token) as client:

        def read() -> None:
            try:
                for rows in client.stream(after=0):
                    seen.extend(row.sequence for row in rows)
            except StoreUnavailable:
                return

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        until(lambda: seen == [1])
        giver.publish([publication(note("in this process"))])
        until(lambda: seen == [1, 2])
        with Node.open(giver.folder.path) as elsewhere:
            elsewhere.publish([publication(note("by another process"))])
        until(lambda: seen == [1, 2, 3])
        until(lambda: json.loads(giver.log_entries("taker", count=99)[-1])["kind"] == "read")
        giver.remove_partner("taker")
        reader.join(60)
        assert not reader.is_alive()  # who is a partner no longer is cut off
        with pytest.raises(InputRefused):
            list(client.stream(after=0))


def test_what_is_taken_back_leaves_no_hole_in_the_stream(pair: Pair) -> None:
    giver, taker, token = pair
    value = note("to be taken back")
    giver.publish([publication(value), publication()])
    giver.revoke(value["id"], purge=True)
    with served(giver) as url, PartnerClient(url, token) as client:
        rows: list[Any] = []
        for some in client.stream(after=0):
            rows += some
            if len(rows) == 3:
                break
        assert [row.sequence for row in rows] == [1, 2, 3]
        assert [row.content is None for row in rows] == [True, False, False]
        taker.take_over("giver", rows)
    assert taker.partner("giver").cursor == 3


def test_a_partner_whose_log_was_rewritten_is_left(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    giver, taker, token = pair
    giver.publish([publication()])
    with served(giver) as url, PartnerClient(url, token) as client:
        synchronise(taker, "giver", client)
        giver.publish([publication()])
        monkeypatch.setattr(giver, "proof_since", lambda *_: [bytes(32)] * 3)
        with pytest.raises(InputRefused) as caught:
            synchronise(taker, "giver", client)
    assert caught.value.code == "exchange.fork"
    assert [each.code for each in taker.refusals()] == ["exchange.fork"]


def test_both_sides_hand_over_their_logs_at_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one side asked for is overtaken by what the other hands over by itself: nobody takes that for a rewritten log."""
    giver, taker, token = pair
    back = taker.renew_token("giver")
    giver.publish([publication() for _ in range(3)])
    with served(giver) as url, served(taker) as other, PartnerClient(url, token) as client:
        asked, seen = client.checkpoint, client.seen
        to_come = {"their state", "our state"}

        def overtaken_answer(*, since: int) -> LogState:
            answer = asked(since=since)
            if "their state" in to_come:
                to_come.remove("their state")
                giver.publish([publication()])
                with PartnerClient(other, back) as overtaking:
                    exchange_checkpoints(giver, "taker", overtaking)
            return answer

        def overtaken_question() -> int:
            size = seen()
            if "our state" in to_come:
                to_come.remove("our state")
                taker.take("giver", [b"an entry more"])
                giver.witness("taker", taker.checkpoint("giver"), taker.proof_since("giver", size, size + 1))
                taker.take("giver", [b"and another"])
            return size

        monkeypatch.setattr(client, "checkpoint", overtaken_answer)
        monkeypatch.setattr(client, "seen", overtaken_question)
        synchronise(taker, "giver", client)
    assert not to_come
    for node, partner in ((giver, "taker"), (taker, "giver")):
        assert [each.code for each in node.refusals() if each.code != "exchange.shape"] == []
        assert f"— shiome.exchange/{partner} " in node.kept_note(partner)
