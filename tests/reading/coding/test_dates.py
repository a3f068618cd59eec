from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.coding.dates.find import DateContext, Day, find_dates
from shiome.vocabulary.edtf import is_edtf

DAY = date(2025, 3, 10)


def read(text: str, language: str = "ja", last: Day | None = None) -> list[str]:
    context = DateContext(DAY, last)
    dates = find_dates(text, language=language, context=context)
    for found in dates:
        assert text[found.start : found.end] == found.text
        assert is_edtf(found.edtf)
    return [found.edtf for found in dates]


PHRASES = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        pytest.param(language, str(text), edtf if isinstance(edtf, list) else [edtf], id=f"{language}-{text}")
        for language, rows in PHRASES.items()
        for text, edtf in rows
    ],
)
def test_phrases(language: str, text: str, edtf: list[str]) -> None:
    assert read(text, language) == [str(found) for found in edtf]


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
