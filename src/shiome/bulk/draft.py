"""A batch of events while a reader makes it: columns set, checks noted, faults marked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from shiome.bulk.chunks import Chunk
from shiome.bulk.columns import Days, as_mask, by_value, constant, real_numbers, text, whole_numbers
from shiome.bulk.extra import Array, Table, np, pa, pc
from shiome.bulk.faults import FAULT_BITS, HISTORIC_DAYS, fault_label
from shiome.bulk.feeds import DayOrder, Feed
from shiome.bulk.schema import EVENT_FIELDS, event_schema
from shiome.vocabulary.cameo import cameo_event_type


class PloverOf(Protocol):
    """A function from an event code to PLOVER type, mode and contexts."""

    def __call__(self, code: str, /) -> tuple[str, str, tuple[str, ...]] | None:
        """What the code stands for; ``None`` where PLOVER has no place for it."""


def plover_by_root(code: str, /) -> tuple[str, str, tuple[str, ...]] | None:
    """The PLOVER type of a CAMEO code, without mode and context."""
    return cameo_event_type(code), "", ()


@dataclass(frozen=True)
class Setting:
    """What a reader needs to know beside the rows."""

    feed: Feed
    file: str
    released: date | None = None
    """When the file's release came out, where rows do not say it themselves."""
    released_basis: str = "given"
    day_order: DayOrder = "day-first"
    plover_of: PloverOf = plover_by_root


class Check(NamedTuple):
    """A condition that a row must meet to be loaded."""

    reason: str
    column: str
    ok: Array


class Events(NamedTuple):
    """What became of a chunk."""

    loaded: Table
    """The good rows, in the schema of events."""
    rejected: list[tuple[int, str, str, bytes]]
    """The bad ones: line, reason, detail, raw row."""


class Draft:
    """Events of one chunk in the making."""

    def __init__(self, chunk: Chunk, setting: Setting) -> None:
        self.chunk = chunk
        self.setting = setting
        self.size = len(chunk.lines)
        self.checks: list[Check] = []
        self._made: dict[str, Array] = {}
        self._mask = np.array(chunk.masks, dtype=np.int64)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.chunk.columns

    def raw(self, column: str) -> Array:
        """The column as it stands in the file; empty texts where the file has no such column."""
        return self.chunk.columns[column] if self.has(column) else constant("", self.size)

    def text(self, column: str, *nulls: str) -> Array:
        """The column as trimmed text, null where it says nothing."""
        return text(self.raw(column), nulls=nulls)

    def set(self, **columns: Array) -> None:
        """Give columns of the schema."""
        self._made.update(columns)

    def set_constant(self, **columns: str) -> None:
        """Give columns that hold one text."""
        self._made.update({name: constant(value, self.size) for name, value in columns.items()})

    def check(self, reason: str, column: str, ok: Array) -> None:
        """Reject rows where ``ok`` is false; ``column`` is quoted in the reject file."""
        self.checks.append(Check(reason, column, ok))

    def fault(self, name: str, where: Array) -> None:
        """Mark a fault on the rows where it holds."""
        self._mask |= np.where(where, FAULT_BITS[name], 0)

    def identify(self, *columns: Array) -> None:
        """Say which columns make out one event within the feed."""
        identity = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "\x1f")
        self.set(key=_keys(identity))

    def identify_by_number(self, ids: Array, good: Array) -> None:
        """The same where a number does, as it stands."""
        self.set(key=pc.cast(pc.if_else(pa.array(good), ids, "0"), pa.uint64()))

    def set_days(self, first: Days, last: Days, added: Days, *, basis: str) -> None:
        """Set both clocks, and mark what lies oddly between them.

        A delay says something about the row only where the row itself says when it was added.
        """
        delay = (added.values - first.values).astype(np.int64)
        known = first.valid & added.valid
        if basis == "row":
            self.fault("historic", known & (delay > HISTORIC_DAYS))
        self.fault("future", known & (delay < 0))
        self.set(event_first=first.arrow(), event_last=last.arrow(), added_date=added.arrow())
        self.set_constant(added_basis=basis)

    def released(self) -> Days:
        """The release of the file as the knowledge clock of all rows."""
        day = np.datetime64(self.setting.released, "D")
        return Days(np.full(self.size, day), np.full(self.size, fill_value=True))

    def set_plover(self, codes: Array, plover_of: Callable[[str], tuple[str, str, tuple[str, ...]] | None]) -> None:
        """Set type, mode and contexts from codes."""
        empty: tuple[str, str, tuple[str, ...]] = ("NONE", "", ())
        self.set(
            plover=by_value(codes, lambda code: (plover_of(code) or empty)[0], pa.string()),
            mode=by_value(codes, lambda code: (plover_of(code) or empty)[1], pa.string()),
            context=by_value(codes, lambda code: list((plover_of(code) or empty)[2]), pa.list_(pa.string())),
        )

    def finish(self) -> Events:
        """The rows that met every check as events, and the others with what rejects them."""
        keep = np.full(self.size, fill_value=True)
        for check in self.checks:
            keep &= check.ok
        self.set(
            row_hash=_row_hashes(self.chunk.raws),
            line=pa.array(self.chunk.lines, pa.int64()),
            faults=_labels(self._mask),
        )
        self.set_constant(repeat="", file=self.setting.file)
        arrays = [
            self._made[field.name] if field.name in self._made else pa.nulls(self.size, kind.type)
            for field, kind in zip(EVENT_FIELDS, event_schema(), strict=True)
        ]
        events = pa.Table.from_arrays(arrays, names=[field.name for field in EVENT_FIELDS])
        good = events if keep.all() else events.filter(pa.array(keep))
        return Events(good.cast(event_schema()), self._rejected(keep))

    def _rejected(self, keep: Array) -> list[tuple[int, str, str, bytes]]:
        rejected = []
        for position in np.flatnonzero(~keep).tolist():
            failed = next(check for check in self.checks if not check.ok[position])
            value = self.raw(failed.column)[position].as_py()
            shown = value if len(value) <= 60 else value[:57] + "..."
            rejected.append(
                (self.chunk.lines[position], failed.reason, f"{failed.column} is {shown!r}", self.chunk.raws[position])
            )
        return rejected


