"""Records of a kind that are read when somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, overload

import msgspec

from shiome.records.model import Record, Status
from shiome.records.store.store import Store

R = TypeVar("R", bound=Record, covariant=True)
S = TypeVar("S", bound=msgspec.Struct)


class Stored(Sequence[R]):
    """The records of a kind as known on a day: a sequence that asks the store when it is first looked into.

    What is only counted is better asked for by :meth:`fields`, which keeps nothing.
    """

    def __init__(self, store: Store, of: type[R], *, as_of: date, status: Sequence[Status]) -> None:
        self._store = store
        self._of = of
        self._as_of = as_of
        self._status = status

    def __len__(self) -> int:
        return len(self._whole)

    def __iter__(self) -> Iterator[R]:
        return iter(self._whole)

    @overload
    def __getitem__(self, place: int) -> R: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...

    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        return self._whole[place]

    def fields(self, shape: type[S]) -> Iterator[S]:
        """Of each record the fields of a struct, in no order; see :meth:`shiome.records.store.reader.Reader.fields`."""
        with self._store.reading() as reader:
            yield from reader.fields(self._of.KIND, shape, as_of=self._as_of, status=self._status)

    @cached_property
    def _whole(self) -> list[R]:
        found = self._store.records(self._of.KIND, as_of=self._as_of, status=self._status)
        return [record for record in found if isinstance(record, self._of)]
