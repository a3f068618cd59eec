"""Clauses of a dependency tree: predicate, arguments, voice, negation, and how far it is told as having happened."""

from __future__ import annotations

from typing import NamedTuple

from shiome.reading.dependencies.cues import cues
from shiome.reading.dependencies.reality import is_negated, reality_of
from shiome.reading.dependencies.sentence import Sentence
from shiome.vocabulary.plover import Reality

_NOT_PREDICATES = frozenset(
    ("amod", "aux", "case", "cc", "compound", "cop", "det", "discourse", "fixed", "flat", "mark", "nummod", "punct")
)
_SUBJECTS = ("nsubj", "csubj")
_OBLIQUES = ("obl", "nmod")


class Oblique(NamedTuple):
    """A phrase with a preposition: the preposition in capitals (empty where it has none) and the head of the phrase."""

    preposition: str
    head: int


class Clause(NamedTuple):
    """One predicate with what belongs to it; all numbers are positions of tokens."""

    predicate: int
    subjects: tuple[int, ...]
    inherited: bool
    """Whether the subject is that of a governing clause, or the noun that the clause describes."""
    bare: bool
    """Whether it has no subject of its own at all, not even a pronoun."""
    objects: tuple[int, ...]
    obliques: tuple[Oblique, ...]
    complements: tuple[int, ...]
    """Predicates of the clauses that complete this one."""
    particles: tuple[int, ...]
    passive: bool
    negated: bool
    reality: Reality
    quoted: bool
    """Whether it stands between quotation marks."""
    reporter: int | None
    """Predicate of the clause that says, thinks or writes this one."""


def clauses(sentence: Sentence) -> list[Clause]:
    """Every clause of a sentence, in the order of the predicates."""
    quoted = _quoted(sentence)
    return [
        _clause(sentence, position, quoted=position in quoted)
        for position in range(len(sentence.tokens))
        if is_predicate(sentence, position)
    ]


def is_predicate(sentence: Sentence, position: int) -> bool:
    """Whether a token heads a clause: a verb in its own right, or anything with a copula or a subject."""
    token = sentence.tokens[position]
    relation = sentence.relations[position]
    if token.upos == "VERB" and relation not in _NOT_PREDICATES:
        return True
    if token.upos == "AUX" and relation not in ("aux", "cop"):
        return True
    return bool(sentence.dependents(position, "cop", *_SUBJECTS))


def is_passive(sentence: Sentence, position: int) -> bool:
    """Whether the verb is passive: by its own labels, or as a past participle that describes a noun."""
    for child in sentence.children[position]:
        if sentence.tokens[child].relation in ("nsubj:pass", "csubj:pass", "aux:pass"):
            return True
    token = sentence.tokens[position]
    if sentence.relations[position] not in ("acl", "xcomp") or sentence.dependents(position, "nsubj", "aux"):
        return False
    return token.xpos == "VBN" and token.relation != "acl:relcl" and not sentence.dependents(position, "obj")


