"""New sessions joined to an estimate that stands, without a whole run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import numpy as np

from shiome.engines import Engine
from shiome.errors import InputRefused
from shiome.yardsticks.votes.ideal.chain import Anchor, new_chain
from shiome.yardsticks.votes.ideal.engines import engine_used
from shiome.yardsticks.votes.ideal.estimating import Progress, run, settings_of
from shiome.yardsticks.votes.ideal.points import HIGH, LOW, Floats, IdealPoints, summarised
from shiome.yardsticks.votes.ideal.problem import Flags, Ints, Problem, Variant, build
from shiome.yardsticks.votes.table import VoteTable

_NINETY = 1.6448536269514722
_SETTLING = 60
"""Iterations in which items, then ideal points, settle around a published table."""
_MADE_DRAWS = 200
"""Draws made of a published table, which gives only quantiles."""


def extend(
    previous: IdealPoints,
    table: VoteTable,
    *,
    iterations: int | None = None,
    burn: int | None = None,
    thin: int | None = None,
    seed: int = 0,
    engine: Engine = "auto",
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> IdealPoints:
    """Estimate the sessions of a table that come after those of an earlier estimate.

    Only roll calls of the new sessions are sampled, with the votes of earlier sessions on the same resolutions. The ideal
    points of earlier sessions are not drawn: every iteration takes one of the earlier estimate's draws, so that its uncertainty
    is carried on while the scale stays the one it had; nothing is standardised anew. In the model the prior of a session
    rests on the session before it and never on the one after, so that little is lost (see ``docs/explanation/votes.md``).

    Parameters
    ----------
    previous:
        An estimate, or a published table, of which draws are made from the mean and the 90 % interval.
    table:
        Old and new votes. The remaining parameters are those of :func:`estimate`.

    Returns
    -------
    IdealPoints
        The earlier rows unchanged, and those of the new sessions.

    Raises
    ------
    InputRefused
        ``votes.nothing-new``: the table has no session after the estimate's last.
    """
    settings = settings_of(iterations=iterations, burn=burn, thin=thin)
    last = int(previous.session.max())
    variant = cast("Variant", "all" if previous.variant == "legacy" else previous.variant)
    problem = build(table, variant)
    fresh = problem.session > last
    if not bool(fresh.any()):
        raise InputRefused(
            "votes.nothing-new",
            f"the table has no session after {last} in which “{variant}” roll calls divided the members",
            ja=f"第 {last} 会期より後に「{variant}」の割れた投票がない",
            hint="load the votes of the new session first",
            hint_ja="新しい会期の投票を先に読み込む",
            failed=last,
        )
    problem, fresh, rows = _reduced(problem, fresh, previous)
    draws = _draws(previous)
    scale = _scale(previous, table, variant, seed, engine)
    chain = new_chain(problem, seed=seed, engine=engine)
    chain.anchor = Anchor(held=~fresh, draws=draws[:, rows], means=previous.mean[rows], scale=scale)
    chain.centre = np.zeros(len(problem.cow))
    chain.centre[~fresh] = previous.mean[rows]
    chain.centre[fresh] = np.where(problem.before >= 0, chain.centre[problem.before], 0.0)[fresh]
    complete = run(chain, settings, progress=progress, stop=stop, state=None)
    drawn, used = np.array(chain.draws), engine_used(engine)
    return _joined(previous, problem, fresh, drawn, draws, scale=scale, complete=complete, engine=used)


def _reduced(problem: Problem, fresh: Flags, previous: IdealPoints) -> tuple[Problem, Flags, Ints]:
    """The items that occur in new sessions, with their votes of sessions that the earlier estimate knows.

    Gives also which members and sessions of the smaller problem are new, and the earlier rows of the others.
    """
    row_of = np.where(fresh, -1, previous.places(problem.cow, problem.session))
    usable = fresh | (row_of >= 0)
    item = np.repeat(np.arange(len(problem.item)), np.diff(problem.start))
    current = np.zeros(len(problem.item), dtype=bool)
    current[item[fresh[problem.place]]] = True
    kept = current[item] & usable[problem.place]
    wanted = np.zeros(len(problem.cow), dtype=bool)
    wanted[problem.place[kept]] = True
    # The session on which a new one's prior rests stays too, whether or not it has votes on these items.
    prior = problem.before[fresh & (problem.before >= 0)]
    wanted[prior[usable[prior]]] = True
    place = np.where(wanted, np.cumsum(wanted) - 1, -1)
    start, abstain, no = _borders(problem, item, kept, current)
    reduced = replace(
        problem,
        start=start,
        abstain=abstain,
        no=no,
        place=place[problem.place[kept]].astype(np.int32),
        item=problem.item[current],
        cow=problem.cow[wanted],
        session=problem.session[wanted],
        votes=problem.votes[wanted],
        before=np.where(problem.before >= 0, place[problem.before], -1)[wanted],
        precision=problem.precision[wanted],
        theta=problem.theta[wanted],
        beta=problem.beta[current],
        gamma=problem.gamma[current],
    )
    return reduced, fresh[wanted], row_of[wanted & ~fresh]


def _borders(problem: Problem, item: Ints, kept: Flags, current: Flags) -> tuple[Ints, Ints, Ints]:
    """Where each item's votes, abstentions and noes begin once only some votes are kept."""
    position = np.arange(len(item))
    before_abstain, before_no = position < problem.abstain[item], position < problem.no[item]
    parts = (kept & before_abstain, kept & ~before_abstain & before_no, kept & ~before_no)
    yes, abstained, against = (np.bincount(item[part], minlength=len(current))[current] for part in parts)
    start = np.concatenate([[0], np.cumsum(yes + abstained + against)])
    return start, start[:-1] + yes, start[:-1] + yes + abstained


