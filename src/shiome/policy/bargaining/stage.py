"""What both the stated forecast and the draws of the expected-utility model begin with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.policy.bargaining.arrays import Numbers
from shiome.policy.bargaining.definitions import Definition, definition
from shiome.policy.bargaining.table import Scale, Table

Floats = NDArray[np.float64]
ROUNDS = 20
"""Rounds after which bargaining is broken off."""
TOLERANCE = 1e-6
"""Share of the range of positions at the start below which a move counts as none."""


class Stage:
    """Positions in units of their range at the start, beside what stays the same."""

    def __init__(self, numbers: Numbers) -> None:
        shares = numbers.position[:, :, 0]
        self.low = shares.min(axis=1, keepdims=True)
        spread = shares.max(axis=1, keepdims=True) - self.low
        # Where all stand together there is no range, and no distance either.
        self.width = np.where(spread > 0, spread, 1.0)
        self.position: Floats = (shares - self.low) / self.width
        self.salience: Floats = np.ascontiguousarray(numbers.salience[:, :, 0])
        self.weight: Floats = numbers.capability * self.salience

    def shares(self, position: Floats) -> Floats:
        """Back as shares of the scale."""
        found: Floats = self.low + self.width * position
        return found


def asked(table: Table, how: str | Definition, rounds: int) -> tuple[Definition, Scale]:
    """The definition and the issue of a forecast.

    Raises
    ------
    InputRefused
        ``bargaining.one_issue``, ``bargaining.rounds``, ``bargaining.definition``.
    """
    if len(table.issues) != 1:
        raise InputRefused(
            "bargaining.one_issue",
            f"the expected-utility model takes one issue at a time, not {len(table.issues)}",
            ja=f"期待効用モデルは争点を一つずつ扱う（{len(table.issues)} ある）",
            hint="choose one of them, or use the spatial model",
            hint_ja="一つを選ぶか、空間モデルを使う",
            failed=table,
        )
    if rounds < 1:
        raise InputRefused(
            "bargaining.rounds",
            f"{rounds} rounds are no bargaining",
            ja=f"{rounds} ラウンドでは交渉にならない",
            hint="ask for at least 1",
            hint_ja="1 以上にする",
            failed=rounds,
        )
    return definition(how) if isinstance(how, str) else how, table.issues[0]
