"""Questions put to many simulated futures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shiome.engines import Engine
from shiome.futures.model.ensembles import Setting, interventions, simulation_model, start_of
from shiome.futures.model.model import FuturesModel
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import Ensemble, simulate
from shiome.futures.simulation.estimates import Difference, Estimate, difference, estimate
from shiome.futures.simulation.formulas import Formula, parse_formula

MONTHS = 24
RUNS = 100_000
SEED = 20_250_401
"""Drawn once and kept: a run without a seed of its own can be repeated."""


@dataclass(frozen=True)
class Answer:
    """The probability of one formula, and what a set of settings changes in it."""

    formula: str
    estimate: Estimate
    untreated: Estimate | None = None
    difference: Difference | None = None
    """With the settings minus without, on the same random numbers; None where nothing was set."""


@dataclass(frozen=True, eq=False)
class Asked:
    """An ensemble and its answers."""

    model: FuturesModel
    settings: tuple[Setting, ...]
    ensemble: Ensemble
    answers: tuple[Answer, ...]


def ask(
    model: FuturesModel,
    formulas: Sequence[str] = (),
    *,
    settings: Sequence[Setting] = (),
    months: int = MONTHS,
    runs: int = RUNS,
    seed: int = SEED,
    keep_paths: bool = False,
    threads: int = 1,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Asked:
    """Simulate the model and count in how many runs each formula holds.

    Parameters
    ----------
    settings:
        Drivers set from a month on. With any, each question is also answered without them, run for run on the same chances.
    months:
        How far ahead, from the month after the last thing became known.

    Raises
    ------
    QueryRefused, InputRefused, NotKnown
        A formula, a setting or a number is refused; nothing is run.
    """
    parsed = parsed_formulas(model, formulas)
    steps = interventions(model, tuple(settings))
    treated = compile_model(simulation_model(model), months=months, interventions=steps)
    told = progress if not steps else None

    def run(compiled: CompiledModel, *, paths: bool) -> Ensemble:
        return simulate(
            compiled,
            runs=runs,
            seed=seed,
            formulas=parsed,
            keep_paths=paths,
            threads=threads,
            engine=engine,
            progress=told,
        )

    ensemble = run(treated, paths=keep_paths)
    if not steps:
        answers = [Answer(text, estimate(hits)) for text, hits in zip(formulas, ensemble.hits, strict=True)]
        return Asked(model, (), ensemble, tuple(answers))
    plain = run(compile_model(simulation_model(model), months=months), paths=False)
    answers = [
        Answer(text, estimate(after), estimate(before), difference(after, before))
        for text, after, before in zip(formulas, ensemble.hits, plain.hits, strict=True)
    ]
    return Asked(model, tuple(settings), ensemble, tuple(answers))


def parsed_formulas(model: FuturesModel, formulas: Sequence[str]) -> tuple[Formula, ...]:
    """Formulas with the months of the model's calendar."""
    start = f"{start_of(model):%Y-%m}"
    return tuple(parse_formula(text, start=start) for text in formulas)


def probabilities(
    model: FuturesModel, formulas: Sequence[str], *, months: int, runs: int = RUNS, seed: int = SEED
) -> Mapping[str, Estimate]:
    """The probability of each formula, without settings."""
    asked = ask(model, formulas, months=months, runs=runs, seed=seed)
    return {answer.formula: answer.estimate for answer in asked.answers}
