"""An English sentence taken apart: which words can be verbs, where clauses begin, which actors stand where."""

from __future__ import annotations

import re

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import lowered
from shiome.reading.coding.english_words import AUXILIARIES, verb_tables
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.groups_en import groups_of
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.tokens import Token, english_tokens
from shiome.reading.lexicon import load_lexicon

_REACH = 90
_VERB_LEADS = frozenset(
    {"to", "and", "who", "which", "that", "it", "they", "he", "she", "we", "leaders", "officials", "not"}
)
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_PREPOSITIONS = {
    "comitative": "comitative",
    "dative": "dative",
    "against": "against",
    "agent": "agent",
    "from": "against",
}


class Clauses:
    """The words and actors of a sentence."""

    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.lower = lowered(sentence.text)
        self.tokens = english_tokens(sentence.text)
        self.groups = groups_of(sentence.text, sentence.mentions, verb_tables().finite, sentence.places)

    def within_mention(self, token: Token) -> bool:
        """Whether the word belongs to a name."""
        return any(m.start <= token.start < m.end for m in self.sentence.mentions)

    def may_be_verb(self, number: int) -> bool:
        """Whether a word that may be a noun as well stands where a verb does: after a name, a pronoun, an auxiliary."""
        if number == 0:
            return False
        before = self.tokens[number - 1]
        return before.base in AUXILIARIES | _VERB_LEADS or before.base.endswith("ly") or self.within_mention(before)

    def after_be(self, number: int) -> bool:
        """Whether a form of to be stands before the word."""
        be = set(load_lexicon("en").grammar.be)
        words = [token.base for token in self.tokens[max(0, number - 3) : number]]
        while words and (words[-1].endswith("ly") or words[-1] == "not"):
            words.pop()
        return bool(words) and words[-1] in be

    def clause_start(self, start: int) -> int:
        """Where the clause of a word begins: after the last word that opens one."""
        opened = 0
        for match in re.finditer(
            r"\b(?:that|which|who|while|whereas|because|when|if|although|though|but)\b|[;:]", self.lower[:start]
        ):
            opened = match.end()
        return opened

    def around(self, token: Token) -> Arguments:
        """The actors of a verb."""
        found = Arguments()
        start = self.clause_start(token.start)
        subjects = [g for g in self.groups if start <= g.start and g.end <= token.start and g.role != "modifier"]
        plain = [g for g in subjects if not g.preposition and g.role == "head"]
        if plain:
            found.subject = list(plain[-1].mentions)
            paired = [g for g in subjects if g.preposition == "comitative" and g.start > plain[-1].start]
            found.comitative += [m for g in paired for m in g.mentions]
        stop = self._object_end(token)
        for group in self.groups:
            if not token.end <= group.start < stop:
                continue
            place = _PREPOSITIONS.get(group.preposition)
            if place:
                getattr(found, place).extend(group.mentions)
            elif not group.preposition and group.role == "head" and not found.object:
                found.object.extend(group.mentions)
            elif group.preposition == "place" and group.role == "head":
                found.setting.extend(m for m in group.mentions if not m.metonym)
            else:
                found.theme.extend(group.mentions)
        between = [t for t in self.tokens if start <= t.start < token.start and t.base in _PRONOUNS]
        if not found.subject and between:
            found.subject = list(self._antecedent(start, plural=between[-1].base == "they"))
        return found

    def _antecedent(self, before: int, *, plural: bool) -> tuple[Mention, ...]:
        """Whom a pronoun means: the subject of the main clause, else what the sentence before was about."""
        candidates = [g.mentions for g in self.groups if g.end <= before and g.role == "head" and not g.preposition]
        for mentions in (*candidates, self.sentence.topic):
            if (len({actor for m in mentions for actor in m.actors}) > 1) == plural and mentions:
                return mentions
        return ()

    def _object_end(self, token: Token) -> int:
        match = re.compile(
            r"[;:]|\b(?:that|which|who|while|whereas|because|when|if|although|but)\b|,\s+(?!and\b|[A-Z])"
        ).search(self.text, token.end)
        following = [
            other.start
            for number, other in enumerate(self.tokens)
            if other.start > token.end + 1 and other.base in verb_tables().triggers and self._certain(number, other)
        ]
        return min(match.start() if match else len(self.text), *following[:1], len(self.text))

    def _certain(self, number: int, token: Token) -> bool:
        """Whether the word is a finite verb here; forms in -s may as well be plurals."""
        kinds = {kind for _, kind in verb_tables().triggers[token.base]}
        return "past" in kinds or ("third" in kinds and self.may_be_verb(number))

    def object_words(self, token: Token, *, passive: bool) -> str:
        """The words of a verb's object, in lower case; of a passive, those of its subject too."""
        after = self.lower[token.end : min(self._object_end(token), token.end + _REACH)]
        if not passive:
            return after
        return self.lower[self.clause_start(token.start) : token.start] + after

    def of_noun(self, span: Span, *, transitive: bool) -> Arguments:
        """The actors of an event noun; of an action on somebody, "of X" is whom it is done to."""
        found = Arguments()
        for group in self.groups:
            gap_before = self.text[group.end : span[0]] if group.end <= span[0] else None
            gap_after = self.text[span[1] : group.start] if group.start >= span[1] else None
            if gap_before is not None and re.fullmatch(r"['’]?s?\s*(?:[\w-]+\s+){0,2}", gap_before):
                (found.genitive if group.role == "owner" else found.modifier).extend(group.mentions)
            elif gap_after is not None and len(gap_after) < 60 and not re.search(r"[,;:.]", gap_after):
                of = "object" if transitive else "genitive"
                place = {"comitative": "comitative", "dative": "dative", "genitive": of, "agent": "agent"}
                if group.preposition in place:
                    getattr(found, place[group.preposition]).extend(group.mentions)
        return found
