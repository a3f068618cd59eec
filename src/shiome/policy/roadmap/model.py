"""A roadmap with its steps at hand, and a schedule of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import msgspec

from shiome.errors import NotKnown
from shiome.region.schema.roadmap import Roadmap, RoadParty, RoadStep

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Road:
    """A roadmap together with its steps, in the roadmap's order, and the names of its parties."""

    roadmap: Roadmap
    all_steps: tuple[RoadStep, ...]
    names: Mapping[str, Texts]
    """Party to its name in each language; a party without one is called by its identifier."""

    @cached_property
    def steps(self) -> tuple[RoadStep, ...]:
        """The steps of the plan, without those held in reserve."""
        return tuple(step for step in self.all_steps if not step.reserve)

    @property
    def parties(self) -> tuple[RoadParty, ...]:
        """Its parties."""
        return self.roadmap.parties

    @property
    def allies(self) -> tuple[RoadParty, ...]:
        """The parties whose threats the schedule puts first."""
        return tuple(party for party in self.parties if party.ally)

    def step(self, name: str) -> RoadStep:
        """The step of that name, reserve included.

        Raises
        ------
        NotKnown
            There is none.
        """
        for step in self.all_steps:
            if step.id == name:
                return step
        raise NotKnown(
            "roadmap.step",
            f"the roadmap has no step {name!r}",
            ja=f"ロードマップに段階 {name!r} がない",
            hint=f"use one of: {', '.join(step.id for step in self.all_steps)}",
            hint_ja=f"次のいずれかを使う: {', '.join(step.id for step in self.all_steps)}",
            failed=name,
        )

    def called(self, party: str, language: str) -> str:
        """A party's name."""
        return self.names.get(party, {}).get(language, party)

    def with_step(self, name: str, **changes: Any) -> Road:
        """The same with one step changed."""
        steps = tuple(msgspec.structs.replace(s, **changes) if s.id == name else s for s in self.all_steps)
        return replace(self, all_steps=steps)

    def with_party(self, name: str, **changes: Any) -> Road:
        """The same with one party changed."""
        parties = tuple(msgspec.structs.replace(p, **changes) if p.actor == name else p for p in self.parties)
        return replace(self, roadmap=msgspec.structs.replace(self.roadmap, parties=parties))

    def with_snapback(self, months: int) -> Road:
        """The same with another speed of response."""
        return replace(self, roadmap=msgspec.structs.replace(self.roadmap, snapback=months))


@dataclass(frozen=True)
class Schedule:
    """When each step begins, in months from the start of the roadmap."""

    starts: Mapping[str, int]
    proven: bool = True
    """Whether the solver proved that no schedule is better by its aim."""

    def ends(self, road: Road) -> dict[str, int]:
        """Month by whose beginning each step is done."""
        return {step.id: self.starts[step.id] + step.duration for step in road.steps}

    def verified(self, road: Road) -> dict[str, int]:
        """Month by whose beginning each step is verified."""
        return {step.id: self.starts[step.id] + step.duration + step.verification for step in road.steps}

    def finish(self, road: Road) -> int:
        """Month by whose beginning the last step is verified."""
        return max(self.verified(road).values())


def worth_to(party: RoadParty, step: RoadStep) -> float:
    """Likeliest worth of a step to a party that does not take it: its share of the threat removed, and what is named."""
    if party.actor == step.party:
        return 0.0
    threat = sum(worth.mode for worth in party.threats if worth.threat == step.threat) * step.reduces
    return threat + sum(worth.mode for worth in step.values if worth.party == party.actor)
