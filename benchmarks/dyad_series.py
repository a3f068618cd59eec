"""Dyads by month over a large store of events: DuckDB in bounded memory, a plain loop over months beside it, Spark on a part.

Generates events (invented, and labelled so) as a store of Parquet files, one a month; runs the same Ibis expression on DuckDB and,
on a smaller store, on DuckDB and on Spark, comparing the rows; and has pandas count the same pairs month by month. Every run is a
process of its own; its peak memory is the high-water mark of that process. The store is deleted afterwards.

    python benchmarks/dyad_series.py --rows 100000000
    python benchmarks/dyad_series.py --rows 1000000 --spark-rows 100000 --json out.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

MEMORY_TARGET_MB = 4096
MONTHS = 120
CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
ACTORS = {code: code for code in CODES}
_EVENTS = """
COPY (
    SELECT
        DATE '{first}' + (hash(i, 1) % {days})::INTEGER AS event_first,
        DATE '{first}' + (hash(i, 1) % {days})::INTEGER AS event_last,
        CASE WHEN hash(i, 2) % 50 = 0 THEN 'month' ELSE 'day' END AS date_precision,
        DATE '{first}' + (hash(i, 1) % {days})::INTEGER + 1 AS added_date,
        {source} AS source_country, {target} AS target_country,
        ['AGREE', 'CONSULT', 'SUPPORT', 'AID', 'ACCUSE', 'REJECT', 'THREATEN', 'ASSAULT'][1 + (hash(i, 5) % 8)::INTEGER] AS plover,
        CASE WHEN hash(i, 6) % 100 = 0 THEN NULL ELSE round((hash(i, 7) % 201)::DOUBLE / 10 - 10, 1) END AS intensity,
        (1 + hash(i, 8) % 40)::INTEGER AS mentions,
        '' AS repeat
    FROM range({start}, {end}) t(i)
) TO '{path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880)
"""
_PARTY = """CASE WHEN hash(i, {salt}) % 8 = 0 THEN NULL
    WHEN hash(i, {salt}) % 5 = 1 THEN {codes}[1 + (hash(i, {salt}, 1) % {count})::INTEGER]
    WHEN hash(i, {salt}) % 211 = 3
        THEN {codes}[1 + (hash(i, {salt}, 2) % {count})::INTEGER] || ';' || {codes}[1 + (hash(i, {salt}, 3) % {count})::INTEGER]
    ELSE 'X' || lpad((hash(i, {salt}, 4) % 200)::VARCHAR, 3, '0') END"""


@dataclass(frozen=True)
class Options:
    """What a task needs."""

    store: Path
    memory: str
    threads: int
    months: int


def month_start(number: int) -> date:
    """The first day of a month, counted from January 2015."""
    return date(2015 + number // 12, 1 + number % 12, 1)


def generate(folder: Path, rows: int, *, months: int, threads: int) -> int:
    """Write a store of ``rows`` events; gives its size in bytes."""
    import duckdb

    from shiome.bulk.manifest import Entry, Part, write_entry

    connection = duckdb.connect(config={"memory_limit": "2GB", "threads": threads})
    parts = []
    for number in range(months):
        first, following = month_start(number), month_start(number + 1)
        start, end = rows * number // months, rows * (number + 1) // months
        name = f"feed=gdelt/month={first:%Y-%m}/invented-0.parquet"
        (folder / name).parent.mkdir(parents=True)
        party = {
            side: _PARTY.format(salt=salt, codes=list(CODES), count=len(CODES))
            for side, salt in (("source", 3), ("target", 4))
        }
        days = (following - first).days
        connection.execute(_EVENTS.format(first=first, days=days, start=start, end=end, path=folder / name, **party))
        parts.append(Part(name, f"{first:%Y-%m}", end - start))
    write_entry(
        folder,
        Entry(
            feed="gdelt", codebook="invented", file="invented", sha256="0" * 64, bytes=0, rows=rows, loaded=rows, rejected=0,
            blank=0, repeats={}, faults={}, reasons={}, first_event=month_start(0), last_event=month_start(months),
            first_added=None, last_added=None, added_basis="row", rejects=None, parts=tuple(parts),
        ),
    )  # fmt: skip
    return sum((folder / part.path).stat().st_size for part in parts)


def summary(rows: list[Any]) -> dict[str, Any]:
    """What came out, short enough to compare."""
    text = "\n".join(map(repr, rows))
    return {
        "rows": len(rows),
        "events": sum(row.events for row in rows),
        "digest": hashlib.sha256(text.encode()).hexdigest(),
    }


def on_duckdb(options: Options) -> dict[str, Any]:
    """The expression on DuckDB, held to a memory limit."""
    import ibis

    from shiome.yardsticks.dyads.bulk import dyad_periods

    connection = ibis.duckdb.connect(
        memory_limit=options.memory, threads=options.threads, temp_directory=str(options.store.parent / "spill")
    )
    return summary(dyad_periods(options.store, ACTORS, weight="mentions", backend=connection))


def on_spark(options: Options) -> dict[str, Any]:
    """The same expression on Spark, on this machine."""
    import ibis
    from pyspark.sql import SparkSession

    from shiome.yardsticks.dyads.bulk import dyad_periods

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(f"local[{options.threads}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    try:
        return summary(dyad_periods(options.store, ACTORS, weight="mentions", backend=ibis.pyspark.connect(session)))
    finally:
        session.stop()


def on_pandas(options: Options) -> dict[str, Any]:
    """Pairs, events and weighted tone by pandas, one month at a time; events of several countries are left out."""
    import pandas as pd

    wanted = ["source_country", "target_country", "intensity", "mentions"]
    events = rows = 0
    for path in sorted(options.store.glob("feed=*/month=*/*.parquet")):
        table = pd.read_parquet(path, columns=wanted)
        volume = sum(int(((table.source_country == code) | (table.target_country == code)).sum()) for code in CODES)
        table = table[table.source_country.isin(CODES) & table.target_country.isin(CODES)]
        table = table[table.source_country != table.target_country]
        table["one"] = table[["source_country", "target_country"]].min(axis=1)
        table["other"] = table[["source_country", "target_country"]].max(axis=1)
        table["weighted"] = table.intensity * table.mentions
        groups = table.groupby(["one", "other"]).agg(
            events=("one", "size"), weighted=("weighted", "sum"), weight=("mentions", "sum")
        )
        events += int(groups.events.sum())
        rows += len(groups) * bool(volume)
    return {"rows": rows, "events": events, "digest": ""}


TASKS: dict[str, Callable[[Options], dict[str, Any]]] = {"duckdb": on_duckdb, "spark": on_spark, "pandas": on_pandas}


def run_task(task: str, options: Options) -> None:
    """What happens in the process of a task."""
    wall, used = time.perf_counter(), os.times()
    result = TASKS[task](options)
    spent = os.times()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    cpu = spent.user + spent.system - used.user - used.system
    print(json.dumps(result | {"wall_s": time.perf_counter() - wall, "cpu_s": cpu, "peak_mb": peak / 1024}))


def measured(task: str, store: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Run a task in a process of its own."""
    command = [
        sys.executable, __file__, "--task", task, "--store", str(store), "--memory", arguments.memory, "--threads", str(arguments.threads),
        "--months", str(arguments.months),
    ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1])) | {"task": task}


