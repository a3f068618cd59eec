"""Which linkage carries how much: each switched off, each alone, Shapley's division, and other strengths.

Every setting is played on the same chances, so that differences are paired.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.context import NOTHING, Context
from shiome.futures.contingency.draws import Floats
from shiome.futures.contingency.engine import Outcome, play_all, play_parts
from shiome.futures.contingency.model import ContingencyModel, refused
from shiome.futures.contingency.world import Scales
from shiome.futures.simulation.estimates import Difference, Estimate, difference, estimate

Hits = NDArray[np.bool_]
By = Literal["linkage", "kind"]
MOST_EXACT = 7
"""Players up to which every combination is played; above it orders are drawn."""
ORDERS = 8
"""Orders drawn above that, each with its reverse."""
STRENGTHS = (0.0, 0.5, 1.0, 1.5, 2.0)
"""Scales tried in :func:`strengths`, unless told."""


@dataclass(frozen=True)
class Target:
    """What is asked of each run: every one of ``fronts`` reaches its worst state, or ``states``, within the horizon.

    ``together`` asks for one month in which all of them are in it.
    """

    fronts: tuple[str, ...]
    states: tuple[str, ...] = ()
    together: bool = False

    def hits(self, outcome: Outcome) -> Hits:
        """Whether it holds, for each run."""
        states = self.states or ("",) * len(self.fronts)
        reached = [outcome.reached(front, state) for front, state in zip(self.fronts, states, strict=True)]
        if self.together:
            reached = [np.logical_and.reduce(reached)]
        found: Hits = np.logical_and.reduce([hit.any(axis=1) for hit in reached])
        return found


@dataclass(frozen=True)
class Share:
    """What a linkage, or all of one kind, does to the probability of the target.

    Parameters
    ----------
    without:
        All linkages, less all but this one: the loss when it is switched off.
    alone:
        This one only, less none: the gain when nothing else is assumed.
    shapley:
        Its mean contribution over all orders in which the linkages may be added; the shares add up to ``all - none``.
    standard_error:
        Of ``shapley``, from the runs.
    order_error:
        Of ``shapley``, from the drawing of orders; 0 where every order counts.
    """

    player: str
    without: Difference
    alone: Difference
    shapley: float
    standard_error: float
    order_error: float


@dataclass(frozen=True)
class Mechanism:
    """The division of a target's probability among the linkages.

    Parameters
    ----------
    everything, nothing:
        With all linkages as stated, and with all switched off.
    independent:
        Product of the fronts' own probabilities with all linkages off: what ``nothing`` has beyond it comes from drivers that
        bear on several fronts. ``None`` for a target that asks for one and the same month.
    through_links:
        ``everything`` less ``nothing``.
    exact:
        Whether every combination was played, or orders were drawn.
    """

    target: Target
    by: By
    exact: bool
    everything: Estimate
    nothing: Estimate
    independent: float | None
    through_links: Difference
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Strength:
    """The target with one linkage (or, without a name, all of them) at another strength."""

    linkage: str
    scale: float
    estimate: Estimate
    change: Difference


class _Player:
    """Plays combinations of players once each and remembers what they hit."""

    def __init__(self, groups: Mapping[str, frozenset[str]], ask: Callable[[list[Scales]], list[Hits]]) -> None:
        self.groups, self.ask = groups, ask
        self.known: dict[frozenset[str], Hits] = {}

    def need(self, wanted: Sequence[frozenset[str]]) -> None:
        missing = list(dict.fromkeys(players for players in wanted if players not in self.known))
        settings: list[Scales] = [
            {link: 0.0 for name, links in self.groups.items() if name not in players for link in links}
            for players in missing
        ]
        self.known.update(zip(missing, self.ask(settings), strict=True))


def mechanism(
    model: ContingencyModel,
    target: Target,
    *,
    months: int,
    runs: int,
    seed: int,
    context: Context = NOTHING,
    by: By = "linkage",
    orders: int = ORDERS,
) -> Mechanism:
    """How much of the target's probability each linkage, or each kind of linkage, carries.

    Up to :data:`MOST_EXACT` players every combination is played (L. S. Shapley, 1953); above that ``orders`` random orders and the
    reverse of each (antithetic), drawn under the same seed.
    """
    _check_target(model, target)
    if orders < 2:
        text = f"{orders} orders tell no error"
        raise refused(
            "orders", text, f"順列 {orders} 件では誤差が分からない", "give 2 or more", orders, hint_ja="2 以上とする"
        )
    groups = _groups(model, by)
    player = _Player(groups, lambda settings: _ask(model, target, settings, months, runs, seed, context))
    names = tuple(groups)
    whole, empty = frozenset(names), frozenset[str]()
    player.need([whole, empty, *(whole - {name} for name in names), *(frozenset({name}) for name in names)])
    exact = len(names) <= MOST_EXACT
    divided = _exact(player, names) if exact else _sampled(player, names, orders, seed)
    known = player.known
    shares = tuple(
        Share(
            name,
            difference(known[whole], known[whole - {name}]),
            difference(known[frozenset({name})], known[empty]),
            *divided[name],
        )
        for name in names
    )
    through = difference(known[whole], known[empty])
    everything, nothing = estimate(known[whole]), estimate(known[empty])
    alone = _independent(model, target, months, runs, seed, context)
    return Mechanism(target, by, exact, everything, nothing, alone, through, shares)


def strengths(
    model: ContingencyModel,
    target: Target,
    *,
    months: int,
    runs: int,
    seed: int,
    context: Context = NOTHING,
    scales: Sequence[float] = STRENGTHS,
) -> tuple[Strength, ...]:
    """The target with each linkage, and with all at once, at other strengths; changes are against the model as stated."""
    _check_target(model, target)
    names = [link.id for link in model.linkages]
    asked: list[tuple[str, float, Scales]] = [("", scale, dict.fromkeys(names, scale)) for scale in scales]
    asked += [(name, scale, {name: scale}) for name in names for scale in scales]
    settings: list[Scales] = [{}, *(setting for _, _, setting in asked)]
    base, *hits = _ask(model, target, settings, months, runs, seed, context)
    return tuple(
        Strength(name, scale, estimate(hit), difference(hit, base))
        for (name, scale, _), hit in zip(asked, hits, strict=True)
    )


def _ask(
    model: ContingencyModel, target: Target, settings: list[Scales], months: int, runs: int, seed: int, context: Context
) -> list[Hits]:
    """What each setting hits; paths are dropped as soon as they are counted."""
    found = [np.empty(runs, dtype=np.bool_) for _ in settings]
    parts = play_parts(model, settings, months=months, runs=runs, seed=seed, context=context)
    for part, number, outcome in parts:
        found[number][part] = target.hits(outcome)
    return found


def _independent(
    model: ContingencyModel, target: Target, months: int, runs: int, seed: int, context: Context
) -> float | None:
    if target.together:
        return None
    off: Scales = {link.id: 0.0 for link in model.linkages}
    outcome = play_all(model, [off], months=months, runs=runs, seed=seed, context=context)[0]
    states = target.states or ("",) * len(target.fronts)
    each = [Target((front,), (state,)) for front, state in zip(target.fronts, states, strict=True)]
    return math.prod(float(one.hits(outcome).mean()) for one in each)


def _groups(model: ContingencyModel, by: By) -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for link in model.linkages:
        name = link.id if by == "linkage" else link.kind
        groups[name] = groups.get(name, frozenset()) | {link.id}
    return groups


def _exact(player: _Player, names: tuple[str, ...]) -> dict[str, tuple[float, float, float]]:
    count = len(names)
    player.need([frozenset(some) for size in range(count + 1) for some in itertools.combinations(names, size)])
    found = {}
    for name in names:
        others = [other for other in names if other != name]
        each = np.zeros(len(player.known[frozenset()]))
        for size in range(count):
            weight = 1.0 / (count * math.comb(count - 1, size))
            for some in itertools.combinations(others, size):
                before = frozenset(some)
                each += weight * _gain(player, before, name)
        found[name] = (*_mean(each), 0.0)
    return found


def _sampled(player: _Player, names: tuple[str, ...], orders: int, seed: int) -> dict[str, tuple[float, float, float]]:
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = [[names[place] for place in generator.permutation(len(names))] for _ in range(orders)]
    both = [order for one in drawn for order in (one, one[::-1])]
    player.need([frozenset(order[:size]) for order in both for size in range(len(order) + 1)])
    found = {}
    for name in names:
        gains = [_gain(player, frozenset(order[: order.index(name)]), name) for order in both]
        each: Floats = np.mean(gains, axis=0)
        means = [float(np.mean(gains[place : place + 2])) for place in range(0, len(gains), 2)]
        order_error = float(np.std(means, ddof=1)) / math.sqrt(len(means))
        found[name] = (*_mean(each), order_error)
    return found


def _gain(player: _Player, before: frozenset[str], name: str) -> Floats:
    return player.known[before | {name}].astype(np.float64) - player.known[before]


def _mean(each: Floats) -> tuple[float, float]:
    return float(each.mean()), float(each.std()) / math.sqrt(len(each))


def _check_target(model: ContingencyModel, target: Target) -> None:
    if not target.fronts or len(set(target.fronts)) < len(target.fronts):
        text = "a target names fronts, each once"
        raise refused(
            "target",
            text,
            "問いには正面を重複なく挙げる",
            "name one front or more",
            target,
            hint_ja="正面を一つ以上書く",
        )
    if target.states and len(target.states) != len(target.fronts):
        text = f"{len(target.states)} states are given for {len(target.fronts)} fronts"
        raise refused(
            "target",
            text,
            "状態の数が正面の数と違う",
            "give a state for each front, or none",
            target,
            hint_ja="正面ごとに状態を書くか、書かない",
        )
    for front in target.fronts:
        model.front(front, "target")
