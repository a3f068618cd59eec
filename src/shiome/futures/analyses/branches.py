"""An ensemble as a scenario tree, with the early signs of each future."""

from __future__ import annotations

from dataclasses import dataclass

from shiome.errors import InputRefused
from shiome.futures.analyses.ensembles import Asked
from shiome.futures.branching.indicators import indicators
from shiome.futures.branching.naming import words_of
from shiome.futures.branching.records import Indicator, ScenarioTree
from shiome.futures.branching.tree import grow
from shiome.futures.model.ensembles import start_of


@dataclass(frozen=True)
class Branches:
    """A scenario tree and what to watch for."""

    tree: ScenarioTree
    indicators: tuple[Indicator, ...]


def branches(asked: Asked, *, futures: int | None = None, seed: int = 0) -> Branches:
    """Group the paths of an ensemble into futures, part them by dated events, and seek early signs of each.

    Parameters
    ----------
    asked:
        Simulated with ``keep_paths``.
    futures:
        How many; chosen by what the paths show unless given.

    Raises
    ------
    InputRefused
        ``branching.paths``: the paths were not kept; ``branching.futures``: a number that cannot be had.
    """
    if asked.ensemble.paths is None:
        raise InputRefused(
            "branching.paths",
            "the ensemble was simulated without keeping its paths",
            ja="アンサンブルの経路が残されていない",
            hint="simulate it with keep_paths",
            hint_ja="keep_paths を指定してシミュレーションする",
            failed=asked.ensemble,
        )
    words = words_of(asked.model.drivers, start=f"{start_of(asked.model):%Y-%m}")
    grown = grow(asked.ensemble, futures=futures, seed=seed, words=words)
    return Branches(grown.tree, indicators(grown))
