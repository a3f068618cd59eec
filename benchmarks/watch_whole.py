"""The whole watch, all five watchers, over a simulated data set on this machine: rows per CPU second, CPU by step, peak of memory.

    python benchmarks/watch_whole.py [--rows ROWS] [--folder FOLDER]

The seas are those of ``watch_encounters.py``. Generating and loading happen in processes of their own and are not counted; nor is
compiling, which a small watch does beforehand.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

MEMORY_TARGET_MB = 1024


def watch_set(folder: Path) -> None:
    """Watch the data set and print the figures; in a process of its own, whose peak of memory is that of the watch."""
    from shiome.region.pack import load_pack, locate
    from shiome.sanctions.positions.loading import load_positions
    from shiome.sanctions.simulator.model import Plan
    from shiome.sanctions.simulator.running import simulate
    from shiome.sanctions.simulator.writing import write_simulation
    from shiome.sanctions.watch.running import watch

    pack = load_pack(locate("peninsula"))
    with tempfile.TemporaryDirectory() as small:
        positions, _ = write_simulation(simulate(Plan(vessels=20, planted={"clone": 1, "transfer": 1})), Path(small))
        load_positions([positions], Path(small) / "set")
        watch(Path(small) / "set", pack)
    steps: Counter[str] = Counter()
    last = begin = time.process_time()
    started = time.perf_counter()

    def told(step: str, _done: int, _total: int) -> None:
        nonlocal last
        steps[step] += round(1000 * (time.process_time() - last))
        last = time.process_time()

    found = watch(folder, pack, on_part=told)
    spent = time.process_time() - begin
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    print(
        f"{found.rows:,} rows in {time.perf_counter() - started:.0f} s, {spent:.0f} s CPU: {found.rows / spent:,.0f} rows per CPU second; "
        f"peak {peak:.0f} MB, target {MEMORY_TARGET_MB}"
    )
    print("CPU seconds by step: " + ", ".join(f"{step} {spent / 1000:.1f}" for step, spent in steps.items()))
    kinds = Counter(event.type for event in found.events)
    print("events: " + ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items())))


def main() -> None:
    """Simulate, load, watch."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, help="where to write (a temporary folder by itself)")
    parser.add_argument("--watch", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.watch:
        watch_set(arguments.watch)
        return
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for task in ("generate", "load"):
            seas = str(Path(__file__).with_name("watch_encounters.py"))
            command = [sys.executable, seas, "--task", task, "--folder", folder, "--rows", str(arguments.rows)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            print(f"{task}: {json.loads(done.stdout.splitlines()[-1])['rows']:,} rows")
        subprocess.run([sys.executable, __file__, "--watch", str(Path(folder) / "positions")], check=True)


if __name__ == "__main__":
    main()
