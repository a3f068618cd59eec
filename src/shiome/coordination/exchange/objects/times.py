"""Times as STIX 2.1 writes them, in UTC to the millisecond: ``2026-11-21T00:00:00.000Z``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from shiome.coordination.exchange.objects.refusals import refused

_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def stamp(moment: datetime) -> str:
    """A time with its zone as a STIX timestamp; what is finer than a millisecond is cut off.

    Raises
    ------
    InputRefused
        ``exchange.time``: the time has no zone, so that nobody knows when it was.

    >>> stamp(datetime(2026, 11, 21, 9, tzinfo=UTC))
    '2026-11-21T09:00:00.000Z'
    """
    if moment.tzinfo is None:
        raise refused(
            "time",
            f"{moment} has no time zone",
            f"{moment} に時間帯がない",
            hint="give it in UTC",
            hint_ja="UTC で与える",
            failed=moment,
        )
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def stamp_of_day(day: date) -> str:
    """The first millisecond of a day.

    >>> stamp_of_day(date(2026, 11, 21))
    '2026-11-21T00:00:00.000Z'
    """
    return f"{day.isoformat()}T00:00:00.000Z"


def moment_of(text: object) -> datetime:
    """The time of a STIX timestamp, which has to stand to the millisecond exactly.

    Raises
    ------
    InputRefused
        ``exchange.shape``: it is no such timestamp.

    >>> moment_of("2026-11-21T00:00:00.000Z")
    datetime.datetime(2026, 11, 21, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if isinstance(text, str) and _FORM.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise refused(
        "shape",
        f"{text!r} is no time",
        f"{text!r} は時刻でない",
        hint="write 2026-11-21T00:00:00.000Z",
        hint_ja="2026-11-21T00:00:00.000Z のように書く",
        failed=text,
    )
