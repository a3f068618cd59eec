"""From the paths of an ensemble to a scenario tree: futures, dated branching events, names, typical courses."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.branching.axes import Labels, shared_axes
from shiome.futures.branching.clusters import Trial, grouped, nearest, trials
from shiome.futures.branching.courses import Profiles, course, marks, medoid
from shiome.futures.branching.naming import Words, event_names, future_names
from shiome.futures.branching.records import Branch, Event, Future, ScenarioTree
from shiome.futures.branching.splits import Node, Rules, Table, entropy, parted
from shiome.futures.branching.traces import Traces, first_months, profile, refused, traces
from shiome.futures.scoring.rates import wilson
from shiome.futures.simulation.engine import Ensemble

LEAST_RUNS = 100
"""Fewer runs are not split into halves and futures."""
AXES_SAMPLE = 5_000
"""Training runs from which the shared axes are taken."""
CENTRES_SAMPLE = 20_000
"""Training runs from which the futures' centres are taken."""


@dataclass(frozen=True)
class Grown:
    """A scenario tree together with the runs that it stands on.

    Parameters
    ----------
    future, leaf:
        For each run its future and its leaf, as places in ``tree.futures`` and ``tree.leaves``.
    trained:
        Runs on which futures, events and indicators were sought; the others check them.
    first:
        (driver and state, runs) first month in each state, in the order of ``traces.pairs``.
    """

    tree: ScenarioTree
    traces: Traces
    words: Words
    future: Labels
    leaf: Labels
    trained: NDArray[np.bool_]
    first: NDArray[np.uint16]


