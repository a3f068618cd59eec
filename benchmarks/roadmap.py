"""A roadmap of sixty steps: planned, held against leaving at every step, and held again in a thousand draws of its valuations.

    python benchmarks/roadmap.py [--steps 60] [--draws 1000]

There is no peer. Times are of the wall; the draws are also timed by themselves.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time

from shiome.policy.roadmap import Road, check_incentives, plans, robustness
from shiome.region.schema.roadmap import (
    Factor,
    Near,
    Need,
    RoadCondition,
    RoadEnd,
    Roadmap,
    RoadParty,
    RoadResource,
    RoadStep,
    RoadThreat,
    RoadTrack,
    StepWorth,
    ThreatWorth,
    Worth,
)

ALLIES = ("north", "east", "west")
THREATS = ("near", "middle", "far", "store")


def both(text: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"ja": text, "en": text}


def band(chance: random.Random, value: float) -> dict[str, float]:
    """A band about a value."""
    return {"low": value * chance.uniform(0.4, 0.8), "mode": value, "high": value * chance.uniform(1.2, 1.8)}


def made_up(count: int, *, seed: int = 1) -> Road:
    """A roadmap in which every third step is a payment, within six months of the concession before it."""
    chance = random.Random(seed)
    steps: list[RoadStep] = []
    for number in range(count):
        paid = number % 3 == 2
        before = [step.id for step in steps[:-1] if step.party == "island"]
        steps.append(
            RoadStep(
                id=f"s{number}",
                name=both(f"step {number}"),
                party=chance.choice(ALLIES) if paid else "island",
                threat="" if paid else THREATS[number % 4],
                reduces=0.0 if paid else 1.2 / count,
                cost=Worth(**band(chance, chance.uniform(1, 6))),
                values=(StepWorth(party="island", **band(chance, chance.uniform(4, 14))),) if paid else (),
                duration=chance.randint(1, 6),
                verification=0 if paid else chance.randint(1, 6),
                detection=1.0 if paid else chance.uniform(0.6, 1),
                reversible=1.0 if paid else chance.uniform(0, 0.6),
                after_verified=tuple(chance.sample(before, min(len(before), 2))) if not paid else (),
                within=(Near(step=steps[-1].id, months=6),) if paid else (),
                needs=() if paid else (Need(resource="teams", amount=chance.randint(1, 2)),),
            )
        )
    weights = {ally: [chance.uniform(20, 80) for _ in THREATS] for ally in ALLIES}
    parties = [
        RoadParty(
            actor=name,
            ally=name != "island",
            discount=Factor(low=0.975, mode=0.99, high=0.995),
            surplus=Worth(**band(chance, 0.6)),
            penalty=Worth(**band(chance, 0.2)),
            watch_detection=0.8,
            threats=tuple(
                ThreatWorth(threat=threat, **band(chance, value))
                for threat, value in zip(THREATS, weights.get(name, ()), strict=False)
            ),
        )
        for name in (*ALLIES, "island")
    ]
    roadmap = Roadmap(
        id="made-up",
        name=both("made up"),
        about=both("made up"),
        entry=RoadCondition(text=both("a calm")),
        end=RoadEnd(text=both("all done")),
        horizon=400,
        snapback=2,
        parties=tuple(parties),
        tracks=(RoadTrack(id="main", name=both("main")),),
        threats=tuple(RoadThreat(id=threat, name=both(threat)) for threat in THREATS),
        resources=(RoadResource(id="teams", name=both("teams"), capacity=4),),
        steps=tuple(step.id for step in steps),
    )
    return Road(roadmap, tuple(steps), {})


def main() -> None:
    """Print the times of planning, of one check, and of the draws."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--draws", type=int, default=1000)
    chosen = parser.parse_args()
    road = made_up(chosen.steps)
    times = [time.perf_counter()]
    found = plans(road)
    times.append(time.perf_counter())
    held = check_incentives(road, found.common)
    times.append(time.perf_counter())
    stood = robustness(road, found.common, draws=chosen.draws)
    times.append(time.perf_counter())
    planning, checking, drawing = (after - before for before, after in itertools.pairwise(times))
    print(f"{len(road.steps)} steps, {len(road.parties)} parties, {len(road.allies)} of them allies")
    print(f"plans (each ally's and the common one): {planning:.2f} s, best proven: {found.common.proven}")
    print(f"one incentive check with its bands: {checking:.3f} s; weakest {held.weakest.step}, holds: {held.holds}")
    print(f"{chosen.draws} draws: {drawing:.2f} s; every step holds in {stood.holds:.1%}")
    print(f"all: {times[-1] - times[0]:.2f} s; asked for: at most 60 s")


if __name__ == "__main__":
    main()
