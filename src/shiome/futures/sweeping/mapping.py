"""Any function over any points: the form that both kinds of work use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from shiome.errors import InputRefused
from shiome.futures.sweeping.canonical import digest
from shiome.futures.sweeping.checkpoint import opened
from shiome.futures.sweeping.runners import InProcess
from shiome.futures.sweeping.work import Fault, Outcome, Runner, Work, label_of

P = TypeVar("P")
R = TypeVar("R")
Progress = Callable[[int, int], None]
"""Told how many points are done, of how many."""
IN_PROCESS = InProcess()


@dataclass(frozen=True)
class Mapped(Generic[R]):
    """Results by the names of their points, in the order of the points, and the faults of those that have none."""

    results: dict[str, R]
    faults: tuple[Fault, ...]


def map_points(
    function: Callable[[P], R],
    points: Mapping[str, P],
    *,
    result: type[R],
    runner: Runner = IN_PROCESS,
    checkpoint: Path | None = None,
    prepare: Callable[[], None] | None = None,
    progress: Progress | None = None,
) -> Mapped[R]:
    """Apply a function to named points.

    The function must be named at the top of a module that the other processes can import (or be a `functools.partial` of such a one),
    depend on nothing but the point, and return what msgspec can write as JSON and read back as ``result``. Then the results are the
    same for any runner.

    Parameters
    ----------
    points:
        By name; the names appear in faults. Points are dataclasses, mappings, sequences, arrays, text and numbers.
    checkpoint:
        A folder that keeps what is finished; the same call again computes only what is missing in it, with any runner.
    prepare:
        See `Work`.

    Raises
    ------
    InputRefused
        ``sweep.points``: there is no point.
    StoreUnavailable
        ``sweep.checkpoint``.
    """
    if not points:
        raise InputRefused(
            "sweep.points",
            "there is no point to compute",
            ja="計算する点がない",
            hint="give at least one",
            hint_ja="一つ以上渡す",
            failed=points,
        )
    names = tuple(points)
    keys: dict[str, str] = {}
    if checkpoint is not None:
        keys = {name: digest(point) for name, point in points.items()}
        label = label_of(function)
        book: Any = opened(
            checkpoint, sweep=digest((version("shiome"), label, keys)), function=label, points=len(points)
        )
    else:
        book = nullcontext()
    with book as kept:
        found: dict[str, bytes] = (
            {} if kept is None else {n: kept.results[k] for n, k in keys.items() if k in kept.results}
        )
        missing = [name for name in names if name not in found]
        work = Work(function, missing, [points[name] for name in missing], prepare)
        faults: dict[str, Fault] = {}
        if progress is not None:
            progress(len(found), len(names))
        with closing(runner.run(work)) as outcomes:
            for number, raw in outcomes:
                outcome = msgspec.json.decode(raw, type=Outcome)
                name = missing[number]
                if outcome.fault is not None:
                    faults[name] = outcome.fault
                else:
                    found[name] = bytes(outcome.result)
                    if kept is not None:
                        kept.keep(keys[name], found[name])
                if progress is not None:
                    progress(len(found) + len(faults), len(names))
    results = {name: msgspec.json.decode(found[name], type=result) for name in names if name in found}
    return Mapped(results, tuple(faults[name] for name in names if name in faults))
