"""Words in common: the term bank, ladders of wording, and lines that were agreed on."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorIds, Edtf, Entry, Texts, Topics, reference

TermId = Annotated[str, reference("terms")]
ByLanguage = dict[str, tuple[str, ...]]


class Term(Entry, frozen=True, kw_only=True):
    """A concept of the term bank with the words for it."""

    name: Texts
    meaning: Texts
    preferred: ByLanguage
    """Language to the words to use; the first is the standard one."""
    avoid: ByLanguage = {}
    """Language to words that depart from it."""
    reason: Texts = {}
    """Why the words under ``avoid`` are to be avoided."""
    variants: ByLanguage = {}
    """Language to other spellings and inflected forms that mean the same, for search and comparison."""
    since: Edtf = ""
    """From when on the words under ``avoid`` are departures; empty where they always were."""
    of: ActorIds = ()
    """Whom the words under ``avoid`` must be said of to be departures; empty where that does not matter."""
    elsewhere: ByLanguage = {}
    """Language to longer phrases in which a word under ``avoid`` means something else."""
    not_of: ActorIds = ()
    """Whom the words of this concept are not to be used of."""
    mends: dict[str, dict[str, str]] = {}
    """Language to what to write in place of a word to be avoided, by that word; the standard word serves where there is none."""


class Rung(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One strength of a formula."""

    name: Texts
    terms: tuple[TermId, ...] = ()
    """Concepts of the term bank that say it in so many words."""
    qualifiers: tuple[str, ...] = ()
    """Qualifiers (complete, verifiable, irreversible) that make the ladder's base say it where they stand together."""


class WordingLadder(Entry, frozen=True, kw_only=True):
    """A formula of official texts in its strengths, so that a text that weakens or drops it is noticed."""

    name: Texts
    base: TermId
    """The concept that all rungs are forms of."""
    rungs: tuple[Rung, ...]
    """Strongest first."""
    matter: tuple[TermId, ...] = ()
    """Concepts that show that a text deals with the matter, so that leaving the formula out says something."""
    topics: Topics = ()


class Line(Entry, frozen=True, kw_only=True):
    """A sentence that may be said to somebody as it stands."""

    text: Texts
    to: ActorIds = ()
    """Whom it is meant for; empty for everybody."""
    terms: tuple[TermId, ...] = ()
    """Concepts that the line speaks of."""
    status: Literal["agreed", "proposed"] = "proposed"
    """``agreed``: a joint text says it; ``proposed``: a document recommends it."""
    source: Annotated[str, reference("agreements")] | None = None
    """The joint text that says it."""
    when: Edtf = ""
    topics: Topics = ()
