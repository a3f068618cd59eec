"""Russian names: the two Koreas are never taken for one another, the peninsula is neither, an office is held on a day."""

from datetime import date

import pytest
from tests.reading.coding.sentences import DAY, resolver


def named(text: str, on: date = DAY) -> list[tuple[str, ...]]:
    return [mention.actors for mention in resolver().find(text, on=on, language="ru") if mention.actors]


@pytest.mark.parametrize("south", ["Республику Корея", "РК", "Южную Корею", "Сеул"])
@pytest.mark.parametrize("north", ["КНДР", "Северная Корея", "Корейская Народно-Демократическая Республика"])
def test_koreas_are_never_swapped(north: str, south: str) -> None:
    assert named(f"{north} осудила {south}.") == [("PRK",), ("KOR",)]


def test_adjectives_are_never_swapped() -> None:
    assert named("Северокорейские и южнокорейские военные встретились.") == [("PRK",), ("KOR",)]


def test_the_peninsula_is_neither() -> None:
    for text in ("Корейский полуостров", "На Корейском полуострове", "Для Корейского полуострова"):
        assert named(f"{text} важен мир.") == [("korean_peninsula",)]


def test_an_office_is_held_on_a_day() -> None:
    assert named("Президент США посетил Японию.", on=date(2024, 3, 1))[0] == ("biden",)
    assert named("Президент США посетил Японию.", on=date(2025, 3, 1))[0] == ("trump",)
