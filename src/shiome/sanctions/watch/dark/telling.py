"""Dark periods as events: what speaks for a silence being deliberate, and what else could explain it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.sanctions.watch.dark.judging import Silences, silences
from shiome.sanctions.watch.dark.reception import sampled
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.events import Event, Reason, in_order
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


class Haven(NamedTuple):
    """A port or anchorage, in which vessels may well switch off."""

    lat: float
    lon: float
    radius_m: float
    name: str = ""


def dark_periods(
    tracks: Tracks,
    rules: DarkRules | None = None,
    *,
    hulls: Array | None = None,
    havens: Sequence[Haven] = (),
    engine: Engine = "auto",
) -> list[Event]:
    """Silences that expected reception does not explain.

    Parameters
    ----------
    tracks:
        All traffic, suspects and others: reception is learned from it.
    rules:
        Thresholds; their defaults where none are given.
    hulls:
        Number of the hull of each row, where one MMSI is used by several (``identity.hulls``); a silence is then looked for on each hull.
    havens:
        Ports and anchorages (``ports``): a vessel silent within one is told with a lower score.

    Returns
    -------
    list of Event
        Each from the last message before to the first after, exact; the position is that of the last message.
    """
    rules = rules or DarkRules()
    judged = silences(tracks, rules, hulls=hulls, engine=engine)
    told = np.flatnonzero(judged.surprise >= rules.surprise)
    seen = _seen(judged, told)
    return in_order(
        _event(tracks, rules, judged, int(which), others, havens) for which, others in zip(told, seen, strict=True)
    )  # fmt: skip


class _Seen(NamedTuple):
    """Of the other traffic during a silence."""

    heard: float
    """Share of others' vessel-hours that were heard in the same waters."""
    vessels: int
    """Others heard in these waters at any time."""
    unknown: float
    """Share of the silence spent where reception is unknown or nobody was ever heard."""


def _seen(judged: Silences, told: Array) -> list[_Seen]:
    reception = judged.reception
    grid = reception.grid
    result: list[_Seen] = []
    for which in told:
        samples = sampled(grid, judged.voices, judged.first[which : which + 1])
        many = judged.voices.bucket[judged.first[which] + 1] - judged.voices.bucket[judged.first[which]] - 1
        parts = int(min(many, samples.cell.shape[1]))
        inside = np.flatnonzero(samples.cell[0] >= 0)
        cells, then = samples.cell[0][inside], samples.bucket[0][inside]
        blocks, weight = grid.block[cells], float(samples.weight[0])
        heard = float(reception.block_heard[blocks, then].sum())
        present = float(reception.block_present[blocks, then].sum()) - weight * len(inside)
        vessels = int(reception.vessels[blocks].max()) - 1 if len(blocks) else 0
        known = int(reception.known[cells].sum())
        result.append(_Seen(heard / present if present > 0 else 0.0, vessels, 1 - known / parts))
    return result


def _event(
    tracks: Tracks, rules: DarkRules, judged: Silences, which: int, others: _Seen, havens: Sequence[Haven]
) -> Event:
    before, after = int(judged.before[which]), int(judged.after[which])
    start, end = int(tracks.time[before]), int(tracks.time[after])
    surprise, own = float(judged.surprise[which]), float(judged.own[which])
    lat, lon = float(tracks.lat[before]), float(tracks.lon[before])
    metres = float(distance_m(lat, lon, tracks.lat[after], tracks.lon[after]))
    haven = _haven(havens, (lat, lon), (float(tracks.lat[after]), float(tracks.lon[after])))
    score = surprise / (surprise + rules.surprise) * (rules.haven_factor if haven else 1.0)
    hours = (end - start) / 3_600_000
    return Event(
        "dark_period", start, end, (int(judged.mmsi[which]),), lat, lon, score,
        _reasons(hours, surprise, float(judged.expected[which]), own, others, haven),
        _alternatives(hours, metres, own, others, haven),
        (tracks.reference(before), tracks.reference(after)),
        {
            "hours": hours, "surprise": surprise, "expected_share": float(judged.expected[which]), "own_share": own,
            "others_heard_share": others.heard, "other_vessels": float(others.vessels), "moved_m": metres,
        },
    )  # fmt: skip


