"""A workspace comes back as it was: records, search, accounts, files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shiome.cli.backup import exchange_part, workbench_part
from shiome.errors import InputRefused, NotKnown, StoreUnavailable
from shiome.records.dumps import Archive
from shiome.records.store.opening import schema_differences
from shiome.web.keeping.keeping import Keeping
from shiome.workspace import Workspace
from shiome.workspace.backup import back_up, restore

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]
TEXT = """Statement on the situation

2025-04-16

The ministers reaffirmed the complete denuclearization of the region and 非核化 の目標を確認した。
"""


def database(request: Any) -> Callable[[], str]:
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")  # type: ignore[no-any-return]
    return lambda: ""


@pytest.fixture(params=BOTH)
def source(request: Any, tmp_path: Path) -> Path:
    """A workspace with a document, an account of the workbench, evidence and a data set."""
    folder = tmp_path / "ws"
    paper = tmp_path / "paper.txt"
    paper.write_text(TEXT, encoding="utf-8")
    with Workspace.create(folder, region="tests/regions/strait", db=database(request)()) as made:
        made.ingest(paper, dated="2025-04-16")
    keeping = Keeping.open(folder)
    keeping.note("kato", "signed in")
    keeping.close()
    for name in ("evidence/photo.jpg", "feeds/part.parquet", "votes/table.parquet", "deep/er/notes.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(100))
    return folder


@pytest.fixture(params=BOTH)
def new_database(request: Any) -> Callable[[], str]:
    return database(request)


def told(folder: Path) -> dict[str, Any]:
    """All that the store can be asked."""
    with Workspace.open(folder) as opened:
        store = opened.store
        return {
            "records": store.histories(),
            "documents": store.documents(),
            "bytes": [store.document_bytes(document.id) for document in store.documents()],
            "audit": store.audit(),
            "conflicts": store.conflicts(),
            "links": store.links(),
            "pack": opened.pack.snapshot(),
            "hits": [store.search(query) for query in ("denuclearization", "非核化", "ministers reaffirmed")],
        }


def test_a_workspace_comes_back_in_either_database(
    source: Path, new_database: Callable[[], str], tmp_path: Path
) -> None:
    made = back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    again = tmp_path / "again"
    restore(tmp_path / "a.tar", again, db=new_database(), further=[workbench_part()], sha256=made.sha256)
    expected = told(source)
    assert told(again) == expected
    assert all(expected["hits"])
    assert (again / "evidence/photo.jpg").read_bytes() == (source / "evidence/photo.jpg").read_bytes()
    assert (again / "deep/er/notes.txt").exists()
    assert not (again / "feeds").exists()
    keeping = Keeping.open(again)
    assert [entry["account"] for entry in keeping.audit()] == ["kato"]
    keeping.note("sato", "signed in")  # the counter goes on
    keeping.close()
    with Workspace.open(again) as opened, opened.store._engine.connect() as connection:
        # The workbench's tables stand beside those of the records on PostgreSQL, and are none of this schema.
        assert not [each for each in schema_differences(connection) if "workbench_" not in repr(each)]


def test_what_comes_back_can_be_written(source: Path, new_database: Callable[[], str], tmp_path: Path) -> None:
    back_up(source, tmp_path / "a.tar")
    again = tmp_path / "again"
    restore(tmp_path / "a.tar", again, db=new_database())
    paper = tmp_path / "later.txt"
    paper.write_text(TEXT.replace("04-16", "05-16").replace("ministers", "leaders"), encoding="utf-8")
    with Workspace.open(again) as opened:
        assert opened.ingest(paper, dated="2025-05-16").state != "refused"
        assert len(opened.store.documents()) == 2
        assert opened.search("leaders")


def test_data_sets_by_option(source: Path, tmp_path: Path) -> None:
    back_up(source, tmp_path / "a.tar", further=[workbench_part()], datasets=True)
    restore(tmp_path / "a.tar", tmp_path / "again", further=[workbench_part()])
    for name in ("feeds/part.parquet", "votes/table.parquet"):
        assert (tmp_path / "again" / name).read_bytes() == (source / name).read_bytes()


def test_no_address_and_no_link_is_in_it(source: Path, tmp_path: Path) -> None:
    (source / "link").symlink_to("/etc/passwd")
    made = back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    assert made.left_out == ("link",)
    with Archive(tmp_path / "a.tar") as archive:
        assert not {"files/workspace.json", "files/link"} & set(archive.names)
        assert set(archive.manifest.about) == {"kind", "region"}
    assert b"root:" not in (tmp_path / "a.tar").read_bytes()


def test_a_backup_inside_the_workspace_does_not_hold_itself(source: Path) -> None:
    back_up(source, source / "backups.tar", further=[workbench_part()])
    with Archive(source / "backups.tar") as archive:
        assert not any("backup" in name for name in archive.names)


def test_databases_among_the_files_are_copied_whole(source: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(source / "notes.sqlite")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.execute("INSERT INTO notes VALUES ('still in the log')")
    connection.commit()
    back_up(source, tmp_path / "a.tar", further=[workbench_part()], leave_out=["evidence", "none"])
    connection.close()
    restore(tmp_path / "a.tar", tmp_path / "again", further=[workbench_part()])
    assert not (tmp_path / "again" / "notes.sqlite-wal").exists()
    assert not (tmp_path / "again" / "evidence").exists()
    connection = sqlite3.connect(tmp_path / "again" / "notes.sqlite")
    assert connection.execute("SELECT words FROM notes").fetchall() == [("still in the log",)]
    connection.close()


def test_a_damaged_backup_touches_nothing(source: Path, new_database: Callable[[], str], tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    back_up(source, path, further=[workbench_part()])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    db = new_database()
    for _ in range(2):  # the second time finds the database as empty as the first
        with pytest.raises(InputRefused, match=r"backup\.damaged"):
            restore(path, tmp_path / "again", db=db, further=[workbench_part()])
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again*"))


def test_a_folder_that_is_not_empty(source: Path, tmp_path: Path) -> None:
    back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    with pytest.raises(InputRefused, match=r"backup\.folder"):
        restore(tmp_path / "a.tar", source, further=[workbench_part()])
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "a.tar", tmp_path / "empty", further=[workbench_part()])
    assert told(tmp_path / "empty") == told(source)


@pytest.mark.postgres
def test_a_database_that_is_not_empty_leaves_no_folder(
    source: Path, postgres_url: Callable[[], str], tmp_path: Path
) -> None:
    back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    db = postgres_url()
    restore(tmp_path / "a.tar", tmp_path / "one", db=db, further=[workbench_part()])
    with pytest.raises(InputRefused, match=r"backup\.not_empty"):
        restore(tmp_path / "a.tar", tmp_path / "two", db=db, further=[workbench_part()])
    assert not (tmp_path / "two").exists()
    assert told(tmp_path / "one") == told(source)


def test_parts_that_are_not_known_are_not_dropped(source: Path, tmp_path: Path) -> None:
    back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    with pytest.raises(InputRefused, match=r"backup\.part"):
        restore(tmp_path / "a.tar", tmp_path / "again")


def test_a_workspace_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotKnown, match=r"workspace\.missing"):
        back_up(tmp_path / "none", tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()


def test_the_parts_know_their_tables() -> None:
    for part in (workbench_part(), exchange_part()):
        names = {table.name for table in part.metadata.sorted_tables}
        assert len(names) >= 5
        assert all(name.startswith(part.name) for name in names)


def test_a_folder_that_cannot_be_written(source: Path, tmp_path: Path) -> None:
    back_up(source, tmp_path / "a.tar", further=[workbench_part()])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"backup\.restore"):
        restore(tmp_path / "a.tar", tmp_path / "file" / "again", further=[workbench_part()])
