"""Positions outside the reach of the receiver that is said to have heard them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.geometry import distance_m, turned
from shiome.sanctions.watch.spoofing.motion import Steps
from shiome.sanctions.watch.spoofing.rules import SpoofingRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_VESSELS = 10


@dataclass(frozen=True)
class Receiver:
    """A receiver on the ground: where it stands and how far it hears; ``learned`` when both were taken from the data."""

    lat: float
    lon: float
    reach_m: float
    learned: bool = False


def learned_receivers(tracks: Tracks, rules: SpoofingRules) -> dict[str, Receiver]:
    """Receivers on the ground that enough vessels were heard by: the middle of what they heard, and how far nearly all of it lies.

    Needs the column ``receiver`` (positions in ``words``); none without it.
    """
    column = tracks.columns.get("receiver")
    found: dict[str, Receiver] = {}
    if column is None:
        return found
    vessel = np.repeat(np.arange(len(tracks)), np.diff(tracks.offsets))
    for code, name in enumerate(tracks.words["receiver"]):
        rows = np.flatnonzero(column == code)
        if len(rows) < rules.footprint_learn_rows or len(np.unique(vessel[rows])) < _VESSELS:
            continue
        origin = float(tracks.lon[rows[0]])
        lat = float(np.median(tracks.lat[rows]))
        lon = float(turned(origin + np.median(turned(tracks.lon[rows] - origin))))
        away = distance_m(lat, lon, tracks.lat[rows], tracks.lon[rows])
        if np.median(away) <= rules.footprint_fixed_km * 1000:
            found[name] = Receiver(lat, lon, float(np.quantile(away, 0.99)) * rules.footprint_margin, learned=True)
    return found


def footprint_events(
    tracks: Tracks, moves: Steps, rules: SpoofingRules, receivers: Mapping[str, Receiver]
) -> Iterator[Event]:
    """For each vessel and receiver the rows out of reach, when there are several."""
    column = tracks.columns.get("receiver")
    if column is None:
        return
    for code, name in enumerate(tracks.words["receiver"]):
        receiver = receivers.get(name)
        if receiver is None:
            continue
        rows = np.flatnonzero(column == code)
        away = distance_m(receiver.lat, receiver.lon, tracks.lat[rows], tracks.lon[rows])
        far = away > receiver.reach_m
        rows, away = rows[far], away[far]
        for vessel in np.unique(moves.vessel[rows]):
            own = moves.vessel[rows] == vessel
            if own.sum() >= rules.footprint_rows:
                yield _event(tracks, int(tracks.vessels[vessel]), rows[own], float(away[own].max()), name, receiver)


def _event(tracks: Tracks, mmsi: int, rows: Array, away: float, name: str, receiver: Receiver) -> Event:
    ja, en = ("学習した", "learned") if receiver.learned else ("既知の", "known")
    reasons = (
        Reason(
            "spoofing.footprint",
            f"受信局 {name} の{ja}到達距離 {receiver.reach_m / 1000:,.0f} km を超える {away / 1000:,.0f} km 先の位置（{len(rows)} 行）",
            f"{len(rows)} rows up to {away / 1000:,.0f} km from the receiver {name}, whose {en} reach is {receiver.reach_m / 1000:,.0f} km",
            0.5 if receiver.learned else 0.8,
        ),
    )
    alternatives = (
        Reason(
            "spoofing.alternative.ducting",
            "異常伝搬（ダクト）による遠距離受信",
            "reception over a great distance through ducting",
        ),
        Reason("spoofing.alternative.station", "受信局の名前や位置の誤り", "a wrong name or place of the receiver"),
    )
    picked = sorted({int(rows[0]), int(rows[len(rows) // 2]), int(rows[-1])})
    return Event(
        "spoofing", int(tracks.time[rows[0]]), int(tracks.time[rows[-1]]), (mmsi,), float(tracks.lat[rows[0]]), float(tracks.lon[rows[0]]),
        reasons[0].weight, reasons, alternatives, tuple(sorted(tracks.reference(row) for row in picked)),
        {"away_m": away, "reach_m": receiver.reach_m, "rows": float(len(rows))},
    )  # fmt: skip
