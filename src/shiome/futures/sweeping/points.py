"""A point of a sweep: a model with its parameters, its seed and how often it is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

from shiome.errors import InputRefused
from shiome.futures.consistency.bands import Banded
from shiome.futures.consistency.bands import Shape as BandShape
from shiome.futures.simulation.formulas import Formula
from shiome.futures.simulation.model import Band, Cell, Intervention, SimulationModel

States = tuple[tuple[str, str], ...]
"""Drivers, each with the state that is set from outside."""
P = TypeVar("P", "EnsemblePoint", "WeighingPoint")


@dataclass(frozen=True, slots=True)
class Shift:
    """Both ends of one cell's band, and its likeliest value, are moved by ``by``; a cell that is not there counts as 0."""

    source: str
    source_state: str
    target: str
    target_state: str
    by: float


@dataclass(frozen=True)
class EnsemblePoint:
    """One ensemble: so many runs of a model.

    Parameters
    ----------
    months, interventions:
        As for `compile_model`.
    seed, first, runs:
        The runs ``first`` to ``first + runs - 1`` of this seed. Points with the same seed meet the same chances, as interventions that
        are compared should; points that are to be independent get seeds of their own.
    formulas:
        Questions to be answered for each run.
    forced:
        States that are held from month 0 on, whatever the model says.
    shifts:
        Cells whose bands are moved, in this order.
    """

    model: SimulationModel
    months: int
    runs: int
    seed: int
    first: int = 0
    formulas: tuple[Formula, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    forced: States = ()
    shifts: tuple[Shift, ...] = ()

    def applied(self) -> tuple[SimulationModel, tuple[Intervention, ...]]:
        """The model and the interventions that are run.

        Raises
        ------
        InputRefused
            When a driver or state is unknown.
        """
        model = self.model
        for shift in self.shifts:
            model = _shifted(model, shift)
        drivers = list(model.drivers)
        for name, _ in self.forced:
            place = model.driver(name, "forced state")
            if not drivers[place].controlled:
                drivers[place] = replace(drivers[place], settable=True)
        held = tuple(Intervention(name, state) for name, state in self.forced)
        return replace(model, drivers=tuple(drivers)), (*self.interventions, *held)


def _shifted(model: SimulationModel, shift: Shift) -> SimulationModel:
    place = (shift.source, shift.source_state, shift.target, shift.target_state)
    cells = []
    band: Band | None = None
    for cell in model.cells:
        if (cell.source, cell.source_state, cell.target, cell.target_state) == place:
            band = Band(cell.strength.low + shift.by, cell.strength.high + shift.by)
            cells.append(replace(cell, strength=band))
        else:
            cells.append(cell)
    if band is None:
        cells.append(Cell(*place, Band.at(shift.by)))
    return replace(model, cells=tuple(cells))


@dataclass(frozen=True, eq=False)
class WeighingPoint:
    """One weighting of scenarios: so many matrices drawn from bands, each solved exactly; parameters as for `weigh`."""

    bands: Banded
    draws: int
    seed: int
    first: int = 0
    shape: BandShape = "uniform"
    tolerance: float = 0.0
    forced: States = ()
    shifts: tuple[Shift, ...] = ()

    @cached_property
    def applied(self) -> Banded:
        """The bands after the shifts.

        Raises
        ------
        InputRefused
            When a descriptor or variant is unknown.
        """
        ends = [each.impacts.copy() for each in (self.bands.low, self.bands.high, self.bands.mode)]
        mode = self.bands.mode
        for shift in self.shifts:
            row, column = mode.column(shift.source, shift.source_state), mode.column(shift.target, shift.target_state)
            for impacts in ends:
                impacts[row, column] += shift.by
        return Banded.of(mode.descriptors, *ends) if self.shifts else self.bands


def check_numbers(name: str, *, seed: int, first: int, count: int) -> None:
    """Refuse a point whose numbers are out of range, before anything is computed.

    Raises
    ------
    InputRefused
        ``sweep.numbers``.
    """
    if count >= 1 and first >= 0 and 0 <= seed < 1 << 63:
        return
    raise InputRefused(
        "sweep.numbers",
        f"point {name}: {count} runs or draws from number {first} of seed {seed} are no work",
        ja=f"点 {name}：乱数の種 {seed} の {first} 番から {count} 回は計算できない",
        hint="give 1 or more, numbers from 0 on, and a seed from 0 to 2^63 - 1",
        hint_ja="1 回以上、番号は 0 以上、種は 0 から 2^63 - 1 までとする",
        failed=(seed, first, count),
    )


def grid(base: P, axes: Mapping[str, Mapping[str, Any]]) -> dict[str, P]:
    """Every combination of some parameters of a point, the last axis running fastest.

    Parameters
    ----------
    axes:
        For each parameter of the point, its values by the labels that name them: ``{"seed": {"1": 1, "2": 2}}``.

    Returns
    -------
    points:
        Named by their labels: ``seed=1,forced=none``.

    Raises
    ------
    InputRefused
        ``sweep.axis``: a point has no such parameter, or an axis has no values.
    """
    for axis, values in axes.items():
        if axis not in base.__dataclass_fields__ or not values:
            raise InputRefused(
                "sweep.axis",
                f"axis {axis}: a point has no such parameter" if values else f"axis {axis} has no values",
                ja=f"軸 {axis}：点にそのパラメータはない" if values else f"軸 {axis} に値がない",
                hint=f"its parameters are {', '.join(base.__dataclass_fields__)}; give each at least one value",
                hint_ja=f"使えるのは {', '.join(base.__dataclass_fields__)}。値は一つ以上とする",
                failed=axis,
            )
    points = {}
    for labels in product(*(values.items() for values in axes.values())):
        chosen = {axis: value for axis, (_, value) in zip(axes, labels, strict=True)}
        name = ",".join(f"{axis}={label}" for axis, (label, _) in zip(axes, labels, strict=True))
        points[name or "point"] = replace(base, **chosen)
    return points
