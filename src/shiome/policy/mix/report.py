"""The comparison of all mixes: what is best, safest and surest for each ally, past regimes on the map, triggers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shiome.engines import Engine
from shiome.errors import QueryRefused
from shiome.futures.model.ensembles import simulation_model
from shiome.futures.model.model import FuturesModel
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.policy.mix.bands import failure, preference
from shiome.policy.mix.chances import draw_chances
from shiome.policy.mix.evaluation import Evaluated, evaluate
from shiome.policy.mix.frontier import Frontier, frontier
from shiome.policy.mix.levers import Levels, Levers, levers_of, regimes_of
from shiome.policy.mix.metrics import bind, metrics_of
from shiome.policy.mix.regret import regret
from shiome.policy.mix.results import (
    AllyResult,
    Compared,
    Placed,
    PolicyMix,
    Said,
    figures_of,
    floors_of,
)
from shiome.policy.mix.stepping import play
from shiome.policy.mix.triggers import Adaptive, parse_trigger
from shiome.region.pack import Pack

MONTHS = 24
RUNS = 1_000
SEED = 20_250_401
SHOWN = 10
"""Mixes of a frontier that are told in full; the map shows all."""
MOST_TRIGGERS = 8


@dataclass(frozen=True)
class Plan:
    """A mix with triggers to be compared: lever to level, and triggers as they are written."""

    name: str
    levels: Mapping[str, str]
    triggers: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Answer:
    """The comparison, and the tables behind it for maps."""

    result: PolicyMix
    evaluated: Evaluated
    frontiers: Mapping[str, Frontier]


def policy_mix(
    pack: Pack,
    model: FuturesModel,
    *,
    adaptive: Sequence[Plan] = (),
    months: int = MONTHS,
    runs: int = RUNS,
    seed: int = SEED,
    threads: int = 1,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Answer:
    """Compare every mix of the pack's levers on the futures model.

    Parameters
    ----------
    adaptive:
        Mixes with triggers; each is compared with itself without them, and with the best static mix of each ally.
    months, runs, seed:
        The futures that all mixes share.
    progress:
        Called with the number of mixes done.

    Raises
    ------
    InputRefused, NotKnown, QueryRefused
        The pack has no levers or metrics, one of them names what the model lacks, or a trigger cannot be read; nothing is run.
    """
    compiled = compile_model(simulation_model(model), months=months)
    levers = levers_of(pack)
    metrics = bind(metrics_of(pack), compiled.model)
    plans = [planned(plan, levers, compiled) for plan in adaptive]
    watched = [name for plan in plans for name in plan.watched]
    chances = draw_chances(compiled, levers, metrics, runs=runs, seed=seed, watched=watched, engine=engine)
    evaluated = evaluate(chances, levers, metrics, threads=threads, engine=engine, progress=progress)
    frontiers = {ally: frontier(evaluated, ally) for ally in levers.allies}
    regrets = {ally: regret(evaluated, ally) for ally in levers.allies}
    said = Said(evaluated, regrets, {ally: frozenset(found.rows.tolist()) for ally, found in frontiers.items()})
    allies = tuple(_ally(said, frontiers[ally]) for ally in levers.allies)
    best = {each.ally: _best(evaluated, each.ally) for each in allies}
    result = PolicyMix(
        region=model.region,
        as_of=model.as_of.isoformat(),
        months=months,
        runs=runs,
        seed=seed,
        mixes=len(evaluated.mixes),
        under_floor=int((~evaluated.kept).sum()),
        metrics={metric.id: metric.name for metric in metrics.metrics},
        levers={lever.id: lever.name for lever in levers.levers},
        as_is=said.mix(evaluated.row(levers.as_is)),
        common=said.mix(_common(evaluated)),
        allies=allies,
        regimes=tuple(
            Placed(each.id, each.name, each.period, said.mix(evaluated.row(each.levels)))
            for each in regimes_of(pack, levers)
        ),
        adaptive=tuple(_compared(evaluated, plan, best) for plan in plans),
    )
    return Answer(result, evaluated, frontiers)


def planned(plan: Plan, levers: Levers, compiled: CompiledModel) -> Adaptive:
    """A plan with its triggers read.

    Raises
    ------
    QueryRefused
        ``policy.triggers``: too many; and as for triggers.
    """
    if len(plan.triggers) > MOST_TRIGGERS:
        raise QueryRefused(
            "policy.triggers",
            f"{plan.name} has {len(plan.triggers)} triggers, more than {MOST_TRIGGERS}",
            ja=f"{plan.name} の引き金は {len(plan.triggers)} 個で、上限 {MOST_TRIGGERS} を超える",
            hint="join some of them",
            hint_ja="まとめる",
            failed=plan,
        )
    triggers = tuple(parse_trigger(text, compiled.model, levers) for text in plan.triggers)
    return Adaptive(plan.name, levers.mix(plan.levels), triggers)


def _means(evaluated: Evaluated, ally: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return evaluated.values[evaluated.allies.index(ally)].mean(axis=1, dtype=np.float64)  # type: ignore[no-any-return]


def _best(evaluated: Evaluated, ally: str) -> int:
    return int(np.argmax(np.where(evaluated.kept, _means(evaluated, ally), -1)))


def _common(evaluated: Evaluated) -> int:
    """The mix that leaves the worst-off ally best; of equals the one with the higher sum."""
    shares = []
    for ally in evaluated.allies:
        means = _means(evaluated, ally)
        allowed = means[evaluated.kept]
        span = float(allowed.max() - allowed.min())
        shares.append((means - allowed.min()) / span if span else np.ones_like(means))
    table = np.stack(shares)
    rows = np.flatnonzero(evaluated.kept)
    order = np.lexsort((-table[:, rows].sum(axis=0), -table[:, rows].min(axis=0)))
    return int(rows[order[0]])


def _ally(said: Said, found: Frontier) -> AllyResult:
    evaluated, ally = said.evaluated, found.ally
    best = _best(evaluated, ally)
    satisfied = evaluated.satisfied[evaluated.allies.index(ally)]
    rows = np.flatnonzero(evaluated.kept)
    surest = int(rows[np.lexsort((-_means(evaluated, ally)[rows], -satisfied[rows]))[0]])
    parts = (evaluated.chances, evaluated.levers, evaluated.metrics)
    mix = _static(evaluated, best)
    return AllyResult(
        ally,
        {aim: evaluated.metrics.aims[aim] for aim in found.aims},
        said.mix(best),
        said.mix(said.regrets[ally].least(evaluated.kept)),
        said.mix(surest),
        tuple(said.mix(row) for row in found.rows[:SHOWN].tolist()),
        len(found.rows),
        preference(*parts, mix, Adaptive("", evaluated.levers.as_is), ally),
        failure(*parts, mix, ally),
    )


def _static(evaluated: Evaluated, row: int) -> Adaptive:
    levels: Levels = tuple(evaluated.mixes[row].tolist())
    return Adaptive("", levels)


def _compared(evaluated: Evaluated, plan: Adaptive, best: Mapping[str, int]) -> Compared:
    chances, levers, metrics = evaluated.chances, evaluated.levers, evaluated.metrics
    played = play(chances, levers, metrics, plan)
    plain = Adaptive(plan.name, plan.base)
    return Compared(
        plan.name,
        tuple(trigger.text for trigger in plan.triggers),
        tuple((played.pulled >= 0).mean(axis=1).tolist()),
        floors_of(levers, plan),
        figures_of(metrics, played.values),
        {ally: preference(chances, levers, metrics, plan, plain, ally) for ally in evaluated.allies},
        {ally: preference(chances, levers, metrics, plan, _static(evaluated, row), ally) for ally, row in best.items()},
    )
