"""An English sentence taken apart: its verbs, where their clauses begin and end, which actors stand where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import lowered
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.english.groups import Group, groups_of
from shiome.reading.coding.english.words import AUXILIARIES, VerbForm, verb_tables
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.tokens import Token, english_tokens
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

_VERB_LEADS = frozenset(
    {
        "to",
        "and",
        "who",
        "which",
        "that",
        "it",
        "they",
        "he",
        "she",
        "we",
        "leaders",
        "officials",
        "not",
        "also",
        "both",
    }
)
_PRONOUNS = frozenset({"it", "they", "he", "she", "both"})
_LINKS = frozenset({"and", "or", "but", ",", "then"})
_PREPOSITIONS = {
    "comitative": "comitative",
    "dative": "dative",
    "against": "against",
    "agent": "agent",
    "from": "origin",
    "beneficiary": "theme",
}
_REDUCED = frozenset({"by", "in", "on", "at", "under", "between"})

_ASIDE = re.compile(r"\s+as\s+(?:a|an|the|its|their)\b|\s+(?:for|by|while|after|before)\s+\w+ing\b")
"""What a verb's object does not reach past: as a …, for doing …"""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the sentence."""

    number: int
    """Of its token."""
    base: str
    kind: VerbForm
    passive: bool


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    return re.compile(rf"[;:“”\"()]|\b(?:{alternatives(load_lexicon('en').grammar.opening)})\b", re.IGNORECASE)


