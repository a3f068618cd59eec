"""Port calls: stops at a place, from the first row to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.ports.places import Place, Stops
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.tracks import Tracks


@dataclass(frozen=True)
class Call:
    """One vessel at one place, between two rows."""

    mmsi: int
    first: int
    last: int
    place: Place


def calls(tracks: Tracks, found: Stops, known: Sequence[Place], rules: PortRules) -> list[Call]:
    """Every call, by vessel and time; stops at one place soon after one another are one call."""
    result: list[Call] = []
    if not known:
        return result
    lat, lon = np.array([place.lat for place in known]), np.array([place.lon for place in known])
    reach = np.array([place.radius_m for place in known]) + rules.near_km * 1000
    for number in range(len(found)):
        away = distance_m(found.lat[number], found.lon[number], lat, lon)
        inside = np.flatnonzero(away <= reach)
        if not len(inside):
            continue
        place = known[int(inside[np.argmin(away[inside])])]
        mmsi, first, last = int(found.mmsi[number]), int(found.first[number]), int(found.last[number])
        before = result[-1] if result else None
        if before is not None and before.mmsi == mmsi and before.place == place:
            wait = int(tracks.time[first]) - int(tracks.time[before.last])
            if wait <= rules.again_hours * 3_600_000:
                result[-1] = Call(mmsi, before.first, last, place)
                continue
        result.append(Call(mmsi, first, last, place))
    return result


def call_event(tracks: Tracks, call: Call) -> Event:
    """A call as an event; its score says how sure it is that this is a port or anchorage."""
    start, end = int(tracks.time[call.first]), int(tracks.time[call.last])
    hours = (end - start) / 3_600_000
    place = call.place
    score = 0.9 if place.en else 1 - 1 / (1 + place.vessels / 2)
    reasons = [
        Reason(
            "ports.stop",
            f"{place.ja or '名のない錨地・港'}に {hours:.1f} 時間とどまった",
            f"it lay still for {hours:.1f} h at {place.en or 'an unnamed port or anchorage'}",
            score,
        )
    ]
    if place.vessels:
        reasons.append(
            Reason(
                "ports.learned",
                f"同じ所に {place.vessels} 隻が停泊した（データから学習）",
                f"{place.vessels} vessels lay there (learned from the data)",
            )
        )
    alternatives = (
        Reason(
            "ports.alternative.waiting",
            "入港せず、沖で順番や天候を待った",
            "it waited outside for a berth or for the weather, and did not enter",
        ),
    )
    rows = tuple(sorted({tracks.reference(call.first), tracks.reference(call.last)}))
    return Event(
        "port_call", start, end, (call.mmsi,), float(tracks.lat[call.first]), float(tracks.lon[call.first]), score, tuple(reasons),
        alternatives, rows, {"hours": hours, "place_lat": place.lat, "place_lon": place.lon, "place_vessels": float(place.vessels)},
    )  # fmt: skip
