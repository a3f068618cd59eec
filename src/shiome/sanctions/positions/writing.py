"""Positions of one file on their way into the data set: written aside by day and cell, moved into place when all are there."""

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
from shiome.bulk.manifest import REJECTS, STAGING
from shiome.sanctions.positions.manifest import Part
from shiome.sanctions.positions.schema import cell_name, cell_numbers, position_schema

GROUP_ROWS = 65_536
_PENDING_ROWS = 262_144
_OPEN_WRITERS = 32
_DAY_MS = 86_400_000
_CELLS = 1 << 10
_WORDS = ["imo", "name", "flag", "receiver", "mid", "source", "faults", "mmsi"]
"""Columns in which few values recur."""


class Staging:
    """A folder aside in which the positions of one file are written; what was not committed is gone afterwards."""

    def __init__(self, folder: Path, sha256: str) -> None:
        self._folder = folder
        self._name = sha256[:16]
        self._aside = folder / STAGING / f"{self._name}-{os.getpid()}"
        self._pending: list[Table] = []
        self._waiting = 0
        self._writers: OrderedDict[int, tuple[Any, Part]] = OrderedDict()
        self._parts: list[Part] = []
        self._written: dict[int, int] = {}
        self._rejects: BinaryIO | None = None

    def __enter__(self) -> Staging:
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for place in list(self._writers):
            with suppress(OSError):
                self._close(place)
        if self._rejects is not None:
            self._rejects.close()
        shutil.rmtree(self._aside, ignore_errors=True)
        with suppress(OSError):
            self._aside.parent.rmdir()

    def add(self, table: Table) -> None:
        """Take positions in."""
        self._pending.append(table)
        self._waiting += table.num_rows
        if self._waiting >= _PENDING_ROWS:
            self._distribute()

    def reject(self, rejects: Iterable[Reject]) -> None:
        """Write lines to the reject file."""
        for reject in rejects:
            if self._rejects is None:
                self._rejects = (self._aside / "rejects.jsonl").open("wb")
            self._rejects.write(msgspec.json.encode(reject) + b"\n")

    def commit(self) -> tuple[tuple[Part, ...], str | None]:
        """Move everything into place; gives the parts and the reject file, relative to the data set."""
        self._distribute()
        for place in list(self._writers):
            self._close(place)
        for part in self._parts:
            _move(self._aside / part.path, self._folder / part.path)
        rejects = None
        if self._rejects is not None:
            self._rejects.close()
            self._rejects = None
            rejects = f"{REJECTS}/{self._name}.jsonl"
            _move(self._aside / "rejects.jsonl", self._folder / rejects)
        return tuple(sorted(self._parts, key=lambda part: part.path)), rejects

    def _distribute(self) -> None:
        if not self._waiting:
            return
        table = pa.concat_tables(self._pending).combine_chunks()
        self._pending, self._waiting = [], 0
        places = days_of(table) * _CELLS + cell_numbers(*(table.column(name).to_numpy() for name in ("lat", "lon")))
        # By vessel and time within a cell: readers that want some vessels can leave most pages alone.
        moments, mmsi = table.column("time").cast(pa.int64()).to_numpy(), table.column("mmsi").to_numpy()
        order = np.lexsort((moments, mmsi, places))
        table, places = table.take(pa.array(order)), places[order]
        new = np.flatnonzero(np.r_[True, places[1:] != places[:-1]]).tolist()
        for first, behind in zip(new, [*new[1:], len(places)], strict=True):
            self._write(int(places[first]), table.slice(first, behind - first))

    def _write(self, place: int, table: Table) -> None:
        writer, part = self._writers.pop(place) if place in self._writers else self._open(place)
        writer.write_table(table, row_group_size=GROUP_ROWS)
        self._writers[place] = writer, msgspec.structs.replace(part, rows=part.rows + table.num_rows)
        if len(self._writers) > _OPEN_WRITERS:
            self._close(next(iter(self._writers)))

    def _open(self, place: int) -> tuple[Any, Part]:
        number = self._written[place] = self._written.get(place, -1) + 1
        day, cell = str(np.datetime64(place // _CELLS, "D")), cell_name(place % _CELLS)
        part = Part(f"day={day}/cell={cell}/{self._name}-{number}.parquet", day, cell, 0)
        path = self._aside / part.path
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = pq.ParquetWriter(
            path, position_schema(), compression="zstd", compression_level=1, use_dictionary=_WORDS,
            write_statistics=["mmsi", "time"],
        )  # fmt: skip
        return writer, part

    def _close(self, place: int) -> None:
        writer, part = self._writers.pop(place)
        writer.close()
        self._parts.append(part)


def days_of(table: Table) -> Array:
    """The day of each position, counted from 1970."""
    return table.column("time").cast(pa.int64()).to_numpy() // _DAY_MS


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
