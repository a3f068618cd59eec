"""What a forecaster answers, and what P(A | C) follows from."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from shiome.errors import InputRefused


@dataclass(frozen=True)
class Answer:
    """The probability of a formula, with the standard error of the runs behind it (0 for an exact answer)."""

    p: float
    error: float = 0.0

    def __post_init__(self) -> None:
        if not (0.0 <= self.p <= 1.0 and 0.0 <= self.error < math.inf):
            raise InputRefused(
                "backtest.answer",
                f"a forecast of {self.p:g} with error {self.error:g} is no probability",
                ja=f"予測 {self.p:g}（誤差 {self.error:g}）は確率でない",
                hint="give 0 <= p <= 1 and an error of at least 0",
                hint_ja="0 <= p <= 1、誤差は0以上とする",
                failed=self,
            )


Forecast = Callable[[date, tuple[str, ...]], Sequence[Answer | None]]
"""Answers formulas as of a day, one answer for each, ``None`` where there is none. Formulas carry their months as dates."""


def given(both: Answer, condition: Answer) -> Answer | None:
    """P(A | C) from P(A and C) and P(C) of the same runs; ``None`` where the condition never holds.

    Both are shares of the same n runs, and n follows from the error of P(C): the share is one of n P(C) runs.

    >>> given(Answer(0.2, 0.004), Answer(0.4, 0.0049)).p
    0.5
    """
    if condition.p <= 0.0:
        return None
    p = min(1.0, both.p / condition.p)
    if condition.p >= 1.0:
        return Answer(p, both.error)
    spread = condition.p * (1.0 - condition.p)
    runs = spread / condition.error**2 if condition.error > 0.0 else math.inf
    return Answer(p, math.sqrt(p * (1.0 - p) / (runs * condition.p)))
