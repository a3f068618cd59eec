"""Small models of contingencies, and a strategy for any."""

from __future__ import annotations

from hypothesis import strategies as st

from shiome.futures.contingency.model import (
    CapacityOf,
    ContingencyModel,
    Demand,
    Front,
    LinkageOf,
    Step,
    StrainOf,
)
from shiome.futures.simulation.model import Band


def front(name: str, rate: float, *, initial: str = "", demands: tuple[Demand, ...] = ()) -> Front:
    """A front that breaks out at a constant rate and stays so."""
    return Front(name, ("calm", "war"), (Step("calm", "war", Band.at(rate)),), initial=initial, demands=demands)


def linkage(name: str, cause: str, effect: str, factor: float, *, kind: str = "escalation") -> LinkageOf:
    """A linkage of known strength from war to the outbreak of war."""
    return LinkageOf(name, kind, cause, "war", effect, "calm", "war", Band.at(factor))


def demand(low: float, high: float | None = None, *, state: str = "war") -> Demand:
    """What a front asks of AAA's ships."""
    return Demand("AAA", "ships", state, Band(low, low if high is None else high))


def ships(low: float, high: float | None = None) -> CapacityOf:
    """AAA's ships."""
    return CapacityOf("AAA", "ships", Band(low, low if high is None else high))


LADDER = ("calm", "crisis", "war")
LADDER_STEPS = (("calm", "crisis"), ("crisis", "war"), ("crisis", "calm"), ("war", "crisis"))


@st.composite
def models(draw: st.DrawFn) -> ContingencyModel:
    """Two to four fronts of three states, demands that grow with them, linkages that only make things worse."""
    names = [f"f{number}" for number in range(draw(st.integers(2, 4)))]
    fronts = tuple(_ladder(draw, name) for name in names)
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    links = draw(st.lists(pairs, max_size=4))
    linkages = tuple(
        LinkageOf(
            f"l{number}",
            "opportunism",
            cause,
            draw(st.sampled_from(LADDER[1:])),
            effect,
            *draw(st.sampled_from(LADDER_STEPS[:2])),
            draw(_bands(1.0, 4.0)),
            strain=StrainOf("AAA", "ships", draw(st.floats(0, 1))) if draw(st.booleans()) else None,
        )
        for number, (cause, effect) in enumerate(links)
    )
    return ContingencyModel(fronts, (CapacityOf("AAA", "ships", draw(_bands(20.0, 150.0))),), linkages)


def _ladder(draw: st.DrawFn, name: str) -> Front:
    steps = tuple(Step(before, after, draw(_bands(0.0, 0.2))) for before, after in LADDER_STEPS)
    crisis = draw(_bands(0.0, 50.0))
    war = Band(crisis.low + draw(st.floats(0, 50)), crisis.high + 50.0)
    demands = (demand(crisis.low, crisis.high, state="crisis"), demand(war.low, war.high))
    return Front(name, LADDER, steps, demands=demands)


def _bands(low: float, high: float) -> st.SearchStrategy[Band]:
    ends = st.floats(low, high)
    return st.tuples(ends, ends).map(lambda pair: Band(min(pair), max(pair)))
