"""Early indicators: which driver states in the first months tell that a future is under way, sought in one half, checked in the other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.branching.axes import Numbers
from shiome.futures.branching.naming import event_names
from shiome.futures.branching.records import Event, Indicator
from shiome.futures.branching.splits import ALMOST, earliest_of_best, event_counts, gains, state_counts
from shiome.futures.branching.traces import refused
from shiome.futures.branching.tree import Grown
from shiome.futures.scoring.rates import wilson


@dataclass(frozen=True)
class Limits:
    """What an indicator must reach, in both halves of the runs."""

    ratio: float
    coverage: float


@dataclass(frozen=True)
class _Sign:
    """A sign of one future: kind (0 by, 1 in), month, pair, and the bits that it tells in the training half."""

    future: int
    kind: int
    month: int
    pair: int
    bits: float


def indicators(
    grown: Grown,
    *,
    months: int | None = None,
    least_ratio: float = 2.0,
    least_coverage: float = 0.2,
    most: int = 5,
    confidence: float = 0.95,
) -> tuple[Indicator, ...]:
    """The signs of each future, the most telling first; none where there is one future.

    In the training half, each driver puts forward for each future the sign that tells most (mutual information), or the earliest that
    tells 90 % of that, if it reaches both limits. In the other half it must reach them again, and the interval of its ratio, widened for
    the number of signs checked (Bonferroni), must lie above 1.

    Parameters
    ----------
    months:
        Signs up to this month are looked at; a third of the horizon, rounded up, unless given.
    least_ratio, least_coverage:
        Least likelihood ratio, and least share of the future's runs that show the sign.
    most:
        Signs kept for a future.
    confidence:
        Of the intervals.

    Raises
    ------
    InputRefused
        ``branching.numbers`` for a month outside the horizon or a limit out of range.
    """
    last = -(-grown.tree.months // 3) if months is None else months
    if not 1 <= last <= grown.tree.months:
        text, ja = f"month {last} is not in the horizon", f"{last} か月目は期間の外"
        raise refused("numbers", text, ja, f"1 to {grown.tree.months}", f"1〜{grown.tree.months} にする", last)
    if not (least_ratio >= 1 and 0 < least_coverage <= 1 and most >= 1):
        text, ja = "the limits on indicators are out of range", "指標の条件が範囲外"
        hint, hint_ja = "ratio from 1, coverage in 0 to 1, most from 1", "尤度比は 1 以上、捕捉率は 0〜1、数は 1 以上"
        raise refused("numbers", text, ja, hint, hint_ja, (least_ratio, least_coverage, most))
    count = len(grown.tree.futures)
    if count == 1:
        return ()
    limits = Limits(least_ratio, least_coverage)
    sought, held = (_counts(grown, side, last) for side in (grown.trained, ~grown.trained))
    signs = [sign for place in range(count) for sign in _sought(grown, *sought, place, limits)]
    shows = shown_from(grown)
    found = [_checked(grown, *held, sign, limits, shows, len(signs), confidence) for sign in signs]
    kept = [each for each in found if each is not None]
    return tuple(
        each for future in grown.tree.futures for each in [one for one in kept if one.future == future.id][:most]
    )


def _counts(grown: Grown, side: NDArray[np.bool_], last: int) -> tuple[Numbers, Numbers]:
    """Runs of one half that show each sign, (kinds, months + 1, pairs, futures), and runs of each future."""
    rows = np.flatnonzero(side)
    labels, count = grown.future[rows], len(grown.tree.futures)
    shown = event_counts(grown.traces, grown.first, rows, labels, groups=count, last=last)
    return shown, np.bincount(labels, minlength=count).astype(np.float64)


def shown_from(grown: Grown) -> tuple[int, ...]:
    """For each future the first month in which its fan is nine tenths as far from that of the other runs as it ever gets.

    The distance of two fans is the largest total variation over the drivers.
    """
    count, traces = len(grown.tree.futures), grown.traces
    distance = np.zeros((traces.months + 1, count))
    for column, names in zip(traces.columns, traces.states, strict=True):
        tally = state_counts(column, grown.future, groups=count, states=len(names)).astype(np.float64)
        for place in range(count):
            here, there = tally[:, place], tally.sum(axis=1) - tally[:, place]
            apart = np.abs(here / here.sum(axis=1, keepdims=True) - there / there.sum(axis=1, keepdims=True))
            distance[:, place] = np.maximum(distance[:, place], apart.sum(axis=1) / 2)
    plain = np.round(distance, 9) >= np.round(distance.max(axis=0) * ALMOST, 9)
    return tuple(int(month) for month in plain.argmax(axis=0))


def _sought(grown: Grown, shown: Numbers, sizes: Numbers, place: int, limits: Limits) -> list[_Sign]:
    """The best sign of each driver for one future, in the training half; the most telling driver first."""
    mine, others = float(sizes[place]), float(sizes.sum() - sizes[place])
    if not mine or not others:
        return []
    yes = np.stack([shown[..., place], shown.sum(axis=-1) - shown[..., place]], axis=-1)
    good = (yes[..., 0] >= limits.coverage * mine) & (yes[..., 0] * others >= limits.ratio * yes[..., 1] * mine)
    good[:, 0] = False  # the start is known to all
    bits = np.where(good, gains(yes, np.array([mine, others])), -1.0)
    signs = []
    for driver in range(len(grown.traces.drivers)):
        pairs = [number for number, pair in enumerate(grown.traces.pairs) if pair[0] == driver]
        own = bits[:, :, pairs]
        if own.max() > 0:
            kind, month, state = earliest_of_best(own)
            signs.append(_Sign(place, kind, month, pairs[state], float(own[kind, month, state])))
    return sorted(signs, key=lambda sign: -sign.bits)


def _checked(
    grown: Grown,
    shown: Numbers,
    sizes: Numbers,
    sign: _Sign,
    limits: Limits,
    shows: tuple[int, ...],
    tested: int,
    confidence: float,
) -> Indicator | None:
    """The sign with its figures in the other half, or nothing where it does not hold there."""
    row = shown[sign.kind, sign.month, sign.pair]
    hits, mine = int(row[sign.future]), int(sizes[sign.future])
    wrong, others = int(row.sum()) - hits, int(sizes.sum()) - mine
    if not hits or not others:
        return None
    ratio, low, high = likelihood_ratio(hits, mine, wrong, others, confidence=1 - (1 - confidence) / tested)
    if hits < limits.coverage * mine or ratio < limits.ratio or low <= 1:
        return None
    driver, state = grown.traces.pairs[sign.pair]
    trigger = Event(
        grown.traces.drivers[driver], grown.traces.states[driver][state], sign.month, "in" if sign.kind else "by"
    )
    return Indicator(
        future=grown.tree.futures[sign.future].id,
        trigger=trigger,
        names=event_names(trigger, words=grown.words),
        coverage=wilson(hits, mine, confidence=confidence),
        false_alarm=wilson(wrong, others, confidence=confidence),
        precision=wilson(hits, hits + wrong, confidence=confidence),
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
        shows=shows[sign.future],
        lead=shows[sign.future] - sign.month,
    )


def likelihood_ratio(
    hits: int, mine: int, wrong: int, others: int, *, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Coverage over false alarms, with the interval on the logarithm (Katz and others 1978); half a run is added to every count.

    >>> [round(x, 2) for x in likelihood_ratio(80, 100, 10, 100)]
    [7.67, 4.29, 13.71]
    """
    from scipy.special import ndtri  # type: ignore[import-untyped, unused-ignore]

    a, b, n, m = hits + 0.5, wrong + 0.5, mine + 1, others + 1
    ratio = (a / n) / (b / m)
    half = float(ndtri(0.5 + confidence / 2)) * math.sqrt(max(0.0, 1 / a - 1 / n + 1 / b - 1 / m))
    return ratio, ratio * math.exp(-half), ratio * math.exp(half)
