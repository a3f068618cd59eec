"""A model as flat arrays, the form in which both engines read it.

Scores become factors: ``exp(score / temperature)`` is drawn once for a run, and a month multiplies factors instead of adding scores
and exponentiating their sum. The weight of a target's state is then a product over rows; a row is one source driver seen from one target
state, with one factor for each state of the source (1 where there is no cell). Only differences of scores matter to a softmax: priors,
and sources that bear on every state of a target, are taken relative to its first state, which saves a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.model import ZERO, Band, CalendarEntry, Intervention, SimulationModel, refused

LARGEST_EXPONENT = 80.0
"""Largest sum of absolute scores over the temperature on one driver: beyond it, factors leave single precision."""
_ALWAYS = 1 << 32


class Arrays(NamedTuple):
    """Flat arrays; D drivers, P parameters, R rows, E dated calendar entries."""

    states: NDArray[np.int32]
    """(D) number of states."""
    initial: NDArray[np.int32]
    """(D) state in month 0, or -1 where it is drawn."""
    low: NDArray[np.float32]
    """(P) lower end of each parameter over the temperature."""
    width: NDArray[np.float32]
    """(P) width of each parameter's band over the temperature."""
    key: NDArray[np.uint32]
    """(P) what its draw is keyed by; stays the same when other cells come and go."""
    base_low: NDArray[np.float32]
    """(P) the same for what is subtracted from it: the score of the first state."""
    base_width: NDArray[np.float32]
    """(P) width of that band."""
    base_key: NDArray[np.uint32]
    """(P) key of that draw."""
    prior: NDArray[np.int32]
    """(D) parameter of its first prior; the others follow."""
    inertia: NDArray[np.int32]
    """(D) parameter of its inertia."""
    rows: NDArray[np.int32]
    """(D + 1) first row of each target driver."""
    row_target: NDArray[np.int32]
    """(R) the target state."""
    row_source: NDArray[np.int32]
    """(R) the source driver."""
    row_first: NDArray[np.int32]
    """(R) parameter of the source's first state; the others follow."""
    entries: NDArray[np.int32]
    """(months + 1, D + 1) first dated entry of each month and driver, drivers within months."""
    entry_state: NDArray[np.int32]
    """(E) the state that is forced or boosted."""
    entry_below: NDArray[np.uint64]
    """(E) it happens when a random 32-bit number is below this."""
    entry_factor: NDArray[np.float32]
    """(E) factor on the state's weight; 0 where the state is forced."""
    settings: NDArray[np.int32]
    """(months + 1, D) state that each driver is held in or set to in each month, -1 where it moves by itself."""
    triangular: bool


@dataclass(frozen=True)
class CompiledModel:
    """A model with a horizon and its interventions, ready to run."""

    model: SimulationModel
    months: int
    interventions: tuple[Intervention, ...]
    arrays: Arrays


def compile_model(
    model: SimulationModel, *, months: int, interventions: tuple[Intervention, ...] = ()
) -> CompiledModel:
    """Flatten a model for ``months`` monthly updates under ``interventions``.

    Raises
    ------
    InputRefused
        When an intervention is on a driver that nobody controls or outside the horizon, or scores are too large for the temperature.
    """
    if not 1 <= months <= 10_000:
        text = f"the horizon of {months} months is not between 1 and 10000"
        raise refused(
            "months",
            text,
            f"期間 {months} か月は 1〜10000 でない",
            "give a horizon in that range",
            months,
            hint_ja="この範囲の期間とする",
        )
    parameters = _Parameters(model)
    prior, inertia = parameters.own()
    rows = parameters.rows()
    low, high = _ends(parameters.bands, model)
    base_low, base_high = _ends(parameters.bases, model)
    _check_range(model, np.maximum(np.abs(high - base_low), np.abs(low - base_high)), prior, inertia, rows)
    count = len(model.drivers)
    dated = _calendar(model, months)
    targets = np.array([row[0] for row in rows], dtype=np.int64)
    arrays = Arrays(
        states=np.array([len(driver.states) for driver in model.drivers], dtype=np.int32),
        initial=np.array(
            [-1 if d.initial is None else d.states.index(d.initial) for d in model.drivers], dtype=np.int32
        ),
        low=low.astype(np.float32),
        width=(high - low).astype(np.float32),
        key=np.array(parameters.keys, dtype=np.uint32),
        base_low=base_low.astype(np.float32),
        base_width=(base_high - base_low).astype(np.float32),
        base_key=np.array(parameters.base_keys, dtype=np.uint32),
        prior=np.array(prior, dtype=np.int32),
        inertia=np.array(inertia, dtype=np.int32),
        rows=np.searchsorted(targets, np.arange(count + 1)).astype(np.int32),
        row_target=np.array([row[1] for row in rows], dtype=np.int32),
        row_source=np.array([row[2] for row in rows], dtype=np.int32),
        row_first=np.array([row[3] for row in rows], dtype=np.int32),
        entries=dated.entries,
        entry_state=dated.state,
        entry_below=dated.below,
        entry_factor=dated.factor,
        settings=_settings(model, months, interventions),
        triangular=model.shape == "triangular",
    )
    return CompiledModel(model, months, interventions, arrays)


