"""How a passage may be read: for each driver that it points to, the state that its words tell best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shiome.futures.linking.outcomes import End, Hit, Tells
from shiome.futures.linking.passage import Passage, Span, separates_words
from shiome.futures.linking.patterns import Match, Pattern, pattern
from shiome.futures.linking.turns import Turn, turns_at, turns_of
from shiome.region.schema.futures import Driver, DriverTerms, StateTerms, TermsByLanguage

FIRMNESS: Mapping[Tells, float] = {"state": 1.0, "beside": 0.9, "driver": 0.6}
"""What a reading counts for by what its words tell: driver and state, a state beside the driver, the driver alone."""
HEAD = 0.25
"""How much more a reading counts that ends on the main word of the phrase, falling to nothing at its other end."""
ENOUGH = {True: 30, False: 10}
"""Letters that make a full match in a longer passage, where words are written apart and where not."""
CLOSE_STATES = 0.05
"""Two states of one driver whose scores are closer than this are told alike, and the passage tells neither."""


@dataclass(frozen=True)
class StatePatterns:
    """The terms of a state, ready to be sought."""

    state: str
    alone: tuple[Pattern, ...]
    beside: tuple[Pattern, ...]
    opposite: str


@dataclass(frozen=True)
class DriverPatterns:
    """The terms of a driver, ready to be sought."""

    driver: str
    actors: frozenset[str]
    terms: tuple[Pattern, ...]
    named: str
    states: tuple[StatePatterns, ...]
    opposites: Mapping[str, str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of the terms that point to it without others beside them: where none of these stands, the driver is not meant."""
        terms = (*self.terms, *(term for state in self.states for term in state.alone))
        return frozenset(stem for term in terms for stem in term.stems)

    @classmethod
    def of(cls, terms: DriverTerms, driver: Driver) -> DriverPatterns:
        """The patterns of an entry; a state's opposite is the one that it names, or the other of two."""
        ids = [state.id for state in driver.states]
        other = dict(zip(ids, reversed(ids), strict=True)) if len(ids) == 2 else {}
        named = {part.state: part.opposite for part in terms.states if part.opposite}
        opposites = {**other, **named}
        states = tuple(_state(part, opposites.get(part.state, "")) for part in terms.states)
        return cls(terms.id, frozenset(terms.actors), _patterns(terms.terms), terms.named, states, opposites)


def _state(part: StateTerms, opposite: str) -> StatePatterns:
    return StatePatterns(part.state, _patterns(part.terms), _patterns(part.beside), opposite)


def _patterns(terms: TermsByLanguage) -> tuple[Pattern, ...]:
    # A text of one language names things of another by that language's words, and scripts keep them apart.
    return tuple(dict.fromkeys(pattern(term) for texts in terms.values() for term in texts))


@dataclass(frozen=True)
class _Found:
    state: str
    tells: Tells
    hits: tuple[Hit, ...]
    spans: tuple[Span, ...]
    core: Span


def readings(passage: Passage, drivers: Sequence[DriverPatterns], *, actors: frozenset[str]) -> tuple[End, ...]:
    """One end for each driver that the passage points to, best first; its state is empty where the words do not settle it.

    Parameters
    ----------
    drivers:
        Those that may be meant.
    actors:
        Those of the claim as a whole, with the states they belong to.
    """
    if not drivers:
        return ()
    turns = turns_of(passage)
    known = actors | frozenset(passage.actors)
    ends = [end for driver in drivers if driver.actors <= known and (end := _read(passage, driver, turns)) is not None]
    return tuple(sorted(ends, key=lambda end: (-end.score, end.driver)))


def _read(passage: Passage, driver: DriverPatterns, turns: tuple[Turn, ...]) -> End | None:
    best: dict[str, End] = {}
    for found in _found(passage, driver):
        end = _end(passage, driver, found, turns)
        if end.state not in best or best[end.state].score < end.score:
            best[end.state] = end
    ends = sorted(best.values(), key=lambda end: (-end.score, not end.state, end.state))
    if not ends:
        return None
    told = [end for end in ends if end.state]
    if not told:
        return ends[0]
    if len(told) > 1 and told[0].score - told[1].score < CLOSE_STATES:
        first = told[0]
        return End(first.driver, "", turned=False, score=first.score, hits=(*first.hits, *told[1].hits))
    return told[0]


def _found(passage: Passage, driver: DriverPatterns) -> Iterator[_Found]:
    for state in driver.states:
        for term in state.alone:
            if match := term.find(passage):
                yield _Found(state.state, "state", (_hit(passage, term, match, "state"),), match.spans, match.core)
    for term in driver.terms:
        if match := term.find(passage):
            told = tuple(_beside(passage, driver, match, _hit(passage, term, match, "driver")))
            if told:
                yield from told
            else:
                yield _Found(driver.named, "driver", (_hit(passage, term, match, "driver"),), match.spans, match.core)


def _beside(passage: Passage, driver: DriverPatterns, match: Match, hit: Hit) -> Iterator[_Found]:
    for state in driver.states:
        for term in state.beside:
            if more := term.find(passage):
                spans = tuple(sorted({*match.spans, *more.spans}))
                yield _Found(state.state, "beside", (hit, _hit(passage, term, more, "beside")), spans, more.core)


def _hit(passage: Passage, term: Pattern, match: Match, tells: Tells) -> Hit:
    return Hit(passage.part, match.spans, passage.words(match.spans), term.term, tells)


def _end(passage: Passage, driver: DriverPatterns, found: _Found, turns: tuple[Turn, ...]) -> End:
    bearing = turns_at(passage, found.core, found.spans, turns) if found.state else ()
    spans = (*found.spans, *(turn.span for turn in bearing))
    score = FIRMNESS[found.tells] * _weight(passage, spans)
    hits = (*found.hits, *(_turn_hit(passage, turn) for turn in bearing))
    turned = len(bearing) % 2 == 1
    state = driver.opposites.get(found.state, "") if turned else found.state
    return End(driver.driver, state, turned=turned, score=score, hits=hits)


def _turn_hit(passage: Passage, turn: Turn) -> Hit:
    return Hit(passage.part, (turn.span,), passage.words((turn.span,)), turn.form, "turn")


def _weight(passage: Passage, spans: tuple[Span, ...]) -> float:
    """How much of the passage the words are, and how near they come to the main word of the phrase; at most 1."""
    first = separates_words(passage.language)
    share = passage.letters_in(list(spans)) / max(1, min(passage.letters, ENOUGH[first]))
    length = max(1, len(passage.text))
    reach = 1 - min(start for start, _ in spans) / length if first else max(end for _, end in spans) / length
    return (1 - HEAD) * min(1.0, share) + HEAD * reach
