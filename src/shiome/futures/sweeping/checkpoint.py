"""What is finished of a sweep, kept in a folder so that an interrupted one goes on where it stopped.

One file for each sweep, named by the digest of its function and points: JSON lines, the first about the sweep, then one for each finished
point. Faults are not kept: a point that failed is tried again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from shiome.errors import StoreUnavailable, why


class _Heading(msgspec.Struct, frozen=True):
    sweep: str
    function: str
    points: int


class _Finished(msgspec.Struct, frozen=True):
    key: str
    result: msgspec.Raw


class Checkpoint:
    """An open checkpoint: the results found in it, by the keys of their points, and where further ones are written."""

    def __init__(self, file: BinaryIO, results: dict[str, bytes]) -> None:
        self._file = file
        self.results = results

    def keep(self, key: str, result: bytes) -> None:
        """Write the result of a point; from here on it survives the end of this process."""
        self._file.write(msgspec.json.encode(_Finished(key, msgspec.Raw(result))) + b"\n")
        self._file.flush()


@contextmanager
def opened(folder: Path, *, sweep: str, function: str, points: int) -> Iterator[Checkpoint]:
    """The checkpoint of a sweep, locked while it is open.

    Parameters
    ----------
    sweep:
        The digest that names it.
    function, points:
        What is swept over how many points, for the reader of the file.

    Raises
    ------
    StoreUnavailable
        ``sweep.checkpoint``: it is damaged, in use by another process, or cannot be written.
    """
    path = folder / f"{sweep}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise _unavailable(path, *why(error), "give a folder that can be written") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _unavailable(
                path, "another process is using it", "ほかのプロセスが使っている", "wait for it"
            ) from error
        file.seek(0)
        results = _read(path, file)
        if not file.tell():
            file.write(msgspec.json.encode(_Heading(sweep, function, points)) + b"\n")
        yield Checkpoint(file, results)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path, file: BinaryIO) -> dict[str, bytes]:
    """The results in a file; a last line that was cut off by an interruption is taken away."""
    results: dict[str, bytes] = {}
    whole = 0
    for number, line in enumerate(file, start=1):
        if not line.endswith(b"\n"):
            break
        try:
            if number == 1:
                msgspec.json.decode(line, type=_Heading)
            else:
                found = msgspec.json.decode(line, type=_Finished)
                results[found.key] = bytes(found.result)
        except msgspec.MsgspecError as error:
            hint = "delete it and sweep again"
            raise _unavailable(path, f"line {number} is damaged", f"{number} 行目が壊れている", hint) from error
        whole += len(line)
    file.seek(whole)
    file.truncate()
    return results


def _unavailable(path: Path, text: str, ja: str, hint: str) -> StoreUnavailable:
    hints_ja = {"wait for it": "終わるのを待つ", "delete it and sweep again": "削除してやり直す"}
    return StoreUnavailable(
        "sweep.checkpoint",
        f"checkpoint {path}: {text}",
        ja=f"途中結果 {path}：{ja}",
        hint=hint,
        hint_ja=hints_ja.get(hint, "書き込めるフォルダーを指定する"),
        failed=path,
    )
