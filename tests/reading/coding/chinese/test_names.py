"""Chinese names: the two Koreas are never taken for one another, the peninsula is neither, an office is held on a day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.coding.sentences import DAY, resolver

NORTH = ("朝鲜", "北韩", "朝方", "朝鲜民主主义人民共和国", "平壤当局")
SOUTH = ("韩国", "南韩", "韩方", "大韩民国", "首尔当局")


def named(text: str, on: date = DAY) -> list[tuple[str, ...]]:
    return [mention.actors for mention in resolver().find(text, on=on, language="zh") if mention.actors]


@settings(deadline=None)
@given(st.sampled_from(NORTH), st.sampled_from(SOUTH), st.sampled_from(["谴责了", "与", "向", "不会对"]))
def test_koreas_are_never_swapped(north: str, south: str, between: str) -> None:
    assert named(f"{north}{between}{south}。") == [("PRK",), ("KOR",)]
    assert named(f"{south}{between}{north}。") == [("KOR",), ("PRK",)]


def test_the_peninsula_is_neither() -> None:
    assert named("朝鲜半岛局势紧张。") == [("korean_peninsula",)]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("中俄朝三国", {"CHN", "RUS", "PRK"}),
        ("美日韩三国", {"USA", "JPN", "KOR"}),
        ("朝韩两国", {"PRK", "KOR"}),
        ("俄朝双方", {"RUS", "PRK"}),
    ],
)
def test_several_in_one_word(text: str, states: set[str]) -> None:
    assert set(named(f"{text}举行会谈。")[0]) == states


def test_an_office_is_held_on_a_day() -> None:
    assert named("美国总统访问日本。", on=date(2024, 3, 1))[0] == ("biden",)
    assert named("美国总统访问日本。", on=date(2025, 3, 1))[0] == ("trump",)
