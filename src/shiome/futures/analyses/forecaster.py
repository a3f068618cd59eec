"""The model as a forecaster that the backtest can put to the test: it sees a view of one day and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shiome.futures.backtest.answers import Answer
from shiome.futures.backtest.knowledge import View
from shiome.futures.backtest.windows import spans
from shiome.futures.model.assembly import Knowledge, assemble
from shiome.futures.model.ensembles import simulation_model, start_of
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.estimates import estimate
from shiome.futures.simulation.formulas import parse_formula
from shiome.records.model import Claim

RUNS = 20_000
"""Runs behind each probability of a backtest: a standard error of 0.0035 at most."""


def model_forecaster(
    *, runs: int = RUNS, seed: int = 1, progress: Callable[[int], None] | None = None
) -> Callable[[View, Sequence[str]], list[Answer]]:
    """A forecaster that builds the model from what a view holds and simulates it far enough for every question.

    Parameters
    ----------
    progress:
        Called with the number of questions answered, after each day's.
    """

    def forecast(view: View, formulas: Sequence[str]) -> list[Answer]:
        model = assemble(
            Knowledge(
                view.pack,
                view.as_of,
                max((record.known_from for record in view.records), default=view.as_of),
                [record for record in view.records if isinstance(record, Claim)],
            )
        )
        start = f"{start_of(model):%Y-%m}"
        parsed = [parse_formula(text, start=start) for text in formulas]
        months = max(last for formula in parsed for _, last in spans(formula))
        compiled = compile_model(simulation_model(model), months=months)
        found = simulate(compiled, runs=runs, seed=seed, formulas=parsed)
        if progress is not None:
            progress(len(formulas))
        return [Answer(each.p, each.standard_error) for each in map(estimate, found.hits)]

    return forecast
