"""Peeling: a box shrunk step by step from its edges, on columns sorted once and thinned as runs fall out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shiome.futures.discovery.box import Between, Box, OneOf, Restriction
from shiome.futures.discovery.inputs import Column, Flags, Numbers, Runs


@dataclass(frozen=True)
class Cut:
    """A possible peel: ``left`` runs stay, ``caught`` of them of interest; ``mark`` is the new edge or the label that goes."""

    column: int
    side: str
    mark: float
    left: int
    caught: int


@dataclass
class _Sorted:
    """One column of the runs still in the box, in the order of its values."""

    rows: NDArray[np.int32]
    values: Numbers
    wanted: NDArray[np.uint8]

    def thinned(self, kept: Flags) -> _Sorted:
        return _Sorted(self.rows[kept], self.values[kept], self.wanted[kept])


class Peeler:
    """The present box and the runs in it; `steps` yields each smaller box.

    A numeric input can lose its lowest or highest ``share`` of runs: the edge goes midway between the two values about that quantile.
    Where the two are equal, a low edge goes midway to the next greater value and a high edge to the next smaller one. A category
    can go as a whole. The peel with the greatest gain in density per run lost is made; among equals the one that restricts no
    new input, then the earlier input, the low side before the high one, the earlier label.
    """

    def __init__(self, runs: Runs, *, share: float) -> None:
        self._runs = runs
        self._share = share
        self._inside, self._caught = runs.size, runs.wanted
        self._held: dict[int, Restriction] = {}
        self._sorted = [self._sort(column) for column in runs.columns]

    def _sort(self, column: Column) -> _Sorted:
        rows = np.argsort(column.values, kind="stable").astype(np.int32)
        return _Sorted(rows, column.values[rows], self._runs.outcome[rows].astype(np.uint8))

    @property
    def box(self) -> Box:
        """The present box."""
        held = tuple(self._held[place] for place in sorted(self._held))
        return Box(held, self._inside, self._caught, self._runs.size, self._runs.wanted)

    def steps(self, *, least: float) -> Iterator[Box]:
        """Peel until every run inside is of interest, none can go, or fewer than ``least`` runs (a count) would be left."""
        while self._caught < self._inside:
            best = self._best()
            if best is None or best.left < least:
                return
            self._make(best)
            yield self.box

    def _best(self) -> Cut | None:
        best: Cut | None = None
        top = (0.0, False)
        for cut in self._cuts():
            gain = (cut.caught / cut.left - self._caught / self._inside) / (self._inside - cut.left)
            worth = (gain, cut.column in self._held)
            if best is None or worth > top:
                best, top = cut, worth
        return best

    def _cuts(self) -> Iterator[Cut]:
        for place, (column, held) in enumerate(zip(self._runs.columns, self._sorted, strict=True)):
            yield from self._label_cuts(place, held) if column.labels else self._edge_cuts(place, held)

    def _edge_cuts(self, place: int, held: _Sorted) -> Iterator[Cut]:
        values, last = held.values, len(held.values) - 1
        at = last * self._share
        under, over = int(np.floor(at)), int(np.ceil(at))
        if values[under] == values[over]:
            over = min(int(np.searchsorted(values, values[under], side="right")), last)
        mark = float(values[under] / 2 + values[over] / 2) if values[under] != values[over] else float(values[over])
        gone = int(np.searchsorted(values, mark, side="left"))
        if 0 < gone <= last:
            yield Cut(place, "low", mark, last + 1 - gone, self._caught - _total(held.wanted[:gone]))
        at = last * (1 - self._share)
        under, over = int(np.floor(at)), int(np.ceil(at))
        if values[under] == values[over]:
            under = max(int(np.searchsorted(values, values[over], side="left")) - 1, 0)
        mark = float(values[under] / 2 + values[over] / 2) if values[under] != values[over] else float(values[over])
        left = int(np.searchsorted(values, mark, side="right"))
        if 0 < left <= last:
            yield Cut(place, "high", mark, left, self._caught - _total(held.wanted[left:]))

    def _label_cuts(self, place: int, held: _Sorted) -> Iterator[Cut]:
        edges = np.flatnonzero(np.diff(held.values)) + 1
        if len(edges) == 0:
            return
        bounds = [0, *edges.tolist(), len(held.values)]
        for start, end in pairwise(bounds):
            caught = self._caught - _total(held.wanted[start:end])
            yield Cut(place, "label", float(held.values[start]), len(held.values) - end + start, caught)

    def _make(self, cut: Cut) -> None:
        column, peeled = self._runs.columns[cut.column], self._sorted[cut.column]
        if cut.side == "label":
            stay = peeled.values != cut.mark
        else:
            stay = peeled.values >= cut.mark if cut.side == "low" else peeled.values <= cut.mark
        alive = np.zeros(self._runs.size, dtype=bool)
        alive[peeled.rows[stay]] = True
        self._sorted = [held.thinned(alive[held.rows]) for held in self._sorted]
        self._inside, self._caught = cut.left, cut.caught
        self._held[cut.column] = _narrowed(self._held.get(cut.column), column, cut)


def _total(wanted: NDArray[np.uint8]) -> int:
    return int(np.count_nonzero(wanted))


def _narrowed(before: Restriction | None, column: Column, cut: Cut) -> Restriction:
    if cut.side == "label":
        kept = before.kept if isinstance(before, OneOf) else column.labels
        return OneOf(column.name, tuple(label for label in kept if label != column.labels[int(cut.mark)]))
    old = before if isinstance(before, Between) else Between(column.name)
    return Between(column.name, cut.mark, old.high) if cut.side == "low" else Between(column.name, old.low, cut.mark)
