"""What has been loaded: one entry per file, written last, so that what has no entry does not count."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from shiome.bulk.manifest import MANIFEST
from shiome.errors import StoreUnavailable


class Part(msgspec.Struct, frozen=True):
    """One Parquet file."""

    path: str
    """Relative to the folder of the data set."""
    day: str
    cell: str
    rows: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was loaded."""

    file: str
    sha256: str
    bytes: int
    rows: int
    """Lines that tell a position or were meant to: loaded and rejected."""
    loaded: int
    rejected: int
    blank: int
    other: int
    """Messages of other kinds."""
    repeats: int
    """Of the loaded: same vessel, moment and place as one before."""
    faults: dict[str, int]
    """Of the loaded: how many carry each fault."""
    reasons: dict[str, int]
    """Of the rejected: how many for each reason."""
    first: int
    """Earliest moment, milliseconds since 1970."""
    last: int
    simulated: bool
    """Whether the file says of itself that it was simulated."""
    rejects: str | None
    """File of rejected lines, relative to the folder."""
    parts: tuple[Part, ...]


def read_entry(folder: Path, sha256: str) -> Entry | None:
    """The entry of a file, where it was loaded."""
    path = _path(folder, sha256)
    return _read(path) if path.is_file() else None


def read_manifest(folder: Path) -> list[Entry]:
    """All entries, by file.

    Raises
    ------
    StoreUnavailable
        ``positions.manifest``: an entry is damaged.
    """
    entries = [_read(path) for path in sorted((folder / MANIFEST).glob("*.json"))]
    return sorted(entries, key=lambda entry: (entry.file, entry.sha256))


def write_entry(folder: Path, entry: Entry) -> None:
    """Write an entry in one step."""
    path = _path(folder, entry.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n")
    draft.replace(path)


def _path(folder: Path, sha256: str) -> Path:
    return folder / MANIFEST / f"{sha256[:16]}.json"


def _read(path: Path) -> Entry:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Entry)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreUnavailable(
            "positions.manifest",
            f"{path} is damaged: {error}",
            ja=f"{path} が壊れている: {error}",
            hint="delete it and load its file again",
            hint_ja="削除して、そのファイルを読み込み直す",
            failed=path,
        ) from error
