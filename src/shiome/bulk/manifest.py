"""What has been loaded: one entry per raw file, written last, so that what has no entry does not count."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import msgspec

from shiome.errors import StoreUnavailable

MANIFEST = "_manifest"
REJECTS = "_rejects"
STAGING = "_staging"


class Part(msgspec.Struct, frozen=True):
    """One Parquet file."""

    path: str
    """Relative to the folder of the store."""
    month: str
    rows: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One raw file that was loaded."""

    feed: str
    codebook: str
    file: str
    sha256: str
    bytes: int
    rows: int
    """Rows of the file: those loaded and those rejected."""
    loaded: int
    rejected: int
    blank: int
    repeats: dict[str, int]
    """Of the loaded: ``row`` and ``id``."""
    faults: dict[str, int]
    """Of the loaded: how many carry each fault."""
    reasons: dict[str, int]
    """Of the rejected: how many for each reason."""
    first_event: date | None
    last_event: date | None
    first_added: date | None
    last_added: date | None
    added_basis: str
    rejects: str | None
    """Reject file, relative to the folder of the store."""
    parts: tuple[Part, ...]
    by: str = ""
    """Package, name and version of the plug-in that read it; empty for Shiome's own readers."""


def entry_path(folder: Path, feed: str, sha256: str) -> Path:
    """Where the entry of a raw file stands."""
    return folder / MANIFEST / f"{feed}-{sha256[:16]}.json"


def read_entry(folder: Path, feed: str, sha256: str) -> Entry | None:
    """The entry of a raw file, where it was loaded."""
    path = entry_path(folder, feed, sha256)
    return _read(path) if path.is_file() else None


def read_manifest(folder: Path) -> list[Entry]:
    """All entries, by feed and file.

    Raises
    ------
    StoreUnavailable
        ``bulk.manifest``: an entry is damaged.
    """
    entries = [_read(path) for path in sorted((folder / MANIFEST).glob("*.json"))]
    return sorted(entries, key=lambda entry: (entry.feed, entry.file, entry.sha256))


def write_entry(folder: Path, entry: Entry) -> None:
    """Write an entry in one step."""
    path = entry_path(folder, entry.feed, entry.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n")
    draft.replace(path)


def _read(path: Path) -> Entry:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Entry)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreUnavailable(
            "bulk.manifest",
            f"{path} is damaged: {error}",
            ja=f"{path} が壊れている: {error}",
            hint="delete it and load its file again",
            hint_ja="削除して、そのファイルを読み込み直す",
            failed=path,
        ) from error
