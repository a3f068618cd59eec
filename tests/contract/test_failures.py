"""Whatever goes wrong is one line, and what was stored stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.records.making import event

from shiome.errors import StoreUnavailable
from shiome.records.store import Store, create_store, open_store

ROOT = Path(__file__).parents[2]


def test_creating_twice_is_refused_and_leaves_the_first(store: Store, url: str) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event()])
    with pytest.raises(StoreUnavailable) as caught:
        create_store(url)
    assert caught.value.code == "store.exists"
    assert store.count() == 1


def test_reopening(store: Store, url: str) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event()])
    store.close()
    with open_store(url) as again:
        assert again.count() == 1
        assert again.dialect in url
    with open_store(url, read_only=True) as reading:
        assert reading.count() == 1
        with pytest.raises(StoreUnavailable) as caught, reading.transaction(actor="test"):
            pass
    assert caught.value.code == "store.readonly"


def test_no_store_there(new_url: Callable[[], str]) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_store(new_url())
    assert caught.value.code == "store.missing"
    assert "shiome init" in str(caught.value)


def test_a_store_of_a_later_version(store: Store, url: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    store.close()
    with pytest.raises(StoreUnavailable) as caught:
        open_store(url)
    assert caught.value.code == "store.newer"
    assert "v9999" in str(caught.value)


def test_another_writer_holds_the_store(store: Store, url: str) -> None:
    with open_store(url, busy_seconds=0.2) as other, store.transaction(actor="first") as transaction:
        transaction.add_records([event()])
        with pytest.raises(StoreUnavailable) as caught, other.transaction(actor="second"):
            pass
        assert caught.value.code == "store.locked"
        assert other.count() == 0
    assert store.count() == 1


def test_writers_in_turn(store: Store, url: str) -> None:
    def write(name: str) -> None:
        with open_store(url, busy_seconds=30) as mine:
            for number in range(5):
                with mine.transaction(actor=name) as transaction:
                    transaction.add_records([event(f"{name}-{number}")])

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.count() == 15
    assert len(store.audit()) == 15


def test_a_killed_process_leaves_nothing_half_stored(store: Store, url: str) -> None:
    with store.transaction(actor="test") as transaction:
        transaction.add_records([event("before")])
    program = textwrap.dedent(
        """
        import sys, time
        sys.path.insert(0, sys.argv[2])
        from shiome.records.store import open_store
        from tests.records.making import document, event, paragraphs
        text = "本文の段落。\\n\\n" * 400
        made = document(text)
        with open_store(sys.argv[1]).transaction(actor="victim") as transaction:
            transaction.add_document(made, text.encode(), paragraphs(made))
            transaction.add_records(event(f"e{n}") for n in range(30_000))
            print("written", flush=True)
            time.sleep(60)
        """
    )
    victim = subprocess.Popen([sys.executable, "-c", program, url, str(ROOT)], stdout=subprocess.PIPE, cwd=ROOT)
    assert victim.stdout is not None
    assert victim.stdout.readline() == b"written\n"
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    victim.stdout.close()
    assert [record.id for record in store.records()] == ["before"]
    assert store.documents() == []
    assert store.search("本文") == []
    with open_store(url, busy_seconds=30) as again, again.transaction(actor="test") as transaction:
        transaction.add_records([event("after")])
    assert store.count() == 2
