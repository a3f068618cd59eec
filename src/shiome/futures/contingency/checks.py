"""Whether a model of contingencies holds together; each refusal is one line with the place."""

from __future__ import annotations

import math
from collections.abc import Iterable

from shiome.futures.contingency.model import ContingencyModel, Front, LinkageOf, Pair, refused, state_of
from shiome.futures.simulation.model import Band

MOST_STATES = 16
"""States a front can have."""


def check_model(model: ContingencyModel) -> None:
    """Refuse the first thing in ``model`` that does not hold together."""
    if not model.fronts:
        raise refused(
            "fronts",
            "the model has no fronts",
            "正面がない",
            "name at least one contingency",
            model,
            hint_ja="有事を一つ以上書く",
        )
    _no_doubles((front.id for front in model.fronts), "the model")
    _no_doubles((f"{c.actor}'s {c.resource}" for c in model.capacities), "the capacities")
    _no_doubles((linkage.id for linkage in model.linkages), "the linkages")
    for capacity in model.capacities:
        where = f"capacity of {capacity.actor} in {capacity.resource}"
        _positive(capacity.points, where)
        for shift in capacity.shifts:
            _positive(shift.factor, f"{where}, {shift.driver}={shift.state}")
    for front in model.fronts:
        _check_front(front)
        _check_demands(model, front)
    for linkage in model.linkages:
        _check_linkage(model, linkage)


def _check_front(front: Front) -> None:
    where = f"front {front.id}"
    if not 2 <= len(front.states) <= MOST_STATES:
        text = f"{where} has {len(front.states)} states, not 2 to {MOST_STATES}"
        raise refused(
            "states",
            text,
            f"{where} の状態の数が 2〜{MOST_STATES} でない",
            "name calm and conflict",
            front,
            hint_ja="平時と紛争を書く",
        )
    _no_doubles(front.states, where)
    if front.initial:
        state_of(front, front.initial, f"{where}, start")
    _no_doubles((f"{step.before} to {step.after}" for step in front.steps), where)
    for step in front.steps:
        place = f"{where}, step {step.before} to {step.after}"
        if state_of(front, step.before, place) == state_of(front, step.after, place):
            text = f"{place}: a step leads to another state"
            raise refused(
                "step", text, f"{place}：同じ状態への移行はない", "name two states", step, hint_ja="状態を二つ書く"
            )
        _band(step.rate, place, least=0.0)
    steps = {(step.before, step.after) for step in front.steps}
    for influence in front.influences:
        place = f"{where}, influence of {influence.driver}={influence.state}"
        if (influence.before, influence.after) not in steps:
            text = f"{place}: there is no step {influence.before} to {influence.after}"
            raise refused(
                "step", text, f"{place}：移行 {influence.before}→{influence.after} がない", "add it", influence
            )
        _positive(influence.factor, place)
    if len({followed.driver for followed in front.follows}) > 1:
        text = f"{where} follows more than one driver"
        raise refused(
            "follows", text, f"{where} が二つ以上のドライバーに従う", "keep one of them", front, hint_ja="一つだけ残す"
        )
    _no_doubles((f"{followed.driver}={followed.state}" for followed in front.follows), where)
    for followed in front.follows:
        state_of(front, followed.front, f"{where}, follows {followed.driver}={followed.state}")


def _check_demands(model: ContingencyModel, front: Front) -> None:
    for demand in front.demands:
        where = f"front {front.id}, demand on {demand.actor} for {demand.resource}"
        state_of(front, demand.state, where)
        _band(demand.points, where, least=0.0)
        if Pair(demand.actor, demand.resource) not in model.pairs:
            text = f"{where}: there is no capacity to hold it against"
            raise refused(
                "capacity",
                text,
                f"{where}：対応する能力がない",
                "state the actor's capacity",
                demand,
                hint_ja="主体の能力を書く",
            )
    _no_doubles((f"{d.actor}'s {d.resource} in {d.state}" for d in front.demands), f"front {front.id}")


def _check_linkage(model: ContingencyModel, linkage: LinkageOf) -> None:
    where = f"linkage {linkage.id}"
    cause = model.fronts[model.front(linkage.cause, where)]
    effect = model.fronts[model.front(linkage.effect, where)]
    if cause is effect:
        text = f"{where}: a front is linked to another, not to itself"
        raise refused(
            "itself", text, f"{where}：正面は自分自身と連動しない", "name two fronts", linkage, hint_ja="正面を二つ書く"
        )
    state_of(cause, linkage.state, where)
    if (linkage.before, linkage.after) not in {(step.before, step.after) for step in effect.steps}:
        text = f"{where}: front {effect.id} has no step {linkage.before} to {linkage.after}"
        ja = f"{where}：正面 {effect.id} に移行 {linkage.before}→{linkage.after} がない"
        raise refused("step", text, ja, "name one of its steps", linkage, hint_ja="その段階の一つを書く")
    _positive(linkage.factor, where)
    if linkage.strain is not None:
        if Pair(linkage.strain.actor, linkage.strain.resource) not in model.pairs:
            text = f"{where}: {linkage.strain.actor} has no capacity in {linkage.strain.resource}"
            raise refused(
                "capacity",
                text,
                f"{where}：能力の記載がない",
                "state the actor's capacity",
                linkage,
                hint_ja="主体の能力を書く",
            )
        _band(Band.at(linkage.strain.above), f"{where}, strain", least=0.0)


def _no_doubles(names: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            text = f"{where}: {name} is given twice"
            raise refused(
                "doubled", text, f"{where}：{name} が二度ある", "keep one of them", name, hint_ja="一つだけ残す"
            )
        seen.add(name)


def _positive(band: Band, where: str) -> None:
    _band(band, where, least=0.0)
    if band.low <= 0:
        text = f"{where}: {band.low} is not above 0"
        raise refused(
            "band",
            text,
            f"{where}：{band.low} が 0 より大きくない",
            "give a positive band",
            band,
            hint_ja="正の帯を書く",
        )


def _band(band: Band, where: str, *, least: float) -> None:
    if not (math.isfinite(band.low) and math.isfinite(band.high) and least <= band.low <= band.high):
        text = f"{where}: the band {band.low}..{band.high} holds no value from {least:g} on"
        ja = f"{where}：幅 {band.low}..{band.high} に {least:g} 以上の値がない"
        raise refused("band", text, ja, f"give {least:g} <= low <= high", band)
