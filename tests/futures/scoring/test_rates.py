"""Base rates and skill: known values, symmetry, and honesty about what cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring.rates import base_rate, brier_skill, skill, wilson

counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("interval", [wilson, base_rate])
@given(counts=counts)
def test_hits_and_misses_mirror(interval, counts):
    hits, n = counts
    one, other = interval(hits, n), interval(n - hits, n)
    assert (one.value, one.low, one.high) == pytest.approx((1 - other.value, 1 - other.high, 1 - other.low), abs=1e-9)
    assert 0.0 <= one.low <= one.value <= one.high <= 1.0


@pytest.mark.parametrize("interval", [wilson, base_rate])
def test_more_cases_tell_more_and_more_confidence_less(interval):
    def width(hits, n, confidence=0.95):
        rate = interval(hits, n, confidence=confidence)
        return rate.high - rate.low

    assert width(30, 100) < width(3, 10) < width(3, 10, 0.99)


def test_wilson_solves_its_own_equation():
    """An end of the interval is the share from which the observed one lies exactly 1.96 standard errors away."""
    rate = wilson(7, 20)
    for end in (rate.low, rate.high):
        assert abs(0.35 - end) / (end * (1 - end) / 20) ** 0.5 == pytest.approx(1.959964, abs=1e-6)


def test_jeffreys_leaves_the_tails_outside():
    from scipy.stats import beta

    rate = base_rate(4, 17, confidence=0.9)
    assert beta.cdf([rate.low, rate.high], 4.5, 13.5) == pytest.approx([0.05, 0.95])
    assert rate.value == pytest.approx(4.5 / 18)


def test_no_case_is_no_rate():
    for call in (lambda: wilson(0, 0), lambda: base_rate(3, 2), lambda: base_rate(-1, 2)):
        with pytest.raises(InputRefused, match=r"score\.counts"):
            call()


def test_skill():
    assert brier_skill([1, 0], [1, 0]) == 1.0
    assert brier_skill([0.3, 0.3], [1, 0], rate=0.3) == 0.0
    assert brier_skill([0.9, 0.1], [0, 1], rate=[0.5, 0.5]) == pytest.approx(1 - 0.81 / 0.25)
    assert brier_skill([0.9, 0.9], [1, 1]) is None
    assert skill(0.0, 0.0) is None
    with pytest.raises(InputRefused, match=r"score\.length"):
        brier_skill([0.9, 0.1], [0, 1], rate=[0.5])
