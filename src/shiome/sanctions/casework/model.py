"""What a sanctions case is made of: parts, each entered once and never changed.

A case is its log. Whoever learns something adds a part; whoever was wrong adds a :class:`Retraction` of the part, which stays in the
log. Identities follow the three kinds that investigators keep apart (registered, digital, physical); what is known to be false is kept
as fraudulent, beside what is genuine. Markings name bodies and states of the framework (:mod:`shiome.records.marking`).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.records.chain import ChainEntry
from shiome.records.marking import Marking

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Number = Annotated[int, msgspec.Meta(ge=1)]
Words = dict[str, str]
"""One text by language (ja, en, ko)."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What all parts share."""

    marking: Marking | None = None
    """How far it may go; the marking of the case where it is none."""
    originator: str = ""
    """The body or state that it comes from, which alone may let it go further; that of the case where it is empty."""


class Opening(Part, frozen=True, kw_only=True, tag="opening"):
    """The first part of every case."""

    title: Words
    category: str
    """A violation of the region's pack."""
    simulated: bool = False
    """Whether the case is made up, for training or for a demonstration; everything made of it says so."""


class Identity(Part, frozen=True, kw_only=True, tag="identity"):
    """One value by which a vessel, company or person is known, for a time."""

    subject: str
    """What the case calls the vessel, company or person throughout."""
    side: Literal["registered", "digital", "physical"]
    """What papers say, what it sends, or what can be seen of it."""
    field: Literal[
        "name", "imo", "mmsi", "call_sign", "flag", "class", "dimensions", "number", "photograph", "address", "wallet"
    ]
    value: str
    verdict: Literal["genuine", "fraudulent", "unknown"] = "unknown"
    since: str = ""
    """EDTF date; empty where it is not known."""
    until: str = ""
    source: str = ""
    """Who says so: a register, a receiver, an observer."""
    evidence: tuple[Number, ...] = ()


class Holding(Part, frozen=True, kw_only=True, tag="holding"):
    """Somebody's hold on a vessel or company for a time."""

    subject: str
    """What is held."""
    holder: str
    """Who holds it."""
    role: Literal[
        "owner", "registered_owner", "beneficial_owner", "manager", "operator", "director", "charterer", "agent"
    ]
    since: str = ""
    until: str = ""
    address: str = ""
    source: str = ""
    evidence: tuple[Number, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A position of a track."""

    at: str
    """Time in UTC, ISO 8601."""
    lat: Latitude
    lon: Longitude


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Positions of one vessel, in time order."""

    subject: str
    points: tuple[Point, ...]


class Happening(Part, frozen=True, kw_only=True, tag="happening"):
    """One line of the chronology: what was seen or reported, when, where, by whom."""

    kind: Literal[
        "transfer", "dark_transfer", "dark_period", "identity", "spoofing", "port_call", "draught_change", "observation",
        "inspection", "payment", "other",
    ]  # fmt: skip
    start: str
    """EDTF date, or a time in UTC as ISO 8601."""
    end: str = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    error_km: float | None = None
    """By how much the position may be wrong."""
    place: Words = {}
    subjects: tuple[str, ...] = ()
    observer: Words = {}
    """Which aircraft, ship or system observed it."""
    text: Words
    """What was seen."""
    reasons: tuple[Words, ...] = ()
    alternatives: tuple[Words, ...] = ()
    """Benign explanations that are not ruled out."""
    score: float | None = None
    """The score of the watcher that found it; not a probability."""
    tracks: tuple[Track, ...] = ()
    simulated: bool = False
    evidence: tuple[Number, ...] = ()


class Evidence(Part, frozen=True, kw_only=True, tag="evidence"):
    """A file that is kept by its hash."""

    sha256: Sha256
    name: str
    size: Annotated[int, msgspec.Meta(ge=0)]
    text: Words = {}
    collected: str = ""
    """EDTF date on which it was made or taken."""
    handling: str = ""
    """How it may be used, in the originator's words."""
    simulated: bool = False


class ListHit(Part, frozen=True, kw_only=True, tag="list_hit"):
    """That a subject stands, or may stand, on a list."""

    subject: str
    list: str
    """Which list."""
    entry: str
    """The entry's own reference."""
    name: str = ""
    listed_on: str = ""
    version: str = ""
    """Which version of the list was looked at."""
    score: float | None = None
    reasons: tuple[Words, ...] = ()
    evidence: tuple[Number, ...] = ()


class Legal(Part, frozen=True, kw_only=True, tag="legal"):
    """A paragraph that may have been breached."""

    basis: str
    """A legal basis of the region's pack."""
    subjects: tuple[str, ...] = ()
    text: Words = {}
    """Why it applies."""


class Assessment(Part, frozen=True, kw_only=True, tag="assessment"):
    """What is made of it, how firmly, and what else it could be."""

    statement: Words
    step: Annotated[int, msgspec.Meta(ge=1, le=5)]
    """Step of the region's scale of hedging, which gives the word and the band."""
    alternatives: tuple[Words, ...] = ()
    rests_on: tuple[Number, ...] = ()
    """Numbers of the parts it rests on."""


class Reply(Part, frozen=True, kw_only=True, tag="reply"):
    """The right of reply: who was asked, and what they answered."""

    party: str
    asked: str = ""
    """EDTF date on which they were asked."""
    answered: str = ""
    """EDTF date of the answer; empty while there is none."""
    stance: Literal["none", "denies", "explains", "confirms", "declines"] = "none"
    text: Words = {}
    evidence: tuple[Number, ...] = ()


class HandOver(Part, frozen=True, kw_only=True, tag="hand_over"):
    """That one body gave parts of the case to another."""

    source: str
    target: str
    stage: Literal["detection", "case", "report"]
    at: str
    """EDTF date."""
    items: tuple[Number, ...]
    """Numbers of the parts that were handed over."""
    receiver: str = ""
    """Who took it."""
    text: Words = {}


class Release(Part, frozen=True, kw_only=True, tag="release"):
    """That parts may go further, or less far, from now on."""

    items: tuple[Number, ...]
    """Numbers of the parts."""
    new: Marking
    consent: tuple[str, ...] = ()
    """Originators that have agreed; those of all parts are needed."""
    text: Words = {}


class Notified(Part, frozen=True, kw_only=True, tag="notified"):
    """To whom the case was reported: a committee, states concerned, the public."""

    whom: Words
    at: str
    """EDTF date."""
    text: Words = {}


class Retraction(Part, frozen=True, kw_only=True, tag="retraction"):
    """That an earlier part no longer counts; it stays in the log."""

    item: Number
    reason: Words


AnyPart = (
    Opening | Identity | Holding | Happening | Evidence | ListHit | Legal | Assessment | Reply | HandOver | Release
    | Notified | Retraction
)  # fmt: skip


class Entry(ChainEntry, frozen=True, kw_only=True):
    """A line of the log: a part, and who entered it when."""

    part: AnyPart
