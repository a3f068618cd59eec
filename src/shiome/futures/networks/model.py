"""A discrete Bayesian network: variables, their states, what they depend on, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import InputRefused, NotKnown

Floats = NDArray[np.float64]

TOLERANCE = 1e-6
"""How far the probabilities of a variable's states may be from summing to 1 under one combination of its parents' states."""


@dataclass(frozen=True)
class Variable:
    """One variable and its table of conditional probabilities.

    ``values`` has one row per state and one column per combination of the parents' states, the last parent's state changing fastest.
    """

    name: str
    states: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    parents: tuple[str, ...] = ()


class Network:
    """A checked network.

    >>> rain = Variable("rain", ("yes", "no"), ((0.2,), (0.8,)))
    >>> wet = Variable("wet", ("yes", "no"), ((0.9, 0.1), (0.1, 0.9)), ("rain",))
    >>> Network([rain, wet]).table("wet").shape
    (2, 2)

    Raises
    ------
    InputRefused
        ``network.states``, ``network.twice``, ``network.parent``, ``network.cycle``, ``network.shape``, ``network.sum``.
    """

    def __init__(self, variables: Iterable[Variable]) -> None:
        self._variables: dict[str, Variable] = {}
        for one in variables:
            if one.name in self._variables:
                raise _refused("network.twice", one, "stands twice", "二度ある", "keep one", "一つにする")
            if not one.states or len(set(one.states)) != len(one.states):
                raise _refused(
                    "network.states",
                    one,
                    "has no states or a state twice",
                    "状態がないか重複する",
                    "name each state once",
                    "各状態を一度ずつ挙げる",
                )
            self._variables[one.name] = one
        self._check_parents()
        self._tables: dict[str, Floats] = {one.name: self._checked(one) for one in self._variables.values()}

    @property
    def names(self) -> tuple[str, ...]:
        """The variables' names in the order in which they were given."""
        return tuple(self._variables)

    def variable(self, name: str) -> Variable:
        """The variable of that name; :class:`NotKnown` (``network.variable``) where there is none."""
        found = self._variables.get(name)
        if found is None:
            raise NotKnown(
                "network.variable",
                f"the network has no variable {name!r}",
                ja=f"網に変数「{name}」はない",
                hint=f"one of {', '.join(self._variables)}",
                hint_ja=f"次のいずれか: {', '.join(self._variables)}",
                failed=name,
            )
        return found

    def state(self, name: str, state: str) -> int:
        """Place of a variable's state; :class:`NotKnown` (``network.state``) where it has no such state."""
        states = self.variable(name).states
        if state not in states:
            raise NotKnown(
                "network.state",
                f"variable {name!r} has no state {state!r}",
                ja=f"変数「{name}」に状態「{state}」はない",
                hint=f"one of {', '.join(states)}",
                hint_ja=f"次のいずれか: {', '.join(states)}",
                failed=(name, state),
            )
        return states.index(state)

    def table(self, name: str) -> Floats:
        """The variable's probabilities: first axis its own states, then one axis per parent."""
        return self._tables[self.variable(name).name]

    def ancestors(self, names: Iterable[str]) -> set[str]:
        """The variables named and all that they depend on."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.variable(one).parents
        return found

    def _check_parents(self) -> None:
        for one in self._variables.values():
            lost = [parent for parent in one.parents if parent not in self._variables]
            if lost or len(set(one.parents)) != len(one.parents):
                raise _refused(
                    "network.parent",
                    one,
                    f"depends on {lost[0]!r}, which is not there" if lost else "names a parent twice",
                    f"ない変数「{lost[0]}」に依存する" if lost else "親が重複する",
                    "correct the parents",
                    "親の名を正す",
                )
        try:
            TopologicalSorter({one.name: one.parents for one in self._variables.values()}).prepare()
        except CycleError as error:
            ring = " -> ".join(reversed(error.args[1]))
            raise InputRefused(
                "network.cycle",
                f"variables depend on one another in a ring: {ring}",
                ja=f"変数の依存が環になっている: {ring}",
                hint="take out one of the links",
                hint_ja="どれかの矢を外す",
                failed=ring,
            ) from error

    def _checked(self, one: Variable) -> Floats:
        sizes = [len(self._variables[parent].states) for parent in one.parents]
        shape = (len(one.states), prod(sizes))
        values = _numbers(one.values)
        if values is None or values.shape != shape:
            raise _refused(
                "network.shape",
                one,
                f"needs a table of {shape[0]} rows and {shape[1]} columns",
                f"{shape[0]}行{shape[1]}列の表が要る",
                "a row per state, a column per combination of the parents' states",
                "状態ごとに一行、親の状態の組ごとに一列とする",
            )
        wrong = ~(np.abs(values.sum(axis=0) - 1.0) <= TOLERANCE) | ~((values >= 0.0) & (values <= 1.0)).all(axis=0)
        if wrong.any():
            column = int(np.argmax(wrong)) + 1
            raise _refused(
                "network.sum",
                one,
                f"has no distribution in column {column}",
                f"{column}列目が確率分布でない",
                "probabilities within 0..1 that sum to 1",
                "0から1の確率で、和を1とする",
            )
        return values.reshape(len(one.states), *sizes)


def network_of(tables: Mapping[str, Mapping[str, Any]]) -> Network:
    """A network from plain data: name to ``states``, ``parents`` and ``values`` as in :class:`Variable`."""
    return Network(
        Variable(
            name=name,
            states=tuple(table["states"]),
            values=tuple(tuple(row) for row in table["values"]),
            parents=tuple(table.get("parents", ())),
        )
        for name, table in tables.items()
    )


def _numbers(values: ArrayLike) -> Floats | None:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        return None


def _refused(code: str, variable: Variable, why: str, why_ja: str, hint: str, hint_ja: str) -> InputRefused:
    return InputRefused(
        code,
        f"variable {variable.name!r} {why}",
        ja=f"変数「{variable.name}」: {why_ja}",
        hint=hint,
        hint_ja=hint_ja,
        failed=variable,
    )
