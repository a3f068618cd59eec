"""Portions of vessels on Spark: the steps mapped over groups of vessels, their results gathered on the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from shiome.bulk.extra import Table, pa
from shiome.sanctions.positions.schema import ADDED_LATER
from shiome.sanctions.watch.keeping import decoded, encoded
from shiome.sanctions.watch.portions.local import COLUMNS
from shiome.sanctions.watch.tracks import Tracks, tracks_of_table

T = TypeVar("T")
Frame = Any
"""A Spark frame."""
RESULT = "portion long, result binary"


class SparkPortions:
    """The vessels of a Spark frame of positions, divided by MMSI.

    Parameters
    ----------
    positions:
        With the columns of a data set; those that older data sets do not have are taken as null.
    count:
        Into how many portions; a portion must fit into the memory of a worker.
    """

    def __init__(self, positions: Frame, *, count: int) -> None:
        from pyspark.sql import functions as sql

        absent = [sql.lit(None).cast("string").alias(name) for name in ADDED_LATER if name not in positions.columns]
        rows = positions.select("*", *absent).withColumn("time", sql.unix_millis("time")).select(*COLUMNS)
        self._groups = rows.groupBy(sql.pmod(sql.hash("mmsi"), sql.lit(count)).alias("portion"))
        self._session = positions.sparkSession

    def each(self, name: str, step: Callable[[Tracks], T], kind: type[T]) -> Iterator[T]:
        """What a step gives for each portion, by its number."""
        shared = self._session.sparkContext.broadcast(step)

        def compute(key: tuple[Any, ...], table: Table) -> Table:
            result = encoded(shared.value(tracks_of_table(table.select(COLUMNS))))
            return pa.table(
                {"portion": pa.array([key[0].as_py()], pa.int64()), "result": pa.array([result], pa.binary())}
            )

        self._session.sparkContext.setJobDescription(f"shiome watch: {name}")
        try:
            rows = self._groups.applyInArrow(compute, RESULT).collect()
            yield from (decoded(bytes(row.result), kind) for row in sorted(rows, key=lambda row: row.portion))
        finally:
            self._session.sparkContext.setJobDescription(None)
            shared.destroy()
