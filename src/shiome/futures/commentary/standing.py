"""How each driver's state stands in a scenario: what speaks for and against it, by how much, and what would change that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.futures.consistency.balance import Verdict, assess
from shiome.futures.consistency.bands import Banded
from shiome.futures.consistency.matrix import CrossImpact
from shiome.futures.model.model import At, FuturesModel, ModelCell

Standing = Literal["holds", "tie", "fails", "open", "alone"]


@dataclass(frozen=True, slots=True)
class Point:
    """What one other driver does for a state, or against it."""

    source: At
    balance: float
    """Above 0 it speaks for the state, below 0 for the rival."""
    chosen: float
    """What it does to the state itself."""
    rival: float
    """What it does to the rival."""
    cells: tuple[ModelCell, ...]
    """The cells behind it, each with its claims; none for what a state has for itself."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Identifiers of the claims behind it."""
        return tuple(dict.fromkeys(support.claim for cell in self.cells for support in cell.supports))

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents behind it."""
        return tuple(sorted({document for cell in self.cells for document in cell.documents}))

    @property
    def hedge(self) -> int:
        """How firmly the firmest claim is held, 1 to 5; 0 without claims."""
        return max((support.hedge for cell in self.cells for support in cell.supports), default=0)


@dataclass(frozen=True, slots=True)
class Change:
    """Another driver in another state, and by how much the state would then lead."""

    source: At
    margin: float


@dataclass(frozen=True, slots=True)
class Joint:
    """One driver of a scenario."""

    at: At
    rival: str
    """Its strongest other state; empty where there is none."""
    margin: float
    """By how much it leads; below 0 the scenario is inconsistent here."""
    standing: Standing
    points_for: tuple[Point, ...]
    """Strongest first, as those against."""
    points_against: tuple[Point, ...]
    steady: bool
    """Whether it stands as it does at the ends of all bands: a holding one at the unkind ends, a failing one at the kind ends."""
    changes: tuple[Change, ...]
    """Single changes of another driver that would turn it, the strongest first."""

    @property
    def objection(self) -> Point | None:
        """What speaks against it most."""
        return self.points_against[0] if self.points_against else None


def whole(matrix: CrossImpact, scenario: Mapping[str, str]) -> dict[str, str]:
    """A scenario with the descriptors that it leaves out because they have one variant only."""
    single = {each.name: each.variants[0] for each in matrix.descriptors if len(each.variants) == 1}
    return {**single, **scenario}


def joints(model: FuturesModel, bands: Banded, scenario: Mapping[str, str]) -> tuple[Joint, ...]:
    """Every driver of the scenario, in the order of the model.

    Raises
    ------
    InputRefused
        ``consistency.incomplete``, ``consistency.unknown``: the scenario does not name one state of each driver.
    """
    matrix = bands.mode
    chosen = matrix.scenario(whole(matrix, scenario))
    cells = {(cell.cause, cell.effect): cell for cell in model.cells}
    rows = np.array(matrix.offsets[:-1]) + chosen
    return tuple(
        _joint(cells, bands, rows, verdict, number)
        for number, verdict in enumerate(assess(matrix, chosen).verdicts)
        if verdict.descriptor in model.by_id
    )


def _joint(
    cells: Mapping[tuple[At, At], ModelCell], bands: Banded, rows: NDArray[np.integer], verdict: Verdict, number: int
) -> Joint:
    at = At(verdict.descriptor, verdict.variant)
    if verdict.rival is None:
        return Joint(at, "", float("inf"), "alone", (), (), True, ())  # noqa: FBT003 - a field
    points = [
        _point(cells, At(each.source, each.source_variant), at, verdict.rival, each.chosen, each.rival)
        for each in verdict.arguments
        if each.balance
    ]
    standing: Standing = "holds" if verdict.margin > 0 else "fails" if verdict.margin < 0 else "tie"
    if not verdict.arguments:
        standing = "open"
    kind, unkind = _ends(bands, rows, number)
    return Joint(
        at=at,
        rival=verdict.rival,
        margin=verdict.margin,
        standing=standing,
        points_for=tuple(each for each in points if each.balance > 0),
        points_against=tuple(each for each in points if each.balance < 0),
        steady=kind < 0 if standing == "fails" else unkind >= 0,
        changes=() if standing == "open" else _changes(bands.mode, rows, number, holds=verdict.margin >= 0),
    )


def _point(
    cells: Mapping[tuple[At, At], ModelCell], source: At, at: At, rival: str, chosen: float, other: float
) -> Point:
    found = [cells.get((source, end)) for end in (at, At(at.driver, rival))]
    return Point(source, chosen - other, chosen, other, tuple(cell for cell in found if cell is not None))


def _ends(bands: Banded, rows: NDArray[np.integer], number: int) -> tuple[float, float]:
    """The lead over the best rival with every judgement at its kind end, and at its unkind end."""
    held, others = _columns(bands.mode, rows, number)
    low, high = bands.low.impacts[rows].sum(axis=0), bands.high.impacts[rows].sum(axis=0)
    kind, unkind = high[held] - low[others].max(), low[held] - high[others].max()
    return round(float(kind), 9), round(float(unkind), 9)


def _columns(matrix: CrossImpact, rows: NDArray[np.integer], number: int) -> tuple[int, list[int]]:
    held = int(rows[number])
    return held, [column for column in range(matrix.offsets[number], matrix.offsets[number + 1]) if column != held]


def _changes(matrix: CrossImpact, rows: NDArray[np.integer], number: int, *, holds: bool) -> tuple[Change, ...]:
    """Single changes that would turn a holding state over, or make a failing one hold; ties in the order of the drivers."""
    held, others = _columns(matrix, rows, number)
    lead = matrix.units[:, [held]] - matrix.units[:, others]
    total = lead[rows].sum(axis=0)
    found = []
    for source, descriptor in enumerate(matrix.descriptors):
        for place, variant in enumerate(descriptor.variants):
            row = matrix.offsets[source] + place
            if source == number or row == rows[source]:
                continue
            margin = float(np.min(total - lead[rows[source]] + lead[row])) / matrix.scale
            if (margin < 0) if holds else (margin >= 0):
                found.append(Change(At(descriptor.name, variant), margin))
    return tuple(sorted(found, key=lambda each: each.margin if holds else -each.margin))


def weakest(found: Sequence[Joint]) -> Joint | None:
    """The joint with the smallest lead, the first of them on ties; None where nothing decides any."""
    decided = [joint for joint in found if joint.standing in ("holds", "tie", "fails")]
    return min(decided, key=lambda joint: joint.margin, default=None)
