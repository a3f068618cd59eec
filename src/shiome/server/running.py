"""Running a server until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any

from shiome.errors import ShiomeError, StoreUnavailable, why
from shiome.server.asgi import App
from shiome.server.extra import library
from shiome.server.headers import API, SecurityHeaders
from shiome.server.limits import BodyLimit, Concurrency, RateLimit
from shiome.server.metrics import Metrics
from shiome.server.observing import Observed
from shiome.server.refusals import JSON, Refusals
from shiome.server.settings import Limits, Server
from shiome.server.tasks import Supervisor
from shiome.server.tidying import Asked, tidy
from shiome.server.tls import load_certificate, make_context

_LOG = logging.getLogger("shiome.server")
TURN_SECONDS = 0.001
"""So long a thread that works keeps others waiting: short, so that neither messages nor pages wait for what goes on in the background."""


def guarded(
    app: App,
    limits: Limits,
    *,
    node: str = "",
    metrics: Metrics | None = None,
    explained: Collection[str] = (),
    media_type: bytes = JSON,
    headers: Collection[tuple[bytes, bytes]] = API,
) -> App:
    """The application behind everything that stands before it, the outermost first: log and metrics, headers, errors, limits.

    Parameters
    ----------
    explained, media_type:
        See :class:`shiome.server.refusals.Refusals`.
    """
    inner: App = BodyLimit(app, body_bytes=limits.body_bytes, seconds=limits.body_seconds, media_type=media_type)
    inner = RateLimit(inner, rate=limits.rate, burst=limits.burst, media_type=media_type)
    inner = Concurrency(inner, requests=limits.requests, media_type=media_type)
    inner = Refusals(inner, explained=explained, media_type=media_type)
    return Observed(SecurityHeaders(inner, headers=headers), node=node, metrics=metrics)


def run(
    app: App,
    settings: Server,
    *,
    monitor: App | None = None,
    supervisor: Supervisor | None = None,
    stopping: asyncio.Event | None = None,
    ready: Callable[[tuple[str, int]], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first.

    SIGHUP loads certificate and key anew. Under systemd (``Type=notify``) the service is told when it serves and when it stops.

    Parameters
    ----------
    monitor:
        Served at ``monitor_host`` and ``monitor_port`` where a port is set.
    supervisor:
        Work in the background, begun before the first request and ended after the last.
    stopping:
        Set as soon as the server is told to stop: streams end then.
    ready:
        Called with host and port once the server listens.

    Raises
    ------
    StoreUnavailable
        ``server.listen``: the address cannot be listened at.
    InputRefused
        ``tls.certificate`` …: see :mod:`shiome.server.tls`.
    MissingExtra
        The libraries of the extra ``server`` are not installed.
    """
    sys.setswitchinterval(TURN_SECONDS)
    running = Running(app, settings, monitor=monitor, supervisor=supervisor, stopping=stopping, ready=ready)
    with asyncio.Runner(loop_factory=library("uvloop").new_event_loop) as runner:
        runner.run(_serve_alone(running))


async def _serve_alone(running: Running) -> None:
    """Serve in a process that does nothing else, whose memory is the server's to tidy."""
    tidying = asyncio.create_task(tidy(running.asked), name="shiome tidying")
    try:
        await running.serve()
    finally:
        tidying.cancel()
        await asyncio.wait([tidying])


