"""Who a noun phrase names: actors and agents of the dictionaries, joined to codes and shared over coordination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from shiome.reading.dependencies.codes import NOBODY, expand, join_codes
from shiome.reading.dependencies.sentence import Sentence
from shiome.reading.dictionaries.actors import ActorDictionary
from shiome.reading.dictionaries.agents import Agent, AgentDictionary
from shiome.reading.dictionaries.source import words_of

_CORE_APART = frozenset(("conj", "cc", "nsubj", "csubj", "obl", "advcl", "ccomp", "parataxis"))
_RIGHT_OF_CORE = ("compound", "flat", "fixed", "goeswith")
_OF_WHOM = frozenset(("OF", "FROM", "IN", "AT", "WITHIN", "INSIDE", "FOR"))
_NEVER_BELOW = frozenset(("punct", "case", "det", "cc", "conj", "mark", "aux", "cop", "advmod", "nummod", "discourse"))
_UNNAMED = frozenset((NOBODY, NOBODY + "PPL"))
"""Codes that tell nobody from anybody: no party is made of them."""
_DEEPEST = 40
"""Phrases within phrases that are followed; no written sentence has as many."""
_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "X"))


class Mention(NamedTuple):
    """A party: its code, the head of the phrase that names it, and the tokens that gave the code."""

    code: str
    head: int
    tokens: tuple[int, ...]
    loose: bool = False
    """Whether only a modifier says what the party is ("military exercises"): good for one who acts, not for one acted upon."""


class _Found(NamedTuple):
    """A dictionary phrase in the sentence."""

    tokens: tuple[int, ...]
    code: str
    agent: Agent | None = None


class Mentions:
    """The parties of one sentence, resolved on demand.

    Parameters
    ----------
    day:
        The day on which codes must hold; without one only undated codes count.
    split_codes:
        Whether a code of several parties (``ELR/GAL``) stands for each of them apart.
    new_actor_length:
        Longest phrase (in words) that is taken as a party by its own text where the dictionaries know none in it; 0 for never.
    """

    def __init__(
        self,
        sentence: Sentence,
        actors: ActorDictionary,
        agents: AgentDictionary,
        *,
        day: date | None = None,
        split_codes: bool = False,
        new_actor_length: int = 0,
    ) -> None:
        self.sentence = sentence
        self._split = split_codes
        self._new_length = new_actor_length
        pieces, owner = _pieces(sentence)
        width = Counter(owner)
        self._by_token: dict[int, _Found] = {}
        taken: set[int] = set()
        for hit in actors.index.find(pieces):
            code = hit.value.code_on(day)
            if code and code != NOBODY and _is_whole(owner[hit.start : hit.end], width):
                self._note(_Found(tuple(dict.fromkeys(owner[hit.start : hit.end])), code), taken)
        for found in agents.index.find(pieces):
            tokens = tuple(dict.fromkeys(owner[found.start : found.end]))
            if not taken.intersection(tokens) and _is_whole(owner[found.start : found.end], width):
                self._note(_Found(tokens, "", found.value), taken)
        self._memory: dict[int, tuple[Mention, ...]] = {}
        self._depth = 0

    def _note(self, found: _Found, taken: set[int]) -> None:
        for token in found.tokens:
            self._by_token[token] = found
        taken.update(found.tokens)

    def parties(self, head: int) -> tuple[Mention, ...]:
        """Everybody that the phrase of a noun names, coordinated phrases included; empty where it names nobody known."""
        known = self._memory.get(head)
        if known is None and self._depth >= _DEEPEST:
            return ()
        if known is None:
            self._depth += 1
            known = self._memory[head] = self._resolved(head)
            self._depth -= 1
        return known

    def core(self, head: int) -> list[int]:
        """Tokens of the phrase proper: the noun with what stands before it, and names right behind it."""
        sentence = self.sentence
        found = [head]
        for child in sentence.children[head]:
            relation = sentence.relations[child]
            if relation not in _CORE_APART if child < head else relation in _RIGHT_OF_CORE:
                found.extend(sentence.subtree(child))
        return sorted(found)

    def _resolved(self, head: int) -> tuple[Mention, ...]:
        members = [head, *self._conjuncts(head)]
        parts = [self._member(member) for member in members]
        shared = self._shared(members, parts)
        found: list[Mention] = []
        for member, (actors, agents) in zip(members, parts, strict=True):
            if not actors and not agents and len(members) > 1:
                actors = self._whose(member, ("OF", "FROM"))
            found.extend(self._joined(member, actors or shared.get(member, []), agents))
        if not found:
            found.extend(self._below(head))
        return tuple(dict.fromkeys(found))

    def _conjuncts(self, head: int) -> list[int]:
        """Heads of the phrases coordinated to one; parsers take a middle one of a list ("A, the B, and C") for an apposition."""
        found = [head]
        for node in found:
            conjuncts = self.sentence.dependents(node, "conj")
            for child in self.sentence.dependents(node, "conj", "appos"):
                named = self._by_token.get(child)
                listed = child in conjuncts or (bool(conjuncts) and named is not None and named.agent is None)
                if listed and self.sentence.tokens[child].upos != "VERB":
                    found.append(child)
        return found[1:]

    def _member(self, head: int) -> tuple[list[_Found], list[_Found]]:
        """Actors and agents of one phrase: of its core, or of the phrase that says whose it is."""
        actors: list[_Found] = []
        agents: list[_Found] = []
        for token in self._reach(head):
            found = self._by_token.get(token)
            if found is not None and found not in actors and found not in agents:
                (agents if found.agent else actors).append(found)
        return self._principal(actors), agents

    def _reach(self, head: int) -> list[int]:
        """The core, stretched over a dictionary phrase that goes on behind the noun (Ministry of …)."""
        core = self.core(head)
        found = self._by_token.get(head)
        return sorted({*core, *found.tokens}) if found else core

    def _principal(self, actors: list[_Found]) -> list[_Found]:
        """The first actor of a phrase, with those coordinated to it before the noun (A and B leaders)."""
        if len(actors) < 2:
            return actors
        first = actors[0]
        beside = [
            other
            for other in actors[1:]
            if any(
                self.sentence.relations[token] == "conj" and self.sentence.tokens[token].head in first.tokens
                for token in other.tokens
            )
        ]
        return [first, *beside]

    def _shared(self, members: list[int], parts: list[tuple[list[_Found], list[_Found]]]) -> dict[int, list[_Found]]:
        """What coordinated phrases that name only agents take from one another: whose they are."""
        shared: dict[int, list[_Found]] = {}
        bare = [member for member, (actors, agents) in zip(members, parts, strict=True) if agents and not actors]
        if not bare:
            return shared
        owners = {member: self._whose(member) for member in bare}
        common = next((found for found in owners.values() if found), [])
        first_actors, first_agents = parts[0]
        for member in bare:
            own = owners[member]
            if own:
                shared[member] = own
            elif common:
                shared[member] = common
            elif first_actors and first_agents and not self.sentence.dependents(member, "det", "nmod", "amod"):
                shared[member] = first_actors
        return shared

    def _whose(self, head: int, prepositions: Collection[str] = _OF_WHOM) -> list[_Found]:
        """Parties behind a noun that say whose it is, as found phrases."""
        sentence = self.sentence
        for child in sentence.children[head]:
            if child < head or sentence.relations[child] not in ("nmod", "obl"):
                continue
            if not any(sentence.words[case] in prepositions for case in sentence.dependents(child, "case")):
                continue
            parties = [party for party in self.parties(child) if not party.code.startswith(NOBODY)]
            if parties:
                return [_Found(party.tokens, party.code) for party in parties]
        return []

    def _joined(self, head: int, actors: list[_Found], agents: list[_Found]) -> list[Mention]:
        if not actors and not agents:
            return []
        tokens = [token for agent in agents for token in agent.tokens]
        kinds = [agent.agent for agent in agents if agent.agent]
        found = []
        for actor in actors or [_Found((), NOBODY)]:
            for code in expand(actor.code) if self._split else (actor.code,):
                loose = not actors and head not in tokens
                joined = join_codes(code, kinds)
                if joined not in _UNNAMED:
                    found.append(Mention(joined, head, tuple(sorted({*actor.tokens, *tokens})), loose))
        return found

    def _below(self, head: int) -> tuple[Mention, ...]:
        """Whoever is named first behind a noun that itself names nobody."""
        sentence = self.sentence
        for child in sentence.children[head]:
            relation = sentence.relations[child]
            if child < head or relation in _NEVER_BELOW or sentence.tokens[child].relation == "acl:relcl":
                continue
            found = self.parties(child)
            if found:
                return found
        return ()

    def unknown(self, head: int) -> tuple[Mention, ...]:
        """A party by the phrase's own words, where the options allow it and the phrase is short enough."""
        sentence = self.sentence
        if not self._new_length or not is_noun(sentence, head) or sentence.tokens[head].upos in ("PRON", "NUM"):
            return ()
        tokens = set(self.core(head))
        for child in sentence.dependents(head, "nmod", "appos"):
            if child > head and (sentence.relations[child] == "appos" or self._is_of(child)):
                tokens.update(sentence.subtree(child))
        tokens.difference_update(sentence.dependents(head, "case", "punct"))
        named = tuple(
            token for token in sorted(tokens) if sentence.tokens[token].upos not in ("PUNCT", "PART", "CCONJ")
        )
        if not named or len(named) > self._new_length:
            return ()
        return (Mention('"' + " ".join(sentence.words[token] for token in named) + '"', head, named),)

    def _is_of(self, head: int) -> bool:
        return any(self.sentence.words[case] == "OF" for case in self.sentence.dependents(head, "case"))


def is_noun(sentence: Sentence, position: int) -> bool:
    """Whether a token can head a phrase that names somebody."""
    return sentence.tokens[position].upos in _NOUNS


def _is_whole(owners: list[int], width: Counter[int]) -> bool:
    """Whether a phrase takes in each of its words whole: "Syria-backed" is not Syria, "pro-Russia" not Russia."""
    return all(width[token] == taken for token, taken in Counter(owners).items())


def _pieces(sentence: Sentence) -> tuple[list[str], list[int]]:
    """Words of the sentence as dictionaries spell them (hyphens part words), and the token each comes from."""
    pieces: list[str] = []
    owner: list[int] = []
    for position, word in enumerate(sentence.words):
        for piece in words_of(word) if "-" in word else (word,):
            pieces.append(piece)
            owner.append(position)
    return pieces, owner
