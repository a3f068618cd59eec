"""Published daily dyad scores, and the published conversion behind the table of tones."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.external.sources import BESIDE

from shiome.yardsticks.dyads.daily import DailyScores, daily_series, read_daily
from shiome.yardsticks.dyads.daily_store import load_daily, open_daily
from shiome.yardsticks.dyads.tone import goldstein_of, tones
from shiome.yardsticks.series import Series

DATA = Path(os.environ.get("SHIOME_DATA", BESIDE / "data"))
FILES = sorted((DATA / "dyads").glob("*.csv"))
ABSENT = f"no daily dyad scores in {DATA / 'dyads'}: set SHIOME_DATA"
SIX_STATES = DATA / "dyads" / "gdelt2_daily_dyad_score_2018-2024_6states.csv"
_CONVERSION = re.compile(r"(\d{3,4}): *([A-Z]+) *, *([a-z-]*) *,")


@pytest.fixture(scope="module")
def daily() -> DailyScores:
    if not SIX_STATES.is_file():
        pytest.skip(ABSENT)
    return read_daily([SIX_STATES])


@pytest.mark.skipif(not FILES, reason=ABSENT)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_tells_its_days_and_those_that_are_missing(path: Path) -> None:
    read = read_daily([path])
    with path.open(encoding="utf-8", newline="") as stream:
        told = {row["date"] for row in csv.DictReader(stream)}
    days = {(read.first + timedelta(days=n)).isoformat() for n in range((read.last - read.first).days + 1)}
    assert told <= days
    assert {day.isoformat() for day in read.missing_days} == days - told
    for pair in read.pairs:
        weeks = daily_series(read, *pair)
        assert sum(p.n for p in daily_series(read, *pair, fill="none")) == len(told)
        assert all(p.low <= p.value <= p.high for p in weeks if p.value is not None)


def weekly(daily: DailyScores, one: str, other: str, **options) -> Series:
    return daily_series(daily, one, other, period="week", **options)


def extreme(series: Series, which) -> str:
    known = [point for point in series if point.value is not None]
    return str(which(known, key=lambda point: point.value).when)


def test_ninety_six_days_are_missing_and_reported_so(daily: DailyScores) -> None:
    assert (daily.first, daily.last) == (date(2018, 1, 1), date(2024, 2, 23))
    assert len(daily.missing_days) == 96
    assert daily.missing_days[0] == date(2019, 3, 9)
    assert len(daily.pairs) == 15
    days = daily_series(daily, "KOR", "JPN", period="day")
    assert len(days.missing) == 96


@pytest.mark.parametrize("fill", ["mean", "none"])
@pytest.mark.parametrize("signed_log", [False, True])
@pytest.mark.parametrize("volume", ["none", "log"])
@pytest.mark.parametrize(
    ("one", "other", "which", "week"),
    [
        ("KOR", "JPN", max, "2023-08-20"),
        ("KOR", "JPN", min, "2019-07-28"),
        ("PRK", "JPN", min, "2022-10-09"),
        ("PRK", "KOR", min, "2022-11-06"),
        ("PRK", "KOR", max, "2018-03-11"),
        ("PRK", "RUS", max, "2023-09-17"),
        ("PRK", "CHN", max, "2019-06-23"),
    ],
)
def test_extreme_weeks(daily: DailyScores, one, other, which, week, fill, signed_log, volume) -> None:
    assert extreme(weekly(daily, one, other, fill=fill, signed_log=signed_log, volume=volume), which) == week
    assert extreme(weekly(daily, other, one, fill=fill, signed_log=signed_log, volume=volume), which) == week


def test_one_extreme_week_hangs_on_its_missing_days(daily: DailyScores) -> None:
    """With four of seven days a week would pass for the highest: with five as the least it does not."""
    loose = weekly(daily, "KOR", "JPN", least=0.5)
    assert extreme(loose, max) == "2023-03-19"
    assert next(point.n for point in loose if point.when == "2023-03-19") == 4
    assert next(point.value for point in weekly(daily, "KOR", "JPN") if point.when == "2023-03-19") is None


def test_the_level_of_one_pair_rises_in_july_2023(daily: DailyScores) -> None:
    """The split of the last three years that explains most lies within two weeks of the one that was found in the literature."""
    series = [point for point in weekly(daily, "PRK", "RUS", signed_log=True) if point.value is not None]
    late = [point for point in series if point.when >= "2020-07-01"]
    values = [point.value for point in late]

    def rest(split: int) -> float:
        parts = (values[:split], values[split:])
        return sum(sum((v - sum(part) / len(part)) ** 2 for v in part) for part in parts)

    best = late[min(range(4, len(values) - 4), key=rest)].when
    assert abs((date.fromisoformat(best) - date(2023, 7, 23)).days) <= 14


def test_the_store_gives_back_what_the_file_holds(daily: DailyScores, tmp_path: Path) -> None:
    report = load_daily([SIX_STATES], tmp_path / "dyads", known={code for pair in daily.pairs for code in pair})
    assert (report.days, len(report.missing)) == (2149, 96)
    assert weekly(open_daily(tmp_path / "dyads"), "PRK", "RUS") == weekly(daily, "PRK", "RUS")


def test_tones_are_the_means_over_the_published_conversion() -> None:
    path = DATA / "plover" / "CAMEO2PLOVER-2021.txt"
    if not path.is_file():
        pytest.skip(f"no conversion at {path}: set SHIOME_DATA")
    # A code that stands there twice counts once.
    found = {m[1]: (m[2], m[3]) for text in path.read_text().splitlines() if (m := _CONVERSION.match(text))}
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for code, (kind, mode) in found.items():
        weight = goldstein_of(code)
        assert weight is not None
        weights[kind, ""].append(weight)
        if mode:
            weights[kind, mode].append(weight)
    table = tones()
    for (kind, mode), listed in weights.items():
        if kind not in table.departures:
            entry = table.tones[kind]
            assert (entry.modes[mode] if mode else entry.tone) == pytest.approx(sum(listed) / len(listed), abs=0.006)
            assert mode or entry.codes == len(listed)
