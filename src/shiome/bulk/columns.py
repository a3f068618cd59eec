"""Columns of text turned into numbers, days and codes, whole columns at a time.

Nothing here raises on bad text: each function tells, row by row, whether it could read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from shiome.bulk.extra import Array, np, pa, pc
from shiome.bulk.feeds import DayOrder

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years in which an event may lie."""

_INTEGER = r"^[+-]?[0-9]{1,15}(\.0*)?$"
_REAL = r"^-?([0-9]{1,15}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?$"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})[ \-]([A-Za-z]{3,9})\.?[ \-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.DOTALL)


class Numbers(NamedTuple):
    """Numbers of a column: values (0 where there is none), whether there is one, whether the field was empty."""

    values: Array
    valid: Array
    empty: Array

    @property
    def ok(self) -> Array:
        """Empty, or a number within its bounds."""
        return self.valid | self.empty

    def arrow(self, kind: Any) -> Array:
        """The same as an Arrow array, null where there is no number."""
        return pa.array(self.values, mask=~self.valid).cast(kind)


class Days(NamedTuple):
    """Days of a column (``datetime64[D]``) and whether each could be read."""

    values: Array
    valid: Array

    @property
    def years(self) -> Array:
        """The year of each day."""
        return self.values.astype("datetime64[Y]").astype(np.int64) + 1970

    def arrow(self) -> Array:
        """The same as Arrow ``date32``, null where there is no day."""
        return pa.array(self.values, type=pa.date32(), mask=~self.valid)


def trimmed(column: Array) -> Array:
    """Text without blanks around it."""
    return pc.utf8_trim_whitespace(column)


def text(column: Array, *, nulls: Collection[str] = ()) -> Array:
    """Trimmed text, null where it is empty or one of the feed's words for nothing."""
    column = trimmed(column)
    missing = pc.is_in(column, value_set=pa.array(["", *nulls]))
    return pc.if_else(missing, pa.scalar(None, pa.string()), column)


