"""What must hold of any proposal."""

from __future__ import annotations

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.policy.proposal.made import held, proposals

from shiome.policy.proposal import Proposal, Verdict, assess
from shiome.policy.proposal.assessing import judge
from shiome.policy.proposal.matching import View
from shiome.policy.proposal.model import Measure
from shiome.policy.proposal.threat import EXTENTS
from shiome.policy.proposal.verdicts import rank


def judged(proposal: Proposal, criterion: str) -> list[Verdict]:
    return list(judge(View(proposal, held()), held().criteria[criterion]))


def changed(proposal: Proposal, measure: Measure, **fields: object) -> Proposal:
    measures = tuple(msgspec.structs.replace(m, **fields) if m.id == measure.id else m for m in proposal.measures)
    return msgspec.structs.replace(proposal, measures=measures)


def not_worse(before: list[Verdict], after: list[Verdict]) -> bool:
    return all(rank(one.verdict) <= rank(other.verdict) for one, other in zip(before, after, strict=True))


@settings(max_examples=150, deadline=None)
@given(proposals(), st.data())
def test_more_verification_never_worsens_verification_or_threat(proposal: Proposal, data: st.DataObject) -> None:
    measure = data.draw(st.sampled_from(proposal.measures))
    levels = list(held().verifications)
    stronger = levels[levels.index(measure.verification) :]
    after = changed(proposal, measure, verification=data.draw(st.sampled_from(stronger)))
    assert not_worse(judged(proposal, "verification"), judged(after, "verification"))
    assert not_worse(judged(proposal, "threat-left"), judged(after, "threat-left"))


@settings(max_examples=150, deadline=None)
@given(proposals(), st.data())
def test_a_concession_less_never_worsens_a_floor(proposal: Proposal, data: st.DataObject) -> None:
    concessions = [m for m in proposal.measures if held().kind(m).group == "concession"]
    assume(concessions)
    after = proposal.without(data.draw(st.sampled_from(concessions)).id)
    for criterion in ("deterrence-floor", "sanctions-floor"):
        assert not_worse(judged(proposal, criterion), judged(after, criterion))


@settings(max_examples=150, deadline=None)
@given(proposals(), st.data())
def test_a_smaller_or_easier_to_undo_concession_never_worsens_a_floor(proposal: Proposal, data: st.DataObject) -> None:
    shares = [m for m in proposal.measures if held().kind(m).burdens]
    assume(shares)
    measure = data.draw(st.sampled_from(shares))
    after = changed(proposal, measure, reversibility="snap-back")
    if held().kind(measure).quantity == "share":
        after = changed(after, measure, quantity=held().quantity(measure) * data.draw(st.floats(0, 1)))
    for criterion in ("deterrence-floor", "sanctions-floor"):
        assert not_worse(judged(proposal, criterion), judged(after, criterion))


@settings(max_examples=150, deadline=None)
@given(proposals(), st.data())
def test_more_reduction_never_leaves_more_threat(proposal: Proposal, data: st.DataObject) -> None:
    words = [*held().range_classes, *held().capabilities]
    measure = Measure(
        id="more",
        party=next(iter(held().measures["reduce"].parties)),
        type="reduce",
        domain=(data.draw(st.sampled_from(words)),),
        quantity=data.draw(st.floats(0, 1)),
        verification=data.draw(st.sampled_from(list(held().verifications))),
    )
    after = msgspec.structs.replace(proposal, measures=(*proposal.measures, measure))
    for one, other in zip(judged(proposal, "threat-left"), judged(after, "threat-left"), strict=True):
        assert other.details["low"] <= one.details["low"]
        assert other.details["high"] <= one.details["high"]
        assert EXTENTS.index(other.details["extent"]) >= EXTENTS.index(one.details["extent"])
        assert rank(other.verdict) >= rank(one.verdict)


@settings(max_examples=100, deadline=None)
@given(proposals())
def test_a_larger_share_never_leaves_more_and_without_verification_it_counts_for_nothing(proposal: Proposal) -> None:
    unverified = msgspec.structs.replace(
        proposal, measures=tuple(msgspec.structs.replace(m, verification="none") for m in proposal.measures)
    )
    for each in judged(unverified, "threat-left"):
        assert each.details["high"] == 1.0
        assert each.verdict != "holds"


@settings(max_examples=60, deadline=None)
@given(proposals())
def test_any_proposal_gets_one_verdict_a_criterion_and_party(proposal: Proposal) -> None:
    found = assess(proposal, held()).verdicts
    keys = [(each.criterion, each.party) for each in found]
    assert len(keys) == len(set(keys))
    assert all(each.reason["ja"] and each.reason["en"] for each in found)


@settings(max_examples=100, deadline=None)
@given(proposals(), st.data())
def test_a_tie_more_never_gives_more_for_nothing(proposal: Proposal, data: st.DataObject) -> None:
    assume(len(proposal.measures) > 1)
    one, other = data.draw(st.permutations(proposal.measures))[:2]
    after = changed(proposal, one, reciprocity=tuple(dict.fromkeys((*one.reciprocity, other.id))))
    assert not_worse(judged(proposal, "given-for-nothing"), judged(after, "given-for-nothing"))
