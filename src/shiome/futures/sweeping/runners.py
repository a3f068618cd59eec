"""Runners on one machine: this process, or a pool of processes."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Literal

from shiome.errors import InputRefused
from shiome.futures.sweeping.work import Fault, Outcomes, Work, encoded_fault, label_of, pickled, unpickled

AHEAD = 2
"""Batches that wait for each process, so that none is idle while results are written."""


@dataclass(frozen=True)
class InProcess:
    """One point after the other, in this process."""

    def run(self, work: Work) -> Outcomes:
        """See `Runner`."""
        if work.prepare is not None and work.points:
            work.prepare()
        for number in range(len(work.points)):
            yield number, work.outcome(number)


@dataclass(frozen=True)
class ProcessPool:
    """Points on several processes of this machine.

    Interrupted, it lets the batches that are being computed end, drops the others and passes the interruption on. A process that dies
    (killed for its memory, say) does not end the sweep: the points it may have held are tried again, each in a process of its own, and
    the one that kills it again is reported.

    Parameters
    ----------
    workers:
        How many processes.
    batch:
        Points that are handed over at a time; more than one pays where a point takes milliseconds.
    start:
        How processes are made. Neither way copies threads or locks of this one; a script that sweeps must keep its own work under
        ``if __name__ == "__main__"``.

    Raises
    ------
    InputRefused
        ``sweep.workers``: numbers below 1.
    """

    workers: int
    batch: int = 1
    start: Literal["spawn", "forkserver"] = "spawn"

    def __post_init__(self) -> None:
        if self.workers < 1 or self.batch < 1:
            raise InputRefused(
                "sweep.workers",
                f"workers {self.workers} and batch {self.batch} must be at least 1",
                ja=f"プロセス数 {self.workers} と束の大きさ {self.batch} は 1 以上とする",
                hint="give positive numbers",
                hint_ja="正の数を書く",
                failed=self,
            )

    def run(self, work: Work) -> Outcomes:
        """See `Runner`."""
        if work.prepare is not None and work.points:
            work.prepare()  # once here, so that what is compiled is on disk before the processes ask for it
        left = list(range(len(work.points)))
        while left:
            done: set[int] = set()
            try:
                for number, outcome in self._pooled(work, left, self.workers):
                    done.add(number)
                    yield number, outcome
                return
            except BrokenProcessPool:
                left = [number for number in left if number not in done]
                # Batches are handed over in order, so that those which were on their way come first of what is left.
                risk = AHEAD * self.workers * self.batch
                for number in left[:risk]:
                    yield number, self._alone(work, number)
                left = left[risk:]

    def _pooled(self, work: Work, numbers: list[int], workers: int) -> Outcomes:
        batches = [numbers[first : first + self.batch] for first in range(0, len(numbers), self.batch)]
        count = min(workers, len(batches))
        context = multiprocessing.get_context(self.start)
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(pickled(work),))
        try:
            _await_start(pool, work)
            ahead = iter(batches)
            waiting: set[Future[list[tuple[int, bytes]]]] = set()
            while True:
                while len(waiting) < AHEAD * count and (batch := next(ahead, None)) is not None:
                    waiting.add(pool.submit(_compute, batch))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, work: Work, number: int) -> bytes:
        try:
            return next(iter(self._pooled(work, [number], 1)))[1]
        except BrokenProcessPool:
            fault = Fault(
                work.names[number],
                "sweep.died",
                "the process that computed it died; give it more memory or fewer workers [sweep.died]",
                "計算していたプロセスが落ちた。メモリを増やすかプロセスを減らす [sweep.died]",
            )
            return encoded_fault(fault)


def _await_start(pool: ProcessPoolExecutor, work: Work) -> None:
    """Wait until a process has loaded the work; later deaths are then the points' doing."""
    try:
        pool.submit(_ready).result()
    except BrokenProcessPool as broken:
        raise InputRefused(
            "sweep.start",
            f"the processes cannot load {label_of(work.function)}",
            ja=f"各プロセスが {label_of(work.function)} を読み込めない",
            hint="name it at the top of a module that they can import, and sweep under if __name__ == '__main__'",
            hint_ja="読み込めるモジュールの最上位に置き、if __name__ == '__main__' の中で実行する",
            failed=work.function,
        ) from broken


def _ready() -> None:
    """Nothing: that it ran is the answer."""


_WORK: list[Work] = []


def _begin(content: bytes) -> None:
    """Keep the work, which reaches each process once; Ctrl-C is the calling process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = unpickled(content)
    _WORK[:] = [work]
    if work.prepare is not None:
        work.prepare()


def _compute(numbers: list[int]) -> list[tuple[int, bytes]]:
    return [(number, _WORK[0].outcome(number)) for number in numbers]
