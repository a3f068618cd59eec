"""The rule coder: a read document in, proposed event and judgement records out."""

from __future__ import annotations

import hashlib
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
from shiome.reading.coding.proposals import EventProposal, JudgementProposal, Span
from shiome.reading.coding.retelling import Retelling
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.lexicon import load_lexicon
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event, Judgement, Source
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Bands

CODER = "rules@3"


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
        self.document = document
        self.dated = dated
        self.author = author
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
                start, end = self._raw(sentence, (mention.start, mention.end))
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
            self.judgements.append(self._judgement(sentence, judgement))

    def _remember_pair(self, language: str, events: list[EventProposal]) -> None:
        """Two who met, or agreed, are whom a later "both sides" means; Japanese and English rules see to it themselves."""
        if language in ("ja", "en"):
            return
        for event in events:
            pair = self.resolver.states(event.source)
            if event.plover in _TOGETHER and not event.recipient and len(pair) == len(event.source) == 2:
                self.discourse.dyad = event.source

    # ------------------------------------------------------------------ records

    def _raw(self, sentence: Sentence, span: Span) -> Span:
        return self.text.clean.to_raw(sentence.start + span[0], sentence.start + span[1])

    def _source(self, start: int, end: int) -> Source:
        return Source(
            document=self.document,
            start=start,
            end=end,
            line=self.text.line_of(start),
            end_line=self.text.line_of(max(start, end - 1)),
            known_from=self.dated,
        )

    def _add_event(self, sentence: Sentence, proposal: EventProposal) -> None:
        spans = {
            name: self._raw(sentence, span)
            for name, span in (
                ("source", proposal.source_span),
                ("recipient", proposal.recipient_span),
                ("trigger", proposal.trigger),
                ("date", proposal.date_span),
            )
            if span is not None
        }
        start, end = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
        source = self._source(start, end)
        states = frozenset(self.resolver.states((*proposal.source, *proposal.recipient)))
        told = self.told.find(proposal, states)
        if told is not None:
            self.events[told] = _told_again(self.events[told], source, proposal.when)
            return
        identifier = _identifier(
            "event", self.document, *(f"{n}={s}" for n, s in sorted(spans.items())), proposal.plover
        )
        self.told.add(proposal, states, identifier)
        self.events[identifier] = Event(
            id=identifier,
            when=proposal.when,
            known_from=self.dated,
            sources=(source,),
            coder=coder_name(CODER, sentence.language),
            confidence=proposal.confidence,
            status="proposed",
            source=self._with_states(proposal.source),
            recipient=self._with_states(proposal.recipient),
            plover=proposal.plover,
            mode=proposal.mode,
            context=proposal.context,
            reality=proposal.reality,
            attribution=proposal.attribution,
            place=proposal.place,
            spans=spans,
        )

    def _with_states(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The states the actors belong to or are made up of, then the actors themselves."""
        states = (*self.resolver.members(actors), *self.resolver.states(actors))
        return tuple(dict.fromkeys((*states, *actors)))

    def _judgement(self, sentence: Sentence, proposal: JudgementProposal) -> Judgement:
        start, end = self._raw(sentence, proposal.span)
        cue = self._raw(sentence, proposal.cue_span)
        return Judgement(
            id=_identifier("judgement", self.document, str(start), str(end), str(cue)),
            when=self.dated.isoformat(),
            known_from=self.dated,
            sources=(self._source(start, end),),
            coder=coder_name(CODER, sentence.language),
            confidence=0.6,
            status="proposed",
            text={sentence.language: sentence.text},
            proposition=proposal.proposition,
            made_on=self.dated,
            condition=proposal.condition,
            horizon=proposal.horizon,
            hedge=proposal.step,
            band=self.region.bands.get(proposal.step, (0.0, 1.0)),
            cue=proposal.cue,
            holder=proposal.holder or self.author,
            spans={"hedge": cue},
        )


def _told_again(event: Event, source: Source, when: str) -> Event:
    """An event with one more place that tells it; a date replaces the mere bound that an undated telling leaves."""
    better = when if event.when.startswith("..") and when and not when.startswith("..") else event.when
    return msgspec.structs.replace(event, sources=(*event.sources, source), when=better)


def _identifier(kind: str, document: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join((kind, document, *parts)).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"
