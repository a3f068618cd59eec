from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.sanctions.watch.identity.numbers import (
    altered,
    flag_code,
    flag_of,
    imo_kind,
    is_ship,
    mid_of,
    mmsi_kind,
    restored,
)

SHIPS = st.integers(100_000, 999_999).map(
    lambda head: (
        head * 10 + sum(int(digit) * weight for digit, weight in zip(str(head), range(7, 1, -1), strict=True)) % 10
    )
)


@given(SHIPS)
def test_a_ship_number_passes_and_with_another_last_digit_fails(number: int) -> None:
    assert is_ship(number)
    for last in range(10):
        other = number // 10 * 10 + last
        assert is_ship(other) == (other == number)


@given(SHIPS, st.integers(0, 6))
def test_an_altered_digit_is_found_and_undone(number: int, place: int) -> None:
    alike = {"3": "8", "8": "3", "1": "7", "7": "1", "0": "6", "6": "0"}
    text = str(number)
    if text[place] not in alike or (place == 0 and alike[text[0]] == "0"):
        return
    forged = int(text[:place] + alike[text[place]] + text[place + 1 :])
    assert altered(number, forged) == altered(forged, number) == (place + 1,)
    if imo_kind(forged) == "invalid":
        assert number in restored(forged)


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_alteration_has_no_direction_and_leaves_no_number_as_it_is(one: int, other: int) -> None:
    assert altered(one, other) == altered(other, one)
    assert altered(one, one) == ()


@pytest.mark.parametrize("number", [5571322, 5342883, 5963351])
def test_company_numbers_are_told_from_ship_numbers(number: int) -> None:
    assert imo_kind(number) == "company"


def test_numbers_of_another_length_are_invalid() -> None:
    assert [imo_kind(number) for number in (0, 12, 123456, 12345678, -9074729)] == ["none", *["invalid"] * 4]
    assert restored(12) == ()


def test_places_of_one_altered_and_one_other_digit_are_none() -> None:
    assert altered(9074729, 9674720) == ()
    assert altered(318, 873) == ()  # three places
    assert altered(318, 873, most=3) == (1, 2, 3)


@pytest.mark.parametrize(
    ("mmsi", "kind", "mid"),
    [
        (416000000, "ship", 416), (775123456, "ship", 775), (4310001, "coast", 0), (31234567, "group", 0), (111232001, "aircraft", 0),
        (982320001, "auxiliary", 0), (992321001, "aid", 0), (970123456, "distress", 0), (812345678, "handheld", 0),
        (100000001, "invalid", 0), (0, "invalid", 0), (1_000_000_000, "invalid", 0),
    ],
)  # fmt: skip
def test_what_an_mmsi_stands_for(mmsi: int, kind: str, mid: int) -> None:
    assert (mmsi_kind(mmsi), mid_of(mmsi)) == (kind, mid)


def test_the_list_of_country_digits_holds_together() -> None:
    from shiome.sanctions.watch.identity.numbers import _rows

    rows = _rows()
    assert all(len(three) == 3 and len(two) == 2 and three.isupper() and two.isupper() for three, two, _ in rows)
    assert len({three for three, _, _ in rows}) == len({two for _, two, _ in rows}) == len(rows)
    digits = [each for _, _, listed in rows for each in listed]
    assert all(201 <= each <= 775 for each in digits)
    assert sorted(each for each in set(digits) if digits.count(each) > 1) == [306]  # one administration became two
    assert flag_of(431_000_001) == flag_code("jp") == flag_code(" JPN ")
    assert flag_of(431_000_001) != flag_of(445_000_001) != ""
    assert flag_of(799_000_001) == flag_code("Utopia") == ""
