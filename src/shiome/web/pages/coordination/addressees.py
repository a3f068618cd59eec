"""Inputs by addressee: arguments, channels, what was said and what followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from shiome.coordination.inputs import Link, Put, Said, Slot
from shiome.coordination.inputs.shapes import NOTHING
from shiome.coordination.inputs.words import word
from shiome.web.asked import Asked
from shiome.web.model import Answer, Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.pages.coordination.pieces import entry_name, joined, span, table


def bank(asked: Asked) -> Answer:
    """Arguments by addressee and the channels that reach it."""
    from shiome.workspace import inputs

    day, values = asked.day, asked.values
    addressee, interest, start = (values[name] or "" for name in ("addressee", "interest", "start"))
    every = inputs.bank(asked.workspace, as_of=day)
    slots = inputs.bank(asked.workspace, as_of=day, addressee=addressee, interest=interest)
    known = inputs.channels(asked.workspace, as_of=day)
    starts = sorted({name for link in known for name in link.entry.source})
    data = {
        "addressees": [(slot.entry.id, asked.text(slot.entry.name)) for slot in every],
        "chosen": {"addressee": addressee, "interest": interest, "start": start},
        "starts": [(name, actor_name(asked, name)) for name in starts],
        "about": [asked.text(slot.entry.about) for slot in slots if addressee and slot.known],
        "gaps": [
            {"name": asked.text(slot.entry.name), "text": asked.text(slot.entry.missing or NOTHING)}
            for slot in slots
            if not slot.arguments
        ],
    }
    rows = [_argument(asked, slot, each) for slot in slots for each in slot.arguments]
    columns = ("addressee", "interest", "argument", "channel", "put_by")
    channels = _channels(asked, day, known, slots if addressee else (), start)
    return Answer(
        template="coordination/inputs.html", data=data, tables=[table(asked, "arguments", columns, rows), channels]
    )


def _argument(asked: Asked, slot: Slot, each: Put) -> dict[str, Any]:
    return {
        "id": each.id,
        "addressee": asked.text(slot.entry.name),
        "interest": asked.text(each.interest),
        "argument": " ".join(part for part in (asked.text(each.text), each.told) if part),
        "channel": asked.text(each.channel) if each.channel else "",
        "put_by": actor_names(asked, each.by) or each.entered_by,
        "_sources": asked.evidence(each.sources),
    }


def _channels(asked: Asked, day: date, known: Iterable[Link], slots: Iterable[Slot], start: str) -> Table:
    """Every channel; those on the ways from an actor to the addressee where both are chosen, or from or to the one that is."""
    from shiome.workspace import inputs

    aims = [actor for slot in slots for actor in slot.entry.actors]
    if start and aims:
        ways = [way for aim in aims for way in inputs.paths(asked.workspace, start, aim, as_of=day)]
        links = list({link.entry.id: link for way in ways for link in way.links}.values())
    elif start:
        links = list(inputs.channels_from(asked.workspace, start, as_of=day))
    else:
        links = [link for link in known if not aims or link.entry.target in aims]
    columns = ("channel", "source", "target", "kind", "state", "when:date", "strength", "aim")
    return table(asked, "channels", columns, [_link(asked, link) for link in links])


def _link(asked: Asked, link: Link) -> dict[str, Any]:
    entry = link.entry
    return {
        "channel": asked.text(entry.name),
        "source": actor_names(asked, entry.source),
        "target": actor_name(asked, entry.target),
        "kind": word(entry.type, asked.language),
        "state": joined(asked, (word(each.state, asked.language) for each in (link.stage, link.urged) if each)),
        "when": link.stage.when,
        "strength": asked.text(link.strength) if link.strength else "",
        "aim": asked.text(entry.aim),
        "_sources": asked.evidence(link.sources),
    }


def openings(asked: Asked) -> Answer:
    """Which arguments the state of a yardstick bears out; a part, as the yardsticks are measured for it."""
    from shiome.workspace import inputs

    found = inputs.openings(asked.workspace, as_of=asked.day, addressee=asked.values["addressee"] or "")
    rows = [
        {
            "yardstick": each.entry.yardstick + (f" / {each.entry.component}" if each.entry.component else ""),
            "argument_id": each.entry.argument,
            "side": word(each.side, asked.language),
            "when": each.when,
            "value": span(each.value, each.low, each.high),
            "bound": ("< " if each.entry.holds == "below" else "> ") + f"{each.entry.bound:g}",
            "why": asked.text(each.entry.text),
            "_class": {"open": "good", "unsure": "warn"}.get(each.side, ""),
            "_href": asked.link(f"/yardsticks/{each.entry.yardstick}"),
            "_sources": asked.evidence(each.sources),
        }
        for each in found
    ]
    columns = ("yardstick", "argument_id:code", "side", "when:date", "value", "bound", "why")
    shown = table(asked, "openings", columns, rows, note=asked.words("coordination.openings_note"))
    return Answer(template="coordination/part.html", data={"count": len(rows)}, tables=[shown])


def said(asked: Asked) -> Answer:
    """What was said, and what the addressee did and said after; a part, as it looks through all events."""
    from shiome.workspace import inputs

    rows: list[dict[str, Any]] = []
    for each, after in inputs.said(asked.workspace, as_of=asked.day, addressee=asked.values["addressee"] or ""):
        rows.append(_said(asked, each))
        rows += [
            {
                "when": other.when,
                "days_after": other.days,
                "to": word(other.kind, asked.language),
                "text": asked.text(other.text) if other.text else other.record,
                "_href": asked.link(f"/evidence/records/{other.record}"),
                "_class": "soft",
                "_sources": asked.evidence(other.sources),
            }
            for other in after
        ]
    columns = ("when:date", "days_after:number", "who", "to", "text")
    shown = table(asked, "said", columns, rows, note=asked.words("coordination.said_note"))
    return Answer(template="coordination/part.html", data={"count": len(rows)}, tables=[shown])


def _said(asked: Asked, each: Said) -> dict[str, Any]:
    return {
        "when": each.when.isoformat(),
        "days_after": None,
        "who": actor_names(asked, each.by),
        "to": entry_name(asked, "addressees", each.addressee),
        "text": " ".join(part for part in (each.text or each.argument, each.told) if part),
        "_sources": asked.evidence(each.sources),
    }
