"""When the calendar bears on drivers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shiome.errors import InputRefused
from shiome.futures.model.model import At, ModelTiming
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.context import CalendarEntry
from shiome.region.schema.futures import Timing
from shiome.vocabulary.edtf import parse_edtf


def months_between(first: date, second: date) -> int:
    """Whole months from the month of one day to that of another.

    >>> months_between(date(2025, 12, 31), date(2026, 2, 1))
    2
    """
    return (second.year - first.year) * 12 + second.month - first.month


def month_after(day: date, months: int) -> date:
    """First day of the month that lies so many months after a day's.

    >>> month_after(date(2025, 12, 31), 1)
    datetime.date(2026, 1, 1)
    """
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def timings_of(pack: Pack, day: date) -> tuple[ModelTiming, ...]:
    """What the calendar does, as known on a day; a timing goes with the calendar entry that it counts from.

    Raises
    ------
    InputRefused
        ``futures.calendar``: a calendar entry without a date to count from, or timings that follow one another in a circle.
    """
    calendar = {name: e for name, e in entries_as_of(pack, "calendar", day).items() if isinstance(e, CalendarEntry)}
    timings = {name: e for name, e in entries_as_of(pack, "timings", day).items() if isinstance(e, Timing)}
    spans = ((entry, _span(entry, timings, calendar)) for entry in timings.values())
    return tuple(
        ModelTiming(
            entry.id,
            At(entry.effect.driver, entry.effect.state),
            month_after(span[0], entry.months_later),
            month_after(span[1], entry.months_later + entry.lasts - 1),
            entry.probability,
            entry.boost,
        )
        for entry, span in spans
        if span is not None
    )


def _span(
    entry: Timing, timings: Mapping[str, Timing], calendar: Mapping[str, CalendarEntry]
) -> tuple[date, date] | None:
    """First and last month from which an entry counts; None where it was not known."""
    later = 0
    seen = {entry.id}
    current = entry
    while current.after:
        before = timings.get(current.after)
        if before is None:
            return None
        if before.id in seen:
            raise _refused(
                f"timing {entry.id}: the calendar runs in a circle", f"時期 {entry.id}：暦が循環している", entry
            )
        seen.add(before.id)
        later += before.months_later
        current = before
    dated = calendar.get(current.calendar)
    if dated is None:
        return None
    when = parse_edtf(dated.when)
    # A term or process counts from its first day, or from its last; a bare year or month from all its months.
    interval = "/" in dated.when
    first = when.latest if current.end and interval else when.earliest
    last = first if interval else when.latest
    if first is None or last is None:
        text = f"timing {entry.id}: calendar entry {dated.id} has no date to count from"
        raise _refused(text, f"時期 {entry.id}：暦の {dated.id} に数え始める日がない", entry)
    return month_after(first, later), month_after(last, later)


def _refused(text: str, ja: str, failed: object) -> InputRefused:
    return InputRefused(
        "futures.calendar",
        text,
        ja=ja,
        hint="give the calendar entry a date, and let each timing follow an earlier one",
        hint_ja="暦に日付を書き、循環しないようにする",
        failed=failed,
    )
