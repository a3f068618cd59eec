"""What every score asks of its input, refused in one line that names the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import InputRefused

Floats = NDArray[np.float64]


def numbers(values: ArrayLike, *, what: str, dimensions: Sequence[int] = (1,)) -> Floats:
    """The values as finite numbers in an array of one of the allowed dimensions, at least one of them.

    Raises
    ------
    InputRefused
        ``score.empty``, ``score.number`` or ``score.shape``.
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputRefused(
            "score.number",
            f"{what}: not a table of numbers ({error})",
            ja=f"{what}: 数の表として読めない",
            hint="give numbers in rows of equal length",
            hint_ja="同じ長さの行で数を与える",
            failed=values,
        ) from error
    if array.size == 0:
        raise InputRefused(
            "score.empty",
            f"{what}: there is nothing to score",
            ja=f"{what}: 採点するものがない",
            hint="give at least one forecast with its outcome",
            hint_ja="予測と結果を少なくとも一つ与える",
            failed=values,
        )
    if array.ndim not in dimensions:
        raise InputRefused(
            "score.shape",
            f"{what}: {array.ndim} dimensions where {' or '.join(map(str, dimensions))} are read",
            ja=f"{what}: 次元が{array.ndim}で、読めるのは{'か'.join(map(str, dimensions))}",
            hint="one row per forecast",
            hint_ja="予測一つにつき一行とする",
            failed=values,
        )
    if not np.isfinite(array).all():
        place = tuple(int(one) + 1 for one in np.argwhere(~np.isfinite(array))[0])
        raise InputRefused(
            "score.number",
            f"{what}: entry {_place(place)} is not a finite number",
            ja=f"{what}: {_place(place)}番目が有限の数でない",
            hint="leave out what is unknown",
            hint_ja="不明なものは除く",
            failed=values,
        )
    return array


def probabilities(values: ArrayLike, *, what: str = "forecasts", dimensions: Sequence[int] = (1,)) -> Floats:
    """The values as probabilities within 0..1.

    Raises
    ------
    InputRefused
        ``score.probability``, and what :func:`numbers` refuses.
    """
    array = numbers(values, what=what, dimensions=dimensions)
    outside = (array < 0.0) | (array > 1.0)
    if outside.any():
        place = tuple(int(one) for one in np.argwhere(outside)[0])
        shown = _place(tuple(one + 1 for one in place))
        raise InputRefused(
            "score.probability",
            f"{what}: entry {shown} is {array[place]:g}, not within 0..1",
            ja=f"{what}: {shown}番目の{array[place]:g}は0から1の間にない",
            hint="give probabilities, not percentages or odds",
            hint_ja="百分率やオッズではなく確率を与える",
            failed=values,
        )
    return array


def same_length(first: Floats, second: Floats) -> None:
    """Refuses two inputs that do not pair row by row (``score.length``)."""
    if len(first) != len(second):
        raise InputRefused(
            "score.length",
            f"{len(first)} forecasts and {len(second)} outcomes do not pair",
            ja=f"予測{len(first)}件と結果{len(second)}件が対にならない",
            hint="give one outcome for each forecast",
            hint_ja="予測一つに結果一つを与える",
        )


def pairs(forecasts: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Floats]:
    """Probabilities and outcomes (1 came true, 0 did not, between: in part), of one length."""
    p, o = probabilities(forecasts), probabilities(outcomes, what="outcomes")
    same_length(p, o)
    return p, o


def level(value: float, *, what: str) -> float:
    """A share strictly between 0 and 1, such as a quantile or a confidence level (``score.level``)."""
    if not 0.0 < value < 1.0:
        raise InputRefused(
            "score.level",
            f"{what} is {value:g}, not strictly between 0 and 1",
            ja=f"{what}の{value:g}は0と1の間にない",
            hint="give a share such as 0.9",
            hint_ja="0.9のような割合を与える",
            failed=value,
        )
    return float(value)


def unknown(kind: str, name: Any, known: Sequence[str]) -> InputRefused:
    """The refusal of a name that nothing answers to, listing what there is."""
    return InputRefused(
        "score.name",
        f"{kind} {name!r} is not known",
        ja=f"{kind}「{name}」はない",
        hint=f"one of {', '.join(known)}",
        hint_ja=f"次のいずれか: {', '.join(known)}",
        failed=name,
    )


def _place(place: tuple[int, ...]) -> str:
    return ", ".join(map(str, place))
