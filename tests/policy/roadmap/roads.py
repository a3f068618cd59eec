"""Roadmaps to test with: made of parts, between an island that gives things up and a league that pays for it."""

from hypothesis import strategies as st

from shiome.policy.roadmap import Road, Schedule
from shiome.region.schema.roadmap import (
    Factor,
    RoadCondition,
    RoadEnd,
    Roadmap,
    RoadParty,
    RoadStep,
    RoadTrack,
    StepWorth,
    ThreatWorth,
    Worth,
)


def both(text):
    return {"ja": text, "en": text}


def worth(value, spread=0.0):
    return Worth(low=value * (1 - spread), mode=value, high=value * (1 + spread))


def gives(party, value, spread=0.0):
    return StepWorth(party=party, low=value * (1 - spread), mode=value, high=value * (1 + spread))


def step(name, party, cost=1.0, *, values=(), spread=0.0, **more):
    given = {"id": name, "name": both(name), "party": party, "cost": worth(cost, spread), "values": tuple(values)}
    return RoadStep(**given | more)


def party(name, *, discount=0.9, surplus=0.0, penalty=0.0, spread=0.0, **more):
    factor = Factor(low=discount, mode=discount, high=discount)
    return RoadParty(
        actor=name, discount=factor, surplus=worth(surplus, spread), penalty=worth(penalty, spread), **more
    )


def road(parties, steps, *, horizon=60, snapback=0, **more):
    given = {
        "id": "road",
        "name": both("road"),
        "about": both("about"),
        "entry": RoadCondition(text=both("calm")),
        "end": RoadEnd(text=both("done")),
        "horizon": horizon,
        "snapback": snapback,
        "parties": tuple(parties),
        "tracks": (RoadTrack(id="main", name=both("main")),),
        "steps": tuple(one.id for one in steps),
    }
    return Road(Roadmap(**given | more), tuple(steps), {"island": {"ja": "島", "en": "Island"}})


def threat(name, value):
    return ThreatWorth(threat=name, low=value, mode=value, high=value)


def single(cost, *, discount=0.9, surplus=0.0, penalty=0.0, penalty_months=None, **more):
    """One step of one party, and its schedule: the stage of a repeated game in which it could hold back."""
    alone = party("island", discount=discount, surplus=surplus, penalty=penalty, penalty_months=penalty_months)
    return road([alone], [step("give", "island", cost, **more)]), Schedule({"give": 0})


amounts = st.floats(0, 20, allow_nan=False)
shares = st.floats(0, 1, allow_nan=False)


@st.composite
def roads(draw, *, surplus=amounts, penalty=amounts, reversible=shares):
    """A scheduled roadmap of two or three parties and up to six steps."""
    names = ["island", "league", "harbour"][: draw(st.integers(2, 3))]
    steps = []
    starts = {}
    for number in range(draw(st.integers(1, 6))):
        by = draw(st.sampled_from(names))
        given = [gives(other, draw(amounts)) for other in names if other != by]
        steps.append(
            step(
                f"s{number}",
                by,
                draw(amounts),
                values=given,
                duration=draw(st.integers(1, 5)),
                verification=draw(st.integers(0, 8)),
                detection=draw(shares),
                reversible=draw(reversible),
            )
        )
        starts[f"s{number}"] = draw(st.integers(0, 20))
    parties = [
        party(
            name,
            discount=draw(st.floats(0.5, 0.999)),
            surplus=draw(surplus),
            penalty=draw(penalty),
            penalty_months=draw(st.none() | st.integers(1, 30)),
            watch=draw(st.integers(0, 6)),
            watch_detection=draw(shares),
        )
        for name in names
    ]
    return road(parties, steps, snapback=draw(st.integers(0, 6))), Schedule(starts)
