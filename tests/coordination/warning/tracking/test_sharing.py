"""Tracks of partners at one time: widened by what the clock, the forces and the end of thrust leave open."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.warning.launches.model import Launch
from shiome.coordination.warning.launches.trajectories import BURN, fly
from shiome.coordination.warning.tracking.dynamics import SIZE, THRUST
from shiome.coordination.warning.tracking.kalman import squared_distance
from shiome.coordination.warning.tracking.sharing import Shared, fused, grouped, moved
from shiome.coordination.warning.tracking.tracker import Track

(FLOWN,) = fly([Launch("simulated-1", "medium", 2000e3, latitude=20.0, longitude=-150.0, bearing=70.0)])


def track(at, *, weight=(0.0, 1.0, 0.0), number=1, off=0.0, spread=100.0, began=0.0):
    state = FLOWN.at(np.array([at]))[0]
    mean = state + off * np.eye(SIZE)[0]
    mean[THRUST] = 0.0
    if weight[0] > 0.5:
        mean[THRUST] = (FLOWN.at(np.array([at + 1.0]))[0, 3:6] - FLOWN.at(np.array([at - 1.0]))[0, 3:6]) / 2
        mean[THRUST] += 9.4 * state[:3] / np.linalg.norm(state[:3])
    covariance = np.diag([spread**2] * 3 + [10.0**2] * 3 + [1.0] * 3 + [0.16])
    return Track(
        id=number, time=at, mean=mean, covariance=covariance, weight=np.array(weight), looks=9, began=began, seen=at, origin=state[:3]
    )  # fmt: skip


def off_by(found, at):
    error = FLOWN.at(np.array([at]))[0, :6] - found.mean[:6]
    return float(squared_distance(error, np.linalg.inv(found.covariance[:6, :6])))


@given(st.floats(100, 250), st.floats(0, 40))
def test_what_coasts_is_moved_along_its_flight_and_grows_vaguer(at, seconds):
    before = track(at)
    later = moved(before, at + seconds)
    assert np.linalg.norm(later.mean[:3] - FLOWN.at(np.array([at + seconds]))[0, :3]) < 60
    assert later.covariance[:3, :3].trace() >= before.covariance[:3, :3].trace() * 0.999
    assert np.linalg.eigvalsh(later.covariance[:6, :6]).min() > 0
    assert later.time == at + seconds


@pytest.mark.parametrize("seconds", [5.0, 15.0, 30.0])
def test_a_track_under_thrust_stays_consistent_though_thrust_ends(seconds):
    """Ten seconds before burnout; without the widening the last would err by ten kilometres and claim a few hundred metres."""
    at = BURN["medium"] - 10.0
    later = moved(track(at, weight=(0.95, 0.05, 0.0)), at + seconds)
    assert off_by(later, at + seconds) < 22.5
    assert (np.linalg.norm(later.mean[:3] - FLOWN.at(np.array([at + seconds]))[0, :3]) > 1000) == (seconds > 15)


def test_a_clock_that_is_not_known_widens_along_the_velocity():
    before = track(150.0)
    one, other = moved(before, 151.0), moved(before, 151.0, time_spread=0.5)
    velocity = one.mean[3:6]
    wider = other.covariance[:3, :3] - one.covariance[:3, :3]
    assert np.allclose(wider, 0.25 * np.outer(velocity, velocity))
    assert np.array_equal(one.mean, other.mean)


def test_tracks_of_one_target_come_together_and_of_each_partner_one():
    tracks = [
        Shared("a", track(150.0, number=1)), Shared("a", track(150.0, number=2, off=50e3)), Shared("b", track(150.0, number=7, off=80.0)),
    ]  # fmt: skip
    names = [{(each.partner, each.track.id) for each in group} for group in grouped(tracks)]
    assert sorted(map(sorted, names)) == [[("a", 1), ("b", 7)], [("a", 2)]]
    assert grouped([]) == []


def test_a_fused_track_is_no_surer_than_intersection_allows_and_keeps_the_earliest_sight():
    group = (
        Shared("a", track(150.0, began=20.0)),
        Shared("b", track(150.0, weight=(0.3, 0.7, 0.0), off=40.0, began=10.0)),
    )
    whole = fused(group)
    assert whole.covariance[:3, :3].trace() >= 0.999 * min(each.track.covariance[:3, :3].trace() for each in group)
    assert whole.began == 10.0
    assert whole.boosting == pytest.approx(0.3)
    assert whole.weight.sum() == pytest.approx(1.0)
    assert whole.looks == 18
    assert not whole.mean[THRUST].any()
