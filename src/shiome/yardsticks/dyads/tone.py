"""The tone of an event, from -10 (conflict) to 10 (cooperation), by its PLOVER type and mode.

The weights are data: ``tones.yaml`` beside this module says where each comes from, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from shiome.tables import shipped_table


class TypeTone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tone of one PLOVER type."""

    tone: float
    codes: int
    """How many CAMEO codes it is the mean of."""
    modes: dict[str, float] = {}


class Tones(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All tones, and what they are derived from."""

    source: str
    reason: str
    departures: dict[str, str]
    """Type to why its tone is derived otherwise."""
    scale: tuple[float, float]
    goldstein: dict[str, float]
    """CAMEO code to Goldstein's weight; a longer code follows the one that it begins with."""
    tones: dict[str, TypeTone]


@lru_cache(maxsize=1)
def tones() -> Tones:
    """The table of tones that comes with Shiome."""
    return msgspec.convert(shipped_table(__package__, "tones.yaml"), Tones)


def tone_of(plover: str, mode: str = "", *, instead: Mapping[str, float] | None = None) -> float | None:
    """The tone of a PLOVER type, of its mode where that has one of its own; ``None`` for ``NONE`` and what is no type.

    Parameters
    ----------
    instead:
        Tones that a region sets otherwise, by type (``MOBILIZE``) or type and mode (``MOBILIZE.troops``).

    >>> tone_of("CONSULT", "visit"), tone_of("NONE")
    (2.35, None)
    >>> tone_of("CONSULT", "visit", instead={"CONSULT": 3.0})
    3.0
    """
    for key in (f"{plover}.{mode}", plover):
        if instead is not None and key in instead:
            return instead[key]
    known = tones().tones.get(plover)
    return None if known is None else known.modes.get(mode, known.tone)


def goldstein_of(cameo: str) -> float | None:
    """Goldstein's weight of a CAMEO code; ``None`` for what is no such code.

    >>> goldstein_of("0841"), goldstein_of("999")
    (7.0, None)
    """
    weights = tones().goldstein
    return next((weights[cameo[:end]] for end in range(len(cameo), 1, -1) if cameo[:end] in weights), None)
