"""How the spatial model values positions: weighted distances, risk attitudes, utilities, and what each actor thinks the others' are.

All positions are shares of their scale, so that no distance exceeds 1. Formulas: Wise, "Pragmatic affinity in KTAB" (distance and
utility); the user guide of KTAB (risk attitudes and their estimation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.election import elect
from shiome.policy.bargaining.rules import RISK_ADJUSTMENTS, RISK_RANGES, Rules

Floats = NDArray[np.float64]
SAME = 1e-3
"""Distance below which two positions count as one option of an election."""
ALIKE = 1e-9
"""Spread of probabilities below which all positions are alike likely."""


@dataclass(frozen=True)
class Board:
    """What stays the same through all turns: weights (actors), saliences (actors x issues)."""

    power: Floats
    salience: Floats

    @property
    def total(self) -> Floats:
        """Salience of all issues together to each actor: the chance that it resists a challenge."""
        found: Floats = self.salience.sum(axis=1)
        return found

    @property
    def influence(self) -> Floats:
        """What each actor brings into a contest of two others: capability times salience."""
        return self.power * self.total


@dataclass(frozen=True)
class Views:
    """What every actor (row) thinks of every position (column): distances, risk attitudes, utilities."""

    distance: Floats
    risk: Floats
    utility: Floats
    likely: Floats
    """Probability of each position among all, by risk-neutral votes; it decides the risk attitudes."""

    def estimated(self, by: int, adjustment: str) -> Floats:
        """The same utilities as one actor judges them."""
        own = self.risk[by]
        risk = own + RISK_ADJUSTMENTS[adjustment] * (self.risk - own)
        return worth(self.distance, risk)


def distances(board: Board, ideal: Floats, position: Floats) -> Floats:
    """Distances of positions (actors x options) from each actor's ideal, weighted by its saliences and between 0 and 1."""
    squared = board.salience**2
    total = squared.sum(axis=1)
    apart = (ideal[:, None, :] - position[None, :, :]) ** 2
    # One to whom nothing matters finds no position farther than another.
    mean = (squared[:, None, :] * apart).sum(axis=2) / np.where(total > 0, total, 1.0)[:, None]
    found: Floats = np.sqrt(mean)
    return found


def worth(distance: Floats, risk: Floats) -> Floats:
    """Utility from 0 to 1 at a distance; a risk attitude of 1 is averse (the first steps away cost little), -1 seeking."""
    found: Floats = (1 - distance) * (1 + risk[:, None] * distance)
    return found


def views(board: Board, position: Floats, rules: Rules) -> Views:
    """Distances, attitudes and utilities where all stand as they do."""
    distance = distances(board, position, position)
    likely = elect(1 - distance, board.power, rules).probability
    lowest = RISK_RANGES[rules.risk_range]
    spread = likely.max() - likely.min()
    # Where all positions are alike likely, nobody has reason to be bolder than another.
    rank = (likely - likely.min()) / spread if spread > ALIKE else np.full_like(likely, -lowest / (1 - lowest))
    risk = lowest + (1 - lowest) * rank
    return Views(distance, risk, worth(distance, risk), likely)


def options(position: Floats, precedence: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The actors whose positions stand for all that are within ``SAME`` of them, and the number of the one that stands for each actor.

    Nearness is not transitive, so who stands for whom depends on who is asked first: actors are, in order of precedence.
    """
    first: list[int] = []
    held = np.empty(len(position), dtype=np.int64)
    for actor in precedence:
        apart = np.sqrt(((position[first] - position[actor]) ** 2).sum(axis=1))
        near = np.flatnonzero(apart < SAME)
        held[actor] = near[0] if near.size else len(first)
        if not near.size:
            first.append(actor)
    return np.array(first), held