def set_place(draft: Draft, latitude: str, longitude: str) -> None:
    """Set latitude and longitude; both are left out where either is missing, unreadable or off the globe."""
    north = real_numbers(draft.raw(latitude), -90, 90)
    east = real_numbers(draft.raw(longitude), -180, 180)
    both = north.valid & east.valid
    draft.fault("coordinates", ~both & ~(north.empty & east.empty))
    draft.set(latitude=pa.array(north.values, mask=~both), longitude=pa.array(east.values, mask=~both))


def set_intensity(draft: Draft, column: str) -> None:
    """Set the intensity, which lies within -10 to 10."""
    wide = real_numbers(draft.raw(column), -1e15, 1e15)
    within = wide.valid & (np.abs(wide.values) <= 10)
    draft.fault("number", ~wide.ok)
    draft.fault("intensity-range", wide.valid & ~within)
    draft.set(intensity=pa.array(wide.values, mask=~within))


def set_counts(draft: Draft, **columns: str) -> None:
    """Set columns of counts from the file's columns, marking those that are no count."""
    for name, column in columns.items():
        numbers = whole_numbers(draft.raw(column), 0, 2**31 - 1)
        draft.fault("number", ~numbers.ok)
        draft.set(**{name: numbers.arrow(pa.int32())})


def check_year(draft: Draft, column: str, days: Days) -> None:
    """Mark rows whose column of years disagrees with their day."""
    year = whole_numbers(draft.raw(column), 0, 9999)
    draft.fault("year", year.valid & days.valid & (year.values != days.years))


def present(column: Array) -> Array:
    """Where a text is not null."""
    return as_mask(pc.is_valid(column))


def _keys(identity: Array) -> Array:
    blake = hashlib.blake2b
    digests = b"".join(
        [blake(value.encode(), digest_size=8).digest() for value in pc.fill_null(identity, "").to_pylist()]
    )
    return pa.Array.from_buffers(pa.uint64(), len(identity), [None, pa.py_buffer(digests)])


def _row_hashes(raws: list[bytes]) -> Array:
    blake = hashlib.blake2b
    digests = b"".join([blake(raw, digest_size=16).digest() for raw in raws])
    return pa.Array.from_buffers(pa.binary(16), len(raws), [None, pa.py_buffer(digests)])


def _labels(mask: Array) -> Array:
    values, inverse = np.unique(mask, return_inverse=True)
    return pa.array([fault_label(int(value)) for value in values], pa.string()).take(pa.array(inverse))
