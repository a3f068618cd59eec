from statistics import NormalDist

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shiome.yardsticks.votes.ideal import kernels
from shiome.yardsticks.votes.ideal.normal import cdf, key_of, quantile, tables, uniforms

EXACT = NormalDist()


@given(st.floats(-5.5, 9.9))
def test_cdf(x):
    assert abs(float(cdf(np.array([x]))[0]) / EXACT.cdf(x) - 1) < 2e-6


@given(st.floats(-500, 500))
def test_cdf_stops_at_the_ends_of_its_table(x):
    assert 0 < float(cdf(np.array([x]))[0]) <= 1


@given(st.floats(1e-29, 1 - 1e-12))
def test_quantile(p):
    assert abs(float(quantile(np.array([p]))[0]) - EXACT.inv_cdf(p)) < 1e-6


@given(st.floats(-300, 300), st.floats(0, 1), st.integers(0, 2**40), st.integers(0, 2**31))
def test_compiled_functions_are_the_same(x, p, seed, counter):
    points, cells = tables()
    assert kernels._cdf(points, x) == cdf(np.array([x]))[0]
    assert kernels._quantile(cells, p) == quantile(np.array([p]))[0]
    key = key_of(seed, 3, 1)
    assert kernels._uniform(key, counter) == uniforms(key, counter, 1)[0]


@given(st.integers(-(2**63), 2**63), st.integers(0, 10**6))
def test_draws_are_even_and_independent_of_where_one_starts(seed, iteration):
    key = key_of(seed, iteration, 0)
    drawn = uniforms(key, 0, 4000)
    assert ((drawn > 0) & (drawn < 1)).all()
    assert (uniforms(key, 1000, 5) == drawn[1000:1005]).all()
    assert abs(drawn.mean() - 0.5) < 0.03
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.1
    assert abs(np.corrcoef(drawn, uniforms(key_of(seed, iteration + 1, 0), 0, 4000))[0, 1]) < 0.1
