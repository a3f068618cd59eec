"""Meetings at sea: rows per CPU second and peak memory over a data set, what is found of what was planted, the grid method beside it.

Simulates seas (labelled as simulated), loads them into a data set of positions and watches it, each in a process of its own, whose
peak memory is its high-water mark. The peer is the method of the public encounter data sets, written here in its shortest form: every
vessel resampled to ten minutes within each calendar day, neighbours within 500 m at each grid time, runs of two hours within a day.
(Their own program is in no package registry; published figures for it are in the project's survey of the field.)

    python benchmarks/watch_encounters.py --rows 10000000
    python benchmarks/watch_encounters.py --rows 500000 --json out.json
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

VESSELS, DAYS, SPACING_S = 1000, 4, 150.0
ROWS_OF_A_SEA = int(VESSELS * DAYS * 86_400 / SPACING_S)
PLANTED: dict[Any, int] = {
    "transfer": 20, "transfer_midnight": 5, "transfer_dark": 5, "short_meeting": 5, "convoy": 5, "parallel_drift": 5,
    "anchored_pair": 5, "silence": 20, "clone": 5, "circle": 5, "identity_change": 5,
}  # fmt: skip
BOXES = ((30.0, 36.0, 122.0, 128.0), (-3.0, 3.0, 177.0, 183.0), (50.0, 56.0, 140.0, 148.0))
ROWS_TARGET, MEMORY_TARGET_MB, FALSE_TARGET = 1_000_000, 1024, 1.0
_DAY_MS = 86_400_000


def generate(folder: Path, rows: int, seed: int) -> dict[str, Any]:
    """Simulate seas one after another until there are so many rows; the first lies off a coast, the second on the antimeridian."""
    import msgspec
    import pyarrow as pa
    import pyarrow.parquet as pq

    from shiome.sanctions.simulator.model import Plan, Sea
    from shiome.sanctions.simulator.running import simulate

    truth, anchorages, made, number = [], [], 0, 0
    while made < rows:
        south, north, west, east = BOXES[number % len(BOXES)]
        sea = Sea(south, north, west, east, anchorages=((south + 4.5, west + 1.0), (south + 1.0, east - 1.0)))
        plan = Plan(
            seed=seed + number, vessels=VESSELS, days=DAYS, spacing_s=SPACING_S, planted=PLANTED, sea=sea,
            start=1_735_689_600_000 + number * DAYS * _DAY_MS, first_mmsi=412_000_000 + number * VESSELS,
        )  # fmt: skip
        found = simulate(plan)
        columns = {name: pa.array(values) for name, values in found.columns.items() if name != "name"}
        columns["time"] = columns["time"].cast(pa.timestamp("ms", "UTC"))
        columns["name"] = pa.array(found.columns["name"].tolist(), pa.string()).dictionary_encode()
        pq.write_table(pa.table(columns), folder / f"simulated_{plan.seed}.parquet")
        truth += [msgspec.to_builtins(planted) | {"box": number % len(BOXES)} for planted in found.truth]
        anchorages += list(sea.anchorages)
        made += found.rows
        number += 1
    told = {"truth": truth, "anchorages": anchorages, "rows": made, "vessel_days": number * VESSELS * DAYS}
    (folder / "truth.json").write_text(json.dumps(told), encoding="utf-8")
    return {"rows": made, "seas": number}


def load(folder: Path) -> dict[str, Any]:
    """The simulated files into the data set."""
    from shiome.sanctions.positions.loading import load_positions

    report = load_positions(sorted(folder.glob("simulated_*.parquet")), folder / "positions")
    return {"rows": sum(entry.rows for entry in report.loaded), "refused": len(report.refused)}


def watch(folder: Path) -> dict[str, Any]:
    """Meetings in the data set."""
    from shiome.sanctions.watch.anchorages import Anchorages
    from shiome.sanctions.watch.encounters.partitions import find_in_dataset
    from shiome.sanctions.watch.encounters.rules import EncounterRules

    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    places = np.array(told["anchorages"])
    events = find_in_dataset(folder / "positions", EncounterRules(), anchorages=Anchorages(places[:, 0], places[:, 1]))
    found = [(event.type == "dark_transfer", set(event.vessels), event.start, event.end) for event in events]
    return {"rows": told["rows"]} | judged(told, found)


def grid(folder: Path) -> dict[str, Any]:
    """The grid method over the same rows, day by day, away from anchorages."""
    import pyarrow.parquet as pq

    from shiome.sanctions.watch.anchorages import Anchorages

    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    points = np.array(told["anchorages"])
    places = Anchorages(points[:, 0], points[:, 1])
    found: list[tuple[bool, set[int], int, int]] = []
    for path in sorted((folder / "positions").glob("day=*")):
        parts = [
            pq.ParquetFile(part).read(columns=["mmsi", "time", "lat", "lon"])
            for part in sorted(path.glob("*/*.parquet"))
        ]
        columns = [
            np.concatenate([part.column(name).to_numpy() for part in parts]) for name in ("mmsi", "time", "lat", "lon")
        ]
        at_sea = ~places.near(columns[2], columns[3], 10.0)
        columns = [column[at_sea] for column in columns]
        found += grid_day(columns[0], columns[1].astype("datetime64[ms]").astype(np.int64), columns[2], columns[3])
    return {"rows": told["rows"]} | judged(told, found)


def grid_day(mmsi: Any, moment: Any, lat: Any, lon: Any) -> list[tuple[bool, set[int], int, int]]:
    """Pairs that are near one another at every grid time of two hours within a day."""
    from scipy.spatial import cKDTree

    order = np.lexsort((moment, mmsi))
    mmsi, moment, lat, lon = mmsi[order], moment[order], lat[order], lon[order]
    step = 600_000
    day = int(moment[0]) // _DAY_MS * _DAY_MS
    times = np.arange(day, day + _DAY_MS, step)
    names, first = np.unique(mmsi, return_index=True)
    places = np.full((len(times), len(names), 3), np.nan)
    for number, (low, high) in enumerate(zip(first, [*first[1:], len(mmsi)], strict=True)):
        own = moment[low:high]
        inside = (times >= own[0]) & (times <= own[-1])
        north, east = np.interp(times, own, lat[low:high]), np.radians(np.interp(times, own, lon[low:high]))
        around = 6_371_009 * np.cos(np.radians(north))
        corner = np.column_stack([around * np.cos(east), around * np.sin(east), 6_371_009 * np.sin(np.radians(north))])
        places[inside, number] = corner[inside]
    slow = np.linalg.norm(np.diff(places, axis=0), axis=2) < 2 * 1852 / 6
    near: dict[tuple[int, int], list[int]] = {}
    for number in range(len(times) - 1):
        there = np.flatnonzero(slow[number])
        if len(there) > 1:
            for one, other in cKDTree(places[number, there]).query_pairs(500.0):
                near.setdefault((int(there[one]), int(there[other])), []).append(number)
    found = []
    for (one, other), numbers in near.items():
        for run in np.split(np.array(numbers), np.flatnonzero(np.diff(numbers) > 1) + 1):
            if (run[-1] - run[0]) * step >= 7_200_000:
                found.append((False, {int(names[one]), int(names[other])}, int(times[run[0]]), int(times[run[-1]])))  # noqa: PERF401
    return found


def judged(told: dict[str, Any], found: list[tuple[bool, set[int], int, int]]) -> dict[str, Any]:
    """What was found of what was planted, how often whole, and what was found that was not."""
    kinds: dict[str, list[int]] = {}
    right: set[int] = set()
    for planted in told["truth"]:
        kind = planted["kind"] + (" across 180" if planted["box"] == 1 and planted["kind"] == "transfer" else "")
        pair = set(planted["vessels"])
        hits = [
            number
            for number, (dark, vessels, start, end) in enumerate(found)
            if vessels == pair and dark == (planted["kind"] == "transfer_dark") and start < planted["end"] and end > planted["start"]
        ]  # fmt: skip
        if len(pair) == 2 and planted["kind"] != "identity_change":
            count = kinds.setdefault(kind, [0, 0, 0])
            count[0] += bool(hits)
            count[1] += len(hits) == 1
            count[2] += 1
        if planted["kind"].startswith("transfer"):
            right |= set(hits)
    return {"kinds": kinds, "false": len(found) - len(right), "vessel_days": told["vessel_days"], "events": len(found)}


TASKS: dict[str, Callable[[Path], dict[str, Any]]] = {"load": load, "watch": watch, "grid": grid}


def run_task(task: str, folder: Path, rows: int, seed: int) -> None:
    """What happens in the process of a task."""
    if task == "watch":  # machine code is compiled once for all later processes; it is no part of the work
        import ibis
        import scipy.spatial  # noqa: F401 - libraries are loaded before the clock starts

        from shiome.sanctions.watch.encounters.finding import find_encounters
        from shiome.sanctions.watch.encounters.rules import EncounterRules
        from shiome.sanctions.watch.tracks import tracks_of

        beside = {"mmsi": [1, 1, 1, 2, 2, 2], "time": [0, 60_000, 120_000] * 2, "lat": [0.0] * 6, "lon": [0.0] * 6}
        find_encounters(tracks_of(beside), EncounterRules(minutes=1))
        ibis.duckdb.connect()
    wall, used = time.perf_counter(), os.times()
    result = generate(folder, rows, seed) if task == "generate" else TASKS[task](folder)
    spent = os.times()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    cpu = spent.user + spent.system - used.user - used.system
    print(json.dumps(result | {"wall_s": time.perf_counter() - wall, "cpu_s": cpu, "peak_mb": peak / 1024}))


def measured(task: str, folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Run a task in a process of its own."""
    command = [
        sys.executable, __file__, "--task", task, "--folder", str(folder), "--rows", str(arguments.rows), "--seed", str(arguments.seed),
    ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1])) | {"task": task}


