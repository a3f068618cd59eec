"""The exercise over processes: begun when all nodes answer, partners killed and started again in it, over when all has been read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty

from shiome.coordination.warning.channel.exercise import Exercise, Told
from shiome.coordination.warning.channel.messages import Message
from shiome.coordination.warning.channel.recording import HeardLine, PassedLine, read_record
from shiome.coordination.warning.processes.crew import Crew
from shiome.coordination.warning.processes.nodes import make_nodes
from shiome.coordination.warning.processes.orders import Begin, Done, Order, Ready, Sent, Until, Went, Where
from shiome.coordination.warning.processes.serving import READY_SECONDS, gave_up

SETTLE_SECONDS = 120.0
"""So long processes have to read what is left when the scenario is over."""


@dataclass(frozen=True)
class Account:
    """What one partner's station came to, from its record and its node."""

    partner: str
    sent: int
    """Rows of its node's outbox for each of the others."""
    received: int
    """Messages of all others that its station took in, each once."""
    expired: int
    """Rows that had expired before they could be read: what they said counted no more."""
    missing: int
    """Rows that others had put into their outboxes for it when the scenario was over, and that never came."""
    kinds: Mapping[str, int]
    """Messages received, by kind."""
    restarts: int
    record: Path
    """All that went into its station and came out."""


@dataclass
class _Course:
    """Where the exercise stands."""

    urls: dict[str, str] = field(default_factory=dict)
    sent: dict[str, dict[str, int]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    begun: float = 0.0
    restarts: Counter[str] = field(default_factory=Counter)
    due: list[tuple[float, str, Callable[[str], None]]] = field(default_factory=list)
    """What is still to be done to partners: seconds of the scenario, partner, and what."""


class _Run:
    def __init__(
        self, exercise: Exercise, crew: Crew, speed: float, on_told: Callable[[Told], None] | None,
        on_cut: Callable[[float, str, bool], None] | None,
    ) -> None:  # fmt: skip
        self._exercise = exercise
        self._crew = crew
        self._speed = speed
        self._on_told = on_told
        self._on_cut = on_cut
        self.course = _Course()

    def run(self) -> None:
        for name in self._exercise.partners:
            self._crew.start(name)
        ends = time.monotonic() + READY_SECONDS
        while len(self.course.urls) < len(self._exercise.partners):
            self._take(ends)
        self.course.begun = time.time()
        for name in self._exercise.partners:
            self._crew.tell(name, Begin(at=self.course.begun))
        self.course.due = self._cuts()
        length = self._exercise.plan.duration / self._speed + SETTLE_SECONDS
        ends = time.monotonic() + length + READY_SECONDS * len(self._exercise.silences)
        while len(self.course.done) < len(self._exercise.partners):
            self._take(ends)

    def _cuts(self) -> list[tuple[float, str, Callable[[str], None]]]:
        cuts: list[tuple[float, str, Callable[[str], None]]] = []
        for name, (begin, end) in self._exercise.silences.items():
            cuts.append((begin, name, self._crew.kill))
            cuts.append((min(end, self._exercise.plan.duration), name, self._start_again))
        return sorted(cuts, key=lambda each: each[0])

    def _start_again(self, name: str) -> None:
        self.course.restarts[name] += 1
        self._crew.start(name)

    def _take(self, ends: float) -> None:
        """The next thing that happens: a cut that is due, or what a process tells."""
        left = ends - time.monotonic()
        if self.course.due:
            at, name, act = self.course.due[0]
            left = min(left, self.course.begun + at / self._speed - time.time())
            if left <= 0:
                self.course.due.pop(0)
                if self._on_cut is not None:
                    self._on_cut((time.time() - self.course.begun) * self._speed, name, act == self._start_again)
                act(name)
                return
        try:
            name, what = self._crew.came.get(timeout=max(left, 0.0))
        except Empty:
            if time.monotonic() >= ends:
                late = next(each for each in self._exercise.partners if each not in self.course.done)
                raise gave_up(self._crew.log(late)) from None
            return
        match what:
            case None:
                raise gave_up(self._crew.log(name))
            case Ready(url=url):
                self._ready(name, url)
            case Went():
                self._went(name, what)
            case Sent(numbers=numbers):
                self.course.sent[name] = numbers
                self._all_sent()
            case Done():
                self.course.done.add(name)

    def _ready(self, name: str, url: str) -> None:
        self.course.urls[name] = url
        for each in self._exercise.partners:
            self._crew.tell(each, Where(urls=self.course.urls))
        if self.course.begun:
            self._crew.tell(name, Begin(at=self.course.begun))

    def _went(self, name: str, what: Went) -> None:
        if self._on_told is not None:
            for each in (*what.messages, *what.notices):
                self._on_told(Told(what.time, name, each))

    def _all_sent(self) -> None:
        if len(self.course.sent) == len(self._exercise.partners):
            for name in self._exercise.partners:
                numbers = {sender: sent[name] for sender, sent in self.course.sent.items() if sender != name}
                self._crew.tell(name, Until(numbers=numbers))


def play_processes(
    exercise: Exercise, folder: Path, *, speed: float = 1.0, databases: Mapping[str, str] | None = None,
    on_told: Callable[[Told], None] | None = None, on_cut: Callable[[float, str, bool], None] | None = None,
) -> list[Account]:  # fmt: skip
    """Play an exercise over processes and HTTP, in the time of this machine.

    Parameters
    ----------
    exercise:
        Its silences are times in which the partner's processes are killed, and after which they are started again. It begins now: nodes
        take nothing that lies ahead. Its ``latency`` and ``loss`` count for nothing.
    folder:
        An empty folder; afterwards it holds for each partner its node, as in a workspace, and its ``record.jsonl``.
    speed:
        Seconds of the scenario in one second.
    databases:
        Partner to the address of a PostgreSQL database for its node.
    on_cut:
        Called with the second of the scenario and the partner when it is killed, and with true when it is started again.

    Raises
    ------
    StoreUnavailable
        ``warning.process``: a process ended or did not answer; a database cannot be used.
    """
    make_nodes(folder, exercise.partners, databases or {})
    orders = {name: Order(exercise, name, str(folder / name), speed) for name in exercise.partners}
    with Crew(orders) as crew:
        run = _Run(exercise, crew, speed, on_told, on_cut)
        run.run()
    course = run.course
    return [_account(name, order.record, course.sent, course.restarts[name]) for name, order in orders.items()]


def _account(name: str, record: Path, sent: Mapping[str, Mapping[str, int]], restarts: int) -> Account:
    heard: dict[tuple[str, int], Message] = {}
    passed: set[tuple[str, int]] = set()
    for line in read_record(record).lines:
        if isinstance(line, HeardLine):
            heard.setdefault((line.sender, line.sequence), line.message)
        elif isinstance(line, PassedLine):
            passed.add((line.sender, line.sequence))
    kinds = Counter(type(message).__struct_config__.tag for message in heard.values())
    owed = {(sender, number) for sender in sent if sender != name for number in range(1, sent[sender][name] + 1)}
    return Account(
        partner=name, sent=max(sent[name].values(), default=0), received=len(heard), expired=len(passed - set(heard)),
        missing=len(owed - set(heard) - passed),
        kinds={str(kind): count for kind, count in kinds.items()}, restarts=restarts, record=record,
    )  # fmt: skip
