"""The periods a yardstick is measured over, and bringing series to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from shiome.region.schema.yardsticks import Yardstick
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.dyads.triads import combined
from shiome.yardsticks.series import Period, Point, Series, bounds_of, period_of, periods_between


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From the first day to the last, in periods."""

    period: Period
    first: date
    last: date

    @property
    def periods(self) -> Sequence[str]:
        """Names of the periods."""
        return periods_between(self.first, self.last, self.period)

    def ends(self) -> list[tuple[str, date]]:
        """Each period with the day on which it is looked at: its last, and none after the last of all."""
        return [(when, min(bounds_of(when, self.period)[1], self.last)) for when in self.periods]


def span_of(yardstick: Yardstick, last: date) -> Span:
    """The span of a yardstick as of the last day of which anything is known."""
    first = parse_edtf(yardstick.since).earliest or date.min
    return Span(period=yardstick.period, first=min(first, last), last=last)


def held_over(series: Series, span: Span) -> Series:
    """A series of longer periods (sessions, months, years) on the periods of a span: each takes the value of the one its end lies in.

    A shorter period is averaged over those that end in the period.
    """
    known = {point.when: point for point in series}
    points = []
    for when, end in span.ends():
        inside = [p for p in series if period_of(bounds_of(p.when, series.period)[1], span.period) == when]
        if len(inside) > 1:
            points.append(_average(when, inside))
            continue
        point = known.get(period_of(end, series.period)) or (inside[0] if inside else None)
        points.append(msgspec.structs.replace(point, when=when) if point is not None else Point(when=when))
    return Series(period=span.period, points=tuple(points), unit=series.unit)


def _average(when: str, points: Sequence[Point]) -> Point:
    full = [p for p in points if p.value is not None]
    if not full:
        return Point(when=when)
    lows = [p.low for p in full if p.low is not None]
    highs = [p.high for p in full if p.high is not None]
    return Point(
        when=when,
        value=sum(p.value or 0.0 for p in full) / len(full),
        low=sum(lows) / len(lows) if lows else None,
        high=sum(highs) / len(highs) if highs else None,
        n=sum(p.n for p in full),
        inputs=tuple(dict.fromkeys(name for p in full for name in p.inputs)),
    )


def lagging(series: Sequence[Series]) -> Series:
    """The lowest of several series in each period: a surface is no closer than the line that lags behind. Missing where one is."""
    return combined(lambda *values: min(values), *series, unit=series[0].unit)


def mean_of(series: Sequence[Series]) -> Series:
    """The mean of those that have a value in a period."""
    points = []
    for row in zip(*(one.points for one in series), strict=True):
        full = [point for point in row if point.value is not None]
        points.append(_mean_point(row[0].when, full) if full else Point(when=row[0].when))
    return Series(period=series[0].period, points=tuple(points), unit=series[0].unit)


def _mean_point(when: str, full: Sequence[Point]) -> Point:
    """The mean of independent values: its bounds draw together as those of a mean do."""
    value = sum(p.value or 0.0 for p in full) / len(full)
    below = sum(((p.value or 0.0) - p.low) ** 2 for p in full if p.low is not None) ** 0.5 / len(full)
    above = sum((p.high - (p.value or 0.0)) ** 2 for p in full if p.high is not None) ** 0.5 / len(full)
    bounded = any(p.low is not None for p in full)
    return Point(
        when=when,
        value=value,
        low=value - below if bounded else None,
        high=value + above if bounded else None,
        n=sum(p.n for p in full),
        inputs=_inputs(full),
    )


def _inputs(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for point in points for name in point.inputs))
