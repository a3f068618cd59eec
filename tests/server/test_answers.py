"""Errors as answers, headers, and what is written of a request."""

from __future__ import annotations

import io
import json
import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.server.asking import ask, hello, raising, scope_of

from shiome.errors import InputRefused, MissingExtra, NotKnown, QueryRefused, StoreUnavailable
from shiome.server.asgi import Receive, Scope, Send, answer, facts_of
from shiome.server.headers import SecurityHeaders
from shiome.server.logs import JsonLines, set_up
from shiome.server.metrics import Metrics
from shiome.server.observing import Observed
from shiome.server.refusals import TAXII, Refusals
from shiome.server.running import guarded
from shiome.server.settings import Limits, Log

SECRET = "postgresql://operator:hunter2@db/exchange"


@pytest.fixture
def log() -> io.StringIO:
    root = logging.getLogger()
    before, level = tuple(root.handlers), root.level
    stream = io.StringIO()
    set_up(Log(), stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotKnown("object.missing", f"there is no {SECRET}"), 404),
        (InputRefused("object.bad", f"bad {SECRET}"), 400),
        (QueryRefused("query.bad", f"bad {SECRET}"), 400),
        (StoreUnavailable("store.unreachable", f"{SECRET} does not answer"), 503),
        (MissingExtra("extra.server", SECRET), 500),
        (ValueError(SECRET), 500),
    ],
)
def test_a_client_learns_the_status_and_nothing_else(error: Exception, status: int, log: io.StringIO) -> None:
    found = ask(Refusals(raising(error), media_type=TAXII), scope_of())
    assert found.status == status
    assert found.headers["content-type"] == "application/taxii+json;version=2.1"
    assert set(json.loads(found.body)) == {"title", "http_status"}
    assert SECRET not in found.body.decode()
    assert ("retry-after" in found.headers) == (status == 503)
    assert len(lines(log)) == 1


def test_foreign_errors_are_logged_without_their_words(log: io.StringIO) -> None:
    ask(Refusals(raising(ValueError(SECRET))), scope_of())
    (line,) = lines(log)
    assert line["level"] == "error"
    assert line["error"] == "ValueError"
    assert "asking.py" in str(line["at"])
    assert "hunter2" not in log.getvalue()


def test_explained_codes_tell_what_is_wrong(log: io.StringIO) -> None:
    for explained, told in ((("query.",), True), (("query.bad",), True), (("query",), False), (("other.",), False)):
        app = Refusals(raising(QueryRefused("query.bad", "limit is no number")), explained=explained)
        body = json.loads(ask(app, scope_of()).body)
        assert ("description" in body) == told
        assert body.get("error_code", "query.bad") == "query.bad"


def test_an_error_after_the_answer_began_breaks_it_off(log: io.StringIO) -> None:
    async def late(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("too late")

    with pytest.raises(ValueError, match="too late"):
        ask(Observed(Refusals(late)), scope_of())
    assert [line.get("code") for line in lines(log)] == [None, "server.broken_off"]


def test_headers_are_added_and_those_given_stay() -> None:
    async def own(_scope: Scope, _receive: Receive, send: Send) -> None:
        await answer(send, 200, b"", media_type=b"text/html", headers=[(b"Cache-Control", b"max-age=60")])

    found = ask(SecurityHeaders(own), scope_of())
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["Cache-Control"] == "max-age=60"
    assert "cache-control" not in found.headers
    assert "strict-transport-security" not in found.headers
    assert "strict-transport-security" in ask(SecurityHeaders(own), scope_of(scheme="https")).headers


def test_one_request_is_one_line_without_what_was_sent(log: io.StringIO) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        facts_of(scope).partner = "south"
        facts_of(scope).template = "/collections/{id}/objects/"
        await receive()
        await answer(send, 200, b"12345", media_type=b"text/plain")

    scope = scope_of(
        "POST", f"/collections/{SECRET}/objects/", [(b"authorization", b"Bearer hunter2")], query_string=b"q=hunter2"
    )
    found = ask(Observed(app, node="north"), scope, [b"hunter2"])
    (line,) = lines(log)
    assert line["request"] == found.headers["x-request-id"]
    assert {
        name: line[name] for name in ("node", "partner", "method", "template", "status", "bytes_in", "bytes_out")
    } == {
        "node": "north",
        "partner": "south",
        "method": "POST",
        "template": "/collections/{id}/objects/",
        "status": 200,
        "bytes_in": 7,
        "bytes_out": 5,
    }
    assert line["milliseconds"] >= 0
    assert "hunter2" not in log.getvalue()


def test_a_path_that_no_route_answers_is_not_written(log: io.StringIO) -> None:
    ask(Observed(hello), scope_of("BREW", "/hunter2"))
    (line,) = lines(log)
    assert (line["template"], line["method"]) == ("-", "-")


def test_requests_can_be_left_out_of_the_log() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = tuple(root.handlers), root.level
    try:
        set_up(Log(requests=False), stream=stream)
        ask(Observed(hello), scope_of())
        assert stream.getvalue() == ""
    finally:
        set_up(Log())
        root.handlers[:] = before
        root.setLevel(level)


def test_an_exception_in_the_log_has_places_and_no_words() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, __import__("sys").exc_info())
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "ValueError"
    assert "test_answers.py" in line["at"]
    assert "hunter2" not in json.dumps(line)


def test_metrics_count_what_was_answered() -> None:
    metrics = Metrics()
    metrics.watch_queues(lambda: {"outbox": 7, "journal": 0})
    metrics.failed("relay")
    app = Observed(Refusals(raising(NotKnown("object.missing", "x"))), metrics=metrics)
    for _ in range(3):
        ask(app, scope_of())
    ask(Observed(hello, metrics=metrics), scope_of())
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }
    assert found["shiome_requests_total", "-", "404", "GET"] == 3
    assert found["shiome_requests_total", "-", "200", "GET"] == 1
    assert found["shiome_refusals_total", "object.missing"] == 3
    assert found["shiome_requests_in_flight",] == 0
    assert found["shiome_queue_length", "outbox"] == 7
    assert found["shiome_queue_length", "journal"] == 0
    assert found["shiome_task_failures_total", "relay"] == 1
    assert found["shiome_request_seconds_count", "-"] == 4


def test_metrics_are_told_while_the_database_is_away() -> None:
    metrics = Metrics()

    def lengths() -> dict[str, int]:
        raise StoreUnavailable("store.unreachable", "away")

    metrics.watch_queues(lengths)
    assert b"shiome_requests_in_flight" in metrics.text()


def test_two_servers_count_apart() -> None:
    one, two = Metrics(), Metrics()
    ask(Observed(hello, metrics=one), scope_of())
    assert b'shiome_requests_total{method="GET"' in one.text()
    assert b'shiome_requests_total{method="GET"' not in two.text()


def test_the_whole_guard(log: io.StringIO) -> None:
    metrics = Metrics()
    app = guarded(hello, Limits(body_bytes=10, burst=2, rate=0.001), node="north", metrics=metrics)
    assert ask(app, scope_of()).body == b"hello"
    assert ask(app, scope_of("POST", headers=[(b"content-length", b"11")])).status == 413
    refused = ask(app, scope_of())
    assert refused.status == 429
    assert json.loads(refused.body)["error_id"] == refused.headers["x-request-id"]
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert [line.get("code") for line in lines(log)] == [None, "server.body_too_long", "server.too_often"]
    assert b'shiome_refusals_total{code="server.too_often"} 1.0' in metrics.text()
