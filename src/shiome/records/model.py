"""The ten kinds of record.

A record is one typed, immutable fact about what somebody said or did. It carries two clocks: ``when`` (valid time, EDTF:
when it happened or holds in the world) and ``known_from``/``known_until`` (when that knowledge began and ended). Nothing
is overwritten: a change closes one version and appends the next under the same ``id``.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, TypeVar

import msgspec

from shiome.vocabulary.plover import EventType, Reality

Status = Literal["proposed", "accepted", "rejected", "superseded"]
Outcome = Literal["true", "partly", "false", "unknown", "not_applicable"]
"""Of a judgement, as seen from a day: come true, in part, not (so far), cannot be told, its condition was not met."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record is said: a span of the raw file of one document.

    ``start`` and ``end`` count characters of the raw text (``end`` exclusive); they are ``None`` while the document itself is
    not in the store, and are filled in when it comes. ``line`` and ``end_line`` are 1-based lines of the raw file.
    """

    document: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    end_line: int | None = None
    column: int | None = None
    """0-based character within ``line`` where a closer citation begins; ``None`` for whole lines."""
    length: int | None = None
    """Characters of a closer citation, a line end counted as one."""
    known_from: date
    """The document's own date: a day before it does not know this source."""
    role: Literal["states", "resolves", "confirms", "disputes"] = "states"


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What all kinds share."""

    KIND: ClassVar[str] = "record"

    id: str
    when: str
    """Valid time, EDTF; empty where the sources give none."""
    known_from: date
    known_until: date | None = None
    sources: tuple[Source, ...] = ()
    coder: str
    """Who or what coded it, with version: ``pack:peninsula@1``, ``rules@1``, ``person:kato``."""
    confidence: float = 1.0
    status: Status = "accepted"
    about: str = ""
    """Key of the matter it tells of; records of one kind with the same key tell, or dispute, the same thing."""
    text: dict[str, str] = {}
    """One-sentence account by language; empty for records that their source sentence speaks for."""
    note: dict[str, str] = {}
    translations: dict[str, dict[str, str]] = {}
    """Language to the text fields in it (``{"en": {"proposition": "…"}}``); see :func:`in_language`."""
    topics: tuple[str, ...] = ()
    """Identifiers of the region's entries (bodies, issues, tools, systems) that it belongs to."""


class Event(Record, frozen=True, kw_only=True, tag="event"):
    """Who did what to whom (PLOVER)."""

    KIND: ClassVar[str] = "event"

    source: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    plover: EventType = "NONE"
    mode: str = ""
    context: tuple[str, ...] = ()
    reality: Reality = "actual"
    attribution: str = ""
    """Who says so, where the document does not say it in its own voice."""
    place: str = ""
    spans: dict[str, tuple[int, int]] = {}
    """Raw-file spans of the parts: ``source``, ``recipient``, ``trigger``, ``date``, ``hedge``."""

    @property
    def parts(self) -> str:
        """Who, what, to whom: what is told of an event that has no words of its own."""
        return " · ".join((" + ".join(self.source), self.plover, " + ".join(self.recipient)))


class Wording(Record, frozen=True, kw_only=True, tag="wording"):
    """What an official text names, drops, adds or renames, against which baseline."""

    KIND: ClassVar[str] = "wording"

    text_id: str
    """The official text or remark read."""
    operation: Literal[
        "mentioned", "omitted", "added", "dropped", "renamed", "changed", "kept", "interpreted", "asserted"
    ]
    term: str = ""
    baseline: str = ""
    actors: tuple[str, ...] = ()
    inferred: bool = False
    """Whether the finding is the author's inference and not the text's own words."""


class Claim(Record, frozen=True, kw_only=True, tag="claim"):
    """Cause and effect as somebody asserts them."""

    KIND: ClassVar[str] = "claim"

    cause: str
    effect: str
    sign: Literal["+", "-", "0", "conditional"]
    condition: str = ""
    hedge: int
    band: tuple[float, float]
    cue: str = ""
    holder: str = ""
    actors: tuple[str, ...] = ()
    theme: str = ""
    spans: dict[str, tuple[int, int]] = {}
    """Raw-file spans of the parts: ``cause``, ``effect``, ``condition``, ``link`` (the binding words), ``hedge``."""