def _haven(havens: Sequence[Haven], before: tuple[float, float], after: tuple[float, float]) -> Haven | None:
    """The port or anchorage in which the silence began and ended."""
    for haven in havens:
        ends = (distance_m(*place, haven.lat, haven.lon) <= haven.radius_m for place in (before, after))
        if all(ends):
            return haven
    return None


def _reasons(
    hours: float, surprise: float, expected: float, own: float, others: _Seen, haven: Haven | None
) -> tuple[Reason, ...]:
    odds = f"1:{np.exp(min(surprise, 27.6)):,.0f}" + ("+" if surprise > 27.6 else "")
    reasons = [
        Reason(
            "dark.surprise",
            f"{hours:.1f} 時間の無通信。送信を続けていて受信されない見込みは {odds} 程度",
            f"silent for {hours:.1f} h; the odds that a vessel still sending was not heard are about {odds}",
            min(surprise / 30, 1.0),
        ),
        Reason(
            "dark.expected",
            f"この海域・時間帯で受信されるはずの割合は毎時 {expected:.0%}（他の {others.vessels} 隻の受信から学習）",
            f"here and then it should have been heard in {expected:.0%} of its hours (learned from {others.vessels} other vessels)",
            0.5 * expected,
        ),
        Reason(
            "dark.others",
            f"無通信の間、同じ海域の他船は延べ時間の {others.heard:.0%} で受信された",
            f"during the silence other vessels in the same waters were heard in {others.heard:.0%} of their hours",
            0.5 * others.heard,
        ),
    ]
    if own < 0.9:
        reasons.append(
            Reason(
                "dark.own",
                f"この船の受信は普段から他船の {own:.0%} にとどまる",
                f"this vessel is usually heard only {own:.0%} as well as others",
                own - 1,
            )
        )
    if haven:
        reasons.append(
            Reason(
                "dark.haven",
                f"前後とも同じ港・錨地（{haven.name or '無名'}）にいた",
                f"it lay in one port or anchorage before and after ({haven.name or 'unnamed'})",
                -0.7,
            )
        )
    return tuple(reasons)


def _alternatives(hours: float, metres: float, own: float, others: _Seen, haven: Haven | None) -> tuple[Reason, ...]:
    told = [
        Reason(
            "dark.alternative.failure",
            "送信機・アンテナ・電源の故障",
            "failure of the transponder, its antenna or its power",
        )
    ]
    if haven or metres < 2000:
        told.append(
            Reason(
                "dark.alternative.moored",
                "停泊・錨泊中の電源断（位置がほとんど変わっていない）",
                "power switched off while moored or at anchor (it hardly moved)",
            )
        )
    if others.unknown > 0:
        told.append(
            Reason(
                "dark.alternative.coverage",
                f"経路の {others.unknown:.0%} は受信状況の分からない海域である",
                f"{others.unknown:.0%} of the way leads through waters whose reception is unknown",
            )
        )
    if others.heard < 0.5:
        told.append(
            Reason(
                "dark.alternative.sparse",
                "受信が疎らな時間帯で、信号の衝突や衛星の通過の間に当たった可能性",
                "reception was sparse then: colliding signals, or between the passes of satellites",
            )
        )
    if own < 0.9:
        told.append(
            Reason("dark.alternative.weak", "出力の弱い送信機（クラス B など）", "a weak transponder (such as class B)")
        )
    if hours * 1852 * 5 > max(metres, 1) * 1.2 and metres >= 2000:
        told.append(
            Reason(
                "dark.alternative.away",
                "直線上になく、受信の悪い海域を通った可能性",
                "it may have left the straight way for waters of poor reception",
            )
        )
    return tuple(told)
