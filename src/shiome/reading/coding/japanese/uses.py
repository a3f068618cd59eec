"""Event words in a Japanese sentence and how each is used: as the predicate, or as a noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.coding.japanese.event_nouns import EventNouns
from shiome.reading.coding.japanese.mood import Mood
from shiome.reading.coding.japanese.predicates import Use
from shiome.reading.coding.japanese.words import plain, word_lists
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.triggers import fits, may_fit, trigger_table
from shiome.reading.lexicon import Trigger

_SAID = 10
"""How many characters before the last word of what is said still belong to how it ends (ことは決してない)."""


class Sentence(EventNouns):
    """A sentence taken apart: its phrases, its actors by place, its event words."""

    def uses(self, position: int) -> Iterator[Use]:
        """The uses of event words in a phrase, the likeliest first."""
        phrase = self.chunks[position]
        for start, end, triggers in self._visits(phrase) + self._nouns(phrase):
            at = position
            while self.chunks[at].content_end < end and at + 1 < len(self.chunks):
                # 「警戒の声」: the word goes on in the next phrase.
                at += 1
            if self._verb_at(self.chunks[at], end) or self._bare_predicate(at, end):
                yield from self._verbal(at, (start, end), triggers)
            else:
                yield from self._nominal(at, (start, end), triggers)
        for token in phrase.tokens:
            verbs = trigger_table("ja").verbs.get(plain(token.base)) if token.part == "verb" else None
            if verbs:
                yield from self._verbal(position, (token.start, token.end), verbs)

    def _visits(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """「訪」 before any abbreviation is a visit there."""
        if not phrase.mentions:
            return []
        visit = list(word_lists().visit)
        visits = [(m.start - 1, m.end, visit) for m in phrase.mentions if m.affix == "visit"]
        towns = (m for m in phrase.mentions if m.metonym or (m.actors and m.actors[0] in self.sentence.countries))
        # 「(首都)入り」
        return visits + [(m.start, m.end + 2, visit) for m in towns if self.text.startswith("入り", m.end)]

    def _verb_at(self, phrase: Chunk, end: int) -> bool:
        return any(token.start == end and token.part in ("verb", "auxiliary") for token in phrase.tokens)

    def _bare_predicate(self, position: int, end: int) -> bool:
        """「仮処分を申請、」: a noun of action that ends its clause without する."""
        phrase = self.chunks[position]
        return phrase.kind == "verb" and end == phrase.content_end and phrase.tokens[-1].part in ("action", "noun")

    def _verbal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        triggers = [trigger for trigger in triggers if may_fit(trigger, self.text, verbal=True)]
        if not triggers:
            return
        arguments = self.clauses.of_predicate(position)
        within = self.clauses.within(position, span[0])
        arguments.modifier.extend(within.modifier)
        arguments.against.extend(within.against)
        arguments.dative.extend(within.dative)
        state = self.settled_mood(position)
        if self.chunks[position].quote:
            # What is said between quotation marks is its content, not something that the text tells.
            state = Mood("hypothetical", passive=state.passive)
        elif state.open and self.chunks[position].kind == "copula":
            # 「…に否定的だ」: a state is told in the present tense.
            state = replace(state, reality="actual", open=False)
        objects = self._words_before(position, span[0]) + self._words_in(position, ("object", "too"))
        if state.passive or "を" not in self.text[: span[0]] or not objects:
            objects += self._words_in(position, ("subject", "topic", "too"))
            if self.chunks[position].adnominal and self.links.head[position] != NOWHERE:
                objects += self.clauses.phrase(self.links.head[position])
        datives = self._words_in(position, ("dative", "dative_topic", "place"))
        complements = datives + self._words_in(position, ("comitative", "capacity")) + self._said_before(position)
        for trigger in triggers:
            if trigger.takes == "said" and not self._says(position, state, arguments):
                continue
            if trigger.denied and state.reality != "negated" and not self._answers(position, arguments):
                continue
            if fits(trigger, objects=objects, datives=datives, complements=complements, carrier=None):
                yield Use(
                    trigger, span, arguments, state, nominal=False, at=position, governor=position, confidence=0.75
                )

    def _answers(self, position: int, arguments: Arguments) -> bool:
        """Whether it is told what somebody answers to (提案に応じる), and not merely how (訓練で応じる)."""
        if arguments.dative or arguments.against or arguments.theme:
            return True
        return any(self.clauses.arguments(position, case) for case in ("dative", "dative_topic", "object"))

    def _says(self, position: int, state: Mood, arguments: Arguments) -> bool:
        """Whether somebody named is told to have said something; "it may be said" is no statement."""
        if not state.past or state.reality != "actual" or not arguments.subject or arguments.distant:
            return False
        return any(self.links.relation[child] == "quote" for child in self.links.children[position])

    def _words_before(self, position: int, trigger_start: int) -> str:
        return self.text[self.chunks[position].start : trigger_start]

    def _said_before(self, position: int) -> str:
        return "".join(
            self.text[max(0, self.chunks[child].start - _SAID) : self.chunks[child].end]
            for child in self.links.children[position]
            if self.links.relation[child] == "quote"
        )
