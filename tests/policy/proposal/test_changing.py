"""The smallest change that turns a verdict: it does, nothing smaller does, and it is the same every time."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.policy.proposal.made import example, held, proposal

from shiome.policy.proposal import Measure, Proposal, failing, smallest_change
from shiome.policy.proposal.assessing import judge
from shiome.policy.proposal.changing import Change
from shiome.policy.proposal.edits import Edit, edits
from shiome.policy.proposal.matching import View
from shiome.policy.proposal.soundness import unsound
from shiome.policy.proposal.verdicts import rank


def applied(made: Proposal, steps: tuple[Edit, ...]) -> Proposal:
    for edit in steps:
        made = edit.apply(made)
    return made


def verdict(made: Proposal, criterion: str, party: str) -> str:
    return next(judge(View(made, held()), held().criteria[criterion], party=party)).verdict


def turns(made: Proposal, steps: tuple[Edit, ...], change: Change) -> bool:
    after = applied(made, steps)
    reached = verdict(after, change.criterion, change.party)
    return reached != "fails" and not unsound(after, held())


@pytest.mark.parametrize("name", ["icbm-freeze", "exercises-for-moratorium"])
def test_every_change_found_turns_its_verdict_and_leaves_a_sound_proposal(name: str) -> None:
    made = example(name)
    for each in failing(made, held()):
        change = smallest_change(made, held(), each.criterion, each.party)
        if change.found:
            after = applied(made, change.edits)
            assert not unsound(after, held())
            assert verdict(after, each.criterion, each.party) == change.after != "fails"


@pytest.mark.parametrize("name", ["icbm-freeze", "exercises-for-moratorium"])
def test_where_two_edits_are_needed_no_edit_of_the_whole_catalogue_does(name: str) -> None:
    made = example(name)
    everything = edits(made, held())
    for each in failing(made, held()):
        change = smallest_change(made, held(), each.criterion, each.party)
        smaller = [edit for edit in everything if edit.size < change.size] if len(change.edits) == 1 else everything
        assert not [edit.en for edit in smaller if turns(made, (edit,), change)]


def test_no_smaller_pair_of_the_whole_catalogue_does_either() -> None:
    freeze = Measure(id="a", party="PRK", type="freeze", domain=("intercontinental",))
    made = proposal(freeze)
    change = smallest_change(made, held(), "abductions", "JPN", to="holds")
    assert len(change.edits) == 2
    everything = edits(made, held())
    pairs = (pair for pair in combinations(everything, 2) if pair[0].size + pair[1].size < change.size)
    reached = (verdict(applied(made, pair), "abductions", "JPN") for pair in pairs)
    assert "holds" not in set(reached)


def test_the_freeze_is_mended_by_widening_it_to_what_reaches_the_ally() -> None:
    change = smallest_change(example("icbm-freeze"), held(), "threat-left", "JPN")
    (edit,) = change.edits
    assert edit.measure == "long-range-freeze"
    after = applied(example("icbm-freeze"), change.edits)
    widened = after.measure("long-range-freeze")
    assert widened is not None
    assert {"short-range-missiles", "medium-range-missiles", "tactical-nuclear"} <= set(widened.domain)


def test_a_tie_is_enough_for_what_was_given_for_nothing() -> None:
    change = smallest_change(example("recognition-arms-control"), held(), "given-for-nothing", "USA")
    assert len(change.edits) == 1
    assert change.size == 0.25


def test_it_says_when_there_is_none_within_two_edits() -> None:
    change = smallest_change(example("recognition-arms-control"), held(), "domestic", "kor_conservatives")
    assert not change.found
    assert change.after == change.before == "fails"
    assert change.tried > 1000


def test_it_tells_what_else_moves() -> None:
    change = smallest_change(example("recognition-arms-control"), held(), "sanctions-floor", "USA")
    worse = {(m.criterion, m.party) for m in change.moved if rank(m.after) < rank(m.before)}
    assert worse == {("neighbours", "RUS")}


def test_a_verdict_that_does_not_fail_needs_no_change() -> None:
    change = smallest_change(example("cvid-roadmap"), held(), "end-state", "JPN")
    assert not change.found
    assert change.after == "holds"


def test_the_same_search_gives_the_same_change() -> None:
    one, other = (smallest_change(example("icbm-freeze"), held(), "domestic", "tokyo") for _ in range(2))
    assert [edit.en for edit in one.edits] == [edit.en for edit in other.edits]
    assert one.tried == other.tried


def test_unknown_criteria_and_parties_are_refused() -> None:
    with pytest.raises(KeyError):
        smallest_change(example("icbm-freeze"), held(), "end-state", "CHN")
