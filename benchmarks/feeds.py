"""How fast event feeds go into the store, in how much memory, and how fast dyads are counted, each beside a peer in the same run.

Writes a synthetic GDELT 2 file (labelled as such in its addresses, with planted faults) and loads it in a process of its own: by
Shiome, by pandas reading in pieces, by the ``csv`` module with pyarrow. The peers do the plain minimum: the same columns as text and
numbers, days parsed, one Parquet file per month; no reject file, no marks, no hashes, no manifest. Then dyads are counted from the
store and from the peer's files. Peak memory is the process's high-water mark.

    python benchmarks/feeds.py --rows 1000000
    python benchmarks/feeds.py --rows 100000 --json out.json
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bulk.synthetic import COUNTRIES, gdelt_row, tab_line, write_lines

from shiome.bulk.feeds import GDELT_COLUMNS

MEMORY_TARGET_MB = 400
_KEPT = (
    "GLOBALEVENTID", "SQLDATE", "DATEADDED", "Actor1Name", "Actor1Code", "Actor1CountryCode", "Actor2Name", "Actor2Code",
    "Actor2CountryCode", "EventCode", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL",
)  # fmt: skip
_NUMBERS = ("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "ActionGeo_Lat", "ActionGeo_Long")


def rows(count: int, *, seed: int = 5) -> Iterator[bytes]:
    """Synthetic rows; about one in a hundred has a fault that public files are known to have."""
    chance = random.Random(seed)
    pool = [gdelt_row(number, chance) for number in range(5000)]
    for number in range(count):
        row = dict(pool[chance.randrange(len(pool))])
        row["GLOBALEVENTID"] = str(1_100_000_000 + number)
        row["SOURCEURL"] += f"-{number}"
        fault = chance.randrange(1000)
        if fault == 0:
            yield tab_line(row, GDELT_COLUMNS).rsplit(b"\t", 1)[0]
        elif fault == 1:
            yield tab_line(row | {"SQLDATE": "20240231"}, GDELT_COLUMNS)
        elif fault == 2:
            yield tab_line(row | {"ActionGeo_FullName": "S\xe3o Sample"}, GDELT_COLUMNS).decode().encode("latin-1")
        elif fault < 8:
            day = date(2024 - 10 * chance.randrange(1, 4), 1 + chance.randrange(12), 5)
            yield tab_line(row | {"SQLDATE": f"{day:%Y%m%d}", "Year": str(day.year)}, GDELT_COLUMNS)
        else:
            yield tab_line(row, GDELT_COLUMNS)


def load_shiome(path: Path, out: Path) -> int:
    """Load by Shiome."""
    from shiome.bulk import load_file

    entry, _ = load_file(path, out)
    return entry.loaded


def load_pandas(path: Path, out: Path) -> int:
    """Load by pandas in pieces of 50,000 rows."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    writers: dict[str, Any] = {}
    done = 0
    pieces = pd.read_csv(
        path, sep="\t", header=None, names=list(GDELT_COLUMNS), usecols=list(_KEPT), dtype=str, quoting=3,
        on_bad_lines="skip", encoding_errors="replace", chunksize=50_000, keep_default_na=False,
    )  # fmt: skip
    for piece in pieces:
        for name in _NUMBERS:
            piece[name] = pd.to_numeric(piece[name], errors="coerce")
        piece["day"] = pd.to_datetime(piece["SQLDATE"], format="%Y%m%d", errors="coerce")
        piece["added"] = pd.to_datetime(piece["DATEADDED"], format="%Y%m%d%H%M%S", errors="coerce")
        good = piece[piece["day"].notna() & piece["added"].notna()]
        for month, part in good.groupby(good["day"].dt.strftime("%Y-%m")):
            table = pa.Table.from_pandas(part, preserve_index=False)
            if month not in writers:
                writers[str(month)] = pq.ParquetWriter(out / f"{month}.parquet", table.schema, compression="zstd")
            writers[str(month)].write_table(table)
        done += len(good)
    for writer in writers.values():
        writer.close()
    return done


