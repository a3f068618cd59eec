"""Time zones by name or offset, as seconds east of UTC on a given day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from shiome.errors import QueryRefused

_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.ASCII)
_NONE = ("UTC", "Z", "GMT")


def offset_at(zone: str, day: date, clock: time = time.min) -> int:
    """Seconds by which the zone's clocks are ahead of UTC on that day, at that hour of its own.

    >>> from datetime import date
    >>> offset_at("Asia/Tokyo", date(2024, 5, 30)), offset_at("-03:30", date(2024, 5, 30)), offset_at("UTC", date(1, 1, 1))
    (32400, -12600, 0)

    Raises
    ------
    QueryRefused
        No such zone (``date.zone``).
    """
    if zone in _NONE:
        return 0
    match = _OFFSET.fullmatch(zone)
    if match is not None:
        seconds = int(match["hours"]) * 3600 + int(match["minutes"] or 0) * 60
        if seconds > 18 * 3600:
            raise _unknown(zone)
        return -seconds if match["sign"] == "-" else seconds
    offset = datetime.combine(day, clock, tzinfo=_named(zone)).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


@lru_cache(maxsize=64)
def _named(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (OSError, ValueError, KeyError) as fault:
        raise _unknown(zone) from fault


def _unknown(zone: str) -> QueryRefused:
    return QueryRefused(
        "date.zone",
        f"{zone!r} is not a time zone",
        ja=f"{zone!r} という時間帯はない",
        hint="write an offset such as +09:00, or an IANA name such as Asia/Tokyo",
        hint_ja="+09:00 のような時差か、Asia/Tokyo のような IANA 名を書く",
        failed=zone,
    )
