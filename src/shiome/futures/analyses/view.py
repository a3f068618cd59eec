"""What the model says on one day, worked out once for the outlook and whoever else shows all of it together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shiome.futures.analogues import Report as Analogues
from shiome.futures.analyses.branches import Branches, branches
from shiome.futures.analyses.consistent import Consistent, consistent, weighted
from shiome.futures.analyses.ensembles import MONTHS, SEED, Asked, ask
from shiome.futures.backtest.verdict import Verdict
from shiome.futures.commentary import Commentary, Family, comment
from shiome.futures.contingency.context import Context, context_from
from shiome.futures.contingency.model import ContingencyModel
from shiome.futures.contingency.report import contingency_report
from shiome.futures.ledger.scores import CalibrationTable
from shiome.futures.model.model import FuturesModel

RUNS = 20_000
"""Simulated futures: a standard error of 0.0035 at most, which whole percentages hardly show."""
DRAWS = 200
"""Matrices drawn from the bands."""
TOLD = 4
"""Families that are commented on, the largest first."""


@dataclass(frozen=True)
class OpenForecast:
    """What the model gives a judgement that is still open, beside its author's band."""

    judgement: str
    proposition: Mapping[str, str]
    formula: str
    p: float
    error: float
    band: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Kind:
    """A family of consistent scenarios with its commentary.

    Parameters
    ----------
    low, high:
        Least and greatest share of drawn matrices in which one of its scenarios is consistent.
    """

    family: Family
    commentary: Commentary
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Compound:
    """Contingencies as assumed, and with every linkage between them switched off.

    Parameters
    ----------
    report, unlinked:
        As :func:`shiome.futures.contingency.report.contingency_report` gives them.
    """

    report: Mapping[str, Any]
    unlinked: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class FuturesView:
    """Everything that is known of a model on its day.

    Parameters
    ----------
    verdict:
        What the backtest says of the model; to be shown before anything else.
    kinds:
        The largest families of consistent scenarios; none where there are too many scenarios to list.
    alike:
        How many families there are.
    draws:
        Matrices drawn from the bands; 0 where the scenarios were not weighed.
    forecasts, compound, analogues, calibration:
        Empty or None where the region, or the day, has nothing of the kind.
    """

    model: FuturesModel
    verdict: Verdict
    consistent: Consistent
    kinds: tuple[Kind, ...]
    alike: int
    draws: int
    asked: Asked
    branches: Branches
    forecasts: tuple[OpenForecast, ...] = ()
    compound: Compound | None = None
    analogues: Analogues | None = None
    calibration: CalibrationTable | None = None


def futures_view(
    model: FuturesModel,
    verdict: Verdict,
    *,
    forecasts: Sequence[OpenForecast] = (),
    fronts: ContingencyModel | None = None,
    analogues: Analogues | None = None,
    calibration: CalibrationTable | None = None,
    months: int = MONTHS,
    runs: int = RUNS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> FuturesView:
    """Solve, weigh and simulate the model, and put the rest beside it.

    Parameters
    ----------
    months:
        How far ahead is simulated, contingencies included.
    runs:
        At least 100.

    Raises
    ------
    InputRefused
        As :func:`~.ensembles.ask`, :func:`~.branches.branches` and the contingency report.
    """
    found = consistent(model)
    kinds, alike = _kinds(found, draws=draws, seed=seed)
    asked = ask(model, months=months, runs=runs, seed=seed, keep_paths=True)
    return FuturesView(
        model=model,
        verdict=verdict,
        consistent=found,
        kinds=kinds,
        alike=alike,
        draws=draws if kinds else 0,
        asked=asked,
        branches=branches(asked),
        forecasts=tuple(forecasts),
        compound=_compound(fronts, context_from(asked.ensemble), months, runs, seed) if fronts else None,
        analogues=analogues,
        calibration=calibration,
    )


def _kinds(found: Consistent, *, draws: int, seed: int) -> tuple[tuple[Kind, ...], int]:
    if not found.families:
        return (), 0
    chances = {each.scenario: each.probability for each in weighted(found, draws=draws, seed=seed).weights}
    shares = [chances.get(tuple(row), 0.0) for row in found.solutions.scenarios.tolist()]
    kinds = tuple(
        Kind(
            family,
            comment(found.model, found.scenarios()[family.head], bands=found.bands),
            min(shares[member] for member in family.members),
            max(shares[member] for member in family.members),
        )
        for family in found.families[:TOLD]
    )
    return kinds, len(found.families)


def _compound(fronts: ContingencyModel, context: Context, months: int, runs: int, seed: int) -> Compound:
    def told(parts: Sequence[str], scales: Mapping[str, float]) -> Mapping[str, Any]:
        return contingency_report(
            fronts, months=months, runs=runs, seed=seed, context=context, scales=scales, parts=parts
        )

    return Compound(told(("chances", "load"), {}), told(("chances",), {link.id: 0.0 for link in fronts.linkages}))


def moving_most(asked: Asked, *, most: int) -> tuple[str, ...]:
    """The drivers whose shares of states move most from the start to the horizon, in the model's order.

    The move is half the sum of the absolute differences (total variation); of equal ones the earlier in the model is taken, and
    one that does not move is never.
    """
    shares = asked.ensemble.frequencies()
    moved = np.round(np.abs(shares[-1] - shares[0]).sum(axis=1) / 2, 9)
    order = sorted((number for number in range(len(moved)) if moved[number] > 0), key=lambda n: (-moved[n], n))
    return tuple(asked.model.drivers[number].id for number in sorted(order[:most]))
