"""Was it listed on that day? Choosing among snapshots of one list, and reading an entry's own dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from shiome.sanctions.screening.model import Entity, ListSnapshot

Standing = Literal["listed", "not listed", "unknown"]


def standing(entity: Entity, snapshot: ListSnapshot, as_of: str) -> Standing:
    """Whether an entry stood on its list on a day, as far as this snapshot can tell.

    A snapshot of that day or earlier shows what stood then; a later one only by the entry's own day of listing.
    """
    if entity.listed_on and entity.listed_on[: len(as_of)] > as_of:
        return "not listed"
    if entity.removed_on and entity.removed_on <= as_of:
        return "not listed"
    if entity.listed_on or (snapshot.as_of and snapshot.as_of <= as_of):
        return "listed"
    return "unknown"


def chosen(snapshots: Iterable[ListSnapshot], as_of: str) -> tuple[ListSnapshot, ...]:
    """Of each list the snapshot that tells most about a day: the newest of that day or earlier, else the oldest after it.

    With no day given the newest of each; a snapshot whose day is unknown stands before all others.
    """
    by_source: dict[str, list[ListSnapshot]] = defaultdict(list)
    for snapshot in snapshots:
        by_source[snapshot.source].append(snapshot)
    return tuple(_best(sorted(row, key=lambda one: one.as_of), as_of) for row in by_source.values())


def _best(row: Sequence[ListSnapshot], as_of: str) -> ListSnapshot:
    if not as_of:
        return row[-1]
    before = [one for one in row if one.as_of <= as_of]
    return before[-1] if before else row[0]


def history(snapshots: Iterable[ListSnapshot], source: str, entity_id: str) -> tuple[tuple[str, bool], ...]:
    """For each snapshot of a list, in order of day: its version and whether the entry stands in it."""
    row = sorted((one for one in snapshots if one.source == source), key=lambda one: one.as_of)
    return tuple((one.version, any(entity.id == entity_id for entity in one.entities)) for one in row)
