"""Stations over nodes of the exchange: published, signed, carried by the outbox and the stream, resumed."""

from dataclasses import replace

import msgspec
import pytest
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import acquaint, new_node

from shiome.coordination.exchange.node.client import PartnerClient
from shiome.coordination.exchange.node.work import Delivery
from shiome.coordination.warning.channel.bridge import Bridge
from shiome.coordination.warning.channel.objects import TYPE
from shiome.coordination.warning.channel.recording import HeardLine, PassedLine, RecordFile, read_record
from shiome.coordination.warning.channel.replaying import replay
from shiome.coordination.warning.channel.station import Station, StationSetup
from shiome.coordination.warning.processes.partner import unpublished
from shiome.coordination.warning.tracking.sensors import Sensor

NAMES = ("partner-a", "partner-b", "partner-c")
START = 1_893_456_000.0


class Time:
    def __init__(self):
        self.now = START

    def __call__(self):
        return int(self.now * 1e6)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def bridges(tmp_path, time):
    sensors = {name: (Sensor(f"sensor-{name[-1]}", 20.0, -150.0),) for name in NAMES}
    nodes = {name: new_node(tmp_path, name, clock=time) for name in (*NAMES, "outsider")}
    for one in nodes.values():
        for other in nodes.values():
            if one.name < other.name:
                acquaint(one, other)
    yield {
        name: Bridge(nodes[name], Station(StationSetup(name=name, sensors=sensors, run="t", began=START)))
        for name in NAMES
    }
    for node in nodes.values():
        node.close()


def beats(bridge, time, count):
    for _ in range(count):
        time.now += 2.0
        bridge.send(bridge.station.tick(time.now).messages)


def rows(giver, taker):
    return giver.node.deliveries(taker.node.name, after=taker.node.partner(giver.node.name).cursor, limit=100)


def test_what_a_station_sends_its_partners_hear_and_nobody_else(bridges, time):
    a, b = bridges["partner-a"], bridges["partner-b"]
    beats(a, time, 3)
    b.take("partner-a", rows(a, b), time.now)
    assert b.station.resume_from("partner-a") == 3
    assert b.station.subscriptions["partner-a"].heard == time.now
    assert a.node.deliveries("outsider", after=0, limit=100) == []
    stored = b.node.received(type=TYPE)
    assert len(stored) == 3
    assert {each.label.tlp for each in stored} == {"AMBER"}
    assert all(b'"simulated":true' in each.content for each in stored)


def test_bytes_that_the_node_refuses_are_passed(bridges, time):
    a, b = bridges["partner-a"], bridges["partner-b"]
    beats(a, time, 2)
    first, second = rows(a, b)
    tampered = Delivery(sequence=first.sequence, content=first.content.replace(b"partner-a", b"partner-c"))
    b.take("partner-a", [tampered, second], time.now)
    assert b.station.resume_from("partner-a") == 2
    assert [each.stix_id for each in b.node.received(type=TYPE)] == [msgspec.json.decode(second.content)["id"]]


def test_a_stream_that_broke_goes_on_where_it_was(bridges, time):
    """Over HTTP, with server-sent events and Last-Event-ID."""
    a, c = bridges["partner-a"], bridges["partner-c"]
    token = a.node.renew_token("partner-c")
    heard = []
    with served(a.node) as url, PartnerClient(url, token) as client:
        for wanted in (2, 5):
            beats(a, time, wanted - len(heard))
            for batch in client.stream(after=c.station.resume_from("partner-a")):
                c.take("partner-a", batch, time.now)
                heard += [each.sequence for each in batch]
                if len(heard) >= wanted:
                    break
    assert heard == [1, 2, 3, 4, 5]
    assert c.station.resume_from("partner-a") == 5


def test_what_the_node_had_taken_over_when_the_station_was_cut_off_is_handed_on(bridges, time):
    """Both are killed between the node's transaction and the station's record: the station asks for the rows again."""
    a, b = bridges["partner-a"], bridges["partner-b"]
    beats(a, time, 3)
    given = rows(a, b)
    b.node.take_over("partner-a", given)
    forged = Delivery(sequence=3, content=given[2].content.replace(b"partner-a", b"partner-c"))
    b.take("partner-a", [given[0], given[1], forged], time.now)
    assert b.station.resume_from("partner-a") == 3
    assert b.station.subscriptions["partner-a"].echo == (given_time(given[1]), time.now)


def test_what_a_station_had_said_and_not_published_is_found(bridges, time):
    a = bridges["partner-a"]
    said = []
    for _ in range(3):
        time.now += 2.0
        said += a.station.tick(time.now).messages
    a.send(said[:1])
    assert unpublished(a.node, said) == said[1:]
    a.send(said)
    assert unpublished(a.node, said) == []
    assert len(a.node.deliveries("partner-b", after=0, limit=100)) == 3


def test_what_expired_before_it_could_be_published_is_left_out(bridges, time):
    a = bridges["partner-a"]
    late = a.station.tick(time.now).messages
    time.now += 60.0
    a.send([*late, *a.station.tick(time.now).messages])
    (row,) = a.node.deliveries("partner-b", after=0, limit=100)
    assert given_time(row) == time.now


def test_a_record_of_what_a_bridge_took_comes_out_the_same(bridges, time, tmp_path):
    a, b = bridges["partner-a"], bridges["partner-b"]
    beats(a, time, 3)
    given = rows(a, b)
    gone = Delivery(sequence=2, content=None)
    with RecordFile(tmp_path / "record.jsonl") as recorder:
        recorder.begin(b.station.setup)
        Bridge(b.node, b.station, recorder).take("partner-a", [given[0], gone, given[2]], time.now)
    record = read_record(tmp_path / "record.jsonl")
    assert [type(line) for line in record.lines] == [HeardLine, PassedLine, HeardLine]
    again = replay(record)
    assert again.same
    assert again.stations["partner-b"].resume_from("partner-a") == 3


def given_time(row):
    return msgspec.json.decode(row.content)["message"]["sent"]


@pytest.mark.parametrize("ahead", [-40.0, -8.0, -6.0, 0.0, 6.0, 40.0])
def test_a_station_whose_clock_is_off_is_heard_all_the_same(bridges, time, ahead):
    """What a heartbeat says of its end is by the station's clock; nodes are told that moment by their own."""
    a, b = bridges["partner-a"], bridges["partner-b"]
    off = Bridge(a.node, Station(replace(a.station.setup, began=START + ahead)), ahead=ahead)
    lasts = off.station.setup.rules.silence_s
    for _ in range(3):
        time.now += 2.0
        off.send(off.station.tick(time.now + ahead).messages)
        b.take("partner-a", rows(a, b), time.now)
    stored = b.node.received(type=TYPE)
    assert len(stored) == 3
    assert b.station.subscriptions["partner-a"].heard == time.now
    assert not b.station.subscriptions["partner-a"].silent
    ends = [START + seconds + lasts for seconds in (2.0, 4.0, 6.0)]
    assert sorted(each.expires / 1e6 for each in stored) == pytest.approx(ends)
