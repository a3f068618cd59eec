"""The steps between consecutive rows of each vessel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.geometry import DEGREE_M, KNOT_MS, distance_m, turned
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Steps:
    """From each row but the last to the next; rows of two vessels make no step.

    ``vessel`` is the position of the vessel of each row in the tracks.
    """

    vessel: Array
    same: Array
    seconds: Array
    metres: Array
    jump: Array
    """Steps that no vessel makes."""


def steps(tracks: Tracks, rules: SpoofingRules) -> Steps:
    """All steps of ``tracks``."""
    vessel = np.repeat(np.arange(len(tracks)), np.diff(tracks.offsets))
    same = vessel[1:] == vessel[:-1]
    seconds = np.diff(tracks.time) / 1000
    metres = distance_m(tracks.lat[:-1], tracks.lon[:-1], tracks.lat[1:], tracks.lon[1:])
    jump = same & (metres > rules.jump_m + rules.jump_knots * KNOT_MS * seconds)
    return Steps(vessel, same, seconds, metres, jump)


def plane(tracks: Tracks, rows: Array) -> tuple[Array, Array]:
    """Metres east and north of the first of some rows that lie near one another."""
    lat, lon = tracks.lat[rows], tracks.lon[rows]
    scale = DEGREE_M * np.cos(np.radians(lat[0]))
    return turned(lon - lon[0]) * scale, (lat - lat[0]) * DEGREE_M
