"""How a schedule stands up to other valuations: every band is drawn anew in each of many draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shiome.policy.roadmap.incentives import TOLERANCE, Floats, Worths, frame_of, slack
from shiome.policy.roadmap.model import Road, Schedule

Band = tuple[float, float, float]


@dataclass(frozen=True)
class Robustness:
    """Shares of draws.

    Parameters
    ----------
    holds:
        In how many draws every check holds, as a share.
    steps:
        Check to the share of draws in which it holds.
    weakest:
        Check to the share of draws in which it has the smallest slack of all.
    tempted:
        Party to the share of draws in which it gains by leaving somewhere.
    slack:
        The smallest slack in the plan: its 5 %, 50 % and 95 % points over the draws.
    """

    draws: int
    seed: int
    holds: float
    steps: dict[str, float]
    weakest: dict[str, float]
    tempted: dict[str, float]
    slack: tuple[float, float, float]


def robustness(road: Road, schedule: Schedule, *, draws: int = 1000, seed: int = 1) -> Robustness:
    """The incentive check over triangular draws from every band.

    Draw *n* follows from the seed and *n* alone: the first thousand of a million draws are the draws of a thousand.
    """
    frame = frame_of(road, schedule)
    rows = slack(frame, drawn(road, draws=draws, seed=seed))
    by_check = rows.min(axis=2)
    least = by_check.min(axis=1)
    first = by_check.argmin(axis=1)
    held = (by_check >= -TOLERANCE).mean(axis=0)
    low, middle, high = (float(point) for point in np.quantile(least, (0.05, 0.5, 0.95)))
    return Robustness(
        draws=draws,
        seed=seed,
        holds=float((least >= -TOLERANCE).mean()),
        steps={name: float(value) for name, value in zip(frame.checks, held, strict=True)},
        weakest={name: float((first == number).mean()) for number, name in enumerate(frame.checks)},
        tempted={
            party: float((rows[:, :, number].min(axis=1) < -TOLERANCE).mean())
            for number, party in enumerate(frame.parties)
        },
        slack=(low, middle, high),
    )


def drawn(road: Road, *, draws: int, seed: int) -> Worths:
    """Valuations, one row a draw; what a threat class means to a party is drawn once for all steps that reduce it."""
    bands = list(_bands(road))
    numbers = np.stack([np.random.Generator(np.random.Philox(key=[seed, n])).random(len(bands)) for n in range(draws)])
    values = iter(_triangular(numbers, np.array(bands, dtype=float)).T)
    steps, parties = road.steps, road.parties
    cost = np.stack([next(values) for _ in steps], axis=1)
    by_party = {
        field: np.stack([next(values) for _ in parties], axis=1) for field in ("surplus", "penalty", "discount")
    }
    gain = np.zeros((draws, len(parties), len(steps)))
    for number, party in enumerate(parties):
        classes = {worth.threat: next(values) for worth in party.threats}
        for column, step in enumerate(steps):
            if step.party != party.actor and step.threat in classes:
                gain[:, number, column] += classes[step.threat] * step.reduces
    index = {party.actor: number for number, party in enumerate(parties)}
    for column, step in enumerate(steps):
        for worth in step.values:
            gain[:, index[worth.party], column] += next(values)
    return Worths(cost, gain, by_party["surplus"], by_party["penalty"], by_party["discount"])


def _bands(road: Road) -> Iterator[Band]:
    """Every band, in the order in which its draws are used."""
    for step in road.steps:
        yield step.cost.low, step.cost.mode, step.cost.high
    for field in ("surplus", "penalty", "discount"):
        for party in road.parties:
            band = getattr(party, field)
            yield band.low, band.mode, band.high
    for party in road.parties:
        yield from ((worth.low, worth.mode, worth.high) for worth in party.threats)
    for step in road.steps:
        yield from ((worth.low, worth.mode, worth.high) for worth in step.values)


def _triangular(numbers: Floats, bands: Floats) -> Floats:
    """Values of the triangular distribution at even numbers between 0 and 1."""
    low, mode, high = bands[:, 0], bands[:, 1], bands[:, 2]
    width = np.where(high > low, high - low, 1.0)
    turn = (mode - low) / width
    rising = low + np.sqrt(numbers * width * (mode - low))
    falling = high - np.sqrt((1 - numbers) * width * (high - mode))
    return np.where(high > low, np.where(numbers < turn, rising, falling), mode)