class Running:
    """A server that runs; :func:`run` makes one, and tests serve theirs in a loop of their own."""

    def __init__(
        self,
        app: App,
        settings: Server,
        *,
        monitor: App | None = None,
        supervisor: Supervisor | None = None,
        stopping: asyncio.Event | None = None,
        ready: Callable[[tuple[str, int]], None] | None = None,
    ) -> None:
        self._settings = settings
        self._supervisor = supervisor
        self._stopping = stopping or asyncio.Event()
        self._ready = ready
        self._context = make_context(settings.tls) if settings.tls else None
        self._servers = [_server(app, settings, self._context)]
        self._sockets = [_listen(settings.host, settings.port)]
        if monitor is not None and settings.monitor_port is not None:
            self._servers.append(_server(monitor, settings, None))
            try:
                self._sockets.append(_listen(settings.monitor_host, settings.monitor_port))
            except ShiomeError:
                self._sockets[0].close()
                raise

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Host and port of the server, and of the monitor if it is served."""
        return [tuple(each.getsockname()[:2]) for each in self._sockets]

    def asked(self) -> Asked:
        """How many requests came so far, and how many are under way."""
        states = [server.server_state for server in self._servers]
        return Asked(sum(each.total_requests for each in states), sum(len(each.tasks) for each in states))

    def stop(self) -> None:
        """Begin to stop: no more requests are taken, those under way are finished."""
        if not self._stopping.is_set():
            _LOG.info("stopping")
            _notify("STOPPING=1")
        self._stopping.set()
        for server in self._servers:
            server.should_exit = True

    async def serve(self) -> None:
        """Serve until :meth:`stop` is called or a signal says so."""
        loop = asyncio.get_running_loop()
        with _signals(loop, {signal.SIGTERM: self.stop, signal.SIGINT: self.stop, signal.SIGHUP: self.reload}):
            addresses = self.addresses
            serving = [
                asyncio.create_task(server.serve(sockets=[each]))
                for server, each in zip(self._servers, self._sockets, strict=True)
            ]
            try:
                if self._supervisor is not None:
                    self._supervisor.start()
                await self._started(serving)
                facts = {"host": addresses[0][0], "port": addresses[0][1]}
                if len(addresses) > 1:
                    facts |= {"monitor_host": addresses[1][0], "monitor_port": addresses[1][1]}
                _LOG.info("serving", extra={"facts": facts})
                _notify("READY=1")
                if self._ready is not None:
                    self._ready(addresses[0])
                await asyncio.wait(serving, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self.stop()
                await asyncio.gather(*serving)
                if self._supervisor is not None:
                    await self._supervisor.stop(seconds=self._settings.stop_seconds)

    def reload(self) -> None:
        """Load certificate and key anew; where they cannot be used, the server goes on with the old ones."""
        if self._context is None or self._settings.tls is None:
            return
        try:
            load_certificate(self._context, self._settings.tls)
        except ShiomeError as error:
            _LOG.error("certificate not loaded", extra={"facts": {"code": error.code, "why": error.message}})
        else:
            _LOG.info("certificate loaded")

    async def _started(self, serving: list[asyncio.Task[None]]) -> None:
        while not all(server.started for server in self._servers) and not any(task.done() for task in serving):
            await asyncio.sleep(0.01)


def _server(app: App, settings: Server, context: ssl.SSLContext | None) -> Any:
    uvicorn = library("uvicorn")
    from shiome.server.protocol import make_protocol

    config = uvicorn.Config(
        app,
        http=make_protocol(settings.limits),
        ws="none",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.limits.connections,
        timeout_keep_alive=settings.limits.idle_seconds,
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    config.load()
    config.ssl = context

    class Serving(uvicorn.Server):  # type: ignore[misc, name-defined]
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield  # signals are ours: one of them stops two servers

    return Serving(config)


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except (OSError, OverflowError) as error:
        reason = why(error)
        raise StoreUnavailable(
            "server.listen",
            f"cannot listen at {host} port {port}: {reason.en}",
            ja=f"{host} のポート {port} で待ち受けできない（{reason.ja}）",
            hint="choose a free port and an address of this machine; ports below 1024 need a right of their own",
            hint_ja="空いているポートと、この機械のアドレスを選ぶ（1024 未満のポートには権限が要る）",
            failed=(host, port),
        ) from error
    # Connections inherit it. Without it a small message waits until the one before it was acknowledged, which takes up to 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, handlers: dict[signal.Signals, Callable[[], None]]) -> Iterator[None]:
    taken = []
    for number, handler in handlers.items():
        with contextlib.suppress(ValueError, RuntimeError):  # not the main thread: whoever runs us stops us
            loop.add_signal_handler(number, handler)
            taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)


def _notify(state: str) -> None:
    """Tell systemd (sd_notify); nothing happens where it did not ask."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    target = "\0" + path[1:] if path.startswith("@") else path
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as link:
        link.connect(target)
        link.sendall(state.encode())
