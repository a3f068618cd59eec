"""The event coder: dependency tree and dictionaries in, coded events out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from shiome.reading.dependencies.clauses import Clause, clauses, is_adjunct, subjects_of
from shiome.reading.dependencies.codes import NOBODY
from shiome.reading.dependencies.cues import cues
from shiome.reading.dependencies.events import CodedEvent
from shiome.reading.dependencies.matching import Match, Matcher, scope_of
from shiome.reading.dependencies.mentions import Mention, Mentions
from shiome.reading.dependencies.nesting import Draft, settle
from shiome.reading.dependencies.roles import Parties, Roles, without
from shiome.reading.dependencies.sentence import Sentence
from shiome.reading.dictionaries.library import CoderDictionaries
from shiome.reading.dictionaries.patterns import Codes, RoleElement
from shiome.reading.dictionaries.source import words_of
from shiome.reading.dictionaries.verbs import Verb

_UNKNOWN = Mention(NOBODY, -1, ())


class CoderOptions(NamedTuple):
    """What the family's configuration files can choose."""

    require_dyad: bool = True
    """Whether an event needs both a source and a target."""
    new_actor_length: int = 0
    """Longest unknown phrase (words) that is taken as an actor by its own text; 0 for never."""
    split_codes: bool = False
    """Whether a code of several parties (``ELR/GAL``) gives one event for each."""
    adjuncts: bool = False
    """Whether clauses that only accompany another one ("after leaving …", "expanding its campaign") give events of their own."""


def code_sentence(
    sentence: Sentence,
    dictionaries: CoderDictionaries,
    *,
    day: date | None = None,
    options: CoderOptions | None = None,
) -> list[CodedEvent]:
    """Events of one sentence in the order of their verbs, each triple once.

    Parameters
    ----------
    day:
        The day of the report, on which actor codes must hold.
    """
    return SentenceCoder(sentence, dictionaries, day=day, options=options or CoderOptions()).events()


class SentenceCoder:
    """The coding of one sentence."""

    def __init__(
        self, sentence: Sentence, dictionaries: CoderDictionaries, *, day: date | None, options: CoderOptions
    ) -> None:
        self.sentence = sentence
        self.dictionaries = dictionaries
        self.options = options
        self.day = day

    def events(self) -> list[CodedEvent]:
        """All events; none where a discard phrase takes the sentence out."""
        words = [piece for word in self.sentence.words for piece in words_of(word)]
        if self.dictionaries.discards.scope(words):
            return []
        self._mentions = Mentions(
            self.sentence,
            self.dictionaries.actors,
            self.dictionaries.agents,
            day=self.day,
            split_codes=self.options.split_codes,
            new_actor_length=self.options.new_actor_length,
        )
        self._roles = Roles(self.sentence, self._mentions)
        self._matcher = Matcher(self.sentence, self._mentions)
        found: dict[tuple[str, str, str], CodedEvent] = {}
        for draft in settle(self._drafts(), self.dictionaries.verbs):
            for event in self._of_draft(draft):
                found.setdefault(event.triple, event)
        return list(found.values())

    def _drafts(self) -> dict[int, Draft]:
        drafts: dict[int, Draft] = {}
        for clause in clauses(self.sentence):
            if self.options.adjuncts or not is_adjunct(self.sentence, clause):
                draft = self._draft(clause)
                if draft is not None:
                    drafts[clause.predicate] = draft
        return drafts

    def _draft(self, clause: Clause) -> Draft | None:
        found = self._verb(clause)
        if found is None:
            return None
        verb, tokens = found
        match = None
        if verb.patterns:
            scope = scope_of(self.sentence, clause, tokens, linear=self.dictionaries.verbs.generation == 1)
            match = self._matcher.best(verb.patterns, scope, self._roles.subject(clause))
        codes = match.pattern.codes if match else verb.codes
        if not codes:
            return None
        sources, targets = self._parties(clause, codes, match)
        return Draft(clause, verb, self.sentence.lemmas[clause.predicate], tokens, codes, match, sources, targets)

    def _verb(self, clause: Clause) -> tuple[Verb, tuple[int, ...]] | None:
        """The dictionary's verb of a clause and the tokens that make it up."""
        place = clause.predicate
        words = self.sentence.words
        dictionary = self.dictionaries.verbs
        for form in dict.fromkeys((words[place], self.sentence.lemmas[place])):
            for multi in dictionary.several.get(form, ()):
                start, end = place - len(multi.before), place + 1 + len(multi.after)
                if start >= 0 and words[start:place] == multi.before and words[place + 1 : end] == multi.after:
                    return multi.verb, tuple(range(start, end))
        for form in dict.fromkeys((words[place], self.sentence.lemmas[place])):
            if form in dictionary.single:
                return dictionary.single[form], (place,)
        return None

    def _of_draft(self, draft: Draft) -> Iterator[CodedEvent]:
        if not draft.sources and not draft.targets:
            return
        code, mirror = draft.codes
        for source, target in _pairs(draft.sources or (_UNKNOWN,), draft.targets or (_UNKNOWN,)):
            if self.options.require_dyad and NOBODY in (source.code, target.code):
                continue
            if code:
                yield self._event(draft, source, target, code, mirrored=False)
            if mirror and target.code != NOBODY:
                yield self._event(draft, target, source, mirror, mirrored=True)

    def _parties(self, clause: Clause, codes: Codes, match: Match | None) -> tuple[Parties, Parties]:
        """Sources and targets: by the marks of the pattern, else by the clause."""
        sources, targets = self._roles.by_voice(clause)
        subject = self._roles.subject(clause)
        if match is not None and match.source is not None:
            return match.source, without(subject, match.source) if match.target is None else match.target
        if match is not None and match.target is not None:
            return subject, match.target
        mutual = bool(codes.mirrored) or cues().is_mutual(codes.active) or (match is not None and _is_mutual(match))
        if mutual and len(subject) > 1 and not self._roles.behind(clause.predicate, subject):
            return subject, subject
        return sources, targets

    def _event(self, draft: Draft, source: Mention, target: Mention, code: str, *, mirrored: bool) -> CodedEvent:
        sentence, clause = self.sentence, draft.clause
        return CodedEvent(
            source=source.code,
            target=target.code,
            code=cues().opposite(code) if clause.negated else code,
            act=code,
            reality=clause.reality,
            mirrored=mirrored,
            verb=" ".join(sentence.lemmas[token] for token in draft.tokens),
            pattern=draft.match.pattern.text if draft.match else "",
            attribution=self._attribution(clause),
            quoted=clause.quoted,
            source_span=sentence.span(source.tokens),
            target_span=sentence.span(target.tokens),
            verb_span=sentence.span(draft.tokens),
        )

    def _attribution(self, clause: Clause) -> str:
        if clause.reporter is None:
            return ""
        heads = subjects_of(self.sentence, clause.reporter)[0]
        return next((party.code for head in heads for party in self._mentions.parties(head)), NOBODY)


def _is_mutual(match: Match) -> bool:
    """Whether the pattern asks for a compound subject: what its members do, they do with one another."""
    return any(isinstance(element, RoleElement) and element.role == "compound" for element in match.pattern.before)


def _pairs(sources: Parties, targets: Parties) -> Iterator[tuple[Mention, Mention]]:
    for source in sources:
        for target in targets:
            if source.code != target.code:
                yield source, target
