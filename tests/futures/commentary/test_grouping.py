import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.commentary.toy import BROKEN, CALM, STORM, toy

from shiome.errors import InputRefused, NotKnown
from shiome.futures.commentary import distinguish, families

MODEL = toy()
DRIVERS = [driver.id for driver in MODEL.drivers]
ALL = [
    dict(zip(DRIVERS, states, strict=True))
    for states in itertools.product(*[[state.id for state in driver.states] for driver in MODEL.drivers])
]
sets = st.lists(st.sampled_from(ALL), min_size=1, max_size=12)


def apart(one, other):
    return sum(one[driver] != other[driver] for driver in DRIVERS)


@given(sets)
def test_the_marks_of_a_scenario_are_its_own_and_no_other_has_them(scenarios):
    for named, scenario in zip(distinguish(MODEL, scenarios), scenarios, strict=True):
        assert all(scenario[at.driver] == at.state for at in named.marks)
        others = [other for other in scenarios if other != scenario]
        assert not any(all(other[at.driver] == at.state for at in named.marks) for other in others)


@given(sets)
def test_different_scenarios_have_different_names(scenarios):
    names = {
        tuple(each.items()): named.name["en"]
        for each, named in zip(scenarios, distinguish(MODEL, scenarios), strict=True)
    }
    assert len(set(names.values())) == len(names)


def test_a_name_is_short_where_one_driver_tells_all_apart():
    calm, storm = distinguish(MODEL, [CALM, STORM])
    assert calm.name == {"ja": "風＝低い", "en": "Wind: low"}
    assert storm.name["en"] == "Wind: high"
    assert distinguish(MODEL, [CALM])[0].name == {"ja": "唯一のシナリオ", "en": "the only scenario"}


@given(sets, st.sampled_from([0.0, 0.34, 0.67, 1.0]))
def test_every_scenario_is_in_one_family_near_its_head(scenarios, radius):
    found = families(MODEL, scenarios, radius=radius)
    assert sorted(place for family in found for place in family.members) == list(range(len(scenarios)))
    for family in found:
        assert family.head in family.members
        assert all(apart(scenarios[family.head], scenarios[place]) <= radius * 3 for place in family.members)
        for place in family.members:
            assert family.common.items() <= scenarios[place].items()
            assert all(scenarios[place][driver] in states for driver, states in family.varying.items())
        assert set(family.common) | set(family.varying) == set(DRIVERS)
        assert len(family.members) >= max(len(other.members) for other in found[found.index(family) :])


@given(sets)
def test_families_have_different_names_and_repeat(scenarios):
    found = families(MODEL, scenarios, radius=0.34)
    assert len({family.name["ja"] for family in found}) == len(found)
    assert found == families(MODEL, scenarios, radius=0.34)


def test_near_scenarios_stand_together():
    muddy = CALM | {"d-mud": "s-high"}
    found = families(MODEL, [CALM, muddy, STORM], radius=0.34)
    assert [(family.head, family.members) for family in found] == [(0, (0, 1)), (2, (2,))]
    assert found[0].varying == {"d-mud": ("s-low", "s-high")}
    assert {at.driver for at in found[0].marks} <= {"d-wind", "d-rain"}
    assert families(MODEL, []) == ()


@pytest.mark.parametrize("radius", [-0.1, 1.5, float("nan")])
def test_a_radius_that_is_no_share_is_refused(radius):
    with pytest.raises(InputRefused) as caught:
        families(MODEL, [CALM], radius=radius)
    assert caught.value.code == "commentary.radius"


def test_scenarios_that_do_not_fit_the_model_are_refused():
    with pytest.raises(InputRefused) as caught:
        distinguish(MODEL, [CALM, {"d-wind": "s-low"}])
    assert caught.value.code == "commentary.incomplete"
    assert "scenario 2 does not say d-rain" in caught.value.message
    with pytest.raises(NotKnown):
        distinguish(MODEL, [BROKEN | {"d-mud": "s-mid"}])


def test_too_many_are_refused(monkeypatch):
    monkeypatch.setattr("shiome.futures.commentary.grouping.LARGEST", 2)
    with pytest.raises(InputRefused) as caught:
        families(MODEL, [CALM, STORM, BROKEN])
    assert caught.value.code == "commentary.many"
