"""One pair among others: how much of what either party takes part in passes between the two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from shiome.yardsticks.dyads.decay import LEAST, decayed_share
from shiome.yardsticks.dyads.told import Told
from shiome.yardsticks.series import Period, Series


def pair_share(
    told: Sequence[Told],
    one: str,
    other: str,
    *,
    period: Period,
    first: date,
    last: date,
    half_life: float | None,
    least: float = LEAST,
) -> Series:
    """Of what either party takes part in, the share in which both do: a stock corrected for how much is told of the two at all.

    ``Told.pair`` names the parties of each; what neither takes part in does not count.
    """
    either = [
        msgspec.structs.replace(each, value=float(one in each.pair and other in each.pair))
        for each in told
        if one in each.pair or other in each.pair
    ]
    return decayed_share(either, period=period, first=first, last=last, half_life=half_life, least=least, unit="share")
