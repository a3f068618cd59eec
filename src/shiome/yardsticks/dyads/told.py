"""What was told of a pair: a value with a date that may be uncertain, and the same as arrays for computing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from math import isfinite
from typing import NoReturn

import msgspec
import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.vocabulary.edtf import parse_edtf

Days = NDArray[np.int64]
"""Days as ordinals of the proleptic Gregorian calendar."""
Numbers = NDArray[np.float64]

OPEN_REACH_DAYS = 365
"""How far an open or unknown end of a date is taken to reach from the end that is known."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened between parties, on some day from ``first`` to ``last`` (both inclusive).

    An end that is ``None`` is open or unknown.

    >>> told_at("2024-06", value=3.5, id="event:E-1").last
    datetime.date(2024, 6, 30)
    """

    first: date | None
    last: date | None
    value: float = 1.0
    """Its tone, or whatever is averaged."""
    weight: float = 1.0
    """How much it counts: a confidence, a number of mentions; not negative."""
    id: str = ""
    """How a :class:`~shiome.yardsticks.series.Point` names it among its inputs."""
    pair: tuple[str, ...] = ()
    """The parties, in any order."""


def told_at(when: str, *, value: float = 1.0, weight: float = 1.0, id: str = "", pair: tuple[str, ...] = ()) -> Told:  # noqa: A002 - the field's name
    """A :class:`Told` from a date in EDTF.

    Raises
    ------
    QueryRefused
        ``date.form``: the text is no date.
    """
    span = parse_edtf(when)
    return Told(first=span.earliest, last=span.latest, value=value, weight=weight, id=id, pair=pair)


def of_pair(told: Iterable[Told], first: str, second: str) -> tuple[Told, ...]:
    """What was told of two parties, whichever of them acted; it may involve others as well."""
    return tuple(each for each in told if first in each.pair and second in each.pair)


class Tellings(msgspec.Struct, frozen=True, kw_only=True):
    """Many :class:`Told` as arrays of one length, ordered by first day (then by last day and id)."""

    first: Days
    last: Days
    value: Numbers
    weight: Numbers
    ids: NDArray[np.object_]
    pairs: NDArray[np.object_]
    """The parties of each, a tuple."""

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, told: Sequence[Told], *, open_reach: int = OPEN_REACH_DAYS) -> Tellings:
        """Arrays of what was told, in an order that does not depend on the order given.

        Raises
        ------
        InputRefused
            ``dyads.undated``: neither end of a date is known; ``dyads.value``: a value is no finite number, or a weight is
            negative.
        """
        rows = sorted((*_days(each, open_reach), each.id, each.value, each.weight, each.pair) for each in told)
        for _, _, id_, value, weight, _ in rows:
            if not (isfinite(value) and isfinite(weight) and weight >= 0):
                _refuse_number(id_, value, weight)
        return cls(
            first=np.array([row[0] for row in rows], dtype=np.int64),
            last=np.array([row[1] for row in rows], dtype=np.int64),
            value=np.array([row[3] for row in rows], dtype=np.float64),
            weight=np.array([row[4] for row in rows], dtype=np.float64),
            ids=np.fromiter((row[2] for row in rows), dtype=np.object_, count=len(rows)),
            pairs=np.fromiter((row[5] for row in rows), dtype=np.object_, count=len(rows)),
        )

    def chosen(self, which: NDArray[np.bool_]) -> Tellings:
        """Those for which ``which`` holds."""
        return Tellings(**{name: getattr(self, name)[which] for name in self.__struct_fields__})

    def shared_by(self, members: Collection[str]) -> NDArray[np.intp]:
        """How many of the members are among the parties of each."""
        counts = {pair: len({*members}.intersection(pair)) for pair in set(self.pairs.tolist())}
        return np.fromiter(map(counts.__getitem__, self.pairs.tolist()), dtype=np.intp, count=len(self))


def _days(told: Told, open_reach: int) -> tuple[int, int]:
    if told.first is None and told.last is None:
        raise InputRefused(
            "dyads.undated",
            f"{told.id or 'an event'} has no date at either end",
            ja=f"{told.id or 'ある出来事'} には始まりの日も終わりの日もない",
            hint="give at least one end, as 2024-06/..",
            hint_ja="2024-06/.. のように、少なくとも一方を書く",
            failed=told,
        )
    first = told.first.toordinal() if told.first is not None else None
    last = told.last.toordinal() if told.last is not None else None
    if first is None:
        assert last is not None  # noqa: S101 - refused above
        return max(1, last - open_reach), last
    return first, max(first, last) if last is not None else min(date.max.toordinal(), first + open_reach)


def _refuse_number(id_: str, value: float, weight: float) -> NoReturn:
    raise InputRefused(
        "dyads.value",
        f"{id_ or 'an event'} has value {value} and weight {weight}",
        ja=f"{id_ or 'ある出来事'} の値は {value}、重みは {weight} である",
        hint="give a finite value, and a weight that is not negative",
        hint_ja="値は有限の数、重みは0以上の数にする",
        failed=id_,
    )
