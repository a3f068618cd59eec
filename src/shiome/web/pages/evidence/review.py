"""The review queue: what was proposed, one after the other, to be accepted or rejected by somebody else than who wrote it."""

from __future__ import annotations

from typing import Any

from shiome.errors import NotKnown
from shiome.records.model import AnyRecord
from shiome.records.store.own_work import is_own_work
from shiome.web.asked import Asked
from shiome.web.model import Action, Answer, Column, Done, Page, Parameter, Table
from shiome.web.pages.evidence.readable import OPEN_KINDS
from shiome.web.pages.evidence.records import fields_of, quotes_of
from shiome.web.telling import record_row, told

NEXT = 15
"""Records of the queue that are listed after the one in hand."""
DOCUMENTS = 100
"""Documents that are offered to choose from, the newest."""
DECISIONS = 10
"""Decisions that are listed."""
_LOOKED_AT = 60
"""Lines of the audit trail among which the last decisions are looked for."""


def _page(asked: Asked) -> Answer:
    values, store = asked.values, asked.workspace.store
    asking = {"document": values["document"], "status": "proposed", "as_of": asked.as_of}
    count = store.count(values["kind"], **asking)
    place = min(values["place"], max(0, count - 1))
    queue = store.records(values["kind"], **asking, order="newest", limit=NEXT + 1, offset=place)
    asked.have(queue)
    now = {each.id: each for each in store.records(ids=[record.id for record in queue])}
    data = {
        "count": count,
        "place": place,
        "kind": values["kind"],
        "kinds": OPEN_KINDS,
        "document": values["document"] or "",
        "documents": [
            (each.id, f"{each.dated} {each.title or each.file}")
            for each in store.headings(asked.as_of, limit=DOCUMENTS)
        ],
        "current": _current(asked, queue[0], now[queue[0].id]) if queue else None,
        "before": _at(asked, place - 1) if place else "",
        "after": _at(asked, place + 1) if place + 1 < count else "",
    }
    columns = [
        Column(key="told", title=asked.words("evidence.told")),
        Column(key="when", title=asked.words("evidence.field_when"), kind="date"),
        Column(key="status", title=asked.words("evidence.status")),
    ]
    rows = [
        record_row(asked, each) | {"status": _standing(asked, each, now[each.id]), "_href": _at(asked, place + number)}
        for number, each in enumerate(queue[1:], start=1)
    ]
    upcoming = Table(id="queue", title=asked.words("evidence.upcoming"), columns=columns, rows=rows)
    title = asked.words("evidence.review")
    return Answer(template="evidence/review.html", data=data, tables=[upcoming, _decided(asked)], title=title)


def _at(asked: Asked, place: int) -> str:
    """The address of a place in the queue."""
    return asked.link("/evidence/review", kind=asked.values["kind"], document=asked.values["document"], place=place)


def _current(asked: Asked, record: AnyRecord, now: AnyRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "told": told(asked, record),
        "href": asked.link(f"/evidence/records/{record.id}"),
        "fields": fields_of(asked, record),
        "quotes": quotes_of(asked, record),
        "coder": record.coder,
        "own": is_own_work(record, f"person:{asked.reader.name}"),
        "open": now.status == "proposed" and now.known_from == record.known_from,
        "standing": _standing(asked, record, now),
    }


def _standing(asked: Asked, record: AnyRecord, now: AnyRecord) -> str:
    """The status of a record today, with the day since which it has it where that is after the day asked for."""
    status = asked.words("evidence.status_" + now.status)
    return status if now.known_from == record.known_from else f"{status} ({now.known_from})"


def _decided(asked: Asked) -> Table:
    """The last decisions, whatever day is asked for: they are made today."""
    t, store = asked.words, asked.workspace.store
    found = [each for each in store.audit(limit=_LOOKED_AT) if each.action == "record.review"][:DECISIONS]
    rows = []
    for entry in found:
        try:
            record = store.record(entry.subject)
        except NotKnown:
            continue
        if record.KIND not in OPEN_KINDS:
            continue
        rows.append(
            {
                "at": entry.at[:16].replace("T", " "),
                "told": told(asked, record),
                "to": t("evidence.status_" + entry.detail["to"]),
                "by": entry.actor.removeprefix("person:"),
                "why": entry.detail["comment"],
                "_href": asked.link(f"/evidence/records/{record.id}"),
            }
        )
    columns = [
        Column(key="told", title=t("evidence.told")),
        Column(key="at", title=t("evidence.decided_at")),
        Column(key="to", title=t("evidence.decision")),
        Column(key="by", title=t("evidence.decided_by")),
        Column(key="why", title=t("evidence.why")),
    ]
    return Table(id="decided", title=t("evidence.decided"), columns=columns, rows=rows, note=t("evidence.decided_note"))


def _decide(asked: Asked) -> Done:
    from shiome.workspace.review import decide

    values = asked.values
    record = asked.workspace.store.record(values["record"] or "")
    if record.KIND not in OPEN_KINDS:
        raise NotKnown("record.unknown", f"there is no record {record.id!r}", ja=f"記録 {record.id!r} はない")
    line = told(asked, record)
    decide(asked.workspace, [record.id], values["decision"], by=asked.reader.name, why=values["why"] or "")
    return Done(
        to=_at(asked, values["place"]).removeprefix(f"/{asked.language}"),
        said=asked.words("evidence.said_" + values["decision"], told=line if len(line) <= 60 else line[:59] + "…"),
    )


_WHICH = (
    Parameter(name="kind", kind="choice", choices=OPEN_KINDS, default="event", about="Kind of record."),
    Parameter(name="document", longest=80, about="Only what this document states."),
    Parameter(name="place", kind="number", low=0, high=1_000_000, default=0, about="Place in the queue, from 0."),
)

PAGES = (
    Page(
        name="evidence.review",
        path="/evidence/review",
        about="Proposed records, newest first, as they stand now or stood on a day.",
        handler=_page,
        parameters=_WHICH,
        role="analyst",
        personal=True,
    ),
)
ACTIONS = (
    Action(
        name="review.decide",
        path="/evidence/review",
        about="Accept or reject a proposed record.",
        handler=_decide,
        fields=(
            *_WHICH,
            Parameter(name="record", longest=200, about="Identifier of the record."),
            Parameter(name="decision", kind="choice", choices=("accepted", "rejected"), about="What is decided."),
            Parameter(name="why", longest=500, about="Reason, kept in the audit trail."),
        ),
    ),
)
