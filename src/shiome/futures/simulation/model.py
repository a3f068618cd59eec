"""What is simulated: drivers with states, cells between them, calendars, interventions; checked when built."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shiome.errors import InputRefused

Shape = Literal["uniform", "triangular"]
MOST_STATES = 64
"""States a driver can have."""


@dataclass(frozen=True)
class Band:
    """The range of a strength, from the weakest to the strongest reading; each run draws one value from it."""

    low: float
    high: float

    @classmethod
    def at(cls, value: float) -> Band:
        """A band of one value."""
        return cls(value, value)


ZERO = Band(0.0, 0.0)


@dataclass(frozen=True)
class Driver:
    """One thing that is in exactly one of several states each month.

    Parameters
    ----------
    name, states:
        Its name, and its states from lowest to highest: comparisons in formulas follow this order.
    priors:
        A band of prior score for each state; none means zero for all. Scores are log-odds times the temperature.
    inertia:
        Bonus to the score of the state that the driver is in.
    initial:
        Its state in month 0; without it, month 0 is drawn from the priors alone.
    controlled:
        A policy tool: it keeps its state until an intervention sets another, and nothing influences it.
    settable:
        It moves like any other driver until an intervention sets it; from then on it stays as set.
    """

    name: str
    states: tuple[str, ...]
    priors: tuple[Band, ...] = ()
    inertia: Band = ZERO
    initial: str | None = None
    controlled: bool = False
    settable: bool = False


@dataclass(frozen=True)
class Cell:
    """While ``source`` is in ``source_state``, the score of ``target``'s state ``target_state`` is raised by ``strength``."""

    source: str
    source_state: str
    target: str
    target_state: str
    strength: Band


@dataclass(frozen=True)
class CalendarEntry:
    """In each of ``months``, with ``probability``, a driver is put into a state, or its score is raised by ``boost``.

    Months count from 1, the first update. Without ``boost`` the state is forced whatever the scores say.
    """

    driver: str
    state: str
    months: tuple[int, ...]
    probability: float = 1.0
    boost: float | None = None


@dataclass(frozen=True)
class Intervention:
    """A controlled or settable driver is set to a state from a month on (month 0: from the start)."""

    driver: str
    state: str
    month: int = 0


