"""Words of time by which Korean, Chinese and Russian dates are put together."""

from __future__ import annotations

import msgspec


class TimeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of time that the common date words have no room for."""

    numbers: dict[str, int] = {}
    """Number words that count units."""
    counted_units: dict[str, str] = {}
    """Unit word to ``year``, ``half``, ``month``, ``week`` or ``day``; ``half`` is half a year."""
    whole_counts: dict[str, tuple[str, int]] = {}
    """Words that are number and unit in one (사흘: three days)."""
    ago: tuple[str, ...] = ()
    """Behind a count: before the document's date."""
    ahead: tuple[str, ...] = ()
    """Behind a count: after the document's date."""
    ahead_before: tuple[str, ...] = ()
    """The same in front of a count."""
    earlier: tuple[str, ...] = ()
    """Behind a count: before the last date named."""
    later: tuple[str, ...] = ()
    """Behind a count: after the last date named."""
    later_before: tuple[str, ...] = ()
    """The same in front of a count."""
    weekdays: dict[str, int] = {}
    """Monday is 0."""
    weekday_turns: dict[str, int] = {}
    """Words in front of a weekday: -1 the last, 0 this, 1 the next."""
    quarters: dict[str, int] = {}
    """Ordinal words of quarters."""
    quarter: tuple[str, ...] = ()
    half_words: dict[str, tuple[int, int]] = {}
    """Parts of a year that stand alone for those of the current one."""
    month_part_words: dict[str, tuple[int, int]] = {}
    """Parts of a month that stand alone for those of the current one."""
    centuries: dict[str, int] = {}
    century: tuple[str, ...] = ()
    century_words: dict[str, int] = {}
    """Words in front of a two-digit decade that tell its century (上世纪: -1)."""
    lists: tuple[str, ...] = ()
    """Words between two dates that list them."""
    between: tuple[str, ...] = ()
    """Words before two listed dates that make them the ends of an interval."""
    since_before: tuple[str, ...] = ()
    until_before: tuple[str, ...] = ()
    before_before: tuple[str, ...] = ()
    ahead_cues: tuple[str, ...] = ()
    """Words in a sentence by which its dates without a year lie ahead."""
    not_a_day: tuple[str, ...] = ()
    """After a day's unit: it counts days."""
    loose: tuple[str, ...] = ()
    """Between a year's unit and what follows: words that do not cut the expression."""
