"""Columns and cells of the data set."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shiome.sanctions.positions.batches import good_ship_number
from shiome.sanctions.positions.schema import CELL_DEGREES, POSITION_FIELDS, cell_name, cell_numbers, position_schema


def test_every_column_is_described() -> None:
    assert position_schema().names == list(POSITION_FIELDS)


@given(st.floats(-90, 90), st.floats(-180, 180, exclude_max=True))
def test_a_cell_holds_its_positions(lat: float, lon: float) -> None:
    name = cell_name(int(cell_numbers(np.array([lat]), np.array([lon]))[0]))
    south = int(name[1:3]) * (-1 if name[0] == "S" else 1)
    west = int(name[4:]) * (-1 if name[3] == "W" else 1)
    assert south - 1e-9 <= lat <= south + CELL_DEGREES
    assert west - 1e-9 <= lon <= west + CELL_DEGREES


@given(st.integers(100_000, 999_999), st.integers(0, 9))
def test_one_of_ten_last_digits_is_good(first: int, digit: int) -> None:
    check = sum(int(figure) * weight for figure, weight in zip(str(first), range(7, 1, -1), strict=True)) % 10
    assert bool(good_ship_number(np.array([float(first * 10 + digit)]))[0]) is (digit == check)
