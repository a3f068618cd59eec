"""How far apart two actors stand, and where one stands, session by session."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from shiome.yardsticks.series import Point, Series
from shiome.yardsticks.votes.ideal.points import HIGH, LOW, IdealPoints
from shiome.yardsticks.votes.sessions import place_of, series_of
from shiome.yardsticks.votes.table import session_year

_NINETY = 1.6448536269514722
_UNIT = "standard deviations of all ideal points"


def positions(points: IdealPoints, actor: str) -> Series:
    """The ideal point of an actor by session, with the 90 % interval of its posterior."""
    found: dict[int, Point] = {}
    for session in points.sessions:
        row = points.row(actor, session)
        if row is not None:
            found[session] = Point(
                when=f"{session_year(session):04d}",
                value=row.mean,
                low=row.low,
                high=row.high,
                n=row.votes,
                inputs=(place_of(session),),
            )
    return series_of(found, unit=_UNIT)


def distances(points: IdealPoints, pair: tuple[str, str]) -> Series:
    """Distance between the ideal points of two actors by session.

    The value is the distance between the two posterior means. Its bounds are quantiles of the distance over the draws
    where these are there; otherwise, as for published tables, of the distance between two normal variables of which the
    table gives mean and 90 % interval, taken as independent. ``n`` is the smaller of their numbers of votes.
    """
    found: dict[int, Point] = {}
    for session in points.sessions:
        first, second = (points.place(actor, session) for actor in pair)
        if first is None or second is None:
            continue
        value = abs(float(points.mean[first]) - float(points.mean[second]))
        low, high = _bounds(points, first, second)
        found[session] = Point(
            when=f"{session_year(session):04d}",
            value=value,
            low=None if low is None else min(low, value),
            high=None if high is None else max(high, value),
            n=int(min(points.votes[first], points.votes[second])),
            inputs=(place_of(session),),
        )
    return series_of(found, unit=_UNIT)


def variants_beside(tables: Mapping[str, IdealPoints], pair: tuple[str, str]) -> dict[str, Series]:
    """The distances of a pair in every variant, side by side."""
    return {variant: distances(points, pair) for variant, points in tables.items()}


def _bounds(points: IdealPoints, first: int, second: int) -> tuple[float | None, float | None]:
    if points.draws is not None:
        apart = np.abs(points.draws[:, first].astype(np.float64) - points.draws[:, second])
        low, high = np.quantile(apart, (0.05, 0.95))
        return float(low), float(high)
    widths = points.quantiles[[first, second], HIGH] - points.quantiles[[first, second], LOW]
    if bool(np.isnan(widths).any()):
        return None, None
    middle = abs(float(points.mean[first]) - float(points.mean[second]))
    spread = float(np.sqrt((widths**2).sum())) / (2 * _NINETY)
    if spread == 0:
        return middle, middle
    return _folded(middle, spread, 0.05), _folded(middle, spread, 0.95)


def _folded(middle: float, spread: float, share: float) -> float:
    """Quantile of the absolute value of a normal variable, by halving."""
    low, high = 0.0, middle + 8 * spread
    for _ in range(60):
        half = (low + high) / 2
        root = spread * math.sqrt(2)
        below = 0.5 * (math.erf((half - middle) / root) + math.erf((half + middle) / root))
        low, high = (half, high) if below < share else (low, half)
    return (low + high) / 2
