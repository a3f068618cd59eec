import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.outlook.dates import month_of, reader_date
from shiome.vocabulary.edtf import is_edtf


@pytest.mark.parametrize(
    ("edtf", "ja", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2025-09", "2025年9月", "September 2025"),
        ("2025-09-03", "2025年9月3日", "3 September 2025"),
        ("../2024-12-06", "2024年12月6日まで", "by 6 December 2024"),
        ("/2024-12-06", "2024年12月6日まで", "by 6 December 2024"),
        ("2025-01/..", "2025年1月以降", "since January 2025"),
        ("2024-12-02/2024-12-03", "2024年12月2日～3日", "2–3 December 2024"),
        ("2024-03/2024-05", "2024年3月～5月", "March – May 2024"),
        ("2023-12/2024-02", "2023年12月～2024年2月", "December 2023 – February 2024"),
        ("2025-06/2025-12-31", "2025年6月～2025年12月31日", "June 2025 – 31 December 2025"),
        ("2032-21", "2032年春", "spring 2032"),
        ("2024-06~", "2024年6月ごろ", "about June 2024"),
        ("201X", "2010年代", "the 2010s"),
        ("2024-XX", "2024年", "2024"),
        ("", "", ""),
    ],
)
def test_dates_for_readers(edtf, ja, en):
    assert reader_date(edtf, "ja") == ja
    assert reader_date(edtf, "en") == en


def test_month():
    assert month_of("2025-05-21", "ja") == "2025年5月"
    assert month_of("../2024-12-06", "en") == "December 2024"


days = st.dates().map(str)
single = days | days.map(lambda d: d[:7]) | days.map(lambda d: d[:4])


@given(st.tuples(single, single, st.sampled_from(["ja", "en"])))
def test_every_date_can_be_read(case):
    first, last, language = case
    for edtf in (first, f"{first}/..", f"../{last}", f"{first}/{last}", f"{first}~"):
        if is_edtf(edtf):
            text = reader_date(edtf, language)
            assert text
            assert "/" not in text
            assert str(int(first[:4])) in text or str(int(last[:4])) in text
