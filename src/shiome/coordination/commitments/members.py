"""Who takes part in which initiative, as a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.coordination.sources import cited
from shiome.records.model import Source
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.institutions import Body
from shiome.sanctions.framework import FrameworkBody, framework_of

Basis = Literal["document", "general"]
"""A document names the member, or its taking part is general knowledge."""
TYPES = ("minilateral", "monitoring", "network", "consultation", "secretariat", "command")
"""Sorts of bodies that are initiatives of their members; organisations of all states and channels are not."""


@dataclass(frozen=True)
class Initiative:
    """A row of the matrix.

    Parameters
    ----------
    state:
        The last known state of its life; a proposal about what exists does not make it merely proposed.
    size:
        Number of participants that a document gives, where it gives one; members not named are then missing in the row.
    """

    id: str
    name: Mapping[str, str]
    abbreviation: str
    state: str
    members: Mapping[str, Basis]
    size: int | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Matrix:
    """Initiatives by the actors that take part in them, those in the most initiatives first."""

    as_of: date
    actors: tuple[str, ...]
    initiatives: tuple[Initiative, ...]


def matrix_of(pack: Pack, *, as_of: date, bodies: Sequence[str] = (), topic: str = "") -> Matrix:
    """The initiatives known on a day, with whoever takes part.

    Parameters
    ----------
    bodies:
        Only these; without them, every initiative of two or more members.
    topic:
        Only those that belong to this system or issue.
    """
    for name in bodies:
        pack.entry("bodies", name)
    framework = framework_of(pack, as_of=as_of)
    found = []
    for entry in entries_as_of(pack, "bodies", as_of).values():
        if not isinstance(entry, Body) or (topic and topic not in entry.topics):
            continue
        if entry.id not in bodies if bodies else entry.type not in TYPES or len(entry.members) < 2:
            continue
        found.append(_initiative(pack, entry, framework.body(entry.id), as_of))
    actors = dict.fromkeys(actor for each in found for actor in each.members)
    ranked = sorted(actors, key=lambda actor: -sum(actor in each.members for each in found))
    return Matrix(as_of, tuple(ranked), tuple(found))


def _initiative(pack: Pack, entry: Body, watching: FrameworkBody | None, day: date) -> Initiative:
    members: dict[str, Basis] = dict.fromkeys(entry.members, "document")
    if watching is not None:
        members |= {actor: "general" for actor in watching.further if actor not in members}
    return Initiative(
        id=entry.id,
        name=entry.name,
        abbreviation=entry.abbreviation,
        state=_state(entry),
        members=members,
        size=watching.size if watching else None,
        sources=cited(pack, entry.cite, as_of=day),
    )


def _state(entry: Body) -> str:
    states = [stage.state for stage in entry.life]
    return next((state for state in reversed(states) if state != "proposed"), states[-1] if states else "")
