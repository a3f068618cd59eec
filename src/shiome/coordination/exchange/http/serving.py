"""A node's server, with all that runs beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from shiome.coordination.exchange.http.application import Served, make_app
from shiome.coordination.exchange.http.following import Following
from shiome.coordination.exchange.node.node import Node
from shiome.errors import ShiomeError
from shiome.server.metrics import Metrics
from shiome.server.monitoring import Monitor, disk_check
from shiome.server.running import run
from shiome.server.settings import Exchange, Settings
from shiome.server.tasks import Supervisor


def serve(
    node: Node, settings: Settings, *, follow: bool = True, ready: Callable[[tuple[str, int]], None] | None = None
) -> None:
    """Serve a node until it is told to stop.

    Parameters
    ----------
    settings:
        Address, limits, certificates; see :mod:`shiome.server.settings`.
    follow:
        Whether partners that answer somewhere are followed.
    ready:
        Called with host and port once the server listens.

    Raises
    ------
    StoreUnavailable
        ``server.listen``: the address cannot be listened at.
    """
    exchange = settings.exchange or Exchange(node=node.name, keys=node.folder.path)
    stopping, metrics = asyncio.Event(), metrics_of(node)
    limits = settings.server.limits
    served = make_app(node, limits=limits, title=exchange.title, stopping=stopping, metrics=metrics, page=exchange.page)
    following = Following(node, tidy_seconds=exchange.checkpoint_seconds)
    tasks = {
        "notices": lambda: _notices(node, served, exchange.poll_seconds),
        "checkpoints": lambda: _sign(served, exchange),
    }
    if follow:
        tasks["following"] = lambda: _follow(served, following, exchange.checkpoint_seconds)
    supervisor = Supervisor(tasks, metrics=metrics)
    checks = {
        "database": lambda: _reachable(node),
        "disk": disk_check(node.folder.path, free_bytes=settings.server.free_bytes),
        "tasks": supervisor.problem,
    }
    monitor = Monitor(metrics=metrics, checks=checks, stopping=stopping)
    try:
        run(served.app, settings.server, monitor=monitor, supervisor=supervisor, stopping=stopping, ready=ready)
    finally:
        following.stop()
        served.desk.close()


def metrics_of(node: Node) -> Metrics:
    """The metrics of a node's server: to those of all servers, how many rows of its outbox each partner has not acknowledged.

    Clients that know nothing but TAXII never acknowledge: for them it is all that was given.
    """
    metrics = Metrics()
    metrics.watch_queues(
        lambda: {f"outbox/{each.node}": each.sequence - each.acknowledged for each in node.partners() if each.receives}
    )
    return metrics


def _reachable(node: Node) -> str:
    try:
        node.partners()
    except ShiomeError as error:
        return error.line()
    return ""


async def _notices(node: Node, served: Served, seconds: float) -> None:
    """Let the streams look whenever another process may have written."""
    loop = asyncio.get_running_loop()
    failed: asyncio.Future[None] = loop.create_future()
    ended = threading.Event()

    def tell(error: Exception) -> None:
        if not failed.done():
            failed.set_exception(error)

    def listen() -> None:
        try:
            for _ in node.database.notices(every=seconds):
                if ended.is_set():
                    return
                loop.call_soon_threadsafe(served.wake.everybody)
        except Exception as error:  # begun again by the supervisor
            if not ended.is_set() and not loop.is_closed():
                loop.call_soon_threadsafe(tell, error)

    threading.Thread(target=listen, name="shiome listens", daemon=True).start()
    try:
        await failed
    finally:
        ended.set()


async def _sign(served: Served, exchange: Exchange) -> None:
    """Sign the state of every log that has grown."""
    node = served.desk.node
    while True:
        await asyncio.sleep(exchange.checkpoint_seconds)
        for channel in ("node", *[each.node for each in await served.desk.ask(node.partners)]):
            await served.desk.ask(node.checkpoint, channel)


async def _follow(served: Served, following: Following, seconds: float) -> None:
    """Follow partners, and those that are added while the server runs."""
    while True:
        await served.desk.ask(following.start)
        await asyncio.sleep(seconds)
