"""Metrics for Prometheus, in a registry of their own for each server."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shiome.errors import ShiomeError
from shiome.server.extra import library

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_NO_CODE = "-"


class Metrics:
    """Requests, refusals and queues of one server.

    ``shiome_requests_total`` by method, template and status; ``shiome_request_seconds`` by template; ``shiome_requests_in_flight``;
    ``shiome_refusals_total`` by code; ``shiome_queue_length`` by queue; ``shiome_task_failures_total`` by task. No label is an object's.

    Raises
    ------
    MissingExtra
        prometheus-client is not installed.
    """

    def __init__(self) -> None:
        client = library("prometheus_client")
        self.registry = client.CollectorRegistry()
        options = {"registry": self.registry}
        self._requests = client.Counter(
            "shiome_requests", "Requests answered", ["method", "template", "status"], **options
        )
        self._seconds = client.Histogram(
            "shiome_request_seconds", "Time to the end of the answer", ["template"], buckets=_BUCKETS, **options
        )
        self._under_way = 0
        client.Gauge("shiome_requests_in_flight", "Requests under way", **options).set_function(lambda: self._under_way)
        self._refusals = client.Counter("shiome_refusals", "Requests refused", ["code"], **options)
        self._failures = client.Counter("shiome_task_failures", "Background tasks that failed", ["task"], **options)
        client.ProcessCollector(**options)
        self._text = client.generate_latest
        self._known: dict[tuple[str, str, int], tuple[Any, Any]] = {}

    def begin(self) -> None:
        """A request has come."""
        self._under_way += 1

    def end(self, method: str, template: str, status: int, seconds: float, code: str = "") -> None:
        """A request has been answered."""
        key = (method, template, status)
        if key not in self._known:  # looking labels up again costs more than the rest
            self._known[key] = (self._requests.labels(method, template, status), self._seconds.labels(template))
        requests, duration = self._known[key]
        requests.inc()
        duration.observe(seconds)
        self._under_way -= 1
        if code:
            self.refused(code)

    def refused(self, code: str) -> None:
        """Something was refused, over HTTP or in the background."""
        self._refusals.labels(code or _NO_CODE).inc()

    def failed(self, task: str) -> None:
        """A background task failed and is begun again."""
        self._failures.labels(task).inc()

    def watch_queues(self, lengths: Callable[[], Mapping[str, int]]) -> None:
        """Report the lengths that ``lengths`` gives, asked at each scrape; none where the database does not answer."""
        family = library("prometheus_client.core").GaugeMetricFamily

        class Queues:
            def collect(self) -> Iterator[Any]:
                gauge = family("shiome_queue_length", "What waits", labels=["queue"])
                with contextlib.suppress(ShiomeError):  # readiness says that; the other metrics are wanted all the more
                    for name, length in sorted(lengths().items()):
                        gauge.add_metric([name], length)
                yield gauge

        self.registry.register(Queues())

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return self._text(self.registry)  # type: ignore[no-any-return]
