"""Published analyses: what follows, what does not, and under which rule it would."""

from tests.policy.conflict.games import dilemma, drawn
from tests.policy.conflict.test_stability import HANGING

from shiome.policy.conflict.analysis import analyse, numbers
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.published import Claim, check


def test_a_sound_publication_has_no_discrepancy():
    analysis = analyse(dilemma())
    found = analysis.complete["alternating"]
    claim = Claim(
        {each: found.numbers(each) for each in ("nash", "gmr", "smr", "seq")},
        {"nash": [numbers(row) for row in found.stable["nash"]]},
        [[[2], [1], [4], [3]], [[3], [4], [1], [2]]],
    )
    assert check(analysis, claim) == []


def test_what_does_not_hold_together_is_named():
    claim = Claim({"nash": [1, 4]}, {"nash": [[1, 3], [1, 2]]}, [[[2], [1], [4], [3]], [[3], [4], [1], [1]]])
    found = check(analyse(dilemma()), claim)
    assert [(each.kind, each.concept, each.maker, each.states, each.agrees) for each in found] == [
        ("moves", "", "B", (4,), ()),
        ("intersection", "nash", "", (4,), ()),
        ("equilibria", "nash", "", (4,), ()),
    ]
    assert found[1].line() == "nash: the equilibria given are not the states given as stable for all: states 4"
    assert len({each.line(language) for each in found for language in ("ja", "en")}) == 6


def test_the_rule_under_which_it_would_follow_is_named():
    analysis = analyse(drawn(HANGING, [1, 2, 2], free=True, levels=9, infeasible=("o1 and o3", "o2 and o4")))
    (only,) = check(analysis, Claim({"gmr": analysis.complete["single"].numbers("gmr")}))
    assert only.agrees == ("single",)
    assert "single" in only.line("ja")
    for chain in CHAINS:
        again = analyse(analysis.game, chain=chain)
        assert check(again, Claim({"gmr": again.complete[chain].numbers("gmr")})) == []
