"""What runs where: a function with its points, and what came of one point as bytes.

The outcome of a point is JSON whoever computes it, so that there is nothing for a pool, a cluster or a checkpoint to get different.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import msgspec

from shiome.errors import InputRefused, ShiomeError
from shiome.futures.sweeping.canonical import digest

Outcomes = Generator[tuple[int, bytes], None, None]
"""Numbers of points with what came of them."""


class Fault(msgspec.Struct, frozen=True):
    """Why a point has no result."""

    point: str
    code: str
    en: str
    ja: str

    def line(self, language: str = "en") -> str:
        """The point and its error as one line."""
        return f"{self.point}: {self.en}" if language == "en" else f"{self.point}：{self.ja}"


class Outcome(msgspec.Struct, frozen=True):
    """What came of one point: a result or a fault."""

    result: msgspec.Raw = msgspec.Raw(b"null")
    fault: Fault | None = None


@dataclass(frozen=True)
class Work:
    """A function and the points that it is still to be applied to.

    Parameters
    ----------
    function:
        Of a point; named at the top of a module, or a `functools.partial` of such a one, so that other processes find it. What it
        returns is written as JSON by msgspec.
    prepare:
        Called before the first point of each process (on Spark, of each task), to compile or load what all points share.
    """

    function: Callable[[Any], Any]
    names: Sequence[str]
    points: Sequence[Any]
    prepare: Callable[[], None] | None = None

    def outcome(self, number: int) -> bytes:
        """Apply the function to a point; an error becomes a fault with the point's name."""
        name = self.names[number]
        try:
            found = msgspec.json.encode(self.function(self.points[number]), order="deterministic")
        except ShiomeError as error:
            return encoded_fault(Fault(name, error.code, error.line("en"), error.line("ja")))
        except Exception as error:  # whatever a function raises, the other points go on
            text = " ".join(f"{type(error).__name__}: {error}".split())
            en, ja = f"its computation failed with {text} [sweep.point]", f"計算が失敗した（{text}） [sweep.point]"
            return encoded_fault(Fault(name, "sweep.point", en, ja))
        return msgspec.json.encode(Outcome(result=msgspec.Raw(found)))


def encoded_fault(fault: Fault) -> bytes:
    """A fault as the outcome of its point."""
    return msgspec.json.encode(Outcome(fault=fault))


def label_of(function: Callable[[Any], Any]) -> str:
    """The name of a function for keys and messages; what a partial has fixed is part of it.

    >>> label_of(len)
    'builtins.len'
    """
    if isinstance(function, partial):
        return f"{label_of(function.func)}({digest((function.args, function.keywords))})"
    return f"{function.__module__}.{function.__qualname__}"


def pickled(work: Work) -> bytes:
    """Work as it travels; points that share a model share it in the bytes.

    Raises
    ------
    InputRefused
        ``sweep.function``: the function or a point cannot be given to another process.
    """
    try:
        return pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        label = label_of(work.function)
        raise InputRefused(
            "sweep.function",
            f"{label} or one of its points cannot be given to another process: {error}",
            ja=f"{label} またはその点を別のプロセスに渡せない：{error}",
            hint="name the function at the top of a module, and hold only data in points",
            hint_ja="関数をモジュールの最上位に置き、点にはデータだけを入れる",
            failed=work.function,
        ) from error


def unpickled(content: bytes) -> Work:
    """Work that has arrived from the process that started this one."""
    work = pickle.loads(content)  # noqa: S301 - written by `pickled` in the process that started this one
    if not isinstance(work, Work):
        raise TypeError("what has arrived is no work")
    return work


class Runner(Protocol):
    """Where work is done."""

    def run(self, work: Work) -> Outcomes:
        """Number and outcome of each point, in any order, as they are finished; closing the iterator stops the work."""
        ...
