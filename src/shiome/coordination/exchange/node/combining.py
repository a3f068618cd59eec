"""Many small writes in one transaction: whoever gets the turn writes for all who wait.

A commit costs a disk its few milliseconds whether it holds one write or fifty. Threads that want to write put down what they want and
queue for the turn; the first to get it carries out all that was put down meanwhile in one transaction. If one of them fails, each is
carried out again by itself, so that nobody fails for somebody else's fault.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from shiome.coordination.exchange.node.database import Database
from shiome.coordination.exchange.node.work import Delivery, Work, working
from shiome.errors import StoreUnavailable

T = TypeVar("T")
Listener = Callable[[Mapping[str, Sequence[Delivery]]], None]
"""Hears which rows were put into whose outboxes."""
_MOST_TOGETHER = 64


class _Job:
    def __init__(self, do: Callable[[Work], Any]) -> None:
        self.do = do
        self.done = False
        self.result: Any = None
        self.error: BaseException | None = None


class Combiner:
    """Carries out writes; safe for many threads."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._listeners: list[Listener] = []
        self._turn = threading.Lock()
        self._listed = threading.Lock()
        self._waiting: list[_Job] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener``, from the thread that wrote, what each transaction put into outboxes; gives what ends that.

        It is told nothing in particular, an empty mapping, where the database failed and may yet have stored something.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def run(self, do: Callable[[Work], T]) -> T:
        """Carry out ``do`` in a transaction, perhaps together with others'; returns when it is stored.

        ``do`` may be called twice and so changes nothing but the database.

        Raises
        ------
        ShiomeError
            What ``do`` or the database raises; nothing of it was stored then.
        """
        job = _Job(do)
        with self._listed:
            self._waiting.append(job)
        with self._turn:
            if not job.done:
                with self._listed:
                    jobs = [job, *(each for each in self._waiting if each is not job)][:_MOST_TOGETHER]
                    self._waiting = [each for each in self._waiting if each not in jobs]
                self._carry_out(jobs)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[no-any-return]

    def _carry_out(self, jobs: list[_Job]) -> None:
        if len(jobs) > 1 and self._together(jobs):
            return
        for job in jobs:
            try:
                with working(self._database, self._clock) as work:
                    result = job.do(work)
                job.result = result
                if work.delivered:
                    self._tell(work.delivered)
            except BaseException as error:  # it is raised again in the thread that it belongs to
                job.error = error
                if isinstance(error, StoreUnavailable):
                    self._tell({})
            job.done = True

    def _together(self, jobs: list[_Job]) -> bool:
        try:
            with working(self._database, self._clock) as work:
                results = []
                for job in jobs:
                    results.append(job.do(work))
                    work.write()  # the next one sees what this one did
        except StoreUnavailable as error:
            for job in jobs:
                job.error, job.done = error, True
            self._tell({})
            return True
        except Exception:
            return False
        if work.delivered:
            self._tell(work.delivered)
        for job, result in zip(jobs, results, strict=True):
            job.result, job.done = result, True
        return True

    def _tell(self, delivered: Mapping[str, Sequence[Delivery]]) -> None:
        for listener in tuple(self._listeners):
            listener(delivered)
