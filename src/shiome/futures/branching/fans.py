"""Fan charts: the share of runs in each state, month by month, of all runs and of each branch, with the error of sampling runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shiome.futures.branching.axes import Numbers
from shiome.futures.branching.records import Fan
from shiome.futures.branching.splits import Tally, state_counts
from shiome.futures.branching.traces import refused
from shiome.futures.branching.tree import Grown
from shiome.futures.scoring.checks import level


def wilson_bounds(hits: Numbers, runs: int, *, confidence: float) -> tuple[Numbers, Numbers]:
    """Wilson's interval of many shares of the same runs at once; the same as ``scoring.rates.wilson`` gives one by one."""
    from scipy.special import ndtri  # type: ignore[import-untyped, unused-ignore]

    z = float(ndtri(0.5 + level(confidence, what="confidence") / 2.0))
    share = hits / runs
    middle = (share + z * z / (2.0 * runs)) / (1.0 + z * z / runs)
    half = z / (1.0 + z * z / runs) * np.sqrt(share * (1.0 - share) / runs + z * z / (4.0 * runs * runs))
    low = np.where(hits == 0, 0.0, np.maximum(0.0, middle - half))
    return low, np.where(hits == runs, 1.0, np.minimum(1.0, middle + half))


def fans(
    grown: Grown,
    *,
    drivers: Sequence[str] | None = None,
    branches: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> tuple[Fan, ...]:
    """Fan-chart data of every branch and driver, or of those named, branch by branch in the order of the tree.

    Raises
    ------
    InputRefused
        ``branching.unknown`` for a driver or branch that the tree does not have.
    """
    tree, traces = grown.tree, grown.traces
    wanted = _known(drivers, traces.drivers, "driver", "ドライバー")
    shown = _known(branches, tuple(branch.id for branch in tree.branches), "branch", "枝")
    leaves = [leaf.id for leaf in tree.leaves]
    found: dict[tuple[str, str], Fan] = {}
    for driver in wanted:
        place = traces.drivers.index(driver)
        names = traces.states[place]
        tally = state_counts(traces.columns[place], grown.leaf, groups=len(leaves), states=len(names))
        for branch in shown:
            # A branch is the leaves whose path begins with its own.
            below = [number for number, leaf in enumerate(leaves) if leaf.startswith(branch)]
            found[branch, driver] = _fan(branch, driver, names, tally[:, below].sum(axis=1), confidence)
    return tuple(found[branch, driver] for branch in shown for driver in wanted)


def _fan(branch: str, driver: str, states: tuple[str, ...], hits: Tally, confidence: float) -> Fan:
    runs = int(hits[0].sum())
    low, high = wilson_bounds(hits.astype(np.float64), runs, confidence=confidence)
    return Fan(branch, driver, states, runs, _rows(hits / runs), _rows(low), _rows(high))


def _rows(values: Numbers) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in values.tolist())


def _known(asked: Sequence[str] | None, known: tuple[str, ...], what: str, what_ja: str) -> tuple[str, ...]:
    if asked is None:
        return known
    for name in asked:
        if name not in known:
            text, ja = f"the tree has no {what} {name}", f"木に{what_ja}「{name}」はない"
            raise refused("unknown", text, ja, f"it has {', '.join(known)}", f"あるのは {', '.join(known)}", name)
    return tuple(name for name in known if name in asked)
