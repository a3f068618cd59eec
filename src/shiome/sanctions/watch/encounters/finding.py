"""Meetings in tracks that fit into memory, and the parts of which the same is done in pieces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.contacts import Contacts, contacts, joined
from shiome.sanctions.watch.encounters.dark import DarkMatch, dark_matches
from shiome.sanctions.watch.encounters.describing import dark_event, transfer_event
from shiome.sanctions.watch.encounters.rules import HOUR_MS, EncounterRules
from shiome.sanctions.watch.encounters.segments import Segments, slow_segments
from shiome.sanctions.watch.encounters.silences import Census, Edges, edges, silences
from shiome.sanctions.watch.encounters.spans import Spans, Stays, partial_stays, spans, stays
from shiome.sanctions.watch.events import Event, in_order
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_DESCRIBED_AT_ONCE = 64
TracksOf = Callable[[list[int], int, int], Tracks]
"""Gives the tracks of some vessels between two moments."""


@dataclass(frozen=True, eq=False)
class Traces:
    """What a stretch of time leaves for the end."""

    near: Contacts
    """Within ``distance_m``."""
    company: Contacts
    """Within ``alone_m``."""
    stays: Stays
    edges: Edges
    census: Census


@dataclass(frozen=True, eq=False)
class Found:
    """Meetings and matches, before they are described."""

    meetings: Spans
    dark: list[DarkMatch]
    company: Spans


def find_encounters(
    tracks: Tracks,
    rules: EncounterRules,
    *,
    anchorages: Anchorages | None = None,
    engine: Engine = "auto",
) -> list[Event]:
    """Transfers between two emitters and with a dark partner, in order.

    Parameters
    ----------
    tracks:
        The columns ``time``, ``lat`` and ``lon``; ``speed``, ``source`` and ``row`` make the evidence complete.
    anchorages:
        Where lying together is ordinary.
    engine:
        Changes the speed of the work, not one digit of the result.
    """
    if not tracks.count:
        return []
    window = whole_window(int(tracks.time.min()), int(tracks.time.max()))
    traces = trace(tracks, rules, window, anchorages=anchorages or Anchorages(), engine=engine)
    found = concluded([traces], rules)

    def part(vessels: list[int], start: int, end: int) -> Tracks:
        return only(tracks, vessels, start, end)

    return described(found, part, rules)


def trace(
    tracks: Tracks, rules: EncounterRules, window: tuple[int, int], *, anchorages: Anchorages, engine: Engine = "auto"
) -> Traces:
    """What lies within a window, from tracks that reach ``rules.halo_ms`` beyond it on both sides."""
    segments = sea_segments(tracks, rules, window, anchorages=anchorages, engine=engine)
    own, census = edges(tracks, rules, window)
    return Traces(
        near=contacts(segments, rules.distance_m, window, engine=engine),
        company=contacts(segments, rules.alone_m, window, engine=engine),
        stays=partial_stays(begun_within(segments, window), rules.break_ms),
        edges=own,
        census=census,
    )


def sea_segments(
    tracks: Tracks, rules: EncounterRules, window: tuple[int, int], *, anchorages: Anchorages, engine: Engine = "auto"
) -> Segments:
    """Slow segments that touch the window, away from anchorages, of stays that are long enough to matter."""
    segments = slow_segments(tracks, rules, engine=engine)
    segments = segments.take(np.flatnonzero((segments.end > window[0]) & (segments.start < window[1])))
    segments = segments.take(np.flatnonzero(_lasting(segments, rules, window)))
    if not len(anchorages.lat):
        return segments
    lat, lon = segments.lat + segments.lat_by / 2, segments.lon + segments.lon_by / 2
    return segments.take(np.flatnonzero(~anchorages.near(lat, lon, rules.anchorage_km)))


def begun_within(segments: Segments, window: tuple[int, int]) -> Segments:
    """Segments that begin in the window: each belongs to one window only."""
    return segments.take(np.flatnonzero((segments.start >= window[0]) & (segments.start < window[1])))


def concluded(parts: list[Traces], rules: EncounterRules) -> Found:
    """The meetings and matches of all parts."""
    meetings = spans(joined([part.near for part in parts]), rules.break_ms)
    meetings = meetings.take(np.flatnonzero(meetings.near >= rules.least_ms))
    company = spans(joined([part.company for part in parts]), rules.break_ms)
    censuses = [part.census for part in parts]
    silent = silences([part.edges for part in parts], censuses, rules)
    lone = stays([part.stays for part in parts], rules)
    first = [int(census.first.min()) for census in censuses if len(census.first)]
    last = [int(census.last.max()) for census in censuses if len(census.last)]
    hours = (max(last, default=0) - min(first, default=0)) / HOUR_MS
    return Found(meetings, dark_matches(lone, silent, company, hours, rules), company)


def described(found: Found, tracks_of: TracksOf, rules: EncounterRules) -> list[Event]:
    """Events with evidence, reasons and alternatives; ``tracks_of`` is asked once for some dozens of them."""
    meetings = found.meetings
    asked = [
        _Asked((int(meetings.one[at]), int(meetings.other[at])), int(start) - rules.gap_ms, int(end) + rules.gap_ms, at)
        for at, (start, end) in enumerate(zip(meetings.start, meetings.end, strict=True))
    ]
    for match in found.dark:
        low, high = min(match.stay[0], match.silence[0]), max(match.stay[1], match.silence[1])
        asked.append(_Asked((match.loiterer, match.silent), low, high, match))
    asked.sort(key=lambda each: (each.start, each.end))
    events: list[Event] = []
    for first in range(0, len(asked), _DESCRIBED_AT_ONCE):
        some = asked[first : first + _DESCRIBED_AT_ONCE]
        vessels = sorted({mmsi for each in some for mmsi in each.vessels})
        tracks = tracks_of(vessels, some[0].start, max(each.end for each in some))
        events += [_event(each, only(tracks, list(each.vessels), each.start, each.end), found, rules) for each in some]
    return in_order(events)


class _Asked(NamedTuple):
    """What must be read for an event, and what it is: the position of a meeting, or a match."""

    vessels: tuple[int, int]
    start: int
    end: int
    what: int | DarkMatch


def _event(asked: _Asked, tracks: Tracks, found: Found, rules: EncounterRules) -> Event:
    if isinstance(asked.what, DarkMatch):
        return dark_event(tracks, asked.what, rules)
    meetings, at = found.meetings, asked.what
    span = int(meetings.start[at]), int(meetings.end[at])
    crowd = _crowd(found.company, asked.vessels, *span)
    return transfer_event(tracks, asked.vessels, span, int(meetings.near[at]), crowd, rules)


def only(tracks: Tracks, vessels: list[int], start: int, end: int) -> Tracks:
    """Some vessels' tracks between two moments."""
    slices = [tracks.between(mmsi, start, end) for mmsi in sorted(vessels)]
    taken = np.concatenate([np.arange(part.start, part.stop) for part in slices])
    offsets = np.cumsum([0, *(part.stop - part.start for part in slices)])
    columns = {name: column[taken] for name, column in tracks.columns.items()}
    return Tracks(np.array(sorted(vessels), dtype=np.int64), offsets, columns, tracks.words)


