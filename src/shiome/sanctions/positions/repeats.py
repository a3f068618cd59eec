"""Positions that the data set holds already: marked, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shiome.bulk.extra import Array, Table, np, pa
from shiome.sanctions.positions.writing import days_of

Known = Callable[[int], Iterable[Table]]
"""Gives what the data set holds of a day (counted from 1970): the columns ``mmsi``, ``time``, ``lat`` and ``lon``."""


class Repeats:
    """Tells repeats among the rows of one file and against the data set; eight bytes a row."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._days: dict[int, list[Array]] = {}

    def marked(self, table: Table) -> tuple[Table, int]:
        """The positions with their column ``repeat`` set, and how many there are."""
        days, keys = days_of(table), keys_of(table)
        repeat = np.zeros(len(keys), dtype=bool)
        for day in np.unique(days).tolist():
            rows = np.flatnonzero(days == day)
            repeat[rows] = self._seen(day, keys[rows])
        count = int(repeat.sum())
        if count:
            place = table.schema.get_field_index("repeat")
            table = table.set_column(place, table.schema.field("repeat"), pa.array(repeat))
        return table, count

    def _seen(self, day: int, keys: Array) -> Array:
        if day not in self._days:
            self._days[day] = [np.sort(keys_of(part)) for part in self._known(day)]
        parts = self._days[day]
        repeat = np.ones(len(keys), dtype=bool)
        repeat[np.unique(keys, return_index=True)[1]] = False
        for part in parts:
            at = np.minimum(np.searchsorted(part, keys), len(part) - 1)
            repeat |= part[at] == keys
        fresh = np.sort(keys[~repeat])
        # Few parts, each larger than all behind it, so that a number is moved few times and few are searched.
        while parts and len(parts[-1]) <= 2 * len(fresh):
            fresh = np.sort(np.concatenate([parts.pop(), fresh]))
        if len(fresh):
            parts.append(fresh)
        return repeat


def keys_of(table: Table) -> Array:
    """One number for vessel, moment and place; two that differ agree once in 10^19."""
    columns = [table.column(name) for name in ("mmsi", "time", "lat", "lon")]
    columns[1] = columns[1].cast(pa.int64())
    key = np.zeros(table.num_rows, dtype=np.uint64)
    for column in columns:
        values = column.to_numpy()
        # Minus zero and zero are one place.
        bits = (values + 0.0).view(np.uint64) if values.dtype == np.float64 else values.astype(np.uint64)
        key = _mixed(key ^ bits)
    return key


def _mixed(value: Array) -> Array:
    """The finisher of the generator SplitMix64 (Steele, Lea and Flood 2014)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
