"""What is wrong with a line: reasons to set it aside, and faults with which it is kept.

Codes are stable: they stand in reject files, manifests and the column ``faults``.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "columns": "the line has another number of columns than the heading",
    "quotes": "a quoted field does not end within the line",
    "mmsi": "the MMSI is missing or is no ship's: a ship has nine digits that begin with 201 to 775",
    "time": "the time is missing, cannot be read, or lies outside 1990 to 2100",
    "position": "latitude or longitude cannot be read or lies off the globe",
    "no-position": "the line tells no position, or that the transmitter does not know it (latitude 91, longitude 181)",
    "nmea": "the line is no sentence with an AIS payload",
    "checksum": "the checksum of the sentence or of its tag block does not agree with its text",
    "fragment": "the other parts of a message in several sentences are missing",
    "payload": "the payload cannot be decoded",
}
"""Why a line is set aside."""

FAULTS: dict[str, str] = {
    "late": "the line stands behind a later one of the same vessel, by up to an hour",
    "clock": "the line stands behind a later one of the same vessel by more than an hour: a clock ran backwards, or lines are out of order",
    "speed": "the speed lies outside 0 to 102.2 knots and is left out",
    "course": "course or heading lies outside 0 to 360 degrees and is left out",
    "draught": "the draught lies outside 0 to 30 metres and is left out",
    "imo": "the ship number is not of seven digits or its check digit is wrong; it is kept as it was sent where it is a number",
}
"""With what a line is kept; the position is its bit."""

FAULT_BITS: dict[str, int] = {name: 1 << position for position, name in enumerate(FAULTS)}
LATE_MS = 3_600_000
"""Up to here a line that comes late is late; beyond, a clock ran backwards."""


def fault_label(mask: int) -> str:
    """The faults of a mask as text.

    >>> fault_label(FAULT_BITS["late"] | FAULT_BITS["imo"])
    'late;imo'
    """
    return ";".join(name for name, bit in FAULT_BITS.items() if mask & bit)