def is_adjunct(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause only accompanies another: without a subject of its own, neither finite nor an infinitive.

    So are infinitives that say what a noun is for ("pressure to help").
    """
    token = sentence.tokens[clause.predicate]
    relation = sentence.relations[clause.predicate]
    if not clause.inherited or sentence.dependents(clause.predicate, *_SUBJECTS, "aux"):
        return False
    marks = {sentence.words[child] for child in sentence.dependents(clause.predicate, "mark")}
    if relation == "acl":
        return "TO" in marks
    return relation == "advcl" and "TO" not in marks and token.xpos in ("VBG", "VBN")


def subjects_of(sentence: Sentence, position: int, depth: int = 0) -> tuple[tuple[int, ...], bool]:
    """Subjects of a predicate, and whether they had to be taken from elsewhere in the sentence."""
    own = tuple(sentence.dependents(position, *_SUBJECTS))
    relation, head = sentence.relations[position], sentence.tokens[position].head
    if own:
        if relation == "acl" and head >= 0 and _is_relative(sentence, own[0]):
            return (head,), True
        if relation in ("ccomp", "advcl", "parataxis") and _is_bare_pronoun(sentence, own[0]) and head >= 0:
            outer = subjects_of(sentence, head, depth + 1)[0] if depth < 8 else ()
            return (outer, True) if outer and outer != own else (own, False)
        return own, False
    if head < 0 or depth > 8:
        return (), False
    if relation == "acl" and sentence.tokens[head].upos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "SYM"):
        if sentence.tokens[position].has("VerbForm=Inf"):
            return _of_governing_verb(sentence, head, depth), True
        return (head,), True
    if relation in ("xcomp", "ccomp", "advcl", "conj"):
        controlled = relation == "xcomp" or (relation == "advcl" and sentence.lemmas[head] in cues().directives)
        objects = sentence.dependents(head, "obj") if controlled else []
        if objects and sentence.tokens[position].has("VerbForm=Inf"):
            return (objects[0],), True
        return subjects_of(sentence, head, depth + 1)[0], True
    return (), False


def _of_governing_verb(sentence: Sentence, position: int, depth: int) -> tuple[int, ...]:
    for ancestor in sentence.ancestors(position):
        if is_predicate(sentence, ancestor):
            return subjects_of(sentence, ancestor, depth + 1)[0]
    return ()


def _clause(sentence: Sentence, position: int, *, quoted: bool) -> Clause:
    subjects, inherited = subjects_of(sentence, position)
    negated = is_negated(sentence, position)
    return Clause(
        predicate=position,
        subjects=subjects,
        inherited=inherited,
        bare=not sentence.dependents(position, *_SUBJECTS),
        objects=tuple(sentence.dependents(position, "obj", "iobj")),
        obliques=tuple(
            Oblique(preposition(sentence, child), child) for child in sentence.dependents(position, *_OBLIQUES)
        ),
        complements=tuple(
            child
            for child in sentence.dependents(position, "ccomp", "xcomp", "advcl")
            if sentence.relations[child] != "advcl" or _is_wanted(sentence, child, position)
        ),
        particles=tuple(
            child for child in sentence.children[position] if sentence.tokens[child].relation == "compound:prt"
        ),
        passive=is_passive(sentence, position),
        negated=negated,
        reality=reality_of(sentence, position, negated=negated),
        quoted=quoted,
        reporter=_reporter(sentence, position),
    )


def preposition(sentence: Sentence, position: int) -> str:
    """The preposition of a phrase, in capitals."""
    for child in sentence.dependents(position, "case"):
        if sentence.tokens[child].upos != "PART":
            return sentence.words[child]
    return ""


def _is_wanted(sentence: Sentence, position: int, governor: int) -> bool:
    """Whether an infinitive that the parser hung on as an adverbial is what its governor wants or means to do."""
    known = cues()
    if not any(sentence.words[child] == "TO" for child in sentence.dependents(position, "mark")):
        return False
    return sentence.lemmas[governor] in known.directives or sentence.lemmas[governor] in known.governors


def _is_relative(sentence: Sentence, position: int) -> bool:
    token = sentence.tokens[position]
    return token.upos in ("PRON", "DET") and (
        token.has("PronType=Rel") or token.xpos in ("WDT", "WP") or sentence.words[position] == "THAT"
    )


def _is_bare_pronoun(sentence: Sentence, position: int) -> bool:
    return sentence.tokens[position].upos == "PRON" and sentence.words[position] in cues().pronouns


def _reporter(sentence: Sentence, position: int) -> int | None:
    """The nearest predicate of saying that governs the clause, or that is set beside it ("…, officials said")."""
    known = cues().reports
    node = position
    while node >= 0:
        for child in sentence.dependents(node, "parataxis"):
            if child != position and sentence.lemmas[child] in known and sentence.dependents(child, *_SUBJECTS):
                return child
        head = sentence.tokens[node].head
        if head >= 0 and sentence.relations[node] == "ccomp" and sentence.lemmas[head] in known:
            return head
        if sentence.relations[node] == "parataxis":
            return None
        node = head
    return None


def _quoted(sentence: Sentence) -> frozenset[int]:
    """Positions of the tokens between quotation marks; a mark that is not closed reaches to the end."""
    known = cues()
    inside: set[int] = set()
    within = False
    for token in sentence.tokens:
        if token.form in known.open_quotes and token.upos == "PUNCT":
            within = True
        elif token.form in known.close_quotes and token.upos == "PUNCT":
            within = False
        elif token.form in known.quotes:
            within = not within
        elif within:
            inside.add(token.position)
    return frozenset(inside)
