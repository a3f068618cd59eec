"""Published references: the Bryant-Lempert boxes, Ishigami and G function, the lake problem."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.external.sources import BESIDE
from tests.futures.discovery.lake import levels, tipping_point

from shiome.futures.discovery.box import Between, Box, doubts
from shiome.futures.discovery.inputs import runs
from shiome.futures.discovery.prim import Peeling, chosen, find
from shiome.futures.discovery.ranges import Span
from shiome.futures.discovery.sobol import Sensitivity, design, indices

DATA = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"


def _told(name: str) -> dict[str, Any]:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"no reference at {path}: set SHIOME_DATA")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def test_all_boxes_of_the_bryant_lempert_trajectory() -> None:
    told = _told("prim_bryant_lempert.json")
    table = dict(zip(told["x_columns"], np.array(told["X"]).T, strict=True))
    given = told["settings"]
    peeling = Peeling(peel=given["peel_alpha"], paste=given["paste_alpha"], mass=given["mass_min"])
    wanted = runs(table, told["y"])
    found = find(wanted, peeling=peeling)
    assert len(found.boxes) == len(told["peeling_trajectory"]) == 28
    for box, expected in zip(found.boxes, told["peeling_trajectory"], strict=True):
        for figure in ("coverage", "density", "mass"):
            assert getattr(box, figure) == pytest.approx(expected[figure], abs=1e-12)
        assert len(box.restrictions) == expected["res_dim"]
        assert _edges(box, table) == {name: pytest.approx(edges) for name, edges in expected["restricted"].items()}
    best = chosen(found, threshold=given["threshold"])
    assert best == found.boxes[22]
    accident = {each.name for each in doubts(wanted, best) if each.quasi_p > 0.05}
    assert accident == {"Cellulosic cost"}


def _edges(box: Box, table: dict[str, np.ndarray]) -> dict[str, list[float]]:
    """Both edges of each restriction, an open one at the end of the data as in the reference."""
    edges = {}
    for one in box.restrictions:
        assert isinstance(one, Between)
        low, high = table[one.name].min(), table[one.name].max()
        edges[one.name] = [low if one.low is None else one.low, high if one.high is None else one.high]
    return edges


def _agree(told: Sensitivity, first: list[float], total: list[float], *, within: float) -> None:
    for found, expected in ((told.first, first), (told.total, total)):
        assert [each.share for each in found.values()] == pytest.approx(expected, abs=within)
        for each, value in zip(found.values(), expected, strict=True):
            assert abs(each.share - value) <= each.error + 1e-9


def test_indices_of_the_ishigami_function() -> None:
    told = _told("sobol_ishigami.json")
    expected = told["analytic"]
    for samples, within in ((1024, 0.015), (4096, 0.002), (16384, 0.001)):
        plan = design([Span(f"x{place}", -math.pi, math.pi) for place in (1, 2, 3)], samples=samples, seed=0)
        x, y, z = plan.points.T
        found = indices(plan, np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), seed=1)
        _agree(found, expected["S1"], expected["ST"], within=within)
        assert found.second["x1", "x3"].share == pytest.approx(expected["S13"], abs=within)
        assert found.mean == pytest.approx(expected["mean"], abs=0.02)
        assert found.variance == pytest.approx(expected["var"], rel=0.02)
        by_peer = next(run for run in told["salib_runs"] if run["N"] == samples)
        for index, other in zip(found.first.values(), by_peer["S1_conf"], strict=True):
            assert index.error < 1.3 * other


def test_indices_of_the_g_function() -> None:
    told = _told("sobol_g.json")
    weights = np.array(told["a"])
    plan = design([Span(f"x{place}") for place in range(len(weights))], samples=4096, seed=1)
    results = np.prod((np.abs(4 * plan.points - 2) + weights) / (1 + weights), axis=1)
    _agree(indices(plan, results, seed=1), told["S1"], told["ST"], within=0.003)


def test_lake_problem_and_what_makes_a_lake_tip() -> None:
    told = _told("lake_problem.json")
    for case in told["p_crit"]:
        assert tipping_point(case["b"], case["q"]) == pytest.approx(case["p_crit"], abs=1e-9)
    free = levels(removal=np.array([0.42]), recycling=2.0, release=0.02, inflow=np.array([0.02]), years=100)
    assert free[:, 0] == pytest.approx(told["noise_free_a002"], abs=1e-12)

    plan = design([Span("removal", 0.1, 0.7), Span("inflow", 0.0, 0.05)], samples=1024, seed=1)
    removal, inflow = plan.points.T
    last = levels(removal=removal, recycling=2.0, release=0.02, inflow=inflow, years=100)[-1]
    tipped = last > 1.0
    box = chosen(find(runs({"removal": removal, "inflow": inflow}, tipped)), threshold=0.8)
    assert box.coverage > 0.8
    edge = box.restrictions[0]
    assert isinstance(edge, Between)
    assert edge.name == "removal"
    assert edge.low is None
    found = indices(plan, tipped, seed=1)
    assert found.total["removal"].share > found.total["inflow"].share > 0.05
