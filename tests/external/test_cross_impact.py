"""Published cross-impact matrices: consistent scenarios, balances, basins, kernels by signature, and impact through chains."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.futures.consistency.balance import assess, balances, inconsistencies
from shiome.futures.consistency.chains import summed_impacts
from shiome.futures.consistency.exact import signatures, solve
from shiome.futures.consistency.matrix import CrossImpact
from shiome.futures.consistency.succession import Rule, attractors

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
PARSED = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
READ = {name: data for name, data in PARSED.items() if isinstance(data, dict)}
MATRICES = [name for name, data in READ.items() if "matrix_rows_are_sources_columns_are_targets" in data]
RANDOM = [(case["name"], case) for data in READ.values() for case in data.get("cases", []) if "kernel" in case]
CHAINS = [name for name, data in READ.items() if "summed_impact_exact" in data]
RULES: list[Rule] = ["global", "local"]

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published matrices at {FOLDER}: set SHIOME_DATA")


def matrix_of(data: dict[str, Any]) -> CrossImpact:
    return CrossImpact.of(data["descriptors"], data["matrix_rows_are_sources_columns_are_targets"])


def labels(matrix: CrossImpact, data: dict[str, Any], scenario: np.ndarray) -> str:
    columns = np.array(matrix.offsets[:-1]) + scenario
    return " ".join(data["row_labels"][column] for column in columns)


def numbers(matrix: CrossImpact, data: dict[str, Any], scenario: str) -> np.ndarray:
    columns = [data["row_labels"].index(each) for each in scenario.split()]
    return np.array(columns) - np.array(matrix.offsets[:-1])


@pytest.mark.parametrize("name", MATRICES)
def test_all_consistent_scenarios_and_no_other(name: str) -> None:
    data, matrix = READ[name], matrix_of(READ[name])
    found = solve(matrix)
    assert matrix.combinations == data["n_scenarios"]
    assert found.count == len(data["consistent_scenarios"])
    assert sorted(labels(matrix, data, each) for each in found.scenarios) == sorted(data["consistent_scenarios"])
    totals = {labels(matrix, data, each): assess(matrix, each).total for each in found.scenarios}
    assert totals == data["total_impact_score"]


@pytest.mark.parametrize("name", MATRICES)
def test_printed_impact_balances(name: str) -> None:
    data, matrix = READ[name], matrix_of(READ[name])
    case = data["test_scenario"]
    scenario = numbers(matrix, data, case["scenario"])
    assert balances(matrix, scenario)[0].tolist() == case["balance"]
    assert inconsistencies(matrix, scenario)[0].tolist() == case["inconsistency_per_descriptor"]
    assert [each.descriptor[0] for each in assess(matrix, scenario).against] == case["inconsistent_descriptors_printed"]


@pytest.mark.parametrize("name", MATRICES)
def test_how_many_scenarios_each_tolerance_admits(name: str) -> None:
    data, matrix = READ[name], matrix_of(READ[name])
    histogram = Counter({int(level): count for level, count in data["histogram_max_inconsistency"].items()})
    for level in range(max(histogram) + 1):
        assert solve(matrix, tolerance=level).count == sum(n for each, n in histogram.items() if each <= level)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", MATRICES)
def test_basins(name: str, rule: Rule) -> None:
    data, matrix = READ[name], matrix_of(READ[name])
    found = {
        labels(matrix, data, each.scenarios[0]): each.basin for each in attractors(matrix, rule=rule) if each.rests
    }
    assert found == data[f"basins_{rule}_succession"]


@pytest.mark.parametrize("case", [case for _, case in RANDOM], ids=[name for name, _ in RANDOM])
def test_kernels_of_random_matrices(case: dict[str, Any]) -> None:
    sizes, strongest = case["nvariants"], case["v"]
    impacts = np.random.RandomState(case["seed"]).randint(-strongest, strongest + 1, size=(sum(sizes), sum(sizes)))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    impacts[owner[:, None] == owner[None, :]] = 0
    matrix = CrossImpact.of({f"D{n}": [f"v{v}" for v in range(size)] for n, size in enumerate(sizes)}, impacts)
    found = solve(matrix)
    assert sorted(signatures(matrix, found.scenarios)) == case["kernel"]
    assert found.count == len(case["kernel"])


@pytest.mark.parametrize("name", CHAINS)
def test_impact_through_all_chains(name: str) -> None:
    data = READ[name]
    found = summed_impacts(data["impact"], largest=data["max_impact"])
    assert np.allclose(found, data["summed_impact_exact"], rtol=0, atol=1e-9)
    first = data["summed_impact_first7_brute"]
    block = np.array(data["impact"])[: len(first), : len(first)]
    assert np.allclose(summed_impacts(block, largest=data["max_impact"]), first, rtol=0, atol=1e-9)
