"""Proposals for tests: the shipped examples, small ones by hand, and arbitrary sound ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from shiome.policy.proposal import Catalogue, Measure, Proposal, Report, Timing, assess, catalogue, read_proposal
from shiome.policy.proposal.soundness import unsound
from shiome.region.pack import load_pack, locate

EXAMPLES = Path(__file__).parents[3] / "examples" / "proposals"


@cache
def held() -> Catalogue:
    """The shipped region, all of it known."""
    return catalogue(load_pack(locate("peninsula")))


@cache
def example(name: str) -> Proposal:
    return read_proposal(EXAMPLES / f"{name}.yaml", held())


@cache
def report(name: str) -> Report:
    return assess(example(name), held())


def proposal(*measures: Measure, **fields: Any) -> Proposal:
    return Proposal(title={"ja": "案", "en": "draft"}, measures=measures, **fields)


@st.composite
def measures(draw: st.DrawFn, number: int = 0) -> Measure:
    """A measure with which nothing is wrong by itself."""
    kind = draw(st.sampled_from(list(held().measures.values())))
    weapons = [*held().range_classes, *held().capabilities]
    words = weapons if kind.over == "capabilities" else list(kind.domains)
    domain = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)) if kind.over != "none" else []
    quantity = None if kind.quantity == "none" else draw(st.none() | st.floats(kind.least, kind.most))
    months = draw(st.none() | st.integers(1, 60))
    return Measure(
        id=f"m{number}",
        party=draw(st.sampled_from(kind.parties)),
        type=kind.id,
        domain=tuple(domain),
        quantity=quantity,
        timing=Timing(start=draw(st.integers(0, 36)), months=months),
        verification=draw(st.sampled_from(list(held().verifications))),
        reversibility=draw(st.sampled_from(("reversible", "snap-back", "irreversible"))),
    )


@st.composite
def proposals(draw: st.DrawFn, *, sound: bool = False) -> Proposal:
    """A proposal of a few measures with ties between them."""
    count = draw(st.integers(1, 5))
    found = [draw(measures(number)) for number in range(count)]
    tied = []
    for number, measure in enumerate(found):
        others = [other.id for other in found if other.id != measure.id]
        ties = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        tied.append(
            Measure(**{**{f: getattr(measure, f) for f in measure.__struct_fields__}, "reciprocity": tuple(ties)})
        )
        assert number < count
    made = proposal(*tied, end_state=draw(st.sampled_from(list(held().end_states))))
    if sound:
        while unsound(made, held()) and len(made.measures) > 1:
            made = made.without(made.measures[-1].id)
    return made
