"""The expected-utility forecast over draws from the ranges of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.policy.bargaining.arrays import Numbers, Shape, drawn
from shiome.policy.bargaining.definitions import DEFAULT, Definition
from shiome.policy.bargaining.forecast import Forecast, forecast
from shiome.policy.bargaining.stage import ROUNDS, TOLERANCE, Stage, asked
from shiome.policy.bargaining.table import Scale, Table
from shiome.policy.bargaining.utility import mean, median, step

Floats = NDArray[np.float64]
QUANTILES = (0.05, 0.5, 0.95)
CELLS = 1 << 20
"""Numbers that one block of draws may hold in its largest array."""
BLOCK = 128


@dataclass(frozen=True)
class Moved:
    """How often one actor moved another over all draws and rounds."""

    challenger: str
    target: str
    share: float
    """Share of the draws in which it moved the target at least once."""
    low: float
    place: float
    high: float
    """Quantiles of where the target stood after the first such move."""


@dataclass(frozen=True)
class BandedForecast:
    """The stated forecast, and over draws from the ranges of the inputs the quantiles of every round.

    ``positions`` are quantiles x rounds x actors, ``median`` and ``mean`` quantiles x rounds.
    """

    stated: Forecast
    actors: tuple[str, ...]
    draws: int
    seed: int
    shape: Shape
    quantiles: tuple[float, ...]
    positions: Floats
    median: Floats
    mean: Floats
    moved: tuple[Moved, ...]
    """Strongest first."""
    still: float
    """Share of the draws in which nobody moved any more in the last round."""


def banded_forecast(
    table: Table,
    *,
    draws: int = 1_000,
    seed: int = 0,
    how: str | Definition = DEFAULT,
    rounds: int = ROUNDS,
    shape: Shape = "uniform",
    quantiles: Sequence[float] = QUANTILES,
) -> BandedForecast:
    """The stated forecast with bands over the ranges of the inputs.

    Raises
    ------
    InputRefused
        As :func:`forecast`; ``bargaining.draws``, ``bargaining.quantiles``, ``bargaining.shape``.
    """
    wanted = checked_quantiles(quantiles)
    first = forecast(table, how=how, rounds=rounds)
    paths, movers = simulate(table, first=0, count=draws, seed=seed, how=how, rounds=rounds, shape=shape)
    scale, length = table.issues[0], table.issues[0].high - table.issues[0].low
    numbers = drawn(table, seed=seed, first=0, count=draws, shape=shape)
    weight = numbers.capability * numbers.salience[:, :, 0]
    middle = np.stack([median(paths[:, r], weight) for r in range(rounds + 1)], axis=1)
    average = np.stack([mean(paths[:, r], weight) for r in range(rounds + 1)], axis=1)
    return BandedForecast(
        first,
        numbers.actors,
        draws,
        seed,
        shape,
        wanted,
        scale.low + length * np.quantile(paths, wanted, axis=0),
        scale.low + length * np.quantile(middle, wanted, axis=0),
        scale.low + length * np.quantile(average, wanted, axis=0),
        _moved(paths, movers, numbers.actors, scale),
        float((np.abs(np.diff(paths[:, -2:], axis=1)).max(axis=(1, 2)) <= TOLERANCE).mean()),
    )


def simulate(
    table: Table,
    *,
    first: int,
    count: int,
    seed: int,
    how: str | Definition = DEFAULT,
    rounds: int = ROUNDS,
    shape: Shape = "uniform",
) -> tuple[Floats, NDArray[np.int16]]:
    """Positions (draws x rounds + 1 x actors, shares of the scale) and who moved whom (draws x rounds x actors, -1: nobody).

    Draws are computed in blocks that start at fixed numbers, so the bytes do not depend on how they are cut between callers. Actors are
    in the order of their codes.
    """
    chosen, _ = asked(table, how, rounds)
    at_least_one(count)
    size = _block(len(table.actors))
    paths, movers = [], []
    for start in range(first - first % size, first + count, size):
        there, who = _play(drawn(table, seed=seed, first=start, count=size, shape=shape), chosen, rounds)
        here = slice(max(first - start, 0), min(first + count - start, size))
        paths.append(there[here])
        movers.append(who[here])
    return np.concatenate(paths), np.concatenate(movers)


def at_least_one(draws: int) -> None:
    """Refuse to draw nothing.

    Raises
    ------
    InputRefused
        ``bargaining.draws``.
    """
    if draws < 1:
        raise InputRefused(
            "bargaining.draws",
            f"{draws} draws give no band",
            ja=f"{draws} 回の抽出では幅が出ない",
            hint="ask for at least 1",
            hint_ja="1 回以上にする",
            failed=draws,
        )


def checked_quantiles(quantiles: Sequence[float]) -> tuple[float, ...]:
    """Quantiles in order, each between 0 and 1.

    Raises
    ------
    InputRefused
        ``bargaining.quantiles``.
    """
    if not quantiles or list(quantiles) != sorted(quantiles) or not all(0 <= each <= 1 for each in quantiles):
        raise InputRefused(
            "bargaining.quantiles",
            f"quantiles must rise from 0 to 1, not {', '.join(f'{each:g}' for each in quantiles)}",
            ja="分位は 0 から 1 へ小さい順に示す",
            hint="for example 0.05, 0.5, 0.95",
            hint_ja="例えば 0.05, 0.5, 0.95",
            failed=quantiles,
        )
    return tuple(float(each) for each in quantiles)


def _block(actors: int) -> int:
    return max(1, min(BLOCK, CELLS // actors**3))


def _play(numbers: Numbers, how: Definition, rounds: int) -> tuple[Floats, NDArray[np.int16]]:
    board = Stage(numbers)
    position = board.position
    count, actors = position.shape
    paths = np.empty((count, rounds + 1, actors))
    movers = np.full((count, rounds, actors), -1, dtype=np.int16)
    paths[:, 0] = board.shares(position)
    for number in range(1, rounds + 1):
        made = step(position, board.salience, board.weight, how)
        # A draw that has come to rest stays where it is: the next round would find what this one found.
        stirred = np.abs(made.after - position) > TOLERANCE
        movers[:, number - 1] = np.where(stirred, made.taken, -1)
        if not stirred.any():
            paths[:, number:] = board.shares(made.after)[:, None]
            break
        position = made.after
        paths[:, number] = board.shares(position)
    return paths, movers


def _moved(paths: Floats, movers: NDArray[np.int16], actors: Sequence[str], scale: Scale) -> tuple[Moved, ...]:
    found = []
    length = scale.high - scale.low
    for target, challenger in np.ndindex(len(actors), len(actors)):
        by = movers[:, :, target] == challenger
        hit = by.any(axis=1)
        if not hit.any():
            continue
        when = by[hit].argmax(axis=1) + 1
        places = scale.low + length * paths[hit][np.arange(when.size), when, target]
        low, middle, high = np.quantile(places, QUANTILES).tolist()
        found.append(Moved(actors[challenger], actors[target], float(hit.mean()), low, middle, high))
    return tuple(sorted(found, key=lambda each: (-each.share, each.target, each.challenger)))
