"""Results of parts of a watch, kept until the whole is done: a watch that was interrupted goes on with the parts that are missing.

A part is one file, written aside and moved into place, so that it is there whole or not at all. Its bytes are MessagePack; arrays keep
their kind and every bit of their numbers.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import msgspec
import numpy as np

from shiome.errors import StoreUnavailable, why

T = TypeVar("T")
_LOCK = "lock"
_KEY = re.compile(r"[0-9a-f]{16}")


def encoded(value: Any) -> bytes:
    """A result as bytes."""
    return msgspec.msgpack.encode(value, enc_hook=_array_told)


def decoded(content: bytes, kind: type[T]) -> T:
    """A result of a kind from its bytes.

    >>> decoded(encoded({"a": np.arange(3)}), dict[str, np.ndarray])["a"].tolist()
    [0, 1, 2]
    """
    return msgspec.msgpack.decode(content, type=kind, dec_hook=_array_read)


class Keeper:
    """The results of one watch in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def part(self, name: str, make: Callable[[], T], kind: type[T]) -> T:
        """The result of a part: as it was kept, or made now and kept.

        Raises
        ------
        StoreUnavailable
            ``watch.work``: it cannot be written, or what is there cannot be read.
        """
        path = self._path(name)
        try:
            if path.is_file():
                return decoded(path.read_bytes(), kind)
            value = make()
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(encoded(value))
            draft.replace(path)
        except (OSError, msgspec.MsgspecError) as error:
            raise work_refused(self.folder, error) from error
        return value

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.part"


def work_refused(folder: Path, error: Exception) -> StoreUnavailable:
    """What is said when the work of a watch can be neither kept nor read."""
    reason = why(error)
    return StoreUnavailable(
        "watch.work",
        f"the work of the watch in {folder} cannot be kept: {reason.en}",
        ja=f"監視の途中結果を {folder} に残せない: {reason.ja}",
        hint="delete the folder, or name another with --work",
        hint_ja="そのフォルダーを削除するか、--work で別の場所を指定する",
        failed=folder,
    )


@contextmanager
def workplace(work: Path | None, key: str) -> Iterator[Path]:
    """A folder for the work of one watch; what an earlier one with the same key left is still in it.

    It is gone once the watch is done, and stays where the watch fails; what watches with other keys left there is deleted, unless they
    are still at work. Without ``work``, or while another process does the same watch there, it is a temporary one. ``key`` tells which
    data and which rules the work belongs to: sixteen hexadecimal digits.
    """
    lock = None if work is None else _locked(work / key)
    if work is None or lock is None:
        with TemporaryDirectory(prefix="shiome-watch-") as folder:
            yield Path(folder)
        return
    try:
        _forget_others(work, key)
        yield work / key
        shutil.rmtree(work / key, ignore_errors=True)
        with suppress(OSError):  # another watch has its work there
            work.rmdir()
    finally:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """The folder's lock, which ends with the process; none while another process has it."""
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR)
        except FileNotFoundError:  # deleted between the two by another watch
            continue
        except OSError as error:
            raise work_refused(folder, error) from error
        if not _taken(lock):
            os.close(lock)
            return None
        if _lies_at(lock, folder / _LOCK):
            return lock
        os.close(lock)


def _taken(lock: int) -> bool:
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lies_at(lock: int, path: Path) -> bool:
    """Whether the file that was locked is still the one of that name; another watch may have deleted it before it was locked."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except OSError:
        return False


def _forget_others(work: Path, key: str) -> None:
    """Delete what abandoned watches of other data or by other rules left; nothing that no watch made, and nothing in use."""
    for folder in sorted(work.iterdir()):
        if folder.name == key or not _KEY.fullmatch(folder.name):
            continue
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR)
        except OSError:  # no work of a watch
            continue
        if _taken(lock):
            shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _array_told(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, np.ascontiguousarray(value).data.cast("B") if value.size else b""
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _array_read(kind: type, told: Any) -> Any:  # noqa: ARG001 - the only kind that is asked for
    dtype, shape, content = told
    return np.frombuffer(content, dtype=dtype).reshape(shape)
