"""One chunk of runs: what is drawn once, and the months played under one setting of the linkages after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.context import Context
from shiome.futures.contingency.draws import Draws, Floats
from shiome.futures.contingency.inputs import influence_name, linkage_name, rate_name
from shiome.futures.contingency.means import capacity_points, demand_points
from shiome.futures.contingency.model import ContingencyModel, Front, LinkageOf, Pair, refused, state_of

States = NDArray[np.uint8]
Lanes = NDArray[np.intp]
Scales = Mapping[str, float]
"""Strength of linkages by identifier: 1 as stated (the default), 0 off, 2 twice as strong on the logarithmic scale."""

MOST_PLAYED = 24
"""Settings that are remembered, for later ones to start from."""


class World:
    """One chunk of runs: everything that does not depend on the linkages is drawn once."""

    def __init__(self, model: ContingencyModel, context: Context, draws: Draws, part: slice, months: int) -> None:
        self.model, self.months, self.draws = model, months, draws
        self.rates = [_front_rates(front, context, draws, part, months) for front in model.fronts]
        self.fixed = [_followed(front, context, part, months) for front in model.fronts]
        self.chances = [
            [draws.uniform(f"move {front.id} {month}") for month in range(1, months + 1)] for front in model.fronts
        ]
        strained = {Pair(link.strain.actor, link.strain.resource) for link in model.linkages if link.strain}
        self.capacity = {pair: capacity_points(model, pair, context, draws, part, months) for pair in strained}
        self.demand = {pair: [demand_points(front, pair, draws) for front in model.fronts] for pair in strained}
        self.everyone: Lanes = np.arange(draws.count)
        self.alone = [[] if fixed is not None else self._alone(index) for index, fixed in enumerate(self.fixed)]
        self.played: list[_Played] = []

    def play(self, scales: Scales) -> States:
        """(months + 1, fronts, runs) states under one setting.

        A run in which no linkage acts whose strength differs from that of a setting played before goes as it went then. Only the others
        are played anew.
        """
        strengths = {link.id: scales.get(link.id, 1.0) for link in self.model.linkages}
        links = self._links(strengths)
        states, lanes = self._start(strengths)
        for month in range(1, self.months + 1):
            before = states[month - 1]
            for index, fixed in enumerate(self.fixed):
                if fixed is None:
                    states[month, index, lanes] = self._move(index, month, before, lanes, links)
        if len(self.played) < MOST_PLAYED:
            self.played.append(_Played(strengths, states, self._acted(states)))
        return states

    def _start(self, strengths: Mapping[str, float]) -> tuple[States, Lanes]:
        """States to begin from, and the runs to play: all of them, or those that may differ from the nearest setting played."""
        if self.played:
            differ = [
                np.logical_or.reduce(
                    [np.zeros(self.draws.count, dtype=np.bool_)]
                    + [acted for link, acted in one.acted.items() if one.strengths[link] != strengths[link]]
                )
                for one in self.played
            ]
            nearest = min(range(len(differ)), key=lambda number: int(np.count_nonzero(differ[number])))
            return self.played[nearest].states.copy(), np.flatnonzero(differ[nearest])
        states = np.empty((self.months + 1, len(self.model.fronts), self.draws.count), dtype=np.uint8)
        for index, (front, fixed) in enumerate(zip(self.model.fronts, self.fixed, strict=True)):
            states[0, index] = state_of(front, front.initial or front.states[0], "start")
            if fixed is not None:
                states[:, index] = fixed.T
        return states, self.everyone

    def _acted(self, states: States) -> dict[str, NDArray[np.bool_]]:
        """For each linkage, the runs in which it might have acted in some month."""
        found = {}
        for link in self.model.linkages:
            cause, effect = self.model.front(link.cause, link.id), self.model.front(link.effect, link.id)
            least = state_of(self.model.fronts[cause], link.state, link.id)
            leaving = state_of(self.model.fronts[effect], link.before, link.id)
            acts = (states[:-1, cause] >= least) & (states[:-1, effect] == leaving)
            found[link.id] = np.logical_or.reduce(acts, axis=0)
        return found

    def _links(self, strengths: Mapping[str, float]) -> list[_Link]:
        found = []
        for link in self.model.linkages:
            scale = strengths[link.id]
            if scale != 0.0:
                cause, effect = self.model.front(link.cause, link.id), self.model.front(link.effect, link.id)
                least = state_of(self.model.fronts[cause], link.state, link.id)
                factor = self.draws.factor(linkage_name(link.id), link.factor, scale=scale)
                found.append(_Link(link, cause, least, effect, factor))
        return found

    def _move(self, index: int, month: int, before: States, lanes: Lanes, links: Sequence[_Link]) -> States:
        """States of one front after a month, of the runs in ``lanes``: as if it were alone, and anew where a linkage may act."""
        front, current = self.model.fronts[index], before[index, lanes]
        following: States = self.alone[index][month - 1][current, lanes]
        for number, state in enumerate(front.states):
            here = [link for link in links if link.effect == index and link.stated.before == state]
            if not here:
                continue
            near = np.logical_or.reduce([before[link.cause, lanes] >= link.least for link in here])
            places = np.flatnonzero(near & (current == number))
            some = lanes[places]
            target = self._rates(index, state, month, some)
            for link in here:
                acts = self._acting(link, some, month, before)
                target[front.states.index(link.stated.after), acts] *= link.factor[some[acts]]
            following[places] = _next(number, target, self.chances[index][month - 1][some])
        return following

    def _rates(self, index: int, state: str, month: int, lanes: Lanes) -> Floats:
        """(states, lanes) rates out of ``state`` before any linkage."""
        front = self.model.fronts[index]
        target = np.zeros((len(front.states), len(lanes)))
        for step, rates in zip(front.steps, self.rates[index], strict=True):
            if step.before == state:
                target[front.states.index(step.after)] = rates[month - 1, lanes]
        return target

    def _alone(self, index: int) -> list[States]:
        """For each month, (states, runs) where a front goes from each of its states if no linkage acts."""
        front = self.model.fronts[index]
        return [
            np.stack(
                [
                    _next(number, self._rates(index, state, month, self.everyone), self.chances[index][month - 1])
                    for number, state in enumerate(front.states)
                ]
            )
            for month in range(1, self.months + 1)
        ]

    def _acting(self, link: _Link, lanes: Lanes, month: int, before: States) -> Lanes:
        """Places in ``lanes`` where a linkage acts."""
        acts: Lanes = np.flatnonzero(before[link.cause, lanes] >= link.least)
        strain = link.stated.strain
        if strain is None or not len(acts):
            return acts
        pair, asked = Pair(strain.actor, strain.resource), lanes[acts]
        demand = np.zeros(len(acts))
        for other, points in enumerate(self.demand[pair]):
            if other != link.effect:
                demand += points[before[other, asked], asked]
        strained: Lanes = acts[demand > strain.above * self.capacity[pair][asked, month - 1]]
        return strained


@dataclass(frozen=True)
class _Link:
    """A linkage that is on, with the factor each run drew."""

    stated: LinkageOf
    cause: int
    least: int
    effect: int
    factor: Floats


@dataclass(frozen=True)
class _Played:
    """A setting that was played, and for each linkage the runs in which it might have acted."""

    strengths: Mapping[str, float]
    states: States
    acted: Mapping[str, NDArray[np.bool_]]


def _next(current: int, target: Floats, chance: Floats) -> States:
    """The state after a month of competing rates out of one state, by one chance for each run.

    A low chance takes a front to the worst states and a high one to the calmest, so that a raised rate of getting worse never leaves
    a run better off that meets the same chances.
    """
    total = target.sum(axis=0)
    share = np.divide(-np.expm1(-total), total, out=np.zeros_like(total), where=total > 0)
    following = np.full(len(chance), current, dtype=np.uint8)
    low, high = np.zeros_like(total), np.ones_like(total)
    for state in range(len(target) - 1, current, -1):
        reach = low + target[state] * share
        following[(low <= chance) & (chance < reach)] = state
        low = reach
    for state in range(current):
        reach = high - target[state] * share
        following[(reach <= chance) & (chance < high)] = state
        high = reach
    return following


def _front_rates(front: Front, context: Context, draws: Draws, part: slice, months: int) -> list[Floats]:
    """For each step, (months, runs) its rate out of each month, before any linkage."""
    found = []
    for step in front.steps:
        rate = draws.band(rate_name(front, step), step.rate)
        rates = np.repeat(rate[None, :], months, axis=0)
        for influence in front.influences:
            driver = context.index(influence.driver)
            if driver is None or (influence.before, influence.after) != (step.before, step.after):
                continue
            factor = draws.factor(influence_name(front, influence), influence.factor)
            acts = context.path(driver, part, months)[:, :-1] == context.state(influence.driver, influence.state)
            rates = np.where(acts.T, rates * factor, rates)
        found.append(np.ascontiguousarray(rates))
    return found


def _followed(front: Front, context: Context, part: slice, months: int) -> States | None:
    """(runs, months + 1) states of a front that is one with a driver of the context; ``None`` where it moves by itself."""
    drivers = {followed.driver for followed in front.follows}
    driver = next((context.index(name) for name in drivers), None)
    if driver is None:
        return None
    name, states = context.drivers[driver]
    table = {followed.state: front.states.index(followed.front) for followed in front.follows}
    missing = [state for state in states if state not in table]
    if missing:
        text = f"front {front.id} follows driver {name} and does not say what it is in state {missing[0]}"
        ja = f"正面 {front.id} はドライバー {name} の状態 {missing[0]} のときどうなるかを述べていない"
        raise refused("follows", text, ja, "name a state of the front for it", front, hint_ja="正面の状態を書く")
    lookup = np.array([table[state] for state in states], dtype=np.uint8)
    return lookup[context.path(driver, part, months)]
