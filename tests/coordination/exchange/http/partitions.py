"""Two places with a line between them that can be cut: network namespaces of this machine, or proxies on its loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from tests.coordination.exchange.http.links import Link

SIDES = (0, 1)


class Proxies:
    """Both places are this machine; each reaches the other through a link that can be cut."""

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def command(self, _side: int) -> list[str]:
        """What a command begins with to run at a side."""
        return []

    def host(self, _side: int) -> str:
        """The address of a side."""
        return "127.0.0.1"

    def way(self, url: str) -> str:
        """The address under which the other side reaches a server."""
        self._links.append(self._stack.enter_context(Link(url)))
        return self._links[-1].url

    def cut(self, *, silently: bool) -> None:
        """Let nothing through in either direction; ``silently``: without a word to either side."""
        for link in self._links:
            if silently:
                link.hold()
            else:
                link.cut()

    def mend(self) -> None:
        """Let everything through again."""
        for link in self._links:
            link.mend()


class Namespaces:
    """Each place is a network namespace of its own, with a pair of virtual Ethernet interfaces between them.

    The namespaces have no names; they end with the processes that hold them, also where the tests are killed.
    """

    _NOBODY = "02:00:00:00:00:99"

    def __init__(self) -> None:
        self._holders: list[subprocess.Popen[bytes]] = []
        self._own = os.geteuid() != 0
        """Whether a user namespace is needed to be allowed."""

    @classmethod
    def possible(cls) -> bool:
        """Whether this machine lets us make them; found by trying."""
        if not all(map(shutil.which, ("ip", "nsenter", "unshare"))):
            return False
        try:
            with cls():
                return True
        except (OSError, RuntimeError):
            return False

    def __enter__(self) -> Self:
        try:
            self._hold(["unshare", *(["--user", "--map-root-user"] if self._own else []), "--net", "cat"])
            self._hold([*self.command(0), "unshare", "--net", "cat"])
            pair = ["type", "veth", "peer", "name", "line1", "netns", str(self._holders[1].pid)]
            self._ip(0, "link", "add", "line0", *pair)
            for side in SIDES:
                self._ip(side, "address", "add", f"{self.host(side)}/24", "dev", f"line{side}")
                self._ip(side, "link", "set", "lo", "up")
            self.mend()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def command(self, side: int) -> list[str]:
        """What a command begins with to run at a side."""
        user = ["--user", "--preserve-credentials"] if self._own else []
        return ["nsenter", "--target", str(self._holders[side].pid), *user, "--net"]

    def host(self, side: int) -> str:
        """The address of a side."""
        return f"10.99.99.{side + 1}"

    def way(self, url: str) -> str:
        """The address under which the other side reaches a server."""
        return url

    def cut(self, *, silently: bool) -> None:
        """Let nothing through in either direction; ``silently``: packets go to a machine that is not there."""
        for side in SIDES:
            if silently:
                other = self.host(1 - side)
                self._ip(side, "neighbour", "replace", other, "lladdr", self._NOBODY, "dev", f"line{side}")
            else:
                self._ip(side, "link", "set", f"line{side}", "down")

    def mend(self) -> None:
        """Let everything through again."""
        for side in SIDES:
            self._ip(side, "link", "set", f"line{side}", "up")
            self._ip(side, "neighbour", "flush", "dev", f"line{side}")
            self._ip(side, "neighbour", "flush", "nud", "permanent", "dev", f"line{side}")

    def _hold(self, command: list[str]) -> None:
        """A process that stands in a new namespace, until its input is closed."""
        holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._holders.append(holder)
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write(b"there\n")
        holder.stdin.flush()
        if holder.stdout.readline() != b"there\n":
            raise RuntimeError("this machine lets us make no network namespace")

    def _ip(self, side: int, *arguments: str) -> None:
        done = subprocess.run([*self.command(side), "ip", *arguments], capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())

    def _end(self) -> None:
        for holder in reversed(self._holders):
            holder.communicate()


KINDS: tuple[type[Proxies | Namespaces], ...] = (Proxies, Namespaces) if Namespaces.possible() else (Proxies,)
"""Proxies everywhere, namespaces where the machine allows them."""
