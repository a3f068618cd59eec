"""Verb patterns over a clause: which pattern holds, and whom it names as source and target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shiome.reading.dependencies.clauses import Clause
from shiome.reading.dependencies.mentions import Mention, Mentions, is_noun
from shiome.reading.dependencies.sentence import Sentence
from shiome.reading.dictionaries.patterns import Element, GroupElement, Pattern, RoleElement, WordElement

_CLAUSES_APART = frozenset(("advcl", "parataxis", "conj"))
_INSIDE_NOUN = frozenset(
    ("compound", "flat", "fixed", "amod", "det", "nummod", "nmod", "conj", "cc", "punct", "case", "advmod")
)
_MODIFYING = frozenset(("ADJ", "DET", "ADV", "NUM", "PUNCT", "CCONJ", "PART"))


class Match(NamedTuple):
    """A pattern that holds, with the parties it names in so many marks (``None`` where it has no mark)."""

    pattern: Pattern
    source: tuple[Mention, ...] | None
    target: tuple[Mention, ...] | None
    words: int = 0


class Bound(NamedTuple):
    """How far a match has come: next position, and parties bound so far."""

    position: int
    source: tuple[Mention, ...] | None
    target: tuple[Mention, ...] | None
    words: int = 0
    """Number of tokens that literal words took."""


class ClauseScope(NamedTuple):
    """What a pattern may look at: the verb's own tokens, and the positions before and after it."""

    verb: tuple[int, ...]
    before: frozenset[int]
    after: frozenset[int]
    phrases: frozenset[int]
    """Positions after the verb that a bare word may stand at; others are reached through their preposition only."""
    linear: bool


