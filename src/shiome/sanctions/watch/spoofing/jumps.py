"""Steps that no vessel makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.geometry import KNOT_MS
from shiome.sanctions.watch.spoofing.motion import Steps
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


def jump_events(
    tracks: Tracks,
    moves: Steps,
    rules: SpoofingRules,
    *,
    shared: frozenset[int] = frozenset(),
    told: Array | None = None,
) -> Iterator[Event]:
    """Groups of jumps of one vessel near in time.

    Parameters
    ----------
    shared:
        MMSIs known to be on several hulls, whose jumps are changes between hulls.
    told:
        Steps told otherwise (a jump to a circle); one mark each.
    """
    marked = moves.jump if told is None else moves.jump & ~told
    jumps = np.flatnonzero(marked)
    if not len(jumps):
        return
    wait = rules.jump_hours * 3_600_000
    apart = (moves.vessel[jumps[1:]] != moves.vessel[jumps[:-1]]) | (
        tracks.time[jumps[1:]] - tracks.time[jumps[:-1] + 1] > wait
    )
    for group in np.split(jumps, np.flatnonzero(apart) + 1):
        mmsi = int(tracks.vessels[moves.vessel[group[0]]])
        if mmsi not in shared:
            yield _event(tracks, moves, mmsi, group, rules)


def _event(tracks: Tracks, moves: Steps, mmsi: int, group: Array, rules: SpoofingRules) -> Event:
    knots = moves.metres[group] / np.maximum(moves.seconds[group], 1.0) / KNOT_MS
    furthest = int(group[np.argmax(moves.metres[group])])
    first, last = int(group[0]), int(group[-1]) + 1
    away = int(group[1] - group[0]) if len(group) > 1 else 0
    stray = len(group) > 1 and all(gap <= rules.stray_rows for gap in np.diff(group)[::2].tolist())
    reasons = [
        Reason(
            "spoofing.jump",
            f"{moves.metres[furthest] / 1852:,.0f} 海里を {knots.max():,.0f} ノットで移動したことになる（跳びは {len(group)} 回）",
            f"it would have gone {moves.metres[furthest] / 1852:,.0f} nm at {knots.max():,.0f} kn ({len(group)} jumps)",
            0.5,
        )
    ]
    if stray:
        reasons.append(
            Reason("spoofing.stray", "離れた位置はごく少ない行だけ", "only very few rows lie away", -0.3)
        )  # fmt: skip
    elif away:
        reasons.append(
            Reason(
                "spoofing.stay",
                f"離れた所に {away} 行とどまった後に動いた",
                f"it stayed away for {away} rows before it moved again",
                0.25,
            )
        )
    rows = sorted({first, furthest, furthest + 1, last})
    return Event(
        "spoofing", int(tracks.time[first]), int(tracks.time[last]), (mmsi,), float(tracks.lat[furthest]), float(tracks.lon[furthest]),
        sum(reason.weight for reason in reasons), tuple(reasons), _ALTERNATIVES, tuple(sorted(tracks.reference(row) for row in rows)),
        {"jumps": float(len(group)), "knots": float(knots.max()), "moved_m": float(moves.metres[furthest])},
    )  # fmt: skip


_ALTERNATIVES = (
    Reason(
        "spoofing.alternative.clock",
        "受信局や衛星の時計のずれ、ビット誤り",
        "wrong clocks of a station or satellite, or bit errors",
    ),
    Reason("spoofing.alternative.shared", "別の船が同じ MMSI を使用", "another vessel uses the same MMSI"),
    Reason(
        "spoofing.alternative.interference",
        "船の意図によらない衛星測位への妨害・欺瞞",
        "interference with satellite navigation that is not the vessel's doing",
    ),
)
