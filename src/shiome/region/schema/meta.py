"""The region itself, its documents, terms, bands and systems."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorIds, Cite, Edtf, Entry, Identifier, Texts

Colour = Annotated[str, msgspec.Meta(pattern="^#[0-9a-fA-F]{6}$")]


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How documents of the region look that are handed out."""

    organisation: Texts = {}
    """Who issues them."""
    title: Texts = {}
    """Title of the outlook; the region's name with a word of the outlook's own where there is none."""
    accent: Colour = "#1b2a41"
    """Colour of headings and rules, as ``#rrggbb``; it should stand out on white paper."""
    worse: Colour = "#a3341f"
    """Colour of what deteriorated or moved apart."""
    better: Colour = "#0b6e4f"
    """Colour of what improved or came closer."""
    logo: str = ""
    """PNG or SVG file in the pack's folder, for the title page; in a pack that was read, its content as a data address."""


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``region.yaml``: what the pack is."""

    id: Identifier
    version: str
    name: Texts
    about: Texts
    languages: tuple[str, ...]
    time_zone: str
    viewpoint: Texts
    """From whose viewpoint the pack is written; shown to readers."""
    licence: str
    principals: ActorIds
    """The partners whose coordination the pack serves."""
    concern: ActorIds
    """The actors whose conduct is the problem under consideration."""
    style: Style = Style()
    """How documents that are handed out look."""


class SeedDocument(Entry, frozen=True, kw_only=True):
    """A document the pack cites. The pack holds no text of it, only what identifies it."""

    title: Texts
    author: str = ""
    publisher: str = ""
    """As the document names it."""
    publisher_names: Texts = {}
    """What readers call the publisher, by language; where left out, as the document does."""
    language: str
    dated: Edtf
    sha256: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")] = ""
    """Hash of the raw file: an ingested file with this hash is this document."""
    lines: int
    """Number of lines of the raw file; citations beyond it are refused."""


class Bands(Entry, frozen=True, kw_only=True):
    """One step of the hedging scale and the probability band it stands for in this pack."""

    step: Annotated[int, msgspec.Meta(ge=1, le=5)]
    name: Texts
    low: Annotated[float, msgspec.Meta(ge=0, le=1)]
    high: Annotated[float, msgspec.Meta(ge=0, le=1)]
    impact_low: Annotated[float, msgspec.Meta(ge=0, le=3)] = 0.0
    """The least that a claim held this firmly counts for on the scale of judgements."""
    impact_high: Annotated[float, msgspec.Meta(ge=0, le=3)] = 0.0
    """The most that it counts for; required where the pack has effects."""


class Repair(Entry, frozen=True, kw_only=True):
    """A fault of extraction peculiar to the region's documents, and its mend in the clean text."""

    kind: str
    pattern: str
    """Regular expression in the clean text; a group named ``it`` limits what is replaced."""
    replacement: str = ""
    mode: Literal["replace", "alias"] = "replace"
    """``alias`` leaves the text as it is and flags what was meant."""
    not_in: tuple[str, ...] = ()
    """Longer words in which the match is right as it stands."""
    languages: tuple[str, ...] = ()
    """Languages of documents it applies to; all where empty."""
    sources: tuple[Cite, ...] = ()
    """Where the fault was met."""


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What serves a system: one of a registry query, a record query, or a command."""

    registry: str = ""
    """Subject of the pack, with ``ids`` and/or ``topic``."""
    records: str = ""
    """Kind of record, with ``topic``, ``actors`` or ``search``."""
    command: tuple[str, ...] = ()
    """Arguments of a ``shiome`` command to run in the workspace."""
    ids: tuple[str, ...] = ()
    topic: str = ""
    actors: ActorIds = ()
    search: str = ""
    at_least: int = 1
    """The fewest results that count as working."""


class System(Entry, frozen=True, kw_only=True):
    """A named system, framework, mechanism, plan or practice, and what serves it here."""

    category: str
    name: Texts
    about: Texts
    wanted: Texts = {}
    """What the documents say is missing or call for."""
    queries: tuple[Query, ...]
    """All of them must answer for the system to count as working."""
