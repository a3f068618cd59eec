"""Events of a Russian sentence: verbs with subject and object, event nouns with what carries and surrounds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.russian.nouns import EventNouns
from shiome.reading.coding.russian.surroundings import tables
from shiome.reading.coding.russian.words import is_reflexive
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.uses.use import Use, proposals
from shiome.reading.lexicon import Trigger, load_lexicon

_HEAD = 4
"""Words before a relative clause in which the noun stands that it describes."""


def russian_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    mentions = [
        m
        for m in sentence.mentions
        if m.actors and m.actors[0] not in sentence.places and not _nature().match(sentence.text, m.end)
    ]
    if not mentions:
        return SentenceOutput()
    reader = _Reader(sentence, mentions)
    output = SentenceOutput(topic=tuple(reader.topic))
    output.events.extend(proposals(sentence, reader.uses(), language="ru"))
    return output


@lru_cache(maxsize=1)
def _nature() -> re.Pattern[str]:
    """Seas and straits, which only bear a state's name."""
    return re.compile(rf"\s+(?:{alternatives(load_lexicon('ru').clauses.light.get('nature', ()))})\b")


class _Reader(EventNouns):
    def uses(self) -> list[Use]:
        """Every use of an event word."""
        verbs, nouns = tables()
        found: list[Use] = []
        for at, word in enumerate(self.words):
            if word.kind == "verb" and word.lemma in verbs:
                found.append(self._verb(at, verbs[word.lemma]))
            elif word.lemma in nouns and at not in self.taken and word.kind == "noun":
                use = self.noun(at, nouns[word.lemma])
                if use is not None:
                    found.append(use)
        return found

    def _verb(self, at: int, triggers: Sequence[Trigger]) -> Use:
        word, clause = self.words[at], self.clause(at)
        reality = self.real(at, clause)
        passive = word.form in ("short", "passive") or is_reflexive(word)
        roles = self.around(at, clause, passive=passive)
        if triggers[0].frame == "visit":
            roles.earlier = []
        if triggers[0].plover == "REQUEST":
            # Потребовать от X.
            roles.dative += [slot.mention for slot in clause.slots if slot.place == "from"]
        start, end = self.span(clause)
        described = self.words[max(0, clause.first - _HEAD)].start if clause.sort == "relative" else start
        return Use(
            span=(word.start, word.end),
            triggers=triggers,
            roles=roles,
            clause=(start, end),
            reality=reality,
            passive=passive,
            objects=self.text[described:end].lower(),
            attribution=clause.attribution,
        )
