"""Backup and restore of a workspace: its database, its files, and what is written of it nowhere else."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from shiome.errors import InputRefused, StoreUnavailable, why
from shiome.records.dumps import (
    BUSY_SECONDS,
    FILES,
    RECORDS,
    Archive,
    Backup,
    Part,
    Writer,
    check_kind,
    check_parts,
    disposed,
    dump_address,
    load,
    place,
    snapshot,
    writing_archive,
)
from shiome.records.store.engine import WRITING, make_engine, parse_url, shown
from shiome.records.store.failures import translated
from shiome.workspace.settings import FILE, Settings, read_settings, write_settings
from shiome.workspace.tables import FEEDS, VOTES

WORKSPACE = "workspace"
DATASETS = (VOTES, FEEDS)
"""Folders that can be loaded again from their sources."""
_BESIDE = ("", "-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\0"


def back_up(
    folder: Path,
    output: Path,
    *,
    further: Sequence[Part] = (),
    datasets: bool = False,
    leave_out: Collection[str] = (),
) -> Backup:
    """Write a backup of a workspace that may be in use.

    Parameters
    ----------
    folder:
        Of the workspace.
    output:
        File that does not exist yet.
    further:
        Parts that live beside the records, in their database or in a file of their own in the folder.
    datasets:
        Also what can be loaded again from its sources (:data:`DATASETS`).
    leave_out:
        Folders that are backed up another way, or never, such as those of private keys.

    Raises
    ------
    NotKnown
        There is no workspace.
    StoreUnavailable
        Its database cannot be reached, or the backup cannot be written.
    InputRefused
        ``backup.exists``, ``backup.source`` …; nothing is left behind.
    """
    settings = read_settings(folder)
    parts = (RECORDS, *further)
    with writing_archive(output) as archive:
        archive.about |= {"kind": WORKSPACE, "region": settings.region}
        # The database first: every file that it speaks of is there when the files are read.
        if settings.db:
            dump_address(settings.db, parts, archive)
        else:
            for part in parts:
                if part is RECORDS or (folder / part.file).exists():
                    dump_address(folder / part.file, [part], archive)
        skipped = {FILE, *(f"{part.file}{end}" for part in parts for end in _BESIDE)}
        skipped |= set() if datasets else set(DATASETS)
        left_out = _add_files(folder, archive, skipped=skipped, leave_out=leave_out, own=output)
    with Archive(output) as written:
        return Backup(output, written.sha256(), written.manifest, left_out)


def restore(file: Path, folder: Path, *, db: str = "", further: Sequence[Part] = (), sha256: str = "") -> Backup:
    """Make a workspace from a backup; nothing is touched before the whole file has been checked.

    Parameters
    ----------
    folder:
        Of the new workspace; it is empty or does not exist.
    db:
        Address of an empty PostgreSQL database; empty for SQLite files in the folder.
    sha256:
        Of the file, as noted when the backup was made.

    Raises
    ------
    InputRefused
        ``backup.damaged``, ``backup.digest``, ``backup.version``, ``backup.not_empty`` …; nothing was restored.
    StoreUnavailable
        The database cannot be reached, or the folder cannot be written.
    """
    parts = (RECORDS, *further)
    with Archive(file, sha256=sha256) as archive:
        check_kind(archive, WORKSPACE)
        known = check_parts(archive, parts)
        with _new_folder(folder) as scratch:
            _extract_files(archive, scratch)
            write_settings(scratch, Settings(region=archive.manifest.about.get("region", ""), db=db))
            if db:
                _load_all(archive, known, db, scratch, folder)
            else:
                _place_all(archive, known, scratch)
                _take_name(scratch, folder)
        return Backup(file, archive.sha256(), archive.manifest)


def _add_files(
    folder: Path, archive: Writer, *, skipped: Collection[str], leave_out: Collection[str], own: Path
) -> tuple[str, ...]:
    """Add what lies in the folder; what was left out and is nowhere else."""
    passed_over = {archive.scratch.absolute(), own.absolute()}
    left_out = {name for name in leave_out if (folder / name).exists()}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if (
            name.parts[0] in skipped
            or name.parts[0] in leave_out
            or passed_over & {path.absolute(), *path.absolute().parents}
        ):
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            left_out.add(name.as_posix())
        elif path.is_file():
            _add_file(path, f"{FILES}{name.as_posix()}", archive)
    return tuple(sorted(left_out))


def _add_file(path: Path, name: str, archive: Writer) -> None:
    """Add a file; of a database that may be in use, a copy that is whole."""
    if any(path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).exists() for end in _BESIDE[1:]):
        return  # the log of a database, which its copy has taken in
    with path.open("rb") as file:
        is_database = file.read(len(_SQLITE)) == _SQLITE
    if not is_database:
        archive.add(name, path)
        return
    copy = archive.scratch / "copy"
    with closing(sqlite3.connect(path)) as connection:
        snapshot(connection, copy)
    archive.add(name, copy)
    copy.unlink()


def _extract_files(archive: Archive, scratch: Path) -> None:
    for name in archive.names:
        if name.startswith(FILES):
            archive.extract(name, scratch / name.removeprefix(FILES))


def _load_all(archive: Archive, known: dict[str, Part], db: str, scratch: Path, folder: Path) -> None:
    """All parts in one transaction; the folder takes its name before it ends, so that both are there or neither is."""
    address = parse_url(db)
    where = shown(address)
    with translated(where), disposed(make_engine(address, mode="rw", busy_seconds=BUSY_SECONDS)) as engine:
        try:
            with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                for stored in archive.manifest.parts:
                    load(connection, known[stored.name], stored, archive, scratch=scratch)
                _take_name(scratch, folder)
        except BaseException:
            if not scratch.exists():  # the transaction failed at its very end: the name is given back
                folder.rename(scratch)
            raise


def _place_all(archive: Archive, known: dict[str, Part], scratch: Path) -> None:
    for stored in archive.manifest.parts:
        part = known[stored.name]
        place(part, stored, archive, scratch / part.file, scratch=scratch)


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the one that is to be; it is removed unless it has taken that one's name."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputRefused(
            "backup.folder",
            f"{folder} is not empty",
            ja=f"{folder} は空でない",
            hint="restore into a new folder",
            hint_ja="新しいフォルダーに戻す",
            failed=folder,
        )
    scratch = folder.absolute().parent / f".{folder.name}-{secrets.token_hex(4)}"
    try:
        scratch.mkdir(parents=True)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise StoreUnavailable(
            "backup.restore",
            f"{folder} cannot be written: {why(error).en}",
            ja=f"{folder} に書き込めない（{why(error).ja}）",
            hint="give a folder that can be written and has room",
            hint_ja="書き込める空きのあるフォルダーを指定する",
            failed=folder,
        ) from error


def _take_name(scratch: Path, folder: Path) -> None:
    os.replace(scratch, folder)  # noqa: PTH105 - over an empty folder too
