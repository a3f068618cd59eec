"""Three partners from frames to acknowledged alerts, and the record of it played again."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from shiome.coordination.warning.alerts import read_alert
from shiome.coordination.warning.channel.chronology import proposed_events
from shiome.coordination.warning.channel.exercise import START, Exercise, play
from shiome.coordination.warning.channel.messages import Acknowledgement, Cancel, Heartbeat, LaunchEvent, Notice
from shiome.coordination.warning.channel.recording import RecordFile, read_record
from shiome.coordination.warning.channel.replaying import replay
from shiome.coordination.warning.channel.station import Station
from shiome.coordination.warning.launches.model import Plan
from shiome.errors import InputRefused, NotKnown

PLAN = Plan(seed=4, launches={"short": 1}, duration=130.0, within=1.0)
EXERCISE = Exercise(plan=PLAN, loss=0.02, silences={"partner-b": (95.0, 112.0)})


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "exercise.jsonl"
    with RecordFile(path) as recorder:
        found = play(EXERCISE, recorder=recorder)
    return found, path


def events(played):
    return [each for each in played.told if isinstance(each.what, LaunchEvent)]


def notices(played, kind):
    return [each for each in played.told if isinstance(each.what, Notice) and each.what.kind == kind]


def test_there_is_one_event_for_one_launch(played):
    told = events(played[0])
    assert {each.what.event for each in told} == {"SIM-4-partner-a-1"}
    assert [each.what.version for each in told] == list(range(1, len(told) + 1))
    assert {each.station for each in told} == {"partner-a"}
    assert not [each for each in played[0].told if isinstance(each.what, Cancel)]


def test_it_rests_on_all_partners_and_tells_where_it_falls(played):
    last, truth = events(played[0])[-1].what, played[0].scenario.truth[0]
    assert last.partners == ("partner-a", "partner-b", "partner-c")
    assert last.range_class == "short"
    assert sum(last.chances.values()) == pytest.approx(1)
    error = np.hypot(last.fall.latitude - truth.impact_latitude, last.fall.longitude - truth.impact_longitude)
    assert error * 111 < 5
    assert abs(last.fall.time - START - truth.impact_time) < 5 * last.fall.time_spread


def test_all_acknowledge_each_version(played):
    found, _ = played
    asked = {(each.what.event, each.what.version) for each in events(found) if each.time < PLAN.duration - 5}
    assert len(asked) > 3
    for partner in ("partner-b", "partner-c"):
        acknowledged = [
            each.what for each in found.told if isinstance(each.what, Acknowledgement) and each.station == partner
        ]
        assert {(each.event, each.version) for each in acknowledged} >= asked
    assert len(notices(found, "acknowledged")) >= len(asked)


def test_alerts_are_valid_and_refer_to_one_another(played):
    alerts = [read_alert(each.what.alert.encode()) for each in events(played[0])]
    assert [alert.msgType for alert in alerts] == ["Alert"] + ["Update"] * (len(alerts) - 1)
    assert {alert.status for alert in alerts} == {"Exercise"}
    assert alerts[-1].references.split() == [alert.reference for alert in alerts[:-1]]


def test_a_silent_partner_is_named_with_its_picture_and_comes_back(played):
    found, _ = played
    silent = notices(found, "silent")
    assert {each.station for each in silent} == {"partner-a", "partner-c"}
    assert all((each.what.partner, each.what.missing) == ("partner-b", ("sensor-2",)) for each in silent)
    assert {each.station for each in notices(found, "back")} == {"partner-a", "partner-c"}
    assert not any(station.degraded for station in found.stations.values())
    assert notices(found, "gap")
    assert not notices(found, "lost")


def test_clocks_of_partners_are_known(played):
    flaws, a = played[0].scenario.flaws, played[0].stations["partner-a"]
    for partner, sensor in (("partner-b", "sensor-2"), ("partner-c", "sensor-3")):
        offset = a.subscriptions[partner].offset
        assert abs(offset.value - (flaws[sensor].clock - flaws["sensor-1"].clock)) <= offset.bound + 1e-6


def test_everything_says_that_it_is_simulated(played):
    found, path = played
    assert all(each.what.simulated is True for each in found.told)
    first = msgspec.json.decode(path.read_bytes().split(b"\n", 1)[0])
    assert first["simulated"] is True


def test_the_record_played_again_comes_out_the_same(played):
    record = read_record(played[1])
    again = replay(record)
    assert again.same
    assert again.lines == len(record.lines) > 1000


def test_a_record_that_was_changed_does_not_come_out_the_same(played, tmp_path):
    rows = played[1].read_bytes().split(b"\n")
    frames = [number for number, row in enumerate(rows) if b'"line":"frame","station":"partner-a"' in row]
    del rows[frames[len(frames) * 2 // 3]]
    changed = tmp_path / "changed.jsonl"
    changed.write_bytes(b"\n".join(rows))
    assert "partner-a" in {station for _, station in replay(read_record(changed)).differences}


def test_a_line_cut_off_at_the_end_is_left_out(played, tmp_path):
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(played[1].read_bytes()[:-20])
    record = read_record(cut)
    assert record.cut_off
    assert len(record.lines) == len(read_record(played[1]).lines) - 1


@pytest.mark.parametrize("content", [b"", b"{}\n", b"no json\n", b'{"line":"tick","station":"a","now":1}\n'])
def test_what_is_no_record_is_refused(tmp_path, content):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        read_record(path)
    assert refused.value.code == "warning.record"


def test_events_become_proposed_records_that_say_so(played):
    record = read_record(played[1])
    with pytest.raises(InputRefused) as refused:
        proposed_events(record, simulated=False)
    assert refused.value.code == "warning.simulated"
    (event,) = proposed_events(record, simulated=True)
    assert (event.status, event.reality) == ("proposed", "hypothetical")
    assert "模擬" in event.text["ja"]


def test_the_next_partner_issues_when_the_first_is_silent():
    found = play(replace(EXERCISE, loss=0.0, silences={"partner-a": (80.0, 130.0)}))
    later = [each for each in events(found) if each.station == "partner-b"]
    heard = [each for each in events(found) if each.station == "partner-a" and each.time < 80]
    assert {each.what.event for each in later} == {"SIM-4-partner-a-1"}
    assert later[0].what.version == heard[-1].what.version + 1
    assert later[0].what.silent == ("partner-a",)


def test_strangers_and_forged_names_are_refused(played):
    station = Station(read_record(played[1]).setups["partner-a"])
    beat = Heartbeat(id="x", partner="partner-c", sent=START, simulated=True)
    with pytest.raises(NotKnown):
        station.hear("stranger", 1, beat, START)
    with pytest.raises(NotKnown):
        station.acknowledge("nothing", START)
    assert [each.kind for each in station.hear("partner-b", 1, beat, START).notices] == ["refused"]
