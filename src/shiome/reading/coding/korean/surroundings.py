"""Where things stand around the event words of a Korean sentence: clauses, modifiers, owners, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import script_of
from shiome.reading.coding.dates.find import DateMention, alternatives
from shiome.reading.coding.korean.clauses import Clause, clauses
from shiome.reading.coding.korean.phrases import Phrase
from shiome.reading.coding.korean.predicates import predicates
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.lexicon import load_lexicon

_PARTICLE_BETWEEN = re.compile(r"(?:[,.]|[을를은는이가에의도]|에서|으로|로|과|와)\s")
_HEAD = 12
"""Characters behind a predicate in which the noun that it describes begins."""
NEAR = 14
"""Characters between an event noun and the verb that carries it."""


@lru_cache(maxsize=1)
def _says() -> re.Pattern[str]:
    words = [word for word, case in load_lexicon("ko").grammar.cases.items() if case == "says"]
    return re.compile(rf"[^\s,]{{0,8}}(?:{alternatives(words)})")


class Surroundings:
    """A sentence with its phrases and clauses."""

    def __init__(self, sentence: SentenceInput, mentions: Sequence[Mention], around: Sequence[Phrase]) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.mentions = mentions
        self.around = around
        self.predicates = predicates(self.text)
        self.clauses = clauses(self.text, around, self.predicates, sentence.topic)
        self.says = self.speaker()

    def speaker(self) -> str:
        """Who the sentence says it has it from (X에 따르면)."""
        for mention in self.mentions:
            if _says().match(self.text, mention.end):
                return mention.actors[0]
        return ""

    def begins(self, position: int) -> bool:
        """Whether a word, or the part of a compound behind a name or another noun, begins here."""
        before = self.text[position - 1] if position else ""
        if script_of(before) != "hangul":
            return True
        if any(mention.end == position for mention in self.mentions):
            return True
        return re.search(r"(?:^|[\s(\"'“‘·])[가-힣]{2,5}$", self.text[max(0, position - 8) : position]) is not None

    def with_modifiers(self, clause: Clause, span: Span) -> Roles:
        """The clause's actors, those straight before the word taken as part of it."""
        roles = clause.roles(span[1])
        near = self.modifiers(span[0])
        roles.inside = [m for m in near if any(phrase.mention is m for phrase in clause.own)]
        for phrase in clause.own:
            if phrase.attributive and not _PARTICLE_BETWEEN.search(self.text, phrase.end, span[0]):
                getattr(roles, "dative" if phrase.case == "toward" else phrase.case).append(phrase.mention)
                roles.inside.append(phrase.mention)
        roles.theme = [m for m in roles.theme if m not in roles.inside]
        roles.inside = [m for m in roles.inside if m in near]
        return roles

    def modifiers(self, before: int) -> list[Mention]:
        """Actors within the compound that the event noun ends, or with only an attribute between."""
        near: list[Mention] = []
        for phrase in self.around:
            if phrase.mention.end <= before and phrase.case == "inside":
                gap = self.text[phrase.mention.end : before]
                if re.fullmatch(r"\s?(?:[^\s,]{1,6}\s?){0,2}", gap) and not re.search(r"[을를]\s", gap):
                    near.append(phrase.mention)
        return near

    def described(self, clause: Clause) -> str:
        """The noun that a clause describes, which may be what it is done with (보낸 무기)."""
        end = clause.predicate.end
        return self.text[end : end + _HEAD] if clause.predicate.mood.link == "adnominal" else ""

    def owned(self, roles: Roles, before: int) -> Roles:
        """Owners (X의) become doers of a noun, or join those who meet."""
        owners = [p.mention for p in self.around if p.case == "genitive" and self.owns(p, before)]
        roles.owner = owners
        roles.theme = [m for m in roles.theme if m not in owners]
        return roles

    def owns(self, phrase: Phrase, before: int) -> bool:
        """Whether nothing but attributes stands between an owner and what is owned."""
        if phrase.end > before:
            return False
        gap = self.text[phrase.end : before]
        return len(gap) <= NEAR and not re.search(r"[,.]|(?:을|를|은|는|에|에서)\s", gap)

    def local(self, span: Span) -> Roles:
        """The actors of the noun's own phrase."""
        before = span[0]
        roles = Roles(inside=self.modifiers(before))
        roles.object = [p.mention for p in self.around if span[0] <= p.mention.start < span[1]]
        for phrase in self.around:
            if phrase.end <= before and before - phrase.end <= NEAR:
                if phrase.case == "genitive" and self.owns(phrase, before):
                    roles.owner.append(phrase.mention)
                elif (phrase.mention.affix and phrase.case in ("against", "object")) or (
                    phrase.case in ("comitative", "against") and self.text[phrase.end - 1] in "의한"
                ):
                    getattr(roles, phrase.case).append(phrase.mention)
                elif phrase.case == "toward" and self.text[phrase.end - 1] == "의":
                    roles.dative.append(phrase.mention)
        return roles

    def dates(self, clause: Clause) -> list[DateMention]:
        """Dates that stand in the clause, or before it but in no other."""
        spans = [
            (other.start, other.end) for other in self.clauses if other is not clause and other.start > clause.start
        ]
        return [d for d in self.sentence.dates if not any(s <= d.start < e <= clause.start for s, e in spans)]
