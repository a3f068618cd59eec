"""A cross-impact matrix: descriptors with their variants, and what each variant does to each other one.

Descriptor and variant are the words of cross-impact balance (Weimer-Jehle 2006, doi 10.1016/j.techfore.2005.06.005); a region pack
calls them driver and state. Rows of a matrix are sources, columns are targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import InputRefused

Floats = NDArray[np.float64]
Scenarios = NDArray[np.int16]
"""One row a scenario, one column a descriptor, 0-based numbers of variants."""
STEPS_PER_UNIT = 10**6
"""Judgements that are not whole numbers are held in steps of a millionth, so that sums and ties are exact."""
STRONGEST = 10**6
"""No judgement may be stronger than this."""


def refuse(code: str, message: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    """The error of a matrix, scenario or band that cannot be used."""
    return InputRefused(f"consistency.{code}", message, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """One question about the future with the answers that it may have."""

    name: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement: what a variant of one descriptor does to a variant of another."""

    source: str
    source_variant: str
    target: str
    target_variant: str
    value: float


@dataclass(frozen=True, eq=False)
class CrossImpact:
    """Descriptors and their judgements; checked when made.

    A descriptor may influence itself: ScenarioWizard's own projects do, and such a judgement counts like any other.

    Parameters
    ----------
    descriptors:
        In the order in which scenarios are written.
    impacts:
        Square, one row and one column a variant, in the order of the descriptors; positive promotes, negative hinders.

    Raises
    ------
    InputRefused
        ``consistency.empty``, ``consistency.variants``, ``consistency.twice``, ``consistency.shape``, ``consistency.value``.

    >>> pair = CrossImpact.of({"A": ["a1", "a2"], "B": ["b1", "b2"]}, [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    >>> pair.combinations, pair.scenario({"A": "a2", "B": "b1"}).tolist()
    (4, [1, 0])
    """

    descriptors: tuple[Descriptor, ...]
    impacts: Floats

    def __post_init__(self) -> None:
        _check_names(self.descriptors)
        impacts = np.array(self.impacts, dtype=np.float64)
        _check_impacts(self, impacts)
        impacts.flags.writeable = False
        object.__setattr__(self, "impacts", impacts)

    @classmethod
    def of(cls, variants: Mapping[str, Sequence[str]], impacts: ArrayLike) -> CrossImpact:
        """A matrix from the variants of each descriptor and its judgements."""
        named = tuple(Descriptor(name, tuple(each)) for name, each in variants.items())
        try:
            values = np.array(impacts, dtype=np.float64)
        except (TypeError, ValueError) as cause:
            raise refuse(
                "value",
                "the judgements are not a table of numbers",
                "判断が数の表になっていない",
                "give every row the same length, and numbers only",
                "各行を同じ長さの数にする",
                impacts,
            ) from cause
        return cls(named, values)

    @classmethod
    def from_cells(cls, variants: Mapping[str, Sequence[str]], cells: Iterable[Cell]) -> CrossImpact:
        """A matrix from single judgements; a cell that is not named is 0, cells named twice add up.

        Raises
        ------
        InputRefused
            ``consistency.unknown`` for a cell of a descriptor or variant that does not exist, and as for the class.
        """
        named = tuple(Descriptor(name, tuple(each)) for name, each in variants.items())
        width = sum(len(each.variants) for each in named)
        matrix = cls(named, np.zeros((width, width)))
        impacts = np.zeros((width, width))
        for cell in cells:
            place = matrix.column(cell.source, cell.source_variant), matrix.column(cell.target, cell.target_variant)
            impacts[place] += cell.value
        return cls(named, impacts)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many variants each descriptor has."""
        return tuple(len(each.variants) for each in self.descriptors)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Column of each descriptor's first variant, and the width at the end."""
        return (0, *accumulate(self.sizes))

    @property
    def width(self) -> int:
        """How many variants there are in all."""
        return self.offsets[-1]

    @cached_property
    def combinations(self) -> int:
        """How many scenarios can be written at all."""
        product = 1
        for size in self.sizes:
            product *= size
        return product

    @cached_property
    def scale(self) -> int:
        """Steps in one unit of the judgements: 1 for whole numbers, otherwise ``STEPS_PER_UNIT``."""
        return 1 if bool(np.all(self.impacts == np.rint(self.impacts))) else STEPS_PER_UNIT

    @cached_property
    def units(self) -> NDArray[np.int64]:
        """The judgements in whole steps."""
        return np.rint(self.impacts * self.scale).astype(np.int64)

    @cached_property
    def influences(self) -> NDArray[np.bool_]:
        """Which descriptor says anything about which: rows are sources."""
        starts = self.offsets[:-1]
        return np.add.reduceat(np.add.reduceat(self.impacts != 0, starts, axis=0, dtype=np.int64), starts, axis=1) > 0

    def column(self, descriptor: str, variant: str) -> int:
        """Row and column of a variant.

        Raises
        ------
        InputRefused
            ``consistency.unknown``.
        """
        number = self.number(descriptor)
        return self.offsets[number] + _find(self.descriptors[number].variants, variant, f"variant of {descriptor}")

    def number(self, descriptor: str) -> int:
        """Which descriptor carries a name, from 0."""
        return _find([each.name for each in self.descriptors], descriptor, "descriptor")

    def label(self, column: int) -> str:
        """A row or column by its names: ``descriptor=variant``."""
        number = int(np.searchsorted(self.offsets, column, side="right")) - 1
        each = self.descriptors[number]
        return f"{each.name}={each.variants[column - self.offsets[number]]}"

    def scenario(self, variants: Mapping[str, str]) -> Scenarios:
        """The numbers of a scenario given by names; every descriptor must be named."""
        absent = [each.name for each in self.descriptors if each.name not in variants]
        if absent:
            raise refuse(
                "incomplete",
                f"the scenario does not say {absent[0]}",
                f"シナリオに {absent[0]} がない",
                "name one variant of every descriptor",
                "すべての記述子の状態を書く",
                dict(variants),
            )
        chosen = np.zeros(len(self.descriptors), dtype=np.int16)
        for name, variant in variants.items():
            number = self.number(name)
            chosen[number] = self.column(name, variant) - self.offsets[number]
        return chosen

    def named(self, scenario: Sequence[int] | NDArray[np.integer[Any]]) -> dict[str, str]:
        """A scenario by its names."""
        return {each.name: each.variants[int(v)] for each, v in zip(self.descriptors, scenario, strict=True)}

    def replaced(self, impacts: ArrayLike) -> CrossImpact:
        """The same descriptors with other judgements."""
        return CrossImpact(self.descriptors, np.array(impacts, dtype=np.float64))


