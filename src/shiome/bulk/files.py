"""Raw files of feeds: plain, zipped or gzipped, read as lines in blocks of bounded size."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from shiome.errors import InputRefused, why

BLOCK_BYTES = 2 << 20
MAX_LINE_BYTES = 16 << 20
"""A line longer than this is no row of a table."""
_READ_ERRORS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

Progress = Callable[[int], None]


class Lines:
    """Lines of one raw file, in batches, without their ends.

    Parameters
    ----------
    path:
        The file; ``.zip`` (one table within) and ``.gz`` are unpacked as they are read.
    on_bytes:
        Called with the number of unpacked bytes read so far.
    """

    def __init__(self, path: Path, *, on_bytes: Progress | None = None, block_bytes: int = BLOCK_BYTES) -> None:
        self.path = path
        self._on_bytes = on_bytes
        self._block_bytes = block_bytes

    def batches(self) -> Iterator[tuple[int, list[bytes]]]:
        """(Number of the first line, lines) of each block; lines are numbered from 1.

        Raises
        ------
        InputRefused
            The file cannot be read, is packed in a way that is not known, or is no text.
        """
        number, rest, done = 1, b"", 0
        with opened(self.path) as stream:
            while True:
                block = self._read(stream)
                if number == 1 and not rest:
                    block = self._start(block)
                done += len(block)
                if self._on_bytes is not None:
                    self._on_bytes(done)
                lines = (rest + block).split(b"\n")
                rest = lines.pop() if block else b""
                if len(rest) > MAX_LINE_BYTES:
                    _refuse(self.path, f"line {number + len(lines)} is longer than {MAX_LINE_BYTES >> 20} MB")
                if not block and lines and not lines[-1]:
                    lines.pop()
                if lines:
                    yield number, [line[:-1] if line.endswith(b"\r") else line for line in lines]
                    number += len(lines)
                if not block:
                    return

    def _read(self, stream: IO[bytes] | gzip.GzipFile) -> bytes:
        try:
            return stream.read(self._block_bytes)
        except _READ_ERRORS as error:
            raise unreadable(self.path, error) from error

    def _start(self, block: bytes) -> bytes:
        start = block[:4096]
        # One NUL is a fault of a row; many are another encoding, or no text at all.
        if block.startswith(_WIDE_MARKS) or start.count(b"\0") > len(start) // 20:
            _refuse(self.path, "it is not text in UTF-8 or Latin-1")
        return block.removeprefix(_BYTE_ORDER_MARK)


def head(path: Path, count: int = 200) -> list[bytes]:
    """The first lines of a file, fewer where it is shorter.

    Raises
    ------
    InputRefused
        As :meth:`Lines.batches`; ``feed.empty`` where no line has text.
    """
    for _, lines in Lines(path, block_bytes=1 << 20).batches():
        if any(line.strip() for line in lines):
            return lines[:count]
    raise InputRefused(
        "feed.empty",
        f"{path.name} has no rows",
        ja=f"{path.name} には行がない",
        hint="give a file of events as the publisher hands it out",
        hint_ja="配布元のイベントファイルを渡す",
        failed=path,
    )


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """The unpacked bytes of a file."""
    try:
        if path.suffix.casefold() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_table_within(path, archive)) as stream:
                yield stream
        elif path.suffix.casefold() == ".gz":
            with gzip.open(path, "rb") as unpacked:
                yield unpacked
        else:
            with path.open("rb") as stream:
                yield stream
    except _READ_ERRORS as error:
        raise unreadable(path, error) from error


def content_hash(path: Path) -> str:
    """SHA-256 of the file as it lies there, in hexadecimal."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def table_name(path: Path) -> str:
    """The file's name without what packs it: ``a.export.CSV.zip`` is ``a.export.CSV``."""
    return path.stem if path.suffix.casefold() in (".zip", ".gz") else path.name


def unpacked_size(path: Path) -> int | None:
    """Bytes that reading will give, where the file tells."""
    if path.suffix.casefold() == ".zip":
        with zipfile.ZipFile(path) as archive:
            return max((member.file_size for member in archive.infolist()), default=None)
    return None if path.suffix.casefold() == ".gz" else path.stat().st_size


def unreadable(path: Path, error: BaseException) -> InputRefused:
    """The refusal of a file that is missing, broken or locked."""
    reason = why(error)
    return InputRefused(
        "feed.unreadable",
        f"{path} cannot be read: {reason.en}",
        ja=f"{path} を読めない: {reason.ja}",
        hint="check the path, or fetch the file again",
        hint_ja="パスを確かめるか、ファイルを取り直す",
        failed=path,
    )


def _table_within(path: Path, archive: zipfile.ZipFile) -> str:
    members = [
        name
        for name in archive.namelist()
        if not name.endswith("/") and not PurePosixPath(name).name.startswith(".") and "__MACOSX" not in name
    ]
    tables = [name for name in members if PurePosixPath(name).suffix.casefold() in (".csv", ".tab", ".tsv", ".txt")]
    if len(tables) != 1:
        raise InputRefused(
            "feed.archive",
            f"{path.name} holds {len(tables)} tables, not one",
            ja=f"{path.name} に表が {len(tables)} 個ある（1個でなければならない）",
            hint="unpack it and give the tables one by one",
            hint_ja="展開して表を一つずつ渡す",
            failed=path,
        )
    return tables[0]


def _refuse(path: Path, why: str) -> NoReturn:
    raise InputRefused(
        "feed.encoding",
        f"{path.name} cannot be read as a table of events: {why}",
        ja=f"{path.name} はイベントの表として読めない: {why}",
        hint="give the file as the publisher hands it out",
        hint_ja="配布元のファイルをそのまま渡す",
        failed=path,
    )
