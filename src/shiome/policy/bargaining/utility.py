"""The formulas of the expected-utility model, for many draws at once (Scholz, Calbert and Smith 2011, sections 2 to 6).

Arrays have the draws on their first axis; of two actor axes the first is the challenger or the one who reckons, the second the other.
Distances are in units of the range of positions at the start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.definitions import Definition

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
ALIKE = 1e-12
"""Spread of security below which actors are taken to be equally secure, and differences below which offers are taken to be equal."""
NOTHING, CONFRONTATION, COMPROMISE, CAPITULATION = 0, 1, 2, 3
KINDS = ("nothing", "confrontation", "compromise", "capitulation")


@dataclass(frozen=True)
class Offers:
    """What every challenge would come to: rows are the challenged, columns the challengers."""

    kind: NDArray[np.int8]
    own: Floats
    """What the challenged expects of challenging the challenger."""
    other: Floats
    """What it expects the challenger to gain."""
    place: Floats
    """Where the challenged would stand."""


@dataclass(frozen=True)
class Step:
    """One round: who has which risk exponent, what is offered, which offer each takes (-1: none), and where all then stand."""

    risk: Floats
    probability: Floats
    """Chance that the row's challenge of the column succeeds."""
    offers: Offers
    taken: NDArray[np.int64]
    after: Floats


def median(position: Floats, weight: Floats) -> Floats:
    """The position that no other beats when actors vote by distance; the lowest, where several do."""
    cost = (weight[:, :, None] * np.abs(position[:, :, None] - position[:, None, :])).sum(axis=1)
    least = cost.min(axis=1, keepdims=True)
    tied = cost <= least + ALIKE * (1 + least)
    found: Floats = np.where(tied, position, np.inf).min(axis=1)
    return found


def mean(position: Floats, weight: Floats) -> Floats:
    """Mean position, weighted by capability times salience."""
    found: Floats = (weight * position).sum(axis=1) / weight.sum(axis=1)
    return found


def chances(position: Floats, weight: Floats, risk: Floats | None, how: Definition) -> Floats:
    """Chance that the row's challenge of the column succeeds; 0 between actors at one position."""
    far = np.abs(position[:, :, None] - position[:, None, :])
    if how.risk_in_votes and risk is not None:
        far = far ** risk[:, :, None]
    votes = weight[:, :, None, None] * (far[:, :, None, :] - far[:, :, :, None])
    if how.probability == "net":
        above = np.maximum(votes.sum(axis=1), 0.0)
        below = np.abs(votes).sum(axis=1)
    else:
        above = np.maximum(votes, 0.0).sum(axis=1)
        if how.probability == "pair":
            below = np.abs(votes).sum(axis=1)
        else:
            # Votes of one pair, both ways, are each other's opposites: twice the positive part is the sum of their amounts.
            below = np.broadcast_to(2 * above.sum(axis=(1, 2), keepdims=True), above.shape)
    apart = (position[:, :, None] != position[:, None, :]) & (below > 0)
    found: Floats = np.where(apart, above / np.where(apart, below, 1.0), 0.0)
    return found


def gains(
    chance: Floats, position: Floats, salience: Floats, risk: Floats | None, weight: Floats, how: Definition
) -> tuple[Floats, Floats]:
    """What the row expects of challenging the column, and what it reckons the column expects of challenging it.

    Both by the row's risk exponent; ``None`` stands for 1 throughout.
    """
    far = np.abs(position[:, :, None] - position[:, None, :])
    power = None if risk is None else risk[:, :, None]
    won, lost = _worth(0.5 - 0.5 * far, power), _worth(0.5 + 0.5 * far, power)
    mine, theirs = salience[:, :, None], salience[:, None, :]
    # One who is challenged resists with a probability equal to its salience; else the challenger wins for nothing.
    own = won + theirs * (1 - chance) * (lost - won)
    other = won + mine * (1 - chance.transpose(0, 2, 1)) * (lost - won)
    unmoved = _worth(np.full_like(position, 0.5)[:, :, None], power)
    if how.stay == 1:
        return own - unmoved, other - unmoved
    off = np.abs(position - median(position, weight)[:, None])
    return (
        own - _unchallenged(0.25 * (off[:, :, None] + far), unmoved, power, how),
        other - _unchallenged(0.25 * (off[:, None, :] + far), unmoved, power, how),
    )


