"""Messages come back as they were sent; what cannot be used is refused in one line."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import covariances

from shiome.coordination.warning.channel.identity import Stamp
from shiome.coordination.warning.channel.messages import (
    Acknowledgement,
    Cancel,
    Detection,
    Fallen,
    Heartbeat,
    LaunchEvent,
    TrackReport,
    convert,
    decode,
    frame_of,
    moment,
    report_values,
    track_of,
)
from shiome.coordination.warning.channel.objects import (
    TYPE,
    WARNING_EXTENSION,
    WARNING_EXTENSION_OBJECT,
    message_of,
    stix_of,
)
from shiome.coordination.warning.tracking.dynamics import SIZE
from shiome.coordination.warning.tracking.tracker import Track
from shiome.errors import InputRefused

TIMES = st.floats(1e9, 2e9)
NUMBERS = st.floats(-1e9, 1e9)
NAMES = st.text(st.sampled_from("abcdefgh-123"), min_size=1, max_size=12)
TEXTS = st.text(max_size=30)
HEAD = {
    "id": st.uuids(version=5).map(str), "partner": NAMES, "sent": TIMES, "expires": st.none() | TIMES, "simulated": st.just(True),
}  # fmt: skip
MEASUREMENTS = st.lists(st.tuples(st.floats(1.0, 4e6), NUMBERS, NUMBERS), max_size=5).map(tuple)
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
FALLS = st.builds(
    Fallen, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), time=TIMES, time_spread=st.floats(0, 100),
    covariance=st.tuples(NUMBERS, NUMBERS, NUMBERS), outline=st.lists(PLACES, max_size=4).map(tuple), probability=st.floats(0, 1),
)  # fmt: skip


@st.composite
def tracks(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    weight = rng.dirichlet(np.ones(3))
    return Track(
        id=draw(st.integers(1, 999)), time=draw(TIMES), mean=rng.normal(size=SIZE) * 1e6, covariance=1e3 * covariances(rng, 1, SIZE)[0],
        weight=weight, looks=draw(st.integers(2, 500)), began=draw(TIMES), seen=draw(TIMES), origin=rng.normal(size=3) * 6e6,
    )  # fmt: skip


MESSAGES = st.one_of(
    st.builds(Detection, **HEAD, sensor=NAMES, stamp=TIMES, measurements=MEASUREMENTS),
    st.builds(lambda head, track: TrackReport(**head, **report_values(track)), st.fixed_dictionaries(HEAD), tracks()),
    st.builds(
        LaunchEvent, **HEAD, event=NAMES, version=st.integers(1, 99), began=TIMES, origin=PLACES,
        partners=st.lists(NAMES, max_size=3).map(tuple), tracks=st.lists(st.tuples(NAMES, st.integers(1, 99)), max_size=3).map(tuple),
        phase=st.sampled_from(["boost", "coast", "reentry"]), fall=st.none() | FALLS, acknowledge_by=TIMES, alert=TEXTS,
        distance=st.none() | NUMBERS,
    ),
    st.builds(Cancel, **HEAD, event=NAMES, version=st.integers(1, 99), reason=st.sampled_from(["lost", "mistaken"]), alert=TEXTS),
    st.builds(Acknowledgement, **HEAD, event=NAMES, version=st.integers(1, 99), by=TEXTS),
    st.builds(Heartbeat, **HEAD, heard=st.dictionaries(NAMES, st.tuples(TIMES, TIMES), max_size=3)),
)  # fmt: skip


@given(MESSAGES)
def test_a_message_comes_back_from_json_from_values_and_from_its_object(message):
    assert decode(msgspec.json.encode(message)) == message
    assert convert(msgspec.to_builtins(message)) == message
    stix = msgspec.json.decode(msgspec.json.encode(stix_of(message)))
    assert message_of(stix) == message
    assert stix["simulated"] is True
    assert stix["id"] == f"{TYPE}--{message.id}"
    assert set(stix["extensions"]) == {WARNING_EXTENSION} == {WARNING_EXTENSION_OBJECT["id"]}


@given(tracks())
def test_a_track_comes_back_from_its_report(track):
    head = Stamp("a", "t").head(1.9e9)
    told = track_of(decode(msgspec.json.encode(TrackReport(**head, **report_values(track)))))
    assert np.array_equal(told.mean, track.mean)
    assert np.array_equal(told.covariance, np.triu(track.covariance) + np.triu(track.covariance, 1).T)
    assert (told.id, told.time, told.looks, told.began, told.seen) == (
        track.id, track.time, track.looks, track.began, track.seen,
    )  # fmt: skip


@given(MEASUREMENTS)
def test_a_frame_comes_back_from_its_detection(measurements):
    head = Stamp("a", "t").head(1.9e9)
    frame = frame_of(Detection(**head, sensor="s", stamp=1.0, measurements=measurements))
    assert frame.measurements.shape == (len(measurements), 3)
    assert [tuple(row) for row in frame.measurements.tolist()] == list(measurements)


@given(st.binary(max_size=200))
def test_anything_else_is_refused_in_one_line(data):
    with pytest.raises(InputRefused) as refused:
        decode(data)
    assert refused.value.code == "warning.message"
    assert "\n" not in str(refused.value)


REPORT = report_values(
    Track(
        id=1, time=1e9, mean=np.ones(SIZE), covariance=np.eye(SIZE), weight=np.array([0.0, 1.0, 0.0]), looks=3, began=1e9, seen=1e9,
        origin=np.ones(3),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"mean": (0.0,) * 9},
        {"covariance": (1.0,) * 54},
        {"covariance": tuple(np.diag([-1.0] + [1.0] * 9)[np.triu_indices(10)].tolist())},
        {"covariance": tuple((np.eye(10) + 2 * (np.eye(10, k=1) + np.eye(10, k=-1)))[np.triu_indices(10)].tolist())},
        {"mean": (float("nan"),) * 10},
        {"origin": (0.0, float("inf"), 0.0)},
        {"weight": (1.0, 0.0)},
        {"sent": float("nan")},
        {"colour": "red"},
    ],
)
def test_a_report_that_cannot_be_used_is_refused(change):
    given_values = Stamp("a", "t").head(1.9e9) | {"kind": "track"} | REPORT
    assert convert(given_values).track == 1
    with pytest.raises(InputRefused) as refused:
        convert(given_values | change)
    assert refused.value.code == "warning.message"


def test_an_object_under_another_name_or_mark_is_refused():
    stix = stix_of(Heartbeat(**Stamp("a", "t").head(1.9e9)))
    for change in ({"id": f"{TYPE}--x"}, {"type": "note"}, {"simulated": False}, {"message": None}):
        with pytest.raises(InputRefused):
            message_of(stix | change)


def test_identifiers_are_those_of_run_station_and_count():
    one, same, other = Stamp("a", "t"), Stamp("a", "t"), Stamp("b", "t")
    heads = [one.head(1.0), one.head(2.0)]
    assert heads[0]["id"] != heads[1]["id"]
    assert same.head(9.0)["id"] == heads[0]["id"] != other.head(1.0)["id"]
    assert one.event(3) == "SIM-t-a-3"
    assert moment(0.0).isoformat() == "1970-01-01T00:00:00+00:00"
