"""What can come of a state: which states are reached, by which moves, and which chain of sanctions answers a move."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shiome.policy.conflict.chains import Chain
from shiome.policy.conflict.game import Game, Ints

By = Literal["moves", "improvements"]


@dataclass(frozen=True)
class Step:
    """One move."""

    mover: int
    start: int
    end: int


@dataclass(frozen=True)
class Path:
    """A shortest sequence of moves to a state; empty for the state where it begins."""

    state: int
    steps: tuple[Step, ...]


def status_quo_paths(game: Game, start: int, *, by: By = "improvements") -> dict[int, Path]:
    """Every state that can be reached from ``start`` when nobody moves twice in a row, each with a shortest path.

    Of paths of the same length it is the one found first, movers and states in their order (Li, Kilgour, Hipel 2005).

    Parameters
    ----------
    by:
        ``improvements``: each mover moves only to what it prefers; moves of unknown worth are not taken. ``moves``: any move.
    """
    found = {start: Path(start, ())}
    for state, steps in _walk(game, start, range(len(game.makers)), _graph(game, by), "alternating"):
        found.setdefault(state, Path(state, steps))
    return found


def answer(
    game: Game, start: int, movers: Sequence[int], *, by: By, chain: Chain, wanted: Callable[[int], bool]
) -> Path | None:
    """A shortest sequence by which the movers lead from ``start`` to a wanted state; ``None`` where they cannot."""
    for state, steps in _walk(game, start, movers, _graph(game, by), chain):
        if wanted(state):
            return Path(state, steps)
    return None


def _graph(game: Game, by: By) -> Ints:
    return game.improvements if by == "improvements" else game.moves


def _walk(
    game: Game, start: int, movers: Sequence[int], moves: Ints, chain: Chain
) -> Sequence[tuple[int, tuple[Step, ...]]]:
    """States in the order in which they are first reached, breadth first; each with its moves."""
    # What has been used up: under "once" the movers so far, otherwise the last one only.
    seen: set[tuple[int, frozenset[int]]] = set()
    waiting: deque[tuple[int, frozenset[int], tuple[Step, ...]]] = deque([(start, frozenset(), ())])
    reached: list[tuple[int, tuple[Step, ...]]] = []
    while waiting:
        here, spent, steps = waiting.popleft()
        for mover in movers:
            if mover in spent or (chain == "single" and steps):
                continue
            after = spent | {mover} if chain == "once" else frozenset({mover})
            row = moves[mover, here]
            for there in np.sort(row[row < game.size]).tolist():
                if (there, after) in seen:
                    continue
                seen.add((there, after))
                taken = (*steps, Step(mover, here, there))
                reached.append((there, taken))
                waiting.append((there, after, taken))
    return reached
