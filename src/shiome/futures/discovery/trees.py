"""Classification trees for scenario discovery: leaves are boxes that share out all runs.

A split sends the runs with low values (or some labels) one way and the rest the other, so that the Gini impurity falls most.
The full tree is cut back to the smallest whose cross-validated error lies within one standard error of the best.

References
----------
Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees, chapters 3 and 8.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.errors import QueryRefused
from shiome.futures.discovery.box import Between, Box, OneOf, Restriction
from shiome.futures.discovery.inputs import Column, Flags, Numbers, Runs


@dataclass(frozen=True)
class Split:
    """Runs that keep ``low`` go left, the others keep ``high`` and go right."""

    low: Restriction
    high: Restriction


@dataclass(frozen=True)
class Node:
    """Runs at a place in the tree: their number, those of interest, and where they go on from here."""

    size: int
    wanted: int
    split: Split | None = None
    left: Node | None = None
    right: Node | None = None

    @property
    def errors(self) -> int:
        """Runs told wrong if the tree ended here with the more frequent outcome."""
        return min(self.wanted, self.size - self.wanted)

    def ends(self) -> Iterator[Node]:
        """The leaves below, left to right."""
        if self.left is None or self.right is None:
            yield self
        else:
            yield from self.left.ends()
            yield from self.right.ends()


def grow(runs: Runs, *, least: int = 5, depth: int = 8) -> Node:
    """The full tree: split while an impurity falls, each side keeps ``least`` runs and the path has under ``depth`` splits."""
    if least < 1 or depth < 1:
        raise QueryRefused(
            "discovery.tree",
            f"a tree of depth {depth} with {least} runs a leaf cannot be grown",
            ja=f"深さ{depth}、葉ごと{least}試行の木は作れません",
            hint="use positive numbers",
            hint_ja="正の数にしてください",
        )
    return _grown(runs, least, depth)


def _grown(runs: Runs, least: int, depth: int) -> Node:
    here = Node(runs.size, runs.wanted)
    split = _best(runs, least) if depth and 0 < runs.wanted < runs.size else None
    if split is None:
        return here
    goes = split.low.holds(next(each for each in runs.columns if each.name == split.low.name))
    left, right = _grown(runs.taken(goes), least, depth - 1), _grown(runs.taken(~goes), least, depth - 1)
    return Node(here.size, here.wanted, split, left, right)


def _best(runs: Runs, least: int) -> Split | None:
    """The split with least impurity; among equals the earlier input, then the lower edge."""
    base = _impurity(np.array([runs.size]), np.array([runs.wanted]))[0]
    best, lowest = None, base - 1e-9 * runs.size
    for column in runs.columns:
        place, ranked = _places(column, runs.outcome)
        order = np.argsort(place, kind="stable")
        values, caught = place[order], np.cumsum(runs.outcome[order], dtype=np.intp)
        ends = np.flatnonzero(np.diff(values)) + 1
        ends = ends[(ends >= least) & (ends <= runs.size - least)]
        if len(ends) == 0:
            continue
        taken = caught[ends - 1]
        rest = _impurity(runs.size - ends, runs.wanted - taken)
        both = _impurity(ends, taken) + rest
        at = int(np.argmin(both))
        if both[at] < lowest:
            lowest = float(both[at])
            best = _split(column, ranked, float(values[ends[at] - 1]), float(values[ends[at]]))
    return best


def _impurity(size: NDArray[np.intp], wanted: NDArray[np.intp]) -> Numbers:
    """Gini impurity times the number of runs."""
    found: Numbers = 2 * wanted * (size - wanted) / size
    return found


def _places(column: Column, outcome: Flags) -> tuple[Numbers, tuple[str, ...]]:
    """Values to split in order; labels stand in the order of their share of interest, which for two outcomes is exact."""
    if not column.labels:
        return column.values, ()
    codes, count = column.values.astype(np.intp), len(column.labels)
    met = np.bincount(codes, minlength=count)
    share = np.where(met > 0, np.bincount(codes, weights=outcome, minlength=count) / np.maximum(met, 1), -1.0)
    ranking = np.argsort(share, kind="stable")
    rank = np.empty(count)
    rank[ranking] = np.arange(count)
    return rank[codes], tuple(column.labels[place] for place in ranking)


def _split(column: Column, ranked: tuple[str, ...], below: float, above: float) -> Split:
    if ranked:
        low = set(ranked[: int(below) + 1])
        kept = tuple(label for label in column.labels if label in low)
        return Split(OneOf(column.name, kept), OneOf(column.name, tuple(x for x in column.labels if x not in low)))
    edge = below / 2 + above / 2
    edge = edge if below <= edge < above else below
    return Split(Between(column.name, None, edge), Between(column.name, math.nextafter(edge, math.inf), None))


def cut_back(node: Node, *, price: float) -> Node:
    """The subtree with least errors + ``price`` × leaves; among equals the smallest (weakest links are cut first)."""
    return _cut(node, price)[0]


def _cut(node: Node, price: float) -> tuple[Node, float]:
    alone = node.errors + price
    if node.left is None or node.right is None:
        return node, alone
    (left, one), (right, other) = _cut(node.left, price), _cut(node.right, price)
    if alone <= one + other + 1e-9:
        return Node(node.size, node.wanted), alone
    return Node(node.size, node.wanted, node.split, left, right), one + other


def prices(node: Node) -> tuple[float, ...]:
    """Prices at which `cut_back` makes the tree smaller, rising from 0."""
    found = [0.0]
    node = cut_back(node, price=0.0)
    while node.left is not None:
        found.append(min(_links(node)))
        node = cut_back(node, price=found[-1])
    return tuple(found)


def _links(node: Node) -> Iterator[float]:
    """For each inner node the price at which cutting there costs nothing."""
    if node.left is not None and node.right is not None:
        ends = list(node.ends())
        yield (node.errors - sum(end.errors for end in ends)) / (len(ends) - 1)
        yield from _links(node.left)
        yield from _links(node.right)


def told(node: Node, runs: Runs) -> Flags:
    """What the tree says of each run: true where most runs of its leaf are of interest (a tie is not)."""
    if node.left is None or node.right is None or node.split is None:
        return np.full(runs.size, 2 * node.wanted > node.size)
    goes = node.split.low.holds(next(each for each in runs.columns if each.name == node.split.low.name))
    says = np.empty(runs.size, dtype=bool)
    says[goes], says[~goes] = told(node.left, runs.taken(goes)), told(node.right, runs.taken(~goes))
    return says


def pruned(runs: Runs, *, seed: int, folds: int = 10, least: int = 5, depth: int = 8) -> Node:
    """The smallest tree whose cross-validated error is within one standard error of the best; the same seed gives the same folds."""
    if not 2 <= folds <= runs.size:
        raise QueryRefused(
            "discovery.folds",
            f"{runs.size} runs cannot be split into {folds} folds",
            ja=f"{runs.size}試行を{folds}組に分けられません",
            hint="use two folds or more, and no more than runs",
            hint_ja="2以上、試行数以下にしてください",
        )
    full = grow(runs, least=least, depth=depth)
    steps = prices(full)
    # between two steps the tree does not change: their geometric mean stands for the interval
    probes = [math.sqrt(a * b) for a, b in zip(steps, (*steps[1:], math.inf), strict=True)]
    fold = np.random.default_rng(seed).permutation(runs.size) % folds
    wrong = np.zeros((len(probes), runs.size))
    for number in range(folds):
        out = fold == number
        rest, held = runs.taken(~out), runs.taken(out)
        tree = grow(rest, least=least, depth=depth)
        for row, probe in enumerate(probes):
            wrong[row, out] = told(cut_back(tree, price=probe * rest.size / runs.size), held) != held.outcome
    rates = wrong.mean(axis=1)
    best = int(np.argmin(rates))
    bound = rates[best] + wrong[best].std() / math.sqrt(runs.size)
    return cut_back(full, price=steps[int(np.flatnonzero(rates <= bound)[-1])])


def leaves(node: Node, runs: Runs) -> tuple[Box, ...]:
    """The leaves as boxes over the runs that the tree was grown from, densest first, then those with most coverage."""
    boxes = [Box(_joined(path, runs), end.size, end.wanted, node.size, node.wanted) for path, end in _paths(node, ())]
    return tuple(sorted(boxes, key=lambda box: (-box.density, -box.coverage)))


def _paths(node: Node, path: tuple[Restriction, ...]) -> Iterator[tuple[tuple[Restriction, ...], Node]]:
    if node.left is None or node.right is None or node.split is None:
        yield path, node
    else:
        yield from _paths(node.left, (*path, node.split.low))
        yield from _paths(node.right, (*path, node.split.high))


def _joined(path: tuple[Restriction, ...], runs: Runs) -> tuple[Restriction, ...]:
    """One restriction per input for all splits on the way, in the order of the inputs."""
    return tuple(
        _both([each for each in path if each.name == column.name], column)
        for column in runs.columns
        if any(each.name == column.name for each in path)
    )


def _both(parts: list[Restriction], column: Column) -> Restriction:
    if column.labels:
        sets = [set(each.kept) for each in parts if isinstance(each, OneOf)]
        return OneOf(column.name, tuple(label for label in column.labels if all(label in kept for kept in sets)))
    ranges = [each for each in parts if isinstance(each, Between)]
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    return Between(column.name, max(lows, default=None), min(highs, default=None))
