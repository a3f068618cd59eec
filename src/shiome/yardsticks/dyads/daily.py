"""Daily scores of pairs, and series of them: by week or longer, corrected for how much is reported, missing days told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

from shiome.errors import InputRefused, NotKnown
from shiome.yardsticks.dyads.daily_file import DailyTable, read_daily_file
from shiome.yardsticks.dyads.intervals import level_reach
from shiome.yardsticks.dyads.told import Numbers
from shiome.yardsticks.series import Period, Point, Series, bounds_of, periods_between

Volume = Literal["none", "share", "log"]
"""How a score is corrected for how much was reported in all: not, as a share of the volume, or by the logarithm of the volume."""

Fill = Literal["mean", "none"]
"""What stands for the days of a period that are missing: the mean of the others, or nothing."""
LEAST_KNOWN = 2 / 3
"""Of a period's days: five of a week, twenty of a month. With fewer, one day of a summit would stand for a week."""


class DailyScores(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of pairs, one row for every day from the first to the last; what is not known is NaN."""

    first: date
    pairs: tuple[tuple[str, str], ...]
    """Undirected, each in the order of the alphabet."""
    scores: Numbers
    """Days by pairs."""
    volume: Numbers
    """Of each day: the sum of the sizes of all scores there are."""

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=len(self.volume) - 1)

    @property
    def missing_days(self) -> tuple[date, ...]:
        """Days between the first and the last of which no pair has a score."""
        return tuple(self.first + timedelta(days=n) for n in np.flatnonzero(np.isnan(self.scores).all(axis=1)).tolist())

    def of(self, one: str, other: str) -> Numbers:
        """The scores of a pair, day by day.

        Raises
        ------
        NotKnown
            ``dyads.pair``: no score of this pair is there.
        """
        pair = (min(one, other), max(one, other))
        if pair not in self.pairs:
            raise NotKnown(
                "dyads.pair",
                f"there are no daily scores of {one} and {other}",
                ja=f"{one} と {other} の日次スコアがない",
                hint=f"pairs there are: {', '.join('-'.join(each) for each in self.pairs)}",
                failed=pair,
            )
        found: Numbers = self.scores[:, self.pairs.index(pair)]
        return found

    def until(self, day: date) -> DailyScores | None:
        """What there is up to a day; ``None`` for nothing."""
        count = (day - self.first).days + 1
        if count <= 0:
            return None
        return msgspec.structs.replace(self, scores=self.scores[:count], volume=self.volume[:count])


def read_daily(paths: Sequence[Path], *, known: Collection[str] | None = None) -> DailyScores:
    """Read one or more files of daily scores as one.

    Raises
    ------
    InputRefused
        As :func:`~shiome.yardsticks.dyads.daily_file.read_daily_file`; ``dyads.duplicate``: a day of one file stands in another
        too; ``dyads.pairs``: the files are of different pairs; ``dyads.empty``: no file is given.
    """
    return joined([read_daily_file(path, known=known) for path in paths])


def joined(tables: Sequence[DailyTable]) -> DailyScores:
    """Tables of different days as one."""
    if not tables:
        raise InputRefused(
            "dyads.empty", "no file of daily scores is given", ja="日次スコアのファイルがない",
            hint="give at least one", hint_ja="一つ以上渡す",
        )  # fmt: skip
    pairs = tuple(sorted(tables[0].pairs))
    first = min(table.rows[0].day for table in tables)
    count = (max(table.rows[-1].day for table in tables) - first).days + 1
    scores, volume = np.full((count, len(pairs)), np.nan), np.full(count, np.nan)
    come_from: dict[date, str] = {}
    for table in tables:
        if tuple(sorted(table.pairs)) != pairs:
            raise InputRefused(
                "dyads.pairs", f"{table.file} has other pairs than {tables[0].file}",
                ja=f"{table.file} の組は {tables[0].file} と異なる", hint="load files of the same pairs together",
                hint_ja="同じ組のファイルをまとめて渡す", failed=table.file,
            )  # fmt: skip
        columns = [table.pairs.index(pair) for pair in pairs]
        for row in table.rows:
            if row.day in come_from:
                raise InputRefused(
                    "dyads.duplicate", f"{table.file} line {row.line}: {row.day} stands in {come_from[row.day]} already",
                    ja=f"{table.file} {row.line}行目: {row.day} は {come_from[row.day]} にもある",
                    hint="leave each day in one file", hint_ja="各日を一つのファイルだけに置く", failed=table.file,
                )  # fmt: skip
            come_from[row.day] = table.file
            place = (row.day - first).days
            scores[place] = [np.nan if row.scores[n] is None else row.scores[n] for n in columns]
            volume[place] = np.nan if row.volume is None else row.volume
    return DailyScores(first=first, pairs=pairs, scores=scores, volume=volume)


def daily_series(
    daily: DailyScores,
    one: str,
    other: str,
    *,
    period: Period = "week",
    volume: Volume = "none",
    fill: Fill = "mean",
    least: float = LEAST_KNOWN,
    signed_log: bool = False,
) -> Series:
    """The series of a pair: the sum of its scores in each period.

    A period of which days are missing has the mean of its known days times its length, and says in ``n`` how many were known; where
    fewer than ``least`` of them are, it has no value. The first and the last period may reach beyond the data: days outside are
    missing too. The interval is that of the level behind the days, by how much they vary.

    Parameters
    ----------
    volume:
        ``share`` divides by all that was reported on the same days; ``log`` by the logarithm of one plus it.
    fill:
        ``mean`` as above; ``none`` gives the plain sum of the known days, as publishers of such series do, however few they are.
    signed_log:
        Whether to give ``sign(x) log(1 + |x|)`` of the result, which tames single large weeks.
    """
    scores = daily.of(one, other)
    # The spread of a usual period, for those with a day or two.
    names = periods_between(daily.first, daily.last, period)
    spans = [_span(daily, name, period) for name in names]
    usual = _usual_spread(scores, [slice(start, end) for start, end, _ in spans])
    points = []
    for name, (start, end, length) in zip(names, spans, strict=True):
        found = scores[start:end]
        weights = daily.volume[start:end]
        known = ~np.isnan(found) if volume == "none" else ~(np.isnan(found) | np.isnan(weights))
        if not known.any() or (fill == "mean" and known.sum() < least * length):
            points.append(Point(when=name))
            continue
        bounds = _sum_of(found[known], length if fill == "mean" else int(known.sum()), usual)
        divisor = _divisor(weights[known], length if fill == "mean" else int(known.sum()), volume)
        value, low, high = (_corrected(each, divisor, signed_log=signed_log) for each in bounds)
        days = f"{daily.first + timedelta(days=start)}/{daily.first + timedelta(days=end - 1)}"
        source = f"daily:{min(one, other)}-{max(one, other)}/{days}"
        points.append(Point(when=name, value=value, low=low, high=high, n=int(known.sum()), inputs=(source,)))
    return Series(period=period, points=tuple(points), unit=_unit(volume, signed_log=signed_log))


def _span(daily: DailyScores, name: str, period: Period) -> tuple[int, int, int]:
    """Rows of a period (first, one past the last), and how many days it has."""
    start, end = bounds_of(name, period)
    first = max(0, (start - daily.first).days)
    return first, min(len(daily.volume), (end - daily.first).days + 1), (end - start).days + 1


def _usual_spread(scores: Numbers, spans: Sequence[slice]) -> float:
    """Median over periods of the variance of their days."""
    found = [scores[span][~np.isnan(scores[span])] for span in spans]
    variances = [float(days.var(ddof=1)) for days in found if len(days) > 1]
    return float(np.median(variances)) if variances else float("nan")


def _sum_of(known: Numbers, length: int, usual: float) -> tuple[float, float | None, float | None]:
    """Sum over a period, and the bounds of the level behind it."""
    mean = float(known.mean())
    value = float(known.sum()) if len(known) == length else mean * length
    reach = level_reach(float(known.var()), len(known), usual=usual)
    return value, None if reach is None else value - reach * length, None if reach is None else value + reach * length


def _divisor(volume: Numbers, length: int, correction: Volume) -> float:
    if correction == "none":
        return 1.0
    whole = float(volume.mean()) * length
    divisor = whole if correction == "share" else float(np.log1p(whole))
    return divisor if divisor > 0 else 1.0


def _corrected(value: float | None, divisor: float, *, signed_log: bool) -> float | None:
    if value is None or not signed_log:
        return None if value is None else value / divisor
    return float(np.sign(value) * np.log1p(abs(value / divisor)))


def _unit(volume: Volume, *, signed_log: bool) -> str:
    unit = {"none": "score", "share": "share of all scores", "log": "score per log volume"}[volume]
    return f"signed log of {unit}" if signed_log else unit
