"""Arguments, channels, what was said and openings as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shiome.coordination.answers import Answer
from shiome.coordination.inputs.model import Followed, Link, Put, Said, Slot, Standpoint, Way

NOTHING = {
    "ja": "その日までに知られた文書には、この相手への論拠がない。",
    "en": "No document known by the day puts anything to it.",
}
"""What is missing of an addressee of which the pack does not say it."""


class InputShapes(Answer):
    """Arguments by addressee, channels, the log and openings as JSON."""

    def slot(self, slot: Slot, standpoints: Sequence[Standpoint] = ()) -> dict[str, Any]:
        """One addressee with its arguments, or with what is missing."""
        return {
            "addressee": slot.entry.id,
            "name": self.text(slot.entry.name),
            "actors": slot.entry.actors,
            "about": self.text(slot.entry.about) if slot.known else "",
            "missing": self.missing(slot),
            "arguments": [self.put(each, standpoints) for each in slot.arguments],
            "sources": self.sources(slot.sources),
        }

    def who(self, identifier: str) -> str:
        """The name of an actor or an addressee; its identifier where the pack has neither."""
        actor = self.name("actors", identifier)
        return actor if actor != identifier else self.name("addressees", identifier)

    def missing(self, slot: Slot) -> str:
        """What is missing where nothing is put to an addressee; empty where something is."""
        return "" if slot.arguments else self.text(slot.entry.missing or NOTHING)

    def put(self, argument: Put, standpoints: Sequence[Standpoint] = ()) -> dict[str, Any]:
        """One argument with its evidence, and how the yardsticks stand on which it hangs."""
        return {
            "id": argument.id,
            "addressee": argument.addressee,
            "interest": self.text(argument.interest),
            "text": self.text(argument.text),
            "channel": self.text(argument.channel),
            "by": argument.by,
            "own": argument.own,
            "entered_by": argument.entered_by,
            "told": argument.told,
            "note": self.text(argument.note),
            "openings": [self.standpoint(each) for each in standpoints if each.entry.argument == argument.id],
            "topics": argument.topics,
            "sources": self.sources(argument.sources),
        }

    def link(self, link: Link) -> dict[str, Any]:
        """One channel as of the day."""
        entry = link.entry
        return {
            "id": entry.id,
            "name": self.text(entry.name),
            "source": entry.source,
            "target": entry.target,
            "type": entry.type,
            "body": entry.body,
            "aim": self.text(entry.aim),
            "strength": self.text(link.strength),
            "state": link.stage.state,
            "when": link.stage.when,
            "text": self.text(link.stage.text),
            "used": link.used,
            "urged": None if link.urged is None else {"when": link.urged.when, "text": self.text(link.urged.text)},
            "note": self.text(entry.note),
            "sources": self.sources(link.sources),
        }

    def way(self, way: Way, start: str) -> dict[str, Any]:
        """One way through channels."""
        return {
            "stops": (start, *way.stops),
            "hops": len(way.links),
            "used": way.used,
            "vouched": len(way.links) == 1,
            "links": [self.link(link) for link in way.links],
        }

    def said(self, said: Said, after: Sequence[Followed]) -> dict[str, Any]:
        """One line of the log, with what came after."""
        return {
            "id": said.id,
            "when": said.when,
            "by": said.by,
            "addressee": said.addressee,
            "argument": said.argument,
            "channel": said.channel,
            "text": said.text,
            "told": said.told,
            "topics": said.topics,
            "entered_by": said.entered_by,
            "known_from": said.known_from,
            "followed": [
                {
                    "kind": each.kind,
                    "record": each.record,
                    "when": each.when,
                    "days": each.days,
                    "topics": each.topics,
                    "text": self.text(each.text),
                    "sources": self.sources(each.sources),
                }
                for each in after
            ],
            "sources": self.sources(said.sources),
        }

    def standpoint(self, each: Standpoint) -> dict[str, Any]:
        """One opening against its yardstick."""
        return {
            "id": each.entry.id,
            "argument": each.entry.argument,
            "yardstick": each.entry.yardstick,
            "component": each.entry.component,
            "holds": each.entry.holds,
            "bound": each.entry.bound,
            "side": each.side,
            "when": each.when,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "text": self.text(each.entry.text),
            "note": self.text(each.entry.note),
            "sources": self.sources(each.sources),
        }
