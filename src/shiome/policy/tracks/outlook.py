"""Where fears and conflicts between tracks go in many futures, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.futures.model.ensembles import simulation_model
from shiome.futures.model.model import FuturesModel
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.policy.tracks.board import FIRMEST
from shiome.records.model import Claim
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.policy import TrackBoard, TrackFear

RUNS = 4_000
MONTHS = 24
SEED = 20_250_401
Holding = NDArray[np.bool_]


@dataclass(frozen=True)
class FearPath:
    """A fear over the months: mean over the futures and its middle eight tenths; month 0 first."""

    kind: str
    toward: str
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class PairPath:
    """Share of futures in which two measures are both under way, by month."""

    one: str
    other: str
    fit: str
    share: tuple[float, ...]


@dataclass(frozen=True)
class TrackOutlook:
    """What may become of one actor's tracks."""

    actor: str
    months: int
    runs: int
    seed: int
    fears: tuple[FearPath, ...]
    pairs: tuple[PairPath, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain lists, mappings, texts and numbers."""
        return asdict(self)


def track_outlooks(
    pack: Pack,
    model: FuturesModel,
    claims: Iterable[Claim] = (),
    *,
    months: int = MONTHS,
    runs: int = RUNS,
    seed: int = SEED,
    engine: Engine = "auto",
) -> tuple[TrackOutlook, ...]:
    """Fears and pairs of every actor over the same futures; claims count as they do on the day."""
    compiled = compile_model(simulation_model(model), months=months)
    paths = simulate(compiled, runs=runs, seed=seed, keep_paths=True, engine=engine).paths
    assert paths is not None  # noqa: S101 - they were asked for
    hedges = {claim.id: claim.hedge for claim in claims}
    seen = _Seen(model, paths)
    return tuple(
        TrackOutlook(
            entry.actor,
            months,
            runs,
            seed,
            tuple(_fear(fear, seen, hedges) for fear in entry.fears if fear.conditions),
            _pairs(entry, seen),
        )
        for entry in entries_as_of(pack, "tracks", model.as_of).values()
        if isinstance(entry, TrackBoard)
    )


class _Seen:
    """Paths by names."""

    def __init__(self, model: FuturesModel, paths: NDArray[np.uint8]) -> None:
        self.model, self.paths = model, paths
        self.place = {driver.id: number for number, driver in enumerate(model.drivers)}

    def among(self, driver: str, states: Sequence[str]) -> Holding:
        """(runs, months + 1) whether a driver is in one of several states."""
        known = [state.id for state in self.model.driver(driver).states]
        found: Holding = np.isin(self.paths[:, :, self.place[driver]], [known.index(state) for state in states])
        return found

    @property
    def always(self) -> Holding:
        return np.ones(self.paths.shape[:2], dtype=np.bool_)


def _fear(fear: TrackFear, seen: _Seen, hedges: Mapping[str, int]) -> FearPath:
    score = np.zeros(seen.paths.shape[:2])
    for each in fear.conditions:
        if each.claim:
            score += each.points * hedges.get(each.claim, 0) / FIRMEST
        else:
            score += each.points * seen.among(each.driver, each.states)
    score /= sum(each.points for each in fear.conditions)
    low, high = np.quantile(score, (0.1, 0.9), axis=0)
    return FearPath(
        fear.kind, fear.toward, tuple(score.mean(axis=0).tolist()), tuple(low.tolist()), tuple(high.tolist())
    )


def _pairs(entry: TrackBoard, seen: _Seen) -> tuple[PairPath, ...]:
    way: dict[str, Holding] = {}
    for measure in entry.measures:
        holds = seen.always
        for driver, states in measure.when.items():
            holds &= seen.among(driver, states)
        if measure.when:
            way[measure.id] = holds
    return tuple(
        PairPath(pair.one, pair.other, pair.fit, tuple((way[pair.one] & way[pair.other]).mean(axis=0).tolist()))
        for pair in entry.pairs
        if pair.one in way and pair.other in way
    )