def _find(names: Sequence[str], name: str, kind: str) -> int:
    try:
        return list(names).index(name)
    except ValueError:
        raise refuse(
            "unknown",
            f"there is no {kind} called {name!r}",
            f"{name!r} という名の記述子または状態はない（{kind}）",
            f"use one of {', '.join(names)}",
            f"使えるのは {', '.join(names)}",
            name,
        ) from None


def _check_names(descriptors: tuple[Descriptor, ...]) -> None:
    if not descriptors:
        raise refuse(
            "empty", "the matrix has no descriptors", "記述子が一つもない", "give at least one", "一つ以上書く", None
        )
    for each in descriptors:
        if not each.variants:
            raise refuse(
                "variants",
                f"descriptor {each.name} has no variants",
                f"記述子 {each.name} に状態がない",
                "give it at least one, or leave it out",
                "一つ以上書くか、記述子を除く",
                each,
            )
    for kind, names in [
        ("descriptor", [each.name for each in descriptors]),
        *((d.name, d.variants) for d in descriptors),
    ]:
        double = next((name for name in names if list(names).count(name) > 1), None)
        if double is not None:
            raise refuse(
                "twice",
                f"{kind}: {double!r} is named twice",
                f"{kind}: {double!r} が二度ある",
                "give each its own name",
                "別の名にする",
                double,
            )


def _check_impacts(matrix: CrossImpact, impacts: Floats) -> None:
    width = matrix.width
    if impacts.shape != (width, width):
        shown = " by ".join(str(side) for side in impacts.shape)
        raise refuse(
            "shape",
            f"the judgements are {shown}, the variants are {width}",
            f"判断の表は {shown}、状態は {width} 個ある",
            "give one row and one column for each variant",
            "状態ごとに一行一列とする",
            impacts.shape,
        )
    wrong = np.argwhere(~(np.abs(impacts) <= STRONGEST))
    if len(wrong):
        row, column = (matrix.label(int(place)) for place in wrong[0])
        raise refuse(
            "value",
            f"{row} on {column}: the judgement is not a number up to {STRONGEST}",
            f"{row} から {column} への判断が {STRONGEST} 以下の数でない",
            "give a finite number, usually -3 to 3",
            "有限の数（普通は -3 から 3）を書く",
            float(impacts[tuple(wrong[0])]),
        )
