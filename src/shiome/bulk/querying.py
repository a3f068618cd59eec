"""Events of the store as one table, as of a day on either clock."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from shiome.bulk.extra import Table, ibis
from shiome.bulk.manifest import Entry, read_manifest
from shiome.bulk.plugged import known_feeds, unknown_feed
from shiome.errors import NotKnown

Relation = Any
"""An Ibis table."""
MEMORY_LIMIT = "2GB"
"""Of what DuckDB may hold at a time; a process stays below 4 GiB with it."""


def open_feed(
    folder: Path,
    *,
    feeds: Collection[str] | None = None,
    happened_by: date | None = None,
    known_by: date | None = None,
    as_of: date | None = None,
    unique: bool = True,
    backend: Any = None,
) -> Relation:
    """The events of a store as an Ibis table with the columns of ``EVENT_FIELDS``, ``feed`` and ``month``.

    Parameters
    ----------
    happened_by, known_by:
        Only events that had begun by the one day, and that the feed knew by the other.
    as_of:
        Both at once.
    unique:
        One row for each event of a feed: the version known last (by then). Without it every loaded row.
    backend:
        An Ibis connection, to DuckDB or to Spark. Where it is ``None``, DuckDB with at most ``MEMORY_LIMIT`` of memory; what does not
        fit goes to the folder for temporary files.

    Raises
    ------
    NotKnown
        ``bulk.empty``: the store holds nothing of these feeds; ``feed.name``: there is no such feed.
    MissingExtra
        Without Ibis and DuckDB.
    """
    entries = _entries(folder, feeds)
    connection = backend if backend is not None else _bounded_duckdb()
    events = _read(connection, folder.resolve(), [part.path for entry in entries for part in entry.parts])
    happened_by = _earlier(happened_by, as_of)
    known_by = _earlier(known_by, as_of)
    if happened_by is not None:
        # The month prunes files; the day decides.
        events = events.filter(events.month <= f"{happened_by:%Y-%m}", events.event_first <= happened_by)
    if known_by is not None:
        events = events.filter(events.added_date <= known_by)
    repeated = any(sum(entry.repeats.values()) for entry in entries)
    return latest_versions(events) if unique and repeated else events


def latest_versions(events: Relation) -> Relation:
    """Of each event the row that its feed added last.

    Only events that were loaded more than once are ranked, so that a store of millions with few repeats stays quick.
    """
    repeated = events.filter(events.repeat != "").select("feed", "key").distinct()
    order = ibis.window(
        group_by=["feed", "key"],
        order_by=[
            events.added_date.desc(), events.added_at.desc(nulls_first=False), events.row_hash.desc(), events.file.desc(),
            events.line.desc(),
        ],
    )  # fmt: skip
    ranked = events.semi_join(repeated, ["feed", "key"]).mutate(rank_of_version=ibis.row_number().over(order))
    latest = ranked.filter(ranked.rank_of_version == 0).drop("rank_of_version")
    return events.anti_join(repeated, ["feed", "key"]).union(latest)


def streamed(table: Relation, batch_rows: int) -> Iterator[Table]:
    """The rows of an Ibis table as Arrow record batches, never all at once."""
    connection = table.get_backend()
    if connection.name == "pyspark":
        # Ibis would pass the rows through pandas, whose types are not those of the columns.
        yield from connection.raw_sql(connection.compile(table)).toArrow().to_batches(batch_rows)
        return
    if connection.name != "duckdb":
        yield from table.to_pyarrow_batches(chunk_size=batch_rows)
        return
    # Ibis 12 asks DuckDB for its reader by a name that DuckDB 1.5 warns of.
    yield from connection.raw_sql(connection.compile(table)).to_arrow_reader(batch_rows)


def _bounded_duckdb() -> Any:
    spill = Path(gettempdir()) / f"shiome-{getpid()}"
    return ibis.duckdb.connect(memory_limit=MEMORY_LIMIT, temp_directory=str(spill))


def _read(connection: Any, folder: Path, parts: list[str]) -> Relation:
    """The Parquet files of a store as one table, with the folders ``feed`` and ``month`` as columns of text."""
    paths = [str(folder / part) for part in parts]
    if connection.name != "pyspark":
        return connection.read_parquet(paths, hive_partitioning=True)
    # Ibis hands Spark one path, and no base: asked for themselves, the files would lose the columns of their folders.
    session = connection.raw_sql("SELECT 1").sparkSession
    inference = "spark.sql.sources.partitionColumnTypeInference.enabled"
    before = session.conf.get(inference)
    session.conf.set(inference, "false")
    try:
        frame = session.read.option("basePath", str(folder)).parquet(*paths)
    finally:
        session.conf.set(inference, before)
    name = f"shiome_events_{uuid4().hex}"
    frame.createOrReplaceTempView(name)
    return connection.table(name)


def _entries(folder: Path, feeds: Collection[str] | None) -> list[Entry]:
    loaded = read_manifest(folder)
    known = {*known_feeds(), *(entry.feed for entry in loaded)}  # a package may have been removed since
    for name in feeds or ():
        if name not in known:
            raise unknown_feed(name, sorted(known))
    entries = [entry for entry in loaded if feeds is None or entry.feed in feeds]
    if not entries:
        raise NotKnown(
            "bulk.empty",
            f"{folder} holds no events{' of ' + ', '.join(feeds) if feeds else ''}",
            ja=f"{folder} に{'、'.join(feeds) + ' の' if feeds else ''}イベントがない",
            hint="load files first",
            hint_ja="先にファイルを読み込む",
            failed=folder,
        )
    return entries


def _earlier(day: date | None, other: date | None) -> date | None:
    days = [each for each in (day, other) if each is not None]
    return min(days, default=None)
