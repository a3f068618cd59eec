"""Processes killed at any moment, a database server killed, a full disk: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import hand_over, introduce, new_node, note, publication
from tests.servers.postgres import running_postgres

from shiome.coordination.exchange.node import Node, Question
from shiome.coordination.exchange.node.exporting import bundle_of
from shiome.coordination.exchange.transparency.bundle import check_bundle
from shiome.errors import StoreUnavailable

ROOT = Path(__file__).parents[4]
FOLLOW = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from shiome.coordination.exchange.http.following import Following
    from shiome.coordination.exchange.node import Limits, Node
    node = Node.open(Path(sys.argv[1]), limits=Limits(batch=20))
    Following(node, tidy_seconds=0.2).start()
    print("following", flush=True)
    time.sleep(600)
    """
)
PUBLISH = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from shiome.coordination.exchange.node import Node
    from tests.coordination.exchange.node.making import note, publication
    node = Node.open(Path(sys.argv[1]))
    number = int(sys.argv[3])
    while True:
        node.publish([publication(note(f"{number + step}", number=number + step)) for step in range(3)])
        number += 3
        print(number, flush=True)
    """
)


def process(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)


def kill(victim: subprocess.Popen[bytes]) -> None:
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    assert victim.stdout is not None
    victim.stdout.close()


def check_whole(node: Node, partner: str) -> list[str]:
    """The partner's outbox has no hole and nothing twice, and the log says what it holds; the contents."""
    contents, after = [], 0
    while page := node.page(partner, Question(versions=("all",), after=after, limit=1000)).rows:
        assert [row.sequence for row in page] == list(range(after + 1, after + 1 + len(page)))
        contents += [json.loads(row.content)["content"] for row in page]
        after = page[-1].sequence
    logged = [json.loads(each) for each in node.log_entries(partner, count=1_000_000)]
    assert [each["sequence"] for each in logged if each["kind"] == "publish"] == list(range(1, after + 1))
    check_bundle(bundle_of(node, partner))
    return contents


@pytest.mark.heavy
def test_a_follower_is_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(5)
    with new_node(tmp_path, "giver") as giver, new_node(tmp_path, "taker") as taker:
        token = introduce(giver, taker)
        introduce(taker, giver)
        taker.folder.keep_token("giver", token)
        with served(giver) as url:
            taker.change_partner("giver", url=url)
            for _ in range(6):
                victim = process(FOLLOW, taker.folder.path)
                assert victim.stdout is not None
                assert victim.stdout.readline() == b"following\n"
                for _ in range(4):
                    giver.publish([publication() for _ in range(30)])
                time.sleep(chance.uniform(0, 0.4))
                kill(victim)
                assert taker.partner("giver").cursor == len(taker.received())
            last = process(FOLLOW, taker.folder.path)
            ends = time.monotonic() + 60
            while taker.partner("giver").cursor < 720 and time.monotonic() < ends:
                time.sleep(0.05)
            kill(last)
        assert {each.digest for each in taker.received()} == {each.digest for each in giver.given()}
        assert len(taker.received()) == 720
        assert taker.refusals() == []
        kinds = [json.loads(entry)["kind"] for entry in taker.log_entries("giver", count=10_000)]
        assert kinds == ["receive"] * 720
        check_whole(giver, "taker")


@pytest.mark.heavy
def test_a_publisher_is_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(7)
    with new_node(tmp_path, "giver") as giver, new_node(tmp_path, "taker") as taker:
        introduce(giver, taker)
        introduce(taker, giver)
        said = 0
        for _ in range(6):
            victim = process(PUBLISH, giver.folder.path, ROOT, said)
            assert victim.stdout is not None
            said = int(victim.stdout.readline())
            ends = time.monotonic() + chance.uniform(0, 0.3)
            while time.monotonic() < ends:
                said = int(victim.stdout.readline())
            os.kill(victim.pid, signal.SIGKILL)
            said = max([said, *map(int, victim.stdout.read().split())])
            kill(victim)
            contents = check_whole(giver, "taker")
            assert len(contents) in (said, said + 3)  # the last may be stored before it could be said
            assert len(set(contents)) == len(contents)
        assert hand_over(giver, taker) == len(contents)


