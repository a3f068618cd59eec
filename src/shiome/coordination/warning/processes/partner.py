"""One partner's process: its station and its node, in the time of the exercise.

It is told and tells lines on its standard input and output (:mod:`.orders`); where its input ends it stops, whatever is under way.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

from shiome.coordination.exchange.node import Limits, Node, client_for
from shiome.coordination.exchange.node.syncing import exchange_checkpoints
from shiome.coordination.exchange.node.work import Delivery
from shiome.coordination.warning.channel.bridge import Bridge
from shiome.coordination.warning.channel.exercise import TICK, Exercise, stamped, station_setups
from shiome.coordination.warning.channel.messages import AnyMessage, Detection, Heartbeat, TrackReport
from shiome.coordination.warning.channel.objects import stix_of
from shiome.coordination.warning.channel.recording import RecordFile, read_record
from shiome.coordination.warning.channel.replaying import replay
from shiome.coordination.warning.channel.station import Output, Station, StationSetup
from shiome.coordination.warning.launches.model import Scenario
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.processes.listening import Listening
from shiome.coordination.warning.processes.orders import (
    Begin,
    Done,
    Order,
    Ready,
    Sent,
    Tells,
    Until,
    Went,
    Where,
    line_of,
    told,
)
from shiome.coordination.warning.processes.serving import served
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.errors import ShiomeError

_SILENT_NOTICES = ("repeated", "stale")
_Came = tuple[str, Sequence[Delivery]] | Begin | Where | Until | None
"""Rows of a sender, a line of the exercise, or the end of all lines."""


class _Ended(Exception):
    """The exercise wants nothing more of this process."""


class PartnerProcess:
    """The loop of a partner; everything happens in its one thread, one thing after another."""

    def __init__(self, order: Order, node: Node) -> None:
        self._order = order
        self._node = node
        self._came: SimpleQueue[_Came] = SimpleQueue()
        self._begun = 0.0
        self._until: dict[str, int] | None = None
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def run(self, scenario: Scenario) -> None:
        """From the first line that is read to the end of all lines."""
        listening = Listening(self._node, lambda sender, rows: self._came.put((sender, rows)))
        with suppress(_Ended), ExitStack() as stack:
            stack.callback(listening.stop)
            while not self._begun:
                self._take(None)
            exercise = replace(self._order.exercise, start=self._begun)
            setup = station_setups(exercise, scenario)[self._order.name]
            station, said = _station(self._order, setup)
            self._recorder = stack.enter_context(RecordFile(self._order.record))
            if station is None:
                self._recorder.begin(setup)
                station = Station(setup)
            # Only the station keeps bad time, as the plan wants it: all nodes run by the clock of this machine.
            self._bridge = Bridge(self._node, station, self._recorder, ahead=setup.began - exercise.start)
            self._bridge.send(unpublished(self._node, said))
            for partner in setup.partners:
                listening.start(partner, after=station.resume_from(partner))
            self._play(deque(each for each in _frames(exercise, scenario, setup) if each[0] >= self._time()))
            _tell(Sent(numbers={each.node: each.sequence for each in self._node.partners()}))
            while not self._complete():
                self._take(None)
            self._settle()
            _tell(Done())
            while True:
                self._take(None)

    def _time(self) -> float:
        """Seconds of the scenario."""
        return (time.time() - self._begun) * self._order.speed

    def _now(self, seconds: float) -> float:
        """By the station's clock."""
        return self._bridge.station.setup.began + seconds

    def _play(self, frames: deque[tuple[float, Frame]]) -> None:
        tick = self._time()
        while (seconds := self._time()) < self._order.exercise.plan.duration:
            while frames and frames[0][0] <= seconds:
                self._frame(frames.popleft()[1], seconds)
            if tick <= seconds:
                self._tick(seconds)
                tick = max(tick + TICK, seconds)
            due = min(tick, frames[0][0]) if frames else tick
            self._take(max(due - self._time(), 0.0) / self._order.speed)

    def _frame(self, frame: Frame, seconds: float) -> None:
        now = self._now(seconds)
        out = self._bridge.station.frame(frame, now)
        self._recorder.frame(self._order.name, now, frame, out)
        self._out(out, seconds)

    def _tick(self, seconds: float) -> None:
        now = self._now(seconds)
        out = self._bridge.station.tick(now)
        self._recorder.tick(self._order.name, now, out)
        self._out(out, seconds)

    def _out(self, out: Output, seconds: float) -> None:
        self._bridge.send(out.messages)
        notices = tuple(each for each in out.notices if each.kind not in _SILENT_NOTICES)
        messages = tuple(each for each in out.messages if not isinstance(each, TrackReport | Detection | Heartbeat))
        if messages or notices:
            _tell(Went(time=seconds, messages=messages, notices=notices))

    def _take(self, wait: float | None) -> None:
        """What came next, waited for so long at most; without a time until something comes."""
        try:
            came = self._came.get(timeout=wait)
        except Empty:
            return
        match came:
            case None:
                raise _Ended
            case Begin(at=at):
                self._begun = at
            case Where(urls=urls):
                for partner, url in urls.items():
                    if partner != self._order.name:
                        self._node.change_partner(partner, url=url)
            case Until(numbers=numbers):
                self._until = numbers
            case (sender, rows):
                seconds = self._time()
                self._out(self._bridge.take(sender, rows, self._now(seconds)), seconds)

    def _complete(self) -> bool:
        """Whether all that partners had sent when the scenario was over has been read."""
        station = self._bridge.station
        return self._until is not None and all(
            station.resume_from(sender) >= number for sender, number in self._until.items()
        )

    def _settle(self) -> None:
        """Acknowledge receipt and have the logs co-signed, as every node does from time to time."""
        for partner in self._bridge.station.setup.partners:
            with client_for(self._node, partner) as client:
                client.acknowledge(self._node.partner(partner).cursor)
                exchange_checkpoints(self._node, partner, client)

    def _read(self) -> None:
        with open(0, "rb", buffering=0, closefd=False) as lines:  # a buffer would be waited for when the process ends
            for line in lines:
                self._came.put(told(line))
        self._came.put(None)


