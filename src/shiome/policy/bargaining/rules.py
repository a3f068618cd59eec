"""The rules of the spatial model that can be chosen: how actors vote, how strength becomes a chance, and how bargains are made.

The names and meanings follow the user guide, the notes on incentives and on affinity, and the table reference of the KAPSARC Toolkit
for Behavioral Analysis (Wise, Lester and Efird 2015, "An introduction to the KAPSARC Toolkit for Behavioral Analysis"; 2015,
"Multidimensional bargaining using KTAB"). What these leave open was settled by its reference output; ``UNCHECKED`` lists the choices that
no reference output uses, for which the reading here is our own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused

Floats = NDArray[np.float64]
ALIKE = 1e-12
"""Difference of utilities below which a voter is indifferent."""
FLOOR = 1e-10
"""Share of all weight that every coalition has at least, so that two options that nobody tells apart are even."""
GAINS_COUNT = 2 / 3
"""Weight of a gain against a loss under the asymmetric rule."""

VOTING: Mapping[str, Callable[[Floats], Floats]] = MappingProxyType(
    {
        "proportional": lambda d: d,
        "binary": np.sign,
        "proportional_binary": lambda d: 0.8 * d + 0.2 * np.sign(d),
        "proportional_cubic": lambda d: 0.5 * (d + d**3),
        "cubic": lambda d: d**3,
        "asymmetric": lambda d: np.where(d > 0, GAINS_COUNT * d, d),
    }
)
"""What part of its weight an actor exerts for an option by which its utility is higher by a difference."""
VICTORY: Mapping[str, float] = MappingProxyType(
    {"linear": 1.0, "square": 2.0, "quartic": 4.0, "octic": 8.0, "binary": np.inf}
)
"""The power of coalition strengths in which chances are proportional."""
ELECTIONS = ("conditional", "markov_incentive", "markov_uniform")
TRANSITIONS = ("deterministic", "stochastic")
RISK_RANGES: Mapping[str, float] = MappingProxyType({"min": 0.0, "mid": -0.5, "max": -1.0})
"""The risk attitude of the actor whose position is the least likely; 1 is that of the likeliest."""
RISK_ADJUSTMENTS: Mapping[str, float] = MappingProxyType(
    {"none": 0.0, "one_third": 1 / 3, "half": 0.5, "two_thirds": 2 / 3, "full": 1.0}
)
"""How far from its own risk attitude to the other's an actor moves in judging the other's."""
THIRD_PARTIES = ("no_commitment", "semi_commitment", "full_commitment")
INTERPOLATIONS = ("s1p1", "s2p2", "s2pmax")
BARGAINS = ("initiator", "both", "compromise")
UNCHECKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "voting": ("asymmetric",),
        "third_party": ("no_commitment", "full_commitment"),
        "interpolation": ("s1p1", "s2pmax"),
        "bargain": ("both", "compromise"),
    }
)
"""Choices whose exact form no reference output shows."""

_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "voting": tuple(VOTING),
        "victory": tuple(VICTORY),
        "election": ELECTIONS,
        "transition": TRANSITIONS,
        "risk_range": tuple(RISK_RANGES),
        "risk_adjustment": tuple(RISK_ADJUSTMENTS),
        "third_party": THIRD_PARTIES,
        "interpolation": INTERPOLATIONS,
        "bargain": BARGAINS,
    }
)
_JA: Mapping[str, str] = MappingProxyType(
    {
        "voting": "投票規則",
        "victory": "勝敗の確率モデル",
        "election": "選出の確率モデル",
        "transition": "遷移",
        "risk_range": "リスク態度の幅",
        "risk_adjustment": "リスク態度の推定",
        "third_party": "第三者の関与",
        "interpolation": "妥協点の求め方",
        "bargain": "交渉案の作り方",
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """One choice for each rule; the defaults are those of the reference runs.

    Parameters
    ----------
    voting:
        A name of ``VOTING``.
    victory:
        A name of ``VICTORY``.
    election:
        How pairwise chances become probabilities of options: each beats all others, given that one does (``conditional``); or the limit
        of a process in which the favourite is challenged by whoever has most to gain (``markov_incentive``) or by any option alike
        (``markov_uniform``).
    transition:
        Whether the likeliest bargain of a queue comes about, or one drawn by the probabilities.
    risk_range, risk_adjustment:
        Names of ``RISK_RANGES`` and ``RISK_ADJUSTMENTS``.
    third_party:
        What a third actor risks by taking sides: nothing, its position if its side loses, or its position in any case.
    interpolation:
        The weights of both sides' positions in a bargain: salience times chance, their squares, or squared salience with only the
        weaker side moving.
    bargain:
        Whose estimate of the chance makes the proposal: the initiator's, either's (two proposals), or the mean of the two, weighted by
        salience.

    Raises
    ------
    InputRefused
        ``bargaining.rule``: a rule of that name does not exist.
    """

    voting: str = "proportional"
    victory: str = "linear"
    election: str = "conditional"
    transition: str = "deterministic"
    risk_range: str = "mid"
    risk_adjustment: str = "one_third"
    third_party: str = "semi_commitment"
    interpolation: str = "s2p2"
    bargain: str = "initiator"

    def __post_init__(self) -> None:
        for field in fields(self):
            given, known = getattr(self, field.name), _CHOICES[field.name]
            if given not in known:
                raise InputRefused(
                    "bargaining.rule",
                    f"there is no {field.name} rule {given!r}",
                    ja=f"{_JA[field.name]}に {given!r} はない",
                    hint=f"use one of: {', '.join(known)}",
                    hint_ja=f"次のいずれかを使う: {', '.join(known)}",
                    failed=given,
                )

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Its choices that no reference output shows."""
        return tuple(
            f"{name}={getattr(self, name)}" for name, choices in UNCHECKED.items() if getattr(self, name) in choices
        )


def votes(rule: str, weight: Floats, difference: Floats) -> Floats:
    """Signed votes for the first of two options, by the differences of utility; weights on the first axis.

    >>> votes("proportional", np.array([2.0]), np.array([-0.25])).tolist()
    [-0.5]
    """
    told = np.where(np.abs(difference) > ALIKE, difference, 0.0)
    found: Floats = weight.reshape(-1, *(1,) * (difference.ndim - 1)) * VOTING[rule](told)
    return found


def prevailing(victory: str, above: Floats, below: Floats, floor: float) -> Floats:
    """Chance that the first of two coalitions prevails, from the strengths of both.

    >>> prevailing("linear", np.array([3.0]), np.array([1.0]), 0.0).tolist()
    [0.75]
    """
    power = VICTORY[victory]
    first, second = above + floor, below + floor
    total = first + second
    share: Floats = np.where(total > 0, first / np.where(total > 0, total, 1.0), 0.5)
    if np.isinf(power):
        even = np.abs(first - second) <= floor + ALIKE * total
        certain: Floats = np.where(even, 0.5, np.where(first > second, 1.0, 0.0))
        return certain
    found: Floats = share**power / (share**power + (1 - share) ** power)
    return found
