"""Dyads by period from bulk feeds, against a plain count row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from tests.yardsticks.dyads.conftest import ACTORS

from shiome.bulk import open_feed
from shiome.bulk.feeds import FEEDS
from shiome.errors import NotKnown, QueryRefused
from shiome.yardsticks.dyads.bulk import DyadPeriod, dyad_periods
from shiome.yardsticks.dyads.bulk_series import feed_series
from shiome.yardsticks.dyads.tone import tone_of
from shiome.yardsticks.series import bounds_of, period_of


def parties(row: dict, side: str) -> set[str]:
    written = row[f"{side}_{FEEDS[row['feed']].actor_column}"] or ""
    return {ACTORS[name] for name in written.split(";") if name in ACTORS}


def counted_plainly(folder: Path, *, period: str, as_of: date | None = None, weight: str = "events") -> dict:
    """Key to events, together, volume, tone."""
    codes = sorted(set(ACTORS.values()))
    pairs = [(one, other) for n, one in enumerate(codes) for other in codes[n + 1 :]]
    events, together, volume = Counter(), Counter(), Counter()
    tones: dict[tuple, list[tuple[float, float]]] = defaultdict(list)
    covered = set()
    for row in open_feed(folder, as_of=as_of).to_pyarrow().to_pylist():
        starts = bounds_of(period_of(row["event_first"], period), period)[0]
        covered.add((row["feed"], starts))
        source, target = parties(row, "source"), parties(row, "target")
        tone = row["intensity"] if row["intensity"] is not None else tone_of(row["plover"])
        for one, other in pairs:
            key = (row["feed"], starts, one, other)
            volume[key] += bool({one, other} & (source | target))
            together[key] += {one, other} <= (source | target)
            if (one in source and other in target) or (other in source and one in target):
                events[key] += 1
                if tone is not None:
                    heavy = 1 if weight == "events" else row[weight] if row[weight] is not None else 1
                    tones[key].append((tone, max(1, heavy)))
    found = {}
    for feed, starts in covered:
        for one, other in pairs:
            key = (feed, starts, one, other)
            total = sum(w for _, w in tones[key])
            mean = sum(t * w for t, w in tones[key]) / total if total else None
            found[key] = (events[key], together[key], volume[key], mean)
    return found


@pytest.mark.parametrize(
    ("period", "as_of", "weight"),
    [
        ("month", None, "events"),
        ("week", None, "mentions"),
        ("quarter", date(2024, 6, 14), "events"),
        ("year", None, "articles"),
    ],
)
def test_the_expression_counts_as_a_plain_loop_does(feeds: Path, period: str, as_of: date | None, weight: str) -> None:
    wanted = counted_plainly(feeds, period=period, as_of=as_of, weight=weight)
    rows = dyad_periods(feeds, ACTORS, period=period, as_of=as_of, weight=weight)
    assert [(r.feed, r.starts, r.one, r.other) for r in rows] == sorted(wanted)
    assert any(r.events for r in rows)
    for row in rows:
        events, together, volume, tone = wanted[row.feed, row.starts, row.one, row.other]
        assert (row.events, row.together, row.volume) == (events, together, volume)
        if tone is None:
            assert row.tone is None
        else:
            assert row.tone == pytest.approx(tone, abs=0.0006)


def test_shares_and_numbers_are_within_bounds(feeds: Path) -> None:
    for row in dyad_periods(feeds, ACTORS, weight="mentions"):
        assert 0 <= row.imprecise <= row.events <= row.together <= row.volume
        if row.tone is not None:
            assert -10 <= row.tone <= 10
            assert 0 <= row.spread <= 100
            assert 1 <= row.number <= row.events


def test_as_of_a_day_sees_less_and_nothing_later(feeds: Path) -> None:
    day = date(2024, 6, 14)
    rows = dyad_periods(feeds, ACTORS, period="week", as_of=day)
    assert rows
    assert max(row.starts for row in rows) <= day
    assert sum(row.events for row in rows) < sum(row.events for row in dyad_periods(feeds, ACTORS, period="week"))


def test_series_of_a_pair(feeds: Path) -> None:
    rows = dyad_periods(feeds, ACTORS, period="week")
    found = feed_series(rows, "gdelt", "KOR", "JPN", period="week")
    assert found == feed_series(reversed(rows), "gdelt", "JPN", "KOR", period="week")
    mine = [row for row in rows if (row.feed, row.one, row.other) == ("gdelt", "JPN", "KOR")]
    assert found.events.values == tuple(float(row.events) for row in mine)
    assert len({len(series.points) for series in (found.tone, found.events, found.share)}) == 1
    for tone, events, share in zip(found.tone, found.events, found.share, strict=True):
        assert events.low <= events.value <= events.high
        assert share.low <= share.value <= share.high
        assert (tone.value is None) == (events.value == 0)
        assert tone.value is None or -10 <= tone.low <= tone.value <= tone.high <= 10
        assert events.inputs == (f"feed:gdelt/{events.when}",)
    assert feed_series(rows, "gdelt", "KOR", "XXX", period="week").tone.points == ()


def test_a_period_of_which_the_feed_tells_nothing_is_missing_and_one_without_the_pair_is_zero() -> None:
    def row(month: int, events: int) -> DyadPeriod:
        return DyadPeriod(
            "gdelt", date(2024, month, 1), "A", "B", events, 0, events, 10, 1.0 if events else None, 2.0, events, events
        )

    found = feed_series([row(1, 4), row(2, 0), row(5, 2)], "gdelt", "A", "B", period="month")
    assert found.events.values == (4.0, 0.0, None, None, 2.0)
    assert found.share.values == (0.4, 0.0, None, None, 0.2)
    assert found.tone.values == (1.0, None, None, None, 1.0)


def test_one_actor_is_no_dyad_and_an_empty_store_is_told(feeds: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryRefused, match=r"bulk.actors"):
        dyad_periods(feeds, {"JPN": "JPN"})
    with pytest.raises(QueryRefused, match=r"bulk.column"):
        dyad_periods(feeds, ACTORS, by={"gdelt": "hat"})
    with pytest.raises(NotKnown, match=r"bulk.empty"):
        dyad_periods(tmp_path, ACTORS)
