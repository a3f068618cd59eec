"""Scores by name, with every setting given: a name or a setting that is misspelt or missing is refused, never passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import ArrayLike

from shiome.errors import InputRefused
from shiome.futures.scoring import binary, samples
from shiome.futures.scoring.checks import Floats, unknown


@dataclass(frozen=True)
class Metric:
    """A score: what it reads, how it is computed, and the settings it must be given or may be."""

    reads: str
    """``probability``, ``categories`` or ``samples``."""
    function: Callable[..., Floats]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


METRICS: Mapping[str, Metric] = {
    "brier": Metric("probability", binary.brier),
    "log": Metric("probability", binary.logarithmic, may=("clip",)),
    "rps": Metric("categories", binary.ranked, may=("normalised",)),
    "crps": Metric("samples", samples.crps, may=("fair",)),
    "twcrps": Metric("samples", samples.threshold_crps, needs=("threshold",)),
    "mis": Metric("samples", samples.interval, needs=("alpha",)),
    "qis": Metric("samples", samples.quantile_interval, needs=("low", "high")),
    "coverage": Metric("samples", samples.covered, needs=("alpha",)),
    "quantile": Metric("samples", samples.quantile, needs=("q",)),
    "exceedance": Metric("samples", samples.exceedance, needs=("threshold",)),
    "ignorance": Metric("samples", samples.ignorance, needs=("edges",)),
}
"""Name to metric. The mean over forecasts is the score of a set; ``coverage`` is a share, all others are losses."""


def mean_score(metric: str, forecasts: ArrayLike, observed: ArrayLike, **settings: Any) -> float:
    """Mean score of a set of forecasts by the metric's name.

    >>> mean_score("brier", [0.5, 1.0], [1, 1])
    0.125

    Raises
    ------
    InputRefused
        ``score.name`` for an unknown metric or setting, ``score.setting`` for a missing one, and what the metric itself refuses.
    """
    chosen = METRICS.get(metric)
    if chosen is None:
        raise unknown("metric", metric, tuple(METRICS))
    for name in settings:
        if name not in chosen.needs + chosen.may:
            raise unknown(f"setting of {metric}", name, (*chosen.needs, *chosen.may) or ("none",))
    missing = [name for name in chosen.needs if name not in settings]
    if missing:
        raise InputRefused(
            "score.setting",
            f"metric {metric} is not told its {' and '.join(missing)}",
            ja=f"指標{metric}に{'と'.join(missing)}が与えられていない",
            hint="give it by name: no value is assumed",
            hint_ja="名を付けて与える。既定の値はない",
            failed=metric,
        )
    return float(chosen.function(forecasts, observed, **settings).mean())
