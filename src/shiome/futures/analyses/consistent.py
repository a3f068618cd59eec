"""Which combinations of states hold together, on what each rests, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.futures.commentary import Family, families
from shiome.futures.commentary.grouping import LARGEST
from shiome.futures.consistency.bands import Banded, Sensitivity, Weighting, sensitivity, weigh
from shiome.futures.consistency.exact import Solutions, solve
from shiome.futures.consistency.matrix import CrossImpact
from shiome.futures.consistency.succession import Rule, SampledAttractor, held_fast, sampled_attractors, succession
from shiome.futures.model.matrices import BACKGROUND, banded, open_drivers, plain
from shiome.futures.model.model import FuturesModel, ModelDriver

Context = Literal["observed", "open"]
RULES: tuple[Rule, ...] = get_args(Rule)
LISTED = 100_000
"""As many scenarios are listed; more are counted exactly and not listed."""


@dataclass(frozen=True, eq=False)
class Consistent:
    """All consistent scenarios of a model under what was forced."""

    model: FuturesModel
    bands: Banded
    forced: Mapping[str, str]
    """What was set from outside, the observed context included."""
    unsettled: tuple[str, ...]
    """Drivers that nothing in the model moves and that were not observed: each of their states is tried."""
    solutions: Solutions

    @property
    def count(self) -> int:
        """How many there are, exactly, however many are listed."""
        return self.solutions.count

    @property
    def matrix(self) -> CrossImpact:
        """The likeliest judgements."""
        return self.bands.mode

    @cached_property
    def _named(self) -> list[dict[str, str]]:
        return [plain(self.matrix.named(row)) for row in self.solutions.scenarios]

    def scenarios(self) -> list[dict[str, str]]:
        """State by driver; empty where there are too many to list."""
        return self._named

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """Near-identical scenarios together, the largest family first; none where there are too many to compare."""
        return families(self.model, self._named) if 0 < len(self._named) <= LARGEST else ()

    def row(self, scenario: Mapping[str, str]) -> NDArray[np.int16]:
        """A scenario given by names as the row that the matrix knows."""
        whole = dict(scenario)
        if BACKGROUND in (each.name for each in self.matrix.descriptors):
            whole[BACKGROUND] = "as-it-is"
        return self.matrix.scenario(whole)


def consistent(
    model: FuturesModel,
    *,
    context: Context = "observed",
    tolerance: float = 0.0,
    forced: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    priors: bool = True,
    limit: int = LISTED,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Consistent:
    """Find every consistent scenario by exact search.

    Parameters
    ----------
    context:
        ``observed``: drivers on which no cell bears stay as they were last seen; ``open``: each of their states is tried.
    forced, given, tolerance, limit, engine, progress:
        As :func:`shiome.futures.consistency.exact.solve`; what is forced comes before the context.

    Raises
    ------
    NotKnown
        A driver or state that the model does not have.
    """
    for ends in (forced or {}, given or {}):
        for driver, state in ends.items():
            model.driver(driver).state(state)
    bands = banded(model, priors=priors)
    outside = open_drivers(model)
    held = {name: model.driver(name).observed for name in outside} if context == "observed" else {}
    fixed = {name: state for name, state in held.items() if state and name not in (given or {})} | dict(forced or {})
    solutions = solve(
        bands.mode, tolerance=tolerance, forced=fixed, given=given, limit=limit, engine=engine, progress=progress
    )
    return Consistent(model, bands, fixed, tuple(name for name in outside if name not in fixed), solutions)


def weighted(
    found: Consistent,
    *,
    draws: int = 1_000,
    seed: int = 0,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Weighting:
    """In how many of the matrices drawn from the bands each scenario is consistent, each matrix solved exactly."""
    return weigh(
        found.bands,
        draws=draws,
        seed=seed,
        tolerance=found.solutions.tolerance,
        forced=found.forced,
        engine=engine,
        progress=progress,
    )


def sensitive(
    found: Consistent, *, engine: Engine = "auto", progress: Callable[[int], None] | None = None
) -> tuple[Sensitivity, ...]:
    """Which cells change the set of consistent scenarios when they move to an end of their band."""
    return sensitivity(
        found.bands, tolerance=found.solutions.tolerance, forced=found.forced, engine=engine, progress=progress
    )


@dataclass(frozen=True, eq=False)
class Drift:
    """Where the present leads by succession."""

    rule: Rule
    path: tuple[Mapping[str, str], ...]
    """Scenarios from the present on; the last ones repeat for ever."""
    cycle: int
    """Place on the path at which the final cycle begins."""

    @property
    def rests(self) -> bool:
        """Whether it ends in one scenario, which is then consistent."""
        return self.cycle == len(self.path) - 1


def drift(found: Consistent, *, rule: Rule = "global") -> Drift:
    """Follow the impacts from the situation last observed; a driver never observed begins in its first state of highest prior.

    What is forced stays.
    """
    held = found.forced
    start = {each.id: held.get(each.id) or each.observed or _likeliest(each) for each in found.model.drivers}
    matrix = held_fast(found.matrix, held)
    path, cycle = succession(matrix, found.row(start), rule=rule)
    return Drift(rule, tuple(plain(matrix.named(row)) for row in path), cycle)


def _likeliest(driver: ModelDriver) -> str:
    return max(driver.states, key=lambda state: state.prior).id


def drifts(found: Consistent) -> tuple[Drift, ...]:
    """Where the present leads by each rule of succession."""
    return tuple(drift(found, rule=rule) for rule in RULES)


def basins(found: Consistent, *, starts: int, seed: int = 0, rule: Rule = "global") -> tuple[SampledAttractor, ...]:
    """From how large a share of all combinations each end is reached: an estimate from random starts, what is forced held."""
    return sampled_attractors(found.matrix, starts=starts, seed=seed, rule=rule, held=found.forced)
