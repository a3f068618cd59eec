"""*Chronology*: events in time, on a timeline that can be zoomed, filtered by who, what and which matter."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from shiome.errors import QueryRefused
from shiome.records.model import Event
from shiome.records.values import LIVE
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.plover import QUADRANTS, TYPES, Reality
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Parameter, Section, Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.telling import record_row

SHOWN = 400
"""Events on one page; the newest of those that were asked for."""
_STYLES = {
    "verbal cooperation": "speaks-well",
    "material cooperation": "acts-well",
    "verbal conflict": "speaks-ill",
    "material conflict": "acts-ill",
}


def span_of(edtf: str) -> tuple[str, str]:
    """First and last day that a date may mean, as ISO days; empty where it has none."""
    try:
        parsed = parse_edtf(edtf) if edtf else None
    except QueryRefused:
        parsed = None
    if parsed is None:
        return "", ""
    first, last = parsed.earliest or parsed.latest, parsed.latest or parsed.earliest
    return (first.isoformat(), last.isoformat()) if first and last else ("", "")


def event_row(asked: Asked, event: Event) -> dict[str, Any]:
    """An event as a row of a table that a timeline, map or graph stands beside."""
    start, end = span_of(event.when)
    quadrant = QUADRANTS.get(event.plover, "")
    return record_row(asked, event) | {
        "who": actor_names(asked, event.source),
        "whom": actor_names(asked, event.recipient),
        "type": asked.words("chronology.plover_" + event.plover.lower()),
        "reality": asked.words("chronology.reality_" + event.reality),
        "_start": start,
        "_end": end,
        "_lane": _STYLES.get(quadrant, "other"),
    }


def lanes(asked: Asked) -> list[list[str]]:
    """The lanes of a timeline of events, from top to bottom, with what they are called."""
    return [[name, asked.words("chronology." + name.replace("-", "_"))] for name in (*_STYLES.values(), "other")]


def _page(asked: Asked) -> Answer:
    t, values = asked.words, asked.values
    events = [
        each
        for each in asked.workspace.store.records(
            "event",
            as_of=asked.day,
            status=LIVE,
            actors=values["actor"],
            topic=values["topic"],
            when=_period(values["from"], values["to"]),
            order="newest",
            limit=SHOWN,
        )
        if isinstance(each, Event)
        and values["type"] in (None, each.plover)
        and values["reality"] in (None, each.reality)
    ]
    asked.have(events)
    events.sort(key=lambda each: not each.when)  # what has no day comes last
    columns = [
        Column(key="when", title=t("chronology.when"), kind="date"),
        Column(key="told", title=t("chronology.event")),
        Column(key="who", title=t("chronology.who")),
        Column(key="type", title=t("chronology.type")),
        Column(key="whom", title=t("chronology.whom")),
        Column(key="reality", title=t("chronology.reality")),
    ]
    table = Table(id="events", title="", columns=columns, rows=[event_row(asked, each) for each in events])
    data = {
        "count": len(events),
        "full": len(events) == SHOWN,
        "chosen": {
            name: value for name, value in values.items() if value and name not in ("format", "table", "picture")
        },
        "actors": [(name, actor_name(asked, name)) for name in _states(asked)],
        "types": [*TYPES],
        "realities": [*get_args(Reality)],
        "lanes": lanes(asked),
    }
    return Answer(template="chronology/page.html", data=data, tables=[table])


def _period(start: date | None, end: date | None) -> str | None:
    if start is None and end is None:
        return None
    return f"{start or '..'}/{end or '..'}"


def _states(asked: Asked) -> list[str]:
    from shiome.region.schema.actors import Actor

    return [name for name, actor in asked.workspace.pack.entries("actors", Actor).items() if actor.type == "state"]


SECTION = Section(
    name="chronology",
    pages=(
        Page(
            name="chronology",
            path="/chronology",
            about="Events in time.",
            handler=_page,
            parameters=(
                Parameter(name="actor", many=True, longest=80, about="All of these take part."),
                Parameter(name="topic", longest=80, about="A matter or system."),
                Parameter(name="type", kind="choice", choices=TYPES, about="PLOVER type."),
                Parameter(name="reality", kind="choice", choices=get_args(Reality), about="Happened, planned, or not."),
                Parameter(name="from", kind="date", about="First day."),
                Parameter(name="to", kind="date", about="Last day."),
            ),
        ),
    ),
    assets=("css/timeline.css", "js/timeline.js"),
)
