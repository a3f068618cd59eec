from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.vocabulary.edtf import contains, excludes, is_edtf, overlap, parse_edtf

days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))
qualifiers = st.sampled_from(["", "?", "~", "%"])
singles = st.builds(lambda d, n, q: d.isoformat()[:n] + q, days, st.sampled_from([4, 7, 10]), qualifiers)
seasons = st.builds(lambda y, s: f"{y:04d}-{s}", st.integers(1, 9998), st.integers(21, 41))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first, last = sorted((draw(days), draw(days)))
    form = draw(st.sampled_from(["{}/{}", "../{1}", "{0}/..", "/{1}", "{0}/"]))
    return form.format(first.isoformat(), last.isoformat())


dates = st.one_of(singles, seasons, intervals())


@given(dates)
def test_round_trip(text: str) -> None:
    assert str(parse_edtf(text)) == text
    assert parse_edtf(str(parse_edtf(text))) == parse_edtf(text)


@given(dates)
def test_never_ends_before_it_begins(text: str) -> None:
    read = parse_edtf(text)
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest


@given(dates, dates)
def test_overlap_is_symmetric_and_excluded_dates_do_not_overlap(first: str, second: str) -> None:
    a, b = parse_edtf(first), parse_edtf(second)
    assert overlap(a, b) == overlap(b, a)
    assert excludes(a, b) == excludes(b, a)
    assert not (excludes(a, b) and overlap(a, b))


@given(dates, dates, dates)
def test_contains_is_a_partial_order(first: str, second: str, third: str) -> None:
    a, b, c = parse_edtf(first), parse_edtf(second), parse_edtf(third)
    assert contains(a, a)
    assert not contains(a, b) or overlap(a, b)
    assert not (contains(a, b) and contains(b, c)) or contains(a, c)


@given(days)
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    text = day.isoformat()
    assert contains(parse_edtf(text[:7]), parse_edtf(text))
    assert contains(parse_edtf(text[:4]), parse_edtf(text[:7]))
    assert contains(parse_edtf(text[:3] + "X"), parse_edtf(text[:4]))


@given(st.lists(dates, max_size=6))
def test_sort_keys_compare(texts: list[str]) -> None:
    ordered = sorted(texts, key=lambda t: parse_edtf(t).sort_key)
    assert sorted(ordered) == sorted(texts)


@given(st.text(max_size=12) | st.text("0123456789X-/.?~%TZ:+", max_size=24))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    if is_edtf(text):
        assert str(parse_edtf(text)) == text.strip()
        return
    with pytest.raises(QueryRefused) as caught:
        parse_edtf(text)
    assert "\n" not in str(caught.value)
