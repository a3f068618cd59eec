"""Three together: whether pairs close into a triad, how visibly its members align, how free one of them stays between two.

Intervals are carried over from the parts: each part is moved through its own interval while the others stay, and the movements of
the result are added as squares, as for independent errors.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import product
from math import sqrt
from typing import Literal

import msgspec
import numpy as np

from shiome.errors import InputRefused, QueryRefused
from shiome.yardsticks.dyads.decay import LEAST, MOST_INPUTS, Data, decayed_share, decayed_sum
from shiome.yardsticks.dyads.told import Tellings, Told
from shiome.yardsticks.series import Period, Point, Series, bounds_of, periods_between

Closure = Literal["geometric", "least"]
VISIBLE_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID"})
"""PLOVER types by which a state shows in public that it stands with another."""


def closure(first: Series, second: Series, third: Series, *, how: Closure = "geometric") -> Series:
    """How far three ties, each on a scale from 0 to 1, make a surface and not lines: near 1 only where all three are strong.

    Parameters
    ----------
    how:
        ``geometric``: their geometric mean; ``least``: the weakest of them.

    Raises
    ------
    InputRefused
        ``dyads.scaled``: a value is not from 0 to 1.
    QueryRefused
        ``dyads.period``: the series are not of one period.
    """
    _check_scaled((first, second, third))
    if how == "least":
        return combined(lambda *ties: min(ties), first, second, third, unit="share")
    return combined(lambda *ties: (ties[0] * ties[1] * ties[2]) ** (1 / 3), first, second, third, unit="share")


def autonomy(first: Series, second: Series) -> Series:
    """How evenly an actor is tied to two backers: 1 where both ties are alike, 0 where there is only one.

    ``1 - |a - b| / (a + b)`` for the strengths of the two ties, which are not negative (stocks, shares). Missing where either is,
    and where there is no tie at all.

    Raises
    ------
    InputRefused
        ``dyads.scaled``: a strength is negative.
    QueryRefused
        ``dyads.period``: the series are not of one period.
    """
    _check_scaled((first, second), highest=float("inf"))
    return combined(lambda a, b: None if a + b <= 0 else 1 - abs(a - b) / (a + b), first, second, unit="share")


def joint_presence(
    told: Data,
    members: Collection[str],
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    least: float = LEAST,
) -> Series:
    """Of what two or more members take part in, the share in which all do. ``Told.pair`` names the parties of each."""
    among = of_members(told, members)
    among = msgspec.structs.replace(among, value=(among.shared_by(members) == len({*members})).astype(np.float64))
    return decayed_share(among, period=period, first=first, last=last, half_life=half_life, least=least, unit="share")


def visibility(
    told: Data,
    members: Collection[str],
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    least: float = LEAST,
) -> Series:
    """Of what passes among members, the share that shows their alignment: ``Told.value`` is 1 for what does, 0 for what does not.

    :func:`shows_alignment` tells it for a coded event.
    """
    among = of_members(told, members)
    return decayed_share(among, period=period, first=first, last=last, half_life=half_life, least=least, unit="share")


def co_signed(
    texts: Sequence[Told],
    members: Collection[str],
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    covered: tuple[date, date] | None = None,
) -> Series:
    """Stock of texts that all members have signed. ``Told.pair`` names the signatories of each."""
    signed = [each for each in texts if set(members) <= set(each.pair)]
    return decayed_sum(
        signed, period=period, first=first, last=last, half_life=half_life, covered=covered, unit="texts"
    )


def of_members(told: Data, members: Collection[str]) -> Tellings:
    """What two or more of the members take part in, others or not."""
    tellings = told if isinstance(told, Tellings) else Tellings.of(told)
    return tellings.chosen(tellings.shared_by(members) >= 2)


def shows_alignment(plover: str, *, acting: int = 1) -> bool:
    """Whether an event shows alignment: members act together (``acting`` counts them), or one supports another in public.

    >>> shows_alignment("MOBILIZE", acting=2), shows_alignment("CONSULT"), shows_alignment("SUPPORT")
    (True, False, True)
    """
    return acting >= 2 or plover in VISIBLE_TYPES


def combined(of: Callable[..., float | None], *parts: Series, unit: str = "") -> Series:
    """A series computed from others, period by period; missing where any of them is, and where ``of`` gives ``None``.

    Raises
    ------
    QueryRefused
        ``dyads.period``: the series are not of one period.
    """
    kinds = {part.period for part in parts}
    if len(kinds) != 1:
        raise QueryRefused(
            "dyads.period",
            f"series by {' and by '.join(sorted(kinds))} cannot be put together",
            ja=f"期間の異なる系列（{'、'.join(sorted(kinds))}）は組み合わせられない",
            hint="compute them all by the same period",
            hint_ja="すべて同じ期間で計算する",
        )
    period = parts[0].period
    found = [{point.when: point for point in part} for part in parts]
    whens = [point.when for part in parts for point in part]
    if not whens:
        return Series(period=period, unit=unit)
    names = periods_between(bounds_of(min(whens), period)[0], bounds_of(max(whens), period)[1], period)
    points = tuple(_combined_point(name, of, [each.get(name) for each in found]) for name in names)
    return Series(period=period, points=points, unit=unit)


def _combined_point(when: str, of: Callable[..., float | None], parts: Sequence[Point | None]) -> Point:
    known = [part for part in parts if part is not None and part.value is not None]
    values = [part.value for part in known if part.value is not None]
    value = of(*values) if len(known) == len(parts) else None
    if value is None:
        return Point(when=when)
    low = high = None
    if any(part.low is not None and part.high is not None for part in known):
        low, high = _bounds(of, value, values, [_places(part, known) for part in known])
    inputs = tuple(dict.fromkeys(each for part in known for each in part.inputs))[:MOST_INPUTS]
    return Point(when=when, value=value, low=low, high=high, n=sum(part.n for part in known), inputs=inputs)


def _bounds(
    of: Callable[..., float | None], value: float, values: Sequence[float], places: Sequence[Sequence[float]]
) -> tuple[float, float]:
    """Bounds of the result: the movements by each part as squares, within what any places of the parts give together."""
    falls = rises = 0.0
    for part, tried in enumerate(places):
        moved = [of(*values[:part], at, *values[part + 1 :]) for at in tried]
        results = [value, *(result for result in moved if result is not None)]
        falls += (value - min(results)) ** 2
        rises += (max(results) - value) ** 2
    together = [value, *(result for at in product(*places) if (result := of(*at)) is not None)]
    return max(value - sqrt(falls), min(together)), min(value + sqrt(rises), max(together))


def _places(part: Point, all_parts: Sequence[Point]) -> list[float]:
    """Where in its interval a part is tried: at its ends, and where another part stands, since results may turn there."""
    assert part.value is not None  # noqa: S101 - only known parts come here
    if part.low is None or part.high is None:
        return [part.value]
    others = (number for other in all_parts for number in (other.low, other.value, other.high) if number is not None)
    return sorted({part.low, part.high, *(number for number in others if part.low < number < part.high)})


def _check_scaled(parts: Sequence[Series], *, highest: float = 1.0) -> None:
    for part in parts:
        for point in part:
            for number in (point.value, point.low, point.high):
                if number is not None and not 0.0 <= number <= highest:
                    raise InputRefused(
                        "dyads.scaled",
                        f"{number:g} in {point.when} is not {'from 0 to 1' if highest == 1 else '0 or more'}",
                        ja=f"{point.when} の {number:g} は{'0から1まで' if highest == 1 else '0以上'}でない",
                        hint="scale the series first",
                        hint_ja="先に系列の尺度を合わせる",
                        failed=point,
                    )
