"""Commitments: the register, one of them, reminders, touchstones, members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shiome.coordination.commitments import Confirmation, Standing, State, reminders
from shiome.coordination.commitments.reminders import days_left
from shiome.coordination.commitments.words import derived_word, word
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.pages.coordination.pieces import entry_name, joined, table

LOOKED_AT = 500
"""Commitments that are looked through, the newest."""
STATES = ("agreed", "launched", "held", "continued", "stalled", "lapsed", "fulfilled")
"""States in which a commitment may be told to be."""


def register(asked: Asked) -> Answer:
    """Every commitment, or those that were asked for."""
    from shiome.workspace import commitments

    values = asked.values
    every = commitments.register(
        asked.workspace, as_of=asked.day, owner=values["owner"] or "", newest=LOOKED_AT
    ).standings
    found = [
        each
        for each in every
        if values["owner"] in (None, *each.owner)
        and values["state"] in (None, each.told.state)
        and (not values["derived"] or each.derived is not None)
    ]
    owners = sorted({name for each in every for name in each.owner} | ({values["owner"]} if values["owner"] else set()))
    data = {
        "count": len(found),
        "full": LOOKED_AT if len(every) == LOOKED_AT else 0,
        "chosen": {name: values[name] for name in ("owner", "state", "derived")},
        "owners": [(name, actor_name(asked, name)) for name in owners],
        "states": [(name, word(name, asked.language)) for name in STATES],
    }
    columns = ("content", "owner", "state", "when:date", "derived", "in_office", "due:date")
    note = asked.words("coordination.register_note")
    asked.desk.texts.fetch(source.document for each in found for source in each.told.sources)
    rows = [_row(asked, each) for each in found]
    return Answer(
        template="coordination/commitments.html", data=data, tables=[table(asked, "register", columns, rows, note=note)]
    )


def _row(asked: Asked, each: Standing) -> dict[str, Any]:
    return {
        "id": each.id,
        "content": asked.text(each.content),
        "owner": actor_names(asked, each.owner),
        "state": word(each.told.state, asked.language),
        "when": each.told.when,
        "derived": derived_word(each.derived.state, asked.language) if each.derived else "",
        "in_office": joined(asked, (_taken(asked, confirmed) for confirmed in each.confirmations)),
        "due": each.due,
        "_href": asked.link(f"/coordination/commitments/{each.id}"),
        "_sources": asked.evidence(each.told.sources),
    }


def _taken(asked: Asked, each: Confirmation) -> str:
    state, taken = actor_name(asked, each.state), word(each.taken, asked.language)
    return asked.words("coordination.taken", state=state, taken=taken)


def one(asked: Asked) -> Answer:
    """One commitment with every state told of it, and who in office confirmed it."""
    from shiome.workspace import commitments

    found = commitments.standing(asked.workspace, asked.values["commitment"], as_of=asked.day)
    told, content = found.derived, asked.text(found.content)
    derived = told and {
        "state": derived_word(told.state, asked.language),
        "rule": told.rule,
        "name": asked.text(told.name),
        "text": asked.text(told.text),
        "since": told.since.isoformat(),
    }
    data = {
        "id": found.id,
        "content": content,
        "owner": actor_names(asked, found.owner),
        "beneficiary": actor_names(asked, found.beneficiary),
        "agreement": entry_name(asked, "agreements", found.text),
        "due": found.due,
        "days_left": days_left(found.due, found.as_of),
        "state": word(found.told.state, asked.language),
        "quiet_days": found.quiet_days,
        "derived": derived,
    }
    states = ("state", "when:date", "text", "known_from:date", "by:code")
    return Answer(
        template="coordination/commitment.html",
        data=data,
        tables=[
            table(asked, "states", states, _states(asked, found.states)),
            table(asked, "administrations", ("country", "then", "now", "taken_by"), _heads(asked, found)),
        ],
        title=content,
    )


def _states(asked: Asked, states: Iterable[State]) -> list[dict[str, Any]]:
    return [
        {
            "state": word(each.state, asked.language),
            "when": each.when,
            "text": asked.text(each.text) if each.text else "",
            "known_from": each.known_from.isoformat(),
            "by": each.by,
            "_sources": asked.evidence(each.sources),
        }
        for each in states
    ]


def _heads(asked: Asked, found: Standing) -> list[dict[str, Any]]:
    rows = []
    for each in found.confirmations:
        now = actor_name(asked, each.now.holder) if each.now else ""
        acting = asked.words("coordination.acting", name=actor_name(asked, each.acting)) if each.acting else ""
        rows.append(
            {
                "country": actor_name(asked, each.state),
                "then": actor_names(asked, (term.holder for term in each.last)),
                "now": acting or now,
                "taken_by": word(each.taken, asked.language),
                "_class": {"confirmed": "good", "before": "warn"}.get(each.taken, ""),
            }
        )
    return rows


def reminder_table(asked: Asked, *, within: int = 90, quiet: int = 180, limit: int | None = None) -> Table:
    """What to ask after, the most pressing first; see :func:`shiome.coordination.commitments.reminders`."""
    from shiome.workspace import commitments

    known = commitments.register(asked.workspace, as_of=asked.day, newest=LOOKED_AT)
    found = reminders(known, within=within, quiet=quiet)
    rows = []
    for each in found[:limit]:
        standing, derived = each.standing, each.standing.derived
        silent = each.reason == "silent" and derived is not None
        rows.append(
            {
                "reason": word(each.reason, asked.language),
                "days": each.days,
                "content": asked.text(standing.content),
                "countries": actor_names(asked, each.states),
                "state": derived_word(derived.state, asked.language)
                if silent and derived
                else word(standing.told.state, asked.language),
                "due": standing.due,
                "_href": asked.link(f"/coordination/commitments/{standing.id}"),
                "_class": "bad" if each.reason == "overdue" else "",
                "_sources": asked.evidence(standing.told.sources),
            }
        )
    columns = ("reason", "days:number", "content", "countries", "state", "due:date")
    return table(asked, "reminders", columns, rows, note=asked.words("coordination.reminders_note"))


def remind(asked: Asked) -> Answer:
    """What to ask after."""
    found = reminder_table(asked, within=asked.values["within"], quiet=asked.values["quiet"])
    data = {"count": len(found.rows), "within": asked.values["within"], "quiet": asked.values["quiet"]}
    return Answer(template="coordination/reminders.html", data=data, tables=[found])


def touchstones(asked: Asked) -> Answer:
    """The declared tests, and how they came out as far as was known."""
    from shiome.workspace import commitments

    rows = [
        {
            "touchstone": asked.text(each.name),
            "tests": asked.text(each.tests),
            "when": each.when,
            "time": word(each.time, asked.language),
            "result": word(each.result, asked.language),
            "came_out": asked.text(each.results[-1].text) if each.results else "",
            "declared_by": actor_name(asked, each.declared_by),
            "_class": "warn" if each.unanswered else "",
            "_sources": asked.evidence(each.results[-1].sources if each.results else each.sources),
        }
        for each in commitments.touchstones(asked.workspace, as_of=asked.day)
    ]
    columns = ("touchstone", "tests", "when:date", "time", "result", "came_out", "declared_by")
    found = table(asked, "touchstones", columns, rows, note=asked.words("coordination.touchstones_note"))
    return Answer(template="coordination/plain.html", data={"count": len(rows)}, tables=[found])


def members(asked: Asked) -> Answer:
    """Who takes part in which initiative."""
    from shiome.workspace import commitments

    matrix, t = commitments.matrix(asked.workspace, as_of=asked.day), asked.words
    marks = {"document": "●", "general": "○"}
    rows = [
        {
            "initiative": each.abbreviation or asked.text(each.name),
            "state": word(each.state, asked.language),
            "size": each.size,
            "_sources": asked.evidence(each.sources),
            **{actor: marks[basis] for actor, basis in each.members.items()},
        }
        for each in matrix.initiatives
    ]
    columns = [
        Column(key="initiative", title=t("coordination.initiative")),
        Column(key="state", title=t("coordination.state")),
        Column(key="size", title=t("coordination.size"), kind="number"),
        *(Column(key=actor, title=actor_name(asked, actor)) for actor in matrix.actors),
    ]
    title, note = t("coordination.table_members"), t("coordination.members_note")
    found = Table(id="members", title=title, columns=columns, rows=rows, note=note)
    return Answer(template="coordination/plain.html", data={"count": len(rows)}, tables=[found])