@pytest.fixture
def killable() -> Iterator[Any]:
    """A PostgreSQL server that keeps what it says it has stored."""
    with running_postgres("fsync=on", "full_page_writes=on", "synchronous_commit=on") as server:
        yield server


def _kill_and_start(server: Any) -> None:
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    (server.data / "postmaster.pid").unlink(missing_ok=True)
    ends = time.monotonic() + 60
    options = f"-k {server.data.parent} -c listen_addresses= -c max_connections=40"
    log = str(server.data.parent / "log")
    while True:
        try:
            server._run("pg_ctl", "-D", str(server.data), "-l", log, "-w", "-o", options, "start")
        except RuntimeError:  # a process of the killed server still holds its memory
            assert time.monotonic() < ends
            time.sleep(0.3)
        else:
            return


@pytest.mark.heavy
@pytest.mark.postgres
def test_the_database_server_is_killed(killable: Any, tmp_path: Path) -> None:
    with (
        new_node(tmp_path, "giver", db=killable.new_database()) as giver,
        new_node(tmp_path, "taker", db=killable.new_database()) as taker,
    ):
        introduce(giver, taker)
        introduce(taker, giver)
        said: list[int] = []
        failed: list[str] = []
        ended = threading.Event()

        def write() -> None:
            number = 0
            while not ended.is_set():
                try:
                    giver.publish([publication(note(str(number), number=number))])
                except StoreUnavailable as error:
                    failed.append(error.code)
                    time.sleep(0.05)
                else:
                    said.append(number)
                    number += 1

        writer = threading.Thread(target=write)
        writer.start()
        for _ in range(3):
            before = len(said)
            while len(said) < before + 10:
                time.sleep(0.02)
            _kill_and_start(killable)
        before = len(said)
        while len(said) < before + 10:
            time.sleep(0.02)
        ended.set()
        writer.join()
        assert failed
        assert set(failed) <= {"store.unreachable", "store.failed"}
        # What was said to be stored is; what was on its way when the server died is there once at the most.
        assert check_whole(giver, "taker") == [str(number) for number in said]
        assert hand_over(giver, taker) == len(said)


def test_a_full_disk(tmp_path: Path) -> None:
    with new_node(tmp_path, "giver") as giver, new_node(tmp_path, "taker") as taker:
        introduce(giver, taker)
        introduce(taker, giver)
        giver.publish([publication(note("before"))])
        hand_over(giver, taker)
        limits = {"pages": 0}

        def limit(connection: Any, _record: Any) -> None:
            connection.execute(f"PRAGMA max_page_count = {limits['pages']}")

        for node in (giver, taker):
            event.listen(node.database._engine, "connect", limit)
            with node.database.reading() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 4
                limits["pages"] = max(limits["pages"], pages)
            node.close()
        large = [publication(note("x" * 20_000)) for _ in range(20)]
        with pytest.raises(StoreUnavailable) as caught:
            giver.publish(large)
        assert caught.value.code == "store.full"
        assert check_whole(giver, "taker") == ["before"]
        limits["pages"] = 2_000_000
        giver.close()
        giver.publish(large)
        limits["pages"] = 1  # no more than there are already
        with pytest.raises(StoreUnavailable) as caught:
            taker.take_over("giver", giver.deliveries("taker", after=0, limit=99))
        assert caught.value.code == "store.full"
        assert taker.partner("giver").cursor == 1
        assert len(taker.received()) == 1
        limits["pages"] = 2_000_000
        taker.close()
        assert hand_over(giver, taker) == 20
        assert len(check_whole(giver, "taker")) == 21
