"""Levers and mixes: each tool in the hands of each ally stands at one of three levels."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused, NotKnown
from shiome.region.pack import Pack
from shiome.region.schema.policy import Lever as LeverEntry
from shiome.region.schema.policy import LeverLevel
from shiome.region.schema.programme import Regime, Tool

LEVELS = ("low", "medium", "high")
AS_IS = 1
"""The middle level: the course as it runs."""
LITTLE, MUCH = 0.2, 0.4
"""A regime's weight for a tool below the first is a low level, above the second a high one; a third would be even weight."""
Levels = tuple[int, ...]
LevelTable = NDArray[np.int8]


@dataclass(frozen=True)
class Shift:
    """What one level of a lever does to a driver, every month, on the scale of judgements."""

    driver: str
    state: str
    low: float
    high: float


@dataclass(frozen=True)
class Floor:
    """The lowest level that keeps a floor of the tool; with ``when``, only while that lever stands at ``when_level`` or above."""

    id: str
    text: Mapping[str, str]
    level: int
    when: str = ""
    when_level: int = 2


@dataclass(frozen=True)
class Lever:
    """One tool in the hands of one ally; ``shifts`` by level."""

    id: str
    tool: str
    ally: str
    name: Mapping[str, str]
    shifts: tuple[tuple[Shift, ...], ...]
    texts: tuple[Mapping[str, str], ...]
    floors: tuple[Floor, ...] = ()
    efforts: tuple[float, ...] = (0.0, 1.0, 2.0)
    """What each level takes of the ally."""


