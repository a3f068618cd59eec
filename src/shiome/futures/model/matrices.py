"""The model as a cross-impact matrix with bands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from shiome.futures.consistency.bands import Banded
from shiome.futures.consistency.matrix import Descriptor
from shiome.futures.model.model import FuturesModel

BACKGROUND = "background"
"""A descriptor with one variant, whose row holds the priors: what each state has for itself whatever the others do."""
STEP = 0.25
"""Likeliest strengths are rounded to this, so that two cells of the same weight do not differ by a rounding error."""


def banded(model: FuturesModel, *, priors: bool = True) -> Banded:
    """Judgements of the model's cells with their bands.

    Inertia has no place here: a consistent scenario is one that nothing pushes elsewhere, whichever state came before.

    Parameters
    ----------
    priors:
        Count the priors of states, as the row of a descriptor ``background`` with the one variant ``as-it-is``.
    """
    descriptors = [Descriptor(driver.id, tuple(state.id for state in driver.states)) for driver in model.drivers]
    if priors:
        descriptors.append(Descriptor(BACKGROUND, ("as-it-is",)))
    names = [(each.name, variant) for each in descriptors for variant in each.variants]
    place: dict[tuple[str, ...], int] = {name: number for number, name in enumerate(names)}
    low, mode, high = (np.zeros((len(names), len(names))) for _ in range(3))
    for cell in model.cells:
        at = place[tuple(cell.cause)], place[tuple(cell.effect)]
        low[at], high[at] = cell.low, cell.high
        mode[at] = min(max(np.rint(cell.mode / STEP) * STEP, cell.low), cell.high)
    if priors:
        row = place[BACKGROUND, "as-it-is"]
        for driver in model.drivers:
            for state in driver.states:
                at = row, place[driver.id, state.id]
                low[at] = mode[at] = high[at] = state.prior
    return Banded.of(tuple(descriptors), low, high, mode)


def plain(scenario: Mapping[str, str]) -> dict[str, str]:
    """A scenario without the background."""
    return {driver: state for driver, state in scenario.items() if driver != BACKGROUND}


def open_drivers(model: FuturesModel) -> tuple[str, ...]:
    """Drivers on which no cell bears: nothing in the model decides between their states."""
    moved = {cell.effect.driver for cell in model.cells}
    return tuple(driver.id for driver in model.drivers if driver.id not in moved)
