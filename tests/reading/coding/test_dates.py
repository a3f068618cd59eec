from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.coding.dates import DateContext, Day, find_dates
from shiome.vocabulary.edtf import is_edtf

DAY = date(2025, 3, 10)


def read(text: str, language: str = "ja", last: Day | None = None) -> list[str]:
    context = DateContext(DAY, last)
    dates = find_dates(text, language=language, context=context)
    for found in dates:
        assert text[found.start : found.end] == found.text
        assert is_edtf(found.edtf)
    return [found.edtf for found in dates]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024年6月19日", "2024-06-19"),
        ("２０２４年６月", "2024-06"),
        ("二〇二四年", "2024"),
        ("2025/4/16", "2025-04-16"),
        ("令和5年8月18日", "2023-08-18"),
        ("平成元年", "1989"),
        ("24 年 7 月", "2024-07"),
        ("92年に", "1992"),
        ("昨年8月18日", "2024-08-18"),
        ("昨年（2024 年）11 月 15 日", "2024-11-15"),
        ("本年 4 月 4 日", "2025-04-04"),
        ("一昨年12月", "2023-12"),
        ("先月", "2025-02"),
        ("昨年末", "2024-12"),
        ("今春", "2025-21"),
        ("昨年夏", "2024-22"),
        ("2024年春に", "2024-21"),
        ("2024年度", "2024-04/2025-03"),
        ("2010年代", "201X"),
        ("2021〜2023年", "2021/2023"),
        ("3 月 1 日〜9 日", "2025-03-01/2025-03-09"),
        ("3 月 1〜9 日", "2025-03-01/2025-03-09"),
        ("2024年6月19日から21日", "2024-06-19/2024-06-21"),
        ("2024年5月28日から6月2日", "2024-05-28/2024-06-02"),
        ("2024年3月から5月", "2024-03/2024-05"),
        ("2024年前半", "2024-01/2024-06"),
        ("2024年4月末", "2024-04-30"),
        ("2024年5月上旬", "2024-05-01/2024-05-10"),
        ("年内", "2025-03-10/2025-12-31"),
        ("12月2日", "2024-12-02"),
    ],
)
def test_japanese(text: str, edtf: str) -> None:
    assert read(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtfs"),
    [
        ("2024年11月15日の会談の翌月12月3日", ["2024-11-15", "2024-12-03"]),
        ("2024年6月19日、同日", ["2024-06-19", "2024-06-19"]),
        ("2024年12月、翌月", ["2024-12", "2025-01"]),
        ("前年の2017年9月、11月には", ["2017-09", "2017-11"]),
        ("24年3月に否決、4月末に停止", ["2024-03", "2024-04-30"]),
        ("21年1月の大会で、9月まで", ["2021-01", "2021-09"]),
        ("2025年4月4日、同6月3日", ["2025-04-04", "2025-06-03"]),
        ("2023年4月、翌年７月に", ["2023-04", "2024-07"]),
    ],
)
def test_dates_that_lean_on_the_one_before(text: str, edtfs: list[str]) -> None:
    assert read(text) == edtfs


@pytest.mark.parametrize(
    "text",
    [
        "60 日以内",
        "70 年記念",
        "30 年以上",
        "60 周年",
        "3年間",
        "第 14 期第 5 回",
        "5 カ年計画",
        "23 億ドル",
        "11 か国",
        "2+2",
        "13月",
        "2024年2月30日",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("18 August 2024", "2024-08-18"),
        ("August 18, 2024", "2024-08-18"),
        ("on 18 August last year", "2024-08-18"),
        ("last August", "2024-08"),
        ("in June 2024", "2024-06"),
        ("late June", "2024-06-21/2024-06-30"),
        ("March 1–9, 2025", "2025-03-01/2025-03-09"),
        ("from 17 to 20 March 2024", "2024-03-17/2024-03-20"),
        ("spring 2025", "2025-21"),
        ("early 2025", "2025-01/2025-04"),
        ("the 2010s", "201X"),
        ("FY2024", "2024-04/2025-03"),
        ("2021-2023", "2021/2023"),
        ("last month", "2025-02"),
        ("by the end of the year", "2025-03-10/2025-12-31"),
        ("since 2009", "2009"),
        ("2024-06-19", "2024-06-19"),
    ],
)
def test_english(text: str, edtf: str) -> None:
    assert read(text, "en") == [edtf]


def test_english_dates_that_lean_on_the_one_before() -> None:
    assert read("on 15 November 2024 and the same day, then the following month", "en") == [
        "2024-11-15",
        "2024-11-15",
        "2024-12",
    ]
    assert read("They may meet 11 envoys", "en") == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("지난해 8월 18일", "2024-08-18"),
        ("올해 1월", "2025-01"),
        ("지난달 3일", "2025-02-03"),
        ("2024년 하반기", "2024-07/2024-12"),
        ("다음 주", "2025-03-17/2025-03-23"),
    ],
)
def test_korean(text: str, edtf: str) -> None:
    assert read(text, "ko") == [edtf]


def test_basis_and_relation() -> None:
    (found,) = find_dates("2009年以来", language="ja", context=DateContext(DAY))
    assert (found.basis, found.relation) == ("stated", "since")
    (found,) = find_dates("昨年まで", language="ja", context=DateContext(DAY))
    assert (found.basis, found.relation) == ("relative", "until")
    (found,) = find_dates("12月2日", language="ja", context=DateContext(DAY))
    assert found.basis == "completed"


def test_a_month_without_a_year_does_not_lie_after_the_document() -> None:
    assert read("12月2日", last=Day(2025)) == ["2024-12-02"]
    assert read("2月2日", last=Day(2025)) == ["2025-02-02"]
    assert read("11月2日", last=Day(2017, 9)) == ["2017-11-02"]


PIECES = [
    "昨年",
    "2024年",
    "24年",
    "令和5年",
    "8月",
    "18日",
    "同日",
    "翌月",
    "〜",
    "（",
    "）",
    "の",
    "年代",
    "年度",
    "末",
    "last ",
    "August ",
    "2024",
    "9999年",
    "0年",
    "２年",
    "지난해 ",
    "13일",
    "the following month",
    "99",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=10), st.dates(date(1900, 1, 1), date(2100, 12, 31))
)
def test_any_text_yields_dates_within_it(pieces: list[str], day: date) -> None:
    text = "".join(pieces)
    for language in ("ja", "en", "ko", "zh", "ru"):
        context = DateContext(day)
        end = 0
        for found in find_dates(text, language=language, context=context):
            assert end <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.text
            assert is_edtf(found.edtf)
            end = found.end
