"""*Relations*: who deals with whom, as a network over time; how each relation stood according to the documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

from shiome.charts import Dot, Line, LineChart, specification
from shiome.records.model import Event
from shiome.records.values import LIVE
from shiome.region.asof import document_day, entries_as_of, entry_as_of
from shiome.region.schema.actors import Actor
from shiome.region.schema.relations import Relation
from shiome.vocabulary.plover import QUADRANTS
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Parameter, Picture, Section, Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.pages.chronology import event_row, lanes

EVENTS = 600
"""Events that the network is made of; the newest."""
HAPPENED = 100
"""Events that are listed for one relation; the newest."""
_SIGNS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": -1, "material conflict": -2}


def _network(asked: Asked) -> Answer:
    t = asked.words
    period = f"{asked.values['from'] or '..'}/{asked.values['to'] or asked.day}" if asked.values["from"] else None
    events, more = _events(asked, when=period)
    ties = _ties(asked, events)
    columns = [
        Column(key="pair", title=t("relations.pair")),
        Column(key="events", title=t("relations.events"), kind="number"),
        Column(key="cooperation", title=t("relations.cooperation"), kind="number"),
        Column(key="conflict", title=t("relations.conflict"), kind="number"),
        Column(key="last", title=t("relations.last"), kind="date"),
    ]
    table = Table(id="ties", title=t("relations.ties"), columns=columns, rows=ties, note=t("relations.ties_note"))
    data = {"events": len(events), "full": more, "lanes": lanes(asked), "from": asked.values["from"]}
    return Answer(
        template="relations/network.html",
        data=data,
        tables=[_relations(asked), table, _happened(asked, events)],
    )


def _relations(asked: Asked) -> Table:
    t, rows = asked.words, []
    for entry in entries_as_of(asked.workspace.pack, "relations", asked.day).values():
        if not isinstance(entry, Relation) or not entry.states:
            continue
        last = entry.states[-1]
        rows.append(
            {
                "name": asked.text(entry.name),
                "members": actor_names(asked, entry.members),
                "closeness": last.closeness,
                "label": asked.text(last.label),
                "dated": document_day(asked.workspace.pack, last.document).isoformat(),
                "_href": asked.link(f"/relations/{entry.id}"),
                "_sources": asked.cited(last.cite),
            }
        )
    columns = [
        Column(key="name", title=t("relations.relation")),
        Column(key="members", title=t("relations.members")),
        Column(key="closeness", title=t("relations.closeness"), kind="number"),
        Column(key="label", title=t("relations.label")),
        Column(key="dated", title=t("relations.dated"), kind="date"),
    ]
    return Table(id="relations", title=t("relations.relations"), columns=columns, rows=rows, note=t("relations.note"))


def _events(
    asked: Asked, *, when: str | None = None, actors: Iterable[str] = (), limit: int = EVENTS
) -> tuple[list[Event], bool]:
    """What happened, the newest first, and whether there is more than was looked through."""
    found = asked.workspace.store.records(
        "event", as_of=asked.day, status=LIVE, when=when, actors=tuple(actors), order="newest", limit=limit
    )
    events = [each for each in found if isinstance(each, Event) and each.reality == "actual" and each.when]
    return events, len(found) == limit


def _newest(asked: Asked, actors: Sequence[str]) -> list[Event]:
    """The newest events between actors; few are looked through at first, since most have happened and have a date."""
    found, more = _events(asked, actors=actors, limit=HAPPENED + HAPPENED // 4)
    if more and len(found) < HAPPENED:
        found, _ = _events(asked, actors=actors)
    return found[:HAPPENED]


def _state(asked: Asked, actor: str) -> str:
    known = asked.workspace.pack.entries("actors", Actor).get(actor)
    return "" if known is None else (actor if known.type == "state" else known.country)


def _ties(asked: Asked, events: Iterable[Event]) -> list[dict[str, Any]]:
    """Pairs of states that deal with each other in events, with how."""
    pairs: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        for pair in _pairs(asked, event):
            pairs[pair].append(event)
    rows = []
    for (a, b), dealt in sorted(pairs.items(), key=lambda each: -len(each[1])):
        signs = [_SIGNS.get(QUADRANTS.get(event.plover, ""), 0) for event in dealt]
        rows.append(
            {
                "pair": actor_names(asked, (a, b)),
                "events": len(dealt),
                "cooperation": sum(1 for sign in signs if sign > 0),
                "conflict": sum(1 for sign in signs if sign < 0),
                "last": max(event.when for event in dealt),
                "a": a,
                "b": b,
                "_href": asked.link("/chronology", actor=[a, b]),
                "_key": f"{a}|{b}|{sum(signs) / len(signs):.2f}|{actor_name(asked, a)}|{actor_name(asked, b)}",
            }
        )
    return rows


def _pairs(asked: Asked, event: Event) -> set[tuple[str, str]]:
    sources = {_state(asked, actor) for actor in event.source} - {""}
    recipients = {_state(asked, actor) for actor in event.recipient} - {""}
    if len(sources) > 1 and not recipients:
        recipients = sources
    return {(min(a, b), max(a, b)) for a, b in product(sources, recipients) if a != b}


def _happened(asked: Asked, events: Sequence[Event]) -> Table:
    t = asked.words
    asked.have(events)
    columns = [
        Column(key="when", title=t("chronology.when"), kind="date"),
        Column(key="told", title=t("chronology.event")),
        Column(key="who", title=t("chronology.who")),
        Column(key="whom", title=t("chronology.whom")),
    ]
    rows = []
    for event in events:
        pairs = ";".join("|".join(pair) for pair in sorted(_pairs(asked, event)))
        rows.append(event_row(asked, event) | {"_key": pairs})
    return Table(id="events", title=t("relations.happened"), columns=columns, rows=rows)


def _one(asked: Asked) -> Answer:
    t = asked.words
    entry = asked.workspace.pack.entry("relations", asked.values["relation"])
    known = entry_as_of(asked.workspace.pack, entry, asked.day)
    states = known.states if isinstance(known, Relation) else ()
    assert isinstance(entry, Relation)  # noqa: S101 - the subject says so
    rows = [
        {
            "dated": document_day(asked.workspace.pack, state.document).isoformat(),
            "closeness": state.closeness,
            "label": asked.text(state.label),
            "text": asked.text(state.text),
            "_sources": asked.cited(state.cite),
        }
        for state in states
    ]
    columns = [
        Column(key="dated", title=t("relations.dated"), kind="date"),
        Column(key="closeness", title=t("relations.closeness"), kind="number"),
        Column(key="label", title=t("relations.label")),
        Column(key="text", title=t("relations.said")),
    ]
    name = asked.text(entry.name)
    pictures = [_closeness(asked, name, rows)] if sum(row["closeness"] is not None for row in rows) > 1 else []
    members = [member for member in entry.members if _state(asked, member) == member]
    return Answer(
        template="relations/one.html",
        data={
            "name": name,
            "members": actor_names(asked, entry.members),
            "change": asked.text(entry.change or {}),
            "lanes": lanes(asked),
        },
        tables=[
            Table(id="states", title=t("relations.states"), columns=columns, rows=rows, note=t("relations.note")),
            _happened(asked, _newest(asked, members[:3])),
        ],
        pictures=pictures,
        title=name,
    )


def _closeness(asked: Asked, name: str, rows: list[dict[str, Any]]) -> Picture:
    from datetime import date

    t = asked.words
    dots = []
    for row in rows:
        day = date.fromisoformat(row["dated"])
        dots.append(Dot(when=row["dated"], start=day, end=day + timedelta(days=1), value=row["closeness"]))
    title = t("relations.closeness_of", name=name)
    chart = LineChart(title=title, line=Line(name=name, dots=tuple(dots)), domain=(-3, 3))
    return Picture(
        id="closeness",
        title=title,
        alternative=t(
            "relations.closeness_alternative", said="; ".join(f"{r['dated']}: {r['closeness']}" for r in rows)
        ),
        specification=lambda: specification(chart),
        source=t("relations.closeness_source", day=asked.day.isoformat()),
    )


SECTION = Section(
    name="relations",
    pages=(
        Page(
            name="relations",
            path="/relations",
            about="Who deals with whom.",
            handler=_network,
            parameters=(
                Parameter(name="from", kind="date", about="First day of the events."),
                Parameter(name="to", kind="date", about="Last day of the events."),
            ),
        ),
        Page(name="relations.one", path="/relations/{relation}", about="One relation over time.", handler=_one),
    ),
    assets=("css/timeline.css", "css/graph.css", "js/timeline.js", "js/ties.js"),
)