class Matcher:
    """Patterns of one sentence's verbs."""

    def __init__(self, sentence: Sentence, mentions: Mentions) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self._vocabulary = frozenset((*sentence.words, *sentence.lemmas))

    def best(self, patterns: Sequence[Pattern], scope: ClauseScope, subject: tuple[Mention, ...]) -> Match | None:
        """The most specific pattern that holds: by its number of words, then of tokens they took, then by its place."""
        best: Match | None = None
        for pattern in patterns:
            if best is not None and pattern.weight < best.pattern.weight:
                break
            if any(self._vocabulary.isdisjoint(needed) for needed in pattern.needs):
                continue
            found = self._match(pattern, scope, subject)
            if found is not None and (best is None or found.words > best.words):
                best = found
        return best

    def _match(self, pattern: Pattern, scope: ClauseScope, subject: tuple[Mention, ...]) -> Match | None:
        start = Bound(scope.verb[0] - 1, None, None)
        upper = self._upward(pattern.before, len(pattern.before) - 1, start, scope, subject, tied=pattern.joined)
        for bound in upper:
            ahead = bound._replace(position=scope.verb[-1] + 1)
            for end in self._downward(pattern.after, 0, ahead, scope, scope.after):
                return Match(pattern, end.source, end.target, end.words)
        return None

    def _upward(
        self,
        elements: tuple[Element, ...],
        index: int,
        bound: Bound,
        scope: ClauseScope,
        subject: tuple[Mention, ...],
        *,
        tied: bool,
    ) -> Iterator[Bound]:
        """Match what stands before the verb, from the verb outwards."""
        if index < 0:
            yield bound
            return
        element = elements[index]
        if isinstance(element, RoleElement):
            if element.role == "compound":
                if len({mention.code for mention in subject}) > 1:
                    yield from self._upward(elements, index - 1, bound, scope, subject, tied=False)
            elif element.role == "skip" or subject:
                yield from self._upward(elements, index - 1, _bind(bound, element, subject), scope, subject, tied=False)
            return
        for position in range(bound.position, -1, -1):
            if position in scope.before:
                for first in self._element_at(element, position, scope, backwards=True):
                    ahead = bound._replace(position=first - 1, words=bound.words + position - first + 1)
                    yield from self._upward(elements, index - 1, ahead, scope, subject, tied=_tied(element))
            if tied:
                return

    def _downward(
        self, elements: tuple[Element, ...], index: int, bound: Bound, scope: ClauseScope, within: frozenset[int]
    ) -> Iterator[Bound]:
        """Match what stands after the verb, from the verb outwards."""
        if index == len(elements):
            yield bound
            return
        element = elements[index]
        tied = not isinstance(element, GroupElement) and element.joined
        for position in range(bound.position, len(self.sentence.tokens)):
            if position in within:
                for end in self._lower_element(element, position, bound, scope):
                    yield from self._downward(elements, index + 1, end, scope, within)
            if tied:
                return

    def _lower_element(self, element: Element, position: int, bound: Bound, scope: ClauseScope) -> Iterator[Bound]:
        if isinstance(element, RoleElement):
            if element.role == "compound":
                if len(self._conjoined(position)) > 1:
                    yield bound._replace(position=position + 1)
            elif self._is_phrase(position):
                parties = self.mentions.parties(position)
                if element.role == "skip" or parties:
                    yield _bind(bound, element, parties)._replace(position=position + 1)
        elif isinstance(element, GroupElement) and element.kind == "preposition":
            yield from self._prepositional(element, position, bound, scope)
        elif scope.linear or position in scope.phrases or self.sentence.tokens[position].upos == "ADP":
            for last in self._element_at(element, position, scope, backwards=False):
                yield bound._replace(position=last + 1, words=bound.words + last - position + 1)

    def _prepositional(self, element: GroupElement, position: int, bound: Bound, scope: ClauseScope) -> Iterator[Bound]:
        """A phrase that begins with the preposition at ``position``; its words must stand in the phrase."""
        opener, *inner = element.inner
        sentence = self.sentence
        if not isinstance(opener, WordElement) or not self._word_at(opener, position):
            return
        relation, head = sentence.relations[position], sentence.tokens[position].head
        if sentence.tokens[position].upos not in ("ADP", "SCONJ", "PART", "ADV"):
            return
        governed = relation in ("case", "mark") and head >= 0
        region = scope.after.intersection(sentence.subtree(head)) if governed else scope.after
        ahead = bound._replace(position=position + 1, words=bound.words + 1)
        roles = all(isinstance(part, RoleElement) for part in inner)
        wide = ClauseScope(scope.verb, scope.before, scope.after, region, scope.linear)
        yield from self._downward(tuple(inner), 0, ahead, wide, scope.after if roles else region)

    def _element_at(self, element: Element, position: int, scope: ClauseScope, *, backwards: bool) -> Iterator[int]:
        """The far end of a word or noun group at a position."""
        if isinstance(element, WordElement):
            length = self._word_at(element, position, backwards=backwards)
            if length:
                yield position - length + 1 if backwards else position + length - 1
        elif isinstance(element, GroupElement) and element.kind == "noun":
            yield from self._noun_group(element, position, scope, backwards=backwards)
        elif isinstance(element, GroupElement) and backwards:
            first, *rest = element.inner
            if isinstance(first, WordElement) and self._word_at(first, position):
                ahead = Bound(position + 1, None, None)
                here = frozenset(range(position + 1, scope.verb[0]))
                wide = ClauseScope(scope.verb, scope.before, here, here, scope.linear)
                if any(True for _ in self._downward(tuple(rest), 0, ahead, wide, here)):
                    yield position

    def _noun_group(
        self, element: GroupElement, position: int, scope: ClauseScope, *, backwards: bool
    ) -> Iterator[int]:
        """Words of one noun phrase in order; between them only what modifies, and whatever is coordinated."""
        words = [part for part in element.inner if isinstance(part, WordElement)]
        region = scope.before if backwards else scope.phrases
        starts = range(position, max(position - 8, -1), -1) if backwards else (position,)
        for start in starts:
            end = self._group_end(words, start, region)
            if end is not None and (not backwards or end == position):
                yield start if backwards else end
                return

    def _group_end(self, words: list[WordElement], start: int, region: frozenset[int]) -> int | None:
        position, end = start, None
        for number, word in enumerate(words):
            while True:
                if position >= len(self.sentence.tokens) or position not in region:
                    return None
                length = self._word_at(word, position)
                if length:
                    end, position = position + length - 1, position + length
                    break
                if not number or not self._may_stand_between(position):
                    return None
                position += 1
        return end

    def _may_stand_between(self, position: int) -> bool:
        token = self.sentence.tokens[position]
        return token.upos in _MODIFYING or self.sentence.relations[position] == "conj"

    def _word_at(self, element: WordElement, position: int, *, backwards: bool = False) -> int:
        """How many tokens a word element takes at a position; 0 where it does not match."""
        words, lemmas = self.sentence.words, self.sentence.lemmas
        for several in element.several:
            start = position - len(several) + 1 if backwards else position
            end = start + len(several)
            if (
                start >= 0
                and end <= len(words)
                and all(
                    wanted in (words[place], lemmas[place])
                    for wanted, place in zip(several, range(start, end), strict=True)
                )
            ):
                return len(several)
        return int(words[position] in element.single or lemmas[position] in element.single)

    def _is_phrase(self, position: int) -> bool:
        return is_noun(self.sentence, position) and self.sentence.relations[position] not in (
            "compound",
            "flat",
            "fixed",
        )

    def _conjoined(self, position: int) -> set[str]:
        return {mention.code for mention in self.mentions.parties(position)} if self._is_phrase(position) else set()