def grow(
    ensemble: Ensemble,
    *,
    drivers: Sequence[str] | None = None,
    futures: int | None = None,
    seed: int = 0,
    words: Words | None = None,
    windows: int = 4,
    most_futures: int = 6,
    least_share: float = 0.05,
    depth: int = 4,
    least_gain: float = 0.02,
    confidence: float = 0.95,
) -> Grown:
    """The scenario tree of an ensemble whose paths were kept.

    Parameters
    ----------
    drivers:
        Those whose states count; all of them unless named.
    futures:
        Number of futures; without it the runs decide, and may decide that there is one.
    seed:
        Of the halves, the samples and the starts: the same seed gives the same tree.
    words:
        Names of drivers and states; identifiers where absent.
    windows:
        Stretches of the horizon whose months in each state are compared.
    most_futures:
        Largest number of futures that is tried.
    least_share:
        Share of all runs below which no future and no branch is made.
    depth:
        Events on the way from the trunk to a leaf, at most.
    least_gain:
        Share of the whole uncertainty about the future that a split must take away, in both halves of the runs.
    confidence:
        Of the intervals.

    Raises
    ------
    InputRefused
        ``branching.paths``, ``branching.drivers``, ``branching.runs``, ``branching.numbers``, ``branching.futures``: what was given cannot
        be split.
    """
    _check(ensemble.runs, futures, windows, most_futures, depth, least_share, least_gain)
    read = traces(ensemble, drivers=drivers)
    dice = np.random.default_rng(seed)
    order = dice.permutation(read.runs)
    trained = np.zeros(read.runs, dtype=bool)
    trained[order[: read.runs // 2]] = True
    profiles = tuple(
        profile(column, len(states), count=windows) for column, states in zip(read.columns, read.states, strict=True)
    )
    future, tried, axes, weights = _futures(profiles, order[: read.runs // 2], futures, most_futures, least_share, dice)
    first = np.stack(list(first_months(read)))
    root = parted(Table(read, first, future, trained), Rules(depth, least_share, least_gain))
    measured = Profiles(profiles, weights, windows)
    named = words or Words()
    branches, leaf = _Maker(read, measured, future, named, confidence).branches(root)
    tree = ScenarioTree(
        drivers=read.drivers,
        runs=read.runs,
        months=read.months,
        seed=seed,
        confidence=confidence,
        axes=axes,
        tried=tried,
        futures=_described(read, measured, future, named, confidence),
        branches=branches,
        explained=_explained(future, leaf),
    )
    return Grown(tree, read, named, future, leaf, trained, first)


def _check(
    runs: int, futures: int | None, windows: int, most: int, depth: int, least_share: float, least_gain: float
) -> None:
    if runs < LEAST_RUNS:
        text, ja = f"{runs} runs are too few to be split", f"{runs} 回の試行は分けるには少ない"
        raise refused("runs", text, ja, f"run at least {LEAST_RUNS}", f"{LEAST_RUNS} 回以上計算する", runs)
    whole = {"futures": 1 if futures is None else futures, "windows": windows, "most_futures": most, "depth": depth}
    for name, number in whole.items():
        if number < 1:
            text, ja = f"{name} {number} is less than 1", f"{name} {number} が 1 未満"
            raise refused("numbers", text, ja, "give a positive number", "正の数にする", number)
    for name, share in (("least_share", least_share), ("least_gain", least_gain)):
        if not (math.isfinite(share) and 0 < share < 0.5):
            text, ja = f"{name} {share} is not between 0 and 0.5", f"{name} {share} が 0〜0.5 の間にない"
            raise refused("numbers", text, ja, "give a share such as 0.05", "0.05 のような割合にする", share)


def _futures(
    profiles: tuple[NDArray[np.float32], ...],
    training: Labels,
    asked: int | None,
    most: int,
    least_share: float,
    dice: np.random.Generator,
) -> tuple[Labels, tuple[Trial, ...], int, tuple[float, ...]]:
    """Future of each run, what was tried, the number of shared axes, and each driver's weight."""
    sample = [block[training[:AXES_SAMPLE]] for block in profiles]
    axes = shared_axes(sample, dice=dice, least=0 if asked is None else 1)
    shared = sum(carried > axes.reference for carried in axes.carried)
    tried: tuple[Trial, ...] = ()
    count = asked or 1
    if asked is None:
        enough = [block[training[:CENTRES_SAMPLE]] for block in profiles]
        count, tried = trials(enough, axes, most=most, least_share=least_share, dice=dice)
    labels = np.zeros(len(profiles[0]), dtype=np.intp)
    if count > 1 and axes.carried:
        points = axes.scores(profiles)
        centres, _ = grouped(points[training[:CENTRES_SAMPLE]], count, dice=dice)
        labels = nearest(points, centres)
    sizes = np.bincount(labels, minlength=count)
    if not sizes.all():
        text = f"the runs do not take {count} different courses"
        ja = f"試行は {count} 通りの経過に分かれない"
        raise refused("futures", text, ja, "ask for fewer futures", "未来の数を減らす", count)
    # The largest future comes first; equally large ones keep the order of their centres.
    rank = np.empty(count, dtype=np.intp)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(count)
    return rank[labels], tried, shared, axes.weights


def _described(read: Traces, measured: Profiles, future: Labels, words: Words, confidence: float) -> tuple[Future, ...]:
    groups = [np.flatnonzero(future == place) for place in range(int(future.max()) + 1)]
    apart = [marks(read, measured, rows) for rows in groups]
    names = future_names(apart, words=words)
    return tuple(
        Future(
            id=f"F{place + 1}",
            names=names[place],
            runs=len(rows),
            probability=wilson(len(rows), read.runs, confidence=confidence),
            marks=apart[place],
            typical=course(read, medoid(measured, rows)),
        )
        for place, rows in enumerate(groups)
    )


@dataclass(frozen=True)
class _Maker:
    """Makes the branches' records from the parted runs."""

    read: Traces
    measured: Profiles
    future: Labels
    words: Words
    confidence: float

    def branches(self, root: Node) -> tuple[tuple[Branch, ...], Labels]:
        """Every branch, the trunk first, and the leaf of each run."""
        found = list(self._below(root, "T", root, None))
        leaf = np.zeros(self.read.runs, dtype=np.intp)
        for place, node in enumerate(root.leaves()):
            leaf[node.rows] = place
        return tuple(found), leaf

    def _below(self, node: Node, name: str, above: Node, event: Event | None) -> Iterator[Branch]:
        yield self._branch(node, name, above, event)
        for part, side in zip(node.parts, "+-", strict=False):
            yield from self._below(part, name + side, node, node.event)

    def _branch(self, node: Node, name: str, above: Node, event: Event | None) -> Branch:
        happens, runs = name.endswith("+"), len(node.rows)
        shares = np.bincount(self.future[node.rows], minlength=int(self.future.max()) + 1) / runs
        return Branch(
            id=name,
            parent=name[:-1],
            children=tuple(name + side for _, side in zip(node.parts, "+-", strict=False)),
            event=event,
            happens=happens,
            names=event_names(event, happens=happens, words=self.words) if event else {"en": "Start", "ja": "始点"},
            runs=runs,
            probability=wilson(runs, self.read.runs, confidence=self.confidence),
            within_parent=wilson(runs, len(above.rows), confidence=self.confidence),
            futures=tuple(shares.tolist()),
            leads_to=f"F{int(shares.argmax()) + 1}",
            typical=course(self.read, medoid(self.measured, node.rows)),
        )


def _explained(future: Labels, leaf: Labels) -> float:
    table = np.zeros((int(leaf.max()) + 1, int(future.max()) + 1))
    np.add.at(table, (leaf, future), 1)
    before = float(entropy(table.sum(axis=0)))
    after = float((table.sum(axis=1) * entropy(table)).sum()) / len(future)
    return 1 - after / before if before else 0.0
