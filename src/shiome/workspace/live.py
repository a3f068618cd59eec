"""What the outlook tells of: all that is known of a day, or of very much the newest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shiome.futures.ledger.forecasts import question_of
from shiome.records.model import KINDS, AnyRecord, Document
from shiome.records.store import Store
from shiome.records.values import LIVE, Conflict
from shiome.region.pack import Pack
from shiome.yardsticks.model import Measurement

TOLD = 2_000
"""Of a kind with more records than this, only so many, the newest, are told of: beside those of the pack and what yardsticks name."""
_NAMED = 60
"""Inputs of a tell-tale that are told of at most."""


class Live:
    """The store as the outlook asks it: without what was rejected or superseded, and without forecasts of others' judgements.

    Parameters
    ----------
    measurements:
        Yardsticks whose inputs are told of however old they are.
    """

    def __init__(self, store: Store, pack: Pack, measurements: Iterable[Measurement] = ()) -> None:
        self._store = store
        self._kept = {name for entries in pack.subjects.values() for name in entries}
        self._kept.update(name.partition(":")[2] for each in measurements for name in _inputs(each))
        self._pack = pack
        self._asked: dict[tuple[str, date], Sequence[AnyRecord]] = {}
        self._bounded: set[date] = set()

    def newest(self, *, as_of: date) -> int:
        """How many records of a kind are told of at most; 0 where all are."""
        for kind in KINDS:
            self.records(kind, as_of=as_of)
        return TOLD if as_of in self._bounded else 0

    def records(self, kind: str, *, as_of: date) -> Iterable[AnyRecord]:
        """Records of a kind known on a day, by valid time."""
        if (kind, as_of) not in self._asked:
            self._asked[kind, as_of] = [each for each in self._found(kind, as_of) if not question_of(each)]
        return self._asked[kind, as_of]

    def _found(self, kind: str, as_of: date) -> Sequence[AnyRecord]:
        newest = self._store.records(kind, as_of=as_of, status=LIVE, order="newest", limit=TOLD + 1)
        if len(newest) <= TOLD:
            return newest[::-1]
        self._bounded.add(as_of)
        ids = self._kept.union(each.id for each in newest[:TOLD])
        return self._store.records(kind, as_of=as_of, status=LIVE, ids=ids)

    def documents(self, *, as_of: date) -> Iterable[Document]:
        """Documents known on a day; where they are very many, those that what is told of rests on."""
        if self._store.document_count(as_of) <= TOLD:
            return self._store.documents(as_of)
        told = (each for kind in KINDS for each in self.records(kind, as_of=as_of))
        cited = {source.document for each in told for source in each.sources}
        named = self._store.documents_named(cited.union(self._pack.documents))
        return [document for document in named if document.known_from <= as_of]

    def conflicts(self, *, as_of: date) -> Iterable[Conflict]:
        """Conflicts of records that still count on a day."""
        return self._store.conflicts(as_of, open_only=True)


def _inputs(measurement: Measurement) -> Iterable[str]:
    """What the values and the tell-tales of a yardstick rest on."""
    for point in measurement.series:
        yield from point.inputs
    for telltale in measurement.telltales:
        yield from telltale.inputs[:_NAMED]