def as_mask(condition: Array) -> Array:
    """An Arrow condition as NumPy truth values; null is false."""
    return pc.fill_null(condition, False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - the value to fill with


def matches(column: Array, pattern: str) -> Array:
    """Whether each text fits a regular expression (RE2), as NumPy truth values."""
    return as_mask(pc.match_substring_regex(column, pattern))


def whole_numbers(column: Array, low: int, high: int) -> Numbers:
    """Whole numbers from ``low`` to ``high``; ``3.0`` is one."""
    column = trimmed(column)
    good = pc.match_substring_regex(column, _INTEGER)
    plain = pc.utf8_ltrim(pc.if_else(good, column, "0"), "+")
    return _numbers(column, pc.cast(plain, pa.float64()), as_mask(good), low, high, whole=True)


def real_numbers(column: Array, low: float, high: float) -> Numbers:
    """Numbers from ``low`` to ``high``."""
    column = trimmed(column)
    good = pc.match_substring_regex(column, _REAL)
    return _numbers(column, pc.cast(pc.if_else(good, column, "0"), pa.float64()), as_mask(good), low, high, whole=False)


def compact_days(column: Array) -> Days:
    """Days written YYYYMMDD, whatever digits follow them."""
    good = matches(column, r"^[0-9]{8}([0-9]{6})?$")
    digits = pc.cast(pc.if_else(pa.array(good), pc.utf8_slice_codeunits(column, 0, 8), "0"), pa.int32())
    number = digits.to_numpy(zero_copy_only=False)
    return days_of(number // 10_000, number // 100 % 100, number % 100, good)


def written_days(column: Array, order: DayOrder = "day-first") -> Days:
    """Days written as people and releases write them: ISO, 19 June 2024, 19-Jun-24, 19/06/2024.

    ``order`` says which number of a purely numeric date comes first; two-digit years are 1950 to 2049.
    """
    iso = matches(column, r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?\s*$")
    if iso.all():
        digits = pc.replace_substring(pc.utf8_slice_codeunits(trimmed(column), 0, 10), "-", "")
        return compact_days(digits)
    encoded = pc.dictionary_encode(column)
    parts = [day_parts(value, order) for value in encoded.dictionary.to_pylist()]
    table = np.array(parts or [(0, 0, 0)], dtype=np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]
    return days_of(table[:, 0], table[:, 1], table[:, 2], table[:, 0] > 0)


def day_parts(value: str, order: DayOrder) -> tuple[int, int, int]:
    """Year, month and day as written; zeros for what is no date.

    >>> day_parts("19 June 2024", "day-first"), day_parts("6/19/2017", "month-first"), day_parts("soon", "day-first")
    ((2024, 6, 19), (2017, 6, 19), (0, 0, 0))
    """
    value = value.strip()
    if match := _ISO.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NAMED.fullmatch(value):
        name = match[2][:3].lower()
        return (_year(match[3]), _MONTHS.index(name) + 1, int(match[1])) if name in _MONTHS else (0, 0, 0)
    if match := _SLASHED.fullmatch(value):
        first, second = int(match[1]), int(match[2])
        return (_year(match[3]), second, first) if order == "day-first" else (_year(match[3]), first, second)
    return 0, 0, 0


def order_of(values: Collection[str], default: DayOrder) -> DayOrder:
    """Which number comes first in a file's numeric dates: told by a number above twelve, else the feed's habit.

    >>> order_of(["06/19/2017", "01/02/2017"], "day-first")
    'month-first'
    """
    for value in values:
        match = _SLASHED.fullmatch(value.strip())
        if match and int(match[1]) > 12 >= int(match[2]):
            return "day-first"
        if match and int(match[2]) > 12 >= int(match[1]):
            return "month-first"
    return default


def days_of(year: Array, month: Array, day: Array, good: Array) -> Days:
    """Days of the calendar; those that do not exist, or lie outside the years of the store, are not valid."""
    good = good & (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    index = np.where(good, (year.astype(np.int64) - 1970) * 12 + month - 1, 0)
    first = index.astype("datetime64[M]").astype("datetime64[D]")
    length = ((index + 1).astype("datetime64[M]").astype("datetime64[D]") - first).astype(np.int64)
    good = good & (day <= length)
    return Days(first + np.where(good, day - 1, 0).astype("timedelta64[D]"), good)


def moments(column: Array, days: Days) -> Array:
    """The moment of each text YYYYMMDDhhmmss as Arrow timestamp; null where only a day is given or no such time exists."""
    timed = matches(column, r"^[0-9]{8}([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]$") & days.valid
    clock = pc.cast(pc.if_else(pa.array(timed), pc.utf8_slice_codeunits(column, 8, 14), "0"), pa.int32())
    number = clock.to_numpy(zero_copy_only=False)
    seconds = number // 10_000 * 3600 + number // 100 % 100 * 60 + number % 100
    stamps = days.values.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    return pa.array(stamps, type=pa.timestamp("s"), mask=~timed)


def by_value(column: Array, function: Callable[[str], Any], kind: Any) -> Array:
    """``function`` of each text, called once per different text; null counts as empty."""
    encoded = pc.dictionary_encode(pc.fill_null(column, ""))
    return pa.array([function(value) for value in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


def constant(value: str, count: int) -> Array:
    """A column of one text."""
    return pa.repeat(pa.scalar(value, pa.string()), count)


def first_of(*columns: Array) -> Array:
    """The first text of each row that is not null."""
    return pc.coalesce(*columns)


def joined(columns: list[Array], separator: str = ", ") -> Array:
    """Texts of a row joined, leaving out nulls; null where all are."""
    # Not the library's own joining with nulls skipped: it leaves out rows in which all are null (pyarrow 26).
    made = columns[0]
    for column in columns[1:]:
        made = pc.coalesce(pc.binary_join_element_wise(made, column, separator), made, column)
    return made


def _numbers(column: Array, values: Array, good: Array, low: float, high: float, *, whole: bool) -> Numbers:
    plain = values.to_numpy(zero_copy_only=False)
    valid = good & (plain >= low) & (plain <= high)
    empty = as_mask(pc.equal(column, ""))
    return Numbers(np.where(valid, plain, 0).astype(np.int64 if whole else np.float64), valid, empty)


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (1900 if year >= 50 else 2000)
