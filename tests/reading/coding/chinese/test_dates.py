"""Chinese dates, read in a document of 30 September 2025."""

from datetime import date

import pytest

from shiome.reading.coding.dates.find import DateContext, Day, find_dates

DAY = date(2025, 9, 30)


def read(text: str, last: Day | None = None) -> list[tuple[str, str]]:
    return [(found.text, found.edtf) for found in find_dates(text, language="zh", context=DateContext(DAY, last))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年8月18日", [("去年8月18日", "2024-08-18")]),
        ("二〇二四年六月十九日", [("二〇二四年六月十九日", "2024-06-19")]),
        ("24年7月", [("24年7月", "2024-07")]),
        ("今年以来", [("今年", "2025")]),
        ("上半年", [("上半年", "2025-01/2025-06")]),
        ("去年下半年", [("去年下半年", "2024-07/2024-12")]),
        ("上个月", [("上个月", "2025-08")]),
        ("上周", [("上周", "2025-09-22/2025-09-28")]),
        ("下周一", [("下周一", "2025-10-06")]),
        ("昨天", [("昨天", "2025-09-29")]),
        ("三天前", [("三天前", "2025-09-27")]),
        ("本月初", [("本月初", "2025-09-01/2025-09-10")]),
        ("明年春天", [("明年春天", "2026-21")]),
        ("第四季度", [("第四季度", "2025-36")]),
        ("年内", [("年内", "2025-09-30/2025-12-31")]),
        ("20世纪90年代", [("20世纪90年代", "199X")]),
        ("上世纪90年代初", [("上世纪90年代初", "1990/1993")]),
        ("本世纪初", [("本世纪初", "200X")]),
        ("上世纪末", [("上世纪末", "199X")]),
        ("21世纪", [("21世纪", "20XX")]),
        ("8月18日至28日", [("8月18日至28日", "2025-08-18/2025-08-28")]),
        ("将从12月2日到4日举行", [("12月2日到4日", "2025-12-02/2025-12-04")]),
        ("从12月2日到4日举行了", [("12月2日到4日", "2024-12-02/2024-12-04")]),
        # no dates
        ("半个月前", []),
        ("春天来了", []),
        ("两国元首", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("同日", Day(2022, 11, 2), "2022-11-02"),
        ("翌日", Day(2022, 11, 2), "2022-11-03"),
        ("次月", Day(2023, 12), "2024-01"),
        ("翌年", Day(1991), "1992"),
        ("同年12月", Day(1991, 9), "1991-12"),
    ],
)
def test_dates_counted_from_the_last_one_named(text: str, last: Day, expected: str) -> None:
    assert [edtf for _, edtf in read(text, last)] == [expected]


def test_since_is_kept() -> None:
    (found,) = find_dates("今年以来", language="zh", context=DateContext(DAY))
    assert found.relation == "since"
