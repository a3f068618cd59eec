"""One account of an event: when, in whose calendar, in which words, with which coded attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from shiome.errors import QueryRefused
from shiome.reading.merging.zones import offset_at
from shiome.vocabulary.edtf import Edtf, parse_edtf

Value = str | int | float
DAY = 86_400
_LOOSE_INSTANT = 3_600
"""Seconds that an approximate moment reaches on each side."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one event."""

    id: str
    """Of the account within its own list; never compared with those of other lists."""
    when: str
    """EDTF: a moment (``2024-05-29T21:13``) or a day, month, interval with both ends."""
    zone: str = "UTC"
    """Calendar in which ``when`` counts days and hours: an IANA name or an offset; a moment's own zone goes before it."""
    language: str = ""
    text: str = ""
    attributes: Mapping[str, Value] = {}
    """Coded values that mean the same in every language: measures, codes. What is said in words belongs in ``text``."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time an account may mean, in seconds on one clock for all zones. ``end`` is exclusive.

    Of a moment, ``start`` and ``end`` are equal.
    """

    start: int
    end: int
    day: int
    """Ordinal of the first calendar day, in the account's own calendar."""
    offset: int
    """Seconds east of UTC of that calendar."""
    date: Edtf

    @property
    def instant(self) -> bool:
        """Whether it is a moment."""
        return self.start == self.end


def window_of(account: Account) -> Window:
    """When the account may mean.

    >>> night, morning = Account(id="a", when="2024-05-29T21:13"), Account(id="b", when="2024-05-30T06:13", zone="+09:00")
    >>> window_of(night).start == window_of(morning).start
    True

    Raises
    ------
    QueryRefused
        The date is none, is open at an end (``date.open``), or its zone is unknown (``date.zone``).
    """
    date = parse_edtf(account.when)
    if date.earliest is None or date.latest is None:
        raise QueryRefused(
            "date.open",
            f"account {account.id!r}: {account.when!r} has an open end and cannot be compared",
            ja=f"記事 {account.id!r}: {account.when!r} は端が開いており、比べられない",
            hint="give both ends of the interval",
            hint_ja="区間の両端を与える",
            failed=account,
        )
    loose = date.uncertain or date.approximate
    if date.instant is not None:
        return _moment(date, account.zone, loose=loose)
    offset = offset_at(account.zone, date.earliest)
    start = date.earliest.toordinal() * DAY - offset
    end = (date.latest.toordinal() + 1) * DAY - offset_at(account.zone, date.latest)
    reach = end - start if loose else 0
    return Window(start - reach, end + reach, date.earliest.toordinal(), offset, date)


def _moment(date: Edtf, zone: str, *, loose: bool) -> Window:
    assert date.instant is not None  # noqa: S101 - the caller asked
    moment = date.instant
    own = moment.utcoffset()
    offset = offset_at(zone, moment.date(), moment.time()) if own is None else int(own.total_seconds())
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    at = moment.toordinal() * DAY + seconds - offset
    reach = _LOOSE_INSTANT if loose else 0
    return Window(at - reach, at + reach, moment.toordinal(), offset, date)
