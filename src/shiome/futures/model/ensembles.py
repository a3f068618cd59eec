"""The model as a stochastic succession from the state in which the world was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shiome.errors import InputRefused
from shiome.futures.model.model import At, FuturesModel, ModelDriver, ModelTiming
from shiome.futures.model.timing import month_after, months_between
from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, Intervention, SimulationModel

PRIOR_SPREAD = 0.5
"""A prior is drawn from a band of this much to either side."""
INERTIA_SPREAD = 0.25
"""Inertia is drawn from a band of this share to either side."""


@dataclass(frozen=True)
class Setting:
    """A driver set to a state from a month on: a policy tool moved, or an assumption tried."""

    at: At
    since: date


def start_of(model: FuturesModel) -> date:
    """First day of month 0: the month in which the last thing became known. Month 1 is the first that is simulated."""
    return model.starts.replace(day=1)


def simulation_model(model: FuturesModel) -> SimulationModel:
    """Drivers, cells, priors, inertia and calendar with their bands, beginning in the states last observed.

    A driver never observed begins in a state drawn from its priors. Whoever can set a driver can do so in any month; until
    then it moves like the others.
    """
    return SimulationModel(
        drivers=tuple(_driver(each) for each in model.drivers),
        cells=tuple(
            Cell(*cell.cause, *cell.effect, Band(cell.low, cell.high)) for cell in model.cells if cell.low or cell.high
        ),
        calendar=tuple(entry for timing in model.timings for entry in _entries(timing, start_of(model))),
    )


def interventions(model: FuturesModel, settings: tuple[Setting, ...]) -> tuple[Intervention, ...]:
    """Settings as months of the simulation.

    Raises
    ------
    InputRefused
        ``futures.before``: a setting from a month before the simulation begins.
    """
    found = []
    for setting in settings:
        month = months_between(start_of(model), setting.since)
        if month < 0:
            raise InputRefused(
                "futures.before",
                f"{setting.at} is set from {setting.since:%Y-%m}, before the simulation begins",
                ja=f"{setting.at} の開始月 {setting.since:%Y-%m} はシミュレーションの始まりより前である",
                hint=f"give {start_of(model):%Y-%m} or later",
                hint_ja=f"{start_of(model):%Y-%m} 以後とする",
                failed=setting,
            )
        found.append(Intervention(setting.at.driver, setting.at.state, month))
    return tuple(found)


def _driver(each: ModelDriver) -> Driver:
    return Driver(
        name=each.id,
        states=tuple(state.id for state in each.states),
        priors=tuple(Band(state.prior - PRIOR_SPREAD, state.prior + PRIOR_SPREAD) for state in each.states),
        inertia=Band(each.inertia * (1 - INERTIA_SPREAD), each.inertia * (1 + INERTIA_SPREAD)),
        initial=each.observed or None,
        settable=each.controlled,
    )


def _entries(timing: ModelTiming, start: date) -> tuple[CalendarEntry, ...]:
    """The months of a timing that lie in the future; a chance over several months is spread evenly over them."""
    first, last = months_between(start, timing.first), months_between(start, timing.last)
    months = tuple(range(max(first, 1), last + 1))
    if not months:
        return ()
    share = 1 - (1 - timing.probability) ** (1 / (last - first + 1))
    return (CalendarEntry(*timing.effect, months, share, timing.boost),)


def month_of(model: FuturesModel, month: int) -> date:
    """First day of a month of the simulation."""
    return month_after(start_of(model), month)
