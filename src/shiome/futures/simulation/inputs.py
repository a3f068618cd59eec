"""The uncertain inputs of a compiled model: their names and bands, what each run drew of them, and the model with them held fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.batch import drawn_score
from shiome.futures.simulation.compiled import CompiledModel
from shiome.futures.simulation.model import SimulationModel
from shiome.futures.simulation.randomness import run_keys

Kind = Literal["cell", "prior", "inertia"]


@dataclass(frozen=True)
class Input:
    """One band that each run draws from."""

    kind: Kind
    target: str
    """The driver whose score it raises."""
    target_state: str
    """Empty for inertia, which counts for whatever state the driver is in."""
    source: str
    source_state: str
    """Empty for a prior or inertia."""
    low: float
    high: float
    key: int
    """What its draw follows from; the same in every model of the same drivers."""

    @property
    def name(self) -> str:
        """As it is written in results: ``cause=state -> effect=state``, ``prior effect=state`` or ``inertia effect``."""
        if self.kind == "cell":
            return f"{self.source}={self.source_state} -> {self.target}={self.target_state}"
        return f"prior {self.target}={self.target_state}" if self.kind == "prior" else f"inertia {self.target}"


def inputs_of(model: SimulationModel) -> tuple[Input, ...]:
    """Every band that is wider than one value: cells, then priors, then inertia, in the order of the model."""
    places = _Places(model)
    found = [
        Input(
            "cell",
            cell.target,
            cell.target_state,
            cell.source,
            cell.source_state,
            cell.strength.low,
            cell.strength.high,
            places.key(
                places.state[cell.source, cell.source_state], model.driver(cell.target, "cell"), cell.target_state
            ),
        )
        for cell in model.cells
    ]
    for number, driver in enumerate(model.drivers):
        for state, band in zip(driver.states, driver.priors, strict=False):
            found.append(
                Input("prior", driver.name, state, "", "", band.low, band.high, places.key(places.total, number, state))
            )
    for number, driver in enumerate(model.drivers):
        key = places.key(places.total + 1, 0, "") + number
        found.append(Input("inertia", driver.name, "", "", "", driver.inertia.low, driver.inertia.high, key))
    return tuple(each for each in found if each.low < each.high)


class _Places:
    """Where states stand among all states, as the engine keys its draws."""

    def __init__(self, model: SimulationModel) -> None:
        sizes = [len(driver.states) for driver in model.drivers]
        self.first = [sum(sizes[:number]) for number in range(len(sizes))]
        self.total = sum(sizes)
        self.model = model
        self.state = {
            (driver.name, state): self.first[number] + place
            for number, driver in enumerate(model.drivers)
            for place, state in enumerate(driver.states)
        }

    def key(self, row: int, target: int, state: str) -> int:
        place = self.model.drivers[target].states.index(state) if state else 0
        column = self.first[target] if state else 0
        return row * (self.total + 2) + column + place


def drawn(
    compiled: CompiledModel, inputs: Sequence[Input], *, runs: int, seed: int, first: int = 0
) -> NDArray[np.float32]:
    """What each run drew, (inputs, runs), on the scale of judgements; the very numbers that :func:`simulate` used."""
    keys, temperature = run_keys(seed, first, runs), compiled.model.temperature
    found = np.empty((len(inputs), runs), dtype=np.float32)
    for number, each in enumerate(inputs):
        low, high = np.float64(each.low) / temperature, np.float64(each.high) / temperature
        score = drawn_score(
            np.float32(low), np.float32(high - low), np.uint32(each.key), keys, triangular=compiled.arrays.triangular
        )
        found[number] = score * np.float32(temperature)
    return found


def fixed(compiled: CompiledModel, values: Mapping[Input, float]) -> CompiledModel:
    """The compiled model with some inputs held at one value each; the others are drawn as before."""
    arrays, temperature = compiled.arrays, compiled.model.temperature
    held = {each.key: value / temperature for each, value in values.items()}
    changed = {name: getattr(arrays, name).copy() for name in ("low", "width", "base_low", "base_width")}
    for key, low, width in (
        (arrays.key, changed["low"], changed["width"]),
        (arrays.base_key, changed["base_low"], changed["base_width"]),
    ):
        for place, number in enumerate(key.tolist()):
            # A place that no band stands for has neither value nor width; its key may be that of an input elsewhere.
            if number in held and (low[place] != 0 or width[place] != 0):
                low[place], width[place] = held[number], 0
    return replace(compiled, arrays=arrays._replace(**changed))
