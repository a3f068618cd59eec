"""Lines that may be said as they stand, by addressee."""

from __future__ import annotations

from datetime import date

from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.words import Line


def lines_for(pack: Pack, *, to: str = "", term: str = "", as_of: date | None = None) -> tuple[Line, ...]:
    """Lines for an addressee and a concept, what was agreed before what is proposed.

    Parameters
    ----------
    to:
        An actor; lines for everybody are among them. All lines where it is empty.
    term:
        A concept of the term bank that the line speaks of.
    as_of:
        Only lines known on that day.

    Raises
    ------
    NotKnown
        No such actor or concept.
    """
    if to:
        pack.entry("actors", to)
    if term:
        pack.entry("terms", term)
    found = [
        line
        for line in entries_as_of(pack, "lines", as_of).values()
        if isinstance(line, Line) and (not to or not line.to or to in line.to) and (not term or term in line.terms)
    ]
    return tuple(sorted(found, key=lambda line: (line.status != "agreed", line.id)))