def _ends(bands: list[Band], model: SimulationModel) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ends = np.array([(band.low, band.high) for band in bands], dtype=np.float64) / model.temperature
    return ends[:, 0], ends[:, 1]


class _Parameters:
    """Collects the bands in the order in which the engines draw them."""

    def __init__(self, model: SimulationModel) -> None:
        self.model = model
        self.bands: list[Band] = []
        self.keys: list[int] = []
        self.bases: list[Band] = []
        self.base_keys: list[int] = []
        sizes = [len(driver.states) for driver in model.drivers]
        self.first = [sum(sizes[:index]) for index in range(len(sizes))]
        self.total = sum(sizes)
        if (self.total + 2) ** 2 >= 1 << 30:
            text = f"the model has {self.total} states in all, more than 32000"
            raise refused(
                "states",
                text,
                f"状態が合わせて {self.total} あり多すぎる",
                "split the model",
                model,
                hint_ja="モデルを分ける",
            )

    def own(self) -> tuple[list[int], list[int]]:
        """Priors and inertia of each driver: the first parameter of each."""
        prior, inertia = [], []
        for index, driver in enumerate(self.model.drivers):
            prior.append(len(self.bands))
            bands = driver.priors or (ZERO,) * len(driver.states)
            self._add(ZERO, ZERO, self.total, self.first[index], 0)
            for state in range(1, len(bands)):
                self._add(bands[state], bands[0], self.total, self.first[index], state)
            inertia.append(len(self.bands))
            self._add(driver.inertia, ZERO, self.total + 1, index, 0)
        return prior, inertia

    def rows(self) -> list[tuple[int, int, int, int]]:
        """(target, target state, source, first parameter) of each row, sorted."""
        model = self.model
        found: dict[tuple[int, int], dict[tuple[int, int], Band]] = {}
        for cell in model.cells:
            source, target = model.driver(cell.source, "cell"), model.driver(cell.target, "cell")
            states = model.state(source, cell.source_state, "cell"), model.state(target, cell.target_state, "cell")
            found.setdefault((target, source), {})[states] = cell.strength
        rows = []
        for (target, source), block in sorted(found.items(), key=lambda item: item[0]):
            touched, count = {state for _, state in block}, len(model.drivers[target].states)
            # Relative to the first state there is one row fewer, unless the first state is touched and few others are.
            relative = 0 in touched and len(touched) == count
            for state in range(1, count) if relative else sorted(touched):
                rows.append((target, state, source, len(self.bands)))
                for origin in range(len(model.drivers[source].states)):
                    base = block.get((origin, 0), ZERO) if relative else ZERO
                    self._add(
                        block.get((origin, state), ZERO), base, self.first[source] + origin, self.first[target], state
                    )
        return sorted(rows)

    def _add(self, band: Band, base: Band, row: int, column: int, state: int) -> None:
        self.bands.append(band)
        self.keys.append(row * (self.total + 2) + column + state)
        self.bases.append(base)
        self.base_keys.append(row * (self.total + 2) + column)


