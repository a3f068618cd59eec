"""What actors and markings are called on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shiome.outlook.markings import reader_marking
from shiome.records.marking import Marking
from shiome.region.schema.actors import Actor

if TYPE_CHECKING:
    from shiome.web.asked import Asked


def actor_name(asked: Asked, identifier: str) -> str:
    """The name of an actor in the language of the page; the identifier where the pack has no such actor."""
    actor = asked.workspace.pack.entries("actors", Actor).get(identifier)
    return asked.text(actor.name) if actor is not None else identifier


def actor_names(asked: Asked, identifiers: Iterable[str]) -> str:
    """Several actors in one line."""
    joint = "、" if asked.language == "ja" else ", "
    return joint.join(actor_name(asked, each) for each in identifiers)


def marking_text(asked: Asked, marking: Marking) -> str:
    """A marking in the language of the page."""
    return reader_marking(marking, asked.workspace.pack, asked.language)
