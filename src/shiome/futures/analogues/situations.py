"""Situations as states of drivers and features, as far as they were known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shiome.errors import NotKnown
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.common import Stage
from shiome.region.schema.context import Case, Feature
from shiome.region.schema.futures import Driver, Effect
from shiome.region.schema.knowledge import ClaimEntry
from shiome.vocabulary.edtf import parse_edtf

NOTHING = ""
"""The state of what did not exist in a situation: known, and unlike any state."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something in which two situations may be alike: a driver, or a feature besides the drivers."""

    id: str
    name: Mapping[str, str]
    states: Mapping[str, Mapping[str, str]]
    """Names of the states by their identifiers, in order where they have one."""
    ordered: bool
    bears_on: Mapping[str, tuple[str, ...]]
    """Drivers whose course it may decide, each with the claims that say so; a feature names drivers without claims."""


@dataclass(frozen=True, slots=True)
class Held:
    """The state of one aspect in a situation, and what that rests on."""

    state: str
    when: str = ""
    cite: tuple[str, ...] = ()
    note: Mapping[str, str] | None = None
    """On what it rests where no document tells it."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The known states of a time; an aspect that is not named is unknown."""

    id: str
    name: Mapping[str, str]
    when: str
    held: Mapping[str, Held]


def aspects_of(pack: Pack, day: date) -> dict[str, Aspect]:
    """All drivers and features of a pack, with what the claims known on ``day`` say they bear on."""
    claims: dict[str, dict[str, list[str]]] = {}
    for effect in pack.entries("effects", Effect).values():
        claim = pack.entries("claims", ClaimEntry).get(effect.claim)
        if claim is not None and effect.sign != "0" and entry_as_of(pack, claim, day) is not None:
            claims.setdefault(effect.cause.driver, {}).setdefault(effect.effect.driver, []).append(effect.claim)
    found: dict[str, Aspect] = {}
    for driver in pack.entries("drivers", Driver).values():
        states = {state.id: state.name for state in driver.states}
        bears = {name: tuple(dict.fromkeys(each)) for name, each in claims.get(driver.id, {}).items()}
        found[driver.id] = Aspect(driver.id, driver.name, states, driver.ordered, bears)
    for feature in pack.entries("features", Feature).values():
        names = {state.id: state.name for state in feature.states}
        found[feature.id] = Aspect(
            feature.id, feature.name, names, feature.ordered, dict.fromkeys(feature.bears_on, ())
        )
    return found


def present_situation(pack: Pack, day: date, *, given: Mapping[str, str] | None = None) -> Situation:
    """How things stood on ``day``, as the documents of that day told it.

    A state stands until a later one is observed.

    Parameters
    ----------
    given:
        States to take in place of the observed ones, by driver or feature; an empty one makes it unknown.

    Raises
    ------
    NotKnown
        ``analogues.unknown``: ``given`` names a driver, feature or state that does not exist.
    """
    held: dict[str, Held] = {}
    observed = {name: driver.observed for name, driver in pack.entries("drivers", Driver).items()}
    observed |= {name: feature.observed for name, feature in pack.entries("features", Feature).items()}
    for name, stages in observed.items():
        stage = _last(pack, stages, day)
        if stage is not None:
            held[name] = Held(stage.state, stage.when, stage.cite)
    for name, state in (given or {}).items():
        _check(pack, name, state)
        held.pop(name, None)
        if state:
            held[name] = Held(state, note={"ja": "仮に置いた状態。", "en": "Assumed."})
    return Situation("", {"ja": "現在の情勢", "en": "the present situation"}, day.isoformat(), held)


def _last(pack: Pack, observed: tuple[Stage, ...], day: date) -> Stage | None:
    known = (part for stage in observed if (part := entry_as_of(pack, stage, day)) is not None)
    begun = [stage for stage in known if (start := parse_edtf(stage.when).earliest) is None or start <= day]
    return begun[-1] if begun else None


def _check(pack: Pack, name: str, state: str) -> None:
    entry = pack.entries("drivers", Driver).get(name) or pack.entries("features", Feature).get(name)
    states = [each.id for each in entry.states] if entry else []
    if not states or (state and state not in states):
        what = f"there is no driver or feature {name!r}" if not states else f"{name} has no state {state!r}"
        raise NotKnown(
            "analogues.unknown",
            what,
            ja=f"ドライバーまたは特徴 {name!r} はない" if not states else f"{name} に状態 {state!r} はない",
            hint=f"its states are {', '.join(states)}" if states else "see 'shiome region show drivers' and 'features'",
            hint_ja=f"状態は {', '.join(states)}"
            if states
            else "「shiome region show drivers」と「features」で一覧を見る",
            failed=name,
        )


def case_situation(pack: Pack, case: Case, day: date) -> Situation:
    """A past situation as known on ``day``: states whose documents came later are unknown."""
    parts = (part for state in case.states if (part := entry_as_of(pack, state, day)) is not None)
    held = {part.of: Held(part.state, case.when, part.cite, part.note or None) for part in parts}
    return Situation(case.id, case.name, case.when, held)


def past_cases(pack: Pack, day: date) -> tuple[Case, ...]:
    """The cases that were over and known on ``day``, each with what was known of it, in the order of the pack."""
    over = (case for case in pack.entries("cases", Case).values() if last_day(case.when) < day)
    return tuple(known for case in over if (known := entry_as_of(pack, case, day)) is not None)


def last_day(edtf: str) -> date:
    """The last day that a date may mean."""
    return parse_edtf(edtf).latest or date.max
