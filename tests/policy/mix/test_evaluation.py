"""Common futures: the engine's own paths without levers, the same bytes from both engines, equal mixes equal to the byte."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.mix.worlds import METRICS, bound, chances, compiled, levers, metric

from shiome.errors import InputRefused
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.model import CalendarEntry
from shiome.policy.mix.evaluation import evaluate
from shiome.policy.mix.levers import Lever, Levers, Shift
from shiome.policy.mix.metrics import Part, bind
from shiome.policy.mix.stepping import play
from shiome.policy.mix.triggers import Adaptive

TABLES = ("mean", "error", "met", "values", "satisfied")


def test_a_mix_that_shifts_nothing_gives_the_paths_of_the_simulation() -> None:
    drawn = chances(levers(), bound())
    expected = simulate(compiled(), runs=300, seed=7, keep_paths=True).paths
    assert expected is not None
    assert (drawn.paths == expected.transpose(1, 2, 0)).all()
    played = play(drawn, levers(), bound(), Adaptive("", (1, 1)))
    assert (played.paths == drawn.paths).all()


@pytest.mark.parametrize("runs", [1, 255, 300, 520])
def test_both_engines_give_the_same_bytes_and_threads_change_nothing(runs: int) -> None:
    known, metrics = levers(), bound()
    drawn = chances(known, metrics, runs=runs)
    fast, plain = (evaluate(drawn, known, metrics, engine=engine) for engine in ("numba", "numpy"))  # type: ignore[arg-type]
    threaded = evaluate(drawn, known, metrics, mixes=np.tile(known.grid(), (20, 1)), threads=2)
    for name in TABLES:
        assert (getattr(fast, name) == getattr(plain, name)).all()
    assert (threaded.values[:, :9] == fast.values).all()
    assert (threaded.mean[-9:] == fast.mean).all()


def test_the_first_runs_of_many_are_the_runs_of_few() -> None:
    known, metrics = levers(), bound()
    few, many = (evaluate(chances(known, metrics, runs=runs), known, metrics) for runs in (100, 400))
    assert (many.values[:, :, :100] == few.values).all()


def test_a_lever_acts_like_a_lean_of_the_calendar() -> None:
    # The engine's own way to raise a score every month: a calendar entry that is certain. Sums are rounded in another order there,
    # so that a draw on the very edge may fall to the other side.
    known = Levers((Lever("w", "word", "west", {}, ((), (), (Shift("trust", "d", 0.75, 0.75),)), ({}, {}, {})),))
    plain = replace(compiled().model, calendar=())
    leaning = replace(plain, calendar=(CalendarEntry("trust", "d", tuple(range(1, 13)), 1.0, 0.75),))
    expected = simulate(compile_model(leaning, months=12), runs=2000, seed=3, keep_paths=True).paths
    assert expected is not None
    from shiome.policy.mix.chances import draw_chances

    drawn = draw_chances(compile_model(plain, months=12), known, bound(), runs=2000, seed=3)
    played = play(drawn, known, bound(), Adaptive("", (2,)))
    assert (played.paths == expected.transpose(1, 2, 0)).mean() > 0.9999
    assert (played.paths != drawn.paths).any()


def test_mixes_that_differ_in_nothing_give_the_same_bytes() -> None:
    empty = Lever("idle-east", "idle", "east", {}, ((), (), ()), ({}, {}, {}))
    known = Levers((*levers().levers, empty))
    metrics = bound()
    found = evaluate(chances(known, metrics), known, metrics)
    rows = {tuple(mix): number for number, mix in enumerate(found.mixes.tolist())}
    for mix, row in rows.items():
        same = rows[(*mix[:2], 0)]
        assert found.values[:, row].tobytes() == found.values[:, same].tobytes()
        assert found.mean[row].tobytes() == found.mean[same].tobytes()


def test_only_drivers_that_levers_reach_and_metrics_need_are_played_again() -> None:
    drawn = chances(levers(), bound())
    assert drawn.moving.tolist() == [False, True, True, True, False]
    fewer = chances(levers(), bound(METRICS[1:2]))
    assert fewer.moving.tolist() == [False, True, True, False, False]  # talks are watched by a trigger


@settings(deadline=None, max_examples=20)
@given(st.floats(0.25, 3), st.floats(0, 3), st.integers(0, 1000))
def test_a_stronger_lever_never_lowers_what_only_it_moves(weak: float, more: float, seed: int) -> None:
    strong = min(weak + more, 3.0)
    shifts = ((), (Shift("guard", "strong", weak / 2, weak),), (Shift("guard", "strong", strong / 2, strong),))
    known = Levers((Lever("watch", "watch", "east", {}, shifts, ({}, {}, {})),))
    metrics = bind([metric("guarded", parts=(Part("guard", {"firm": 0.0, "strong": 1.0}),))], compiled().model)
    found = evaluate(chances(known, metrics, seed=seed, runs=200), known, metrics, engine="numpy")
    # In every single future, for inertia can only help the state that a stronger push has reached.
    assert (np.diff(found.values[0], axis=0) >= 0).all()


def test_figures_are_what_their_kind_says() -> None:
    known, metrics = levers(), bound()
    drawn = chances(known, metrics, runs=50)
    played = play(drawn, known, metrics, Adaptive("", (2, 2)))
    months = played.paths[1:].astype(int)
    talks, guard, weather, trust, apart = (months[:, place] for place in (2, 1, 0, 3, 4))
    assert played.values[0] == pytest.approx(talks.mean(axis=0))
    assert played.values[1] == pytest.approx((guard - 1).mean(axis=0))
    assert played.values[2] == pytest.approx(trust[-1] + 0.5 * apart[-1])
    assert played.values[3] == pytest.approx((weather == 1).mean(axis=0))
    assert (played.values[4] == (talks == 2).any(axis=0)).all()
    utilities = metrics.utilities(played.values, axis=0)
    assert utilities.min() >= 0
    assert utilities.max() <= 1
    assert utilities[3] == pytest.approx(1 - played.values[3])


def test_what_cannot_be_run_is_refused_before_it_is() -> None:
    known, metrics = levers(), bound()
    with pytest.raises(InputRefused, match="too few"):
        chances(known, metrics, runs=0)
    with pytest.raises(InputRefused, match="the same in every state"):
        bound([metric("flat", parts=(Part("talks", {}),))])
    with pytest.raises(InputRefused, match="there is no driver nowhere"):
        bound([metric("lost", parts=(Part("nowhere", {"x": 1.0}),))])
    pushes = tuple(
        Lever(f"l{number}", "word", "west", {}, ((), (), (Shift("talks", "none", 1, 3),)), ({}, {}, {}))
        for number in range(3)
    )
    with pytest.raises(InputRefused, match="more than 6"):
        chances(Levers(pushes), metrics)
    drawn = chances(known, metrics, runs=100)
    with pytest.raises(InputRefused, match="GB"):
        evaluate(replace(drawn, runs=100_000_000), known, metrics)
    with pytest.raises(InputRefused, match="not among those evaluated"):
        evaluate(drawn, known, metrics, mixes=known.grid()[:1]).row((2, 2))
