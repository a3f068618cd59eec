"""How far a box survives when PRIM is run again on random parts of the runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shiome.errors import QueryRefused
from shiome.futures.discovery.box import Box, measured
from shiome.futures.discovery.inputs import Runs
from shiome.futures.discovery.prim import Peeling, chosen, find


@dataclass(frozen=True)
class Stability:
    """How often each input was restricted again.

    Attributes
    ----------
    name:
        The input.
    same_coverage, same_density:
        Share of the resamples that restrict this input in their densest box of at least the original's coverage, and in their
        box of most coverage of at least the original's density (their densest where none is).
    """

    name: str
    same_coverage: float
    same_density: float


@dataclass(frozen=True)
class Resampling:
    """Resamples of one box.

    Attributes
    ----------
    inputs:
        Every input that the box or any resample restricts, in the order of the inputs.
    coverage, density:
        Median coverage and density, over all runs, of the resampled boxes of at least the original's coverage.
    times:
        Resamples that had runs with and without the outcome.
    """

    inputs: tuple[Stability, ...]
    coverage: float
    density: float
    times: int


def resampled(
    runs: Runs, box: Box, *, seed: int, times: int = 20, share: float = 0.5, peeling: Peeling | None = None
) -> Resampling:
    """Run PRIM on ``times`` random parts of ``share`` of the runs, drawn without replacement, and compare with ``box``.

    Each resample has its own seed derived from ``seed`` and its number, so the first ten of twenty are the ten of ten.
    """
    if times < 1 or not 0 < share < 1:
        raise QueryRefused(
            "discovery.resamples",
            f"{times} resamples of a share of {share} cannot be drawn",
            ja=f"割合{share}の再標本{times}回は引けません",
            hint="use at least one resample and a share between 0 and 1",
            hint_ja="1回以上、0と1の間の割合にしてください",
        )
    by_coverage: list[Box] = []
    by_density: list[Box] = []
    for number in range(times):
        dice = np.random.default_rng([seed, number])
        part = runs.taken(np.sort(dice.permutation(runs.size)[: max(1, round(share * runs.size))]))
        if 0 < part.wanted < part.size:
            found = find(part, peeling=peeling)
            by_coverage.append(max((b for b in found.boxes if b.coverage >= box.coverage), key=lambda b: b.density))
            by_density.append(chosen(found, threshold=box.density))
    if not by_coverage:
        raise QueryRefused(
            "discovery.rare",
            f"none of {times} resamples holds runs with and without the outcome",
            ja=f"再標本{times}回のいずれにも両方の結果がありません",
            hint="take a larger share or more runs",
            hint_ja="割合または試行を増やしてください",
        )
    again = [measured(runs, one.restrictions) for one in by_coverage]
    met = set(box.restricted).union(*(one.restricted for one in by_coverage + by_density))
    told = tuple(
        Stability(one.name, _share(by_coverage, one.name), _share(by_density, one.name))
        for one in runs.columns
        if one.name in met
    )
    coverage, density = (float(np.median(each)) for each in ([b.coverage for b in again], [b.density for b in again]))
    return Resampling(told, coverage, density, len(again))


def _share(boxes: list[Box], name: str) -> float:
    return sum(name in box.restricted for box in boxes) / len(boxes)
