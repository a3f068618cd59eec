"""Tell-tales: whether what a yardstick watches for has been seen."""

from __future__ import annotations

from datetime import date

from shiome.region.schema.yardsticks import TelltaleEntry
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.selecting import chosen, told
from shiome.yardsticks.model import Telltale


def seen(knowledge: Knowledge, entry: TelltaleEntry) -> Telltale:
    """What was seen of a sign by the day, after the day from which it is watched for."""
    start = parse_edtf(entry.since).latest if entry.since else None
    found: list[tuple[date, str, str]] = []
    for event, _ in chosen(knowledge, entry.events):
        row = told(knowledge, event)
        # Of a time that began before the watch nobody can say that it was seen in it.
        day = (row.first or row.last) if row is not None else None
        if row is not None and day is not None and (start is None or day > start):
            found.append((day, event.when, row.id))
    found.sort()
    return Telltale(
        id=entry.id,
        name=entry.name,
        seen=bool(found),
        when=found[0][1] if found else "",
        last=found[-1][1] if found else "",
        inputs=tuple(name for _, _, name in found),
        looked_since=entry.since,
    )
