"""From the atoms of one date expression to its EDTF date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from shiome.reading.coding.dates.atoms.atom import Atom
from shiome.reading.coding.dates.find import (
    Basis,
    DateContext,
    Day,
    fiscal_year,
    month_part,
    shift_month,
    valid_day,
    week_of,
    year_part,
)

Reading = tuple[str, Basis, Day]
"""EDTF, basis, and the date that later words may refer to."""
Slots = Mapping[str, Atom]

_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}
_EARLY, _LATE = 4, 8
"""Up to this month of a year its beginning lasts, after that one its end is near; the parts of a century share their words."""

_LATEST = 9998
"""Years from here on are left unread: what counts on from them could leave the calendar."""


def resolve(slots: Slots, context: DateContext, *, fiscal_start: int, ahead: bool = False) -> Reading | None:
    """What an expression means; ``None`` for what is no date or starts from nothing known.

    With ``ahead`` a date without a year is the next one, not the last one.
    """
    try:
        reading = _resolve(slots, context, fiscal_start, ahead=ahead)
    except (OverflowError, ValueError):
        # Counting left the calendar.
        return None
    return reading if reading is not None and 0 < reading[2].year < _LATEST else None


def _resolve(slots: Slots, context: DateContext, fiscal_start: int, *, ahead: bool) -> Reading | None:
    if "rest" in slots:
        return _rest(slots["rest"], context)
    if "century" in slots or "decade" in slots:
        return _decade(slots)
    if "fiscal" in slots:
        year = slots["fiscal"].value
        return fiscal_year(year, fiscal_start), "stated", Day(year)
    if "week" in slots or ("weekday" in slots and "day" not in slots):
        return _week(slots, context, ahead=ahead)
    if "day" in slots and slots["day"].origin != "stated":
        return _counted_day(slots["day"], context, ahead=ahead)
    return _calendar(slots, context, ahead=ahead)


def _rest(atom: Atom, context: DateContext) -> Reading:
    today = context.document
    if atom.alone == "year":
        return f"{today.isoformat()}/{today.year:04d}-12-31", "relative", Day(today.year)
    last = month_part(today.year, today.month, (-1, -1))
    return f"{today.isoformat()}/{last}", "relative", Day(today.year, today.month)


def _decade(slots: Slots) -> Reading | None:
    if "decade" not in slots:
        return _century(slots["century"].value - 1, slots.get("part"))
    year = slots["decade"].value
    if year % 10:
        return None
    part = slots.get("part")
    if part is None or part.of_year is None:
        return f"{year // 10:03d}X", "stated", Day(year)
    first = part.of_year[0]
    low, high = (0, 3) if first <= 4 and part.of_year[1] <= 6 else (4, 6) if first < 9 else (7, 9)
    return f"{year + low:04d}/{year + high:04d}", "stated", Day(year + low)


def _century(hundreds: int, part: Atom | None) -> Reading:
    """A century, or its first, middle or last years."""
    if part is None or part.of_year is None:
        return f"{hundreds:02d}XX", "stated", Day(hundreds * 100 + 1)
    first, last = part.of_year
    if last <= _EARLY:
        return f"{hundreds:02d}0X", "stated", Day(hundreds * 100 + 1)
    if first > _LATE:
        return f"{hundreds:02d}9X", "stated", Day(hundreds * 100 + 90)
    low, high = (1, 50) if last <= 6 else (51, 99) if first >= 7 else (41, 60)
    return f"{hundreds:02d}{low:02d}/{hundreds:02d}{high:02d}", "stated", Day(hundreds * 100 + low)


def _week(slots: Slots, context: DateContext, *, ahead: bool) -> Reading | None:
    week, weekday = slots.get("week"), slots.get("weekday")
    if week is None:
        return _weekday(weekday, context, ahead=ahead) if weekday else None
    base = context.document
    if week.origin == "last":
        if not context.anchor.day:
            return None
        base = context.anchor.first()
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=week.value)
    if weekday is None:
        return week_of(base, week.value), "relative", Day(monday.year, monday.month)
    return _stated(monday + timedelta(days=weekday.value % 7))


def _weekday(weekday: Atom, context: DateContext, *, ahead: bool) -> Reading:
    """A weekday by itself: the last one there was, unless a word says the next one."""
    wanted, turn = weekday.value % 7, weekday.value // 7
    today = context.document
    back = (today.weekday() - wanted) % 7
    if turn > 0 or (ahead and not turn and back):
        return _stated(today + timedelta(days=7 - back))
    return _stated(today - timedelta(days=back or (7 if turn < 0 else 0)))


def _stated(day: date) -> Reading:
    return day.isoformat(), "relative", Day(day.year, day.month, day.day)


def _counted_day(atom: Atom, context: DateContext, *, ahead: bool) -> Reading | None:
    # In three days, of what is to come, counts from today.
    if atom.origin == "document" or (ahead and atom.counted and atom.value > 0):
        return _stated(context.document + timedelta(days=atom.value))
    if not context.anchor.day:
        return None
    return _stated(context.anchor.first() + timedelta(days=atom.value))


# ---------------------------------------------------------------- year, month, day


def _calendar(slots: Slots, context: DateContext, *, ahead: bool) -> Reading | None:
    year, basis = _year(slots, context, ahead=ahead)
    if year is None:
        return None
    month = slots.get("month")
    if month is not None:
        return _month(slots, year, basis, context)
    if "day" in slots:
        return _lone_day(slots["day"], context, ahead=ahead) if "year" not in slots else None
    if "season" in slots:
        return f"{year:04d}-{slots['season'].value}", basis, Day(year, season=slots["season"].value)
    if "quarter" in slots:
        quarter = slots["quarter"].value
        return f"{year:04d}-{32 + quarter}", basis, Day(year, 3 * quarter)
    part = slots.get("part")
    if part is None:
        return (Day(year).edtf(), basis, Day(year)) if "year" in slots else None
    return _part(part, slots, year, basis, context)


def _part(part: Atom, slots: Slots, year: int, basis: Basis, context: DateContext) -> Reading | None:
    if "year" in slots or part.alone == "year":
        if part.of_year is None:
            return None
        return year_part(year, part.of_year), basis, Day(year)
    if part.alone == "month" and part.of_month is not None:
        today = context.document
        return month_part(today.year, today.month, part.of_month), "relative", Day(today.year, today.month)
    return None


def _year(slots: Slots, context: DateContext, *, ahead: bool) -> tuple[int | None, Basis]:
    atom = slots.get("year")
    if atom is not None:
        if atom.origin == "stated":
            return atom.value, "stated"
        base = context.document.year if atom.origin == "document" else context.anchor.year
        return base + atom.value, "relative"
    month = slots.get("month")
    if month is not None and month.origin == "stated":
        day = slots["day"].value if "day" in slots else 0
        if not 1 <= month.value <= 12:
            return None, "completed"
        if ahead and context.last is None:
            today = context.document
            passed = (month.value, day or 31) < (today.month, today.day)
            return today.year + passed, "completed"
        return context.complete_year(month.value, day), "completed"
    if "season" in slots:
        return _season_year(slots["season"], context, ahead=ahead)
    return context.document.year, "relative"


def _season_year(season: Atom, context: DateContext, *, ahead: bool) -> tuple[int | None, Basis]:
    """The year of a season named by itself; only a word that tells when means one."""
    if not season.alone:
        return None, "completed"
    if context.last is not None:
        return context.last.year, "completed"
    today = context.document
    begins = _SEASON_BEGINS.get(season.value, 1)
    if ahead:
        return today.year + (begins + 2 < today.month), "completed"
    return today.year - (begins > today.month), "completed"


def _month(slots: Slots, year: int, basis: Basis, context: DateContext) -> Reading | None:
    atom = slots["month"]
    if atom.origin == "stated":
        month = atom.value
    else:
        basis = "relative"
        base = context.anchor
        if atom.origin == "document":
            base = Day(context.document.year, context.document.month)
        if not base.month:
            return None
        year, month = shift_month(base.year, base.month, atom.value)
    if not 1 <= month <= 12:
        return None
    if "day" in slots:
        day = slots["day"].value
        if not valid_day(year, month, day):
            return None
        return Day(year, month, day).edtf(), basis, Day(year, month, day)
    part = slots.get("part")
    if part is not None and part.of_month is not None:
        return month_part(year, month, part.of_month), basis, Day(year, month)
    return Day(year, month).edtf(), basis, Day(year, month)


def _lone_day(atom: Atom, context: DateContext, *, ahead: bool) -> Reading | None:
    """A day by itself is in the month of the last date named, or the latest that does not lie ahead of the document."""
    anchor = context.anchor
    if not anchor.month:
        return None
    year, month = anchor.year, anchor.month
    if context.last is None and atom.value > context.document.day and not ahead:
        year, month = shift_month(year, month, -1)
    if not valid_day(year, month, atom.value):
        return None
    return Day(year, month, atom.value).edtf(), "completed", Day(year, month, atom.value)
