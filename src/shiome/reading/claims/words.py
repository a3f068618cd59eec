"""What claim reading knows of each language: YAML files under ``lexicon/``, and their loader."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from shiome.tables import shipped_table

Relation = Literal[
    "cause", "purpose", "prevent", "condition", "unless", "depends", "need", "concession", "setting", "reason", "none"
]
Sign = Literal["+", "-", "0", "conditional"]
Before = Literal["predicate", "past", "plain", "noun", "action", "comma", "any"]


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words between a cause and its effect."""

    form: str
    relation: Relation
    after: Before = "any"
    """What the word before it must be."""
    reach: Literal["clause", "phrase"] = "clause"
    requires: Literal["", "change", "telling"] = ""
    """What the clause behind it must hold: ``telling`` is a change, a need or a fear."""
    takes: Literal["clause", "phrase"] = "clause"
    """How far what stands behind it goes: to the end of the clause, or of the noun phrase."""
    order: Literal["forward", "backward", "either", "opening"] = "forward"
    """``backward``: the effect stands before the words, the cause behind; ``either``: so unless they open the clause, then the
    cause stands between them and the next clause; ``opening``: only if they open the clause."""
    head: str = ""
    """What must stand before the cause, for words behind it."""
    agent: bool = False
    """It marks who does something as well as what brings it about."""
    strength: float = 0.6


class Verb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb, or a noun with to be, by which its subject works on something."""

    form: str
    sign: Sign
    question: bool = False
    """What it goes with is an indirect question, which is the cause; the effect stands before."""
    orphan: bool = False
    """Without a subject its cause is the sentence before."""
    strength: float = 0.6


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hedge, for a language whose hedges the coder's lexicon does not list."""

    cue: str
    step: int
    negative: bool = False


class ClaimWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language."""

    language: str
    links: tuple[Link, ...] = ()
    openers: tuple[Link, ...] = ()
    """Words at the head of a sentence that bind it to the one before."""
    explainers: tuple[str, ...] = ()
    """Endings of a sentence that gives the reason of what stands before it."""
    clefts: str = ""
    verbs: tuple[Verb, ...] = ()
    """The subject works on what stands with the verb."""
    passives: tuple[Verb, ...] = ()
    """The subject is the effect, what stands with the verb the cause."""
    adverbs: str = ""
    """What may stand between a particle and its verb."""
    roles: tuple[Verb, ...] = ()
    """The subject is the cause of what the noun goes with."""
    change: str = ""
    pressing: str = ""
    negation: str = ""
    """What denies a clause, anywhere in it."""
    denied: str = ""
    """What denies a verb, straight behind its stem; empty where the denial stands before it."""
    lowering: str = ""
    """What tells at the end of an effect that there is less of what stands before it."""
    copula: str = ""
    """What ends a sentence of the form …は…である."""
    vague: tuple[str, ...] = ()
    """Nouns too vague to be a cause."""
    hollow: str = ""
    """What says nothing when it is a whole effect."""
    urged: str = ""
    """Ends of a sentence that recommends."""
    agents: tuple[str, ...] = ()
    """Ends of nouns that name who acts: what is done *by* them they do not cause."""
    formal: tuple[str, ...] = ()
    """Nouns that leave the predicate before them a predicate."""
    actor_tails: str = ""
    """Characters that may stand with the name of an actor without making it more than that."""
    needed: str = ""
    bounds: str = ""
    """What parts clauses, in languages read without a parse."""
    hard_bounds: str = ""
    """What parts statements."""
    verb_final: str = ""
    """For a language that puts the verb last: what stands behind a subject or topic."""
    auxiliaries: str = ""
    """Words between a subject and its verb."""
    hedges: tuple[Cue, ...] = ()
    events: tuple[str, ...] = ()
    """Ends of nouns that name what happens, not who acts."""
    undergoing: tuple[str, ...] = ()
    """Verbs whose subject undergoes or shows something."""
    speech: tuple[str, ...] = ()
    """Ends of nouns that name what is said."""
    fillers: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    break_nouns: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    viewpoints: str = ""
    """Words behind an actor as whose view something is told."""
    conclusions: str = ""
    """Predicates that draw a conclusion from what stands before them."""
    weighed: str = ""
    """Predicates that weigh: they rest on the clause before them in the sentence."""
    modal: str = ""
    """Hedges that can be taken off a clause without changing what it says."""
    tails: str = ""
    """Endings of a clause that say nothing of their own."""


LANGUAGES: tuple[str, ...] = ("ja", "en", "ko", "zh", "ru")


@lru_cache(maxsize=8)
def claim_words(language: str) -> ClaimWords:
    """The words of a language; none where it is not one of :data:`LANGUAGES`.

    >>> claim_words("ja").breaks[0]
    'が'
    """
    if language not in LANGUAGES:
        return ClaimWords(language=language)
    return msgspec.convert(shipped_table(__package__, "lexicon", f"{language}.yaml"), ClaimWords)
