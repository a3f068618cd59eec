"""What each hull said of itself: name, IMO number and flag, each with when and on which rows."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
ValueKind = Literal["imo", "name", "flag"]
KINDS: tuple[ValueKind, ...] = ("imo", "name", "flag")


@dataclass(frozen=True)
class Said:
    """One value that one emitter sent, over all the time in which it did.

    ``first_row`` and ``last_row`` are rows of the tracks; ``value`` of an IMO number is its digits.
    """

    mmsi: int
    kind: ValueKind
    value: str
    first: int
    last: int
    rows: int
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Emitter:
    """One MMSI, from its first row to its last, and what it said."""

    mmsi: int
    first_row: int
    last_row: int
    said: tuple[Said, ...]

    def of(self, kind: ValueKind) -> tuple[Said, ...]:
        """The values of a kind, in order of first appearance."""
        return tuple(said for said in self.said if said.kind == kind)


def emitters(tracks: Tracks) -> list[Emitter]:
    """Every MMSI with what it said of itself, ascending."""
    said: dict[int, list[Said]] = defaultdict(list)
    for kind in KINDS:
        for value in _values(tracks, kind):
            said[value.mmsi].append(value)
    return [
        Emitter(track.mmsi, track.start, track.stop - 1, tuple(said.get(track.mmsi, ()))) for track in tracks
    ]  # fmt: skip


def folded(name: str) -> str:
    """A name without what varies between spellings: width, case, spaces and punctuation.

    >>> folded("Sea  Star No.5") == folded("SEA STAR NO 5")
    True
    """
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).upper() if letter.isalnum())


def _values(tracks: Tracks, kind: ValueKind) -> Iterator[Said]:
    """Values of one column: runs of one value found at once, then joined by MMSI and value."""
    column = tracks.columns.get(kind)
    if column is None or not tracks.count:
        return
    vessel = np.repeat(np.arange(len(tracks)), np.diff(tracks.offsets))
    begins = np.flatnonzero(np.r_[True, (column[1:] != column[:-1]) | (vessel[1:] != vessel[:-1])])
    ends = np.r_[begins[1:], tracks.count] - 1
    told = column[begins] > 0 if kind == "imo" else column[begins] >= 0
    runs: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    words: Sequence[str] = tracks.words.get(kind, ())
    for begin, end in zip(begins[told].tolist(), ends[told].tolist(), strict=True):
        value = str(int(column[begin])) if kind == "imo" else words[column[begin]].strip()
        if value:
            runs[int(tracks.vessels[vessel[begin]]), value].append((begin, end))
    for (mmsi, value), parts in sorted(runs.items(), key=lambda item: (item[0][0], item[1][0], item[0][1])):
        first, last = parts[0][0], parts[-1][1]
        rows = sum(end - begin + 1 for begin, end in parts)
        yield Said(mmsi, kind, value, int(tracks.time[first]), int(tracks.time[last]), rows, first, last)
