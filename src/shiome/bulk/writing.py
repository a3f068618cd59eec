"""Events of one raw file on their way into the store: written aside, moved into place when all are there."""

from __future__ import annotations

import os
import shutil
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from shiome.bulk.chunks import Reject
from shiome.bulk.extra import Array, Table, np, pa, pq
from shiome.bulk.manifest import REJECTS, STAGING, Part
from shiome.bulk.schema import event_schema

GROUP_ROWS = 32_768
"""Rows of a Parquet row group."""
_PENDING_ROWS = 65_536
"""Rows held back in memory, over all months."""
_WORTH_WRITING = 4_096
"""Rows of one month for which a row group is worth while before the end."""
_OPEN_WRITERS = 24
_DISTINCT = ("feed_id", "key", "row_hash", "line", "url", "note")
"""Columns of which hardly two rows agree: a dictionary of them is only work."""
_BOUNDED = ["feed_id", "event_first", "event_last", "added_date", "source_country", "target_country", "plover"]
"""Columns by which readers skip row groups."""


class Staging:
    """A folder aside in which the events of one raw file are written.

    Use as a context manager: whatever was not committed is gone afterwards.
    """

    def __init__(self, folder: Path, feed: str, sha256: str) -> None:
        self.folder = folder
        self.feed = feed
        self._name = sha256[:16]
        self._aside = folder / STAGING / f"{self._name}-{os.getpid()}"
        self._pending: list[Table] = []
        self._months: list[Array] = []
        self._waiting = 0
        self._writers: OrderedDict[str, tuple[Any, Part]] = OrderedDict()
        self._parts: list[Part] = []
        self._written: dict[str, int] = {}
        self._rejects: BinaryIO | None = None

    def __enter__(self) -> Staging:
        self._clear_abandoned()
        self._aside.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for month in list(self._writers):
            with suppress(OSError):
                self._close(month)
        if self._rejects is not None:
            self._rejects.close()
        shutil.rmtree(self._aside, ignore_errors=True)
        with suppress(OSError):
            self._aside.parent.rmdir()

    def add(self, events: Table, months: Array) -> None:
        """Take events in; ``months`` says in which month each lies."""
        self._pending.append(events)
        self._months.append(months)
        self._waiting += len(months)
        if self._waiting >= _PENDING_ROWS:
            self._distribute(keep=_PENDING_ROWS // 2)

    def reject(self, rejects: Iterable[Reject]) -> None:
        """Write rows to the reject file."""
        for reject in rejects:
            if self._rejects is None:
                path = self._aside / f"{self._name}.jsonl"
                self._rejects = path.open("wb")
            self._rejects.write(msgspec.json.encode(reject) + b"\n")

    def commit(self) -> tuple[tuple[Part, ...], str | None]:
        """Move everything into place; gives the parts and the reject file, relative to the store."""
        self._distribute(keep=0)
        for month in list(self._writers):
            self._close(month)
        for part in self._parts:
            _move(self._aside / part.path, self.folder / part.path)
        rejects = None
        if self._rejects is not None:
            self._rejects.close()
            rejects = f"{REJECTS}/{self.feed}/{self._name}.jsonl"
            _move(self._aside / f"{self._name}.jsonl", self.folder / rejects)
            self._rejects = None
        return tuple(sorted(self._parts, key=lambda part: part.path)), rejects

    def _distribute(self, *, keep: int) -> None:
        """Write what waits, month by month, the largest first; up to ``keep`` rows of small months go on waiting."""
        if not self._waiting:
            return
        events = pa.concat_tables(self._pending).combine_chunks()
        months = np.concatenate(self._months)
        numbers, counts = np.unique(months, return_counts=True)
        left = np.ones(len(months), dtype=bool)
        for position in np.argsort(-counts, kind="stable").tolist():
            if keep and counts[position] < _WORTH_WRITING and left.sum() <= keep:
                break
            chosen = months == numbers[position]
            self._write(month_label(int(numbers[position])), events.take(pa.array(np.flatnonzero(chosen))))
            left &= ~chosen
        self._waiting = int(left.sum())
        self._pending = [events.take(pa.array(np.flatnonzero(left)))] if self._waiting else []
        self._months = [months[left]] if self._waiting else []

    def _write(self, month: str, events: Table) -> None:
        writer, part = self._writers.pop(month) if month in self._writers else self._open(month)
        writer.write_table(events, row_group_size=GROUP_ROWS)
        self._writers[month] = writer, msgspec.structs.replace(part, rows=part.rows + events.num_rows)
        if len(self._writers) > _OPEN_WRITERS:
            self._close(next(iter(self._writers)))

    def _open(self, month: str) -> tuple[Any, Part]:
        number = self._written[month] = self._written.get(month, -1) + 1
        part = Part(f"feed={self.feed}/month={month}/{self._name}-{number}.parquet", month, 0)
        path = self._aside / part.path
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = pq.ParquetWriter(
            path,
            event_schema(),
            compression="zstd",
            compression_level=1,
            use_dictionary=[field.name for field in event_schema() if field.name not in _DISTINCT],
            write_statistics=_BOUNDED,
        )
        return writer, part

    def _close(self, month: str) -> None:
        writer, part = self._writers.pop(month)
        writer.close()
        self._parts.append(part)

    def _clear_abandoned(self) -> None:
        """Remove what a loading that was killed has left of the same file."""
        for path in (self.folder / STAGING).glob(f"{self._name}-*"):
            process = path.name.rpartition("-")[2]
            if process.isdigit() and (int(process) == os.getpid() or not _is_alive(int(process))):
                shutil.rmtree(path, ignore_errors=True)


def months_of(events: Table) -> Array:
    """The month of each event, counted from January 1970."""
    days = events.column("event_first").combine_chunks().to_numpy(zero_copy_only=False)
    return days.astype("datetime64[M]").astype(np.int64)


def month_label(month: int) -> str:
    """The name of a month's folder.

    >>> month_label(653)
    '2024-06'
    """
    return f"{1970 + month // 12:04d}-{month % 12 + 1:02d}"


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
