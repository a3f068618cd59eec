"""Who belongs to the framework: looking a body up, and the states behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shiome.errors import NotKnown
from shiome.region.pack import Pack
from shiome.region.schema.institutions import Body
from shiome.region.schema.monitoring import SanctionsBody
from shiome.sanctions.framework.building import had_begun, was_over

PUBLIC = "public"
"""The reader that stands for everybody."""


def body_of(pack: Pack, identifier: str, *, on: date) -> SanctionsBody:
    """A body of the framework that works on a day, by identifier or abbreviation.

    Raises
    ------
    NotKnown
        ``framework.body``: there is no such body in the framework; ``framework.ended``: it does not work on that day.
    """
    known = pack.entries("sanctions_bodies", SanctionsBody)
    found = known.get(identifier) or next(
        (each for each in known.values() if _short(pack, each) == identifier.lower()), None
    )
    if found is None:
        raise NotKnown(
            "framework.body",
            f"{identifier!r} is no body of the framework",
            ja=f"{identifier!r} は枠組みの組織ではない",
            hint=f"use one of: {', '.join(known)}",
            hint_ja=f"次のいずれかを指定する：{'、'.join(known)}",
            failed=identifier,
        )
    if not had_begun(found.began, on) or was_over(found.ended, on):
        raise NotKnown(
            "framework.ended",
            f"{found.id} does not work on {on} (from {found.began} to {found.ended or 'now'})",
            ja=f"{found.id} は {on} には活動していない（{found.began} から {found.ended or '現在'} まで）",
            hint="name a body that works on that day",
            hint_ja="その日に活動している組織を指定する",
            failed=identifier,
        )
    return found


def is_known_reader(pack: Pack, reader: str) -> bool:
    """Whether a reader is the public, a body of the framework, or a participant of one."""
    if reader == PUBLIC:
        return True
    bodies = pack.entries("sanctions_bodies", SanctionsBody)
    return reader in bodies or any(reader == each.actor for body in bodies.values() for each in body.participants)


def expanded(pack: Pack, names: Iterable[str], *, on: date) -> frozenset[str]:
    """The names, and for each body among them the states that take part in it on a day. No name reaches nobody."""
    bodies = pack.entries("sanctions_bodies", SanctionsBody)
    found: set[str] = set()
    for name in names:
        found.add(name)
        if name in bodies:
            taking_part = bodies[name].participants
            found |= {each.actor for each in taking_part if had_begun(each.since, on) and not was_over(each.until, on)}
    return frozenset(found)


def _short(pack: Pack, entry: SanctionsBody) -> str:
    body = pack.entry("bodies", entry.body)
    return body.abbreviation.lower() if isinstance(body, Body) else ""
