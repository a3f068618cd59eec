"""Probabilistic Condorcet elections: how likely each of several options prevails, from what each actor thinks of them.

Supports, chances and the two Markov processes follow Wise's note on incentives ("A Markov model with incentives", KTAB): the support for
a over b is the votes of those who prefer a; ``C[a|b]`` is the chance that a is what is put against the favourite b.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.rules import FLOOR, Rules, prevailing, votes

Floats = NDArray[np.float64]
SQUARINGS = 60
"""The process is followed for 2 to this power steps, or until a squaring changes nothing."""
SETTLED = 1e-15


@dataclass(frozen=True)
class Election:
    """Strengths of coalitions, chances of the row against the column, and the probability of each option."""

    strength: Floats
    chance: Floats
    probability: Floats


def elect(utility: Floats, weight: Floats, rules: Rules) -> Election:
    """Hold an election.

    Parameters
    ----------
    utility:
        Of each option (column) to each actor (row).
    weight:
        Of each actor.
    """
    cast = votes(rules.voting, weight, utility[:, :, None] - utility[:, None, :])
    # Nobody has a status quo here: what counts for a over b is the mean of gaining a and of losing it.
    strength = 0.5 * (np.maximum(cast, 0.0) + np.maximum(-cast, 0.0).transpose(0, 2, 1)).sum(axis=0)
    floor = FLOOR * float(weight.sum())
    chance = prevailing(rules.victory, strength, strength.T, floor)
    np.fill_diagonal(chance, 0.5)
    if rules.election == "conditional":
        probability = _conditional(chance)
    elif rules.election == "markov_incentive":
        probability = _limit(chance, _incentive(strength, chance, floor))
    else:
        probability = _limit(chance, np.full_like(chance, 1 / len(chance)))
    return Election(strength, chance, probability)


def _conditional(chance: Floats) -> Floats:
    beats_all = chance.prod(axis=1)
    if beats_all.sum() <= 0:
        # A cycle of certain victories: none beats all others, and nothing tells them apart but how many each beats.
        wins = chance.sum(axis=1)
        beats_all = np.where(wins >= wins.max() - 1e-9, 1.0, 0.0)
    found: Floats = beats_all / beats_all.sum()
    return found


def _incentive(strength: Floats, chance: Floats, floor: float) -> Floats:
    """``C[a|b]``, a by row: in proportion to the support for a over b and its chance."""
    drive = strength * chance
    np.fill_diagonal(drive, floor)
    found: Floats = drive / drive.sum(axis=0, keepdims=True)
    return found


def _limit(chance: Floats, challenge: Floats) -> Floats:
    """Where the process ends that starts from all options alike, each step averaged with the one before it."""
    step = chance * challenge
    np.fill_diagonal(step, 0.0)
    step += np.diag((chance * challenge.T).sum(axis=1) + 0.5 * np.diag(challenge))
    step = 0.5 * (step + np.eye(len(step)))
    for _ in range(SQUARINGS):
        further = step @ step
        further /= further.sum(axis=0, keepdims=True)
        done = np.abs(further - step).max() <= SETTLED
        step = further
        if done:
            break
    found: Floats = step.mean(axis=1)
    return found
