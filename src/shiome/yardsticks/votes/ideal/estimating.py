"""Ideal points from votes: the whole run, with progress, stop and resumption."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from shiome.engines import Engine
from shiome.errors import InputRefused
from shiome.yardsticks.votes.ideal.chain import Chain, new_chain
from shiome.yardsticks.votes.ideal.engines import engine_used
from shiome.yardsticks.votes.ideal.points import IdealPoints, summarised
from shiome.yardsticks.votes.ideal.problem import Variant, build
from shiome.yardsticks.votes.table import VoteTable

Progress = Callable[[int, int], None]
"""Called with the iterations done and those to do."""
_SAVE_EVERY = 200


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How long to sample."""

    iterations: int = 2000
    """After the first ones that are thrown away."""
    burn: int = 600
    thin: int = 5
    """Every how many iterations a draw is kept."""

    @property
    def total(self) -> int:
        """All iterations."""
        return self.burn + self.iterations


def estimate(
    table: VoteTable,
    *,
    variant: Variant = "all",
    iterations: int | None = None,
    burn: int | None = None,
    thin: int | None = None,
    seed: int = 0,
    engine: Engine = "auto",
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    state: Path | str | None = None,
) -> IdealPoints:
    """Estimate ideal points by the dynamic ordinal model.

    Parameters
    ----------
    table:
        Votes with what is known of their roll calls.
    variant:
        Which roll calls count; see ``VARIANTS``.
    iterations, burn, thin:
        As in ``Settings``, whose values hold where they are left out.
    seed:
        The same seed gives the same draws.
    engine:
        ``numba``, ``numpy``, or the faster one that is installed.
    progress:
        Called after every iteration.
    stop:
        Asked after every iteration; where it says so, sampling ends and the result is marked as not complete.
    state:
        File in which the state is kept now and then, and at the end; sampling goes on from it where it exists.

    Raises
    ------
    InputRefused
        ``votes.variant``, ``votes.state``, ``votes.iterations``.
    """
    settings = settings_of(iterations=iterations, burn=burn, thin=thin)
    problem = build(table, variant)
    chain = new_chain(problem, seed=seed, engine=engine)
    complete = run(chain, settings, progress=progress, stop=stop, state=Path(state) if state else None)
    mean, quantiles = summarised(np.array(chain.draws))
    shift, spread = np.array(chain.scales).mean(axis=0).tolist()
    return IdealPoints(
        variant=variant,
        source="estimated",
        cow=problem.cow,
        session=problem.session,
        votes=problem.votes,
        mean=mean,
        quantiles=quantiles,
        draws=np.array(chain.draws, dtype=np.float32),
        scale=(shift, spread),
        complete=complete,
        countries=table.countries,
        accepted=float(chain.accepted.mean() / max(chain.iteration, 1)),
        engine=engine_used(engine),
    )


def settings_of(*, iterations: int | None, burn: int | None, thin: int | None) -> Settings:
    """The settings with what was given; refused where they leave no draw."""
    given = {"iterations": iterations, "burn": burn, "thin": thin}
    settings = msgspec.structs.replace(
        Settings(), **{name: value for name, value in given.items() if value is not None}
    )
    if settings.thin < 1 or settings.burn < 0 or settings.iterations < settings.thin:
        raise InputRefused(
            "votes.iterations",
            f"{settings.iterations} iterations, of which every {settings.thin}th is kept, leave no draw",
            ja=f"反復 {settings.iterations} 回から {settings.thin} 回ごとに取ると標本が残らない",
            hint="ask for more iterations",
            hint_ja="反復を増やす",
            failed=settings,
        )
    return settings


def run(
    chain: Chain,
    settings: Settings,
    *,
    progress: Progress | None,
    stop: Callable[[], bool] | None,
    state: Path | None,
) -> bool:
    """Take a chain to the end of its iterations; ``False`` where it was stopped before, with at least one draw."""
    if state is not None and state.exists():
        chain.restore(state)
    complete = True
    while chain.iteration < settings.total:
        chain.step(adapt=chain.iteration < settings.burn)
        after = chain.iteration - settings.burn
        if after > 0 and after % settings.thin == 0:
            chain.keep()
        if progress is not None:
            progress(chain.iteration, settings.total)
        if state is not None and chain.iteration % _SAVE_EVERY == 0:
            chain.save(state)
        if stop is not None and stop():
            complete = chain.iteration >= settings.total
            break
    if state is not None:
        chain.save(state)
    if not chain.draws:
        chain.keep()
    return complete
