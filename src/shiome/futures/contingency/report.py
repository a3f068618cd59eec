"""Everything about compound contingencies as plain data: what the sources ask for and nobody wrote down."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shiome.futures.contingency.chances import front_chance, pair_chance
from shiome.futures.contingency.context import NOTHING, Context
from shiome.futures.contingency.engine import Outcome, play
from shiome.futures.contingency.indicators import LEADS, signs
from shiome.futures.contingency.load import exposures, loads
from shiome.futures.contingency.mechanism import Target, mechanism, strengths
from shiome.futures.contingency.model import ContingencyModel, Front, refused
from shiome.futures.contingency.world import Scales

PARTS = ("chances", "mechanism", "strengths", "load", "exposure", "signs")
"""What a report can hold; all of it, unless told."""
RUNS = 20_000
MONTHS = 60
LAG = 12
"""Months in which the second front is looked for after the first, unless told."""
MOST_SIGNS = 12
"""Signs given for each front and lead: the strongest."""


def contingency_report(
    model: ContingencyModel,
    *,
    months: int = MONTHS,
    runs: int = RUNS,
    seed: int = 0,
    context: Context = NOTHING,
    scales: Scales | None = None,
    pair: tuple[str, str] | None = None,
    lag: int = LAG,
    parts: Sequence[str] = PARTS,
) -> dict[str, Any]:
    """Probabilities, mechanism, load, exposure and signs as JSON-able data.

    Parameters
    ----------
    model:
        From :func:`~shiome.futures.contingency.pack.contingency_model`.
    context:
        Paths of the main simulation's drivers; without them every factor of a driver is left out.
    scales:
        Strength of linkages, for chances, load, exposure and signs. Mechanism and strengths vary them by themselves, from 1.
    pair:
        The two fronts whose joint probability is divided among the linkages; the first two of the model, unless told.
    parts:
        Which of :data:`PARTS` to work out.

    Raises
    ------
    InputRefused
        When a name is unknown, a number out of range, or the context does not fit.
    """
    for part in parts:
        if part not in PARTS:
            text = f"there is no part {part} of a contingency report"
            raise refused("part", text, f"報告に {part} という部分はない", f"use {', '.join(PARTS)}", part)
    both = pair or tuple(front.id for front in model.fronts[:2])
    for name in both:
        model.front(name, "pair")
    outcome = play(model, months=months, runs=runs, seed=seed, context=context, scales=scales)
    found: dict[str, Any] = {
        "months": months,
        "runs": runs,
        "seed": seed,
        "names": _names(model),
        "assumptions": _assumptions(model, scales or {}),
        "without_path": _without_path(model, context),
    }
    if "chances" in parts:
        found["fronts"], found["pairs"] = _chances(outcome, min(lag, months))
    if "load" in parts:
        found["load"] = plain(loads(outcome))
    if "exposure" in parts:
        found["exposure"] = plain(exposures(outcome))
    if "signs" in parts:
        found["signs"] = {front.id: _signs(outcome, front.id) for front in model.fronts if _may_begin(outcome, front)}
    target = Target(both)
    if "mechanism" in parts:
        found["mechanism"] = {
            by: plain(mechanism(model, target, months=months, runs=runs, seed=seed, context=context, by=by))
            for by in ("kind", "linkage")
        }
    if "strengths" in parts:
        found["strengths"] = plain(strengths(model, target, months=months, runs=runs, seed=seed, context=context))
    return found


def plain(value: Any) -> Any:
    """Dataclasses, arrays and tuples as dictionaries, lists and numbers.

    >>> plain((np.float64(0.5), np.array([1, 2])))
    [0.5, [1, 2]]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def _chances(outcome: Outcome, lag: int) -> tuple[list[Any], list[Any]]:
    fronts = outcome.model.fronts
    each = [plain(front_chance(outcome, front.id, state)) for front in fronts for state in front.states[1:]]
    pairs = [
        plain(pair_chance(outcome, first.id, second.id, lag=lag))
        for first in fronts
        for second in fronts
        if first is not second
    ]
    return each, pairs


def _signs(outcome: Outcome, front: str) -> list[Any]:
    leads = tuple(lead for lead in LEADS if lead <= outcome.months)
    found = signs(outcome, front, leads=leads)
    strongest = [[sign for sign in found if sign.lead == lead and sign.before > 0][:MOST_SIGNS] for lead in leads]
    return [plain(sign) for some in strongest for sign in some]


def _may_begin(outcome: Outcome, front: Front) -> bool:
    """Whether some run is not in the worst state from the start."""
    return bool((outcome.onset(front.id) > 0).any())


def _names(model: ContingencyModel) -> dict[str, Any]:
    return {
        "fronts": {front.id: dict(front.name) for front in model.fronts},
        "states": {
            front.id: {state: dict(name) for state, name in zip(front.states, front.state_names, strict=False)}
            for front in model.fronts
        },
        "actors": plain(model.actor_names),
        "resources": plain(model.resource_names),
        "linkages": {link.id: dict(link.name) for link in model.linkages},
        "drivers": plain(model.driver_names),
    }


def _assumptions(model: ContingencyModel, scales: Scales) -> list[dict[str, Any]]:
    """Every linkage as it was assumed: what it says, how strong, whether on, and which sources speak."""
    return [plain(link) | {"scale": scales.get(link.id, 1.0)} for link in model.linkages]


def _without_path(model: ContingencyModel, context: Context) -> list[str]:
    """Drivers that the model asks for and the context does not have; their factors were left out."""
    asked = {influence.driver for front in model.fronts for influence in front.influences}
    asked |= {followed.driver for front in model.fronts for followed in front.follows}
    asked |= {shift.driver for capacity in model.capacities for shift in capacity.shifts}
    return sorted(driver for driver in asked if context.index(driver) is None)
