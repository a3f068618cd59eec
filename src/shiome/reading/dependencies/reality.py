"""How far a clause is told as having happened: negation, tense, modality, condition."""

from __future__ import annotations

from shiome.reading.dependencies.cues import cues
from shiome.reading.dependencies.sentence import Sentence
from shiome.vocabulary.plover import Reality

_RANK: dict[Reality, int] = {"actual": 0, "planned": 1, "hypothetical": 2, "negated": 3}


def is_negated(sentence: Sentence, position: int) -> bool:
    """Whether the clause of a predicate is denied: by an adverb, an auxiliary's, or a negative subject or object."""
    known = cues().negations
    words = sentence.words
    for child in sentence.children[position]:
        base = sentence.relations[child]
        if base in ("advmod", "aux", "cc", "preconj", "det") and words[child] in known:
            return True
        if base in ("aux", "cop") and any(words[below] in known for below in sentence.children[child]):
            return True
        if base in ("nsubj", "obj") and any(
            words[below] == "NO" for below in sentence.dependents(child, "det", "advmod")
        ):
            return True
    # "Neither A nor B did": taggers hang the first word on the subject.
    subjects = sentence.dependents(position, "nsubj")
    return any(words[below] == "NEITHER" for subject in subjects for below in sentence.children[subject])


def reality_of(sentence: Sentence, position: int, *, negated: bool) -> Reality:
    """The reality of a clause: the farthest from fact of what its words and its governors say.

    An even number of negations ("did not refuse to sign") cancels out.
    """
    known = cues()
    found: Reality = "actual"
    denials = int(negated)
    for child in sentence.children[position]:
        if sentence.relations[child] == "aux":
            found = _farther(found, known.auxiliaries.get(sentence.words[child], "actual"))
        elif sentence.relations[child] == "mark":
            found = _farther(found, _of_conjunction(sentence.words[child]))
    node, below = position, sentence.relations[position]
    for ancestor in sentence.ancestors(position):
        if below in ("xcomp", "ccomp") or (below in ("acl", "advcl") and _is_infinitive(sentence, node)):
            given = known.governors.get(sentence.lemmas[ancestor], "actual")
            if given == "negated" and below in ("xcomp", "acl", "advcl"):
                denials += 1
            elif given != "negated":
                found = _farther(found, given)
        elif below != "conj":
            break
        node, below = ancestor, sentence.relations[ancestor]
    return "negated" if denials % 2 else found


def _is_infinitive(sentence: Sentence, position: int) -> bool:
    return any(sentence.words[child] == "TO" for child in sentence.dependents(position, "mark"))


def _of_conjunction(word: str) -> Reality:
    known = cues()
    if word in known.conditions:
        return "hypothetical"
    return "planned" if word in known.until else "actual"


def _farther(first: Reality, second: Reality) -> Reality:
    return first if _RANK[first] >= _RANK[second] else second
