import numpy as np
import pytest

from shiome.errors import InputRefused
from shiome.yardsticks.votes.ideal.problem import VARIANTS, build
from shiome.yardsticks.votes.table import table_of

CALLS = {1: 60, 2: 61, 3: 62, 4: 62, 5: 19}
VOTES = [(1, 2, 1), (1, 365, 3), (1, 710, 2), (2, 2, 1), (2, 365, 2), (3, 2, 3), (3, 365, 3), (4, 2, 1), (4, 710, 1)]
VOTES += [(3, 740, 8), (5, 2, 1), (5, 365, 3), (2, 511, 3)]


def rows(problem) -> list[tuple]:
    """Item, member, session and vote of each row."""
    found = []
    for item, number in enumerate(problem.item.tolist()):
        for at in range(problem.start[item], problem.start[item + 1]):
            vote = 1 if at < problem.abstain[item] else 2 if at < problem.no[item] else 3
            place = problem.place[at]
            found.append((number, int(problem.cow[place]), int(problem.session[place]), vote))
    return found


def test_unanimous_roll_calls_absences_and_odd_cases_are_left_out():
    problem = build(table_of(VOTES, CALLS), "all")
    assert rows(problem) == [(1, 2, 60, 1), (1, 710, 60, 2), (1, 365, 60, 3), (2, 2, 61, 1), (2, 365, 61, 2)]
    assert problem.beta.tolist() == [-1, -1]
    assert problem.gamma.tolist() == pytest.approx(np.array([[-1 / 3, 1 / 3], [0, 1]]))
    assert problem.theta.tolist() == [3, 3, -2, -2, 0]


def test_a_resolution_put_again_is_one_item():
    problem = build(table_of(VOTES, CALLS, matches=[(1, 2), (2, 3), (8, 9)]), "all")
    assert problem.item.tolist() == [1]
    assert len(rows(problem)) == 7
    assert {row[2] for row in rows(problem)} == {60, 61, 62}


def test_priors_rest_on_the_session_before_by_how_many_votes_there_are():
    sessions = dict.fromkeys(range(4), 60) | dict.fromkeys(range(4, 6), 61) | {6: 64, 7: 70}
    votes = [(n + 1, 2, 1 + n % 2) for n in range(7)] + [(n + 1, 365, 3) for n in range(7)] + [(8, 20, 1), (8, 31, 3)]
    problem = build(table_of(votes, {n + 1: s for n, s in sessions.items()}), "all")
    own = problem.cow == 2
    assert problem.session[own].tolist() == [60, 61, 64]
    # The first rests on the second; a gap is bridged by the last one there was.
    assert problem.session[problem.before[own]].tolist() == [61, 60, 61]
    assert problem.precision[own].tolist() == pytest.approx([2 / (4 / 6), 2 / (2 / 6), 2 / (1 / 3)])
    alone = problem.cow == 20
    assert problem.before[alone].tolist() == [-1]


@pytest.mark.parametrize(
    ("variant", "kept"), [("all", [1, 3, 4]), ("important", [1]), ("nuclear", [2, 3]), ("final_passage", [3, 4])]
)
def test_variants(variant, kept):
    sessions = {1: 40, 2: 61, 3: 60, 4: 40}
    votes = [(rcid, cow, vote) for rcid in sessions for cow, vote in ((2, 1), (365, 3), (710, 2))]
    attributes = {
        1: {"important": 1, "nuclear": 0, "amend": 1},
        2: {"important": 0, "nuclear": 1, "para": 1},
        3: {"important": 0, "nuclear": 1, "para": 0},
    }
    problem = build(table_of(votes, sessions, attributes=attributes), variant)
    kept = [3] if variant == "nuclear" else kept
    assert problem.item.tolist() == kept


@pytest.mark.parametrize("variant", [*VARIANTS, "other"])
def test_a_variant_without_votes_is_refused(variant):
    with pytest.raises(InputRefused) as refused:
        build(table_of([(1, 2, 1), (1, 20, 1)], {1: 60}), variant)
    assert refused.value.code == "votes.variant"
    assert variant in str(refused.value)


def test_another_table_has_another_fingerprint():
    one = build(table_of(VOTES, CALLS), "all").fingerprint
    assert one == build(table_of(VOTES, CALLS), "all").fingerprint
    assert one != build(table_of([*VOTES, (2, 740, 1)], CALLS), "all").fingerprint
