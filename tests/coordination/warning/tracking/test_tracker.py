import numpy as np
import pytest
from tests.coordination.warning.tracking.scenes import frame, sensor, targets

from shiome.coordination.warning.tracking.association import assigned
from shiome.coordination.warning.tracking.metrics import gospa, honest_range, normalised_error
from shiome.coordination.warning.tracking.motion import ConstantVelocity
from shiome.coordination.warning.tracking.stepping import Frame, Rules
from shiome.coordination.warning.tracking.tracker import Tracker
from shiome.errors import InputRefused, NotKnown


def scene(rng, *, count=8, seconds=20, sensors=None, clutter=0, drop=0.0, offsets=None, speed=300.0):
    seen_by = sensors or [sensor()]
    centre = seen_by[0].position + 250e3 * seen_by[0].axes[2]
    states = targets(rng, count, centre, speed=speed)
    frames = []
    for second in range(seconds):
        for place, each in enumerate(seen_by):
            time = second + 0.3 * place
            positions = states[:, :3] + time * states[:, 3:]
            kept = positions[rng.random(count) >= drop]
            frames.append(frame(rng, each, kept, time + (offsets or {}).get(each.id, 0.0), clutter=clutter))
    last = seconds - 1 + 0.3 * (len(seen_by) - 1)
    return seen_by, frames, states[:, :3] + last * states[:, 3:]


def tracked(sensors, frames, **options):
    tracker = Tracker(sensors, ConstantVelocity(1.0), **options)
    for each in frames:
        tracker.process(each)
    return tracker


def positions(tracker):
    return np.array([track.mean[:3] for track in tracker.tracks()]).reshape(-1, 3)


@pytest.mark.parametrize(("clutter", "drop"), [(0, 0.0), (10, 0.15)])
def test_every_target_gets_one_track(clutter, drop):
    sensors, frames, truth = scene(np.random.default_rng(2), clutter=clutter, drop=drop, seconds=30)
    found = gospa(truth, positions(tracked(sensors, frames)), cutoff=2000.0)
    assert (found.missed, found.false) == (0, 0)
    assert (found.localisation / len(truth)) ** 0.5 < 60


def test_a_track_is_confirmed_by_m_of_n_and_not_before():
    sensors, frames, _ = scene(np.random.default_rng(3), count=1, seconds=6)
    tracker = Tracker(sensors, ConstantVelocity(), rules=Rules(hits=4, of=6))
    confirmed = []
    for each in frames:
        tracker.process(each)
        confirmed.append(len(tracker.tracks()))
    assert confirmed == [0, 0, 0, 1, 1, 1]


def test_a_track_that_nobody_sees_any_more_is_dropped():
    sensors, frames, _ = scene(np.random.default_rng(4), count=2, seconds=10)
    nothing = [Frame("s1", float(second), np.zeros((0, 3))) for second in range(10, 18)]
    tracker = tracked(sensors, [*frames, *nothing[:4]])
    assert len(tracker.tracks()) == 2
    for each in nothing[4:]:
        tracker.process(each)
    assert len(tracker.tracks()) == 0


def test_an_outage_drops_nothing():
    """Where no sensor looks nothing was missed."""
    sensors, frames, truth = scene(np.random.default_rng(5), count=3, seconds=20)
    tracker = tracked(sensors, [each for each in frames if not 8 <= each.stamp < 16])
    assert gospa(truth, positions(tracker), cutoff=2000.0).missed == 0
    assert {track.id for track in tracker.tracks()} == {track.id for track in tracked(sensors, frames[:8]).tracks()}


@pytest.mark.parametrize("seed", range(3))
def test_frames_out_of_order_give_the_same(seed):
    rng = np.random.default_rng(seed)
    sensors, frames, _ = scene(rng, sensors=[sensor("s1"), sensor("s2", 0.5)], clutter=3)
    keyed = sorted(frames, key=lambda each: each.stamp + rng.uniform(0, 3))
    assert [each.stamp for each in keyed] != [each.stamp for each in frames]
    ordered, shuffled = tracked(sensors, frames), tracked(sensors, keyed)
    assert shuffled.too_late == 0
    assert [track.id for track in ordered.tracks()] == [track.id for track in shuffled.tracks()]
    for one, other in zip(ordered.tracks(), shuffled.tracks(), strict=True):
        assert np.array_equal(one.mean, other.mean)
        assert np.array_equal(one.covariance, other.covariance)


def test_what_comes_after_the_window_is_counted_and_left_out():
    sensors, frames, _ = scene(np.random.default_rng(6))
    late = frames.pop(3)
    tracker = tracked(sensors, [*frames, late], window=5.0)
    assert tracker.too_late == 1
    assert np.array_equal(positions(tracker), positions(tracked(sensors, frames)))


def test_offsets_of_clocks_are_learnt():
    offsets = {"s2": 0.35, "s3": -0.2}
    sensors = [sensor("s1"), sensor("s2", 0.6, clock_spread=0.3), sensor("s3", -0.6, clock_spread=0.3)]
    rng = np.random.default_rng(7)
    seen_by, frames, truth = scene(rng, sensors=sensors, seconds=30, offsets=offsets, count=12, speed=1500.0)
    tracker = tracked(seen_by, frames)
    told = tracker.picture.calibration.clocks()
    assert told["s1"] == (0.0, 0.0)
    for name, offset in offsets.items():
        found, spread = told[name]
        assert abs(found - offset) < 0.02
        assert spread < 0.02
    assert gospa(truth, positions(tracker), cutoff=2000.0).missed == 0


def test_one_sensor_alone_learns_nothing_of_its_clock():
    sensors, frames, _ = scene(np.random.default_rng(8), sensors=[sensor(clock_spread=0.3)])
    assert tracked(sensors, frames).picture.calibration.clocks()["s1"] == (0.0, 0.0)


def test_assignment_is_the_best_of_all():
    distances = np.array([[1.0, 2.0, 50.0], [1.5, 90.0, 60.0], [70.0, 80.0, 90.0]])
    pairs = assigned(distances, gate=10.0)
    assert dict(zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)) == {0: 1, 1: 0}
    assert len(assigned(np.zeros((0, 3)), gate=10.0).rows) == 0
    assert len(assigned(np.full((2, 2), np.inf), gate=10.0).rows) == 0


@pytest.mark.parametrize("bad", [[[np.nan, 0, 0]], [[-1.0, 0, 0]], [[1.0, 0]]])
def test_what_is_no_measurement_is_refused_and_changes_nothing(bad):
    sensors, frames, _ = scene(np.random.default_rng(9), seconds=6)
    tracker = tracked(sensors, frames)
    before = tracker.picture
    with pytest.raises(InputRefused) as refused:
        tracker.process(Frame("s1", 6.0, np.array(bad)))
    assert refused.value.code == "warning.frame"
    assert tracker.picture is before


def test_an_undeclared_sensor_is_refused():
    with pytest.raises(NotKnown) as refused:
        tracked([sensor()], [Frame("other", 0.0, np.zeros((0, 3)))])
    assert refused.value.code == "warning.sensor"


def test_normalised_errors_are_those_of_an_honest_filter():
    errors = []
    for seed in range(40):
        sensors, frames, truth = scene(np.random.default_rng([10, seed]), count=1, seconds=15)
        tracker = Tracker(sensors, ConstantVelocity(1e-6))
        for each in frames:
            tracker.process(each)
        (track,) = tracker.tracks()
        errors.append(float(normalised_error(track.mean[:3] - truth[0], track.covariance[:3, :3])))
    low, high = honest_range(len(errors), 3, 0.999)
    assert low < np.mean(errors) < high
