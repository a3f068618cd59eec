"""Events in an English sentence whose dependency tree is given: arguments by relation instead of by order."""

from __future__ import annotations

from collections.abc import Iterable

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.english.arguments import Clauses, Verb
from shiome.reading.coding.english.groups import Group
from shiome.reading.coding.english.words import VerbForm
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.dependencies.clauses import Clause, clauses
from shiome.reading.dependencies.sentence import Sentence
from shiome.vocabulary.plover import Reality

_FORMS: dict[str, VerbForm] = {
    "VB": "base",
    "VBP": "base",
    "VBZ": "third",
    "VBD": "past",
    "VBN": "participle",
    "VBG": "ing",
}
_FEATURES: tuple[tuple[str, VerbForm], ...] = (
    ("VerbForm=Ger", "ing"),
    ("VerbForm=Part", "participle"),
    ("VerbForm=Inf", "base"),
    ("Tense=Past", "past"),
    ("Person=3", "third"),
)
_APART = frozenset(("acl", "advcl", "ccomp", "csubj", "parataxis", "appos", "nsubj"))
"""Relations that begin something of its own within a noun phrase."""


class ParsedClauses(Clauses):
    """The words and actors of a parsed sentence: verbs, subjects and objects are those of the tree."""

    def __init__(self, sentence: SentenceInput, tree: Sentence) -> None:
        self.tree = tree
        self._clauses = {tree.tokens[clause.predicate].start: clause for clause in clauses(tree)}
        self._places = [(token.start, token.end) for token in tree.tokens]
        super().__init__(sentence)

    def clause_of(self, verb: Verb) -> Clause:
        """The clause of the tree that a verb heads."""
        return self._clauses[self.tokens[verb.number].start]

    def _verb(self, number: int) -> Verb | None:
        clause = self._clauses.get(self.tokens[number].start)
        if clause is None or self.tree.tokens[clause.predicate].upos != "VERB":
            return None
        token = self.tree.tokens[clause.predicate]
        by_features: VerbForm = next((form for feature, form in _FEATURES if token.has(feature)), "base")
        kind: VerbForm = "participle" if clause.passive else _FORMS.get(token.xpos, by_features)
        return Verb(number, self.tree.lemmas[clause.predicate].lower(), kind, passive=clause.passive)

    # ------------------------------------------------------------------ who stands where

    def _reach(self, head: int) -> set[int]:
        """Tokens of the phrase of a noun, without the clauses within it; what is coordinated to it belongs to it."""
        found, waiting = {head}, [head]
        while waiting:
            for child in self.tree.children[waiting.pop()]:
                verbal = self.tree.relations[child] == "conj" and self.tree.tokens[child].upos == "VERB"
                if self.tree.relations[child] not in _APART and not verbal:
                    found.add(child)
                    waiting.append(child)
        return found

    def _groups_in(self, heads: Iterable[int]) -> list[Group]:
        spans = {self._places[token] for head in heads for token in self._reach(head)}
        return [
            group
            for group in self.groups
            if any(start <= m.start < end or m.start <= start < m.end for m in group.mentions for start, end in spans)
        ]

    def subject(self, verb: Verb) -> tuple[tuple[Mention, ...], bool, bool]:
        """Who does it, whether that is only understood, and whether anything at all stands in the subject's place."""
        clause = self.clause_of(verb)
        groups = self._groups_in(clause.subjects)
        heads = [group for group in groups if group.role == "head" and group.preposition != "comitative"]
        own = [group for group in heads if not group.preposition] or heads[:1]
        if own:
            return tuple(m for group in own for m in group.mentions), clause.inherited, True
        for head in clause.subjects:
            token = self.tree.tokens[head]
            if token.upos == "PRON":
                plural = self.tree.words[head] in ("THEY", "BOTH")
                return self._antecedent(token.start, plural=plural), True, True
        return (), clause.inherited, bool(clause.subjects)

    def owners(self, verb: Verb) -> list[Mention]:
        """Whose the subject is, where it is no actor."""
        groups = self._groups_in(self.clause_of(verb).subjects)
        owned = [g for g in groups if g.role in ("owner", "modifier") or g.preposition == "genitive"]
        return [m for group in owned[:1] for m in group.mentions]

    def around(self, verb: Verb) -> Arguments:
        """The actors of a verb, by their relation to it."""
        clause, found = self.clause_of(verb), Arguments()
        mentions, found.inherited, found.named = self.subject(verb)
        found.subject = list(mentions)
        if not mentions:
            found.owners = self.owners(verb)
        for group in self._groups_in(clause.subjects):
            if group.preposition == "comitative":
                found.companions.extend(m for m in group.mentions if m not in found.subject)
        placed = set(found.subject)
        for group in self._groups_in((*clause.objects, *(oblique.head for oblique in clause.obliques))):
            if not placed.intersection(group.mentions):
                placed.update(group.mentions)
                self._place(found, group)
        return found

    def object_words(self, verb: Verb) -> str:
        """The words of a verb's objects and of what goes with it; of a passive, those of its subject too."""
        clause = self.clause_of(verb)
        heads = [*clause.objects, *(oblique.head for oblique in clause.obliques), *clause.particles]
        return self._words([*clause.subjects, *heads] if clause.passive else heads)

    def subject_words(self, verb: Verb) -> str:
        """The words of a verb's subject, in lower case."""
        return self._words(self.clause_of(verb).subjects)

    def _words(self, heads: Iterable[int]) -> str:
        inside = sorted({token for head in heads for token in self._reach(head)})
        return " ".join(self.tree.tokens[token].form.lower() for token in inside)

    # ------------------------------------------------------------------ how it is told

    def told(self, verb: Verb) -> Reality:
        """How far the verb is told as having happened: by its own words and those that govern it."""
        return self.clause_of(verb).reality

    def speaker(self, start: int) -> tuple[Mention, ...] | None:
        """Who says what stands at a place; ``None`` where the sentence speaks for itself."""
        at = next((number for number, (first, end) in enumerate(self._places) if first <= start < end), None)
        while at is not None and at >= 0:
            clause = self._clauses.get(self._places[at][0])
            if clause is not None and clause.reporter is not None:
                verb = next((v for v in self.verbs if self.clause_of(v).predicate == clause.reporter), None)
                return self.subject(verb)[0] if verb else ()
            at = self.tree.tokens[at].head
        return None
