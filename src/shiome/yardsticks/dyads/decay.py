"""Series of a pair from what was told of it: recent things count most, uncertain dates are spread, missing is not zero.

A thing told on day *d* has the freshness ``2 ** -((day - d) / half_life)`` on a later day, and none before *d*. Where its date is
uncertain, its freshness is the mean over the days that it may mean, those still to come counting nothing. A period is looked at
on its last day (the last one on the last day asked for, so that nothing later can enter).

With freshness *a* and weight *w* of each, the effective number of inputs is ``(sum w a)**2 / sum w**2 a``: *n* equal and fresh
things are worth *n*; they are worth half of that after a half-life, and less the more unequal their weights are (Kish 1965).

A half-life of ``None`` takes each period by itself: what lies in it counts by the share of its days that does, all else not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from shiome.errors import QueryRefused
from shiome.yardsticks.dyads.intervals import Bounds, count_bounds, mean_bounds, share_bounds
from shiome.yardsticks.dyads.told import Days, Numbers, Tellings, Told
from shiome.yardsticks.series import Period, Point, Series, bounds_of, periods_between

TONE_SCALE = (-10.0, 10.0)
LEAST = 0.25
"""Effective number of inputs below which a value is missing: one thing told, two half-lives ago."""
MOST_INPUTS = 40
"""A point names at most so many inputs, the weightiest."""
MATERIAL = 0.05
"""An input is material to a period where it weighs at least this part of the weightiest."""

Data = Sequence[Told] | Tellings


class _Sums(msgspec.Struct, frozen=True):
    """Per period: sums over all that was told, and what they rest on."""

    weight: Numbers
    """Sum of weight times freshness."""
    squares: Numbers
    """Sum of weight squared times freshness."""
    value: Numbers
    variance: Numbers
    material: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def n(self) -> Numbers:
        """Effective number of inputs."""
        return _ratio(self.weight**2, self.squares)


def decayed_mean(
    told: Data,
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    scale: tuple[float, float] = TONE_SCALE,
    least: float = LEAST,
    unit: str = "",
) -> Series:
    """Mean value, what is recent counting most.

    Parameters
    ----------
    told:
        Things told; those after ``last`` do not count, those before ``first`` count as far as they are fresh.
    half_life:
        Days after which a thing counts half; ``None`` takes each period by itself. One that is not above 0 is refused
        (``dyads.half_life``).
    scale:
        Lowest and highest value that there can be: the interval stays within, and few inputs leave it wide.
    least:
        Effective number of inputs below which the value is missing.
    """
    ends, names = _calendar(period, first, last)
    sums = _sums(_tellings(told), ends, half_life=half_life)
    known = sums.n >= least
    low, high = mean_bounds(sums.value, sums.variance, np.where(known, sums.n, 1.0), scale=scale)
    return _series(period, names, sums.value, (low, high), known=known, sums=sums, unit=unit)


def decayed_sum(
    told: Data,
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    covered: tuple[date, date] | None = None,
    unit: str = "",
) -> Series:
    """Stock of what was told: the sum of weights (values do not matter), each fading by its half-life.

    The interval is that of the rate behind the stock: of the number of such things that one would expect.

    Parameters
    ----------
    covered:
        First and last day of which one would know. A period before or after has no value; one within has, be it 0. Where it
        is not given, values begin with the first thing told.
    """
    ends, names = _calendar(period, first, last)
    tellings = _tellings(told)
    sums = _sums(tellings, ends, half_life=half_life)
    # A whole thing of usual weight: what the count behind the sum is measured in. It outlives the freshness of the last one.
    usual = _carried(_ratio(sums.squares, sums.weight), tellings)
    low, high = count_bounds(_ratio(sums.weight, usual))
    bounds = (np.minimum(low * usual, sums.weight), np.maximum(high * usual, sums.weight))
    known = _covered(ends, tellings, covered)
    return _series(period, names, sums.weight, bounds, known=known, sums=sums, unit=unit)


def decayed_share(
    told: Data,
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    least: float = LEAST,
    unit: str = "",
) -> Series:
    """Share of the weight told that has the property: values say how far each has it, from 0 (not) to 1 (wholly)."""
    ends, names = _calendar(period, first, last)
    sums = _sums(_tellings(told), ends, half_life=half_life)
    share = np.clip(sums.value, 0.0, 1.0)
    return _series(
        period, names, share, share_bounds(share, sums.n), known=sums.n >= least, sums=sums, unit=unit
    )  # fmt: skip


def decayed_balance(
    told: Data,
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    least: float = LEAST,
    by_size: bool = False,
    unit: str = "",
) -> Series:
    """``(towards - away) / (towards + away)``, from -1 to 1: by the sign of each value, what has the value 0 counting as neither.

    Parameters
    ----------
    by_size:
        Whether a value counts by its size as well, not by its sign alone.
    """
    ends, names = _calendar(period, first, last)
    tellings = _tellings(told)
    tellings = tellings.chosen(tellings.value != 0)
    weight = tellings.weight * np.abs(tellings.value) if by_size else tellings.weight
    towards = msgspec.structs.replace(tellings, value=(tellings.value > 0).astype(np.float64), weight=weight)
    sums = _sums(towards, ends, half_life=half_life)
    share = np.clip(sums.value, 0.0, 1.0)
    low, high = share_bounds(share, sums.n)
    bounds = (2.0 * low - 1.0, 2.0 * high - 1.0)
    return _series(period, names, 2.0 * share - 1.0, bounds, known=sums.n >= least, sums=sums, unit=unit)


def effective_number(told: Data, *, period: Period, first: date, last: date, half_life: float | None) -> Numbers:
    """Effective number of inputs of each period."""
    return _sums(_tellings(told), _calendar(period, first, last)[0], half_life=half_life).n


def freshness(first: Days, last: Days, *, starts: int, ends: int, half_life: float | None) -> Numbers:
    """How fresh things dated ``first`` to ``last`` are at the end of a period, from 0 to 1.

    Parameters
    ----------
    starts, ends:
        First and last day of the period, as ordinals; the first matters only without a half-life.

    >>> freshness(np.array([100]), np.array([100]), starts=100, ends=130, half_life=30.0).tolist()
    [0.5]
    """
    span = (last - first + 1).astype(np.float64)
    seen_last = np.minimum(last, ends)
    if half_life is None:
        within: Numbers = np.maximum(seen_last - np.maximum(first, starts) + 1, 0) / span
        return within
    days = np.maximum(seen_last - first + 1, 0)
    # A geometric series over the days that it may mean.
    per_day = np.log(2.0) / half_life
    newest = np.exp(-per_day * np.maximum(ends - seen_last, 0))
    faded: Numbers = newest * np.expm1(-per_day * days) / (np.expm1(-per_day) * span)
    return faded


def _tellings(told: Data) -> Tellings:
    return told if isinstance(told, Tellings) else Tellings.of(told)


def _calendar(period: Period, first: date, last: date) -> tuple[list[tuple[int, int]], Sequence[str]]:
    """First and last day of each period as ordinals, none beyond ``last``, and the names of the periods."""
    names = periods_between(first, last, period)
    bounds = [bounds_of(name, period) for name in names]
    return [(start.toordinal(), min(end, last).toordinal()) for start, end in bounds], names


def _sums(told: Tellings, ends: list[tuple[int, int]], *, half_life: float | None) -> _Sums:
    if half_life is not None and not half_life > 0:
        raise QueryRefused(
            "dyads.half_life", f"a half-life of {half_life:g} days is none", ja=f"半減期 {half_life:g} 日は成り立たない",
            hint="give a number of days above 0", hint_ja="0より大きい日数にする", failed=half_life,
        )  # fmt: skip
    columns = np.zeros((4, len(ends)))
    material: list[tuple[int, tuple[str, ...]]] = []
    for place, (start, end) in enumerate(ends):
        # Ordered by first day: whatever begins after the end is a tail.
        begun = int(np.searchsorted(told.first, end, side="right"))
        fresh = freshness(told.first[:begun], told.last[:begun], starts=start, ends=end, half_life=half_life)
        weighed = told.weight[:begun] * fresh
        total = float(weighed.sum())
        material.append(_material(weighed, told.ids))
        if total <= 0.0:
            continue
        value = told.value[:begun]
        mean = float((weighed * value).sum()) / total
        variance = float((weighed * (value - mean) ** 2).sum()) / total
        columns[:, place] = total, float((weighed * told.weight[:begun]).sum()), mean, variance
        present = value[weighed > 0]
        columns[2, place] = min(max(mean, float(present.min())), float(present.max()))
    weight, squares, values, spread = columns
    return _Sums(weight, squares, values, spread, tuple(material))


def _material(weighed: Numbers, ids: NDArray[np.object_]) -> tuple[int, tuple[str, ...]]:
    """How many inputs are material, and the weightiest of them."""
    if not len(weighed) or weighed.max() <= 0.0:
        return 0, ()
    places = np.flatnonzero(weighed >= MATERIAL * weighed.max())
    count = len(places)
    if count > MOST_INPUTS:
        threshold = np.partition(weighed[places], count - MOST_INPUTS)[count - MOST_INPUTS]
        places = places[weighed[places] >= threshold]
    # Of equal weight, the later first: it is the newer one.
    order = places[np.lexsort((-places, -weighed[places]))][:MOST_INPUTS]
    return count, tuple(dict.fromkeys(filter(None, ids[order].tolist())))


def _carried(usual: Numbers, told: Tellings) -> Numbers:
    """The usual weight, carried on to periods in which nothing is fresh any more."""
    standing = float(told.weight.mean()) if len(told) and told.weight.any() else 1.0
    filled = usual.copy()
    for place in range(len(filled)):
        if filled[place] <= 0.0:
            filled[place] = filled[place - 1] if place else standing
        standing = filled[place]
    return filled


def _covered(ends: list[tuple[int, int]], told: Tellings, covered: tuple[date, date] | None) -> NDArray[np.bool_]:
    if covered is not None:
        return np.array([end >= covered[0].toordinal() and start <= covered[1].toordinal() for start, end in ends])
    begins = int(told.first[0]) if len(told) else None
    return np.array([begins is not None and end >= begins for _, end in ends])


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _series(
    period: Period,
    names: Sequence[str],
    values: Numbers,
    bounds: Bounds,
    *,
    known: NDArray[np.bool_],
    sums: _Sums,
    unit: str,
) -> Series:
    points = []
    columns = zip(
        names, values.tolist(), bounds[0].tolist(), bounds[1].tolist(), known.tolist(), sums.material, strict=True
    )
    for when, value, low, high, is_known, (n, inputs) in columns:
        if is_known:
            points.append(Point(when=when, value=value, low=low, high=high, n=n, inputs=inputs))
        else:
            points.append(Point(when=when))
    return Series(period=period, points=tuple(points), unit=unit)
