"""Databases come back as they were, into either kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Double, Engine, Integer, LargeBinary, MetaData, Table, Text, inspect, select

from shiome.errors import InputRefused, StoreUnavailable
from shiome.records.dumps import (
    Part,
    StoredPart,
    back_up_database,
    disposed,
    loading,
    restore_database,
    writing_archive,
)
from shiome.records.dumps.copytext import rows_of
from shiome.records.store.engine import make_engine, parse_url

metadata = MetaData()
things = Table(
    "things",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("words", Text),
    Column("raw", LargeBinary),
    Column("value", Double),
    Column("yes", Boolean),
)
few = Table("few", metadata, Column("key", Text, primary_key=True))


def version(connection: Any) -> str:
    return "1" if inspect(connection).has_table("things") else ""


def make(connection: Any) -> None:
    metadata.create_all(connection)
    connection.execute(few.insert(), [{"key": "made with the tables"}])


PART = Part(name="things", file="things.db", metadata=metadata, head="1", version=version, make=make)
ROWS = [
    (1, "tab\there, line\nfeed, back\\slash, \\N, \\t, 北朝鮮 🚀", b"\x00\xff\\x41", 0.1, True),
    (2, None, None, None, None),
    (3, "", b"", -1e300, False),
    (7, "\r\b\f\v", b"\n\t", 5e-324, True),
]
BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def source(request: Any, tmp_path: Path) -> str:
    return address(request, tmp_path, "source")


@pytest.fixture(params=BOTH)
def target(request: Any, tmp_path: Path) -> str:
    return address(request, tmp_path, "target")


def address(request: Any, folder: Path, name: str) -> str:
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("postgres_url")
        return new()
    return f"sqlite:///{folder / name}.db"


def engine_of(url: str, mode: str = "rwc") -> Any:
    return disposed(make_engine(parse_url(url), mode=mode, busy_seconds=5))


def filled(url: str) -> None:
    with engine_of(url) as engine, engine.connect() as connection, connection.begin():
        make(connection)
        connection.execute(things.insert(), [dict(zip(things.columns.keys(), row, strict=True)) for row in ROWS])


def content(engine: Engine) -> tuple[list[Any], list[Any]]:
    with engine.connect() as connection:
        rows = connection.execute(select(things).order_by(things.c.number))
        return [tuple(row) for row in rows], [tuple(row) for row in connection.execute(select(few))]


def test_every_value_comes_back(source: str, target: str, tmp_path: Path) -> None:
    filled(source)
    made = back_up_database(source, tmp_path / "a.tar", PART)
    assert made.rows == 5
    restored = restore_database(tmp_path / "a.tar", target, PART, sha256=made.sha256)
    assert restored.manifest == made.manifest
    with engine_of(target, "rw") as engine:
        assert content(engine) == (ROWS, [("made with the tables",)])
        with engine.connect() as connection, connection.begin():
            added = connection.execute(things.insert().values(words="next").returning(things.c.number)).scalar_one()
        assert added == 8  # the counter goes on after the last


def test_a_database_that_is_not_empty_stays_as_it_is(source: str, target: str, tmp_path: Path) -> None:
    filled(source)
    back_up_database(source, tmp_path / "a.tar", PART)
    with engine_of(target) as engine, engine.connect() as connection, connection.begin():
        make(connection)
    with pytest.raises(InputRefused, match=r"backup\.not_empty"):
        restore_database(tmp_path / "a.tar", target, PART)
    with engine_of(target, "rw") as engine:
        assert content(engine) == ([], [("made with the tables",)])


def test_a_restore_that_loses_rows_leaves_nothing(
    source: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(source)
    back_up_database(source, tmp_path / "a.tar", PART)
    monkeypatch.setattr(loading, "row_counts", lambda _connection, _part: {"things": 3, "few": 1})
    with pytest.raises(InputRefused, match=r"rows of things .*\[backup\.rows\]"):
        restore_database(tmp_path / "a.tar", target, PART)
    if target.startswith("sqlite"):
        assert not Path(parse_url(target).database or "").exists()
        assert not list(tmp_path.glob(".restore*"))
    else:
        with engine_of(target, "rw") as engine:
            assert inspect(engine).get_table_names() == []


def test_what_is_written_meanwhile_is_not_in_it(source: str, target: str, tmp_path: Path) -> None:
    """A writer commits while the backup runs: the backup is of one moment, and neither waits for the other."""
    filled(source)
    if source.startswith("sqlite"):
        with engine_of(source, "rw") as engine:
            raw = engine.raw_connection()
            raw.driver_connection.execute("PRAGMA journal_mode = WAL")
            raw.close()

    def counting(connection: Any) -> str:
        # Asked when the backup has begun to see its state.
        found = version(connection)
        with engine_of(source, "rw") as engine, engine.connect() as other, other.begin():
            other.execute(things.insert(), [{"number": 100 + len(calls), "words": "later"}])
        calls.append(1)
        return found

    calls: list[int] = []
    part = Part(name="things", file="things.db", metadata=metadata, head="1", version=counting, make=make)
    back_up_database(source, tmp_path / "a.tar", part)
    restore_database(tmp_path / "a.tar", target, PART)
    with engine_of(target, "rw") as engine:
        assert content(engine)[0] == ROWS
    with engine_of(source, "rw") as engine:
        assert len(content(engine)[0]) == len(ROWS) + 1


def test_another_version_is_refused(source: str, target: str, tmp_path: Path) -> None:
    filled(source)
    back_up_database(source, tmp_path / "a.tar", PART)
    later = Part(name="things", file="things.db", metadata=metadata, head="2", version=version, make=make)
    with pytest.raises(InputRefused, match=r"schema 1 .*\[backup\.version\]"):
        restore_database(tmp_path / "a.tar", target, later)


def test_another_thing_is_refused(source: str, target: str, tmp_path: Path) -> None:
    filled(source)
    back_up_database(source, tmp_path / "a.tar", PART)
    other = Part(name="other", file="x.db", metadata=metadata, head="1", version=version, make=make)
    with pytest.raises(InputRefused, match=r"backup\.kind"):
        restore_database(tmp_path / "a.tar", target, other)


def test_a_manifest_that_speaks_of_what_is_not_there(target: str, tmp_path: Path) -> None:
    for stored in (
        StoredPart(name="things", version="1", rows={"things": 0, "few": 0}, file=name) for name in ("", "x")
    ):
        path = tmp_path / f"a{stored.file}.tar"
        with writing_archive(path) as archive:
            archive.about["kind"] = "things"
            archive.parts.append(stored)
        with pytest.raises(InputRefused, match=r"backup\.damaged"):
            restore_database(path, target, PART)


def test_a_database_without_the_tables(source: str, tmp_path: Path) -> None:
    with engine_of(source) as engine, engine.connect() as connection, connection.begin():
        Table("unrelated", MetaData(), Column("x", Integer)).create(connection)
    with pytest.raises(InputRefused, match=r"backup\.nothing"):
        back_up_database(source, tmp_path / "a.tar", PART)
    assert not (tmp_path / "a.tar").exists()


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path / 'none.db'}", "postgresql://nobody@/none?host=%2Fnowhere"):
        with pytest.raises(StoreUnavailable):
            back_up_database(url, tmp_path / "a.tar", PART)
    assert not list(tmp_path.iterdir())


def test_a_damaged_file_is_not_backed_up(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'source.db'}"
    filled(url)
    with engine_of(url, "rw") as engine, engine.connect() as connection, connection.begin():
        connection.execute(things.insert(), [{"number": n, "words": "x" * 3000} for n in range(100, 200)])
    path = tmp_path / "source.db"
    data = bytearray(path.read_bytes())
    data[4096 * 10 : 4096 * 14] = b"\xaa" * (4096 * 4)
    path.write_bytes(data)
    with pytest.raises((InputRefused, StoreUnavailable), match=r"backup\.source|store\."):
        back_up_database(url, tmp_path / "a.tar", PART)
    assert not (tmp_path / "a.tar").exists()


@given(
    st.lists(
        st.tuples(
            st.integers(-(2**31), 2**31 - 1),
            st.none() | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")),
            st.none() | st.binary(),
            st.none() | st.floats(allow_nan=False),
            st.none() | st.booleans(),
        )
    ),
    st.integers(1, 40),
)
def test_the_text_of_copy_is_read_wherever_it_is_cut(rows: list[tuple[Any, ...]], size: int) -> None:
    text = b"".join(b"\t".join(map(copied, row)) + b"\n" for row in rows)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(rows_of(things, pieces)) == rows


def copied(value: object) -> bytes:
    """What PostgreSQL's documentation says of COPY's text format."""
    if value is None:
        return b"\\N"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    plain = b"\\x" + value.hex().encode() if isinstance(value, bytes) else str(value).encode()
    for raw, escaped in ((b"\\", b"\\\\"), (b"\t", b"\\t"), (b"\n", b"\\n"), (b"\r", b"\\r"), (b"\b", b"\\b")):
        plain = plain.replace(raw, escaped)
    return plain.replace(b"\f", b"\\f").replace(b"\v", b"\\v")
