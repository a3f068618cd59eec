from datetime import date

import pytest

from shiome.reading.coding.dates.find import DateContext, Day, find_dates

DAY = date(2025, 9, 30)
"""A Tuesday."""


def read(text: str, last: Day | None = None) -> list[str]:
    return [found.edtf for found in find_dates(text, language="ko", context=DateContext(DAY, last))]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("지난해 8월 18일", "2024-08-18"),
        ("작년 말", "2024-12"),
        ("재작년", "2023"),
        ("올해 1월", "2025-01"),
        ("올해 상반기", "2025-01/2025-06"),
        ("내년 초", "2026-01/2026-03"),
        ("지난달 27일", "2025-08-27"),
        ("이달 초", "2025-09-01/2025-09-10"),
        ("이번 달 중순", "2025-09-11/2025-09-20"),
        ("다음 달", "2025-10"),
        ("내달 말", "2025-10-31"),
        ("24년 7월", "2024-07"),
        ("’24년 7월", "2024-07"),
        ("2024년 하반기", "2024-07/2024-12"),
        ("2023년 2분기", "2023-34"),
        ("1990년대", "199X"),
        ("1990년대 초", "1990/1993"),
        ("2024년 봄", "2024-21"),
        ("올가을", "2025-23"),
        ("어제", "2025-09-29"),
        ("사흘 전", "2025-09-27"),
        ("3년 전", "2022"),
        ("지난주", "2025-09-22/2025-09-28"),
        ("다음 주 월요일", "2025-10-06"),
        ("8월 18일부터 28일까지", "2025-08-18/2025-08-28"),
        ("2024년 6월 19~20일", "2024-06-19/2024-06-20"),
        ("2024. 6. 19.", "2024-06-19"),
        ("지난 3월", "2025-03"),
        ("12월 3일", "2024-12-03"),
    ],
)
def test_phrases(text: str, edtf: str) -> None:
    assert read(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("같은 날", "2018-06-12"),
        ("이튿날", "2018-06-13"),
        ("같은 해 9월", "2018-09"),
        ("이듬해 2월", "2019-02"),
        ("전날", "2018-06-11"),
    ],
)
def test_words_that_count_from_the_last_date(text: str, edtf: str) -> None:
    assert read(text, Day(2018, 6, 12)) == [edtf]


@pytest.mark.parametrize(
    "text", ["30분간", "5일간 이어졌다", "6자회담", "한 달", "20년 만에", "3국", "일본", "99월 99일"]
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


def test_an_end_of_an_interval_is_said_to_be_one() -> None:
    since, until = (
        find_dates(text, language="ko", context=DateContext(DAY))[0] for text in ("2022년 5월 이후", "2022년 5월까지")
    )
    assert (since.edtf, since.relation) == ("2022-05", "since")
    assert (until.edtf, until.relation) == ("2022-05", "until")
