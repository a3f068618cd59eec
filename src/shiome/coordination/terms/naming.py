"""Of whom a word is said, as far as the order of the words tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from shiome.reading.actors import Mention
from shiome.reading.comparing.phrases import Hit
from shiome.reading.comparing.units import Unit
from shiome.region.schema.actors import Actor

SaidOf = Literal["them", "others", "unclear", "nobody"]
_BESIDE = {"ja": 8, "ko": 8, "zh": 8}
_BESIDE_WORDS = 16
"""Characters between a word and a name right after it that it may qualify; more where words are spaced."""


class Naming:
    """Who is named where; states stand for their leaders and institutions.

    Parameters
    ----------
    actors:
        The region's actors.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors

    def is_one_of(self, actor: str, states: Sequence[str]) -> bool:
        """Whether an actor is, or belongs to, one of the states."""
        known = self._actors.get(actor)
        return actor in states or (known is not None and known.country in states)

    def said_of(self, unit: Unit, hit: Hit, states: Sequence[str], before: Sequence[Unit]) -> SaidOf:
        """Whether the words of a hit are said of one of the states.

        Parameters
        ----------
        before:
            Sentences of the same paragraph that come before.

        The name nearest before the words counts, or one right after them; where another stands there but one of the states is
        named elsewhere in the sentence, or only in the sentences before, it is unclear.
        """
        named = [(actor, mention) for actor, mention in unit.actors if not _overlap(mention, hit)]
        beside = _BESIDE.get(unit.language, _BESIDE_WORDS)
        reach = min((m.start for _, m in named if hit.end <= m.start <= hit.end + beside), default=None)
        latest = max((m.end for _, m in named if m.end <= hit.start), default=None)
        nearest = [actor for actor, mention in named if mention.start == reach or mention.end == latest]
        if any(self.is_one_of(actor, states) for actor in nearest):
            return "them"
        if any(self.is_one_of(actor, states) for actor, _ in named):
            return "unclear"
        if named:
            return "others"
        spoken = any(self.is_one_of(actor, states) for each in before for actor, _ in each.actors)
        return "unclear" if spoken else "nobody"

    def outsiders(self, unit: Unit, states: Sequence[str]) -> bool:
        """Whether the sentence names states, or people and bodies of states, other than these."""
        countries = {
            self._actors[actor].country or actor
            for actor, _ in unit.actors
            if actor in self._actors and self._actors[actor].type != "place"
        }
        return bool(countries - {*states})

    def people(self, unit: Unit) -> bool:
        """Whether the sentence names a person or a medium, who may be the one who says so."""
        return any(
            self._actors[actor].type in ("leader", "official", "expert", "author", "media")
            for actor, _ in unit.actors
            if actor in self._actors
        )


def _overlap(mention: Mention, hit: Hit) -> bool:
    return mention.start < hit.end and hit.start < mention.end
