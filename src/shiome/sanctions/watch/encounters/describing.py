"""Meetings as events: evidence rows, the score with its reasons, and what else could explain them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.encounters.dark import DarkMatch
from shiome.sanctions.watch.encounters.rules import HOUR_MS, MINUTE, EncounterRules
from shiome.sanctions.watch.events import Event, Reason, RowRef
from shiome.sanctions.watch.geometry import centre, distance_m, turned
from shiome.sanctions.watch.tracks import Track, Tracks

Array = NDArray[Any]
ROWS_EACH = 16
"""Rows of evidence named for each vessel."""
_BASE = 0.5
_SEEN_MS = 15 * MINUTE
"""A moment counts as seen when both vessels told their position within so much time of it."""


def transfer_event(
    tracks: Tracks, pair: tuple[int, int], span: tuple[int, int], near: int, crowd: int, rules: EncounterRules
) -> Event:
    """A meeting of two emitters.

    Parameters
    ----------
    tracks:
        The two vessels around the time.
    near:
        Milliseconds within bounds.
    crowd:
        Others that lay near them as long.
    """
    one, other = (tracks.of(mmsi) or Track(mmsi, 0, 0) for mmsi in pair)
    moments = np.linspace(span[0], span[1], 65).round().astype(np.int64)
    lat, lon = _at(tracks, one, moments)
    other_lat, other_lon = _at(tracks, other, moments)
    apart = distance_m(lat, lon, other_lat, other_lon)
    seen = float(np.mean(_seen(tracks, one, moments) & _seen(tracks, other, moments)))
    drift = float(distance_m(lat[0], lon[0], lat[-1], lon[-1])) / 1852 / max((span[1] - span[0]) / HOUR_MS, 1e-9)
    measures = {
        "hours_near": near / HOUR_MS,
        "mean_m": float(np.mean(apart)),
        "closest_m": float(np.min(apart)),
        "drift_knots": drift,
        "seen_share": seen,
        "others_near": float(crowd),
    }
    reasons = _transfer_reasons(measures, rules)
    place = centre(np.r_[lat, other_lat], np.r_[lon, other_lon])
    return Event(
        "transfer", *span, pair, *place, _score(reasons), reasons, _transfer_alternatives(measures),
        _evidence(tracks, [one, other], [span, span]), measures,
    )  # fmt: skip


def dark_event(tracks: Tracks, match: DarkMatch, rules: EncounterRules) -> Event:
    """A lone loiterer, and the silence of another that reaches it."""
    loiterer, silent = (tracks.of(mmsi) or Track(mmsi, 0, 0) for mmsi in (match.loiterer, match.silent))
    stayed, quiet = (match.stay[1] - match.stay[0]) / HOUR_MS, (match.silence[1] - match.silence[0]) / HOUR_MS
    reasons = (
        Reason(
            "dark_transfer.covered",
            f"単独で {stayed:.1f} 時間とどまり、その {match.covered:.0%} で相手が到達できた",
            f"it loitered alone for {stayed:.1f} h; for {match.covered:.0%} of that the silent vessel can have been there",
            match.covered - 1,
        ),
        Reason(
            "dark_transfer.reach",
            f"相手は {quiet:.1f} 時間沈黙し、{match.knots:.1f} ノットで {match.detour_km:.0f} km を進めば立ち寄れた",
            f"the other was silent for {quiet:.1f} h and at {match.knots:.1f} kn could call there on a way of {match.detour_km:.0f} km",
        ),
        Reason(
            "dark_transfer.rare",
            f"説明のつかない時間は {match.slack_hours:.1f} 時間。偶然これほど合う沈黙は {match.expected:.2g} 件"
            f"（しきい値 {rules.chance:g}）",
            f"{match.slack_hours:.1f} h are left unexplained; by accident {match.expected:.2g} silences would fit so tightly "
            f"(the rule allows {rules.chance:g})",
            match.score / max(match.covered, 1e-9) - 1,
        ),
    )  # fmt: skip
    alternatives = (
        Reason(
            "dark_transfer.reception", "その海域で受信が途切れた、または送信機が故障した",
            "reception was lost there, or the transmitter failed",
        ),
        Reason(
            "dark_transfer.elsewhere", "沈黙した船は別の場所を航行していた（位置は推定であり観測ではない）",
            "the silent vessel was elsewhere: its place is inferred, not observed",
        ),
        Reason("dark_transfer.drifting", "待機、修理、漁などで漂泊していた", "the loiterer waited, made repairs or fished"),
    )  # fmt: skip
    measures = {
        "loiter_hours": stayed,
        "silent_hours": quiet,
        "reach_knots": match.knots,
        "detour_km": match.detour_km,
        "slack_hours": match.slack_hours,
        "expected_by_chance": match.expected,
        "covered_share": match.covered,
    }
    rows = _evidence(tracks, [loiterer, silent], [match.stay, match.silence])
    return Event(
        "dark_transfer", match.start, match.end, (match.loiterer, match.silent), match.lat, match.lon, match.score,
        reasons, alternatives, rows, measures,
    )  # fmt: skip


def _transfer_reasons(figures: dict[str, float], rules: EncounterRules) -> tuple[Reason, ...]:
    hours, mean, seen = figures["hours_near"], figures["mean_m"], figures["seen_share"]
    crowd, drift = int(figures["others_near"]), figures["drift_knots"]
    least = rules.minutes / 60
    reasons = [
        Reason(
            "transfer.duration", f"{hours:.1f} 時間並んでいた（しきい値 {least:g} 時間）",
            f"they lay together for {hours:.1f} h (the rule asks for {least:g} h)", min(0.2, 0.1 * (hours / least - 1)),
        ),
        Reason(
            "transfer.distance", f"平均距離 {mean:.0f} m（しきい値 {rules.distance_m:g} m）",
            f"{mean:.0f} m apart on average (the rule asks for {rules.distance_m:g} m)",
            max(0.2 * (1 - mean / rules.distance_m), -0.2),
        ),
        Reason(
            "transfer.seen", f"時間の {seen:.0%} で両船の位置が 15 分以内に届いていた",
            f"for {seen:.0%} of the time both told their position within 15 minutes", 0.1 * (2 * seen - 1),
        ),
        Reason(
            "transfer.slow", f"漂流は {drift:.1f} ノット（しきい値 {rules.speed_knots:g} ノット）",
            f"they drifted at {drift:.1f} kn (the rule asks for less than {rules.speed_knots:g} kn)",
        ),
    ]  # fmt: skip
    if crowd:
        reasons.append(
            Reason(
                "transfer.crowd", f"ほかに {crowd} 隻が近くに長くいた", f"{crowd} more lay near them for long",
                -min(0.4, 0.15 * crowd),
            )
        )  # fmt: skip
    return tuple(reasons)


def _transfer_alternatives(figures: dict[str, float]) -> tuple[Reason, ...]:
    alternatives = [
        Reason(
            "transfer.supply", "給油・補給・船員交代は合法な接舷でも同じ航跡になる",
            "lawful bunkering, supply or a change of crew leaves the same tracks",
        ),
    ]  # fmt: skip
    if figures["others_near"]:
        alternatives.append(
            Reason("transfer.fleet", "船団の操業、または登録されていない錨地", "a fishing fleet, or an anchorage not on the list")
        )  # fmt: skip
    if figures["drift_knots"] >= 1:
        alternatives.append(
            Reason("transfer.tow", "曳航、または同じ潮流での漂泊", "a tow, or two vessels drifting in one current")
        )
    return tuple(alternatives)


def _score(reasons: tuple[Reason, ...]) -> float:
    return round(min(max(_BASE + sum(reason.weight for reason in reasons), 0.0), 1.0), 6)


def _at(tracks: Tracks, track: Track, moments: Array) -> tuple[Array, Array]:
    """Positions at some moments, on straight lines between those that were told."""
    time, lon = tracks.time[track.rows], tracks.lon[track.rows]
    straight = np.unwrap(lon, period=360)
    origin = int(moments[0])
    at, told = moments - origin, time - origin
    return np.interp(at, told, tracks.lat[track.rows]), turned(np.interp(at, told, straight))


def _seen(tracks: Tracks, track: Track, moments: Array) -> Array:
    time = tracks.time[track.rows]
    behind = np.clip(np.searchsorted(time, moments), 0, len(time) - 1)
    before = np.maximum(behind - 1, 0)
    near = np.minimum(np.abs(time[behind] - moments), np.abs(moments - time[before]))
    return np.asarray(near <= _SEEN_MS)


def _evidence(tracks: Tracks, which: list[Track], spans: list[tuple[int, int]]) -> tuple[RowRef, ...]:
    """The positions around the beginning and the end of each vessel's part, and some between."""
    rows: list[RowRef] = []
    for track, (start, end) in zip(which, spans, strict=True):
        time = tracks.time[track.rows]
        first = max(int(np.searchsorted(time, start, side="right")) - 1, 0)
        last = min(int(np.searchsorted(time, end)), len(time) - 1)
        between = np.linspace(first, last, ROWS_EACH if len(time) else 0)
        chosen = np.unique(between.round().astype(np.int64))
        rows += [tracks.reference(track.start + int(position)) for position in chosen]
    return tuple(rows)
