"""What falls due next: overdue first, open only."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.futures.ledger.judgements import judgement

from shiome.futures.ledger.due import due_next

TODAY = date(2025, 6, 15)


def test_open_judgements_come_by_their_day_and_others_not_at_all():
    rows = due_next(
        [
            judgement(id="later", due="2026"),
            judgement(id="over", due="2025-05"),
            judgement(id="today", due="2025-06-15"),
            judgement(id="proposed", due="2025-07", status="proposed"),
            judgement(id="rejected", due="2025-07", status="rejected"),
            judgement(id="undated", due=""),
            judgement(id="unreadable", due="some day"),
            judgement(id="endless", due="2025/.."),
            judgement(id="settled", due="2025-05", settled=True, outcome="true"),
            judgement(id="forecast", due="2025-05", about="forecast:over"),
        ],
        today=TODAY,
    )
    assert [(row.judgement.id, row.days, row.overdue, row.counts) for row in rows] == [
        ("over", -15, True, True),
        ("today", 0, False, True),
        ("proposed", 46, False, False),
        ("later", 564, False, True),
    ]


@given(st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31))), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_by_a_day_is_the_first_part_of_the_whole(days, by):
    found = [judgement(id=str(n), due=day.isoformat()) for n, day in enumerate(days)]
    whole = due_next(found, today=TODAY)
    assert len(whole) == len(days)
    assert due_next(found, today=TODAY, by=by) == tuple(row for row in whole if row.last <= by)
    assert [row.last for row in whole] == sorted(row.last for row in whole)
