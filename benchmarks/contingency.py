"""Compound contingency: all settings of the linkages played together, beside each played by itself.

    python benchmarks/contingency.py [--runs 16384] [--months 60] [--region peninsula]

Together, a run in which no linkage acts that differs from a setting already played is taken over from it; the bytes are the same, which
is checked. The settings are those of Shapley's division over the kinds of linkage. Time is the process's own processor time.
"""

from __future__ import annotations

import argparse
import itertools
import time

from shiome.futures.contingency.engine import play, play_all
from shiome.futures.contingency.pack import contingency_model
from shiome.region.pack import load_pack, locate


def main() -> None:
    """Print both times, runs per core-second and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=16_384)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--region", default="peninsula")
    chosen = parser.parse_args()
    model = contingency_model(load_pack(locate(chosen.region)))
    kinds = sorted({link.kind for link in model.linkages})
    settings = [
        {link.id: 0.0 for link in model.linkages if link.kind in off}
        for size in range(len(kinds) + 1)
        for off in itertools.combinations(kinds, size)
    ]
    options = {"months": chosen.months, "runs": chosen.runs, "seed": 1}
    start = time.process_time()
    together = play_all(model, settings, **options)
    middle = time.process_time()
    single = [play(model, scales=scales, **options) for scales in settings]
    end = time.process_time()
    same = all((one.states == other.states).all() for one, other in zip(together, single, strict=True))
    for name, seconds in (("together", middle - start), ("by itself", end - middle)):
        rate = len(settings) * chosen.runs / seconds
        print(f"{name:10} {seconds:6.2f} s for {len(settings)} settings, {rate:10,.0f} runs per core-second")
    print(f"ratio {(end - middle) / (middle - start):.1f}, same bytes: {same}")


if __name__ == "__main__":
    main()
