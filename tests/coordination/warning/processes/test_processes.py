"""Partners in processes of their own: real nodes, real HTTP, one killed in the middle and started again."""

import re
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from urllib.parse import urlsplit

import msgspec
import pytest

from shiome.coordination.exchange.node import Node
from shiome.coordination.warning.alerts import read_alert
from shiome.coordination.warning.channel.exercise import Exercise
from shiome.coordination.warning.channel.messages import Acknowledgement, LaunchEvent
from shiome.coordination.warning.channel.objects import TYPE
from shiome.coordination.warning.channel.recording import HeardLine, PassedLine, merge_records, read_record
from shiome.coordination.warning.channel.replaying import replay
from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.processes import playing
from shiome.coordination.warning.processes.orders import NODE
from shiome.errors import InputRefused, StoreUnavailable

NAMES = ("partner-a", "partner-b", "partner-c")
PLAN = Plan(seed=4, launches={"short": 1}, duration=75.0)
CUT = "partner-b"
SPEED = 8.0


def answers(url):
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname, parts.port)).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exercise")
    told, cuts = [], []
    accounts = playing.play_processes(
        Exercise(plan=PLAN, silences={CUT: (55.0, 60.0)}), folder, speed=SPEED, on_told=told.append,
        on_cut=lambda seconds, partner, back: cuts.append((seconds, partner, back)),
    )  # fmt: skip
    return folder, accounts, told, cuts


@pytest.mark.heavy
def test_nothing_that_was_sent_is_lost_though_a_partner_was_killed(played):
    _, accounts, _, cuts = played
    assert [(partner, back) for _, partner, back in cuts] == [(CUT, False), (CUT, True)]
    assert {each.partner: each.restarts for each in accounts} == {"partner-a": 0, CUT: 1, "partner-c": 0}
    assert [each.missing for each in accounts] == [0, 0, 0]
    for each in accounts:
        rows = [line for line in read_record(each.record).lines if isinstance(line, HeardLine | PassedLine)]
        heard = [(line.sender, line.sequence) for line in rows]
        assert len(heard) == len(set(heard)) == each.received + each.expired
        for sender in NAMES:
            numbers = [number for name, number in heard if name == sender]
            assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.heavy
def test_a_launch_becomes_an_event_that_all_acknowledge(played):
    _, accounts, told, _ = played
    events = [each.what for each in told if isinstance(each.what, LaunchEvent)]
    assert {each.event for each in events} == {"SIM-4-partner-a-1"}
    assert {read_alert(each.alert.encode()).status for each in events} == {"Exercise"}
    first = {each.station for each in told if isinstance(each.what, Acknowledgement) and each.what.version == 1}
    assert first == {CUT, "partner-c"}
    assert all(each.kinds["event"] >= 1 for each in accounts if each.partner != events[0].partner)


@pytest.mark.heavy
def test_each_record_and_all_in_one_come_out_the_same_when_played_again(played, tmp_path):
    _, accounts, _, _ = played
    merge_records([each.record for each in accounts], tmp_path / "all.jsonl")
    merged = read_record(tmp_path / "all.jsonl")
    assert set(merged.setups) == set(NAMES)
    assert len(merged.lines) == sum(len(read_record(each.record).lines) for each in accounts)
    assert replay(merged).same


@pytest.mark.heavy
def test_nodes_hold_signed_simulated_objects_and_answer_no_more(played):
    folder, _, _, _ = played
    for name in NAMES:
        with Node.open(folder / name / NODE) as node:
            held = node.received(type=TYPE)
            assert {each.originator for each in held} == set(NAMES) - {name}
            assert all(msgspec.json.decode(each.content)["simulated"] is True for each in held)
            assert not node.refusals()
            assert not any(answers(each.url) for each in node.partners())
            assert all(each.acknowledged > 0 for each in node.partners())


@pytest.mark.heavy
@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_however_the_exercise_ends(tmp_path, ends):
    folder = tmp_path / "nodes"
    command = [
        sys.executable,
        "-m",
        "shiome",
        "warning",
        "demo",
        "--processes",
        "--seconds",
        "600",
        "--keep",
        str(folder),
    ]
    # Whoever runs the tests in the background of a shell has SIGINT ignored, and children inherit that.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, preexec_fn=heard) as demo:
        urls = [wait_for(lambda name=name: where(folder / name / "server.log")) for name in NAMES]
        assert all(map(answers, urls))
        demo.send_signal(ends)
        assert demo.wait(120) != 0
    wait_for(lambda: not any(map(answers, urls)))


@pytest.mark.heavy
@pytest.mark.postgres
def test_a_node_may_lie_in_postgresql(tmp_path, postgres_url):
    exercise = Exercise(plan=Plan(seed=4, launches={"short": 1}, duration=20.0), partners=("partner-a", "partner-b"))
    url = postgres_url()
    accounts = playing.play_processes(exercise, tmp_path, speed=4.0, databases={"partner-b": url})
    assert [each.missing for each in accounts] == [0, 0]
    assert all(each.received for each in accounts)
    with Node.open(tmp_path / "partner-b" / NODE) as node:
        assert node.database.dialect == "postgresql"
        assert node.received(type=TYPE)


def test_a_process_that_ends_is_told_with_what_it_said(tmp_path, monkeypatch):
    monkeypatch.setattr(playing, "make_nodes", lambda folder, names, _: [(folder / name).mkdir() for name in names])
    with pytest.raises(StoreUnavailable) as refused:
        playing.play_processes(Exercise(plan=PLAN), tmp_path)
    assert refused.value.code == "warning.process"
    assert "there is no node" in refused.value.message


def test_a_folder_with_something_in_it_is_not_used(tmp_path):
    from shiome.coordination.warning.processes.nodes import folder_for

    (tmp_path / "mine").write_text("")
    with pytest.raises(InputRefused) as refused, folder_for(tmp_path):
        pass
    assert refused.value.code == "warning.exists"
    with folder_for(tmp_path / "new") as folder:
        assert folder.is_dir()
    with folder_for(None) as passing:
        assert passing.is_dir()
    assert not passing.exists()


def where(log):
    found = re.search(r"answers at (\S+)\n", log.read_text()) if log.exists() else None
    return found and found[1]


def wait_for(true, seconds=240):
    ends = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < ends
        time.sleep(0.1)
    return found
