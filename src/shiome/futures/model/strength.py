"""From hedges to strengths: what a claim counts for, and what several claims for one cell count for together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from shiome.futures.model.model import Sign, Support
from shiome.region.schema.meta import Bands

SIGNS: Mapping[Sign, float] = {"+": 1.0, "-": -1.0, "0": 0.0}


def strength(sign: Sign, hedge: int, bands: Mapping[int, Bands]) -> tuple[float, float, float]:
    """Low end, middle and high end of what a claim counts for, with its sign.

    A claim of no effect counts for nothing, however firmly it is held.
    """
    band = bands[hedge]
    ends = sorted(SIGNS[sign] * end for end in (band.impact_low, band.impact_high))
    return ends[0], (ends[0] + ends[1]) / 2, ends[1]


def combined(supports: Sequence[Support]) -> tuple[float, float, float]:
    """One band for all claims of a cell: from the weakest reading to the strongest.

    The likeliest value is the mean over documents of the mean over each one's claims, so that repeating a claim in one
    document adds nothing; claims that disagree widen the band and draw the middle between them.
    """
    by_document: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for support in supports:
        by_document[support.documents].append(support.mode)
    means = [sum(modes) / len(modes) for modes in by_document.values()]
    low, high = min(support.low for support in supports), max(support.high for support in supports)
    return low, sum(means) / len(means), high
