"""The data set opened: as an Ibis table, as Arrow batches, as tracks of a stretch of time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shiome.bulk.extra import Table, ibis, np, pa
from shiome.bulk.querying import MEMORY_LIMIT, streamed
from shiome.errors import NotKnown
from shiome.sanctions.positions.manifest import Entry, Part, read_manifest
from shiome.sanctions.positions.schema import ADDED_LATER

Relation = Any
"""An Ibis table."""
_DAY_MS = 86_400_000


def open_positions(
    folder: Path,
    *,
    start: int | None = None,
    end: int | None = None,
    vessels: Collection[int] | None = None,
    memory_limit: str = MEMORY_LIMIT,
    backend: Any = None,
) -> Relation:
    """Positions of a data set as an Ibis table with the columns of ``POSITION_FIELDS``.

    Parameters
    ----------
    start, end:
        Milliseconds since 1970, the end not included; only files of the days between are opened.
    vessels:
        Only these MMSI.
    backend:
        An Ibis connection to DuckDB; where it is ``None``, one of its own with at most ``memory_limit``.

    Raises
    ------
    NotKnown
        ``positions.empty``: the data set holds nothing, or nothing of that time.
    MissingExtra
        Without Ibis and DuckDB.
    """
    parts = parts_between(read_manifest(folder), start, end)
    refuse_empty(folder, parts, timed=start is not None or end is not None)
    connection = backend if backend is not None else ibis.duckdb.connect(memory_limit=memory_limit, threads=2)
    table = connection.read_parquet([str((folder / part.path).resolve()) for part in parts], union_by_name=True)
    absent = [name for name in ADDED_LATER if name not in table.columns]
    table = table.mutate(**{name: ibis.null("string") for name in absent})
    if start is not None:
        table = table.filter(table.time >= moment_of(start))
    if end is not None:
        table = table.filter(table.time < moment_of(end))
    if vessels is not None:
        table = table.filter(table.mmsi.isin(sorted(vessels)))
    return table


def refuse_empty(folder: Path, parts: Collection[Part], *, timed: bool = False) -> None:
    """Refuse a data set that has no files, or, ``timed``, none of the time that was asked for.

    Raises
    ------
    NotKnown
        ``positions.empty``.
    """
    if not parts:
        raise NotKnown(
            "positions.empty",
            f"{folder} holds no positions{' of that time' if timed else ''}",
            ja=f"{folder} に{'その期間の' if timed else ''}位置がない",
            hint="load files first",
            hint_ja="先にファイルを読み込む",
            failed=folder,
        )


def read_columns(table: Relation, names: Collection[str], *, batch_rows: int = 262_144) -> Table:
    """Some columns of an Ibis table of positions as one Arrow table."""
    batches = list(streamed(table.select(*names), batch_rows))
    return pa.Table.from_batches(batches) if batches else table.select(*names).to_pyarrow()


def rows_by_day(entries: Collection[Entry]) -> dict[int, int]:
    """How many rows each day (counted from 1970) has."""
    counts: dict[int, int] = {}
    for entry in entries:
        for part in entry.parts:
            counts[_day(part)] = counts.get(_day(part), 0) + part.rows
    return dict(sorted(counts.items()))


def is_simulated(folder: Path) -> bool:
    """Whether some file of the data set says of itself that it was simulated; whatever is shown of it has to say so too."""
    return any(entry.simulated for entry in read_manifest(folder))


def parts_between(entries: Collection[Entry], start: int | None, end: int | None) -> list[Part]:
    """The files that hold positions of a stretch of time."""
    low = None if start is None else start // _DAY_MS
    high = None if end is None else (end - 1) // _DAY_MS
    found = [part for entry in entries for part in entry.parts]
    return [part for part in found if (low is None or _day(part) >= low) and (high is None or _day(part) <= high)]


def moment_of(milliseconds: int) -> datetime:
    """A moment for a filter."""
    seconds, rest = divmod(milliseconds, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def _day(part: Part) -> int:
    return int(np.datetime64(part.day, "D").astype(np.int64))
