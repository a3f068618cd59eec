"""One chain of the sampler: its state, and one iteration."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from shiome.engines import Engine
from shiome.errors import InputRefused
from shiome.yardsticks.votes.ideal.engines import Sweep, sweep_of
from shiome.yardsticks.votes.ideal.normal import cdf, key_of, quantile, uniforms
from shiome.yardsticks.votes.ideal.problem import Flags, Floats, Problem

THETA_LIMIT = 5.0
_WANTED_ACCEPTANCE = 0.3
_KEPT = ("draws", "scales")
_STATE = ("theta", "centre", "beta", "gamma", "width", "sums", "accepted")


@dataclass(frozen=True)
class Anchor:
    """Members and sessions that are not drawn but taken from an earlier estimate."""

    held: Flags
    """Which of the problem's members and sessions."""
    draws: Floats
    """Their ideal points: one row a draw, one column each of those held."""
    means: Floats
    """Their posterior means, on which the priors of the sessions that follow rest."""
    scale: tuple[float, float]
    """Mean and standard deviation by which the earlier estimate was standardised, on average. Applied in every iteration they
    weigh on the spread of a session, which its votes alone hardly fix; without them it would grow."""


@dataclass(kw_only=True)
class Chain:
    """State of a chain; an iteration changes it in place."""

    problem: Problem
    seed: int
    theta: Floats
    """Ideal points, standardised."""
    centre: Floats
    """The mean that each was last drawn around: the next iteration's prior of the session that follows."""
    beta: Floats
    gamma: Floats
    width: Floats
    """Step of each item's cut points."""
    sums: Floats
    accepted: Floats
    sweep: Sweep
    iteration: int = 0
    draws: list[Floats] = field(default_factory=list)
    scale: tuple[float, float] = (0.0, 1.0)
    """Mean and standard deviation of the ideal points last drawn, before they were standardised."""
    scales: list[tuple[float, float]] = field(default_factory=list)
    anchor: Anchor | None = None

    def step(self, *, adapt: bool) -> None:
        """One iteration: ideal points, then for every item cut points, positions behind the votes and discrimination."""
        self._draw_theta()
        shares = np.empty(len(self.beta))
        keys = (key_of(self.seed, self.iteration, 0), key_of(self.seed, self.iteration, 1))
        self.sweep(keys, self.theta, self.beta, self.gamma, self.width, shares, self.sums)
        self.accepted += shares
        if adapt:
            pace = 2.0 / (self.iteration + 1) ** 0.6
            self.width = np.clip(self.width * np.exp(pace * (shares - _WANTED_ACCEPTANCE)), 0.01, 2.0)
        self.iteration += 1

    def hold(self, theta: Floats, *, sweeps: int) -> None:
        """Let the items settle around given ideal points."""
        self.theta, self.centre = theta, theta.copy()
        shares = np.empty(len(self.beta))
        for number in range(sweeps):
            keys = (key_of(self.seed, number, 4), key_of(self.seed, number, 5))
            self.sweep(keys, self.theta, self.beta, self.gamma, self.width, shares, self.sums)

    def _draw_theta(self) -> None:
        problem = self.problem
        prior = np.where(problem.before >= 0, self.centre[problem.before], 0.0)
        spread = 1.0 / (self.sums[:, 1] + problem.precision)
        centre = spread * (self.sums[:, 0] + problem.precision * prior)
        noise = quantile(uniforms(key_of(self.seed, self.iteration, 2), 0, len(centre)))
        theta = np.clip(centre + np.sqrt(spread) * noise, -THETA_LIMIT, THETA_LIMIT)
        if self.anchor is None:
            self.scale = float(theta.mean()), float(theta.std(ddof=1))
            self.theta, self.centre = (theta - self.scale[0]) / self.scale[1], centre
            return
        theta = (theta - self.anchor.scale[0]) / self.anchor.scale[1]
        held, draw = self.anchor.held, self.iteration % len(self.anchor.draws)
        theta[held], centre[held] = self.anchor.draws[draw], self.anchor.means
        self.theta, self.centre = theta, centre

    def keep(self) -> None:
        """Add the present state to the draws."""
        self.draws.append(self.theta.astype(np.float32))
        self.scales.append(self.scale)

    def save(self, path: Path) -> None:
        """Write the state to a file, in place of what it held."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        numbers = np.array([self.problem.fingerprint, self.seed, self.iteration], dtype=np.int64)
        kept: dict[str, Any] = {name: np.array(getattr(self, name)) for name in (*_KEPT, *_STATE)}
        kept["numbers"] = numbers
        with aside.open("wb") as stream:
            np.savez(stream, **kept)
        aside.replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a saved state.

        Raises
        ------
        InputRefused
            ``votes.state``: the file is none, or of other votes or another seed.
        """
        try:
            with np.load(path, allow_pickle=False) as read:
                saved = {name: read[name] for name in ("numbers", *_KEPT, *_STATE)}
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise _other_state(path, "cannot be read", "読めない") from error
        if saved["numbers"][:2].tolist() != [self.problem.fingerprint, self.seed]:
            raise _other_state(path, "belongs to other votes or another seed", "別の投票か別の乱数の種のもの")
        for name in _STATE:
            setattr(self, name, saved[name])
        self.iteration = int(saved["numbers"][2])
        for name in _KEPT:
            setattr(self, name, list(saved[name]))


def new_chain(problem: Problem, *, seed: int, engine: Engine) -> Chain:
    """A chain at the authors' starting values."""
    items = np.repeat(np.arange(len(problem.item)), np.diff(problem.start))
    position = np.arange(len(problem.place))
    # Positions behind the votes are first drawn as if all ideal points were 0.
    low = np.where(position < problem.abstain[items], -99.0, problem.gamma[items, 0])
    low = np.where(position >= problem.no[items], problem.gamma[items, 1], low)
    high = np.where(position < problem.abstain[items], problem.gamma[items, 0], problem.gamma[items, 1])
    high = np.where(position >= problem.no[items], 99.0, high)
    share = uniforms(key_of(seed, 0, 3), 0, len(items))
    latent = quantile(cdf(low) + share * (cdf(high) - cdf(low)))
    slope = problem.beta[items]
    sums = np.stack(
        [
            np.bincount(problem.place, slope * latent, minlength=len(problem.cow)),
            np.bincount(problem.place, slope * slope, minlength=len(problem.cow)),
        ],
        axis=1,
    )
    sizes = np.diff(problem.start)
    return Chain(
        problem=problem,
        seed=seed,
        theta=problem.theta.copy(),
        centre=problem.theta.copy(),
        beta=problem.beta.copy(),
        gamma=problem.gamma.copy(),
        width=np.clip(2.0 / np.sqrt(sizes), 0.02, 1.0),
        sums=sums.astype(np.float64),
        accepted=np.zeros(len(problem.item)),
        sweep=sweep_of(problem, engine),
    )


def _other_state(path: Path, why: str, ja: str) -> InputRefused:
    return InputRefused(
        "votes.state",
        f"the saved state {path.name} {why}",
        ja=f"保存された状態 {path.name} は{ja}",
        hint="remove the file to begin anew",
        hint_ja="初めからやり直すならファイルを除く",
        failed=path,
    )
