"""Moments: whatever stands in the column, nothing raises, and what a moment was written as does not matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.sanctions.positions.moments import read_moments

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)


def milliseconds(moment: datetime) -> int:
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


@given(MOMENTS, st.integers(-720, 840))
def test_every_way_of_writing_gives_the_moment(moment: datetime, minutes: int) -> None:
    there = moment.astimezone(timezone(timedelta(minutes=minutes)))
    written = [
        moment.isoformat().replace("+00:00", "Z"),
        moment.strftime("%Y-%m-%d %H:%M:%S.%f"),
        moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC"),
        there.isoformat(),
    ]
    time, good = read_moments(pa.array(written))
    assert good.all()
    assert set(time.tolist()) == {milliseconds(moment)}


@given(st.integers(631_152_000, 4_000_000_000))
def test_seconds_and_milliseconds_are_told_apart(seconds: int) -> None:
    time, good = read_moments(pa.array([str(seconds), f"{seconds}.0", str(seconds * 1000)]))
    assert good.all()
    assert set(time.tolist()) == {seconds * 1000}


@given(st.lists(st.text(max_size=30), max_size=5))
def test_nothing_raises(texts: list[str]) -> None:
    time, good = read_moments(pa.array(texts, pa.string()))
    assert len(time) == len(good) == len(texts)


@pytest.mark.parametrize(
    "text", ["2025-13-01T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z", "2025-01-01", ""]
)
def test_what_is_no_moment_is_not_read(text: str) -> None:
    assert read_moments(pa.array([text]))[1].tolist() == [False]
