"""Markings as readers write them: ``TLP:AMBER REL TO TCOG II`` instead of the identifier of the body."""

from __future__ import annotations

import msgspec

from shiome.records.marking import Marking
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.institutions import Body
from shiome.vocabulary.languages import in_language


def reader_marking(marking: Marking, pack: Pack, language: str) -> str:
    """A marking with bodies by their short names and actors by their names; whom the pack does not list keeps its identifier."""
    bodies, actors = pack.entries("bodies", Body), pack.entries("actors", Actor)

    def called(recipient: str) -> str:
        if (body := bodies.get(recipient)) is not None:
            return body.abbreviation or in_language(body.name, language)
        actor = actors.get(recipient)
        return in_language(actor.name, language) if actor is not None else recipient

    return str(msgspec.structs.replace(marking, to=tuple(map(called, marking.to))))
