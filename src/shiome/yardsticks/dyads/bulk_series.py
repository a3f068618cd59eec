"""Series of one pair from what a bulk feed tells of it by period."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from shiome.yardsticks.dyads.bulk import DyadPeriod, FeedPeriod
from shiome.yardsticks.dyads.decay import TONE_SCALE
from shiome.yardsticks.dyads.intervals import count_bounds, mean_bounds, share_bounds
from shiome.yardsticks.dyads.told import Numbers
from shiome.yardsticks.series import Point, Series, bounds_of, period_of, periods_between


class FeedSeries(msgspec.Struct, frozen=True, kw_only=True):
    """What one feed tells of a pair."""

    tone: Series
    """Weighted mean tone; missing where nothing passed between the two."""
    events: Series
    """Number of events between the two; 0 where the feed tells of others alone, missing where it tells of nothing."""
    share: Series
    """Events between the two as a share of all in which either takes part: corrected for how much the feed reports of them."""


def feed_series(rows: Iterable[DyadPeriod], feed: str, one: str, other: str, *, period: FeedPeriod) -> FeedSeries:
    """The series of a pair, in either order, from the rows of :func:`~shiome.yardsticks.dyads.bulk.dyad_periods`.

    Parameters
    ----------
    period:
        The one for which the rows were counted.
    """
    pair = (min(one, other), max(one, other))
    mine = sorted(
        (row for row in rows if row.feed == feed and (row.one, row.other) == pair), key=lambda row: row.starts
    )
    names = [period_of(row.starts, period) for row in mine]
    every = list(periods_between(mine[0].starts, bounds_of(names[-1], period)[1], period)) if mine else []
    events = np.array([row.events for row in mine], dtype=float)
    volume = np.array([row.volume for row in mine], dtype=float)
    number = np.array([row.number for row in mine], dtype=float)
    tone = np.array([row.tone or 0.0 for row in mine], dtype=float)
    spread = np.array([row.spread or 0.0 for row in mine], dtype=float)
    share = np.divide(events, volume, out=np.zeros_like(events), where=volume > 0)
    told = [(name, row.events) for name, row in zip(names, mine, strict=True)]

    def series(values: Numbers, bounds: tuple[Numbers, Numbers], known: Numbers, unit: str) -> Series:
        found = {
            name: Point(when=name, value=value, low=low, high=high, n=n, inputs=(f"feed:{feed}/{name}",))
            for (name, n), value, low, high, is_known in zip(
                told, values.tolist(), bounds[0].tolist(), bounds[1].tolist(), (known > 0).tolist(), strict=True
            )
            if is_known
        }
        return Series(period=period, points=tuple(found.get(name, Point(when=name)) for name in every), unit=unit)

    tone_bounds = mean_bounds(tone, spread, np.where(number > 0, number, 1.0), scale=TONE_SCALE)
    return FeedSeries(
        tone=series(tone, tone_bounds, number, "tone"),
        events=series(events, count_bounds(events), np.ones_like(events), "events"),
        share=series(share, share_bounds(share, volume), volume, "share"),
    )