class Clauses:
    """The words and actors of a sentence."""

    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.lower = lowered(sentence.text)
        self.tokens = english_tokens(sentence.text)
        self.groups = groups_of(sentence.text, sentence.mentions, verb_tables().finite, sentence.places)
        self._be = frozenset(load_lexicon("en").grammar.be)
        self._breaks = [match.span() for match in _openings().finditer(self.lower)]
        self.verbs = [verb for number in range(len(self.tokens)) if (verb := self._verb(number))]
        self._subjects: dict[int, tuple[Mention, ...]] = {}

    def within_mention(self, token: Token) -> bool:
        """Whether the word belongs to a name."""
        return any(m.start <= token.start < m.end for m in self.sentence.mentions)

    # ------------------------------------------------------------------ verbs

    def _verb(self, number: int) -> Verb | None:
        token = self.tokens[number]
        forms = verb_tables().all_forms.get(token.base)
        if forms is None or self.within_mention(token) or self.text[token.end : token.end + 1] == "-":
            return None
        kinds = {kind for _, kind in forms}
        helpers = self._helpers(number)
        if helpers & self._be:
            kind: VerbForm = "participle" if "participle" in kinds else "ing"
            return Verb(number, forms[0][0], kind, passive=kind == "participle") if kind in kinds else None
        if helpers & {"has", "have", "had", "having"} and "participle" in kinds:
            return Verb(number, forms[0][0], "participle", passive=False)
        if "past" in kinds:
            if self._is_reduced(number):
                return Verb(number, forms[0][0], "participle", passive=True) if "participle" in kinds else None
            return Verb(number, forms[0][0], "past", passive=False)
        if kinds & {"base", "third"} and self.may_be_verb(number):
            return Verb(number, forms[0][0], "base" if "base" in kinds else "third", passive=False)
        return None

    def _helpers(self, number: int) -> set[str]:
        """Auxiliaries right before a verb, past adverbs."""
        found: set[str] = set()
        at = number - 1
        while at >= 0 and number - at <= 5:
            word = self.tokens[at].base
            if word in self._be or word in AUXILIARIES or word == "having":
                found.add(word)
            elif not (word.endswith("ly") or word in ("not", "also", "again", "never", "since", "repeatedly")):
                break
            at -= 1
        return found

    def _is_reduced(self, number: int) -> bool:
        """Whether a past form only goes with the noun before it (a statement issued on Monday)."""
        if number == 0 or number + 1 >= len(self.tokens) or self.tokens[number + 1].base not in _REDUCED:
            return False
        before = self.tokens[number - 1]
        ends = {group.end for group in self.groups}
        if (
            not before.surface.isalpha()
            or before.end in ends
            or self.within_mention(before)
            or before.base in _VERB_LEADS
        ):
            return False
        return before.base not in load_lexicon("en").grammar.actor_heads and not before.base.endswith("ly")

    def may_be_verb(self, number: int) -> bool:
        """Whether a word that may be a noun as well stands where a verb does: after a name, a pronoun, an auxiliary."""
        if number == 0:
            return False
        before = self.tokens[number - 1]
        if before.base in AUXILIARIES | _VERB_LEADS or before.base.endswith("ly") or self.within_mention(before):
            return True
        return any(group.end == before.end and group.role == "head" for group in self.groups)

    # ------------------------------------------------------------------ clauses

    def clause_start(self, start: int) -> int:
        """Where the clause of a word begins: after the last word that opens one."""
        return max((end for _, end in self._breaks if end <= start), default=0)

    def opener(self, start: int) -> str:
        """The word that opens the clause of a word."""
        return next((self.lower[a:b] for a, b in reversed(self._breaks) if b <= start), "")

    def _links_before(self, verb: Verb) -> str:
        """The word before a verb and its auxiliaries."""
        at = verb.number - 1
        while at >= 0:
            word = self.tokens[at].base
            if self.within_mention(self.tokens[at]) or not (
                word in AUXILIARIES or word in self._be or word.endswith("ly") or word in ("not", "also")
            ):
                return word
            at -= 1
        return ""

    def subject(self, verb: Verb) -> tuple[tuple[Mention, ...], bool, bool]:
        """Who does it, whether that is only understood, and whether anything at all stands in the subject's place."""
        token = self.tokens[verb.number]
        before = [other for other in self.verbs if other.number < verb.number]
        link = self._links_before(verb)
        if link in _LINKS and before:
            found, _, named = self.subject(before[-1])
            return found, True, named
        start = self.clause_start(token.start)
        if link in ("which", "who", "that"):
            opened = max((a for a, b in self._breaks if b <= token.start), default=0)
            nearest = [g for g in self.groups if g.end <= opened]
            return (nearest[-1].mentions if nearest else ()), True, True
        groups = [g for g in self.groups if start <= g.start and g.end <= token.start]
        behind = before[-1] if before and self.tokens[before[-1].number].start >= start else None
        if behind is not None:
            groups = [g for g in groups if g.start >= self.tokens[behind.number].end]
        plain = [g for g in groups if g.role == "head" and (not g.preposition or self._acts(g, token))]
        if plain:
            return plain[-1].mentions, False, True
        words = {t.base for t in self.tokens if start <= t.start < token.start}
        if pronouns := words & _PRONOUNS:
            return self._antecedent(start, plural=bool(pronouns & {"they", "both"})), True, True
        return (), False, bool(words - AUXILIARIES - self._be - {"to", "not"})

    def _acts(self, group: Group, token: Token) -> bool:
        """「after X refused」: a name between a word of time and a verb is the verb's subject."""
        between = self.lower[group.end : token.start].split()
        helping = all(word in AUXILIARIES or word in self._be or word.endswith("ly") for word in between)
        return group.preposition == "occasion" and helping

    def owners(self, verb: Verb) -> list[Mention]:
        """Whose the subject is, where it is no actor."""
        token = self.tokens[verb.number]
        start = self.clause_start(token.start)
        groups = [g for g in self.groups if start <= g.start and g.end <= token.start]
        owned = [g for g in groups if g.role in ("owner", "modifier") or g.preposition == "genitive"]
        return [m for g in owned[:1] for m in g.mentions]

    def _antecedent(self, before: int, *, plural: bool) -> tuple[Mention, ...]:
        """Whom a pronoun means: the subject of the main clause, else what the sentence before was about."""
        candidates = [g.mentions for g in self.groups if g.end <= before and g.role == "head" and not g.preposition]
        for mentions in (*candidates, self.sentence.topic, self.sentence.before.gathering, self.sentence.before.doers):
            if (len({actor for m in mentions for actor in m.actors}) > 1) == plural and mentions:
                return mentions
        return ()

    def around(self, verb: Verb) -> Arguments:
        """The actors of a verb."""
        token, found = self.tokens[verb.number], Arguments()
        mentions, found.inherited, found.named = self.subject(verb)
        found.subject = list(mentions)
        if not mentions:
            found.owners = self.owners(verb)
        start, stop = self.clause_start(token.start), self.object_end(verb)
        for group in self.groups:
            if start <= group.start and group.end <= token.start and group.preposition == "comitative":
                found.companions.extend(group.mentions)
            if token.end <= group.start < stop:
                self._place(found, group)
        before = [other for other in self.verbs if other.number < verb.number]
        if before:
            earlier = self.subject(before[-1])[0]
            found.earlier = [m for m in earlier if m not in found.subject]
        return found

    def _place(self, found: Arguments, group: Group) -> None:
        place = _PREPOSITIONS.get(group.preposition)
        if place and group.role in ("head", "owner"):
            getattr(found, place).extend(group.mentions)
        elif not group.preposition and group.role == "head" and not found.object:
            found.object.extend(group.mentions)
        elif group.preposition == "place" and group.role == "head":
            found.setting.extend(m for m in group.mentions if not m.metonym)
            found.backdrop.extend(group.mentions)
        else:
            found.theme.extend(group.mentions)

    def object_end(self, verb: Verb) -> int:
        """Where what a verb governs ends: before the next clause, or before the subject of the next verb."""
        token = self.tokens[verb.number]
        ends = [a for a, _ in self._breaks if a >= token.end]
        if aside := _ASIDE.search(self.lower, token.end):
            ends.append(aside.start())
        for later in self.verbs:
            if later.number <= verb.number:
                continue
            word = self.tokens[later.number]
            if self._links_before(later) == "to":
                continue
            own = [g.start for g in self.groups if token.end < g.start and g.end <= word.start and g.role == "head"]
            linked = self._links_before(later) in _LINKS
            acting = [g.start for g in self.groups if g.end <= word.start and g.start in own and self._acts(g, word)]
            starts = own if len(own) > 1 else acting
            ends.append(starts[-1] if starts and not linked else word.start)
            break
        return min([*ends, len(self.text)])

    def object_words(self, verb: Verb) -> str:
        """The words of a verb's object, in lower case; of a passive, those of its subject too."""
        token = self.tokens[verb.number]
        after = self.lower[token.end : self.object_end(verb)]
        if not verb.passive:
            return after
        return self.lower[self.clause_start(token.start) : token.start] + after

    def subject_words(self, verb: Verb) -> str:
        """The words before a verb in its clause, in lower case."""
        token = self.tokens[verb.number]
        return self.lower[self.clause_start(token.start) : token.start]

    # ------------------------------------------------------------------ what a tree would tell

    def told(self, verb: Verb) -> Reality | None:  # noqa: ARG002
        """How far a verb is told as having happened; ``None`` where only the words around it can tell."""
        return None

    def speaker(self, start: int) -> tuple[Mention, ...] | None:  # noqa: ARG002
        """Who says what stands at a place; ``None`` where only the words around it can tell."""
        return None

    # ------------------------------------------------------------------ event nouns

    def of_noun(self, span: Span, *, transitive: bool) -> Arguments:
        """The actors of an event noun; of an action on somebody, "of X" is whom it is done to."""
        found = Arguments()
        for group in self.groups:
            gap_before = self.text[group.end : span[0]] if group.end <= span[0] else None
            gap_after = self.text[span[1] : group.start] if group.start >= span[1] else None
            if gap_before is not None and self._goes_with(gap_before, group.end, span[0]):
                (found.genitive if group.role == "owner" else found.modifier).extend(group.mentions)
            elif gap_after is not None and len(gap_after) < 60 and not re.search(r"[,;:.]", gap_after):
                self._place_after(found, group, "object" if transitive else "genitive")
        return found

    def _goes_with(self, gap: str, start: int, end: int) -> bool:
        """Whether a name stands in the noun phrase of an event noun: at most two words and no verb before it."""
        if re.fullmatch(r"(?:['’]s?)?\s*(?:[\w-]+\s+){0,2}", gap) is None:
            return False
        return not any(start <= self.tokens[verb.number].start < end for verb in self.verbs)

    def _place_after(self, found: Arguments, group: Group, of: str) -> None:
        place = {"comitative": "comitative", "dative": "dative", "genitive": of, "agent": "agent", "from": "origin"}
        if group.preposition in place:
            getattr(found, place[group.preposition]).extend(group.mentions)
        elif group.preposition == "against":
            found.against.extend(group.mentions)
