"""What a contingency, a resource or a linkage must keep to when held against the rest of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.contingency import Capacity, Contingency, Linkage, Resource
from shiome.region.schema.futures import Driver

Problem = tuple[Place, str, str]


def contingency_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, Contingency):
        yield from _contingency(pack, entry)
    elif isinstance(entry, Resource):
        yield from _resource(pack, entry)
    elif isinstance(entry, Linkage):
        yield from _linkage(pack, entry)


def _contingency(pack: Pack, entry: Contingency) -> Iterator[Problem]:
    states = [state.id for state in entry.states]
    if len(states) < 2:
        yield ("states",), "a contingency has two states or more, calm first", "region.states"
    if len(set(states)) < len(states):
        yield ("states",), "two states have one id", "region.duplicate"
    for number, stage in enumerate(entry.observed):
        yield from _state(states, stage.state, ("observed", number, "state"))
    steps = [(step.before, step.after) for step in entry.steps]
    for number, step in enumerate(entry.steps):
        place: Place = ("steps", number)
        yield from _state(states, step.before, (*place, "before"))
        yield from _state(states, step.after, (*place, "after"))
        yield from _band(step.low, step.high, place)
        if step.before == step.after or (step.before, step.after) in steps[:number]:
            yield (*place, "after"), "a step leads to another state, and stands once", "region.step"
    for number, influence in enumerate(entry.influences):
        place = ("influences", number)
        yield from _driver_state(pack, influence.driver, influence.state, place)
        yield from _band(influence.low, influence.high, place)
        if (influence.before, influence.after) not in steps:
            yield (*place, "after"), f"there is no step {influence.before} to {influence.after}", "region.step"
    yield from _followed(pack, entry, states)
    yield from _demands(pack, entry, states)


def _followed(pack: Pack, entry: Contingency, states: list[str]) -> Iterator[Problem]:
    for number, followed in enumerate(entry.follows):
        place: Place = ("follows", number)
        yield from _driver_state(pack, followed.driver, followed.state, place)
        yield from _state(states, followed.front, (*place, "front"))
    if len({followed.driver for followed in entry.follows}) > 1:
        yield ("follows",), "it follows one driver at most", "region.reference"
    elif entry.follows:
        driver = pack.subjects["drivers"].get(entry.follows[0].driver)
        said = [followed.state for followed in entry.follows]
        if isinstance(driver, Driver):
            for state in driver.states:
                if said.count(state.id) != 1:
                    yield ("follows",), f"say once what it is while {driver.id} is {state.id}", "region.states"


def _demands(pack: Pack, entry: Contingency, states: list[str]) -> Iterator[Problem]:
    known = {
        (capacity.actor, resource.id)
        for resource in pack.subjects["resources"].values()
        if isinstance(resource, Resource)
        for capacity in resource.capacities
    }
    seen: set[tuple[str, str, str]] = set()
    for number, demand in enumerate(entry.demands):
        place: Place = ("demands", number)
        yield from _state(states, demand.state, (*place, "state"))
        yield from _band(demand.low, demand.high, place)
        if (demand.actor, demand.resource) not in known:
            yield (*place, "actor"), f"{demand.resource} has no capacity of {demand.actor}", "region.reference"
        if (demand.actor, demand.resource, demand.state) in seen:
            yield place, "the same demand stands already in it", "region.duplicate"
        seen.add((demand.actor, demand.resource, demand.state))


def _resource(pack: Pack, entry: Resource) -> Iterator[Problem]:
    actors = [capacity.actor for capacity in entry.capacities]
    for number, capacity in enumerate(entry.capacities):
        place: Place = ("capacities", number)
        if capacity.actor in actors[:number]:
            yield (*place, "actor"), f"{capacity.actor!r} stands already in it", "region.duplicate"
        yield from _band(capacity.low, capacity.high, place)
        yield from _shifts(pack, capacity, place)


def _shifts(pack: Pack, capacity: Capacity, place: Place) -> Iterator[Problem]:
    for number, shift in enumerate(capacity.shifts):
        yield from _driver_state(pack, shift.driver, shift.state, (*place, "shifts", number))
        yield from _band(shift.low, shift.high, (*place, "shifts", number))


def _linkage(pack: Pack, entry: Linkage) -> Iterator[Problem]:
    yield from _band(entry.low, entry.high, ())
    cause = pack.subjects["contingencies"].get(entry.cause.contingency)
    effect = pack.subjects["contingencies"].get(entry.effect.contingency)
    if isinstance(cause, Contingency):
        yield from _state([state.id for state in cause.states], entry.cause.state, ("cause", "state"))
    wanted = (entry.effect.before, entry.effect.after)
    if isinstance(effect, Contingency) and wanted not in [(step.before, step.after) for step in effect.steps]:
        yield ("effect", "after"), f"{effect.id} has no step {wanted[0]} to {wanted[1]}", "region.step"
    if entry.cause.contingency == entry.effect.contingency:
        yield ("effect", "contingency"), "a front is linked to another, not to itself", "region.reference"
    if not entry.assumes:
        yield ("assumes",), "say what has to be true for it to work", "region.text"
    resource = pack.subjects["resources"].get(entry.strain.resource) if entry.strain else None
    held = [capacity.actor for capacity in resource.capacities] if isinstance(resource, Resource) else None
    if entry.strain and held is not None and entry.strain.actor not in held:
        what = f"{entry.strain.resource} has no capacity of {entry.strain.actor}"
        yield ("strain", "actor"), what, "region.reference"


def _state(states: list[str], state: str, place: Place) -> Iterator[Problem]:
    if state not in states:
        yield place, f"it has no state {state!r}", "region.reference"


def _driver_state(pack: Pack, driver: str, state: str, place: Place) -> Iterator[Problem]:
    known = pack.subjects["drivers"].get(driver)
    if isinstance(known, Driver) and state not in [one.id for one in known.states]:
        yield (*place, "state"), f"driver {driver!r} has no state {state!r}", "region.reference"


def _band(low: float, high: float, place: Place) -> Iterator[Problem]:
    if low > high:
        yield (*place, "low"), f"the band runs backwards: {low:g} > {high:g}", "region.band"
