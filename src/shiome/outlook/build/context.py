"""What every section is made from: the pack and the records as known on the day, the day before, words and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from shiome.outlook.dates import reader_date
from shiome.outlook.evidence import EvidenceBook
from shiome.outlook.knowledge import Knowledge
from shiome.outlook.markings import reader_marking
from shiome.outlook.messages import Words
from shiome.outlook.model import Cited
from shiome.records.marking import Marking
from shiome.records.model import Record
from shiome.records.model import in_language as record_in_language
from shiome.region.asof import document_day, entries_as_of
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.languages import in_language
from shiome.yardsticks.model import Measurement

if TYPE_CHECKING:
    from shiome.coordination.view import CoordinationView
    from shiome.futures.analyses.view import FuturesView
    from shiome.policy.view import OptionsView
    from shiome.sanctions.view import SanctionsView

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entry)
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """Everything a builder may look at; it holds nothing that was not known on ``as_of``."""

    pack: Pack
    knowledge: Knowledge
    as_of: date
    since: date | None
    language: str
    words: Words
    book: EvidenceBook
    documents: Mapping[str, Cited]
    measurements: Sequence[Measurement] = ()
    """The yardsticks as of the day, in the order of the pack."""
    futures: FuturesView | None = None
    """What the model says as of the day; None where the region has none."""
    options: OptionsView | None = None
    """What the policy engines say as of the day; None where the region has nothing for them."""
    sanctions: SanctionsView | None = None
    """Who watches over the sanctions, and the public cases; None where no such body was known on the day."""
    coordination: CoordinationView | None = None
    """Consultations, commitments, tests and words as of the day; None where the region has nothing of the kind."""
    newest: int = 0
    """Of a kind with more records than this only the newest are told of, and what the pack and the yardsticks name; 0 where all are."""
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def records(self, kind: type[R], *, status: str = "accepted") -> Sequence[R]:
        """Records as known on the day, their text fields in the outlook's language."""
        return [record for record in self._asked(kind, self.as_of) if record.status == status]

    def before(self, kind: type[R]) -> Mapping[str, R]:
        """Records as known on the day compared with, by identifier; none where there is no such day."""
        if self.since is None:
            return {}
        return {record.id: record for record in self._asked(kind, self.since) if record.status == "accepted"}

    def entries(self, subject: str, kind: type[E]) -> Mapping[str, E]:  # noqa: ARG002 - kind types the result
        """Entries of the pack as known on the day."""
        return cast(
            Mapping[str, E], self._once(("pack", subject), lambda: entries_as_of(self.pack, subject, self.as_of))
        )

    def live(self, kind: str) -> Mapping[str, Record]:
        """Every record of a kind as known on the day, by identifier: accepted ones and proposals."""
        return self._once(
            ("live", kind), lambda: {record.id: record for record in self.knowledge.records(kind, as_of=self.as_of)}
        )

    def known_entries(self, subject: str) -> Mapping[str, Entry]:
        """Entries of any subject of the pack as known on the day."""
        return self.entries(subject, Entry)

    def is_new(self, day: date) -> bool:
        """Whether something known from ``day`` was not known on the day compared with."""
        return self.since is not None and day > self.since

    def all_known(self, citations: Iterable[str]) -> bool:
        """Whether every one of ``citations`` stands in a document known on the day."""
        return all(document_day(self.pack, parse_citation(cite).document) <= self.as_of for cite in citations)

    def text(self, texts: Mapping[str, str]) -> str:
        """The text in the outlook's language."""
        return in_language(texts, self.language)

    def actor(self, identifier: str) -> str:
        """Name of an actor; its identifier where the pack does not list it."""
        actor = cast(Actor | None, self.pack.entries("actors").get(identifier))
        return self.text(actor.name) if actor else identifier

    def names(self, identifiers: Iterable[str]) -> str:
        """Names of actors, joined."""
        return self.words.join([self.actor(identifier) for identifier in identifiers])

    def marking(self, marking: Marking) -> str:
        """A marking as it is written on a page."""
        return reader_marking(marking, self.pack, self.language)

    def states_of(self, identifiers: Iterable[str]) -> frozenset[str]:
        """The states that actors belong to or stand for; an actor of no state stands for itself."""
        actors = cast(Mapping[str, Actor], self.pack.entries("actors"))
        found: set[str] = set()
        for identifier in identifiers:
            actor = actors.get(identifier)
            if actor is not None and actor.members:
                found |= self.states_of(member for member in actor.members if member != identifier)
            elif actor is not None and actor.country and actor.country != identifier:
                found.add(actor.country)
            else:
                found.add(identifier)
        return frozenset(found)

    def dated(self, edtf: str) -> str:
        """An EDTF date for readers."""
        return reader_date(edtf, self.language)

    def label(self, edtf: str) -> str:
        """An EDTF date that stands by itself, before a sentence or in a cell."""
        return self.words.capital(self.dated(edtf))

    def weight(self, actors: Iterable[str]) -> int:
        """How much a matter concerns the region: twice for each actor of concern, once for each principal."""
        states, region = self.states_of(actors), self.pack.region
        return 2 * len(states & set(region.concern)) + len(states & set(region.principals))

    def quote(self, numbers: Iterable[int]) -> str:
        """The sentence of the first of the passages that is at hand; empty where none is."""
        return next((text for number in numbers if (text := self.book.sentence(number))), "")

    def _asked(self, kind: type[R], day: date) -> Sequence[R]:
        def ask() -> list[R]:
            found = cast(Iterable[R], self.knowledge.records(kind.KIND, as_of=day))
            return [record_in_language(record, self.language) for record in found]

        return self._once((kind.KIND, day), ask)

    def _once(self, key: Any, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])


def when_key(edtf: str) -> date:
    """Last day a date may mean, for sorting by recency; an unknown date is the oldest."""
    if not edtf:
        return date.min
    read = parse_edtf(edtf)
    return read.latest or read.earliest or date.min


def known_by(record: Record, day: date) -> date:
    """The last day, up to ``day``, on which a source was added to the record."""
    return max((s.known_from for s in record.sources if s.known_from <= day), default=record.known_from)
