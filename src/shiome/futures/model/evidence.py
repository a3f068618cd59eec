"""What the model has no evidence for."""

from __future__ import annotations

from shiome.futures.model.model import FuturesModel


def gaps(model: FuturesModel) -> dict[str, list[str]]:
    """Where the claims are silent.

    Returns
    -------
    gaps:
        ``drivers`` on which no claim bears, ``states`` towards or away from which none pushes, typed ``links`` without a claim
        between their drivers, ``cells`` (pairs of drivers) that no typed link joins, and drivers ``unobserved`` by the day.
    """
    moved = {cell.effect for cell in model.cells}
    moved_drivers = {effect.driver for effect in moved}
    pairs = {(cell.cause.driver, cell.effect.driver) for cell in model.cells}
    linked = {(link.source, link.target) for link in model.links}
    return {
        "drivers": [driver.id for driver in model.drivers if driver.id not in moved_drivers],
        "states": [
            f"{driver.id}={state.id}"
            for driver in model.drivers
            if driver.id in moved_drivers
            for state in driver.states
            if (driver.id, state.id) not in moved
        ],
        "links": sorted({f"{source} -> {target}" for source, target in linked - pairs}),
        "cells": sorted({f"{source} -> {target}" for source, target in pairs - linked}),
        "unobserved": [driver.id for driver in model.drivers if not driver.observed],
    }