def show(result: dict[str, Any], rows: int) -> None:
    """One line of figures."""
    print(
        f"{result['task']:7} {rows:>11,} rows  {result['wall_s']:8.1f} s wall  {result['cpu_s']:8.1f} s CPU  "
        f"{rows / result['wall_s']:>12,.0f} rows/s  {result['peak_mb']:6.0f} MB peak  {result['rows']} out, {result['events']:,} events"
    )


def main() -> None:
    """Make the stores, run the tasks, print figures and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--spark-rows", type=int, default=1_000_000, help="0 leaves Spark out")
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--memory", default="2GB", help="DuckDB's memory limit")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where to write the store (a temporary folder by itself)")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    if arguments.task:
        run_task(arguments.task, Options(arguments.store, arguments.memory, arguments.threads, arguments.months))
        return
    results = []
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        store, part = Path(folder) / "whole", Path(folder) / "part"
        started = time.perf_counter()
        size = generate(store, arguments.rows, months=arguments.months, threads=arguments.threads)
        print(
            f"{arguments.rows:,} invented events in {size / 1e9:.2f} GB, written in {time.perf_counter() - started:.0f} s"
        )
        for task in ("duckdb", "pandas"):
            results.append(measured(task, store, arguments))
            show(results[-1], arguments.rows)
        if arguments.spark_rows:
            generate(part, arguments.spark_rows, months=min(12, arguments.months), threads=arguments.threads)
            ours, theirs = measured("duckdb", part, arguments), measured("spark", part, arguments)
            for result in (ours, theirs):
                show(result, arguments.spark_rows)
            print(f"Spark gives {'the same rows' if ours['digest'] == theirs['digest'] else 'OTHER ROWS'}")
            results += [ours, theirs]
    counted, other = results[0], results[1]
    print(f"{other['wall_s'] / counted['wall_s']:.2f} times as fast as pandas month by month")
    print(f"peak {counted['peak_mb']:.0f} MB, target {MEMORY_TARGET_MB} MB")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
