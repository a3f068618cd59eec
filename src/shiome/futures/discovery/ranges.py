"""The uncertain inputs of a sensitivity study: named ranges, and the way from the unit cube into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shiome.errors import QueryRefused
from shiome.futures.discovery.inputs import Numbers


@dataclass(frozen=True)
class Span:
    """An input that may lie anywhere between ``low`` and ``high``, all values alike."""

    name: str
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        if not (np.isfinite([self.low, self.high]).all() and self.low < self.high):
            raise QueryRefused(
                "discovery.span",
                f"the range of {self.name!r} from {self.low} to {self.high} holds no values",
                ja=f"「{self.name}」の範囲{self.low}から{self.high}に値がありません",
                hint="give a lower and a higher bound",
                hint_ja="下限と上限を与えてください",
                failed=self.name,
            )


def checked(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans as a tuple; refused where there is none or two share a name."""
    names = [span.name for span in spans]
    if not names or len(set(names)) < len(names):
        raise QueryRefused(
            "discovery.names",
            f"the inputs must be at least one and differ in name, not {names}",
            ja=f"入力は一つ以上で名前が異なる必要があります: {names}",
            hint="name each input once",
            hint_ja="各入力を一度だけ挙げてください",
        )
    return tuple(spans)


def stretched(unit: Numbers, spans: Sequence[Span]) -> Numbers:
    """Points of the unit cube (one row each) in the ranges of ``spans``."""
    low = np.array([span.low for span in spans])
    high = np.array([span.high for span in spans])
    points: Numbers = low + unit * (high - low)
    return points


def outcomes(results: object, expected: int) -> Numbers:
    """One finite number per row of a design, else refused."""
    values = np.asarray(results, dtype=np.float64)
    if values.shape == (expected,) and np.isfinite(values).all():
        return values
    raise QueryRefused(
        "discovery.results",
        f"the results have shape {values.shape}, the design needs {expected} finite numbers",
        ja=f"結果の形は{values.shape}ですが、計画には有限の数が{expected}個必要です",
        hint="run the model once per row of the design, in its order",
        hint_ja="計画の各行について順にモデルを動かしてください",
    )
