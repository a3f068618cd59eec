"""What produces an outcome: which of the uncertain inputs, how much each of them, and which single claim it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.futures.analyses.ensembles import MONTHS, SEED, parsed_formulas
from shiome.futures.discovery.box import Box
from shiome.futures.discovery.inputs import Runs
from shiome.futures.discovery.inputs import runs as checked_runs
from shiome.futures.discovery.morris import Effect, effects, screening
from shiome.futures.discovery.prim import Trajectory, chosen, find
from shiome.futures.discovery.ranges import Span
from shiome.futures.discovery.robustness import Part, Robustness, robustness
from shiome.futures.discovery.sobol import Sensitivity, design, indices
from shiome.futures.discovery.stability import Resampling, resampled
from shiome.futures.discovery.trees import Node, pruned
from shiome.futures.model.ensembles import simulation_model
from shiome.futures.model.model import FuturesModel
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.estimates import estimate
from shiome.futures.simulation.formulas import Formula
from shiome.futures.simulation.inputs import drawn, fixed, inputs_of

Progress = Callable[[int], None]
CONSIDERED = 40
"""Inputs that PRIM and the tree look at: those whose draws differ most between runs with and without the outcome."""


@dataclass(frozen=True, eq=False)
class Discovered:
    """Where in the space of inputs the outcome lies."""

    formula: str
    runs: Runs
    share: float
    """Share of all runs with the outcome."""
    trajectory: Trajectory
    box: Box
    resampling: Resampling
    tree: Node


def discover(
    model: FuturesModel,
    formula: str,
    *,
    months: int = MONTHS,
    runs: int = 20_000,
    seed: int = SEED,
    density: float | None = None,
    engine: Engine = "auto",
) -> Discovered:
    """Find the box of inputs that holds most runs with the outcome, and the tree that tells them apart.

    Inputs are what each run drew: strengths of cells, priors, inertia; and the state in which a driver that was never observed
    began. Each month's chance is no input, so that even the right box holds runs without the outcome.

    Parameters
    ----------
    density:
        The least share of runs with the outcome that the box must reach; one and a half times their share among all runs unless
        given, and nine tenths at most.

    Raises
    ------
    QueryRefused
        ``discovery.one_outcome`` where every run has the same outcome, and as for formulas.
    """
    compiled, parsed = _compiled(model, formula, months)
    found = simulate(compiled, runs=runs, seed=seed, formulas=[parsed], keep_paths=True, engine=engine)
    outcome = found.hits[0]
    taken = checked_runs(_columns(model, compiled, found.paths, outcome, runs=runs, seed=seed), outcome)
    share = taken.wanted / taken.size
    wanted = min(0.9, 1.5 * share) if density is None else density
    trajectory = find(taken)
    box = chosen(trajectory, threshold=wanted)
    return Discovered(
        formula,
        taken,
        share,
        trajectory,
        box,
        resampled(taken, box, seed=seed, times=10),
        pruned(taken, seed=seed, folds=5, least=max(5, runs // 100), depth=4),
    )


def _columns(
    model: FuturesModel,
    compiled: CompiledModel,
    paths: NDArray[np.uint8] | None,
    outcome: NDArray[np.bool_],
    *,
    runs: int,
    seed: int,
) -> dict[str, NDArray[np.generic]]:
    """The inputs that differ most between runs with and without the outcome, and the starts that were drawn."""
    inputs = inputs_of(compiled.model)
    values = drawn(compiled, inputs, runs=runs, seed=seed).astype(np.float64)
    # Where every run has the same outcome the peeling below refuses; here the means must still be numbers.
    count = max(1, int(outcome.sum())), max(1, int((~outcome).sum()))
    with_it, without = values[:, outcome].sum(axis=1) / count[0], values[:, ~outcome].sum(axis=1) / count[1]
    scale = np.array([each.high - each.low for each in inputs])
    order = np.argsort(-np.abs(with_it - without) / scale, kind="stable")[:CONSIDERED]
    columns: dict[str, NDArray[np.generic]] = {inputs[place].name: values[place] for place in sorted(order.tolist())}
    assert paths is not None  # noqa: S101 - they were asked for
    for number, driver in enumerate(model.drivers):
        if not driver.observed:
            names = np.array([state.id for state in driver.states])
            columns[f"start {driver.id}"] = names[paths[:, 0, number]]
    return columns


@dataclass(frozen=True)
class Screened:
    """How much each input moves the probability of the outcome."""

    formula: str
    effects: Mapping[str, Effect]
    """By input, strongest first (Morris)."""
    sobol: Sensitivity
    """Shares of variance of the strongest ones, the others at their middle."""
    runs: int
    """Runs behind each probability."""


def screen(
    model: FuturesModel,
    formula: str,
    *,
    months: int = MONTHS,
    runs: int = 1_000,
    trajectories: int = 10,
    strongest: int = 6,
    samples: int = 64,
    seed: int = SEED,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Screened:
    """Screen all inputs by elementary effects, then split the variance of the probability among the strongest.

    Every point is run on the same chances, so that what differs comes from the inputs.

    Parameters
    ----------
    runs:
        Runs behind each probability; its Monte Carlo error bounds what can be told apart.
    progress:
        Called with 1 after each point; there are ``trajectories`` × (inputs + 1) + ``samples`` × (``strongest`` + 2).
    """
    compiled, parsed = _compiled(model, formula, months)
    inputs = {each.name: each for each in inputs_of(compiled.model)}
    spans = [Span(name, each.low, each.high) for name, each in inputs.items()]
    middle = {each: (each.low + each.high) / 2 for each in inputs.values()}

    def outcome(names: Sequence[str], point: NDArray[np.float64]) -> float:
        values = middle | {inputs[name]: float(value) for name, value in zip(names, point, strict=True)}
        held = fixed(compiled, values)
        found = simulate(held, runs=runs, seed=seed, formulas=[parsed], engine=engine)
        if progress is not None:
            progress(1)
        return float(found.hits[0].mean())

    plan = screening(spans, trajectories=trajectories, seed=seed)
    names = [span.name for span in spans]
    told = effects(plan, [outcome(names, point) for point in plan.points], seed=seed)
    ranked = dict(sorted(told.items(), key=lambda item: (-item[1].strength, item[0])))
    first = list(ranked)[:strongest]
    chosen_spans = [span for span in spans if span.name in first]
    closer = design(chosen_spans, samples=samples, seed=seed, pairs=False)
    kept = [span.name for span in chosen_spans]
    return Screened(
        formula, ranked, indices(closer, [outcome(kept, point) for point in closer.points], seed=seed), runs
    )


def points_of(model: FuturesModel, *, trajectories: int = 10, strongest: int = 6, samples: int = 64) -> int:
    """How many points :func:`screen` runs."""
    return trajectories * (len(inputs_of(simulation_model(model))) + 1) + samples * (strongest + 2)


def robust(
    model: FuturesModel,
    formula: str,
    *,
    months: int = MONTHS,
    runs: int = 20_000,
    seed: int = SEED,
    change: float = 0.05,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Robustness[float]:
    """The probability of a formula without each claim, each document and each driver in turn, on the same chances.

    Parameters
    ----------
    change:
        A conclusion has changed where the probability moves by more than this.
    progress:
        Called with 1 after each part.
    """
    used = {driver.id for driver in model.drivers}
    claims = sorted({support.claim for cell in model.cells for support in cell.supports})
    documents = sorted({document for cell in model.cells for document in cell.documents})
    parts = [
        *(Part("claim", name) for name in claims),
        *(Part("document", name) for name in documents),
        *(Part("driver", name) for name in sorted(used)),
    ]

    def conclusion(part: Part | None) -> float:
        reduced = model if part is None else model.without(**{part.kind: part.name})
        compiled, parsed = _compiled(reduced, formula, months)
        found = simulate(compiled, runs=runs, seed=seed, formulas=[parsed], engine=engine)
        if progress is not None and part is not None:
            progress(1)
        return estimate(found.hits[0]).p

    return robustness(conclusion, parts, same=lambda one, other: abs(one - other) <= change)


def _compiled(model: FuturesModel, formula: str, months: int) -> tuple[CompiledModel, Formula]:
    (parsed,) = parsed_formulas(model, [formula])
    return compile_model(simulation_model(model), months=months), parsed


__all__ = ["Discovered", "Screened", "discover", "points_of", "robust", "screen"]
