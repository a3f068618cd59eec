"""Results as Arrow tables in one order, with a digest of their content; written as Parquet."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from shiome.errors import MissingExtra
from shiome.futures.sweeping.ensembles import Ensembles
from shiome.futures.sweeping.weighings import Weighings

Table = Any
"""A `pyarrow.Table`; the library is loaded late and its types with it."""
CONTENT = b"shiome.content"
"""Where a table's schema carries the digest of its content."""
ANSWERS = {
    "point": "string",
    "key": "string",
    "formula": "string",
    "seed": "int64",
    "first": "int64",
    "runs": "int64",
    "hits": "int64",
    "p": "float64",
    "error": "float64",
    "low": "float64",
    "high": "float64",
}
"""Columns of `answer_table`: ``error`` is the standard error, ``low`` and ``high`` Wilson's 95 % interval."""
MONTHS = {"point": "string", "key": "string", "month": "int32", "driver": "string", "state": "string", "runs": "int64"}
"""Columns of `month_table`."""
WEIGHTS = {
    "point": "string",
    "key": "string",
    "rank": "int32",
    "scenario": "string",
    "seed": "int64",
    "first": "int64",
    "draws": "int64",
    "unlisted": "int64",
    "consistent": "int64",
    "p": "float64",
    "error": "float64",
}
"""Columns of `weight_table`: ``scenario`` is JSON, descriptor to variant; ``p`` is over the draws that could be listed."""


def answer_table(found: Ensembles) -> Table:
    """One row for each point and formula: points sorted by name, formulas as the point has them.

    Raises
    ------
    MissingExtra
        ``extra.bulk``: pyarrow is not installed.
    """
    return _table(ANSWERS, list(_answers(found)))


def month_table(found: Ensembles) -> Table:
    """One row for each point, month, driver and state, where runs were counted by month; as `answer_table`."""
    return _table(MONTHS, list(_months(found)))


def weight_table(found: Weighings) -> Table:
    """One row for each point and scenario, likeliest first, ties in the order of the variants; as `answer_table`."""
    return _table(WEIGHTS, list(_weights(found)))


def _answers(found: Ensembles) -> Iterator[tuple[object, ...]]:
    for name, result in found.results.items():
        point = result.point
        for formula, hits, answer in zip(point.formulas, result.hits, result.estimates(), strict=True):
            numbers = (point.seed, point.first, point.runs, hits)
            yield (name, result.key, str(formula), *numbers, answer.p, answer.standard_error, answer.low, answer.high)


def _months(found: Ensembles) -> Iterator[tuple[object, ...]]:
    for name, result in found.results.items():
        if result.counts is None:
            continue
        for month, drivers in enumerate(result.counts.tolist()):
            for driver, counts in zip(result.point.model.drivers, drivers, strict=True):
                for state, runs in zip(driver.states, counts, strict=False):
                    yield name, result.key, month, driver.name, state, runs


def _weights(found: Weighings) -> Iterator[tuple[object, ...]]:
    for name, result in found.results.items():
        matrix, weighting = result.point.bands.mode, result.weighting
        numbers = (weighting.seed, result.point.first, weighting.draws, weighting.unlisted)
        for rank, weight in enumerate(weighting.weights, start=1):
            scenario = msgspec.json.encode(matrix.named(weight.scenario)).decode()
            yield name, result.key, rank, scenario, *numbers, weight.consistent, weight.probability, weight.error


def _table(columns: dict[str, str], rows: Sequence[tuple[object, ...]]) -> Table:
    pa = _arrow("pyarrow")
    schema = pa.schema([pa.field(name, getattr(pa, kind)(), nullable=False) for name, kind in columns.items()])
    by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(values, field.type) for values, field in zip(by_column, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema.with_metadata({CONTENT: _content(columns, rows)}))


def _content(columns: dict[str, str], rows: Sequence[tuple[object, ...]]) -> str:
    """Of the rows as JSON lines, so that no library's version or file format is in it."""
    hashed = hashlib.sha256(msgspec.json.encode(columns))
    for row in rows:
        hashed.update(b"\n" + msgspec.json.encode(row))
    return hashed.hexdigest()


def content_digest(table: Table) -> str:
    """SHA-256 over a result table's columns and rows, which stands in its schema: equal tables, equal digests."""
    return bytes(table.schema.metadata[CONTENT]).decode()


def write_table(table: Table, path: Path) -> None:
    """Write a result table as Parquet, in one step: equal tables give equal files with the same version of pyarrow."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    _arrow("pyarrow.parquet").write_table(table, draft, compression="zstd")
    draft.replace(path)


def read_table(path: Path) -> Table:
    """A result table that `write_table` has written."""
    return _arrow("pyarrow.parquet").read_table(path)


def _arrow(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        raise MissingExtra(
            "extra.bulk",
            "tables of a sweep need the library pyarrow",
            ja="計算結果の表にはライブラリ pyarrow が要る",
            hint="install shiome[bulk]",
            hint_ja="shiome[bulk] を入れる",
            failed="pyarrow",
        ) from missing
