"""Daily files are read whole or refused in one line; missing days stay missing; weeks end on Sunday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import log1p
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused, NotKnown, ShiomeError, StoreUnavailable
from shiome.yardsticks.dyads.daily import DailyScores, daily_series, read_daily
from shiome.yardsticks.dyads.daily_store import FILE, load_daily, open_daily

HEADER = "date,AAA_AAA,AAA_BBB,CCC_AAA,BBB_CCC,sum_abs_all"
MONDAY = date(2024, 1, 1)


def line(day: date, one: float = 1.0, two: float = -2.0, three: float = 3.0, volume: float = 100.0) -> str:
    return f"{day},0.0,{one},{two},{three},{volume}"


def written(folder: Path, *lines: str, name: str = "scores.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def days(count: int, start: date = MONDAY) -> list[date]:
    return [start + timedelta(days=n) for n in range(count)]


def test_a_file_is_read_in_the_order_of_days_and_pairs_have_no_direction(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *(line(day, one=day.day) for day in reversed(days(7))))
    daily = read_daily([path])
    assert daily.pairs == (("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC"))
    assert daily.of("BBB", "AAA").tolist() == daily.of("AAA", "BBB").tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert daily.of("AAA", "CCC").tolist() == [-2.0] * 7
    assert (daily.first, daily.last) == (MONDAY, date(2024, 1, 7))


def test_days_without_a_row_and_empty_cells_are_missing_not_zero(tmp_path: Path) -> None:
    lines = [line(day) for day in days(14) if day.day not in (3, 4, 5, 10)]
    lines[0] = f"{MONDAY},0,,NA,3.0,100"
    daily = read_daily([written(tmp_path, HEADER, *lines)])
    assert [day.day for day in daily.missing_days] == [3, 4, 5, 10]
    weeks = daily_series(daily, "BBB", "CCC")
    assert [(p.when, p.n, p.value) for p in weeks] == [("2024-01-07", 0, None), ("2024-01-14", 6, 21.0)]
    assert np.isnan(daily.of("AAA", "BBB")[0])


def test_the_plain_sum_of_known_days_is_there_as_a_variant(tmp_path: Path) -> None:
    daily = read_daily([written(tmp_path, HEADER, *(line(day) for day in days(9)))])
    assert daily_series(daily, "BBB", "CCC", fill="none").values == (21.0, 6.0)
    assert daily_series(daily, "BBB", "CCC", least=0.1).values == (21.0, 21.0)


def test_volume_correction_and_signed_log(tmp_path: Path) -> None:
    daily = read_daily([written(tmp_path, HEADER, *(line(day) for day in days(7)))])
    share = daily_series(daily, "AAA", "CCC", volume="share").values[0]
    assert share == pytest.approx(-14 / 700)
    assert daily_series(daily, "AAA", "CCC", volume="log").values[0] == pytest.approx(-14 / log1p(700))
    assert daily_series(daily, "AAA", "CCC", signed_log=True).values[0] == pytest.approx(-log1p(14))


def test_the_interval_holds_the_value_and_widens_with_missing_days(tmp_path: Path) -> None:
    def reach(gone: set[int]) -> float:
        lines = [line(day, three=10.0 * (day.day % 2)) for day in days(70) if (day - MONDAY).days not in gone]
        point = daily_series(read_daily([written(tmp_path, HEADER, *lines)]), "BBB", "CCC", period="week").points[2]
        assert point.low <= point.value <= point.high
        return float(point.high - point.low)

    assert reach(set()) < reach({14, 16}) < 200


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e4, 1e4)), min_size=1, max_size=60),
    st.sampled_from(["week", "month", "quarter"]),
    st.sampled_from(["none", "share", "log"]),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_every_known_day_counts_in_one_period_and_no_other(scores, period, volume, signed_log) -> None:
    column = np.array([[np.nan if s is None else s] for s in scores], dtype=float)
    daily = DailyScores(first=MONDAY, pairs=(("AAA", "BBB"),), scores=column, volume=np.full(len(scores), 1e5))
    plain = daily_series(daily, "AAA", "BBB", period=period, fill="none", volume=volume, signed_log=signed_log)
    assert sum(p.n for p in plain) == sum(s is not None for s in scores)
    filled = daily_series(daily, "AAA", "BBB", period=period, volume=volume, signed_log=signed_log)
    for point, other in zip(filled, plain, strict=True):
        assert (point.value is None) or other.n == point.n
        assert (other.value is None) == (other.n == 0)
        if point.value is not None and point.low is not None:
            assert point.low <= point.value <= point.high


BAD: dict[str, tuple[Callable[[list[str]], list[str]], str, str]] = {
    "a day twice": (
        lambda rows: [*rows, line(MONDAY)],
        "dyads.duplicate",
        "line 9: 2024-01-01 stands in line 2 already",
    ),
    "a cell too many": (lambda rows: [*rows[:3], rows[3] + ",1", *rows[4:]], "dyads.columns", "line 4"),
    "a cell lost": (lambda rows: [*rows[:3], rows[3].replace(",0.0", "", 1), *rows[4:]], "dyads.columns", "line 4"),
    "cells shifted": (
        lambda rows: [*rows[:3], f"{date(2024, 1, 3)},1.0,-2.0,3.0,100.0,0.0"],
        "dyads.shifted",
        "line 4",
    ),
    "volume shifted": (lambda rows: [*rows[:3], f"{date(2024, 1, 3)},0,100.0,1.0,-2.0,3.0"], "dyads.shifted", "line 4"),
    "no number": (lambda rows: [*rows[:3], f"{date(2024, 1, 3)},0,x1,1.0,-2.0,300"], "dyads.number", "'x1'"),
    "not finite": (lambda rows: [*rows[:3], f"{date(2024, 1, 3)},0,inf,1.0,-2.0,300"], "dyads.number", "'inf'"),
    "no day": (lambda rows: [*rows, "2024-02-31,0,1,1,1,100"], "dyads.date", "2024-02-31"),
    "a day in another form": (lambda rows: [*rows, "20240301,0,1,1,1,100"], "dyads.date", "20240301"),
    "no date column": (lambda rows: [rows[0].replace("date", "day"), *rows[1:]], "dyads.header", "no column date"),
    "no volume column": (lambda rows: [row.rpartition(",")[0] for row in rows], "dyads.header", "sum_abs_all"),
    "a column twice": (lambda rows: [rows[0].replace("CCC_AAA", "AAA_BBB"), *rows[1:]], "dyads.header", "twice"),
    "a pair twice": (
        lambda rows: [rows[0].replace("CCC_AAA", "BBB_AAA"), *rows[1:]],
        "dyads.header",
        "AAA_BBB has two",
    ),
    "a pair lost": (
        lambda rows: [",".join(row.split(",")[:3] + row.split(",")[4:]) for row in rows],
        "dyads.header",
        "the pair AAA_CCC has no column",
    ),
    "an unknown code": (lambda rows: [rows[0].replace("CCC", "XXX"), *rows[1:]], "dyads.code", "'XXX' is not known"),
    "no code": (lambda rows: [rows[0].replace("CCC_AAA", "c_AAA"), *rows[1:]], "dyads.code", "'c' is not known"),
    "no rows": (lambda rows: rows[:1], "dyads.empty", "no rows"),
    "nothing": (lambda rows: [], "dyads.empty", "no rows"),
    "no text": (lambda rows: ["\0\0\0\0" * 50], "feed.encoding", "UTF-8"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_faulty_file_is_one_line_and_nothing_is_stored(fault: str, tmp_path: Path) -> None:
    change, code, told = BAD[fault]
    good = written(tmp_path, HEADER, *(line(day) for day in days(7, date(2023, 1, 2))), name="good.csv")
    store = tmp_path / "dyads"
    load_daily([good], store)
    kept = (store / FILE).read_bytes()
    bad = written(tmp_path, *change([HEADER, *(line(day) for day in days(7))]))
    with pytest.raises(InputRefused) as refused:
        load_daily([good, bad], store, known={"AAA", "BBB", "CCC"})
    assert refused.value.code == code
    for language in ("en", "ja"):
        assert refused.value.line(language).count("\n") == 0
        assert "scores.csv" in refused.value.line(language)
    assert told in str(refused.value)
    assert refused.value.hint
    assert (store / FILE).read_bytes() == kept
    assert [path.name for path in store.iterdir()] == [FILE]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"\[feed.unreadable\]"):
        load_daily([tmp_path / "none.csv"], tmp_path / "dyads")
    assert not (tmp_path / "dyads").exists()
    with pytest.raises(InputRefused, match=r"\[dyads.empty\]"):
        read_daily([])


def test_what_is_stored_comes_back_and_a_second_loading_changes_nothing(tmp_path: Path) -> None:
    store = tmp_path / "dyads"
    lines = [line(day, one=day.day / 3) for day in days(14) if day.day != 5]
    first = written(tmp_path, HEADER, *lines, name="a.csv")
    report = load_daily([first], store)
    assert (report.days, report.added, report.pairs) == (13, 13, 3)
    assert report.missing == (date(2024, 1, 5),)
    again = load_daily([first], store)
    assert (again.days, again.added) == (13, 0)
    read, kept = read_daily([first]), open_daily(store)
    assert np.array_equal(read.scores, kept.scores, equal_nan=True)
    assert np.array_equal(read.volume, kept.volume, equal_nan=True)
    assert (read.first, read.pairs) == (kept.first, kept.pairs)


def test_new_days_are_added_and_other_scores_of_a_day_refused(tmp_path: Path) -> None:
    store = tmp_path / "dyads"
    load_daily([written(tmp_path, HEADER, *(line(day) for day in days(5)))], store)
    more = load_daily([written(tmp_path, HEADER, *(line(day) for day in days(5, date(2024, 1, 10))))], store)
    assert (more.days, more.added, len(more.missing)) == (10, 5, 4)
    with pytest.raises(InputRefused, match=r"2024-01-03 .*\[dyads.conflict\]"):
        load_daily([written(tmp_path, HEADER, *(line(day, one=7.0) for day in days(5, date(2024, 1, 3))))], store)
    assert len(open_daily(store).missing_days) == 4


def test_as_of_a_day_nothing_later_is_seen(tmp_path: Path) -> None:
    store = tmp_path / "dyads"
    load_daily([written(tmp_path, HEADER, *(line(day) for day in days(20)))], store)
    assert open_daily(store, as_of=date(2024, 1, 9)).last == date(2024, 1, 9)
    with pytest.raises(NotKnown, match=r"dyads.none"):
        open_daily(store, as_of=date(2023, 12, 31))
    with pytest.raises(NotKnown, match=r"dyads.none"):
        open_daily(tmp_path / "elsewhere")


def test_a_pair_that_is_not_there_and_a_damaged_store(tmp_path: Path) -> None:
    store = tmp_path / "dyads"
    load_daily([written(tmp_path, HEADER, *(line(day) for day in days(5)))], store)
    with pytest.raises(NotKnown, match=r"dyads.pair"):
        open_daily(store).of("AAA", "ZZZ")
    (store / FILE).write_bytes(b"PAR1 broken")
    with pytest.raises(StoreUnavailable, match=r"dyads.store") as damaged:
        open_daily(store)
    assert isinstance(damaged.value, ShiomeError)


def test_files_of_different_pairs_are_refused(tmp_path: Path) -> None:
    a = written(tmp_path, HEADER, *(line(day) for day in days(5)), name="a.csv")
    b = written(tmp_path, "date,AAA_BBB,sum_abs_all", "2024-02-01,1,10", name="b.csv")
    with pytest.raises(InputRefused, match=r"b.csv has other pairs .*\[dyads.pairs\]"):
        read_daily([a, b])
