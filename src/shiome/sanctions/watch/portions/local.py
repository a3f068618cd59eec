"""Portions of vessels on disk: a data set sorted once by vessel, so that one portion after another fits into memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from shiome.bulk.extra import Table, pa, pc, pq
from shiome.sanctions.positions.manifest import Part, read_manifest
from shiome.sanctions.positions.schema import position_schema
from shiome.sanctions.watch.encounters.partitions import OnPart
from shiome.sanctions.watch.keeping import Keeper, work_refused
from shiome.sanctions.watch.tracks import Tracks, tracks_of_table

Array = NDArray[Any]
T = TypeVar("T")
COLUMNS = (
    "mmsi", "imo", "time", "lat", "lon", "speed", "course", "heading", "draught", "name", "flag", "receiver", "source", "row",
)  # fmt: skip
_WORDS = ["name", "flag", "receiver", "source"]


class LocalPortions:
    """The vessels of a data set in portions of about ``rows_at_once`` rows; one vessel is never divided.

    Parameters
    ----------
    keeper:
        Where sorted rows and results are kept.
    """

    def __init__(self, folder: Path, keeper: Keeper, *, rows_at_once: int, on_part: OnPart | None = None) -> None:
        self._folder = folder
        self._keeper = keeper
        self._on_part = on_part if on_part is not None else lambda _name, _done, _total: None
        parts = [part for entry in read_manifest(folder) for part in entry.parts]
        self._chunks = _chunks(parts, rows_at_once)
        self._count = max(-(-sum(part.rows for part in parts) // rows_at_once), 1)

    def each(self, name: str, step: Callable[[Tracks], T], kind: type[T]) -> Iterator[T]:
        """What a step gives for each portion, in order."""
        self._sort()
        for number in range(self._count):
            yield self._keeper.part(f"{name}-{number:05}", lambda at=number: step(self._tracks(at)), kind)  # type: ignore[misc]
            self._on_part(name, number + 1, self._count)

    def _tracks(self, number: int) -> Tracks:
        paths = [self._sorted(chunk) / f"{number}.parquet" for chunk in range(len(self._chunks))]
        tables = [pq.read_table(path, read_dictionary=_WORDS) for path in paths if path.is_file()]
        if not tables:
            return tracks_of_table(position_schema().empty_table().select(COLUMNS))
        return tracks_of_table(pa.concat_tables(tables).unify_dictionaries())

    def _sort(self) -> None:
        """Sort what is not sorted yet, some files of the data set at a time."""
        for number, chunk in enumerate(self._chunks):
            target = self._sorted(number)
            if not target.is_dir():
                draft = target.with_suffix(".draft")
                try:
                    shutil.rmtree(draft, ignore_errors=True)
                    draft.mkdir(parents=True)
                    self._divide(chunk, draft)
                    draft.rename(target)
                except OSError as error:
                    raise work_refused(self._keeper.folder, error) from error
                self._on_part("sorting", number + 1, len(self._chunks))

    def _divide(self, chunk: Sequence[Part], target: Path) -> None:
        table = pa.concat_tables([read_part(self._folder / part.path) for part in chunk]).unify_dictionaries()
        portion = portion_of(table.column("mmsi").to_numpy(), self._count)
        order = np.argsort(portion, kind="stable")
        ends = np.cumsum(np.bincount(portion, minlength=self._count))
        for number, end in enumerate(ends.tolist()):
            begin = int(ends[number - 1]) if number else 0
            if end > begin:
                rows = table.take(pa.array(order[begin:end]))
                pq.write_table(rows, target / f"{number}.parquet", compression="zstd", compression_level=1)

    def _sorted(self, chunk: int) -> Path:
        return self._keeper.folder / f"sorted-{chunk:05}"


def portion_of(mmsi: Array, count: int) -> Array:
    """The portion of each vessel; MMSIs that resemble one another are spread (Knuth's multiplicative hash).

    >>> portion_of(np.array([412000001, 412000003, 412000001]), 7).tolist()
    [5, 4, 5]
    """
    mixed = (mmsi.astype(np.uint64) * np.uint64(2_654_435_761)) & np.uint64(0xFFFFFFFF)
    return ((mixed >> np.uint64(8)) % np.uint64(count)).astype(np.int64)


def read_part(path: Path) -> Table:
    """The columns of a file of the data set; those that it does not have, being older, are null."""
    there = [name for name in COLUMNS if name in pq.read_schema(path).names]
    table = pq.ParquetFile(path, read_dictionary=[name for name in _WORDS if name in there]).read(columns=there)
    for name in COLUMNS:
        if name not in there:
            empty = pc.dictionary_encode(pa.nulls(table.num_rows, pa.string()))
            table = table.append_column(name, empty)
    return table.select(COLUMNS)


def _chunks(parts: Sequence[Part], rows_at_once: int) -> list[list[Part]]:
    """Files of the data set, together about so many rows."""
    found: list[list[Part]] = []
    held = rows_at_once
    for part in parts:
        if held + part.rows > rows_at_once or not found:
            found.append([])
            held = 0
        found[-1].append(part)
        held += part.rows
    return found
