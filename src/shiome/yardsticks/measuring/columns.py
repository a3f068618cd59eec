"""Records as columns: one array a field, so that a condition is looked up once for each value and not for each record."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, repeat
from operator import attrgetter
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from shiome.errors import ShiomeError
from shiome.records.store.stored import Stored
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.dyads.told import OPEN_REACH_DAYS, Days, Numbers, Tellings

V = TypeVar("V", bound=Hashable)
W = TypeVar("W", bound=Hashable)
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
_AT_ONCE = 1_000
"""Rows that are looked at together: few enough to stay in the processor's cache."""
_UNKNOWN = 0
"""Stands for an end of a date that is open or unknown; no day has this ordinal."""


class RecordParts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The fields of a record that measuring looks at."""

    id: str
    when: str
    known_from: date
    confidence: float
    topics: tuple[str, ...]


class EventParts(RecordParts, frozen=True, kw_only=True, gc=False):
    """Those of an event."""

    about: str
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    plover: str
    mode: str
    context: tuple[str, ...]
    reality: str


class WordingParts(RecordParts, frozen=True, kw_only=True, gc=False):
    """Those of a wording."""

    operation: str


@dataclass(frozen=True)
class Coded(Generic[V]):
    """A column of few values: each value once, and for each row the place of its value."""

    values: Sequence[V]
    codes: NDArray[np.int32]

    def taken(self, which: Places) -> Coded[V]:
        """The column of some rows."""
        return Coded(self.values, self.codes[which])

    def each(self, of: Callable[[V], Any], kind: Any = np.bool_) -> NDArray[Any]:
        """For each row what a function gives for its value."""
        return np.fromiter(map(of, self.values), dtype=kind, count=len(self.values))[self.codes]


def crossed(one: Coded[V], other: Coded[W]) -> Coded[tuple[V, W]]:
    """Two columns as one of pairs."""
    width = len(other.values)
    met, codes = np.unique(one.codes.astype(np.int64) * width + other.codes, return_inverse=True)
    values = [(one.values[each // width], other.values[each % width]) for each in met.tolist()]
    return Coded(values, codes.astype(np.int32))


@dataclass(frozen=True)
class Picked:
    """Rows with what each counts; a row may be among them twice."""

    places: Places
    values: Numbers

    def with_values(self, values: NDArray[Any]) -> Picked:
        """The same rows, counting otherwise."""
        return Picked(self.places, values.astype(np.float64))

    def and_also(self, other: Picked) -> Picked:
        """Both, in the order in which :class:`~shiome.yardsticks.dyads.told.Tellings` are computed with."""
        places, values = np.concatenate((self.places, other.places)), np.concatenate((self.values, other.values))
        order = np.lexsort((values, places))
        return Picked(places[order], values[order])


@dataclass(frozen=True)
class Columns:
    """Records that have a date, by first day, then last day, then id. A record without one is dated by the day it became known."""

    ids: NDArray[np.object_]
    """``KIND:ID``."""
    first: Days
    last: Days
    """As :class:`~shiome.yardsticks.dyads.told.Tellings` have them: an unknown first day lies as far back as such a day may."""
    day: Days
    """The first day where it is known, else the last."""
    weight: Numbers
    """By its confidence; several accounts of one matter count together as one."""
    coded: Mapping[str, Coded[Any]]
    """The other fields by name."""

    def __len__(self) -> int:
        return len(self.ids)

    def when(self, places: Places) -> list[str]:
        """The dates of some rows as they were told."""
        column = self.coded["when"].taken(places)
        return [column.values[code] for code in column.codes.tolist()]

    def picked(self, which: Mask, values: NDArray[Any] | None = None) -> Picked:
        """The rows for which ``which`` holds, with what they count among ``values`` of all rows (1 where none are given)."""
        places = np.flatnonzero(which)
        return Picked(places, np.ones(len(places)) if values is None else values[places].astype(np.float64))

    def tellings(self, picked: Picked, *, pairs: NDArray[np.object_] | None = None) -> Tellings:
        """Rows as they enter a series; ``pairs`` are the parties of each row of these columns, where that matters."""
        places = picked.places
        if pairs is None:
            pairs = np.fromiter(repeat((), len(self)), dtype=np.object_, count=len(self))
        return Tellings(
            first=self.first[places],
            last=self.last[places],
            value=picked.values,
            weight=self.weight[places],
            ids=self.ids[places],
            pairs=pairs[places],
        )


def columns_of(records: Iterable[Any], shape: type[RecordParts], *, kind: str) -> Columns:
    """The columns of records, read from the store in these fields alone where they have not been read yet.

    Parameters
    ----------
    shape:
        The fields to read.
    kind:
        What the records are, as inputs name it.
    """
    rows = records.fields(shape) if isinstance(records, Stored) else records
    coded = _coded(rows, shape.__struct_fields__)
    known = coded["known_from"].each(date.toordinal, np.int64)
    begun, ended = _ends(coded["when"], known)
    first = np.where(begun == _UNKNOWN, np.maximum(1, ended - OPEN_REACH_DAYS), begun)
    last = np.maximum(first, ended)
    ids = coded.pop("id").each(f"{kind}:{{}}".format, np.object_)
    names = ids.tolist()
    by_name = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.intp)
    by_name = by_name[ended[by_name] != _UNKNOWN]
    order = by_name[np.lexsort((last[by_name], first[by_name]))]
    return Columns(
        ids=ids[order],
        first=first[order],
        last=last[order],
        day=np.where(begun == _UNKNOWN, ended, begun)[order],
        weight=_weights(coded)[order],
        coded={name: column.taken(order) for name, column in coded.items()},
    )


def _coded(rows: Iterable[Any], names: Sequence[str]) -> dict[str, Coded[Any]]:
    """The fields of rows as columns; of the rows themselves never more than some are held."""
    places: dict[str, defaultdict[Any, int]] = {name: defaultdict() for name in names}
    for numbering in places.values():
        numbering.default_factory = numbering.__len__
    codes = {name: array("i") for name in names}
    remaining = iter(rows)
    while portion := list(islice(remaining, _AT_ONCE)):
        for name in names:
            codes[name].extend(map(places[name].__getitem__, map(attrgetter(name), portion)))
    return {name: Coded(tuple(places[name]), np.array(codes[name], dtype=np.int32)) for name in names}


def _ends(when: Coded[str], known: Days) -> tuple[Days, Days]:
    """First and last day of each row; the last is unknown only where the row has no date that can be read."""
    spans = {text: _span(text) for text in when.values}
    begun = np.where(when.each(bool), when.each(lambda text: spans[text][0], np.int64), known)
    ended = np.where(when.each(bool), when.each(lambda text: spans[text][1], np.int64), known)
    # What has begun and has no last day was known on that day: it had begun by then.
    return begun, np.where((begun != _UNKNOWN) & (ended == _UNKNOWN), np.maximum(begun, known), ended)


def _span(text: str) -> tuple[int, int]:
    try:
        span = parse_edtf(text) if text else None
    except ShiomeError:
        span = None
    ends = (span.earliest, span.latest) if span is not None else (None, None)
    first, last = (_UNKNOWN if end is None else end.toordinal() for end in ends)
    return first, last


def _weights(coded: Mapping[str, Coded[Any]]) -> Numbers:
    confidence: Numbers = coded["confidence"].each(float, np.float64)
    if "about" not in coded:
        return confidence
    about = coded["about"]
    accounts = np.bincount(about.codes, minlength=len(about.values))[about.codes]
    return confidence / np.where(about.each(bool), accounts, 1)
