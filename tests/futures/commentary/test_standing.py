import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.commentary.toy import BROKEN, CALM, STORM, toy

from shiome.errors import InputRefused
from shiome.futures.commentary import joints, weakest
from shiome.futures.consistency.balance import assess, balances
from shiome.futures.consistency.bands import Banded
from shiome.futures.model.matrices import banded

MODEL = toy()
BANDS = banded(MODEL)
scenarios = st.fixed_dictionaries(
    {driver.id: st.sampled_from([state.id for state in driver.states]) for driver in MODEL.drivers}
)


def by_driver(scenario, model=MODEL):
    return {joint.at.driver: joint for joint in joints(model, banded(model), scenario)}


def test_points_stand_for_and_against_with_their_claims():
    mud = by_driver(STORM)["d-mud"]
    assert (mud.standing, mud.margin, mud.rival) == ("holds", 1.0, "s-low")
    assert [(point.source.driver, point.balance, point.claims) for point in mud.points_for] == [
        ("d-rain", 2.0, ("K-3",))
    ]
    assert [(point.source.driver, point.balance, point.hedge) for point in mud.points_against] == [("d-wind", -1.0, 5)]
    assert mud.objection.documents == ("d-one",)


def test_a_driver_that_nothing_moves_is_open():
    assert by_driver(STORM)["d-wind"].standing == "open"
    assert by_driver(STORM)["d-wind"].changes == ()


def test_the_weakest_joint_has_the_smallest_lead():
    assert weakest(list(by_driver(STORM).values())).at.driver == "d-mud"
    assert weakest(list(by_driver(BROKEN).values())).margin == -2.0
    assert weakest([by_driver(STORM)["d-wind"]]) is None


def test_an_inconsistent_state_fails_with_its_reason():
    rain = by_driver(BROKEN)["d-rain"]
    assert (rain.standing, rain.margin, rain.rival) == ("fails", -2.0, "s-high")
    assert rain.objection.source == ("d-wind", "s-high")
    assert [(change.source, change.margin) for change in rain.changes] == [(("d-wind", "s-low"), 1.0)]


def test_level_states_are_a_tie():
    level = by_driver({"d-wind": "s-low", "d-rain": "s-mid", "d-mud": "s-high"})
    assert level["d-mud"].standing == "open", "nothing says anything on it there"
    tied = by_driver({"d-wind": "s-low", "d-rain": "s-low", "d-mud": "s-low"}, toy(priors=(0.0, 1.0, 0.0)))
    assert (tied["d-rain"].standing, tied["d-rain"].rival) == ("tie", "s-mid")


def test_priors_speak_as_the_states_own_leaning():
    rain = by_driver(CALM, toy(priors=(0.5, 0.0, 0.0)))["d-rain"]
    assert rain.margin == 1.5
    assert any(not point.cells for point in rain.points_for)


def test_whether_it_stands_at_the_ends_of_the_bands():
    assert by_driver(STORM)["d-rain"].steady
    assert by_driver(STORM)["d-mud"].steady, "2 ± 0.5 against 1 ± 0.5 leaves it level at worst"
    assert not by_driver(CALM)["d-mud"].steady, "0.25 ± 0.5 may turn"
    assert by_driver(BROKEN)["d-rain"].steady, "it fails even at the kind ends"


@given(scenarios)
def test_margins_are_those_of_the_impact_balance(scenario):
    matrix = BANDS.mode
    chosen = matrix.scenario({**scenario, "background": "as-it-is"})
    verdicts = {each.descriptor: each for each in assess(matrix, chosen).verdicts}
    for joint in joints(MODEL, BANDS, scenario):
        assert joint.margin == verdicts[joint.at.driver].margin
        total = sum(point.balance for point in (*joint.points_for, *joint.points_against))
        assert total == pytest.approx(joint.margin)


@given(scenarios)
def test_changes_do_what_they_say(scenario):
    matrix = BANDS.mode
    for joint in joints(MODEL, BANDS, scenario):
        for change in joint.changes:
            changed = {**scenario, change.source.driver: change.source.state, "background": "as-it-is"}
            verdict = next(
                v for v in assess(matrix, matrix.scenario(changed)).verdicts if v.descriptor == joint.at.driver
            )
            assert verdict.margin == pytest.approx(change.margin)
            assert (verdict.margin >= 0) == (joint.standing == "fails")


@given(scenarios, st.integers(0, 50))
def test_a_steady_joint_stands_in_every_drawn_matrix(scenario, draw):
    drawn = BANDS.drawn(draw, seed=7)
    chosen = drawn.scenario({**scenario, "background": "as-it-is"})
    sums = balances(drawn, chosen)[0]
    for number, joint in enumerate(joints(MODEL, BANDS, scenario)):
        if joint.steady and joint.standing in ("holds", "fails"):
            first, last = drawn.offsets[number : number + 2]
            best = float(np.max(sums[first:last]))
            assert (sums[first + chosen[number]] >= best - 1e-6) == (joint.standing == "holds")


def test_a_scenario_that_leaves_a_driver_out_is_refused():
    with pytest.raises(InputRefused) as caught:
        joints(MODEL, BANDS, {"d-wind": "s-low"})
    assert caught.value.code == "consistency.incomplete"


def test_a_matrix_without_priors_will_do():
    plain = banded(MODEL, priors=False)
    assert isinstance(plain, Banded)
    assert [joint.margin for joint in joints(MODEL, plain, STORM)] == [
        joint.margin for joint in joints(MODEL, BANDS, STORM)
    ]