def _check_range(
    model: SimulationModel,
    size: NDArray[np.float64],
    prior: list[int],
    inertia: list[int],
    rows: list[tuple[int, int, int, int]],
) -> None:
    """Refuse scores whose factors could leave single precision."""
    for index, driver in enumerate(model.drivers):
        count = len(driver.states)
        reach = size[prior[index] : prior[index] + count] + size[inertia[index]]
        for target, state, source, first in rows:
            if target == index:
                reach[state] += size[first : first + len(model.drivers[source].states)].max()
        for entry in model.calendar:
            if entry.driver == driver.name and entry.boost is not None:
                reach[driver.states.index(entry.state)] += abs(entry.boost) / model.temperature
        if reach.max() > LARGEST_EXPONENT:
            text = f"driver {driver.name}: scores reach {reach.max():.0f} times the temperature, more than {LARGEST_EXPONENT:.0f}"
            ja = f"ドライバー {driver.name}：点数が温度の {reach.max():.0f} 倍になる（上限 {LARGEST_EXPONENT:.0f}）"
            raise refused(
                "range",
                text,
                ja,
                "raise the temperature or weaken the bands",
                driver,
                hint_ja="温度を上げるか帯を弱める",
            )


class _Dated(NamedTuple):
    entries: NDArray[np.int32]
    state: NDArray[np.int32]
    below: NDArray[np.uint64]
    factor: NDArray[np.float32]


def _calendar(model: SimulationModel, months: int) -> _Dated:
    """Dated entries sorted by month and driver, in the order given within both."""
    dated: list[tuple[int, int, CalendarEntry]] = [
        (month, model.driver(entry.driver, "calendar"), entry)
        for entry in model.calendar
        for month in entry.months
        if month <= months
    ]
    dated.sort(key=lambda row: row[:2])
    count = len(model.drivers)
    places = np.array([month * count + driver for month, driver, _ in dated], dtype=np.int64)
    wanted = np.arange(months + 1)[:, None] * count + np.arange(count + 1)[None, :]
    factors = [0.0 if e.boost is None else np.exp(e.boost / model.temperature) for _, _, e in dated]
    return _Dated(
        entries=np.searchsorted(places, wanted).astype(np.int32),
        state=np.array([model.drivers[d].states.index(e.state) for _, d, e in dated], dtype=np.int32),
        below=np.array([round(e.probability * _ALWAYS) for _, _, e in dated], dtype=np.uint64),
        factor=np.array(factors, dtype=np.float32),
    )


def _settings(model: SimulationModel, months: int, interventions: tuple[Intervention, ...]) -> NDArray[np.int32]:
    """State in which each driver is held in each month, -1 where it moves by itself."""
    settings = np.full((months + 1, len(model.drivers)), -1, dtype=np.int32)
    for index, driver in enumerate(model.drivers):
        if driver.controlled and driver.initial is not None:
            settings[:, index] = driver.states.index(driver.initial)
    for step in sorted(interventions, key=lambda step: step.month):
        where = f"intervention {step.driver}={step.state}"
        index = model.driver(step.driver, where)
        state = model.state(index, step.state, where)
        if not (model.drivers[index].controlled or model.drivers[index].settable):
            text = f"{where}: {step.driver} is not a controlled driver"
            settable = ", ".join(driver.name for driver in model.drivers if driver.controlled or driver.settable)
            ja = f"{where}：{step.driver} は操作変数でない"
            raise refused(
                "uncontrolled",
                text,
                ja,
                f"can be set: {settable or 'none'}",
                step,
                hint_ja=f"設定できるのは {settable or 'なし'}",
            )
        if not 0 <= step.month <= months:
            text = f"{where}: month {step.month} is outside 0..{months}"
            raise refused(
                "months",
                text,
                f"{where}：{step.month} か月目は 0〜{months} の外",
                "give a month inside",
                step,
                hint_ja="期間内の月とする",
            )
        settings[step.month :, index] = state
    return settings
