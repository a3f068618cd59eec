import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.yardsticks.votes.materials import simulated

from shiome import engines
from shiome.errors import InputRefused, MissingExtra
from shiome.yardsticks.votes import IdealPoints, estimate, extend

LENGTH = {"iterations": 600, "burn": 200, "thin": 4}


@pytest.fixture(scope="module")
def table():
    return simulated()[0]


@pytest.fixture(scope="module")
def truth():
    return simulated()[1]


@pytest.fixture(scope="module")
def whole(table) -> IdealPoints:
    return estimate(table, seed=5, **LENGTH)


def beside(points: IdealPoints, truth: dict) -> np.ndarray:
    return np.array([truth[key] for key in zip(points.cow.tolist(), points.session.tolist(), strict=True)])


def test_what_the_votes_were_drawn_from_is_found(whole, truth):
    expected = beside(whole, truth)
    assert np.corrcoef(whole.mean, expected)[0, 1] > 0.93
    standard = (expected - expected.mean()) / expected.std()
    inside = (whole.quantiles[:, 1] <= standard) & (standard <= whole.quantiles[:, 5])
    assert inside.mean() > 0.75
    assert whole.engine == "numba"
    assert 0.15 < whole.accepted < 0.5


def test_every_draw_is_standardised_and_quantiles_are_in_order(whole):
    assert whole.draws.shape == (150, len(whole))
    assert whole.draws.mean(axis=1) == pytest.approx(0, abs=1e-5)
    assert whole.draws.std(axis=1, ddof=1) == pytest.approx(1, abs=1e-5)
    assert (np.diff(whole.quantiles, axis=1) >= 0).all()
    assert whole.complete


def test_numpy_gives_the_same_draws(table):
    short = {"iterations": 30, "burn": 10, "thin": 1, "seed": 9}
    compiled, plain = (estimate(table, engine=engine, **short) for engine in ("numba", "numpy"))
    assert plain.engine == "numpy"
    assert np.abs(compiled.draws - plain.draws).max() < 1e-4


def test_the_seed_decides(table):
    short = {"iterations": 10, "burn": 5, "thin": 1}
    one, again, other = (estimate(table, seed=seed, **short) for seed in (1, 1, 2))
    assert (one.draws == again.draws).all()
    assert np.abs(one.draws - other.draws).max() > 0.1


def test_without_numba_numpy_takes_over(table, monkeypatch):
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    points = estimate(table, iterations=2, burn=0, thin=1)
    assert points.engine == "numpy"
    with pytest.raises(MissingExtra, match=r"shiome\[engines\]"):
        estimate(table, engine="numba")


def test_a_stopped_run_goes_on_where_it_stopped(table, whole, tmp_path):
    seen = []
    state = tmp_path / "run" / "state.npz"
    first = estimate(
        table,
        seed=5,
        state=state,
        progress=lambda done, total: seen.append((done, total)),
        stop=lambda: len(seen) == 333,
        **LENGTH,
    )
    assert seen == [(number, 800) for number in range(1, 334)]
    assert not first.complete
    assert len(first.draws) == (333 - 200) // 4
    second = estimate(table, seed=5, state=state, **LENGTH)
    assert second.complete
    assert (second.draws == whole.draws).all()
    assert second.scale == whole.scale
    # Once more there is nothing left to do.
    assert (estimate(table, seed=5, state=state, stop=lambda: True, **LENGTH).draws == whole.draws).all()


def test_a_state_of_another_run_is_refused(table, tmp_path):
    state = tmp_path / "state.npz"
    estimate(table, seed=1, state=state, iterations=2, burn=0, thin=1)
    with pytest.raises(InputRefused, match="another seed"):
        estimate(table, seed=2, state=state)
    with pytest.raises(InputRefused, match="other votes"):
        estimate(table.select(last=52), seed=1, state=state)
    state.write_bytes(b"nothing")
    with pytest.raises(InputRefused, match="cannot be read"):
        estimate(table, seed=1, state=state)


@given(st.integers(-3, 10), st.integers(-3, 3), st.integers(-2, 20))
@settings(max_examples=30)
def test_lengths_without_a_draw_are_refused(iterations, burn, thin):
    from shiome.yardsticks.votes.ideal.estimating import settings_of

    if thin >= 1 and burn >= 0 and iterations >= thin:
        assert settings_of(iterations=iterations, burn=burn, thin=thin).total == iterations + burn
    else:
        with pytest.raises(InputRefused, match="leave no draw"):
            settings_of(iterations=iterations, burn=burn, thin=thin)


def test_a_new_session_joins_on_the_old_scale(table, whole):
    old = estimate(table.select(last=52), seed=6, **LENGTH)
    joined = extend(old, table, seed=7, **LENGTH)
    new = joined.session == 53
    assert new.sum() == 16
    assert (joined.mean[~new] == old.mean).all()
    assert (joined.quantiles[~new] == old.quantiles).all()
    assert joined.draws.shape == (150, len(whole))
    assert (joined.cow == whole.cow).all()
    assert np.corrcoef(joined.mean[new], whole.mean[new])[0, 1] > 0.97
    slope = np.polyfit(whole.mean[new], joined.mean[new], 1)[0]
    assert 0.75 < slope < 1.3
    with pytest.raises(InputRefused, match="no session after 53"):
        extend(joined, table)


def test_votes_of_old_sessions_on_the_same_resolutions_count(table):
    from dataclasses import replace

    pairs = np.array([[52_000 + n, 53_000 + n] for n in range(5)], dtype=np.int32)
    matched = replace(table, matches=pairs)
    old = estimate(table.select(last=52), seed=6, iterations=100, burn=50, thin=2)
    joined = extend(old, matched, seed=7, iterations=100, burn=50, thin=2)
    assert (joined.session == 53).sum() == 16
    assert np.isfinite(joined.mean).all()
