"""Draws of the valuations: within their bands, the same for the same seed, one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.policy.roadmap import roads as make

from shiome.policy.roadmap import Schedule, robustness
from shiome.policy.roadmap.draws import drawn
from shiome.policy.roadmap.incentives import frame_of, slack
from shiome.region.schema.roadmap import Factor, RoadThreat


def wide():
    steps = [
        make.step("give", "island", 4, spread=0.5, threat="guns", reduces=0.5, verification=1, reversible=0),
        make.step("more", "island", 4, spread=0.5, threat="guns", reduces=0.25, verification=1, reversible=0),
        make.step("pay", "league", 3, spread=0.5, values=[make.gives("island", 12, 0.5)], reversible=0.5),
    ]
    parties = [
        make.party("island", surplus=0.2, penalty=0.4, spread=0.9),
        make.party("league", threats=(make.threat("guns", 20),), surplus=0.4, spread=0.5),
    ]
    threats = (RoadThreat(id="guns", name=make.both("guns")),)
    road = make.road(parties, steps, threats=threats)
    road = road.with_party("island", discount=Factor(low=0.8, mode=0.9, high=0.95))
    return road, Schedule({"give": 0, "more": 1, "pay": 4})


def test_a_draw_follows_from_the_seed_and_its_number():
    road, _ = wide()
    few, many = drawn(road, draws=5, seed=3), drawn(road, draws=50, seed=3)
    for name in few.__dataclass_fields__:
        assert (getattr(few, name) == getattr(many, name)[:5]).all()
    assert not (drawn(road, draws=5, seed=4).cost == few.cost).all()


def test_draws_are_triangular_within_their_bands():
    road, _ = wide()
    found = drawn(road, draws=4000, seed=1)
    cost = found.cost[:, 0]
    assert cost.min() >= 2
    assert cost.max() <= 6
    assert cost.mean() == pytest.approx(4, abs=0.05)
    assert cost.std() == pytest.approx(4 / np.sqrt(24), abs=0.03)
    discount = found.discount[:, 0]
    assert discount.mean() == pytest.approx((0.8 + 0.9 + 0.95) / 3, abs=0.003)


def test_a_threat_means_the_same_at_every_step_of_a_draw():
    road, _ = wide()
    gain = drawn(road, draws=20, seed=1).gain
    assert gain[:, 1, 0] == pytest.approx(2 * gain[:, 1, 1])
    assert (gain[:, 0, :2] == 0).all()
    assert (gain[:, 1, 2] == 0).all()


def test_shares_count_the_draws():
    road, schedule = wide()
    found = robustness(road, schedule, draws=500, seed=2)
    rows = slack(frame_of(road, schedule), drawn(road, draws=500, seed=2))
    assert found.holds == (rows.min(axis=(1, 2)) >= -1e-9).mean()
    assert 0 < found.holds < 1
    assert found.holds <= min(found.steps.values())
    assert sum(found.weakest.values()) == pytest.approx(1)
    assert found.slack[0] <= found.slack[1] <= found.slack[2]
    assert max(found.tempted.values()) <= 1 - found.holds + 1e-12


@settings(max_examples=25)
@given(make.roads())
def test_bands_of_one_value_give_one_answer(scheduled):
    road, schedule = scheduled
    found = robustness(road, schedule, draws=3)
    assert set(found.steps.values()) <= {0.0, 1.0}
    assert found.slack[0] == pytest.approx(found.slack[2])
