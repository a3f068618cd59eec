from __future__ import annotations

from datetime import date

import pytest

from shiome.errors import QueryRefused
from shiome.vocabulary.edtf import contains, excludes, is_edtf, overlap, parse_edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-06-19", date(2024, 6, 19), date(2024, 6, 19), "day"),
        ("2024-06-19T15:15Z", date(2024, 6, 19), date(2024, 6, 19), "time"),
        ("2024-06-19T15:15:30+09:00", date(2024, 6, 19), date(2024, 6, 19), "time"),
        ("2024-12-02/2024-12-03", date(2024, 12, 2), date(2024, 12, 3), "interval"),
        ("../2024-12-06", None, date(2024, 12, 6), "interval"),
        ("/2024-12-06", None, date(2024, 12, 6), "interval"),
        ("2024-06/..", date(2024, 6, 1), None, "interval"),
        ("2024-06/", date(2024, 6, 1), None, "interval"),
        ("2025-21", date(2025, 3, 1), date(2025, 5, 31), "season"),
        ("2025-22", date(2025, 6, 1), date(2025, 8, 31), "season"),
        ("2025-23", date(2025, 9, 1), date(2025, 11, 30), "season"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2025-33", date(2025, 1, 1), date(2025, 3, 31), "season"),
        ("2025-36", date(2025, 10, 1), date(2025, 12, 31), "season"),
        ("2025-41", date(2025, 7, 1), date(2025, 12, 31), "season"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), "century"),
        ("2024-XX", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-1X-31", date(2024, 10, 31), date(2024, 12, 31), "year"),
        ("202X-02-29", date(2020, 2, 29), date(2028, 2, 29), "decade"),
    ],
)
def test_reads_first_and_last_day(text: str, earliest: date | None, latest: date | None, precision: str) -> None:
    read = parse_edtf(text)
    assert (read.earliest, read.latest, read.precision, str(read)) == (earliest, latest, precision, text)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2024?", True, False),
        ("2024-06~", False, True),
        ("2024-06-19%", True, True),
        ("?2024-06", True, False),
        ("2024-~06-19", False, True),
    ],
)
def test_reads_qualifiers(text: str, uncertain: bool, approximate: bool) -> None:
    read = parse_edtf(text)
    assert (read.uncertain, read.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    "text",
    ["", "..", "/", "../..", "June 2024", "2024-13", "2024-02-30", "2023-02-29", "24-06", "2024-6", "2024-06-19T25:00Z", "2024/2023",
     "2024-06-19/2024-06-18", "0000", "2024-42", "2024-21-01", "2024/2025/2026", "２０２４", "2024-06-19T10:00Z/2024-06-19T09:00Z",
     "2024-02-3X", "２０２４-06-19T10:00Z"],
)  # fmt: skip
def test_refuses_in_one_line(text: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        parse_edtf(text)
    assert caught.value.code == "date.form"
    assert "\n" not in str(caught.value)
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024-12-02", "2024-12-03", True),
        ("2024-12", "2024-12-03", False),
        ("2024-12-02/2024-12-03", "2024-12-03", False),
        ("../2024-12-06", "2024-12-07", True),
        ("../2024-12-06", "2023", False),
        ("2024-12-02~", "2024-12-03", False),
        ("2024-12-02?", "2024-12-09", True),
        ("2024~", "2025-06", False),
        ("2024-10~/2024-12-02", "2025", False),
        ("2024-12-03T14:27Z", "2024-12-03T23:27+09:00", False),
        ("2024-12-03T15:30Z", "2024-12-04T00:30+09:00", False),
        ("2024-12-03T14:27Z", "2024-12-03T14:23Z", True),
        ("2024-12-03T14:27Z", "2024-12-03", False),
    ],
)
def test_excludes_what_cannot_both_be_right(a: str, b: str, expected: bool) -> None:
    assert excludes(parse_edtf(a), parse_edtf(b)) is expected
    assert excludes(parse_edtf(b), parse_edtf(a)) is expected


def test_contains_and_overlap() -> None:
    assert contains(parse_edtf("2024"), parse_edtf("2024-06/2024-09"))
    assert not contains(parse_edtf("2024-06"), parse_edtf("2024"))
    assert contains(parse_edtf("../2024-12-06"), parse_edtf("../2023"))
    assert not contains(parse_edtf("2024"), parse_edtf("../2024-06"))
    assert overlap(parse_edtf("2024-06/.."), parse_edtf("../2024-06-01"))


def test_sort_key_orders_a_chronology() -> None:
    texts = ["2025", "2024-06-19T15:15Z", "2024-06-19", "../2024-12-06", "2024-06"]
    assert sorted(texts, key=lambda t: parse_edtf(t).sort_key) == [
        "2024-06",
        "2024-06-19",
        "2024-06-19T15:15Z",
        "../2024-12-06",
        "2025",
    ]