def _draws(previous: IdealPoints) -> Floats:
    if previous.draws is not None:
        return previous.draws
    spread = (previous.quantiles[:, HIGH] - previous.quantiles[:, LOW]) / (2 * _NINETY)
    noise = np.random.default_rng(0).standard_normal((_MADE_DRAWS, len(previous)))
    return previous.mean + np.nan_to_num(spread) * noise


def _scale(previous: IdealPoints, table: VoteTable, variant: Variant, seed: int, engine: Engine) -> tuple[float, float]:
    """By what the earlier estimate was standardised; for a published table from some iterations around its ideal points."""
    if previous.scale is not None:
        return previous.scale
    problem = build(table.select(last=int(previous.session.max())), variant)
    chain = new_chain(problem, seed=seed, engine=engine)
    rows = previous.places(problem.cow, problem.session)
    chain.hold(np.where(rows >= 0, previous.mean[rows], 0.0), sweeps=_SETTLING)
    scales = []
    for _ in range(_SETTLING):
        chain.step(adapt=True)
        scales.append(chain.scale)
    shift, spread = np.array(scales[_SETTLING // 3 :]).mean(axis=0).tolist()
    return shift, spread


def _joined(
    previous: IdealPoints,
    problem: Problem,
    fresh: Flags,
    drawn: Floats,
    earlier: Floats,
    *,
    scale: tuple[float, float],
    complete: bool,
    engine: str,
) -> IdealPoints:
    mean, quantiles = summarised(drawn[:, fresh])
    cow = np.concatenate([previous.cow, problem.cow[fresh]])
    session = np.concatenate([previous.session, problem.session[fresh]])
    order = np.lexsort((session, cow))
    # As many draws of the earlier sessions as there are of the new ones: pairs of the same iteration are not needed for
    # distances within a session.
    repeated = earlier[np.arange(len(drawn)) % len(earlier)]
    return IdealPoints(
        variant=previous.variant,
        source="extended",
        cow=cow[order],
        session=session[order],
        votes=np.concatenate([previous.votes, problem.votes[fresh]])[order],
        mean=np.concatenate([previous.mean, mean])[order],
        quantiles=np.concatenate([previous.quantiles, quantiles])[order],
        draws=np.concatenate([repeated, drawn[:, fresh]], axis=1)[:, order].astype(np.float32),
        scale=scale,
        complete=complete and previous.complete,
        countries=previous.countries,
        engine=engine,
    )
