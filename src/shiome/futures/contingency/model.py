"""What is played: fronts with states, steps between them, demands, capacities and linkages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from shiome.errors import InputRefused
from shiome.futures.simulation.model import Band

Name = Mapping[str, str]
"""A name by language."""


@dataclass(frozen=True)
class Step:
    """How often a front in ``before`` goes to ``after``: a rate per month.

    A constant rate ``r`` takes it away within a month with probability ``1 - exp(-r)``.
    """

    before: str
    after: str
    rate: Band


@dataclass(frozen=True)
class Influence:
    """While ``driver`` was in ``state`` last month, the rate of the step from ``before`` to ``after`` is multiplied."""

    driver: str
    state: str
    before: str
    after: str
    factor: Band


@dataclass(frozen=True)
class Followed:
    """While ``driver`` is in ``state``, the front is in ``front``."""

    driver: str
    state: str
    front: str


@dataclass(frozen=True)
class Demand:
    """What a front in ``state`` asks of ``actor``'s ``resource``, in points; ``cited`` where a source speaks of it."""

    actor: str
    resource: str
    state: str
    points: Band
    cited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Front:
    """A front: its states from calm to the worst, where it starts, and how it moves.

    Parameters
    ----------
    initial:
        State in month 0; empty for the first.
    follows:
        Where it is one with a driver: a state of its own for each state of that driver. While the context has the driver's
        path, the steps are left alone.
    """

    id: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    initial: str = ""
    influences: tuple[Influence, ...] = ()
    follows: tuple[Followed, ...] = ()
    demands: tuple[Demand, ...] = ()
    name: Name = field(default_factory=dict)
    state_names: tuple[Name, ...] = ()

    @property
    def worst(self) -> str:
        """The last of its states: conflict."""
        return self.states[-1]


@dataclass(frozen=True)
class Shift:
    """While ``driver`` is in ``state``, a capacity is multiplied."""

    driver: str
    state: str
    factor: Band


@dataclass(frozen=True)
class CapacityOf:
    """How many points of ``resource`` ``actor`` can put to use in a month."""

    actor: str
    resource: str
    points: Band
    shifts: tuple[Shift, ...] = ()
    cited: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrainOf:
    """The fronts other than the one borne on take up more than ``above`` of a capacity."""

    actor: str
    resource: str
    above: float


@dataclass(frozen=True)
class LinkageOf:
    """While ``cause`` is in ``state`` or worse, the rate of a step of ``effect`` is multiplied by a factor from a band.

    The factor is drawn evenly on the logarithmic scale, so that 0.5 to 2 is centred on 1.
    """

    id: str
    kind: str
    cause: str
    state: str
    effect: str
    before: str
    after: str
    factor: Band
    strain: StrainOf | None = None
    name: Name = field(default_factory=dict)
    assumes: Name = field(default_factory=dict)
    cited: tuple[str, ...] = ()


class Pair(NamedTuple):
    """A resource of an actor."""

    actor: str
    resource: str


@dataclass(frozen=True)
class ContingencyModel:
    """Fronts, capacities and linkages; building one checks that it holds together.

    Parameters
    ----------
    driver_names:
        Names of drivers by identifier, and of their states by ``driver=state``.

    Raises
    ------
    InputRefused
        With the place, where a name is unknown or doubled, a band holds no value, or a demand meets no capacity.
    """

    fronts: tuple[Front, ...]
    capacities: tuple[CapacityOf, ...] = ()
    linkages: tuple[LinkageOf, ...] = ()
    actor_names: Mapping[str, Name] = field(default_factory=dict)
    resource_names: Mapping[str, Name] = field(default_factory=dict)
    driver_names: Mapping[str, Name] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from shiome.futures.contingency.checks import check_model

        check_model(self)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every actor's resource that has a capacity, in the model's order."""
        return tuple(Pair(capacity.actor, capacity.resource) for capacity in self.capacities)

    def front(self, name: str, where: str) -> int:
        """Index of the front called ``name``; ``where`` says in the error who asked."""
        for index, front in enumerate(self.fronts):
            if front.id == name:
                return index
        known = ", ".join(front.id for front in self.fronts)
        text = f"{where}: there is no front {name}"
        raise refused("unknown", text, f"{where}：正面 {name} はない", f"the fronts are {known}", name)

    def capacity(self, pair: Pair) -> CapacityOf:
        """The capacity of an actor's resource, which the model has."""
        return self.capacities[self.pairs.index(pair)]


def state_of(front: Front, name: str, where: str) -> int:
    """Index of a front's state called ``name``."""
    if name not in front.states:
        text = f"{where}: front {front.id} has no state {name}"
        ja = f"{where}：正面 {front.id} に状態 {name} はない"
        raise refused("unknown", text, ja, f"its states are {', '.join(front.states)}", name)
    return front.states.index(name)


def refused(code: str, text: str, ja: str, hint: str, failed: object, *, hint_ja: str = "") -> InputRefused:
    """A refusal with the codes of this room."""
    return InputRefused(f"contingency.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja or None, failed=failed)
