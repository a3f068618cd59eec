"""Points: what they do to a model, how they are named and told apart, and that sweeps agree with single calls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.sweeping.sweeps import bands, ensemble_points, talks, weighing_points

from shiome.errors import InputRefused
from shiome.futures.consistency.bands import weigh
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.estimates import estimate
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.model import Intervention
from shiome.futures.sweeping.canonical import digest
from shiome.futures.sweeping.ensembles import run_ensembles
from shiome.futures.sweeping.pieces import pieces_of
from shiome.futures.sweeping.points import EnsemblePoint, Shift, WeighingPoint, grid
from shiome.futures.sweeping.tables import ANSWERS, answer_table, content_digest, read_table, weight_table, write_table
from shiome.futures.sweeping.weighings import run_weighings

POINT = EnsemblePoint(talks(), months=6, runs=600, seed=3, formulas=(parse_formula("talks=held"),))


def test_an_ensemble_is_that_of_simulate() -> None:
    point = replace(POINT, interventions=(Intervention("aid", "yes", 1),))
    found = run_ensembles({"one": point}, counts=True, piece=130).results["one"]
    compiled = compile_model(talks(), months=6, interventions=point.interventions)
    whole = simulate(compiled, runs=600, seed=3, formulas=point.formulas)
    assert found.counts is not None
    assert np.array_equal(found.counts, whole.counts)
    assert found.estimates() == tuple(estimate(hits) for hits in whole.hits)


def test_both_engines_give_the_same() -> None:
    numpy, auto = (run_ensembles({"one": POINT}, engine=engine).results["one"] for engine in ("numpy", "auto"))
    assert numpy.hits == auto.hits


def test_later_runs_of_a_seed_are_the_rest_of_it() -> None:
    points = {"all": POINT, "head": replace(POINT, runs=250), "tail": replace(POINT, first=250, runs=350)}
    found = run_ensembles(points, piece=77).results
    assert found["all"].hits[0] == found["head"].hits[0] + found["tail"].hits[0]


def test_a_forced_state_is_held_in_every_month() -> None:
    never = (parse_formula("always talks=held"), parse_formula("ever aid=yes"))
    point = replace(POINT, formulas=never, forced=(("talks", "held"), ("aid", "yes")))
    assert run_ensembles({"one": point}).results["one"].hits == (600, 600)


def test_a_shifted_band_moves_both_ends_and_a_missing_cell_counts_as_none() -> None:
    there = Shift("mood", "high", "talks", "held", 1.5)
    absent = Shift("mood", "low", "talks", "held", -0.5)
    model, _ = replace(POINT, shifts=(there, absent)).applied()
    strengths = {(cell.source_state, cell.target_state): cell.strength for cell in model.cells}
    assert (strengths["high", "held"].low, strengths["high", "held"].high) == (1.5, 3.5)
    assert (strengths["low", "held"].low, strengths["low", "held"].high) == (-0.5, -0.5)


def test_a_weighting_is_that_of_weigh() -> None:
    points = weighing_points()
    found = run_weighings(points, piece=7).results
    for name, forced in (("plain", None), ("forced", {"a": "y"})):
        point = points[name]
        whole = weigh(bands(), draws=point.draws, first=point.first, seed=5, shape=point.shape, forced=forced)
        assert found[name].weighting == whole
    low = points["shifted"].applied.low
    assert low.impacts[low.column("a", "x"), low.column("b", "x")] == -1.0
    assert found["shifted"].weighting != found["plain"].weighting


def test_what_is_wrong_with_one_point_is_its_fault() -> None:
    wrong = {
        "formula": replace(POINT, formulas=(parse_formula("nobody=here"),)),
        "forced": replace(POINT, forced=(("talks", "maybe"),)),
        "good": POINT,
    }
    found = run_ensembles(wrong, piece=100)
    assert list(found.results) == ["good"]
    assert [(fault.point, fault.code) for fault in found.faults] == [
        ("forced", "simulation.unknown"),
        ("formula", "formula.unknown"),
    ]
    shifted = WeighingPoint(bands(), draws=3, seed=0, shifts=(Shift("a", "x", "c", "x", 1.0),))
    (fault,) = run_weighings({"good": weighing_points()["plain"], "shifted": shifted}).faults
    assert (fault.point, fault.code) == ("shifted", "consistency.unknown")


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"first": -1}, {"seed": -1}, {"seed": 1 << 63}])
def test_numbers_out_of_range_are_refused_before_anything_runs(wrong: dict[str, int]) -> None:
    with pytest.raises(InputRefused, match=r"point bad: .*sweep\.numbers"):
        run_ensembles({"bad": replace(POINT, **wrong)})


def test_pieces_without_size_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"sweep\.piece"):
        run_ensembles({"one": POINT}, piece=0)


@given(
    st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 50), st.integers(1, 50)), max_size=4),
    st.integers(1, 60),
)
def test_pieces_cover_every_number_once(points: dict[str, tuple[int, int]], size: int) -> None:
    numbers: dict[str, list[int]] = {name: [] for name in points}
    for piece in pieces_of(points, size):
        assert piece.count <= size
        numbers[piece.point] += range(piece.first, piece.first + piece.count)
    assert numbers == {name: list(range(first, first + count)) for name, (first, count) in points.items()}


def test_a_grid_names_every_combination() -> None:
    assert list(ensemble_points()) == [
        "interventions=none,seed=1",
        "interventions=none,seed=2",
        "interventions=early,seed=1",
        "interventions=early,seed=2",
    ]
    for wrong in ({"sead": {"1": 1}}, {"seed": {}}):
        with pytest.raises(InputRefused, match=r"axis se.*sweep\.axis"):
            grid(POINT, wrong)


def test_a_digest_tells_points_apart_by_what_is_computed() -> None:
    either, both = (parse_formula(f"talks=held {word} aid=no") for word in ("or", "and"))
    changed: list[dict[str, Any]] = [
        {},
        {"seed": 4},
        {"formulas": (either,)},
        {"formulas": (both,)},
        {"forced": (("aid", "yes"),)},
        {"shifts": (Shift("aid", "yes", "talks", "held", 0.1),)},
        {"model": replace(talks(), temperature=2.0)},
    ]
    assert len({digest(replace(POINT, **each)) for each in changed}) == len(changed)
    # Where a formula was written does not change what it asks.
    assert digest(parse_formula("talks=held")) == digest(parse_formula("  talks = held"))
    assert len({digest(point) for point in weighing_points().values()}) == 3
    with pytest.raises(TypeError, match="set"):
        digest({1, 2})


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(PLAIN, PLAIN)
def test_equal_digests_mean_equal_values(one: object, other: object) -> None:
    assert digest(one) == digest(one)
    if one != other:
        assert digest(one) != digest(other)


def test_tables_are_in_order_and_carry_their_digest(tmp_path: Any) -> None:
    points = ensemble_points()
    found = run_ensembles(points)
    table = answer_table(found)
    assert table.column_names == list(ANSWERS)
    assert table.column("point").to_pylist() == [name for name in sorted(points) for _ in range(2)]
    backwards = answer_table(run_ensembles(dict(reversed(points.items()))))
    assert content_digest(table) == content_digest(backwards)
    write_table(table, tmp_path / "deep" / "answers.parquet")
    again = read_table(tmp_path / "deep" / "answers.parquet")
    assert again.equals(table)
    assert content_digest(again) == content_digest(table)
    other = answer_table(run_ensembles({**points, "more": POINT}))
    assert content_digest(other) != content_digest(table)


def test_weights_name_their_scenarios() -> None:
    rows = weight_table(run_weighings(weighing_points())).to_pylist()
    assert [row["point"] for row in rows] == sorted(row["point"] for row in rows)
    assert {row["scenario"] for row in rows if row["point"] == "plain"} <= {
        f'{{"a":"{a}","b":"{b}"}}' for a in "xy" for b in "xyz"
    }
    assert next(row["consistent"] for row in rows if row["point"] == "forced" and row["rank"] == 1) <= 17


def test_without_points_of_a_kind_a_table_is_empty() -> None:
    silent = run_ensembles({"one": replace(POINT, formulas=())})
    assert answer_table(silent).num_rows == 0
