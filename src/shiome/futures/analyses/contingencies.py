"""Compound contingencies in the context that the model's own futures give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shiome.futures.analyses.ensembles import ask
from shiome.futures.contingency.context import context_from
from shiome.futures.contingency.model import ContingencyModel
from shiome.futures.contingency.report import PARTS, contingency_report
from shiome.futures.model.model import FuturesModel


def contingencies(
    model: FuturesModel,
    fronts: ContingencyModel,
    *,
    months: int,
    runs: int,
    seed: int,
    scales: Mapping[str, float] | None = None,
    parts: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The report on contingencies, each run of them in one simulated future of the drivers.

    Parameters
    ----------
    scales:
        Strength of linkages: 0 off, 1 as assumed.
    parts:
        As :func:`shiome.futures.contingency.report.contingency_report`; all of it without.
    """
    paths = ask(model, months=months, runs=runs, seed=seed, keep_paths=True).ensemble
    return contingency_report(
        fronts,
        months=months,
        runs=runs,
        seed=seed,
        context=context_from(paths),
        scales=dict(scales or {}),
        parts=tuple(parts or PARTS),
    )
