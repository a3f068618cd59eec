"""What a scenario tree says, as plain values that can be written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shiome.futures.branching.clusters import Trial
from shiome.futures.scoring.rates import Rate

Kind = Literal["in", "by"]


@dataclass(frozen=True)
class Event:
    """What may happen to a driver by a date.

    Parameters
    ----------
    kind:
        ``by``: it is in the state in some month up to ``month``, the start (month 0) included; ``in``: it is in the state in that month.
    """

    driver: str
    state: str
    month: int
    kind: Kind = "by"


@dataclass(frozen=True)
class Mark:
    """What sets runs apart: the share of the months ``first`` to ``last`` that they spend in a state, and that the others spend."""

    driver: str
    state: str
    first: int
    last: int
    here: float
    elsewhere: float


@dataclass(frozen=True)
class Step:
    """From ``month`` on the driver is in the state."""

    month: int
    driver: str
    state: str


@dataclass(frozen=True)
class Course:
    """A whole path, written as its changes; month 0 lists the start.

    Parameters
    ----------
    run:
        Number of the run in the ensemble.
    """

    run: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Future:
    """A group of runs that take a like course.

    Parameters
    ----------
    names:
        In ``en`` and ``ja``, from what sets the future apart.
    probability:
        Share of all runs, with Wilson's interval for the error of sampling runs.
    marks:
        What sets it apart from the other runs, strongest first.
    typical:
        Its medoid: the run with the least sum of squared distances to the others.
    """

    id: str
    names: Mapping[str, str]
    runs: int
    probability: Rate
    marks: tuple[Mark, ...]
    typical: Course


@dataclass(frozen=True)
class Branch:
    """A node of the tree.

    Parameters
    ----------
    id:
        ``T`` for the trunk, then ``+`` for each event that happened on the way and ``-`` for each that did not.
    parent:
        Identifier of the branch above, empty at the trunk.
    event, happens:
        What parts it from its sibling, and on which side it is; no event at the trunk.
    probability, within_parent:
        Share of all runs and of the parent's runs, with Wilson's intervals.
    futures:
        Share of each future among its runs, in the order of the tree's futures.
    leads_to:
        The commonest of them.
    """

    id: str
    parent: str
    children: tuple[str, ...]
    event: Event | None
    happens: bool
    names: Mapping[str, str]
    runs: int
    probability: Rate
    within_parent: Rate
    futures: tuple[float, ...]
    leads_to: str
    typical: Course


@dataclass(frozen=True)
class ScenarioTree:
    """Futures, and the dated events that lead to them.

    Parameters
    ----------
    drivers:
        Those whose states count.
    axes:
        In how many directions they move together more than by chance.
    tried:
        Numbers of futures that were weighed; empty where the number was given.
    branches:
        The trunk first, each branch before those that grow from it.
    explained:
        Share of the uncertainty about the future (in bits) that the leaves take away.
    """

    drivers: tuple[str, ...]
    runs: int
    months: int
    seed: int
    confidence: float
    axes: int
    tried: tuple[Trial, ...]
    futures: tuple[Future, ...]
    branches: tuple[Branch, ...]
    explained: float

    @property
    def leaves(self) -> tuple[Branch, ...]:
        """The branches at which the tree ends; every run is in exactly one."""
        return tuple(branch for branch in self.branches if not branch.children)


@dataclass(frozen=True)
class Indicator:
    """A sign in the first months that a future is under way; its figures come from the half of the runs in which it was not sought.

    Parameters
    ----------
    trigger:
        What to watch for, and when.
    names:
        The trigger in words.
    coverage:
        Share of the future's runs that show it.
    false_alarm:
        Share of all other runs that show it.
    precision:
        Share of the runs that show it which are the future's.
    ratio, ratio_low, ratio_high:
        Likelihood ratio coverage / false alarm, with its interval widened for the number of signs that were checked.
    lead:
        Months from the trigger's month to ``shows``; negative where the future is plain before.
    shows:
        First month in which the future's fan is nine tenths as far from the others' as it ever gets.
    """

    future: str
    trigger: Event
    names: Mapping[str, str]
    coverage: Rate
    false_alarm: Rate
    precision: Rate
    ratio: float
    ratio_low: float
    ratio_high: float
    shows: int
    lead: int


@dataclass(frozen=True)
class Fan:
    """Share of a branch's runs in each state of a driver, month by month.

    Parameters
    ----------
    share, low, high:
        (months + 1) rows with one value for each state; the bounds are Wilson's.
    """

    branch: str
    driver: str
    states: tuple[str, ...]
    runs: int
    share: tuple[tuple[float, ...], ...]
    low: tuple[tuple[float, ...], ...]
    high: tuple[tuple[float, ...], ...]
