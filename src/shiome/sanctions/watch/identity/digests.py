"""The rows by which emitters are linked: a small part of all, which fits into memory when the positions do not.

Of each emitter the first and the last row, and those of each value that it sent. Where two sent one number at one time, all rows of
that time: whether they were at two places at once must be looked at row by row. What ``linking`` finds in the digest of all portions of
vessels is what it finds in all positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.identity.numbers import restored
from shiome.sanctions.watch.identity.values import Emitter
from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]
Window = tuple[int, int]
"""Two moments in milliseconds, both included."""
_COLUMNS = ("time", "lat", "lon", "imo", "name", "flag", "source", "row")


class Sent(NamedTuple):
    """One IMO number that one emitter sent, and between which moments."""

    number: int
    mmsi: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Digest:
    """Rows of a portion of vessels, as :class:`~shiome.sanctions.watch.tracks.Tracks` has them, with their ``mmsi``."""

    columns: Mapping[str, Array]
    words: Mapping[str, tuple[str, ...]]


def ends_of(tracks: Tracks, everyone: Sequence[Emitter]) -> Digest:
    """First and last rows of emitters and of what they sent."""
    rows = {row for each in everyone for row in (each.first_row, each.last_row)}
    rows |= {row for each in everyone for said in each.said for row in (said.first_row, said.last_row)}
    return _digest(tracks, np.array(sorted(rows), dtype=np.int64))


def within(tracks: Tracks, windows: Mapping[int, Sequence[Window]]) -> Digest:
    """Rows of some vessels in some windows of time, with the last row before each."""
    rows = [np.zeros(0, np.int64)]
    for mmsi, own in sorted(windows.items()):
        track = tracks.of(mmsi)
        if track is not None:
            slices = [tracks.between(mmsi, *window) for window in own]
            rows += [np.arange(max(part.start - 1, track.start), part.stop) for part in slices]
    return _digest(tracks, np.unique(np.concatenate(rows)))


def sent_numbers(everyone: Sequence[Emitter]) -> tuple[Sent, ...]:
    """Each IMO number with the MMSI that sent it, and when."""
    return tuple(
        Sent(int(said.value), each.mmsi, said.first, said.last) for each in everyone for said in each.of("imo")
    )


def disputed(sent: Collection[Sent]) -> dict[int, list[Window]]:
    """When each MMSI sent a number while another sent the same, or one of which it is an altered form: then rows must be compared."""
    owners: dict[int, list[Sent]] = defaultdict(list)
    for each in sent:
        owners[each.number].append(each)
    found: dict[int, list[Window]] = defaultdict(list)
    for number, values in owners.items():
        values.sort(key=lambda each: (each.first, each.mmsi))
        pairs = list(pairwise(values)) if number >= 1_000_000 else []
        pairs += [(one, other) for good in restored(number) for one in values for other in owners.get(good, ())]
        for one, other in pairs:
            window = max(one.first, other.first), min(one.last, other.last)
            if one.mmsi != other.mmsi and window[0] <= window[1]:
                found[one.mmsi].append(window)
                found[other.mmsi].append(window)
    return dict(found)


def joined(parts: Sequence[Digest]) -> Tracks:
    """The digests of several portions as tracks; a row that two of them hold stands once."""
    names = [name for name in ("mmsi", *_COLUMNS) if any(name in part.columns for part in parts)]
    words = {
        name: tuple(sorted({word for part in parts for word in part.words.get(name, ())}))
        for name in ("name", "flag", "source")
    }
    place = {name: {word: number for number, word in enumerate(texts)} for name, texts in words.items()}
    columns = {}
    for name in names:
        values = [part.columns[name] for part in parts if len(part.columns["mmsi"])]
        if name in words:
            ranks = [
                np.array([*(place[name][word] for word in part.words[name]), -1], dtype=np.int64)
                for part in parts
                if len(part.columns["mmsi"])
            ]
            values = [rank[codes] for rank, codes in zip(ranks, values, strict=True)]
        columns[name] = np.concatenate(values) if values else np.zeros(0, np.int64)
    return tracks_of(columns, words=words)


def _digest(tracks: Tracks, rows: Array) -> Digest:
    vessel = np.searchsorted(tracks.offsets, rows, side="right") - 1
    columns = {"mmsi": tracks.vessels[vessel]}
    columns |= {name: tracks.columns[name][rows] for name in _COLUMNS if name in tracks.columns}
    words: dict[str, tuple[str, ...]] = {}
    for name in ("name", "flag", "source"):
        if name in columns:
            used, columns[name] = _used(columns[name])
            words[name] = tuple(tracks.words[name][code] for code in used)
    return Digest(columns, words)


def _used(codes: Array) -> tuple[list[int], Array]:
    """The codes that occur, ascending, and each row's place among them; -1 stays."""
    used = np.unique(codes[codes >= 0])
    places = np.where(codes >= 0, np.searchsorted(used, codes), -1)
    return used.tolist(), places
