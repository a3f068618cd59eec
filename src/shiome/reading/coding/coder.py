"""The rule coder: a read document in, proposed event and judgement records out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from shiome.reading.actors import ActorResolver, Discourse, Mention
from shiome.reading.coding.analysers import choose_analysers, coder_name, reading_with
from shiome.reading.coding.dates.find import find_dates
from shiome.reading.coding.events import find_events
from shiome.reading.coding.judgements import find_judgements
from shiome.reading.coding.memory import Memory
from shiome.reading.coding.names.resolver import PolyglotResolver
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.recording import Provenance, Recorder
from shiome.reading.coding.retelling import Retelling
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.lexicon import load_lexicon
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event, Judgement, Source
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Bands

CODER = "rules@4"


_JUDGEMENT_CONFIDENCE = 0.6
_HEADING_LEAD = 6
"""How far from its beginning a heading may name whom its section is about (behind a number, for one)."""


_TOGETHER = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})
"""Types of what two do with one another."""


class UnknownName(msgspec.Struct, frozen=True, kw_only=True):
    """A name before or after a title that the region does not list. ``start``/``end`` count raw characters."""

    name: str
    start: int
    end: int


class CodedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What coding proposes for one document."""

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]
    unknown: tuple[UnknownName, ...] = ()
    names: Mapping[int, tuple[Mention, ...]] = {}
    """The actors named, by where their sentence begins in the clean text: what else reads the document need not look for them again."""


class RuleCoder:
    """Codes documents by rules.

    Parameters
    ----------
    pack:
        The region: its actors are recognised, its bands turn hedge steps into probabilities.
    analysers:
        Languages to be read with the help of their analyser; by default those that have one installed. See
        :mod:`shiome.reading.coding.analysers`.
    """

    def __init__(self, pack: Pack, *, analysers: Collection[str] | None = None) -> None:
        self._analysers = choose_analysers(analysers)
        actors: Mapping[str, Actor] = pack.entries("actors", Actor)
        countries = {actor.id: actor.country for actor in actors.values() if actor.type == "place"}
        self._region = _Region(
            resolver=PolyglotResolver(actors),
            countries=countries,
            places=frozenset(countries),
            bodies=frozenset(a.id for a in actors.values() if a.type == "institution" and not a.country),
            bands={band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()},
        )

    def code(self, text: TextDocument, *, document: str, dated: date, author: str = "") -> CodedDocument:
        """Propose records for a document.

        Parameters
        ----------
        text:
            The read document.
        document:
            Its identifier in the store; sources name it.
        dated:
            The last day of its own date: records are known from then, and relative dates count from it.
        author:
            Who holds what the document says in its own voice.
        """
        with reading_with(self._analysers):
            return _DocumentCoder(self._region, text, document, dated, author).run()


class _Region(msgspec.Struct, frozen=True):
    """What the coder knows of its region."""

    resolver: ActorResolver
    countries: dict[str, str]
    """Place to the state it lies in."""
    places: frozenset[str]
    bodies: frozenset[str]
    """Bodies of several states."""
    bands: dict[int, tuple[float, float]]


class _DocumentCoder:
    def __init__(self, region: _Region, text: TextDocument, document: str, dated: date, author: str) -> None:
        self.region = region
        self.resolver = region.resolver
        self.text = text
        self.dated = dated
        self.provenance = Provenance(text, document, dated)
        self.recorder = Recorder(self.provenance, region.resolver, region.bands, author)
        self.discourse = Discourse()
        self.memory = Memory(dated)
        self.events: dict[str, Event] = {}
        self.told = Retelling()
        self.judgements: list[Judgement] = []
        self.unknown: list[UnknownName] = []
        self.names: dict[int, tuple[Mention, ...]] = {}

    def run(self) -> CodedDocument:
        section = None
        for sentence in self.text.sentences:
            if sentence.role == "imprint":
                continue
            if sentence.heading or sentence.section != section:
                section = sentence.section
                self.memory.new_section()
            if sentence.heading:
                self.memory.name_section(self._heading_topic(sentence))
                continue
            self._sentence(sentence)
        return CodedDocument(
            events=tuple(self.events.values()),
            judgements=tuple(self.judgements),
            unknown=tuple(self.unknown),
            names=self.names,
        )

    def _heading_topic(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Whom a section is about: the actor that its heading begins with, if the rest is said to be theirs."""
        mentions = self.resolver.find(
            sentence.text, on=self.dated, language=sentence.language, discourse=self.discourse
        )
        first = mentions[0] if mentions else None
        if first is None or not first.actors or first.start > _HEADING_LEAD or first.actors[0] in self.region.places:
            return ()
        owned = load_lexicon(sentence.language).grammar.owned
        return (first,) if sentence.text.startswith(owned, first.end) else ()

    def _sentence(self, sentence: Sentence) -> None:
        memory, region = self.memory, self.region
        mentions = self.resolver.find(
            sentence.text, on=self.dated, language=sentence.language, discourse=self.discourse
        )
        dates = find_dates(sentence.text, language=sentence.language, context=memory.context)
        for mention in mentions:
            if mention.kind == "unknown":
                start, end = self.provenance.raw(sentence, (mention.start, mention.end))
                self.unknown.append(UnknownName(name=mention.text, start=start, end=end))
        known = self.names[sentence.start] = tuple(mention for mention in mentions if mention.actors)
        output = find_events(
            SentenceInput(
                sentence.text,
                known,
                dates,
                self.dated,
                region.places,
                memory.topic,
                memory.before,
                topic_named=memory.topic_is_newer,
                bodies=region.bodies,
                countries=region.countries,
                tree=self.text.trees.get(sentence.start),
            ),
            language=sentence.language,
        )
        memory.note(output, dated=bool(dates))
        self._remember_pair(sentence.language, output.events)
        for event in output.events:
            self._add_event(sentence, event)
        for judgement in find_judgements(
            sentence.text, language=sentence.language, document_date=self.dated, mentions=known, dates=dates
        ):
            name = coder_name(CODER, sentence.language)
            self.judgements.append(
                self.recorder.judgement(sentence, judgement, coder=name, confidence=_JUDGEMENT_CONFIDENCE)
            )

    def _remember_pair(self, language: str, events: list[EventProposal]) -> None:
        """Two who met, or agreed, are whom a later "both sides" means; Japanese and English rules see to it themselves."""
        if language in ("ja", "en"):
            return
        for event in events:
            pair = self.resolver.states(event.source)
            if event.plover in _TOGETHER and not event.recipient and len(pair) == len(event.source) == 2:
                self.discourse.dyad = event.source

    def _add_event(self, sentence: Sentence, proposal: EventProposal) -> None:
        name = coder_name(CODER, sentence.language)
        event = self.recorder.event(sentence, proposal, coder=name, mode=proposal.mode)
        states = frozenset(self.resolver.states((*proposal.source, *proposal.recipient)))
        told = self.told.find(proposal, states)
        if told is not None:
            self.events[told] = _told_again(self.events[told], event.sources[0], proposal.when)
            return
        self.told.add(proposal, states, event.id)
        self.events[event.id] = event


def _told_again(event: Event, source: Source, when: str) -> Event:
    """An event with one more place that tells it; a date replaces the mere bound that an undated telling leaves."""
    better = when if event.when.startswith("..") and when and not when.startswith("..") else event.when
    return msgspec.structs.replace(event, sources=(*event.sources, source), when=better)
