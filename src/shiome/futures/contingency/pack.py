"""The model of contingencies that a region holds, as known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, cast

from shiome.futures.contingency.model import (
    CapacityOf,
    ContingencyModel,
    Demand,
    Followed,
    Front,
    Influence,
    LinkageOf,
    Name,
    Pair,
    Shift,
    Step,
    StrainOf,
)
from shiome.futures.simulation.model import Band
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry, Stage
from shiome.region.schema.contingency import Contingency, Linkage, Resource
from shiome.region.schema.futures import Driver
from shiome.vocabulary.edtf import parse_edtf

E = TypeVar("E", bound=Entry)


def contingency_model(pack: Pack, *, as_of: date | None = None) -> ContingencyModel:
    """Fronts, capacities and linkages of ``pack``.

    Parameters
    ----------
    as_of:
        Only what was known by that day counts: an entry is known with the first document it cites. A demand without a capacity
        and a linkage between fronts of which one was not yet known are left out.

    Raises
    ------
    InputRefused
        ``contingency.fronts`` where the region has no contingency, or none was known on that day.
    """
    resources = _entries(pack, "resources", Resource, as_of)
    capacities = tuple(one for resource in resources.values() for one in _capacities(resource))
    pairs = {Pair(capacity.actor, capacity.resource) for capacity in capacities}
    fronts = tuple(
        _front(entry, pairs, as_of) for entry in _entries(pack, "contingencies", Contingency, as_of).values()
    )
    known = {front.id for front in fronts}
    linkages = tuple(
        _linkage(entry)
        for entry in _entries(pack, "linkages", Linkage, as_of).values()
        if {entry.cause.contingency, entry.effect.contingency} <= known
        and (entry.strain is None or Pair(entry.strain.actor, entry.strain.resource) in pairs)
    )
    actors = pack.entries("actors", Actor)
    return ContingencyModel(
        fronts,
        capacities,
        linkages,
        actor_names={pair.actor: actors[pair.actor].name for pair in sorted(pairs)},
        resource_names={resource.id: resource.name for resource in resources.values()},
        driver_names=_driver_names(pack),
    )


def _driver_names(pack: Pack) -> dict[str, Name]:
    names: dict[str, Name] = {}
    for driver in pack.entries("drivers", Driver).values():
        names[driver.id] = driver.name
        names |= {f"{driver.id}={state.id}": state.name for state in driver.states}
    return names


def _entries(pack: Pack, subject: str, kind: type[E], as_of: date | None) -> Mapping[str, E]:  # noqa: ARG001 - types it
    return cast(Mapping[str, E], entries_as_of(pack, subject, as_of))


def _capacities(resource: Resource) -> list[CapacityOf]:
    return [
        CapacityOf(
            capacity.actor,
            resource.id,
            Band(capacity.low, capacity.high),
            tuple(Shift(shift.driver, shift.state, Band(shift.low, shift.high)) for shift in capacity.shifts),
            capacity.cite,
        )
        for capacity in resource.capacities
    ]


def _front(entry: Contingency, pairs: set[Pair], as_of: date | None) -> Front:
    return Front(
        entry.id,
        tuple(state.id for state in entry.states),
        tuple(Step(step.before, step.after, Band(step.low, step.high)) for step in entry.steps),
        initial=_standing(entry.observed, as_of),
        influences=tuple(
            Influence(one.driver, one.state, one.before, one.after, Band(one.low, one.high)) for one in entry.influences
        ),
        follows=tuple(Followed(one.driver, one.state, one.front) for one in entry.follows),
        demands=tuple(
            Demand(one.actor, one.resource, one.state, Band(one.low, one.high), one.cite)
            for one in entry.demands
            if Pair(one.actor, one.resource) in pairs
        ),
        name=entry.name,
        state_names=tuple(state.name for state in entry.states),
    )


def _standing(observed: tuple[Stage, ...], as_of: date | None) -> str:
    """The last state observed by a day; empty where none was."""
    begun = [(parse_edtf(stage.when).earliest, stage.state) for stage in observed]
    held = [state for day, state in begun if as_of is None or day is None or day <= as_of]
    return held[-1] if held else ""


def _linkage(entry: Linkage) -> LinkageOf:
    strain = entry.strain
    return LinkageOf(
        entry.id,
        entry.kind,
        entry.cause.contingency,
        entry.cause.state,
        entry.effect.contingency,
        entry.effect.before,
        entry.effect.after,
        Band(entry.low, entry.high),
        strain=None if strain is None else StrainOf(strain.actor, strain.resource, strain.above),
        name=entry.name,
        assumes=entry.assumes,
        cited=entry.cite,
    )
