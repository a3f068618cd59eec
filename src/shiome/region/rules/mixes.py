"""What a metric, a lever or a board of tracks must keep to when held against the rest of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.futures import Driver
from shiome.region.schema.policy import FearCondition, Lever, Metric, TrackBoard
from shiome.region.schema.programme import Tool

Problem = tuple[Place, str, str]


def policy_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, Metric):
        yield from _metric(pack, entry)
    elif isinstance(entry, Lever):
        yield from _lever(pack, entry)
    elif isinstance(entry, TrackBoard):
        yield from _board(pack, entry)


def _metric(pack: Pack, entry: Metric) -> Iterator[Problem]:
    if not entry.parts:
        yield ("parts",), "it counts no driver", "region.metric"
    for number, part in enumerate(entry.parts):
        yield from _states(pack, part.driver, part.points, ("parts", number, "points"))
    for ally in entry.weights:
        if ally not in pack.subjects["actors"]:
            yield ("weights", ally), f"actors has no entry {ally!r}", "region.reference"
    if not sum(entry.weights.values()):
        yield ("weights",), "it weighs nothing for anybody", "region.weights"
    names = {other.aim: other.aim_name for other in pack.entries("metrics", Metric).values() if other.id != entry.id}
    if names.get(entry.aim, entry.aim_name) != entry.aim_name:
        yield ("aim_name",), f"the aim {entry.aim!r} has another name elsewhere", "region.metric"


def _lever(pack: Pack, entry: Lever) -> Iterator[Problem]:
    tool = pack.subjects["tools"].get(entry.tool)
    floors = [floor.id for floor in tool.floors] if isinstance(tool, Tool) else []
    for other in pack.entries("levers", Lever).values():
        if other.id != entry.id and (other.tool, other.ally) == (entry.tool, entry.ally):
            yield ("tool",), f"{other.id!r} is the same tool of the same ally", "region.duplicate"
    names = [level.level for level in entry.levels]
    if len(set(names)) < len(names):
        yield ("levels",), "a level stands twice", "region.duplicate"
    for number, level in enumerate(entry.levels):
        for place, shift in enumerate(level.shifts):
            where: Place = ("levels", number, "shifts", place)
            yield from _states(pack, shift.driver, [shift.state], (*where, "state"))
            if shift.low > shift.high:
                yield (*where, "low"), f"the band runs backwards: {shift.low} > {shift.high}", "region.band"
    for number, floor in enumerate(entry.floors):
        if floor.floor not in floors:
            yield (
                ("floors", number, "floor"),
                f"the tool {entry.tool!r} has no floor {floor.floor!r}",
                "region.reference",
            )


def _board(pack: Pack, entry: TrackBoard) -> Iterator[Problem]:
    tracks, measures = [track.id for track in entry.tracks], [measure.id for measure in entry.measures]
    if len(set(tracks)) < len(tracks) or len(set(measures)) < len(measures):
        yield ("measures",), "two tracks or two measures have one id", "region.duplicate"
    for number, measure in enumerate(entry.measures):
        yield from _among(tracks, measure.track, ("measures", number, "track"), "track")
        for driver, states in measure.when.items():
            yield from _states(pack, driver, states, ("measures", number, "when", driver))
    for number, pair in enumerate(entry.pairs):
        yield from _among(measures, pair.one, ("pairs", number, "one"), "measure")
        yield from _among(measures, pair.other, ("pairs", number, "other"), "measure")
        if pair.one == pair.other:
            yield ("pairs", number, "other"), "a measure is held against itself", "region.reference"
    for number, link in enumerate(entry.domestic):
        yield from _among(tracks, link.track, ("domestic", number, "track"), "track")
        yield from _states(pack, link.driver, link.states, ("domestic", number, "states"))
    for number, fear in enumerate(entry.fears):
        if not fear.conditions:
            yield ("fears", number, "conditions"), "nothing feeds it", "region.fear"
        for place, condition in enumerate(fear.conditions):
            yield from _condition(pack, condition, ("fears", number, "conditions", place))


def _condition(pack: Pack, condition: FearCondition, place: Place) -> Iterator[Problem]:
    if bool(condition.driver) == bool(condition.claim):
        yield (*place, "driver"), "name a driver or a claim, one of the two", "region.fear"
    if condition.driver:
        yield from _states(pack, condition.driver, condition.states, (*place, "states"))
        if not condition.states:
            yield (*place, "states"), "no state feeds it", "region.fear"


def _among(known: list[str], name: str, place: Place, what: str) -> Iterator[Problem]:
    if name not in known:
        yield place, f"it has no {what} {name!r}", "region.reference"


def _states(pack: Pack, driver: str, states: Iterable[str], place: Place) -> Iterator[Problem]:
    found = pack.subjects["drivers"].get(driver)
    if found is None:
        yield place, f"drivers has no entry {driver!r}", "region.reference"
    elif isinstance(found, Driver):
        for state in states:
            if state not in [each.id for each in found.states]:
                yield place, f"driver {driver!r} has no state {state!r}", "region.reference"
