"""Writing the file of a backup, which takes its name only when it is whole; see :mod:`shiome.records.dumps.archive`."""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO

import msgspec

from shiome.errors import InputRefused, StoreUnavailable, why
from shiome.records.dumps.archive import Archive
from shiome.records.dumps.manifest import FORMAT, MANIFEST, Manifest, Member, StoredPart


class Writer:
    """A backup being written; get one from :func:`writing_archive`."""

    def __init__(self, tar: tarfile.TarFile, scratch: Path) -> None:
        self._tar = tar
        self._members: list[Member] = []
        self.scratch = scratch
        """A folder for what has to be made before it can be added; it goes when the backup is finished."""
        self.parts: list[StoredPart] = []
        self.about: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file.

        Raises
        ------
        InputRefused
            ``backup.changed``: it became shorter while it was read.
        """
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            self._add(name, size, file, str(path))

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a few bytes."""
        self._add(name, len(data), BytesIO(data), name)

    def finish(self) -> None:
        """Add the manifest."""
        manifest = Manifest(
            format=FORMAT,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            program=version("shiome"),
            about=self.about,
            parts=tuple(self.parts),
            members=tuple(self._members),
        )
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        self._tar.addfile(_header(MANIFEST, len(data)), BytesIO(data))

    def _add(self, name: str, size: int, file: IO[bytes], where: str) -> None:
        counted = _Counted(file)
        try:
            self._tar.addfile(_header(name, size), counted)
        except OSError as error:
            if counted.length < size and error.errno is None:
                raise InputRefused(
                    "backup.changed",
                    f"{where} became shorter while it was read",
                    ja=f"読み取り中に {where} が短くなった",
                    hint="end what writes it and repeat",
                    hint_ja="書き込んでいる処理を終えてから繰り返す",
                    failed=where,
                ) from error
            raise
        self._members.append(Member(name=name, bytes=size, sha256=counted.digest.hexdigest()))


@contextmanager
def writing_archive(path: Path) -> Iterator[Writer]:
    """A new backup, which takes its name when it is whole and has been read again; readable by its owner only.

    Raises
    ------
    InputRefused
        ``backup.exists``: there is a file of that name.
    StoreUnavailable
        ``backup.write``: the folder cannot be written or is full; nothing is left behind.
    """
    if path.exists():
        raise InputRefused(
            "backup.exists",
            f"{path} exists already",
            ja=f"{path} は既にある",
            hint="name another file; a backup is never written over",
            hint_ja="別の名前を指定する（控えは上書きしない）",
            failed=path,
        )
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".backup-") as scratch:
            made = Path(scratch) / "backup.tar"
            made.touch(mode=0o600)
            with made.open("r+b") as file:
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    writer = Writer(tar, Path(scratch))
                    yield writer
                    writer.finish()
                file.flush()
                os.fsync(file.fileno())
            Archive(made).close()
            made.rename(path)
    except OSError as error:
        raise StoreUnavailable(
            "backup.write",
            f"the backup {path} cannot be written: {why(error).en}",
            ja=f"控え {path} を書けない（{why(error).ja}）",
            hint="give a folder that can be written and has room for the backup and once more its database",
            hint_ja="書き込みができ、控えとデータベースの分の空きがあるフォルダーを指定する",
            failed=path,
        ) from error


@dataclass
class _Counted:
    """A file that is hashed while tar reads it."""

    file: IO[bytes]

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256()
        self.length = 0

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        self.length += len(piece)
        return piece


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size = size
    header.mode = 0o600
    return header
