"""Early warning: whether the newest values have left the run that held so far, by the Bayesian online model alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shiome.yardsticks.turning.costs import Run, run_costs
from shiome.yardsticks.turning.places import densest
from shiome.yardsticks.turning.prepared import Floats, Prepared
from shiome.yardsticks.turning.settings import Settings

RUNS: tuple[Run, Run] = ("pulled", "plain")


@dataclass(frozen=True, kw_only=True)
class Recent:
    """The newest rows, seen as they come in."""

    probability: float
    """That the present run began within the newest rows."""
    row: int
    """Likeliest beginning within them."""
    first: int
    last: int
    """Shortest stretch of beginnings that holds nine tenths of the probability."""
    looked: int
    """How many of the newest rows."""


def recent_change(series: Prepared, *, settings: Settings) -> Recent:
    """Posterior of when the present run began, for the newest rows."""
    rows = series.values[-settings.remembered :]
    starts = run_posterior(rows, settings=settings)
    looked = min(settings.newest, len(rows) // 3)
    newest = starts[-looked:]
    start, peak = series.known - looked, int(np.argmax(newest))
    first, last = densest(newest / newest.sum(), peak)
    return Recent(
        probability=float(min(1.0, newest.sum())),
        row=start + peak,
        first=start + first,
        last=start + last,
        looked=looked,
    )


def run_posterior(rows: Floats, *, settings: Settings) -> Floats:
    """Probability, for each row, that the run in which the last row stands began with it.

    The forward recursion of Adams and MacKay, in logarithms, over the marginal likelihood of every stretch.
    """
    edges = np.arange(len(rows) + 1)
    # Whether a run pulls back to the value before is not known: both models, even chances.
    pulled, plain = (-run_costs(rows, edges, edges, run=run) for run in RUNS)
    likely = np.logaddexp(pulled, plain) - np.log(2)
    end = len(rows)
    hazard, stay = np.log(1 / settings.expected), np.log1p(-1 / settings.expected)
    reached = np.full(end + 1, -np.inf)
    ages = np.arange(end + 1)
    begun = np.where(ages[:end] > 0, hazard, 0.0)
    reached[0] = 0.0
    joint = np.zeros(0)
    for now in range(1, end + 1):
        joint = reached[:now] + begun[:now] + likely[:now, now] + (now - 1 - ages[:now]) * stay
        reached[now] = np.logaddexp.reduce(joint)
    return np.asarray(np.exp(joint - reached[end]))
