"""Exact answers of a network: variables that nobody asked about are summed out one by one.

The next to go is always the one whose going leaves the smallest table (ties: the order of the network). What neither the question nor
the evidence depends on is left out from the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.futures.networks.model import Network

Floats = NDArray[np.float64]

LARGEST = 2**24
"""Entries of the largest table that is made on the way (128 MB); a network that needs a larger one is refused."""
WIDEST = 52
"""Variables that one table may have."""


@dataclass(frozen=True)
class Factor:
    """A table over variables, one axis for each."""

    names: tuple[str, ...]
    values: Floats


@dataclass(frozen=True)
class Posterior:
    """What follows for one variable."""

    probabilities: dict[str, float]
    """State to probability, given the evidence."""
    evidence_probability: float
    """Probability of the evidence itself; 1 where there is none."""


def posterior(network: Network, query: str, evidence: Mapping[str, str] | None = None) -> Posterior:
    """Probabilities of one variable's states, given states of others.

    >>> from shiome.futures.networks.model import Variable
    >>> rain = Variable("rain", ("yes", "no"), ((0.2,), (0.8,)))
    >>> wet = Variable("wet", ("yes", "no"), ((0.9, 0.1), (0.1, 0.9)), ("rain",))
    >>> found = posterior(Network([rain, wet]), "rain", {"wet": "yes"})
    >>> round(found.probabilities["yes"], 4), round(found.evidence_probability, 4)
    (0.6923, 0.26)

    Raises
    ------
    NotKnown
        ``network.variable``, ``network.state``.
    InputRefused
        ``network.impossible`` where the evidence has probability 0, ``network.wide`` where the network is too dense for exact answers,
        ``network.query`` where the variable asked about is itself given.
    """
    given = dict(evidence or {})
    table = joint(network, (query,), given)
    total = float(table.sum())
    if total <= 0.0:
        shown = ", ".join(f"{name}={state}" for name, state in given.items())
        raise InputRefused(
            "network.impossible",
            f"the evidence {shown} has probability 0",
            ja=f"証拠 {shown} の確率は0である",
            hint="nothing follows from what cannot be: correct the evidence or the tables",
            hint_ja="起こりえないことからは何も言えない。証拠か表を正す",
            failed=given,
        )
    states = network.variable(query).states
    shares = {state: float(value / total) for state, value in zip(states, table, strict=True)}
    return Posterior(probabilities=shares, evidence_probability=total)


def joint(network: Network, queries: Sequence[str], evidence: Mapping[str, str] | None = None) -> Floats:
    """Probability of the evidence together with each combination of the queries' states: one axis per query, in their order."""
    given = {name: network.state(name, state) for name, state in (evidence or {}).items()}
    repeated = [name for place, name in enumerate(queries) if name in given or name in queries[:place]]
    if repeated:
        raise InputRefused(
            "network.query",
            f"variable {repeated[0]!r} is asked about and given, or asked about twice",
            ja=f"変数「{repeated[0]}」は与えられているか、二度問われている",
            hint="take it out of the evidence or ask once",
            hint_ja="証拠から外すか、一度だけ問う",
            failed=repeated[0],
        )
    needed = network.ancestors([*queries, *given])
    factors = [_reduced(network, name, given) for name in network.names if name in needed]
    waiting = [name for name in network.names if name in needed and name not in given and name not in queries]
    while waiting:
        chosen = min(waiting, key=lambda name: _size(network, _around(factors, name) - {name}))
        waiting.remove(chosen)
        touched = [factor for factor in factors if chosen in factor.names]
        kept = tuple(sorted(_around(factors, chosen) - {chosen}))
        factors = [factor for factor in factors if chosen not in factor.names]
        factors.append(_product(network, touched, kept))
    return _product(network, factors, tuple(queries)).values


def _reduced(network: Network, name: str, given: Mapping[str, int]) -> Factor:
    """The variable's table with what is given put in."""
    axes = (name, *network.variable(name).parents)
    table = network.table(name)[tuple(given.get(axis, slice(None)) for axis in axes)]
    return Factor(names=tuple(axis for axis in axes if axis not in given), values=np.asarray(table))


def _around(factors: Sequence[Factor], name: str) -> set[str]:
    """The variables that share a table with this one, itself included."""
    return {other for factor in factors if name in factor.names for other in factor.names}


def _size(network: Network, names: set[str]) -> int:
    return prod(len(network.variable(name).states) for name in names)


def _product(network: Network, factors: Sequence[Factor], kept: tuple[str, ...]) -> Factor:
    """Product of the tables, summed over what is not kept."""
    names = {name for factor in factors for name in factor.names} | set(kept)
    size = _size(network, names)
    if size > LARGEST or len(names) > WIDEST:
        raise InputRefused(
            "network.wide",
            f"exact answers need a table of {size} entries over {len(names)} variables",
            ja=f"厳密な答えには{len(names)}変数・{size}項の表が要る",
            hint=f"at most {LARGEST} entries: take out links or states",
            hint_ja=f"{LARGEST}項までとする。矢か状態を減らす",
        )
    order = sorted(names)
    values = np.ones([len(network.variable(name).states) for name in order])
    for factor in factors:
        own = sorted(factor.names)
        turned = factor.values.transpose([factor.names.index(name) for name in own])
        values *= turned[tuple(slice(None) if name in factor.names else np.newaxis for name in order)]
    summed = values.sum(axis=tuple(place for place, name in enumerate(order) if name not in kept))
    left = [name for name in order if name in kept]
    return Factor(names=kept, values=np.asarray(summed).transpose([left.index(name) for name in kept]))