@dataclass(frozen=True)
class SimulationModel:
    """A whole model; building one checks that it holds together.

    Parameters
    ----------
    temperature:
        Divides every score before the softmax: high makes all states alike likely, low makes the best one certain.
    shape:
        How values are drawn from bands: ``uniform``, or ``triangular`` with its peak in the middle.

    Raises
    ------
    InputRefused
        With the place, where a name is unknown or doubled, a band is empty, or a number out of range.
    """

    drivers: tuple[Driver, ...]
    cells: tuple[Cell, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    temperature: float = 1.0
    shape: Shape = "uniform"

    def __post_init__(self) -> None:
        if not self.drivers:
            raise refused(
                "drivers",
                "the model has no drivers",
                "ドライバーがない",
                "name at least one driver",
                self,
                hint_ja="一つ以上書く",
            )
        _no_doubles((driver.name for driver in self.drivers), "the model")
        for driver in self.drivers:
            _check_driver(driver)
        if not (math.isfinite(self.temperature) and self.temperature > 0):
            text = f"the temperature {self.temperature} is not positive"
            raise refused("temperature", text, f"温度 {self.temperature} が正でない", "1 is the usual value", self)
        if self.shape not in ("uniform", "triangular"):
            text = f"bands cannot be drawn in the shape {self.shape}"
            raise refused(
                "shape",
                text,
                f"分布 {self.shape} は使えない",
                "use uniform or triangular",
                self,
                hint_ja="uniform か triangular とする",
            )
        for cell in self.cells:
            self._check_cell(cell)
        keys = (f"{c.source}={c.source_state} -> {c.target}={c.target_state}" for c in self.cells)
        _no_doubles(keys, "the cells")
        for entry in self.calendar:
            self._check_entry(entry)

    def driver(self, name: str, where: str) -> int:
        """Index of the driver called ``name``; ``where`` says in the error who asked."""
        for index, driver in enumerate(self.drivers):
            if driver.name == name:
                return index
        raise refused(
            "unknown",
            f"{where}: there is no driver {name}",
            f"{where}：ドライバー {name} はない",
            "see the model's drivers",
            name,
            hint_ja="モデルのドライバーを見る",
        )

    def state(self, driver: int, name: str, where: str) -> int:
        """Index of a driver's state called ``name``."""
        known = self.drivers[driver]
        if name not in known.states:
            text = f"{where}: driver {known.name} has no state {name}"
            ja = f"{where}：ドライバー {known.name} に状態 {name} はない"
            raise refused(
                "unknown",
                text,
                ja,
                f"its states are {', '.join(known.states)}",
                name,
                hint_ja=f"状態は {', '.join(known.states)}",
            )
        return known.states.index(name)

    def _check_cell(self, cell: Cell) -> None:
        where = f"cell {cell.source}={cell.source_state} -> {cell.target}={cell.target_state}"
        self.state(self.driver(cell.source, where), cell.source_state, where)
        target = self.driver(cell.target, where)
        self.state(target, cell.target_state, where)
        if self.drivers[target].controlled:
            text = f"{where}: the target is a controlled driver, which nothing influences"
            raise refused(
                "controlled",
                text,
                f"{where}：対象は操作変数で影響を受けない",
                "remove the cell",
                cell,
                hint_ja="セルを除く",
            )
        _check_band(cell.strength, where)

    def _check_entry(self, entry: CalendarEntry) -> None:
        where = f"calendar entry {entry.driver}={entry.state}"
        driver = self.driver(entry.driver, where)
        self.state(driver, entry.state, where)
        if self.drivers[driver].controlled:
            text = f"{where}: a controlled driver follows interventions, not calendars"
            raise refused(
                "controlled",
                text,
                f"{where}：操作変数は暦に従わない",
                "give an intervention",
                entry,
                hint_ja="介入として書く",
            )
        if not 0 <= entry.probability <= 1:
            text = f"{where}: the probability {entry.probability} is not between 0 and 1"
            raise refused(
                "probability",
                text,
                f"{where}：確率 {entry.probability} が 0〜1 でない",
                "mend it",
                entry,
                hint_ja="直す",
            )
        if not entry.months or min(entry.months) < 1 or len(set(entry.months)) < len(entry.months):
            text = f"{where}: months must be given, each once, counted from 1"
            raise refused(
                "months", text, f"{where}：月は 1 から数え、重複なく示す", "mend the months", entry, hint_ja="月を直す"
            )
        if entry.boost is not None and not math.isfinite(entry.boost):
            raise refused(
                "band",
                f"{where}: the boost is not a number",
                f"{where}：加点が数でない",
                "mend it",
                entry,
                hint_ja="直す",
            )


def refused(code: str, text: str, ja: str, hint: str, failed: object, *, hint_ja: str = "") -> InputRefused:
    """A refusal with the codes of this room."""
    return InputRefused(f"simulation.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja or None, failed=failed)


def _no_doubles(names: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            text = f"{where}: {name} is given twice"
            raise refused(
                "doubled", text, f"{where}：{name} が二度ある", "keep one of them", name, hint_ja="一つだけ残す"
            )
        seen.add(name)


def _check_driver(driver: Driver) -> None:
    where = f"driver {driver.name}"
    if not driver.states:
        raise refused(
            "states",
            f"{where} has no states",
            f"{where} に状態がない",
            "name at least one state",
            driver,
            hint_ja="状態を一つ以上書く",
        )
    if len(driver.states) > MOST_STATES:
        text = f"{where} has {len(driver.states)} states, more than {MOST_STATES}"
        raise refused(
            "states",
            text,
            f"{where} の状態が {MOST_STATES} を超える",
            "split the driver",
            driver,
            hint_ja="ドライバーを分ける",
        )
    _no_doubles(driver.states, where)
    if driver.priors and len(driver.priors) != len(driver.states):
        text = f"{where} has {len(driver.priors)} priors for {len(driver.states)} states"
        raise refused(
            "priors",
            text,
            f"{where} の事前値の数が状態の数と違う",
            "give one for each state, or none",
            driver,
            hint_ja="状態ごとに一つ書くか、書かない",
        )
    for state, band in zip(driver.states, driver.priors, strict=False):
        _check_band(band, f"{where}, prior of {state}")
    _check_band(driver.inertia, f"{where}, inertia")
    if driver.initial is not None and driver.initial not in driver.states:
        text = f"{where}: the initial state {driver.initial} is none of its states"
        raise refused("unknown", text, f"{where}：初期状態 {driver.initial} はない", ", ".join(driver.states), driver)
    if driver.controlled and driver.initial is None:
        text = f"{where} is controlled and has no initial state"
        raise refused(
            "initial",
            text,
            f"{where} は操作変数なのに初期状態がない",
            "name its initial state",
            driver,
            hint_ja="初期状態を書く",
        )


def _check_band(band: Band, where: str) -> None:
    if not (math.isfinite(band.low) and math.isfinite(band.high) and band.low <= band.high):
        text = f"{where}: the band {band.low}..{band.high} holds no value"
        raise refused(
            "band",
            text,
            f"{where}：幅 {band.low}..{band.high} に値がない",
            "give low <= high",
            band,
            hint_ja="下限 <= 上限 とする",
        )
