"""What each run drew from the bands, by name: inputs for discovery and sensitivity."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.futures.contingency.draws import Draws, Floats
from shiome.futures.contingency.model import ContingencyModel, Front, Influence, Pair, Shift, Step
from shiome.futures.simulation.model import Band


def rate_name(front: Front, step: Step) -> str:
    """What the draw of a step's rate is called."""
    return f"rate {front.id} {step.before} {step.after}"


def influence_name(front: Front, one: Influence) -> str:
    """What the draw of an influence's factor is called."""
    return f"influence {front.id} {one.driver} {one.state} {one.before} {one.after}"


def linkage_name(identifier: str) -> str:
    """What the draw of a linkage's factor is called."""
    return f"linkage {identifier}"


def demand_name(front: Front, pair: Pair) -> str:
    """What the draw of a front's demands on an actor's resource is called: one place, 0 to 1, in the bands of all its states."""
    return f"demand {front.id} {pair.actor} {pair.resource}"


def capacity_name(pair: Pair) -> str:
    """What the draw of a capacity is called."""
    return f"capacity {pair.actor} {pair.resource}"


def shift_name(pair: Pair, shift: Shift) -> str:
    """What the draw of a shift's factor is called."""
    return f"shift {pair.actor} {pair.resource} {shift.driver} {shift.state}"


def drawn_inputs(model: ContingencyModel, *, runs: int, seed: int) -> dict[str, Floats]:
    """The values that the runs of :func:`~shiome.futures.contingency.engine.play` with this seed drew, one array for each band.

    Bands of one value are left out. Rates are per month, factors as they multiply, capacities in points; a demand is its place in its
    bands. Hand them to the discovery room beside what was reached, to find which assumptions produce an outcome.
    """
    draws = Draws(seed, 0, runs)
    found = {name: draws.band(name, band) for name, band in _even(model) if band.low < band.high}
    found |= {name: draws.factor(name, band) for name, band in _factors(model) if band.low < band.high}
    for front in model.fronts:
        for pair in model.pairs:
            bands = [one.points for one in front.demands if (one.actor, one.resource) == pair]
            if any(band.low < band.high for band in bands):
                found[demand_name(front, pair)] = draws.uniform(demand_name(front, pair))
    return found


def _even(model: ContingencyModel) -> Iterator[tuple[str, Band]]:
    for front in model.fronts:
        for step in front.steps:
            yield rate_name(front, step), step.rate
    for capacity in model.capacities:
        yield capacity_name(Pair(capacity.actor, capacity.resource)), capacity.points


def _factors(model: ContingencyModel) -> Iterator[tuple[str, Band]]:
    for front in model.fronts:
        for influence in front.influences:
            yield influence_name(front, influence), influence.factor
    for capacity in model.capacities:
        for shift in capacity.shifts:
            yield shift_name(Pair(capacity.actor, capacity.resource), shift), shift.factor
    for linkage in model.linkages:
        yield linkage_name(linkage.id), linkage.factor
