"""Loading lists at full size: entries, seconds and memory for each published XML format, written to a temporary folder first.

Usage: ``python benchmarks/screening_loading.py [--entries 40000]``

Each list is loaded in a process of its own, so that the most memory it had (resident) is its own. The first row loads a list of one
entry: what the program itself takes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.sanctions.screening.published import FORMATS, write

from shiome.sanctions.screening import load_list


def measured(path: Path) -> tuple[int, float, float]:
    """Entries taken, CPU seconds, and the most megabytes that this process had."""
    start = time.process_time()
    found = load_list(path)
    spent = time.process_time() - start
    return len(found.entities), spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=40_000)
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for name, count in [("sdn.xml", 1), *((name, given.entries) for name in FORMATS)]:
            path = write(Path(folder) / name, count)
            with context.Pool(1) as pool:
                entries, seconds, memory = pool.apply(measured, (path,))
            size = path.stat().st_size / 1e6
            print(
                f"{name:18} {entries:6} entries, {size:6.1f} MB: {seconds:5.1f} CPU s, at most {memory:4.0f} MB resident"
            )


if __name__ == "__main__":
    main()
