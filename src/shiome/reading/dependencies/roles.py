"""Source and target of a clause, by its arguments and voice."""

from __future__ import annotations

from shiome.reading.dependencies.clauses import Clause
from shiome.reading.dependencies.mentions import Mention, Mentions
from shiome.reading.dependencies.sentence import Sentence

Parties = tuple[Mention, ...]
_DEEPEST = 6


class Roles:
    """Who stands where, in one sentence."""

    def __init__(self, sentence: Sentence, mentions: Mentions) -> None:
        self.sentence = sentence
        self.mentions = mentions

    def subject(self, clause: Clause) -> Parties:
        """Parties that the grammatical subject names."""
        return self._of(clause.subjects) or tuple(
            party for head in clause.subjects for party in self.mentions.unknown(head)
        )

    def by_voice(self, clause: Clause) -> tuple[Parties, Parties]:
        """Sources and targets: a passive's subject is the target, its agent (or else whoever comes next) the source."""
        subject = self.subject(clause)
        if not clause.passive or self._is_raised(clause):
            return subject, self.behind(clause.predicate, subject)
        agents = [oblique.head for oblique in clause.obliques if oblique.preposition == "BY"]
        named = without(self._of(agents), subject)
        return named or self.behind(clause.predicate, subject), subject

    def behind(self, predicate: int, others: Parties, depth: int = 0) -> Parties:
        """Whoever is named first behind the verb beside ``others``: objects and phrases, then complements, then purposes."""
        sentence = self.sentence
        later: list[int] = []
        for child in sentence.children[predicate]:
            relation = sentence.relations[child]
            if relation in ("obj", "iobj", "obl", "nmod") and child > predicate:
                found = without(self._named(child), others)
                if found:
                    return found
            elif relation in ("ccomp", "xcomp") or (relation == "advcl" and self._is_infinitive(child)):
                later.append(child)
        if depth > _DEEPEST:
            return ()
        for child in later:
            subjects = sentence.dependents(child, "nsubj")
            found = without(self._of(subjects), others) or self.behind(child, others, depth + 1)
            if found:
                return found
        arguments = sentence.dependents(predicate, "obj", "iobj", "obl", "nmod")
        unknown = (self.mentions.unknown(child) for child in arguments if child > predicate)
        return next((found for found in unknown if found), ())

    def _is_raised(self, clause: Clause) -> bool:
        """Whether the passive tells what its subject does ("is said to leave"): without an agent, with an infinitive."""
        if any(oblique.preposition == "BY" for oblique in clause.obliques):
            return False
        return any(
            (self.sentence.relations[child] == "xcomp" and self.sentence.tokens[child].upos in ("VERB", "AUX"))
            or self.sentence.dependents(child, "cop")
            for child in clause.complements
        )

    def _of(self, heads: list[int] | tuple[int, ...]) -> Parties:
        return tuple(party for head in heads for party in self.mentions.parties(head))

    def _named(self, head: int) -> Parties:
        """Parties of a phrase that is acted upon: a modifier alone does not make one."""
        return tuple(party for party in self.mentions.parties(head) if not party.loose)

    def _is_infinitive(self, position: int) -> bool:
        return any(self.sentence.words[child] == "TO" for child in self.sentence.dependents(position, "mark"))


def without(parties: Parties, others: Parties) -> Parties:
    """Parties whose code none of the others has."""
    codes = {other.code for other in others}
    return tuple(party for party in parties if party.code not in codes)
