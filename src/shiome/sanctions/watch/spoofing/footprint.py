"""Positions outside the reach of the receiver that is said to have heard them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
_SHARE = 0.9
"""Of the vessels that a receiver heard, so many keep within its reach."""
_CELL_DEGREES = 0.2
_COLUMNS = 1800
"""Cells around the globe."""


@dataclass(frozen=True)
class Receiver:
    """A receiver on the ground: where it stands and how far it hears; ``learned`` when both were taken from the data."""

    lat: float
    lon: float
    reach_m: float
    learned: bool = False


@dataclass(frozen=True, eq=False)
class Hearing:
    """Where receivers heard the vessels of a portion: one entry for each receiver, vessel and cell of the globe."""

    names: tuple[str, ...]
    receiver: Array
    """Position in ``names``."""
    mmsi: Array
    cell: Array
    rows: Array


def hearing(tracks: Tracks) -> Hearing:
    """Who was heard where by whom. Needs the column ``receiver`` (positions in ``words``); empty without it."""
    column = tracks.columns.get("receiver")
    rows = np.zeros(0, np.int64) if column is None else np.flatnonzero(column >= 0)
    if column is None or not len(rows):
        return Hearing((), rows, rows, rows, rows)
    vessel = (np.searchsorted(tracks.offsets, rows, side="right") - 1).astype(np.int64)
    high = np.floor((tracks.lat[rows] + 90) / _CELL_DEGREES).astype(np.int64)
    across = np.floor((tracks.lon[rows] + 180) / _CELL_DEGREES).astype(np.int64)
    cell = high * _COLUMNS + across
    order = np.lexsort((cell, vessel, column[rows]))
    keys = [column[rows][order].astype(np.int64), vessel[order], cell[order]]
    new = np.flatnonzero(np.r_[True, np.any([key[1:] != key[:-1] for key in keys], axis=0)])
    counts = np.diff(np.r_[new, len(rows)])
    receiver, owner, where = (key[new] for key in keys)
    return Hearing(tuple(tracks.words["receiver"]), receiver, tracks.vessels[owner], where, counts)


def learned_receivers(parts: Sequence[Hearing], rules: SpoofingRules) -> dict[str, Receiver]:
    """Receivers on the ground that enough vessels were heard by: the middle of where they were heard, and how far nine in ten went.

    Each vessel counts once in each cell, and once for the reach, so that neither a vessel at anchor nor one that lies of its position
    moves the figures.
    """
    found: dict[str, Receiver] = {}
    for name in sorted({name for part in parts for name in part.names}):
        own = [(part, part.receiver == part.names.index(name)) for part in parts if name in part.names]
        mmsi, cell, rows = (
            np.concatenate([getattr(part, column)[chosen] for part, chosen in own])
            for column in ("mmsi", "cell", "rows")
        )
        vessels, owner = np.unique(mmsi, return_inverse=True)
        if rows.sum() < rules.footprint_learn_rows or len(vessels) < _VESSELS:
            continue
        lats, lons = (cell // _COLUMNS + 0.5) * _CELL_DEGREES - 90, (cell % _COLUMNS + 0.5) * _CELL_DEGREES - 180
        origin = float(lons[np.argmin(cell)])
        lat, lon = float(np.median(lats)), float(turned(origin + np.median(turned(lons - origin))))
        away = distance_m(lat, lon, lats, lons)
        if np.median(away) > rules.footprint_fixed_km * 1000:
            continue
        furthest = np.zeros(len(vessels))
        np.maximum.at(furthest, owner, away)
        reach = float(np.quantile(furthest, _SHARE, method="lower"))  # no mean with one that lies
        found[name] = Receiver(lat, lon, reach * rules.footprint_margin, learned=True)
    return found


def footprint_events(
    tracks: Tracks, moves: Steps, rules: SpoofingRules, receivers: Mapping[str, Receiver]
) -> Iterator[Event]:
    """For each vessel and receiver the rows out of reach, when there are several."""
    column = tracks.columns.get("receiver")
    if column is None:
        return
    words = tracks.words["receiver"]
    for name in sorted(set(words) & set(receivers)):
        receiver = receivers[name]
        rows = np.flatnonzero(column == words.index(name))
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
