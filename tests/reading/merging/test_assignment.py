from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from shiome.reading.merging.assignment import assign

scores = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 40).map(lambda n: n / 8), max_size=14
)


def best_total(table: dict[tuple[int, int], float]) -> float:
    """By trying every way."""
    return max(
        sum(table.get((left, right), 0.0) for left, right in enumerate(order)) for order in permutations(range(5))
    )


@given(scores)
def test_the_total_is_the_greatest_and_pairs_are_one_to_one(table):
    found = assign(table)
    assert len(set(found.values())) == len(found)
    assert all(pair in table for pair in found.items())
    assert sum(table[pair] for pair in found.items()) == best_total(table)


def test_more_on_the_left_than_on_the_right():
    assert assign({(0, 0): 1.0, (1, 0): 2.0, (2, 0): 1.5}) == {1: 0}


def test_nothing_to_assign():
    assert assign({}) == {}
