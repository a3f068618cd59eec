"""*Today*: what is new, what turned, what is due, where sources disagree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shiome.outlook.dates import reader_date
from shiome.web.asked import Asked
from shiome.web.files import MEASURED
from shiome.web.model import Answer, Column, Page, Parameter, Section, Table
from shiome.web.telling import record_row, told

SHOWN = 15
_SPAN = timedelta(days=92)
"""How far back *new* reaches where nothing else is asked for: a quarter."""


def _today(asked: Asked) -> Answer:
    t = asked.words
    store = asked.workspace.store
    since: date = asked.values["since"] or _newest(asked) - _SPAN
    documents = store.headings(asked.day, since=since, limit=SHOWN)
    records = store.counts_in([each.id for each in documents], as_of=asked.day)
    events = store.records("event", as_of=asked.day, status="accepted", order="newest", limit=SHOWN)
    asked.have(events)
    columns = [
        Column(key="when", title=t("today.when"), kind="date"),
        Column(key="told", title=t("today.event")),
        Column(key="known_from", title=t("today.known_from"), kind="date"),
    ]
    new = [
        {
            "id": each.id,
            "file": each.file,
            "dated": each.dated,
            "records": records[each.id],
            "_href": asked.link(f"/evidence/documents/{each.id}"),
        }
        for each in documents
    ]
    document_columns = [
        Column(key="file", title=t("today.document")),
        Column(key="dated", title=t("today.dated"), kind="date"),
        Column(key="records", title=t("today.records"), kind="number"),
    ]
    return Answer(
        template="today/page.html",
        data={"day": asked.day.isoformat(), "since": since.isoformat()},
        tables=[
            Table(
                id="events", title=t("today.events"), columns=columns, rows=[record_row(asked, each) for each in events]
            ),
            Table(
                id="documents", title=t("today.documents", since=since.isoformat()), columns=document_columns, rows=new
            ),
            _conflicts(asked),
        ],
    )


def _newest(asked: Asked) -> date:
    """The day of the newest document, which may lie well before that of the last entry."""
    return max(asked.workspace.store.document_days(asked.day, limit=1), default=asked.day)


def _conflicts(asked: Asked) -> Table:
    t = asked.words
    found = asked.workspace.store.conflicts(asked.day, open_only=True, newest=SHOWN)
    known = {
        each.id: each
        for each in asked.workspace.store.records(ids=[i for c in found for i in (c.a, c.b)], as_of=asked.day)
    }
    asked.have(known.values())
    rows: list[dict[str, Any]] = []
    for each in found:
        pair = [known[name] for name in (each.a, each.b) if name in known]
        rows.append(
            {
                "matter": told(asked, pair[0]) if pair else each.a,
                "field": each.field,
                "values": " / ".join(each.values),
                "reason": asked.text(each.reason),
                "_sources": asked.evidence(source for record in pair for source in record.sources),
            }
        )
    columns = [
        Column(key="matter", title=t("today.matter")),
        Column(key="values", title=t("today.values")),
        Column(key="reason", title=t("today.reason")),
    ]
    return Table(id="conflicts", title=t("today.conflicts"), columns=columns, rows=rows)


def _turning(asked: Asked) -> Answer:
    t = asked.words
    rows: list[dict[str, Any]] = []
    for found in asked.workspace.measure(as_of=asked.day):
        latest = max(found.turning.points, key=lambda point: point.end, default=None)
        early = found.turning.early
        warned = early is not None and bool(early.since)
        if latest is None and not warned:
            continue
        rows.append(
            {
                "name": asked.text(found.name),
                "turned": f"{latest.start}/{latest.end}" if latest else "",
                "direction": t("today.direction_" + latest.direction) if latest else "",
                "probability": latest.probability if latest else None,
                "early": t("today.early", since=reader_date(early.since, asked.language), p=round(early.probability, 2))
                if early and warned
                else "",
                "_href": asked.link(f"/yardsticks/{found.id}"),
                "_sources": asked.cited(found.cite),
                "_latest": latest.end if latest else "",
            }
        )
    rows.sort(key=lambda row: row["_latest"], reverse=True)
    columns = [
        Column(key="name", title=t("today.yardstick")),
        Column(key="turned", title=t("today.turned"), kind="date"),
        Column(key="direction", title=t("today.direction")),
        Column(key="probability", title=t("today.probability"), kind="share"),
        Column(key="early", title=t("today.warning")),
    ]
    table = Table(id="turning", title="", columns=columns, rows=rows)
    return Answer(template="today/turning.html", data={"count": len(rows)}, tables=[table])


SECTION = Section(
    name="today",
    pages=(
        Page(
            name="today",
            path="/",
            about="What is new, what turned, what is due, where sources disagree.",
            handler=_today,
            parameters=(Parameter(name="since", kind="date", about="From when on something counts as new."),),
        ),
        Page(
            name="today.turning",
            path="/today/turning",
            about="The latest turning point of each yardstick, and early warnings.",
            handler=_turning,
            reads=MEASURED,
            slow=True,
            part=True,
        ),
    ),
)
