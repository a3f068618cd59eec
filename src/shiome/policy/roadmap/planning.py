"""Schedules of a roadmap: the shortest, the one that each ally would choose, and the common one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shiome.errors import InputRefused
from shiome.policy.roadmap.constraints import Constraint, tasks_of
from shiome.policy.roadmap.model import Road, Schedule, worth_to
from shiome.policy.roadmap.solver import EFFORT, Aim, Solved, solve
from shiome.region.schema.roadmap import RoadParty

GRAIN = 10_000
"""Parts into which an ally's weights are divided for the solver; a month of waiting is measured to 1/10,000."""


@dataclass(frozen=True)
class Plans:
    """The schedules and how long each ally waits in each.

    Waiting is in months: ends of the steps, averaged with the ally's weights (the worth to it of what each step brings).
    """

    preferred: Mapping[str, Schedule]
    """Ally to the schedule in which it waits least."""
    common: Schedule
    """The schedule in which the ally worst off waits least beyond its own preferred one; then the least waiting of all."""
    waits: Mapping[str, Mapping[str, float]]
    """Schedule (an ally, or ``common``) to ally to months."""

    @property
    def worst_off(self) -> str:
        """The ally that waits longest beyond its own preferred schedule in the common one; the first of several."""
        return max(self.preferred, key=lambda ally: self.waits["common"][ally] - self.waits[ally][ally])


def shortest(road: Road, *, added: Sequence[Constraint] = (), effort: float = EFFORT) -> Schedule:
    """The schedule that is done first; errors as :func:`shiome.policy.roadmap.solver.solve`."""
    return _schedule(solve(tasks_of(road, added=added), (Aim(makespan=True),), effort=effort))


def weights_of(road: Road, party: RoadParty) -> dict[str, int]:
    """An ally's weight of each step in parts of :data:`GRAIN`, by what the step is worth to it."""
    worths = {step.id: worth_to(party, step) for step in road.steps}
    total = sum(worths.values())
    return {name: round(GRAIN * worth / total) for name, worth in worths.items() if worth > 0} if total else {}


def preferred(road: Road, ally: str, *, added: Sequence[Constraint] = (), effort: float = EFFORT) -> Schedule:
    """The schedule in which an ally waits least for what it values; of equal ones the shortest."""
    party = next(p for p in road.parties if p.actor == ally)
    aims = (Aim(sums=(weights_of(road, party),)), Aim(makespan=True))
    return _schedule(solve(tasks_of(road, added=added), aims, effort=effort))


def plans(road: Road, *, added: Sequence[Constraint] = (), effort: float = EFFORT) -> Plans:
    """Each ally's preferred schedule, and the common one.

    Raises
    ------
    InputRefused
        ``roadmap.allies``, where no party is an ally; otherwise as :func:`shiome.policy.roadmap.solver.solve`.
    """
    weights = {party.actor: weights_of(road, party) for party in road.allies}
    if not weights or not all(weights.values()):
        raise InputRefused(
            "roadmap.allies",
            "a common roadmap needs allies, and for each a step that is worth something to it",
            ja="共通ロードマップには同盟国と、各国にとって価値のある段階が要る",
            hint="mark parties with 'ally: true' and give them threats",
            hint_ja="当事者に「ally: true」と脅威の重みを付ける",
            failed=road.roadmap.id,
        )
    own = {ally: preferred(road, ally, added=added, effort=effort) for ally in weights}
    best = {ally: _waiting(road, own[ally], weights[ally]) for ally in weights}
    worst = Aim(sums=tuple(weights.values()), targets=tuple(best[ally] for ally in weights))
    names = {name for row in weights.values() for name in row}
    together = Aim(sums=({name: sum(row.get(name, 0) for row in weights.values()) for name in sorted(names)},))
    common = _schedule(solve(tasks_of(road, added=added), (worst, together, Aim(makespan=True)), effort=effort))
    waits = {name: _waits(road, schedule, weights) for name, schedule in {**own, "common": common}.items()}
    return Plans(own, common, waits)


def _waits(road: Road, schedule: Schedule, weights: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    return {ally: _waiting(road, schedule, row) / sum(row.values()) for ally, row in weights.items()}


def _waiting(road: Road, schedule: Schedule, weights: Mapping[str, int]) -> int:
    ends = schedule.ends(road)
    return sum(weight * ends[name] for name, weight in weights.items())


def _schedule(solved: Solved) -> Schedule:
    return Schedule(solved.starts, solved.proven)
