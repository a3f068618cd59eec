"""Mentions of actors in a text, and what of them later words can refer back to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import msgspec

Kind = Literal["name", "office", "compound", "affixed", "bloc", "reference", "unknown"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a text that names one or several actors. ``start``/``end`` count characters of the text searched."""

    start: int
    end: int
    text: str
    actors: tuple[str, ...]
    """Identifiers, in the order of the text; empty for an unknown name."""
    kind: Kind
    affix: str = ""
    """What the word before it makes of it: ``against`` (対X), ``visit`` (訪X), ``place`` (在X)."""
    bloc: str = ""
    """The bloc whose members ``actors`` are."""
    metonym: bool = False
    """A capital or seat, which may as well be just a place."""
    title: str = ""
    """The title or office word that belongs to it."""


@dataclass(slots=True)
class Discourse:
    """What has been named so far in a document, for 両国, 同国, "the two leaders"."""

    recent: list[str] = field(default_factory=list)
    """States and bodies in the order of their last mention."""
    dyad: tuple[str, ...] = ()
    triad: tuple[str, ...] = ()
    persons: set[str] = field(default_factory=set)
    """Persons named in full: from then on their surname alone will do."""
    person: str = ""
    """The person (or the administration called by a person) named last."""

    def note(self, actors: tuple[str, ...], states: tuple[str, ...]) -> None:
        """Remember a mention. ``states`` are the actors' states, without repetition."""
        for state in states:
            if state in self.recent:
                self.recent.remove(state)
            self.recent.append(state)
        del self.recent[:-8]
        self.persons.update(actors)
        if len(states) == 2:
            self.dyad = actors if len(actors) == 2 else states
        elif len(states) == 3:
            self.triad = actors if len(actors) == 3 else states

    def refer(self, number: int) -> tuple[str, ...]:
        """The last ``number`` actors that were named together, else those named last; empty if there were not so many.

        0 asks for the person named last.
        """
        if number == 0:
            return (self.person,) if self.person else tuple(self.recent[-1:])
        if number == 2 and self.dyad:
            return self.dyad
        if number == 3 and self.triad:
            return self.triad
        return tuple(self.recent[-number:]) if len(self.recent) >= number else ()
