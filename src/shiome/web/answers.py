"""Answers that are kept once they are worked out, and slow ones that are worked out in the background."""

from __future__ import annotations

import ctypes
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from shiome.web.model import Answer

KEPT = 1024
"""Answers that are kept."""
AT_ONCE = 2
"""Slow answers that are worked out at the same time; pages and parts of pages each have so many places of their own."""


class Stopped(BaseException):
    """Raised within a slow answer that somebody stopped; no error, so that nothing on the way takes it for one."""


@dataclass(eq=False)
class Work:
    """A slow answer that is being worked out, or waits to be."""

    asked: float = field(default_factory=time.monotonic)
    future: Future[Answer] = field(default_factory=Future)
    begun: float | None = None
    """When it was begun; ``None`` while it waits for a place."""
    thread: int = 0

    def seconds(self) -> int:
        """For how long it has been asked for."""
        return int(time.monotonic() - self.asked)


class Answers:
    """Answers by their keys; whatever a key stands for is worked out once, however many ask for it at the same time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._works: dict[Hashable, Work] = {}
        self._stopped: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = threading.Lock()
        self._pools = {part: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="slow-answer") for part in (False, True)}

    def close(self) -> None:
        """Stop what is under way."""
        for key in list(self._works):
            self._stop(key)
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def kept(self, key: Hashable) -> Answer | None:
        """An answer that is kept under its key."""
        with self._lock:
            return self._find(key)

    def now(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """An answer that is kept under its key, or is worked out now."""
        with self._lock:
            found = self._find(key)
            if found is not None:
                return found
            under_way = self._works.get(key)
            mine = under_way or self._works.setdefault(key, Work(begun=time.monotonic()))
        if under_way is not None:
            return under_way.future.result()
        self._run(key, mine, work)
        return mine.future.result()

    def soon(self, key: Hashable, work: Callable[[], Answer], *, patience: float, part: bool = True) -> Answer | Work:
        """An answer that is kept, or is ready within ``patience`` seconds; what is under way while it is worked out.

        Parameters
        ----------
        part:
            Whether it is a part of a page; pages themselves do not wait for places that parts hold.
        """
        with self._lock:
            found = self._find(key)
            if found is not None:
                return found
            under_way = self._works.get(key)
            if under_way is None:
                under_way = self._works[key] = Work()
                self._pools[part].submit(self._run, key, under_way, work)
        try:
            return under_way.future.result(timeout=patience)
        except (TimeoutError, CancelledError):
            return under_way

    def is_stopped(self, key: Hashable) -> bool:
        """Whether somebody stopped what this key stands for, and nobody began it anew."""
        return key in self._stopped

    def begin_anew(self, key: Hashable) -> None:
        """Let it be worked out again."""
        self._stopped.pop(key, None)

    def stop(self, name: str) -> bool:
        """Stop what is under way by its :func:`name_of`; ``False`` where nothing is."""
        key = next((each for each in list(self._works) if name_of(each) == name), None)
        if key is None:
            return False
        self._stopped[key] = None
        while len(self._stopped) > KEPT:
            self._stopped.popitem(last=False)
        self._stop(key)
        return True

    def _stop(self, key: Hashable) -> None:
        with self._lock:
            work = self._works.pop(key, None)
            if work is None or work.future.done():
                return
            if work.thread:
                # Takes effect at the next instruction of Python: what runs within a library ends first.
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(work.thread), ctypes.py_object(Stopped))
            work.future.cancel()

    def _run(self, key: Hashable, work: Work, make: Callable[[], Answer]) -> None:
        with self._lock:
            if work.future.cancelled():
                return
            work.begun, work.thread = time.monotonic(), threading.get_ident()
        try:
            self._settle(key, work, answer=make())
        except Stopped:
            return
        except Exception as error:
            self._settle(key, work, error=error)

    def _settle(
        self, key: Hashable, work: Work, *, answer: Answer | None = None, error: Exception | None = None
    ) -> None:
        with self._lock:
            work.thread = 0
            if self._works.get(key) is work:
                del self._works[key]
            if work.future.cancelled():
                return
            if error is not None:
                work.future.set_exception(error)
            elif answer is not None:
                self._kept[key] = answer
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                work.future.set_result(answer)

    def _find(self, key: Hashable) -> Answer | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found


def name_of(key: Hashable) -> str:
    """By what a page names a slow answer that it waits for."""
    return hashlib.sha256(repr(key).encode()).hexdigest()[:32]
