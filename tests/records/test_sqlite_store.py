"""What only a file can suffer: read-only, a full disk, something else under its name."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.records.making import add_document, event

from shiome.errors import StoreUnavailable
from shiome.records.store import Store, create_store, open_store

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # Open to all on the way, so that an account without rights meets only the rights that a test sets.
    top = Path(tempfile.gettempdir())
    for folder in (tmp_path, *tmp_path.parents):
        if folder == top or top not in folder.parents:
            break
        folder.chmod(0o755)
    return tmp_path / "ws" / "records.sqlite"


@contextmanager
def without_rights() -> Iterator[None]:
    """As an account to which file permissions apply; the tests may run as root, to whom they do not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def filled(path: Path) -> None:
    with create_store(path) as store, store.transaction(actor="test") as transaction:
        transaction.add_records([event()])


def test_journal_and_checks_are_on(path: Path) -> None:
    with create_store(path) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        strict = connection.exec_driver_sql(
            "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table'"
        ).scalars()
        assert [name for name in strict if name not in ("alembic_version", "sqlite_schema", "sqlite_temp_schema")] == []


def test_a_plain_path_is_a_sqlite_store(path: Path) -> None:
    filled(path)
    for address in (path, str(path), f"sqlite:///{path}"):
        with open_store(address) as store:
            assert (store.count(), store.dialect, store.where) == (1, "sqlite", str(path))


@pytest.mark.parametrize("address", ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "://"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_store(address)
    assert caught.value.code == "store.url"


def test_a_read_only_file(path: Path) -> None:
    filled(path)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    with without_rights(), open_store(path) as store:
        with pytest.raises(StoreUnavailable) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records([event("e2")])
        assert caught.value.code == "store.readonly"
        assert str(path) in str(caught.value)
    with without_rights(), open_store(path, read_only=True) as store:
        assert store.count() == 1
    path.parent.chmod(0o755)


def test_a_read_only_folder(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o555)
    with without_rights(), pytest.raises(StoreUnavailable) as caught:
        create_store(path)
    assert caught.value.code == "store.readonly"
    path.parent.chmod(0o755)


def test_a_full_disk_by_a_limit_of_pages(path: Path) -> None:
    filled(path)
    with open_store(path) as store:
        _limit_pages(store)
        with pytest.raises(StoreUnavailable) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records(event(f"n{n}") for n in range(5000))
        assert caught.value.code == "store.full"
        with pytest.raises(StoreUnavailable) as caught:
            add_document(store, "本文。\n\n" * 9000)
        assert caught.value.code == "store.full"
    with open_store(path) as store:
        assert store.count() == 1
        assert store.documents() == []


def _limit_pages(store: Store) -> None:
    from sqlalchemy import event as events

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    events.listen(store._engine, "connect", limit)
    store._engine.dispose()


def _can_mount(folder: Path) -> bool:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    return done.returncode == 0


def test_a_really_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = os.geteuid() == 0 and _can_mount(small)
    try:
        with create_store(small / "records.sqlite") as store:
            with store.transaction(actor="test") as transaction:
                transaction.add_records([event()])
            if not mounted:
                # Without the right to mount a small disk the limit of pages stands in for it.
                _limit_pages(store)
            with pytest.raises(StoreUnavailable) as caught, store.transaction(actor="test") as transaction:
                transaction.add_records(event(f"n{n}") for n in range(20_000))
            assert caught.value.code == "store.full"
            assert store.count() == 1
        if mounted:
            _fill(small / "filler")
            with pytest.raises(StoreUnavailable) as caught:
                create_store(small / "second.sqlite")
            assert caught.value.code == "store.full"
            assert sorted(p.name for p in small.glob("second*")) == []
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(small)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


def test_something_else_under_its_name(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(StoreUnavailable) as caught:
        open_store(path)
    assert caught.value.code == "store.damaged"
    other = path.with_name("other.sqlite")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StoreUnavailable) as caught:
        open_store(other)
    assert caught.value.code == "store.missing"


def test_a_failed_creation_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> None:
        raise RuntimeError("stopped")

    monkeypatch.setattr("shiome.records.store.opening.migrate", fail)
    with pytest.raises(RuntimeError, match="stopped"):
        create_store(path)
    assert list(path.parent.iterdir()) == []
