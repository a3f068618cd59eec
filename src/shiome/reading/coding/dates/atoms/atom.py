"""Atoms of time: the smallest words a date expression is made of."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal[
    "century", "decade", "fiscal", "year", "season", "quarter", "month", "week", "part", "day", "weekday", "rest"
]
Origin = Literal["stated", "document", "last"]
"""What the value counts from: nothing, the document's date, the last date named."""

RANKS: dict[str, int] = {
    "rest": 0,
    "century": 0,
    "decade": 1,
    "fiscal": 2,
    "year": 2,
    "season": 3,
    "quarter": 3,
    "month": 4,
    "week": 4,
    "part": 5,
    "day": 6,
    "weekday": 7,
}
"""From coarse to fine."""


class Atom(msgspec.Struct, frozen=True):
    """One word of time with its place in the text."""

    start: int
    end: int
    kind: Kind
    value: int = 0
    origin: Origin = "stated"
    of_year: tuple[int, int] | None = None
    """Months, where it is part of a year."""
    of_month: tuple[int, int] | None = None
    """Days, where it is part of a month."""
    alone: str = ""
    """``year`` or ``month``: the part stands for that of the current one where nothing else is said."""
    bare: bool = False
    """Its unit is written only behind a later number (18~28일)."""
    counted: bool = False
    """It is a count of units (three days later), not a word of its own (the next day)."""