def _worth(share: Floats, power: Floats | None) -> Floats:
    """Utility from 2 (best) to -2 (worst) of what stands a share of the way to the worst."""
    found: Floats = 2 - 4 * (share if power is None else share**power)
    return found


def _unchallenged(reach: Floats, unmoved: Floats, power: Floats | None, how: Definition) -> Floats:
    moved = how.better * _worth(0.5 - reach, power) + (1 - how.better) * _worth(0.5 + reach, power)
    found: Floats = how.stay * unmoved + (1 - how.stay) * moved
    return found


def exponents(position: Floats, salience: Floats, weight: Floats, how: Definition) -> Floats:
    """Risk exponents from 1/2 (most accepting) to 2 (most averse): how safe a position is from the challenges that others would gain by."""
    chance = chances(position, weight, None, how)
    threat, _ = gains(chance, position, salience, None, weight, how)
    same = np.arange(position.shape[1])
    threat[:, same, same] = 0.0
    danger = threat.sum(axis=1)
    high, low = danger.max(axis=1, keepdims=True), danger.min(axis=1, keepdims=True)
    spread = high - low
    told = spread > ALIKE * (1 + np.abs(high))
    ratio = np.where(told, (2 * danger - high - low) / np.where(told, spread, 1.0), 0.0)
    found: Floats = (1 - ratio / 3) / (1 + ratio / 3)
    return found


def offers(position: Floats, own: Floats, other: Floats, how: Definition) -> Offers:
    """What every challenge would come to, from what both sides expect of it."""
    met = position[:, :, None] != position[:, None, :]
    loses = met & (own > ALIKE) & (other > own + ALIKE)
    yields = met & (own < -ALIKE) & (other > ALIKE)
    compromise = yields & (other > ALIKE - own)
    gives_in = yields & (other < -ALIKE - own) if how.capitulation else np.zeros_like(yields)
    kind = (loses * CONFRONTATION + compromise * COMPROMISE + gives_in * CAPITULATION).astype(np.int8)
    here, there = position[:, :, None], position[:, None, :]
    part = np.abs(own / np.where(compromise, other, 1.0))
    place = np.where(compromise, here + (there - here) * part, np.where(kind > 0, there, here))
    return Offers(kind, own, other, place)


def taken(position: Floats, found: Offers, how: Definition) -> NDArray[np.int64]:
    """The challenger whose offer each actor takes, -1 where there is none; among equal offers the one of lowest position."""
    there = np.broadcast_to(position[:, None, :], found.place.shape)
    if how.choice == "strongest":
        far = np.abs(there - position[:, :, None])
        best = _first(found.kind > 0, -found.other, far, there)
    else:
        rank = np.where(found.kind > 0, found.kind, np.int8(9))
        eligible = (found.kind > 0) & (rank == rank.min(axis=2, keepdims=True))
        key = np.abs(found.place - position[:, :, None])
        if how.choice == "lowest":
            weighed = np.abs(found.own) * position[:, :, None] + np.abs(found.other) * there
            total = np.abs(found.own) + np.abs(found.other)
            blended = weighed / np.where(total > 0, total, 1.0)
            key = np.where(found.kind == COMPROMISE, blended, key)
        best = _first(eligible, key, found.place, there)
    return best


def _first(eligible: Flags, *keys: Floats) -> NDArray[np.int64]:
    """Index of the eligible one with the least first key, then the least second, and so on; -1 where none is eligible."""
    left = eligible
    for key in keys:
        shown = np.where(left, key, np.inf)
        least = shown.min(axis=2, keepdims=True)
        left = left & (shown <= least + ALIKE)
    chosen: NDArray[np.int64] = np.where(left.any(axis=2), left.argmax(axis=2), -1)
    return chosen


def step(position: Floats, salience: Floats, weight: Floats, how: Definition) -> Step:
    """One round for every draw: exponents, chances, offers, and where all stand after it."""
    risk = exponents(position, salience, weight, how)
    chance = chances(position, weight, risk, how)
    own, other = gains(chance, position, salience, risk, weight, how)
    if how.view == "own":
        other = own.transpose(0, 2, 1)
    found = offers(position, own, other, how)
    choice = taken(position, found, how)
    place = np.take_along_axis(found.place, np.maximum(choice, 0)[:, :, None], axis=2)[:, :, 0]
    return Step(risk, chance, found, choice, np.where(choice >= 0, place, position))