def run(order: Order) -> None:
    """Be a partner, from its order to the end of its input."""
    plan = order.exercise.plan
    # The scenario's clock, by which versions of objects are stamped, runs ahead of the machine's by so much where it runs faster.
    ahead = plan.duration * (1 - 1 / order.speed)
    limits = Limits(skew=Limits().skew + timedelta(seconds=ahead))
    with Node.open(order.node, limits=limits) as node, served(Path(order.folder)) as address:
        scenario = simulate(plan)
        process = PartnerProcess(order, node)
        _tell(Ready(url=address()))
        process.run(scenario)


def unpublished(node: Node, said: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The last of what a station said, as far as its node had not published it when both were cut off: it publishes in order."""
    first = len(said)
    while first and not node.given(stix_id=stix_of(said[first - 1])["id"]):
        first -= 1
    return list(said[first:])


def _frames(exercise: Exercise, scenario: Scenario, setup: StationSetup) -> Iterator[tuple[float, Frame]]:
    """What the own sensors see, each with the second of the scenario at which it comes."""
    own = {sensor.id for sensor in setup.sensors[setup.name]}
    for each in scenario.arrivals:
        if each.frame.sensor in own:
            yield each.time, stamped(each.frame, exercise)


def _station(order: Order, setup: StationSetup) -> tuple[Station | None, list[AnyMessage]]:
    """The station as it was when it was cut off, and all that it had said; none where it begins."""
    if not order.record.exists():
        return None, []
    record = read_record(order.record)
    said = [message for _, _, message in record.messages()]
    return replay(record).stations[setup.name], said


def _tell(what: Tells) -> None:
    sys.stdout.buffer.write(line_of(what))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        run(msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Order))
    except ShiomeError as error:
        sys.exit(error.line())