def whole_window(first: int, last: int) -> tuple[int, int]:
    """Full hours that cover both moments."""
    return first // HOUR_MS * HOUR_MS, (last // HOUR_MS + 1) * HOUR_MS


def _lasting(segments: Segments, rules: EncounterRules, window: tuple[int, int]) -> Array:
    """Which segments belong to a run that is long enough, or that may go on beyond the window."""
    if not len(segments):
        return np.zeros(0, dtype=bool)
    mmsi, start, end = segments.mmsi, segments.start, segments.end
    new = np.flatnonzero(np.r_[True, (mmsi[1:] != mmsi[:-1]) | (start[1:] - end[:-1] > rules.break_ms)])
    size = np.diff(np.r_[new, len(segments)])
    begins, ends = start[new], end[new + size - 1]
    kept = ends - begins >= rules.least_ms
    kept |= (begins - rules.break_ms < window[0]) | (ends + rules.break_ms >= window[1])
    return np.repeat(kept, size)


def _crowd(company: Spans, pair: tuple[int, int], start: int, end: int) -> int:
    """How many others lay near either of the two for as long as they did, at least for half the time."""
    shared = np.minimum(company.end, end) - np.maximum(company.start, start)
    long = shared * 2 >= end - start
    with_one = np.isin(company.one, pair) & long
    with_other = np.isin(company.other, pair) & long
    others = set(company.other[with_one].tolist()) | set(company.one[with_other].tolist())
    return len(others - set(pair))
