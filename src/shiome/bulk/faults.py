"""What is wrong with a row: reasons to reject it, and faults with which it is kept.

A reason sends the row to the reject file; a fault is marked on the row and counted. Codes are stable: they are written into
reject files, manifests and the column ``faults``.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "columns": "the row has another number of columns than the file",
    "quotes": "a quoted field does not end within the row",
    "id": "the event has no usable identifier",
    "event-date": "the day of the event cannot be read",
    "added-date": "the day on which the feed knew of the event cannot be read",
    "date-order": "the event ends before it begins",
    "code": "the event code is not of the feed's scheme: the columns have shifted",
    "quad": "the quad class does not belong to the feed: the columns have shifted",
}
"""Why a row is rejected."""

FAULTS: dict[str, str] = {
    "latin-1": "the row was not UTF-8 and was read as Latin-1",
    "quotes": "a quotation mark stood inside a field",
    "control": "a stray carriage return or NUL stood inside the row and was read as a blank",
    "number": "a number that is not needed could not be read and is left out",
    "coordinates": "latitude or longitude could not be read or lies off the globe; both are left out",
    "fips": "the country code of the place is not in FIPS 10-4, or its district lies in another country",
    "intensity-range": "the intensity lies outside -10 to 10 and is left out",
    "no-code": "the row has no event code",
    "historic": "the feed added the event more than 30 days after the day it gives for it",
    "future": "the day of the event lies after the day on which the feed added it",
    "year": "the year column disagrees with the date",
    "casualties-order": "low, best and high estimates of deaths are not in order",
    "trailing": "empty columns stood behind the last one",
}
"""With what a row is kept; the position is its bit in a batch's mask."""

FAULT_BITS: dict[str, int] = {name: 1 << position for position, name in enumerate(FAULTS)}

HISTORIC_DAYS = 30
"""How late, in days, an event may be added before it is marked as historic."""


def fault_label(mask: int) -> str:
    """The faults of a mask as text, in the order of the table.

    >>> fault_label(FAULT_BITS["fips"] | FAULT_BITS["historic"])
    'fips;historic'
    """
    return ";".join(name for name, bit in FAULT_BITS.items() if mask & bit)
