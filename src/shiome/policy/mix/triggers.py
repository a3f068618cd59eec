"""Adaptive mixes: when drivers come to stand in certain states, levers move from the next month on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shiome.errors import QueryRefused
from shiome.futures.simulation.model import SimulationModel
from shiome.policy.mix.levers import Levels, Levers

_PART = re.compile(r"^\s*([\w.-]+?)\s*(!=|<=|>=|=|<|>)\s*([\w.-]+)\s*$")


@dataclass(frozen=True)
class Condition:
    """A driver is in one of several states."""

    driver: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Trigger:
    """When all conditions hold in a month, the levers named stand at the levels named from the next month on.

    ``stays``: for good once it was pulled; otherwise only while the conditions hold.
    """

    text: str
    conditions: tuple[Condition, ...]
    levels: Mapping[str, str]
    stays: bool = True


@dataclass(frozen=True)
class Adaptive:
    """A mix with triggers; where several are pulled, a later one goes over an earlier one."""

    name: str
    base: Levels
    triggers: tuple[Trigger, ...] = ()

    @property
    def watched(self) -> tuple[str, ...]:
        """Drivers that its triggers look at."""
        return tuple(dict.fromkeys(each.driver for trigger in self.triggers for each in trigger.conditions))

    def levels(self, levers: Levers, pulled: Sequence[bool]) -> Levels:
        """The mix with some triggers pulled."""
        found = self.base
        for trigger, on in zip(self.triggers, pulled, strict=True):
            if on:
                found = levers.mix(trigger.levels, base=found)
        return found


def parse_trigger(text: str, model: SimulationModel, levers: Levers) -> Trigger:
    """A trigger as it is written: ``talks>=contact and mode=dialogue: lever=high, other=medium``.

    ``while`` before it lets the levers fall back when the conditions no longer hold. States compare in the model's order.

    Raises
    ------
    QueryRefused
        ``policy.trigger``: it is not written so.
    InputRefused, NotKnown
        A driver, state, lever or level does not exist.
    """
    stays = not text.lstrip().startswith("while ")
    condition, colon, moves = text.strip().removeprefix("while ").partition(":")
    conditions = [_condition(part, model, text) for part in condition.split(" and ")]
    pairs = [_PART.match(part) for part in moves.split(",")]
    levels = {pair[1]: pair[3] for pair in pairs if pair and pair[2] == "="}
    if not colon or len(levels) < len(pairs):
        raise _refused(text)
    levers.mix(levels)
    return Trigger(" ".join(text.split()), tuple(conditions), levels, stays)


def _condition(part: str, model: SimulationModel, text: str) -> Condition:
    found = _PART.match(part)
    if not found:
        raise _refused(text)
    number = model.driver(found[1], f"trigger {text}")
    place = model.state(number, found[3], f"trigger {text}")
    states = model.drivers[number].states
    kept = {
        "=": states[place : place + 1],
        "!=": states[:place] + states[place + 1 :],
        "<": states[:place],
        "<=": states[: place + 1],
        ">": states[place + 1 :],
        ">=": states[place:],
    }[found[2]]
    return Condition(found[1], kept)


def _refused(text: str) -> QueryRefused:
    return QueryRefused(
        "policy.trigger",
        f"the trigger {text!r} cannot be read",
        ja=f"引き金「{text}」を読めない",
        hint="write driver=state and driver>=state: lever=level, lever=level",
        hint_ja="driver=state and driver>=state: lever=level, lever=level と書く",
        failed=text,
    )
