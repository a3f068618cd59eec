"""Scenario discovery by PRIM: boxes in the inputs that hold most runs of interest and few others.

The patient rule induction method peels a box from the whole space (`peeling`), then pastes back edges that cost no density.
The user chooses on the trajectory between coverage and density; `chosen` applies a threshold.

References
----------
Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and Computing 9.
Bryant and Lempert (2010), Thinking inside the box, Technological Forecasting and Social Change 77(1).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shiome.errors import QueryRefused
from shiome.futures.discovery.box import Between, Box, OneOf, Restriction, inside, measured
from shiome.futures.discovery.inputs import Column, Flags, Runs
from shiome.futures.discovery.peeling import Peeler


@dataclass(frozen=True)
class Peeling:
    """How patiently to peel; every share lies strictly between 0 and 1.

    Attributes
    ----------
    peel:
        Share of the runs in the box that one peel of a numeric input takes.
    paste:
        Share of the runs in the box that one paste of a numeric input gives back.
    mass:
        Share of all runs that a box must hold.
    """

    peel: float = 0.05
    paste: float = 0.05
    mass: float = 0.05

    def __post_init__(self) -> None:
        for name in ("peel", "paste", "mass"):
            if not 0 < getattr(self, name) < 1:
                raise QueryRefused(
                    "discovery.share",
                    f"{name} is {getattr(self, name)}, not between 0 and 1",
                    ja=f"{name}は{getattr(self, name)}で、0と1の間ではありません",
                    hint="0.05 is usual",
                    hint_ja="通常は0.05です",
                    failed=name,
                )


@dataclass(frozen=True)
class Trajectory:
    """All boxes met: ``peeled`` from the whole space down, each inside the one before; ``pasted`` from the last of them up."""

    peeled: tuple[Box, ...]
    pasted: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes in the order found."""
        return self.peeled + self.pasted


def find(runs: Runs, *, peeling: Peeling | None = None) -> Trajectory:
    """Peel from the whole space down to the least mass, then paste.

    >>> from shiome.futures.discovery.inputs import runs
    >>> grid = [place / 100 for place in range(100)]
    >>> found = find(runs({"x": grid}, [x >= 0.8 for x in grid]))
    >>> chosen(found).restricted
    ('x',)
    """
    peeling = peeling or Peeling()
    if not 0 < runs.wanted < runs.size:
        raise QueryRefused(
            "discovery.one_outcome",
            "every run has the same outcome: there is nothing to tell apart",
            ja="すべての試行の結果が同じで、見分けるものがありません",
            hint="move the threshold of the outcome",
            hint_ja="結果の閾値を動かしてください",
        )
    peeler = Peeler(runs, share=peeling.peel)
    peeled = (peeler.box, *peeler.steps(least=peeling.mass * runs.size))
    return Trajectory(peeled, paste(runs, peeled[-1], peeling=peeling))


def chosen(found: Trajectory, *, threshold: float = 0.8) -> Box:
    """The box with most coverage among those of at least the density ``threshold``; the densest where none reaches it.

    Among equals the denser, then the one with fewer restricted inputs, then the earlier.
    """
    dense = [box for box in found.boxes if box.density >= threshold]
    if dense:
        return max(dense, key=lambda box: (box.coverage, box.density, -len(box.restrictions)))
    return max(found.boxes, key=lambda box: (box.density, box.coverage, -len(box.restrictions)))


def several(
    runs: Runs, *, threshold: float = 0.8, most: int = 5, peeling: Peeling | None = None
) -> tuple[tuple[Box, ...], Flags]:
    """Cover the runs of interest with up to ``most`` boxes, each found among the runs that the boxes before left over.

    A box is taken while it reaches the density ``threshold`` among the runs left; its figures are told over those runs.
    Returns the boxes and the flags of the runs that lie in none.
    """
    left = np.ones(runs.size, dtype=bool)
    boxes: list[Box] = []
    while len(boxes) < most:
        rest = runs.taken(left)
        if not 0 < rest.wanted < rest.size:
            break
        box = chosen(find(rest, peeling=peeling), threshold=threshold)
        if box.density < threshold:
            break
        boxes.append(box)
        left &= ~inside(runs, box.restrictions)
    return tuple(boxes), left


def paste(runs: Runs, box: Box, *, peeling: Peeling | None = None) -> tuple[Box, ...]:
    """Widen ``box`` edge by edge as long as runs of interest are won and density does not fall; the boxes on the way.

    Of the possible pastes the one with the highest density is made, then the one that wins most, then the earlier input.
    """
    peeling = peeling or Peeling()
    here = measured(runs, box.restrictions)
    found: list[Box] = []
    while True:
        wider = [measured(runs, held) for held in _pastes(runs, here, share=peeling.paste)]
        better = [one for one in wider if one.caught > here.caught and one.density >= here.density]
        if not better:
            return tuple(found)
        here = max(better, key=lambda one: (one.density, one.caught))
        found.append(here)


def _pastes(runs: Runs, box: Box, *, share: float) -> Iterator[tuple[Restriction, ...]]:
    by_name = {column.name: column for column in runs.columns}
    for place, one in enumerate(box.restrictions):
        before, after = box.restrictions[:place], box.restrictions[place + 1 :]
        others = inside(runs, before + after)
        column = by_name[one.name]
        near = max(1, math.ceil(share * box.inside))
        wider = _more_labels(one, column) if isinstance(one, OneOf) else _wider(one, column, others, near)
        for held in wider:
            yield before + held + after


def _more_labels(one: OneOf, column: Column) -> Iterator[tuple[Restriction, ...]]:
    for label in column.labels:
        if label not in one.kept:
            kept = tuple(each for each in column.labels if each in one.kept or each == label)
            yield () if kept == column.labels else (OneOf(one.name, kept),)


def _wider(one: Between, column: Column, others: Flags, near: int) -> Iterator[tuple[Restriction, ...]]:
    """The range with its low, then its high edge moved outward over the ``near`` nearest runs; open where none is left."""
    values = column.values[others]
    if one.low is not None:
        outside = np.sort(values[values < one.low])[::-1]
        low = float(outside[near - 1]) if len(outside) > near else None
        yield () if low is None and one.high is None else (Between(one.name, low, one.high),)
    if one.high is not None:
        outside = np.sort(values[values > one.high])
        high = float(outside[near - 1]) if len(outside) > near else None
        yield () if one.low is None and high is None else (Between(one.name, one.low, high),)
