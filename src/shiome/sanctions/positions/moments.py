"""Moments as files write them, as milliseconds since 1970 in UTC; whole columns at a time, nothing raises on bad text."""

from __future__ import annotations

from shiome.bulk.columns import days_of, matches, trimmed
from shiome.bulk.extra import Array, np, pa, pc

_NUMBER = r"^-?[0-9]{1,14}(\.[0-9]{0,9})?$"
_WRITTEN = (
    r"^(?P<year>[0-9]{4})[-/]?(?P<month>[0-9]{2})[-/]?(?P<day>[0-9]{2})[T _]"
    r"(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2}):?(?P<second>[0-9]{2})(?P<part>\.[0-9]{1,9})?"
    r" ?(?P<zone>Z|z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$"
)
MILLISECONDS_FROM = 1e11
"""A bare number from here on counts milliseconds, below it seconds."""


def read_moments(column: Array) -> tuple[Array, Array]:
    """Milliseconds and whether each text could be read: seconds or milliseconds since 1970, or a date with a time.

    A time without a zone is UTC, as AIS is.

    >>> import pyarrow
    >>> read_moments(pyarrow.array(["1735689600.5", "2025-01-01T09:00:00+09:00", "20250101_000000", "2025-02-30 00:00:00"]))[0].tolist()
    [1735689600500, 1735689600000, 1735689600000, 0]
    """
    column = trimmed(column)
    bare = matches(column, _NUMBER)
    if bare.all():
        return _numbers(column, bare)
    written = matches(column, _WRITTEN)
    time, good = _dates(column, written)
    if bare.any():
        plain, _ = _numbers(pc.if_else(pa.array(bare), column, "0"), bare)
        time, good = np.where(bare, plain, time), good | bare
    return time, good


def _numbers(column: Array, good: Array) -> tuple[Array, Array]:
    value = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
    factor = np.where(np.abs(value) >= MILLISECONDS_FROM, 1.0, 1000.0)
    return np.rint(value * factor).astype(np.int64), good


def _dates(column: Array, written: Array) -> tuple[Array, Array]:
    filled = pc.if_else(pa.array(written), column, "1970-01-01T00:00:00")
    cut = pc.extract_regex(filled, _WRITTEN)
    part = {name: pc.struct_field(cut, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    number = {name: pc.cast(values, pa.int64()).to_numpy(zero_copy_only=False) for name, values in part.items()}
    days = days_of(number["year"], number["month"], number["day"], written)
    good = days.valid & (number["hour"] < 24) & (number["minute"] < 60) & (number["second"] < 60)
    seconds = (number["hour"] * 60 + number["minute"]) * 60 + number["second"]
    fraction = pc.struct_field(cut, "part")
    fraction = pc.cast(pc.if_else(pc.equal(fraction, ""), "0", fraction), pa.float64()).to_numpy(zero_copy_only=False)
    whole = days.values.astype("datetime64[s]").astype(np.int64) + seconds - _zones(pc.struct_field(cut, "zone"))
    return np.where(good, whole * 1000 + np.rint(fraction * 1000).astype(np.int64), 0), good


def _zones(column: Array) -> Array:
    """Seconds by which each zone is ahead of UTC."""
    encoded = pc.dictionary_encode(column)
    ahead = [_zone(text) for text in encoded.dictionary.to_pylist()]
    return np.array(ahead or [0], dtype=np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]


def _zone(text: str) -> int:
    if text[:1] not in ("+", "-"):
        return 0
    digits = text[1:].replace(":", "")
    return (1 if text[0] == "+" else -1) * (int(digits[:2]) * 3600 + int(digits[2:]) * 60)