@dataclass(frozen=True)
class Broken:
    """A floor that a mix is under, and the lever that is too low."""

    lever: str
    floor: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Levers:
    """All levers in order; a mix is one level for each."""

    levers: tuple[Lever, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Lever to its place in a mix."""
        return {lever.id: number for number, lever in enumerate(self.levers)}

    @property
    def allies(self) -> tuple[str, ...]:
        """Allies in the order in which their levers stand."""
        return tuple(dict.fromkeys(lever.ally for lever in self.levers))

    @property
    def as_is(self) -> Levels:
        """The mix that leaves everything as it runs."""
        return (AS_IS,) * len(self.levers)

    def mix(self, levels: Mapping[str, str], *, base: Levels | None = None) -> Levels:
        """A mix from lever to level; levers that are not named stand as in ``base``, or as they run.

        Raises
        ------
        NotKnown
            ``policy.lever`` or ``policy.level``: there is no such lever or level.
        """
        found = list(self.as_is if base is None else base)
        for lever, level in levels.items():
            if lever not in self.place:
                raise NotKnown(
                    "policy.lever",
                    f"there is no lever {lever!r}",
                    ja=f"レバー {lever!r} はない",
                    hint=f"levers: {', '.join(self.place)}",
                    hint_ja=f"レバー：{', '.join(self.place)}",
                    failed=lever,
                )
            if level not in LEVELS:
                raise NotKnown(
                    "policy.level",
                    f"lever {lever} has no level {level!r}",
                    ja=f"レバー {lever} に水準 {level!r} はない",
                    hint=f"levels: {', '.join(LEVELS)}",
                    hint_ja=f"水準：{', '.join(LEVELS)}",
                    failed=level,
                )
            found[self.place[lever]] = LEVELS.index(level)
        return tuple(found)

    def grid(self) -> LevelTable:
        """Every mix, one row each: the last lever moves fastest."""
        rows = list(itertools.product(range(len(LEVELS)), repeat=len(self.levers)))
        return np.array(rows, dtype=np.int8).reshape(len(rows), len(self.levers))

    def effort(self, mixes: LevelTable) -> NDArray[np.float64]:
        """What each row takes of all allies together."""
        efforts = np.array([lever.efforts for lever in self.levers])
        found: NDArray[np.float64] = efforts[np.arange(len(self.levers)), mixes].sum(axis=1)
        return found

    def broken(self, mix: Sequence[int]) -> tuple[Broken, ...]:
        """Floors that a mix is under."""
        return tuple(
            Broken(lever.id, floor.id, floor.text)
            for number, lever in enumerate(self.levers)
            for floor in lever.floors
            if mix[number] < floor.level and (not floor.when or mix[self.place[floor.when]] >= floor.when_level)
        )

    def kept(self, mixes: LevelTable) -> NDArray[np.bool_]:
        """Which rows are under no floor."""
        good = np.ones(len(mixes), dtype=np.bool_)
        for number, lever in enumerate(self.levers):
            for floor in lever.floors:
                under = mixes[:, number] < floor.level
                if floor.when:
                    under &= mixes[:, self.place[floor.when]] >= floor.when_level
                good &= ~under
        return good


@dataclass(frozen=True)
class PastRegime:
    """A mix that governments followed or that is asked for, as levels: its weights, cut at two thresholds."""

    id: str
    name: Mapping[str, str]
    period: str
    actors: tuple[str, ...]
    levels: Levels


def levers_of(pack: Pack) -> Levers:
    """The levers of a pack.

    Raises
    ------
    InputRefused
        ``policy.levers``: the pack has none.
    """
    floors = {floor.id: floor.text for tool in pack.entries("tools", Tool).values() for floor in tool.floors}
    entries = pack.entries("levers", LeverEntry).values()
    if not entries:
        raise InputRefused(
            "policy.levers",
            f"the region {pack.region.id} has no levers",
            ja=f"領域 {pack.region.id} にレバーがない",
            hint="describe them in levers.yaml of the pack",
            hint_ja="パックの levers.yaml に書く",
            failed=pack.region.id,
        )
    return Levers(tuple(_lever(entry, floors) for entry in entries))


def _lever(entry: LeverEntry, floors: Mapping[str, Mapping[str, str]]) -> Lever:
    described: dict[str, LeverLevel] = {level.level: level for level in entry.levels}
    return Lever(
        entry.id,
        entry.tool,
        entry.ally,
        entry.name,
        tuple(
            tuple(Shift(each.driver, each.state, each.low, each.high) for each in described[name].shifts)
            if name in described
            else ()
            for name in LEVELS
        ),
        tuple(described[name].text if name in described else {} for name in LEVELS),
        tuple(
            Floor(
                each.floor,
                floors.get(each.floor, {}),
                LEVELS.index(each.level),
                each.when,
                LEVELS.index(each.when_level),
            )
            for each in entry.floors
        ),
        tuple(_effort(described.get(name), place) for place, name in enumerate(LEVELS)),
    )


def _effort(level: LeverLevel | None, place: int) -> float:
    return float(place) if level is None or level.effort is None else level.effort


def regimes_of(pack: Pack, levers: Levers) -> tuple[PastRegime, ...]:
    """Past regimes as mixes: an ally among a regime's actors takes the level its weight stands for, the others stand as they run.

    A weight below :data:`LITTLE` is low, above :data:`MUCH` high. Weights sum to one, so no regime is high on everything.
    """
    return tuple(
        PastRegime(
            entry.id,
            entry.name,
            entry.period,
            tuple(actor for actor in entry.actors if actor in levers.allies),
            tuple(
                _level(entry.weights.get(lever.tool, 0.0)) if lever.ally in entry.actors else AS_IS
                for lever in levers.levers
            ),
        )
        for entry in pack.entries("regimes", Regime).values()
        if set(entry.actors) & set(levers.allies)
    )


def _level(weight: float) -> int:
    return 0 if weight < LITTLE else 2 if weight > MUCH else AS_IS


def written(levers: Levers, mix: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Lever and level of each lever that does not stand as it runs."""
    for lever, level in zip(levers.levers, mix, strict=True):
        if level != AS_IS:
            yield lever.id, LEVELS[level]
