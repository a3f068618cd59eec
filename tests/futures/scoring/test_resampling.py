"""Bootstrap: the same seed gives the same bytes, and the interval is as wide as theory says."""

import numpy as np
import pytest

from shiome.errors import InputRefused
from shiome.futures.scoring import resampling
from shiome.futures.scoring.resampling import bootstrap, mean_interval

VALUES = np.random.default_rng(5).normal(2.0, 1.0, size=200)


def test_the_seed_decides():
    assert mean_interval(VALUES, seed=1) == mean_interval(VALUES, seed=1)
    assert mean_interval(VALUES, seed=1) != mean_interval(VALUES, seed=2)


def test_the_interval_is_that_of_the_normal_law_for_many_values():
    found = mean_interval(VALUES, seed=1, draws=4000)
    half = 1.96 * VALUES.std() / np.sqrt(len(VALUES))
    assert found.value == pytest.approx(VALUES.mean())
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half), abs=0.1 * half)


def test_the_two_ways_draw_from_the_same_law():
    quick = mean_interval(VALUES, seed=1, draws=4000)
    general = bootstrap(lambda rows: float(VALUES[rows].mean()), len(VALUES), seed=2, draws=4000)
    assert (quick.low, quick.high) == pytest.approx((general.low, general.high), abs=0.02)


def test_blocks_of_draws_cover_all_of_them(monkeypatch):
    """However small the blocks, as many means are drawn: with one value in two being 1, the interval stays where it is."""
    whole = mean_interval([0.0, 1.0] * 50, seed=1, draws=501)
    monkeypatch.setattr(resampling, "BLOCK", 700)
    parts = mean_interval([0.0, 1.0] * 50, seed=1, draws=501)
    assert parts == whole


def test_clusters_that_move_together_widen_the_interval():
    values = [0.0] * 20 + [1.0] * 20 + [0.0] * 20 + [1.0] * 20
    clusters = [place // 20 for place in range(80)]
    alone, together = mean_interval(values, seed=1), mean_interval(values, seed=1, clusters=clusters)
    assert alone.value == together.value == 0.5
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_one_value_or_cluster_tells_nothing_of_the_spread():
    assert mean_interval([0.3], seed=1) is None
    assert mean_interval([0.3, 0.4], seed=1, clusters=["a", "a"]) is None


def test_a_statistic_may_be_undefined():
    assert bootstrap(lambda rows: None, 5, seed=1) is None
    found = bootstrap(lambda rows: 1.0 if 0 in rows else None, 3, seed=1, draws=50)
    assert (found.low, found.high) == (1.0, 1.0)


def test_refusals():
    for call, code in (
        (lambda: mean_interval([], seed=1), "score.empty"),
        (lambda: mean_interval([1, 2], seed=1, draws=0), "score.resampling"),
        (lambda: mean_interval([1, 2], seed=1, confidence=1), "score.level"),
        (lambda: mean_interval([1, 2], seed=1, clusters=["a"]), "score.clusters"),
    ):
        with pytest.raises(InputRefused) as refused:
            call()
        assert refused.value.code == code