class Judgement(Record, frozen=True, kw_only=True, tag="judgement"):
    """A hedged statement about what is or will be, later scored."""

    KIND: ClassVar[str] = "judgement"

    proposition: str
    made_on: date
    condition: str = ""
    horizon: str = ""
    """Words or an EDTF date: until when it is meant to hold."""
    due: str = ""
    """EDTF date at which it should be looked at again; empty where none follows from the text."""
    hedge: int
    band: tuple[float, float]
    cue: str = ""
    holder: str = ""
    criterion: str = ""
    resolvable: Literal["yes", "no", "conditional"] = "yes"
    outcome: Outcome = "unknown"
    settled: bool = False
    """Whether the outcome is final; ``false`` and not settled reads 'had not come about by then'."""
    score: float | None = None
    """Brier score of the band's midpoint, once settled; ``partly`` counts one half."""
    spans: dict[str, tuple[int, int]] = {}


class Recommendation(Record, frozen=True, kw_only=True, tag="recommendation"):
    """What somebody is advised to do."""

    KIND: ClassVar[str] = "recommendation"

    addressee: tuple[str, ...]
    action: str
    tool: str = ""
    precondition: str = ""
    timing: str = ""
    manner: Literal["explicit", "implied", "reported"] = "explicit"


class Commitment(Record, frozen=True, kw_only=True, tag="commitment"):
    """Who owes what to whom by when, from which text."""

    KIND: ClassVar[str] = "commitment"

    owner: tuple[str, ...]
    beneficiary: tuple[str, ...] = ()
    content: str
    text_id: str = ""
    due: str = ""
    state: Literal["agreed", "launched", "held", "continued", "stalled", "lapsed", "fulfilled"] = "agreed"
    confirmed_on: str = ""
    confirmed_by: str = ""


class Position(Record, frozen=True, kw_only=True, tag="position"):
    """Where an actor stands on an issue."""

    KIND: ClassVar[str] = "position"

    actor: str
    issue: str
    stance: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    salience: float | None = None
    capability: float | None = None
    capability_low: float | None = None
    capability_high: float | None = None


class Observation(Record, frozen=True, kw_only=True, tag="observation"):
    """A measured or judged value of a yardstick."""

    KIND: ClassVar[str] = "observation"

    yardstick: str
    subject: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None


class Case(Record, frozen=True, kw_only=True, tag="case"):
    """A sanctions case: vessels, companies, persons, chronology, evidence, release marking."""

    KIND: ClassVar[str] = "case"

    title: str
    parties: tuple[str, ...] = ()
    chronology: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    marking: str = ""


class Consultation(Record, frozen=True, kw_only=True, tag="consultation"):
    """A consultation file: an issue, the parties that consult on it, and the log of all that was entered."""

    KIND: ClassVar[str] = "consultation"

    title: str
    issue: str
    parties: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    """Lines of a :class:`shiome.records.chain.Chain`."""
    marking: str = ""


AnyRecord = (
    Event | Wording | Claim | Judgement | Recommendation | Commitment | Position | Observation | Case | Consultation
)
KINDS: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Event, Wording, Claim, Judgement, Recommendation, Commitment, Position, Observation, Case, Consultation,
    )
}  # fmt: skip
"""Kind name to class, in the order of DESIGN.md."""


R = TypeVar("R", bound=Record)


def in_language(record: R, language: str) -> R:
    """The record with its text fields in ``language`` where a translation is kept, else as it is."""
    return msgspec.structs.replace(record, **record.translations.get(language, {}))


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it came in. ``text`` is the raw text that every span counts in."""

    id: str
    sha256: str
    text_sha256: str
    """Hash of the raw text: the same text under another name or another container is recognised by it."""
    file: str
    """Name under which it came, without folders."""
    media_type: str
    encoding: str
    language: str
    title: str
    author: str = ""
    publisher: str = ""
    dated: str
    """EDTF date of the document itself."""
    known_from: date
    """Last day of ``dated``: from then on its content is known."""
    text: str
    pages: tuple[int, ...] = ()
    """Start offsets of pages in ``text`` for paged formats; empty otherwise."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph or sentence group of a document, the unit of search and of citation."""

    document: str
    number: int
    start: int
    end: int
    text: str
    """The clean (repaired) text of the span, which search indexes."""
