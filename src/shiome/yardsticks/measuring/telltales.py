"""Tell-tales: whether what a yardstick watches for has been seen."""

from __future__ import annotations

from shiome.region.schema.yardsticks import TelltaleEntry
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.selecting import chosen
from shiome.yardsticks.model import Telltale


def seen(knowledge: Knowledge, entry: TelltaleEntry) -> Telltale:
    """What was seen of a sign by the day, after the day from which it is watched for."""
    start = parse_edtf(entry.since).latest if entry.since else None
    events = knowledge.event_columns
    places = chosen(knowledge, entry.events).places
    # Of a time that began before the watch nobody can say that it was seen in it.
    places = places[events.day[places] > (start.toordinal() if start is not None else 0)]
    found = list(zip(events.day[places].tolist(), events.when(places), events.ids[places].tolist(), strict=True))
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
