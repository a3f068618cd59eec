"""What the catalogue of measures, exposures and criteria must keep to when held against the rest of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.futures import Driver, DriverAt
from shiome.region.schema.programme import Capability, Tool
from shiome.region.schema.proposals import Condition, Criterion, EndState, MeasureType, Verification

Problem = tuple[Place, str, str]


def proposal_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, MeasureType):
        yield from _measure(pack, entry)
    elif isinstance(entry, EndState):
        yield from _drivers(pack, entry.presumes, "presumes")
    elif isinstance(entry, Verification) and entry.low > entry.high:
        yield ("low",), f"the band runs backwards: {entry.low} > {entry.high}", "region.band"
    elif isinstance(entry, Criterion):
        yield from _criterion(pack, entry)


def _measure(pack: Pack, entry: MeasureType) -> Iterator[Problem]:
    if entry.least > entry.most or not entry.least <= entry.default <= entry.most:
        yield ("default",), f"{entry.default:g} is not within {entry.least:g} to {entry.most:g}", "region.band"
    if entry.quantity == "share" and entry.most > 1:
        yield ("most",), "a share is 1 at most", "region.band"
    if (entry.over == "named") != bool(entry.domains):
        yield ("domains",), "name domains where, and only where, `over` is named", "region.reference"
    if entry.action != "none" and entry.over != "capabilities":
        yield ("over",), "what is done to weapons is done over capabilities", "region.reference"
    known = floors(pack)
    for number, burden in enumerate(entry.burdens):
        if burden.floor not in known:
            yield ("burdens", number, "floor"), f"no tool has the floor {burden.floor!r}", "region.reference"
    yield from _drivers(pack, entry.settings, "settings")
    yield from _drivers(pack, entry.presumes, "presumes")
    for number, setting in enumerate(entry.settings):
        driver = pack.subjects["drivers"].get(setting.driver)
        if isinstance(driver, Driver) and not driver.controlled_by:
            yield ("settings", number, "driver"), f"nobody controls {setting.driver!r}", "region.reference"


def _drivers(pack: Pack, states: tuple[DriverAt, ...], field: str) -> Iterator[Problem]:
    for number, at in enumerate(states):
        driver = pack.subjects["drivers"].get(at.driver)
        if isinstance(driver, Driver) and at.state not in [state.id for state in driver.states]:
            yield (field, number, "state"), f"driver {at.driver!r} has no state {at.state!r}", "region.reference"


def _criterion(pack: Pack, entry: Criterion) -> Iterator[Problem]:
    parties = [party.id for party in entry.parties]
    for number, rule in enumerate(entry.rules):
        for party in rule.parties:
            if party not in parties:
                yield ("rules", number, "parties"), f"it has no party {party!r}", "region.reference"
        yield from _condition(pack, rule.when, ("rules", number, "when"))
    for number, leaning in enumerate(entry.leanings):
        if leaning.party not in parties:
            yield ("leanings", number, "party"), f"it has no party {leaning.party!r}", "region.reference"
        yield from _condition(pack, leaning.when, ("leanings", number, "when"))
    if entry.fails_to > entry.holds_from:
        yield ("fails_to",), "the band runs backwards", "region.band"
    yield from _limits(pack, entry)
    if entry.kind == "rules":
        for party in parties:
            if not any(rule.when == Condition() and party in (rule.parties or parties) for rule in entry.rules):
                yield ("rules",), f"no rule without a condition ends the list for {party!r}", "region.rule"


def _limits(pack: Pack, entry: Criterion) -> Iterator[Problem]:
    known = floors(pack)
    for number, limit in enumerate(entry.floors):
        if limit.floor not in known:
            yield ("floors", number, "floor"), f"no tool has the floor {limit.floor!r}", "region.reference"
        if limit.open_from > limit.fails_from:
            yield ("floors", number, "open_from"), "a floor is in question before it gives way", "region.band"


def _condition(pack: Pack, condition: Condition, place: Place) -> Iterator[Problem]:
    words = domain_words(pack)
    for field in ("any", "every", "without"):
        for number, clause in enumerate(getattr(condition, field)):
            for word in clause.over:
                if word not in words:
                    yield (*place, field, number, "over"), f"no measure has the domain {word!r}", "region.reference"


def floors(pack: Pack) -> set[str]:
    """The floors of all tools."""
    return {floor.id for tool in pack.subjects["tools"].values() if isinstance(tool, Tool) for floor in tool.floors}


def domain_words(pack: Pack) -> set[str]:
    """Everything that a measure of the catalogue may name as its domain."""
    items = [entry for entry in pack.subjects["capabilities"].values() if isinstance(entry, Capability)]
    words = {item.id for item in items} | {item.range_class for item in items}
    for entry in pack.subjects["measures"].values():
        if isinstance(entry, MeasureType):
            words |= set(entry.domains)
    return words
