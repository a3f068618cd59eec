"""Many records at once, only in the fields that are asked for and without their sources: what is counted, not shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, func, select

from shiome.records.model import Status
from shiome.records.store import schema
from shiome.records.store.lists import Lists
from shiome.records.store.rows import required_day
from shiome.records.store.selecting import Question, standing
from shiome.records.values import day_number

S = TypeVar("S", bound=msgspec.Struct)
_PORTION = 10_000
"""Versions in one statement: their bodies come as one text, which takes a tenth of the time that as many rows would."""


class Fields(Lists):
    """Reads over one connection."""

    def fields(
        self, kind: str, shape: type[S], *, as_of: date | None = None, status: Sequence[Status] | None = None
    ) -> Iterator[S]:
        """All records of a kind as :meth:`records` gives them, but in no order, and of each only the fields of a struct.

        Parameters
        ----------
        shape:
            A struct that names fields of the kind; the kind's own class for all of them. ``sources`` and ``known_until`` are
            never filled in.
        as_of, status:
            As for :meth:`records`.
        """
        records = schema.records.c
        decoder = msgspec.json.Decoder(list[shape])  # type: ignore[valid-type] # the shape is known when it is called
        bodies = select(func.aggregate_strings(records.body, ",")).where(
            records.kind == kind, *_standing(as_of, status)
        )
        last = self.connection.execute(select(func.max(records.version))).scalar() or 0
        for start in range(0, last, _PORTION):
            portion = bodies.where(records.version > start, records.version <= start + _PORTION)
            found = self.connection.execute(portion).scalar()
            if found:
                yield from decoder.decode(f"[{found}]")

    def newest_of(self, kind: str, *, as_of: date | None = None, status: Sequence[Status] | None = None) -> date | None:
        """The last day on which one of the records of a kind became known; ``None`` where there is none."""
        records = schema.records.c
        statement = select(records.known_from).where(records.kind == kind, *_standing(as_of, status))
        if as_of is not None:
            statement = statement.where(records.known_from <= day_number(as_of))
        newest = self.connection.execute(statement.order_by(records.known_from.desc()).limit(1)).scalar()
        return None if newest is None else required_day(newest)


def _standing(as_of: date | None, status: Sequence[Status] | None) -> list[ColumnElement[bool]]:
    return standing(Question(as_of=as_of, status=None if status is None else tuple(status)))
