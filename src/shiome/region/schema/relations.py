"""Dyads and triads and how they stood, document by document."""

from __future__ import annotations

from typing import Annotated

import msgspec

from shiome.region.schema.common import ActorIds, Cite, DocumentId, Entry, Texts, Topics


class RelationState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a relation stood according to one document."""

    document: DocumentId
    closeness: Annotated[int, msgspec.Meta(ge=-3, le=3)] | None = None
    """-3 open hostility, -2 hostility, -1 distance or strain, 0 neutral or nothing moving, 1 working ties, 2 close, 3 alliance.
    A coder's reading of the passage; left out where the document does not let one say."""
    label: Texts
    """Two to six words: distant, cooled, first summit in six years."""
    text: Texts
    cite: tuple[Cite, ...]


class Relation(Entry, frozen=True, kw_only=True):
    """A dyad, triad or wider set of actors with its states in time order."""

    name: Texts
    members: ActorIds
    context: tuple[str, ...] = ()
    """Levels (local, regional, global) it belongs to."""
    states: tuple[RelationState, ...]
    change: Texts = {}
    topics: Topics = ()
