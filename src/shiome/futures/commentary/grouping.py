"""Short names for the scenarios of a set, from what sets each apart, and families of near-identical ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.futures.commentary.words import Speech, Texts
from shiome.futures.model.model import At, FuturesModel
from shiome.vocabulary.languages import INTERFACE_LANGUAGES

Scenario = Mapping[str, str]
RADIUS = 0.15
"""Share of the drivers in which a member may differ from the head of its family."""
LARGEST = 15_000
"""Scenarios that can be compared with one another."""

MOST = 2 / 3
"""Share of its members that have each state after which a family is named."""
_MARKS = 3
"""States in the name of a family, where so many set it apart; more where another family has the same."""
_BLOCK = 1_024
"""Rows compared at a time."""


@dataclass(frozen=True, slots=True)
class ScenarioName:
    """What sets a scenario apart from all others of its set."""

    marks: tuple[At, ...]
    """The few states that no other scenario of the set has together; empty where it is the only one."""
    name: Texts


@dataclass(frozen=True, slots=True)
class Family:
    """Scenarios that differ from one of them in few drivers."""

    head: int
    """Its place in the set."""
    members: tuple[int, ...]
    """Places of all members, the head included."""
    common: Mapping[str, str]
    """The states that all members share."""
    varying: Mapping[str, tuple[str, ...]]
    """The states of the other drivers, the commonest first."""
    marks: tuple[At, ...]
    """States that most members have and most other scenarios do not."""
    name: Texts


def distinguish(model: FuturesModel, scenarios: Sequence[Scenario]) -> tuple[ScenarioName, ...]:
    """Name each scenario by the fewest states found that no other has together.

    Drivers are taken one after another, each time the one that tells most of the others away; ties in the order of the model.
    Scenarios that are the same in every driver carry the same name.

    Raises
    ------
    InputRefused
        ``commentary.many``: more than ``LARGEST``; ``commentary.incomplete``: a scenario that leaves a driver out.
    NotKnown
        ``futures.driver``, ``futures.state``.
    """
    table = _table(model, scenarios)
    speeches = [Speech(model, language, {}) for language in INTERFACE_LANGUAGES]
    named = []
    for row, scenario in zip(table, scenarios, strict=True):
        drivers = [model.drivers[number].id for number in _marks(table, row)]
        marks = tuple(At(driver, scenario[driver]) for driver in drivers)
        named.append(ScenarioName(marks, {speech.language: _name(speech, marks) for speech in speeches}))
    return tuple(named)


def _name(speech: Speech, marks: Sequence[At]) -> str:
    if not marks:
        return speech.say("name_only")
    said = [speech.say("name", driver=speech.driver(each.driver), state=speech.state(each)) for each in marks]
    return speech.say("name_join").join(said)


def _marks(table: NDArray[np.int16], row: NDArray[np.int16]) -> list[int]:
    apart = table != row
    apart = apart[apart.any(axis=1)]
    marks = []
    while len(apart):
        told = apart.sum(axis=0)
        marks.append(int(np.argmax(told)))
        apart = apart[~apart[:, marks[-1]]]
    return marks


def families(model: FuturesModel, scenarios: Sequence[Scenario], *, radius: float = RADIUS) -> tuple[Family, ...]:
    """Group scenarios that differ in few drivers, largest family first.

    Again and again the scenario with most others near it, of those not yet grouped, becomes the head of a family with them; ties go
    to the earlier scenario. So every member differs from its head, a scenario of the set, in ``radius`` of the drivers at most.

    Parameters
    ----------
    radius:
        Share of the drivers, 0 to 1; at 0 only equal scenarios form a family.

    Raises
    ------
    InputRefused
        ``commentary.radius``; and as for :func:`distinguish`.
    """
    if not 0 <= radius <= 1:
        raise _refused(
            "radius",
            f"the radius {radius:g} is not a share",
            f"半径 {radius:g} は割合でない",
            "give 0 to 1",
            "0 から 1 の値を与える",
            radius,
        )
    table = _table(model, scenarios)
    near = _near(table, int(np.floor(radius * table.shape[1] + 1e-9)))
    left = np.ones(len(table), dtype=np.bool_)
    counts = near.sum(axis=1, dtype=np.int64)
    groups: list[tuple[int, tuple[int, ...]]] = []
    while left.any():
        head = int(np.argmax(np.where(left, counts, -1)))
        grouped = np.flatnonzero(near[head] & left)
        groups.append((head, tuple(grouped.tolist())))
        left[grouped] = False
        counts -= near[grouped].sum(axis=0, dtype=np.int64)
    heads = distinguish(model, [scenarios[head] for head, _ in groups])
    speeches = [Speech(model, language, {}) for language in INTERFACE_LANGUAGES]
    found: list[Family] = []
    for (head, members), own in zip(groups, heads, strict=True):
        taken = {family.marks for family in found}
        marks = _shared_marks(model, table, members)
        fewest = (marks[:count] for count in range(min(_MARKS, len(marks)), len(marks) + 1))
        chosen = next((each for each in fewest if each and each not in taken), own.marks)
        name = {speech.language: _name(speech, chosen) for speech in speeches}
        found.append(Family(head, members, *_spread(model, table, members), chosen, name))
    return tuple(found)


def _shared_marks(model: FuturesModel, table: NDArray[np.int16], members: tuple[int, ...]) -> tuple[At, ...]:
    """States of at least ``MOST`` of the members, those first that the rest of the set shares least."""
    inside = table[list(members)]
    rated = []
    for number, driver in enumerate(model.drivers):
        counts = np.bincount(inside[:, number], minlength=len(driver.states))
        state = int(np.argmax(counts))
        share = counts[state] / len(inside)
        lift = share - float(np.mean(table[:, number] == state))
        if share >= MOST and round(lift, 9) > 0:
            rated.append((-round(lift, 9), number, At(driver.id, driver.states[state].id)))
    return tuple(at for *_, at in sorted(rated))


def _near(table: NDArray[np.int16], most: int) -> NDArray[np.bool_]:
    """Which scenarios differ in ``most`` drivers at most, by counting the states they share."""
    sizes = table.max(axis=0, initial=0) + 1
    marks = np.concatenate([np.eye(size, dtype=np.float32)[table[:, n]] for n, size in enumerate(sizes)], axis=1)
    near = np.empty((len(table), len(table)), dtype=np.bool_)
    for first in range(0, len(table), _BLOCK):
        near[first : first + _BLOCK] = marks[first : first + _BLOCK] @ marks.T > table.shape[1] - most - 0.5
    return near


def _spread(
    model: FuturesModel, table: NDArray[np.int16], members: tuple[int, ...]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The states that all members share, and those of the other drivers, the commonest first."""
    common: dict[str, str] = {}
    varying: dict[str, tuple[str, ...]] = {}
    for number, driver in enumerate(model.drivers):
        counts = np.bincount(table[list(members), number], minlength=len(driver.states))
        order = [driver.states[place].id for place in np.argsort(-counts, kind="stable").tolist() if counts[place]]
        if len(order) == 1:
            common[driver.id] = order[0]
        else:
            varying[driver.id] = tuple(order)
    return common, varying