def load_csv(path: Path, out: Path) -> int:
    """Load by the ``csv`` module and pyarrow in pieces of 50,000 rows."""
    import csv
    from datetime import datetime
    from itertools import islice

    import pyarrow as pa
    import pyarrow.parquet as pq

    places = [(name, GDELT_COLUMNS.index(name)) for name in _KEPT]
    writers: dict[str, Any] = {}
    done = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        while piece := list(islice(reader, 50_000)):
            months: dict[str, dict[str, list[Any]]] = {}
            for cells in piece:
                if len(cells) != len(GDELT_COLUMNS):
                    continue
                try:
                    day = datetime.strptime(cells[1], "%Y%m%d").date()
                    added = datetime.strptime(cells[59], "%Y%m%d%H%M%S")
                    row = {name: float(cells[at]) if name in _NUMBERS else cells[at] for name, at in places}
                except ValueError:
                    continue
                columns = months.setdefault(f"{day:%Y-%m}", {})
                for name, value in {**row, "day": day, "added": added}.items():
                    columns.setdefault(name, []).append(value)
                done += 1
            for month, columns in months.items():
                table = pa.table(columns)
                if month not in writers:
                    writers[month] = pq.ParquetWriter(out / f"{month}.parquet", table.schema, compression="zstd")
                writers[month].write_table(table)
    for writer in writers.values():
        writer.close()
    return done


def dyads_shiome(_: Path, out: Path) -> int:
    """Count dyads by day from Shiome's store."""
    from shiome.bulk import dyad_day

    return sum(batch.num_rows for batch in dyad_day(out, {code: code for code in COUNTRIES}))


def dyads_pandas(_: Path, out: Path) -> int:
    """Count dyads by day by pandas, all rows in memory."""
    import pandas as pd

    wanted = ["day", "Actor1CountryCode", "Actor2CountryCode", "GoldsteinScale", "NumMentions"]
    table = pd.concat([pd.read_parquet(path, columns=wanted) for path in sorted(out.glob("*.parquet"))])
    table = table[table["Actor1CountryCode"].isin(COUNTRIES) & table["Actor2CountryCode"].isin(COUNTRIES)]
    table = table[table["Actor1CountryCode"] != table["Actor2CountryCode"]]
    groups = table.groupby(["day", "Actor1CountryCode", "Actor2CountryCode"])
    return len(
        groups.agg(events=("day", "size"), goldstein=("GoldsteinScale", "mean"), mentions=("NumMentions", "sum"))
    )


TASKS: dict[str, Callable[[Path, Path], int]] = {
    "load shiome": load_shiome,
    "load pandas": load_pandas,
    "load csv": load_csv,
    "dyads shiome": dyads_shiome,
    "dyads pandas": dyads_pandas,
}


def measured(task: str, path: Path, out: Path, repeats: int) -> dict[str, Any]:
    """Run a task in processes of its own and give the quickest: what else the machine does only ever adds."""
    results = []
    for _ in range(repeats):
        if task.startswith("load"):
            shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, __file__, "--task", task, "--input", str(path), "--output", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results.append(dict(json.loads(done.stdout)))
    quickest = min(results, key=lambda result: float(result["wall_s"]))
    return quickest | {"peak_mb": max(result["peak_mb"] for result in results)}


def run_task(task: str, path: Path, out: Path) -> None:
    """What happens in that process."""
    started, used = time.perf_counter(), time.process_time()
    result = TASKS[task](path, out)
    wall, processor = time.perf_counter() - started, time.process_time() - used
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"task": task, "result": result, "wall_s": wall, "cpu_s": processor, "peak_mb": peak / 1024}))


def main() -> None:
    """Make the file, run the tasks, print figures and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3, help="the quickest of so many runs counts")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    if options.task:
        run_task(options.task, options.input, options.output)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = write_lines(Path(folder) / "synthetic.export.CSV", rows(options.rows))
        megabytes = path.stat().st_size / 1e6
        stores = {name: Path(folder) / name for name in ("shiome", "pandas", "csv")}
        results = {task: measured(task, path, stores[task.split()[1]], options.repeats) for task in TASKS}
    print(f"{options.rows} rows of synthetic GDELT 2, {megabytes:.0f} MB")
    for task, result in results.items():
        rate = options.rows / result["wall_s"]
        print(
            f"{task:13} {result['result']:>9} out  {result['wall_s']:7.2f} s wall  {result['cpu_s']:7.2f} s CPU  "
            f"{rate:>10,.0f} rows/s  {result['peak_mb']:6.0f} MB peak"
        )
    ours = results["load shiome"]
    for peer in ("pandas", "csv"):
        other = results[f"load {peer}"]
        print(
            f"load: {other['wall_s'] / ours['wall_s']:.2f} times as fast as {peer}, "
            f"in {ours['peak_mb'] / other['peak_mb']:.2f} of its memory"
        )
    counted, other = results["dyads shiome"], results["dyads pandas"]
    print(
        f"dyads: {other['wall_s'] / counted['wall_s']:.2f} times as fast as pandas, "
        f"in {counted['peak_mb'] / other['peak_mb']:.2f} of its memory"
    )
    print(f"peak while loading {ours['peak_mb']:.0f} MB, target {MEMORY_TARGET_MB} MB")
    if options.json:
        options.json.write_text(json.dumps(list(results.values()), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
