"""A table as arrays, one row an actor in the order of their codes, so that the order in which they are given never matters."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.futures.simulation.randomness import draw_words, run_keys, unit
from shiome.policy.bargaining.table import Span, Table

Floats = NDArray[np.float64]
Shape = Literal["uniform", "triangular"]
SHAPES: tuple[Shape, ...] = ("uniform", "triangular")


@dataclass(frozen=True)
class Numbers:
    """Capabilities (draws x actors), positions and saliences (draws x actors x issues) of a number of draws.

    Positions are shares of their issue's scale, from 0 to 1.
    """

    actors: tuple[str, ...]
    capability: Floats
    position: Floats
    salience: Floats


def stated(table: Table) -> Numbers:
    """The values as they are given, as one draw."""
    actors = sorted(table.actors, key=lambda actor: actor.id)
    return Numbers(
        tuple(actor.id for actor in actors),
        np.array([[actor.capability.value for actor in actors]]),
        _shares(table, np.array([[[span.value for span in actor.positions] for actor in actors]])),
        np.array([[[span.value for span in actor.salience] for actor in actors]]),
    )


class Dice:
    """Numbers in [0, 1) by name: a function of seed, purpose, number of the draw and name, and of nothing else."""

    def __init__(self, seed: int, purpose: str, first: int, count: int) -> None:
        self._keys = run_keys(_number(f"bargaining {purpose} {seed}", 8), first, count)

    def uniform(self, name: str) -> Floats:
        """One for each draw, with 24 bits."""
        return unit(draw_words(self._keys, _number(name, 4))).astype(np.float64)


def drawn(table: Table, *, seed: int, first: int, count: int, shape: Shape = "uniform") -> Numbers:
    """Values drawn from their ranges, each independently; a draw is a function of seed, its number, actor, issue and quantity only.

    Parameters
    ----------
    first, count:
        Number of the first draw, and how many.
    shape:
        ``uniform`` over the range, or ``triangular`` with its peak at the value.

    Raises
    ------
    InputRefused
        ``bargaining.shape``.
    """
    if shape not in SHAPES:
        raise InputRefused(
            "bargaining.shape",
            f"ranges cannot be drawn in the shape {shape!r}",
            ja=f"分布 {shape!r} は使えない",
            hint=f"use one of: {', '.join(SHAPES)}",
            hint_ja=f"次のいずれかを使う: {', '.join(SHAPES)}",
            failed=shape,
        )
    actors = sorted(table.actors, key=lambda actor: actor.id)
    dice = Dice(seed, "inputs", first, count)

    def many(span: Span, name: str) -> Floats:
        return np.full(count, span.value) if span.certain else _within(span, dice.uniform(name), shape)

    capability = [many(actor.capability, f"capability {actor.id}") for actor in actors]
    position = [
        [many(s, f"position {actor.id} {i.issue}") for s, i in zip(actor.positions, table.issues, strict=True)]
        for actor in actors
    ]
    salience = [
        [many(s, f"salience {actor.id} {i.issue}") for s, i in zip(actor.salience, table.issues, strict=True)]
        for actor in actors
    ]
    return Numbers(
        tuple(actor.id for actor in actors),
        np.ascontiguousarray(np.array(capability).T),
        _shares(table, np.moveaxis(np.array(position), 2, 0)),
        np.ascontiguousarray(np.moveaxis(np.array(salience), 2, 0)),
    )


def on_scale(table: Table, shares: Floats) -> Floats:
    """Positions (last axis: issues) back on the scales of their issues."""
    low = np.array([issue.low for issue in table.issues])
    high = np.array([issue.high for issue in table.issues])
    given: Floats = low + (high - low) * shares
    return given


def _shares(table: Table, positions: Floats) -> Floats:
    low = np.array([issue.low for issue in table.issues])
    high = np.array([issue.high for issue in table.issues])
    return np.ascontiguousarray(np.clip((positions - low) / (high - low), 0.0, 1.0))


def _within(span: Span, chance: Floats, shape: Shape) -> Floats:
    width = span.high - span.low
    if shape == "uniform":
        return span.low + width * chance
    peak = (span.value - span.low) / width
    rising = np.sqrt(chance * peak)
    falling = 1 - np.sqrt((1 - chance) * (1 - peak))
    return span.low + width * np.where(chance < peak, rising, falling)


def _number(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=size).digest(), "big")
