"""The framework as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shiome.region.schema.monitoring import Contribution, Duty, HandOverRoute, MonitoringTask, Succession, TaskHeld

TASKS: tuple[MonitoringTask, ...] = ("inform", "watch", "investigate", "report")
"""The four tasks, in the order in which a finding passes through them."""


@dataclass(frozen=True)
class FrameworkBody:
    """A body on the day.

    Parameters
    ----------
    members:
        Actors that a document names as taking part.
    further:
        Actors that take part by general knowledge.
    size:
        Number of participants that a document gives; ``None`` where none does.
    working:
        Whether it had begun and had not ended.
    """

    id: str
    name: Mapping[str, str]
    abbreviation: str
    began: str
    ended: str
    working: bool
    members: tuple[str, ...]
    further: tuple[str, ...]
    size: int | None
    tasks: tuple[TaskHeld, ...]
    contributions: tuple[Contribution, ...]
    hands_to: tuple[HandOverRoute, ...]
    cite: tuple[str, ...]
    note: Mapping[str, str]

    @property
    def all_members(self) -> frozenset[str]:
        """Those named and those known otherwise."""
        return frozenset(self.members) | frozenset(self.further)


@dataclass(frozen=True)
class Overlap:
    """How far two bodies have the same members; ``share`` is the Jaccard index, ``named_share`` counts only those a document names."""

    a: str
    b: str
    shared: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    share: float
    named_share: float


@dataclass(frozen=True)
class Route:
    """A hand-over from one working body to another; ``open`` where no document says that it is done."""

    source: str
    target: str
    stage: str
    open: bool
    text: Mapping[str, str]
    cite: tuple[str, ...]


@dataclass(frozen=True)
class DutyState:
    """What became of a duty by the day: ``held`` by its body, taken over as a ``whole`` or in ``part``, or done by ``nobody``."""

    duty: Duty
    state: str
    successors: tuple[Succession, ...]


@dataclass(frozen=True)
class Framework:
    """Everything about the framework that was known and held on ``as_of``."""

    as_of: date
    bodies: tuple[FrameworkBody, ...]
    overlaps: tuple[Overlap, ...]
    routes: tuple[Route, ...]
    duties: tuple[DutyState, ...]

    @property
    def uncovered(self) -> tuple[MonitoringTask, ...]:
        """Tasks that no working body has; every task while nothing of the framework is known."""
        held = {each.task for body in self.bodies if body.working for each in body.tasks}
        return tuple(task for task in TASKS if task not in held)

    def body(self, identifier: str) -> FrameworkBody | None:
        """The body of that identifier, if it belongs to the framework on the day."""
        return next((body for body in self.bodies if body.id == identifier), None)
