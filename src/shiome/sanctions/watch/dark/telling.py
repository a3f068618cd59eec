"""Dark periods as events: what speaks for a silence being deliberate, and what else could explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.sanctions.watch.dark.grid import census, grid_of
from shiome.sanctions.watch.dark.judging import Silences, Tail, heard_in, judged, learned, least_surprise, settled, tail
from shiome.sanctions.watch.dark.reception import Reception, reception_of
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.dark.sampling import sampled
from shiome.sanctions.watch.events import Event, Reason, RowRef, in_order
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_ROUNDING = 1e-6


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
    grid = grid_of([census(tracks, rules, hulls=hulls)], rules)
    reception = reception_of(grid, [learned(tracks, grid, rules, hulls=hulls, engine=engine)], rules)
    found = candidates(tracks, reception, rules, hulls=hulls, engine=engine)
    return dark_events([found], reception, rules, havens=havens)


@dataclass(frozen=True)
class Candidate:
    """A silence that may be told, with all that its event says."""

    place: int
    """In the tail of its portion."""
    mmsi: int
    start: int
    end: int
    lat: float
    lon: float
    end_lat: float
    end_lon: float
    expected: float
    own: float
    heard: float
    """Share of others' vessel-hours that were heard in the same waters."""
    vessels: int
    """Others heard in these waters at any time."""
    unknown: float
    """Share of the silence spent where reception is unknown or nobody was ever heard."""
    rows: tuple[RowRef, RowRef]


@dataclass(frozen=True, eq=False)
class Candidates:
    """The surprising silences of a portion of vessels."""

    tail: Tail
    told: tuple[Candidate, ...]


def candidates(
    tracks: Tracks, reception: Reception, rules: DarkRules, *, hulls: Array | None = None, engine: Engine = "auto"
) -> Candidates:
    """The silences of a portion of vessels that may be told, whatever the others show."""
    voices, cell_of = heard_in(tracks, reception.grid, rules, hulls=hulls, engine=engine)
    found = judged(voices, reception, rules, cell_of=cell_of)
    least = least_surprise(rules)
    # Both corrections lessen a surprise; the margin is for rounding.
    which = np.flatnonzero(found.surprise >= rules.surprise - _ROUNDING)
    place = np.searchsorted(np.flatnonzero(found.surprise >= least), which)
    told = tuple(_candidate(tracks, found, int(one), int(at)) for one, at in zip(which, place, strict=True))
    return Candidates(tail(found, least), told)


def dark_events(
    parts: Sequence[Candidates], reception: Reception, rules: DarkRules, *, havens: Sequence[Haven] = ()
) -> list[Event]:
    """The dark periods among the candidates of all portions."""
    final = settled([part.tail for part in parts], reception.visitors, rules)
    return in_order(
        _event(each, float(surprise[each.place]), rules, havens)
        for part, surprise in zip(parts, final, strict=True)
        for each in part.told
        if surprise[each.place] >= rules.surprise
    )  # fmt: skip


def _candidate(tracks: Tracks, found: Silences, which: int, place: int) -> Candidate:
    before, after = int(found.before[which]), int(found.after[which])
    reception, voices = found.reception, found.voices
    samples = sampled(reception.grid, voices, found.first[which : which + 1])
    many = voices.bucket[found.first[which] + 1] - voices.bucket[found.first[which]] - 1
    inside = np.flatnonzero(samples.cell[0] >= 0)
    cells, then = samples.cell[0][inside], samples.bucket[0][inside]
    blocks = reception.grid.block[cells]
    heard = float(reception.block_heard[blocks, then].sum())
    present = float(reception.block_present[blocks, then].sum()) - float(samples.weight[0]) * len(inside)
    return Candidate(
        place, int(found.mmsi[which]), int(tracks.time[before]), int(tracks.time[after]),
        float(tracks.lat[before]), float(tracks.lon[before]), float(tracks.lat[after]), float(tracks.lon[after]),
        float(found.expected[which]), float(found.own[which]), heard / present if present > 0 else 0.0,
        int(reception.vessels[blocks].max()) - 1 if len(blocks) else 0,
        1 - int(reception.known[cells].sum()) / int(min(many, samples.cell.shape[1])),
        (tracks.reference(before), tracks.reference(after)),
    )  # fmt: skip


def _event(each: Candidate, surprise: float, rules: DarkRules, havens: Sequence[Haven]) -> Event:
    metres = float(distance_m(each.lat, each.lon, each.end_lat, each.end_lon))
    haven = _haven(havens, (each.lat, each.lon), (each.end_lat, each.end_lon))
    score = surprise / (surprise + rules.surprise) * (rules.haven_factor if haven else 1.0)
    hours = (each.end - each.start) / 3_600_000
    return Event(
        "dark_period", each.start, each.end, (each.mmsi,), each.lat, each.lon, score,
        _reasons(hours, surprise, each, haven), _alternatives(hours, metres, each, haven), each.rows,
        {
            "hours": hours, "surprise": surprise, "expected_share": each.expected, "own_share": each.own,
            "others_heard_share": each.heard, "other_vessels": float(each.vessels), "moved_m": metres,
        },
    )  # fmt: skip


def _haven(havens: Sequence[Haven], before: tuple[float, float], after: tuple[float, float]) -> Haven | None:
    """The port or anchorage in which the silence began and ended."""
    for haven in havens:
        ends = (distance_m(*place, haven.lat, haven.lon) <= haven.radius_m for place in (before, after))
        if all(ends):
            return haven
    return None


def _reasons(hours: float, surprise: float, each: Candidate, haven: Haven | None) -> tuple[Reason, ...]:
    expected, own = each.expected, each.own
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
            f"この海域・時間帯で受信されるはずの割合は毎時 {expected:.0%}（他の {each.vessels} 隻の受信から学習）",
            f"here and then it should have been heard in {expected:.0%} of its hours (learned from {each.vessels} other vessels)",
            0.5 * expected,
        ),
        Reason(
            "dark.others",
            f"無通信の間、同じ海域の他船は延べ時間の {each.heard:.0%} で受信された",
            f"during the silence other vessels in the same waters were heard in {each.heard:.0%} of their hours",
            0.5 * each.heard,
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


def _alternatives(hours: float, metres: float, each: Candidate, haven: Haven | None) -> tuple[Reason, ...]:
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
    if each.unknown > 0:
        told.append(
            Reason(
                "dark.alternative.coverage",
                f"経路の {each.unknown:.0%} は受信状況の分からない海域である",
                f"{each.unknown:.0%} of the way leads through waters whose reception is unknown",
            )
        )
    if each.heard < 0.5:
        told.append(
            Reason(
                "dark.alternative.sparse",
                "受信が疎らな時間帯で、信号の衝突や衛星の通過の間に当たった可能性",
                "reception was sparse then: colliding signals, or between the passes of satellites",
            )
        )
    if each.own < 0.9:
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
