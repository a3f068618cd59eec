"""Rows and events that were loaded before: marked, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shiome.bulk.extra import Array, Table, np, pa
from shiome.bulk.writing import month_label

KnownRows = Callable[[str], Iterable[Table]]
"""Gives the columns ``key`` and ``row_hash`` of what the store holds of a month."""


class _Numbers:
    """A growing set of 64-bit numbers as a few sorted arrays: eight bytes each."""

    def __init__(self) -> None:
        self._parts: list[Array] = []

    def holds(self, values: Array) -> Array:
        """Which of the values are in the set."""
        found = np.zeros(len(values), dtype=bool)
        for part in self._parts:
            position = np.minimum(np.searchsorted(part, values), len(part) - 1)
            found |= part[position] == values
        return found

    def add(self, values: Array) -> None:
        """Take the values in."""
        if not len(values):
            return
        part = np.sort(values)
        # Parts grow from the last to the first, so that few are searched and each number is moved few times.
        while self._parts and len(self._parts[-1]) <= 2 * len(part):
            part = np.sort(np.concatenate([self._parts.pop(), part]), kind="stable")
        self._parts.append(part)


class Repeats:
    """Tells repeats among the rows of one file, and against what the store holds.

    Parameters
    ----------
    known:
        What the store holds of a month (``2024-06``), or of everything for the empty text.
    by_month:
        Whether an event stays in its month: then only months that occur are compared, which bounds the memory.
    """

    def __init__(self, known: KnownRows, *, by_month: bool) -> None:
        self._known = known
        self._by_month = by_month
        self._seen: set[str] = set()
        self._keys, self._rows = _Numbers(), _Numbers()
        if not by_month:
            self._take_in("")

    def marked(self, events: Table, months: Array) -> Table:
        """The events with their column ``repeat`` set."""
        if self._by_month:
            for number in np.unique(months).tolist():
                self._take_in(month_label(number))
        keys, rows = _key_numbers(events), _row_numbers(events)
        same_row = self._rows.holds(rows) | _later_of_equals(rows)
        same_key = self._keys.holds(keys) | _later_of_equals(keys)
        self._keys.add(keys)
        self._rows.add(rows)
        if not (same_row.any() or same_key.any()):
            return events
        label = np.where(same_row, "row", np.where(same_key, "id", ""))
        return events.set_column(
            events.schema.get_field_index("repeat"),
            events.schema.field("repeat"),
            pa.array(label.astype(object), pa.string()),
        )

    def _take_in(self, month: str) -> None:
        if month in self._seen:
            return
        self._seen.add(month)
        for table in self._known(month):
            self._keys.add(_key_numbers(table))
            self._rows.add(_row_numbers(table))


def _later_of_equals(values: Array) -> Array:
    later = np.ones(len(values), dtype=bool)
    later[np.unique(values, return_index=True)[1]] = False
    return later


def _key_numbers(table: Table) -> Array:
    return table.column("key").combine_chunks().to_numpy(zero_copy_only=False)


def _row_numbers(table: Table) -> Array:
    # The first half of the hash: enough to tell repeats, half the memory.
    column = table.column("row_hash").combine_chunks()
    words = np.frombuffer(column.buffers()[1], dtype=np.uint64)
    return words[2 * column.offset : 2 * (column.offset + len(column)) : 2]
