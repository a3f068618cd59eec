"""The file of a backup: a tar of members and, as its last one, a manifest with the length and SHA-256 of each.

A file that was cut short has no manifest; one that was changed or added to does not fit it. Both are found before anything is restored. A
manifest says nothing of who wrote it: where that matters, keep the SHA-256 of the whole file elsewhere and give it when restoring.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import msgspec

from shiome.errors import InputRefused, why
from shiome.records.dumps.manifest import FORMAT, MANIFEST, Manifest, Member

_PIECE = 1 << 20


class Archive:
    """A backup that has been checked from beginning to end.

    Parameters
    ----------
    sha256:
        Of the whole file, as it was noted when the backup was made; not compared where it is empty.

    Raises
    ------
    InputRefused
        ``backup.damaged``: it is cut short, changed or no backup; ``backup.digest``: it is another file than the one noted.
    """

    def __init__(self, path: Path, *, sha256: str = "") -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise damaged(path, *why(error)) from error
        try:
            self._places = self._checked(sha256)
        except (tarfile.TarError, EOFError, ValueError) as error:
            self._file.close()
            raise damaged(path, str(error) or "it is no tar") from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, without the manifest."""
        return tuple(self._places)

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, piece by piece."""
        return self._pieces(*self._places[name])

    def extract(self, name: str, path: Path) -> None:
        """Write a member to ``path``, whose folder is made if need be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in self.read(name):
                file.write(piece)

    def _checked(self, sha256: str) -> Mapping[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        with tarfile.open(fileobj=self._file, mode="r:") as tar:
            for header in tar:
                if not header.isreg() or header.name in found or MANIFEST in found:
                    raise ValueError(f"its member {header.name!r} does not belong there")
                found[header.name] = (header.offset_data, header.size)
        end = max((place + _padded(size) for place, size in found.values()), default=0)
        if MANIFEST not in found:
            raise ValueError("it ends before its manifest")
        self._check_end(end)
        self.manifest = self._manifest(b"".join(self._pieces(*found.pop(MANIFEST))))
        if self.manifest.members != tuple(self._member(name, *place) for name, place in found.items()):
            raise ValueError("its members are not those of its manifest")
        if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in found):
            raise ValueError("a member lies outside")
        if sha256 and self.sha256() != sha256.lower():
            raise InputRefused(
                "backup.digest",
                f"{self.path} is not the backup with the SHA-256 {sha256}",
                ja=f"{self.path} は SHA-256 が {sha256} の控えではない",
                hint="look for the file whose digest was noted when the backup was made",
                hint_ja="控えを作ったときに書き留めたダイジェストのファイルを探す",
                failed=self.path,
            )
        return found

    def sha256(self) -> str:
        """SHA-256 of the whole file, in hexadecimal."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def _member(self, name: str, place: int, size: int) -> Member:
        digest = hashlib.sha256()
        for piece in self._pieces(place, size):
            digest.update(piece)
        return Member(name=name, bytes=size, sha256=digest.hexdigest())

    def _pieces(self, place: int, size: int) -> Iterator[bytes]:
        self._file.seek(place)
        left = size
        while left:
            piece = self._file.read(min(left, _PIECE))
            if not piece:
                raise ValueError("it is cut short")
            left -= len(piece)
            yield piece

    def _check_end(self, end: int) -> None:
        """After the last member stand zeros up to a full record of tar, and nothing else."""
        whole = _padded(end + 2 * tarfile.BLOCKSIZE, tarfile.RECORDSIZE)
        self._file.seek(end)
        rest = self._file.read(whole - end + 1)
        if len(rest) != whole - end or any(rest):
            raise ValueError("it is cut short or something was added")

    def _manifest(self, data: bytes) -> Manifest:
        manifest = msgspec.json.decode(data, type=Manifest)
        if manifest.format != FORMAT:
            raise ValueError(f"its format is {manifest.format!r}, not {FORMAT!r}")
        return manifest


def _padded(size: int, block: int = tarfile.BLOCKSIZE) -> int:
    return -(-size // block) * block


def damaged(path: Path, text: str, ja: str = "") -> InputRefused:
    """The refusal of a backup that is not whole."""
    return InputRefused(
        "backup.damaged",
        f"{path} is no whole backup: {text}",
        ja=f"{path} は完全な控えではない（{ja or text}）",
        hint="use another copy of it; nothing was restored",
        hint_ja="別の写しを使う（何も戻していない）",
        failed=path,
    )
