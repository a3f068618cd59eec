"""Backups that hold one database and nothing else, such as that of an exchange node; and the steps that all backups share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from shiome.errors import InputRefused, StoreUnavailable, why
from shiome.records.dumps.archive import Archive
from shiome.records.dumps.dumping import dump
from shiome.records.dumps.loading import check_parts, load, place_file
from shiome.records.dumps.manifest import Manifest, StoredPart
from shiome.records.dumps.part import Part
from shiome.records.dumps.writing import Writer, writing_archive
from shiome.records.store.engine import WRITING, make_engine, parse_url, shown
from shiome.records.store.failures import translated

FILES = "files/"
"""Beginning of the names of members that are files, not tables."""
BUSY_SECONDS = 10.0
"""How long a backup waits for a writer."""


@dataclass(frozen=True)
class Backup:
    """A backup that was written or restored.

    Parameters
    ----------
    sha256:
        Of the whole file; keep it apart from the backup, and give it when restoring.
    left_out:
        Links and special files, which a backup does not follow.
    """

    path: Path
    sha256: str
    manifest: Manifest
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(sum(part.rows.values()) for part in self.manifest.parts)

    @property
    def files(self) -> int:
        """Files besides the database."""
        return sum(member.name.startswith(FILES) for member in self.manifest.members)


def back_up_database(url: str | Path, output: Path, part: Part) -> Backup:
    """Write a backup of a database that may be in use.

    Parameters
    ----------
    url:
        As :func:`shiome.records.store.engine.parse_url` takes it.
    output:
        File that does not exist yet.

    Raises
    ------
    InputRefused
        ``backup.exists``, ``backup.nothing``, ``backup.source``; nothing is left behind.
    StoreUnavailable
        The database cannot be reached, or the backup cannot be written.
    """
    with writing_archive(output) as archive:
        archive.about["kind"] = part.name
        dump_address(url, [part], archive)
    with Archive(output) as written:
        return Backup(output, written.sha256(), written.manifest)


def restore_database(file: Path, url: str | Path, part: Part, *, sha256: str = "") -> Backup:
    """Restore such a backup into an empty PostgreSQL database or a SQLite file that does not exist yet.

    Raises
    ------
    InputRefused
        ``backup.damaged``, ``backup.digest``, ``backup.version``, ``backup.not_empty`` …; nothing was restored.
    StoreUnavailable
        The database cannot be reached or written.
    """
    address = parse_url(url)
    with Archive(file, sha256=sha256) as archive:
        check_kind(archive, part.name)
        check_parts(archive, [part])
        (stored,) = archive.manifest.parts
        if address.get_backend_name() == "sqlite":
            _restore_file(Path(address.database or ""), part, stored, archive)
        else:
            where = shown(address)
            with (
                translated(where),
                TemporaryDirectory() as scratch,
                disposed(make_engine(address, mode="rw", busy_seconds=BUSY_SECONDS)) as engine,
                engine.connect().execution_options(**{WRITING: True}) as connection,
                connection.begin(),
            ):
                load(connection, part, stored, archive, scratch=Path(scratch))
        return Backup(file, archive.sha256(), archive.manifest)


def check_kind(archive: Archive, kind: str) -> None:
    """Check that the backup is of that kind of thing.

    Raises
    ------
    InputRefused
        ``backup.kind``: it is of another.
    """
    found = archive.manifest.about.get("kind", "")
    if found != kind:
        raise InputRefused(
            "backup.kind",
            f"{archive.path} is a backup of: {found}; wanted: {kind}",
            ja=f"{archive.path} は {found} の控えで、{kind} の控えではない",
            hint="a workspace is restored with --workspace, a node with --settings",
            hint_ja="ワークスペースは --workspace、ノードは --settings を付けて戻す",
            failed=archive.path,
        )


def dump_address(url: str | Path, parts: Sequence[Part], archive: Writer) -> None:
    """Add to a backup the parts that the database at an address has."""
    address = parse_url(url)
    with translated(shown(address)), disposed(make_engine(address, mode="rw", busy_seconds=BUSY_SECONDS)) as engine:
        dump(engine, parts, archive)


def place(part: Part, stored: StoredPart, archive: Archive, path: Path, *, scratch: Path) -> None:
    """Put a part into the SQLite file at ``path``: as it was, or from the rows of a PostgreSQL database."""
    if stored.file:
        place_file(part, stored, archive, path)
        return
    with (
        translated(str(path)),
        disposed(make_engine(parse_url(path), mode="rwc", busy_seconds=BUSY_SECONDS)) as engine,
    ):
        _write_ahead(engine)
        with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            load(connection, part, stored, archive, scratch=scratch)


@contextmanager
def disposed(engine: Engine) -> Iterator[Engine]:
    """The engine, its connections let go of at the end of the block."""
    try:
        yield engine
    finally:
        engine.dispose()


def _restore_file(path: Path, part: Part, stored: StoredPart, archive: Archive) -> None:
    if path.exists():
        raise InputRefused(
            "backup.not_empty",
            f"{path} exists already",
            ja=f"{path} は既にある",
            hint="restore into a new file",
            hint_ja="新しいファイルに戻す",
            failed=path,
        )
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".restore-") as scratch:
            made = Path(scratch) / path.name
            place(part, stored, archive, made, scratch=Path(scratch))
            made.rename(path)
    except OSError as error:
        raise StoreUnavailable(
            "backup.restore",
            f"{path} cannot be written: {why(error).en}",
            ja=f"{path} に書き込めない（{why(error).ja}）",
            hint="give a folder that can be written and has room",
            hint_ja="書き込める空きのあるフォルダーを指定する",
            failed=path,
        ) from error


def _write_ahead(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    finally:
        raw.close()
