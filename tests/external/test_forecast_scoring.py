"""Scores on published numbers: every figure of every scoring file at hand follows from its own inputs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.futures.scoring.aggregation import aggregate, extremising_factor
from shiome.futures.scoring.calibration import decompose
from shiome.futures.scoring.metrics import mean_score
from shiome.futures.scoring.samples import crps

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
FILES = sorted(FOLDER.glob("forecast_scoring*.json"))
CLOSE = {"rel": 1e-12, "abs": 1e-14}

pytestmark = pytest.mark.skipif(not FILES, reason=f"no published scores at {FOLDER}: set SHIOME_DATA")

BY_PREFIX = {
    "CRPS_ensemble_mean": ("crps", ""),
    "twCRPS_threshold_": ("twcrps", "threshold"),
    "MIS_alpha_": ("mis", "alpha"),
    "coverage_alpha_": ("coverage", "alpha"),
    "Brier_y_gt_": ("exceedance", "threshold"),
    "QS_": ("quantile", "q"),
}


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def published(request) -> dict[str, Any]:
    return json.loads(request.param.read_text(encoding="utf-8"))


def ensemble_score(name: str, case: dict[str, Any]) -> float:
    """The figure that the file calls ``name``: its setting stands at the end of the name."""
    samples, observed = case["samples"], case["y"]
    if name == "Ignorance_base_bins":
        return mean_score("ignorance", samples, observed, edges=case["bins"])
    prefix = next(one for one in BY_PREFIX if name.startswith(one))  # a name that nothing answers to fails here
    metric, setting = BY_PREFIX[prefix]
    return mean_score(metric, samples, observed, **({setting: float(name.removeprefix(prefix))} if setting else {}))


def test_every_ensemble_score(published):
    case = published["ensemble"]
    assert len(case["expected"]) >= 8
    ours = {name: ensemble_score(name, case) for name in case["expected"]}
    assert ours == pytest.approx(case["expected"], **CLOSE)


def test_crps_of_every_observation(published):
    case = published["ensemble"]
    assert crps(case["samples"], case["y"]) == pytest.approx(np.array(case["crps_per_obs"]), **CLOSE)


def test_binary_scores(published):
    case = published["binary"]
    assert mean_score("brier", case["p"], case["o"]) == pytest.approx(case["brier"], **CLOSE)
    assert mean_score("log", case["p"], case["o"]) == pytest.approx(case["log_score_nats"], **CLOSE)


def test_murphy_decomposition(published):
    case = published["murphy"]
    parts = decompose(case["p"], case["o"])
    for name in ("brier", "reliability", "resolution", "uncertainty"):
        assert getattr(parts, name) == pytest.approx(case[name], **CLOSE), name
    assert parts.groups == len(set(case["p"]))
    # The published identity error is one unit in the last place: it depends on the order of summation, so it bounds ours only in kind.
    assert abs(parts.total - parts.brier) <= 1e-15
    assert abs(case["identity_error"]) <= 1e-15


def test_aggregation(published):
    case = published["aggregation"]
    pooled = case["forecasts"]
    for name, method in (
        ("mean", "linear"),
        ("median", "median"),
        ("geo_mean_odds", "log_odds"),
        ("neyman_extremized", "extremised"),
    ):
        assert float(aggregate(pooled, method=method)) == pytest.approx(case[name], **CLOSE), name
    assert extremising_factor(len(pooled)) == pytest.approx(case["neyman_factor_n4"], **CLOSE)


def test_extremising_factors(published):
    case = published["aggregation"]
    factors = {n: extremising_factor(int(n)) for n in case["factor_by_n"]}
    assert len(factors) >= 9
    assert factors == pytest.approx(case["factor_by_n"], **CLOSE)
    assert extremising_factor(10**8) == pytest.approx(case["limit"], abs=1e-7)