def show(result: dict[str, Any]) -> None:
    """Figures of one task."""
    print(
        f"{result['task']:9} {result['rows']:>11,} rows  {result['wall_s']:7.1f} s wall  {result['cpu_s']:7.1f} s CPU  "
        f"{result['rows'] / result['cpu_s']:>10,.0f} rows per CPU s  {result['peak_mb']:6.0f} MB peak"
    )
    for kind, (hit, whole, of) in result.get("kinds", {}).items():
        print(f"    {kind:24} {hit:3} of {of:3}, {whole:3} as one event")
    if "false" in result:
        rate = result["false"] / result["vessel_days"] * 500
        print(f"    false alarms {result['false']} in {result['vessel_days']:,} vessel-days: {rate:.2f} per 500")


def main() -> None:
    """Simulate, load, watch, and print figures, ratios and targets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to write (a temporary folder by itself)")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--task", choices=["generate", *TASKS])
    arguments = parser.parse_args()
    if arguments.task:
        run_task(arguments.task, arguments.folder, arguments.rows, arguments.seed)
        return
    results = {}
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for task in ("generate", "load", "watch") + (() if arguments.no_peer else ("grid",)):
            results[task] = measured(task, Path(folder), arguments)
            show(results[task])
    ours = results["watch"]
    speed = ours["rows"] / ours["cpu_s"]
    print(
        f"rows per CPU second {speed:,.0f}, target {ROWS_TARGET:,}; peak {ours['peak_mb']:.0f} MB, target {MEMORY_TARGET_MB}"
    )
    if "grid" in results:
        print(f"{speed / (results['grid']['rows'] / results['grid']['cpu_s']):.1f} times as fast as the grid method")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