def _table(model: FuturesModel, scenarios: Sequence[Scenario]) -> NDArray[np.int16]:
    if len(scenarios) > LARGEST:
        raise _refused(
            "many",
            f"{len(scenarios)} scenarios are too many to compare with one another",
            f"シナリオ {len(scenarios)} 件は多すぎて比べられない",
            f"give {LARGEST} at most: force some states, or take the likeliest",
            f"{LARGEST} 件までとする。状態を固定するか、見込みの高いものを選ぶ",
            len(scenarios),
        )
    table = np.zeros((len(scenarios), len(model.drivers)), dtype=np.int16)
    places = {driver.id: {state.id: place for place, state in enumerate(driver.states)} for driver in model.drivers}
    for row, scenario in enumerate(scenarios):
        for column, (driver, states) in enumerate(places.items()):
            if driver not in scenario:
                what = f"scenario {row + 1} does not say {driver}"
                ja = f"{row + 1} 番のシナリオに {driver} がない"
                raise _refused(
                    "incomplete",
                    what,
                    ja,
                    "name one state of every driver",
                    "すべてのドライバーの状態を書く",
                    dict(scenario),
                )
            if scenario[driver] not in states:
                model.driver(driver).state(scenario[driver])
            table[row, column] = states[scenario[driver]]
    return table


def _refused(code: str, text: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    return InputRefused(f"commentary.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)
