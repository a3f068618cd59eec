"""Stops, row after row; the function runs as it stands and compiled."""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

from shiome.sanctions.watch.compiling import shared

Array = NDArray[Any]


@shared
def stops_of(
    time: Array, lat: Array, lon: Array, offsets: Array, metres: float, degree: float, shortest: int, gap: int, found: Array
) -> int:  # fmt: skip
    """Rows between which each vessel keeps near to where it stopped; gives how many there are.

    ``found`` has two columns, the first and the last row of each stop, and room for half as many as there are rows. Linear in the rows.
    """
    count = 0
    for vessel in range(len(offsets) - 1):
        first = offsets[vessel]
        for row in range(offsets[vessel] + 1, offsets[vessel + 1] + 1):
            if row < offsets[vessel + 1]:
                east = (lon[row] - lon[first] + 180.0) % 360.0 - 180.0
                along = east * math.cos(math.radians(lat[first])) * degree
                up = (lat[row] - lat[first]) * degree
                if along * along + up * up <= metres * metres and time[row] - time[row - 1] <= gap:
                    continue
            if row - 1 > first and time[row - 1] - time[first] >= shortest:
                found[count, 0] = first
                found[count, 1] = row - 1
                count += 1
            first = row
    return count
