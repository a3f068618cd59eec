"""Turning points on published data: the Turing Change Point Dataset, daily dyad scores, ideal points of July 2025."""

from __future__ import annotations

import csv
import json
import math
import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import msgspec
import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.yardsticks.series import Point, Series
from shiome.yardsticks.turning.agreement import agreed_breaks
from shiome.yardsticks.turning.metrics import covering, f_measure
from shiome.yardsticks.turning.report import turning_points
from shiome.yardsticks.turning.settings import STANDARD

DATA = Path(os.environ.get("SHIOME_DATA", BESIDE / "data"))
DYADS = DATA / "dyads" / "gdelt2_daily_dyad_score_2018-2024_6states.csv"
IDEAL_POINTS = DATA / "unga" / "IdealpointsJuly2025.csv"
MARKS = DATA / "tcpd" / "annotations.json"
PUBLISHED = DATA / "tcpd" / "published_scores.csv"
SERIES = sorted(path for path in (DATA / "tcpd").glob("*.json") if path != MARKS)
DEFAULTS = ("zero", "binseg", "pelt", "bocpd")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no published data at {DATA}: set SHIOME_DATA")
needs_series = pytest.mark.skipif(not (SERIES and MARKS.is_file()), reason=f"no annotated series in {DATA / 'tcpd'}")


def _table(path: Path) -> np.ndarray:
    told = json.loads(path.read_text(encoding="utf-8"))
    columns = [[math.nan if value is None else value for value in one["raw"]] for one in told["series"]]
    return np.array(columns, dtype=float).T


def _published() -> dict[str, dict[str, float]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return {row.pop("dataset"): {key: float(value) for key, value in row.items() if value} for row in rows}


@pytest.fixture(scope="module")
def marks() -> dict[str, dict[str, list[int]]]:
    if not MARKS.is_file():
        pytest.skip(f"no annotations at {MARKS}")
    found: dict[str, dict[str, list[int]]] = json.loads(MARKS.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def scores(marks: dict[str, dict[str, list[int]]]) -> dict[str, tuple[int, float, float]]:
    """Series to its number of variables, cover and F1 under the one standard setting."""
    found = {}
    for path in SERIES:
        table, people = _table(path), marks[path.stem]
        breaks = agreed_breaks(table)
        found[path.stem] = table.shape[1], covering(people, breaks, len(table)), f_measure(people, breaks)
    return found


@needs_series
@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.stem)
def test_finding_nothing_scores_as_published(path: Path, marks: dict[str, dict[str, list[int]]]) -> None:
    published = _published().get(path.stem)
    if published is None:
        pytest.skip(f"no published scores of {path.stem}")
    people = marks[path.stem]
    assert round(covering(people, [], len(_table(path))), 4) == pytest.approx(published["zero_cover"], abs=1e-9)
    assert round(f_measure(people, []), 4) == pytest.approx(published["zero_f1"], abs=1e-9)


@needs_series
def test_one_setting_reaches_the_best_single_settings_known(scores: dict[str, tuple[int, float, float]]) -> None:
    single = [(cover, measure) for variables, cover, measure in scores.values() if variables == 1]
    assert fmean(cover for cover, _ in single) >= 0.723
    assert fmean(measure for _, measure in single) >= 0.758


@needs_series
@pytest.mark.parametrize("detector", DEFAULTS)
def test_it_stands_above_every_published_default(detector: str, scores: dict[str, tuple[int, float, float]]) -> None:
    published = _published()
    compared = [name for name, (variables, *_) in scores.items() if variables == 1 and name in published]
    for place, kind in ((1, "cover"), (2, "f1")):
        ours = fmean(scores[name][place] for name in compared)
        assert ours > fmean(published[name][f"{detector}_{kind}"] for name in compared)


@needs_series
def test_several_variables_together_give_the_run_log_exactly(scores: dict[str, tuple[int, float, float]]) -> None:
    if "run_log" not in scores:
        pytest.skip("no run_log among the series")
    assert scores["run_log"][2] == pytest.approx(1.0)


def _weekly(column: str) -> Series:
    """Seven times the mean of the known days of a week; a week without any is missing."""
    days: dict[date, list[float]] = defaultdict(list)
    with DYADS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            day = date.fromisoformat(row["date"])
            days[day + timedelta(days=6 - day.weekday())].append(float(row[column]))
    first, last = min(days), max(days)
    weeks = [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]
    return Series(
        period="week",
        points=tuple(
            Point(
                when=week.isoformat(), value=7 * fmean(days[week]) if week in days else None, n=len(days.get(week, ()))
            )
            for week in weeks
        ),
    )


@pytest.mark.skipif(not DYADS.is_file(), reason=f"no daily dyad scores at {DYADS}")
def test_the_weekly_scores_of_july_2023_break_upwards() -> None:
    report = turning_points(_weekly("PRK_RUS"), settings=msgspec.structs.replace(STANDARD, scale="signed_log"))
    near = [point for point in report.points if point.start <= "2023-08-06" and point.end >= "2023-07-09"]
    assert [point.direction for point in near] == ["up"]
    assert near[0].probability > 0.5
    rows = _weekly("PRK_RUS")
    broken = agreed_breaks(
        [math.nan if value is None else value for value in rows.values],
        settings=msgspec.structs.replace(STANDARD, scale="signed_log"),
    )
    whens = [date.fromisoformat(rows.points[row].when) for row in broken]
    assert any(abs((when - date(2023, 7, 23)).days) <= 14 for when in whens)


def _distance(one: str, other: str, variant: str) -> Series:
    told: dict[int, dict[str, float]] = defaultdict(dict)
    with IDEAL_POINTS.open(encoding="latin-1", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["iso3c"] in {one, other} and row[variant] not in {"", "NA"}:
                told[int(float(row["year"]))][row["iso3c"]] = float(row[variant])
    both = {year: abs(at[one] - at[other]) for year, at in told.items() if len(at) == 2}
    years = range(min(both), max(both) + 1)
    return Series(period="session", points=tuple(Point(when=str(year), value=both.get(year)) for year in years))


@pytest.fixture(scope="module")
def distances() -> tuple[Series, Series]:
    if not IDEAL_POINTS.is_file():
        pytest.skip(f"no ideal points at {IDEAL_POINTS}")
    return _distance("RUS", "PRK", "idealpointall"), _distance("RUS", "PRK", "idealpointfp")


def test_the_published_distances_are_those_read(distances: tuple[Series, Series]) -> None:
    whole, final = ({p.when: p.value for p in one} for one in distances)
    assert (whole["2021"], whole["2022"]) == (pytest.approx(0.426, abs=2e-3), pytest.approx(0.106, abs=2e-3))
    assert (final["2021"], final["2022"]) == (pytest.approx(0.287, abs=2e-3), pytest.approx(0.202, abs=2e-3))


def test_the_break_of_2022_depends_on_the_variant(distances: tuple[Series, Series]) -> None:
    whole, final = distances
    ratios = msgspec.structs.replace(STANDARD, scale="log")
    point = turning_points(whole, settings=ratios, variants={"final_passage": final}).points[-1]
    assert (point.start, point.end, point.direction) == ("2021", "2022", "down")
    assert point.variants == {"final_passage": False}
    assert point.hangs_on_variant
    # It stands on two values: a warning that few penalties confirm.
    assert point.probability > 0.5
    assert point.penalty_share < 0.5
    other = turning_points(final, settings=ratios)
    assert not any(point.end >= "2021" for point in other.points)
    assert other.early is not None
    assert other.early.probability < 0.1