def scope_of(sentence: Sentence, clause: Clause, verb: tuple[int, ...], *, linear: bool) -> ClauseScope:
    """What patterns of a generation may look at: the whole line, or the phrases that belong to the clause."""
    first, last = verb[0], verb[-1]
    if linear:
        before, after = frozenset(range(first)), frozenset(range(last + 1, len(sentence.tokens)))
        return ClauseScope(verb, before, after, after, linear)
    upper: set[int] = set()
    for subject in clause.subjects:
        upper.update(place for place in sentence.subtree(subject) if place < first)
    lower: set[int] = set()
    phrases: set[int] = set()
    for child in sentence.children[clause.predicate]:
        if child < first:
            if relation_is_open(sentence, child):
                upper.update(sentence.subtree(child))
            continue
        relation = sentence.relations[child]
        if relation in _CLAUSES_APART and not _is_infinitive(sentence, child):
            continue
        below = [place for place in sentence.subtree(child) if place > last]
        lower.update(below)
        if relation not in ("obl", "nmod", "ccomp"):
            phrases.update(place for place in _bare(sentence, child, last) if not _is_infinitive(sentence, place))
    return ClauseScope(verb, frozenset(upper), frozenset(lower), frozenset(phrases), linear)


def relation_is_open(sentence: Sentence, position: int) -> bool:
    """Whether what stands before the verb says something beside tense, mood and negation."""
    return sentence.relations[position] not in ("aux", "cop", "mark", "cc") and not sentence.tokens[
        position
    ].relation.endswith(":neg")


def _bare(sentence: Sentence, position: int, after: int) -> list[int]:
    """Tokens below that are reached without a preposition other than *of*, and without a relative clause."""
    found = [position]
    for node in found:
        for child in sentence.children[node]:
            if sentence.tokens[child].relation == "acl:relcl":
                continue
            cases = [sentence.words[case] for case in sentence.dependents(child, "case")]
            if all(case in ("OF", "'S", "’S") for case in cases):
                found.append(child)
    return [place for place in found if place > after]


def _is_infinitive(sentence: Sentence, position: int) -> bool:
    return any(sentence.words[child] == "TO" for child in sentence.dependents(position, "mark"))


def _tied(element: Element) -> bool:
    return not isinstance(element, GroupElement) and element.joined


def _bind(bound: Bound, element: RoleElement, parties: tuple[Mention, ...]) -> Bound:
    if element.role == "source":
        return bound._replace(source=parties)
    if element.role == "target":
        return bound._replace(target=parties)
    return bound
