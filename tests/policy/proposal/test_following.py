"""What the futures engine says: measures set what somebody controls; the rest is assumed, and said to be."""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.policy.proposal.made import example, held, proposal

from shiome.futures.model import FuturesModel, Knowledge, assemble
from shiome.policy.proposal import Follows, Measure, Timing, follows
from shiome.policy.proposal.following import drives
from shiome.records.model import Claim
from shiome.workspace.seed import seed_records


@cache
def model() -> FuturesModel:
    claims = [record for record in seed_records(held().pack) if isinstance(record, Claim)]
    return assemble(Knowledge(held().pack, date(2025, 12, 31), date(2025, 12, 31), claims))


@cache
def found(name: str) -> Follows:
    return follows(model(), example(name), held(), months=12, runs=4_000)


def outcome(name: str, identifier: str):  # type: ignore[no-untyped-def] # named by its use
    return next(each for each in found(name).outcomes if each.outcome == identifier)


def test_a_proposal_that_sets_nothing_changes_nothing_by_itself() -> None:
    follow = found("icbm-freeze")
    assert not follow.settings
    assert all(each.difference.difference == 0 for each in follow.outcomes)
    assert {each.at.driver for each in follow.presumed} >= {"dprk-programme", "us-dprk-talks"}
    assert all(each.reading == "same" for each in follow.outcomes)


def test_what_is_assumed_is_not_called_a_result() -> None:
    held_back = outcome("icbm-freeze", "programme-held-back")
    assert held_back.assumed
    assert held_back.carried_reading == "assumed"
    assert held_back.carried.p == 1.0


def test_suspended_exercises_bring_deterrence_into_doubt() -> None:
    follow = found("exercises-for-moratorium")
    assert "deterrence=doubted" in {str(each.at) for each in follow.settings}
    doubted = outcome("exercises-for-moratorium", "deterrence-doubted")
    assert doubted.after.p == 1.0
    assert doubted.reading == "worse"


def test_prior_consultation_brings_an_agreed_line() -> None:
    agreed = outcome("phased-reduction", "coordination-agreed")
    assert agreed.difference.difference > 0.5
    assert agreed.reading == "better"


def test_the_same_seed_gives_the_same_answer_and_every_answer_has_its_error() -> None:
    again = follows(model(), example("cvid-roadmap"), held(), months=12, runs=4_000)
    assert again == found("cvid-roadmap")
    assert all(each.before.standard_error >= 0 and each.before.runs == 4_000 for each in again.outcomes)
    assert again.scenarios > 0


def test_what_begins_after_the_last_month_counts_for_nothing() -> None:
    late = proposal(Measure(id="a", party="USA", type="exercise-suspension", timing=Timing(start=30)))
    follow = follows(model(), late, held(), months=12, runs=500)
    assert not follow.settings
    assert all(each.carried_difference.difference == 0 for each in follow.outcomes)


def test_of_two_settings_in_the_same_month_the_weaker_holds() -> None:
    both = proposal(
        Measure(id="a", party="USA", type="deterrence-strengthened"),
        Measure(id="b", party="USA", type="strategic-visits-halt"),
    )
    setting, _ = drives(both, held())
    assert {str(each.at) for each in setting if each.at.driver == "deterrence"} == {"deterrence=doubted"}
