"""A series as text: one character a value, heights in the order of the values, gaps shown."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from shiome.charts import sparkline
from shiome.charts.sparkline import MISSING, STEPS

VALUES = st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False))


@given(VALUES)
@example([0.0, 5e-324])
@example([-1.7e308, 0.0, 1.7e308])
def test_one_character_a_value_and_a_dot_for_each_missing_one(values):
    text = sparkline(values)
    assert len(text) == len(values)
    for value, character in zip(values, text, strict=True):
        assert (character == MISSING) == (value is None)
        assert character in STEPS + MISSING


@given(VALUES)
def test_a_higher_value_is_never_drawn_lower(values):
    known = sorted((v, STEPS.index(c)) for v, c in zip(values, sparkline(values), strict=True) if v is not None)
    steps = [step for _, step in known]
    assert steps == sorted(steps)
    assume(known and known[0][0] < known[-1][0])
    assert (steps[0], steps[-1]) == (0, len(STEPS) - 1)


@given(VALUES, st.integers(1, 40))
def test_it_keeps_to_the_width(values, width):
    text = sparkline(values, width=width)
    assert len(text) == min(len(values), width)
    assert (set(text) <= {MISSING}) == all(value is None for value in values)


def test_given_ends_hold_for_every_value():
    assert sparkline([0.0, 0.5, 1.0, 2.0, -1.0], low=0, high=1) == "▁▅██▁"


def test_several_values_share_a_character_by_their_mean():
    assert sparkline([0.0, 1.0, None, None, None, 1.0], width=3, low=0, high=1) == "▅·█"
