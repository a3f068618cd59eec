"""How points are cut into pieces of work and put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from shiome.errors import InputRefused
from shiome.futures.sweeping.mapping import Mapped
from shiome.futures.sweeping.work import Fault

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some numbers of a point: of runs, or of draws."""

    name: str
    point: str
    first: int
    count: int


def pieces_of(points: Mapping[str, tuple[int, int]], size: int) -> list[Piece]:
    """Points, each with its first number and how many follow, in pieces of ``size``; points sorted by name.

    Raises
    ------
    InputRefused
        ``sweep.piece``: a size below 1.

    >>> [(piece.name, piece.first, piece.count) for piece in pieces_of({"a": (10, 5)}, 3)]
    [('a#10', 10, 3), ('a#13', 13, 2)]
    """
    if size < 1:
        raise InputRefused(
            "sweep.piece",
            f"pieces of {size} hold nothing",
            ja=f"大きさ {size} の束には何も入らない",
            hint="give a positive size",
            hint_ja="正の数を書く",
            failed=size,
        )
    return [
        Piece(f"{name}#{place}", name, place, min(size, first + count - place))
        for name, (first, count) in sorted(points.items())
        for place in range(first, first + count, size)
    ]


def whole_points(pieces: Sequence[Piece], mapped: Mapped[R]) -> tuple[dict[str, list[R]], tuple[Fault, ...]]:
    """The parts of each point that is complete, in order; and one fault for each that is not."""
    faults: dict[str, Fault] = {}
    parts: dict[str, list[R]] = {}
    failed = {fault.point: fault for fault in mapped.faults}
    for piece in pieces:
        if piece.name in failed:
            faults.setdefault(piece.point, msgspec.structs.replace(failed[piece.name], point=piece.point))
        else:
            parts.setdefault(piece.point, []).append(mapped.results[piece.name])
    return {name: found for name, found in parts.items() if name not in faults}, tuple(faults.values())
