"""Bodies, rates and numbers of requests."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server.asking import ask, asked, hello, later, length, scope_of

from shiome.server.asgi import Receive, Scope, Send
from shiome.server.limits import BodyLimit, Concurrency, RateLimit, address

CHUNKED = [(b"transfer-encoding", b"chunked")]


def declared(number: int) -> list[tuple[bytes, bytes]]:
    return [(b"content-length", str(number).encode())]


def limited(seconds: float = 5.0) -> BodyLimit:
    return BodyLimit(length, body_bytes=100, seconds=seconds)


def test_a_body_within_the_limit() -> None:
    assert ask(limited(), scope_of("POST", headers=declared(100)), [b"x" * 60, b"x" * 40]).body == b"100"


def test_a_declared_length_is_refused_without_reading() -> None:
    found = ask(limited(), scope_of("POST", headers=declared(101)), [b"x" * 101])
    assert found.status == 413
    assert found.headers["connection"] == "close"
    assert found.messages_left == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [b"-1", b"ten", b"1" * 5000, b""])
def test_lengths_that_are_none(value: bytes) -> None:
    assert ask(limited(), scope_of("POST", headers=[(b"content-length", value)])).status == 413


@pytest.mark.parametrize("headers", [CHUNKED, declared(10)])
def test_what_comes_is_counted(headers: list[tuple[bytes, bytes]]) -> None:
    found = ask(limited(), scope_of("POST", headers=headers), [b"x" * 60] * 1000)
    assert found.status == 413
    assert found.messages_left >= 998  # type: ignore[attr-defined]


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_exactly_what_is_too_long_is_refused(chunks: list[bytes]) -> None:
    total = sum(map(len, chunks))
    assert ask(limited(), scope_of("POST", headers=CHUNKED), chunks).status == (200 if total <= 100 else 413)


def test_a_body_that_stops_coming() -> None:
    found = ask(limited(seconds=0.02), scope_of("POST", headers=CHUNKED), [b"x"], stall=True)
    assert found.status == 408
    assert found.headers["connection"] == "close"


def test_a_stream_may_wait_for_the_client_as_long_as_it_likes() -> None:
    async def stream(_scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await receive()
        await send({"type": "http.response.body", "body": b"end"})

    found = ask(BodyLimit(stream, body_bytes=9, seconds=0.02), scope_of("POST", headers=CHUNKED), [b"x"])
    assert (found.status, found.body) == (200, b"end")


def test_a_request_without_a_body_is_not_watched() -> None:
    assert ask(limited(), scope_of()).body == b"0"


def test_an_answer_under_way_is_broken_off() -> None:
    async def eager(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        message = await receive()
        while message["type"] == "http.request":
            message = await receive()
        await send({"type": "http.response.body", "body": b"never"})

    found = ask(BodyLimit(eager, body_bytes=10, seconds=1), scope_of("POST", headers=CHUNKED), [b"x" * 9] * 3)
    assert (found.status, found.body) == (200, b"")


def test_a_bucket_empties_and_fills() -> None:
    clock = later(100.0)
    limit = RateLimit(hello, rate=2.0, burst=3, clock=clock)
    assert [ask(limit, scope_of()).status for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(limit, scope_of())
    assert refused.headers["retry-after"] == "1"
    assert ask(limit, scope_of(client=("192.0.2.2", 1))).status == 200
    clock.now += 0.5  # type: ignore[attr-defined]
    assert [ask(limit, scope_of()).status for _ in range(2)] == [200, 429]
    clock.now += 1000  # type: ignore[attr-defined]
    assert [ask(limit, scope_of()).status for _ in range(4)] == [200, 200, 200, 429]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60), st.floats(0.1, 10), st.integers(1, 10))
def test_no_client_gets_more_than_burst_and_rate(pauses: list[float], rate: float, burst: int) -> None:
    clock = later(0.0)
    limit = RateLimit(hello, rate=rate, burst=burst, clock=clock)
    allowed = 0
    for pause in pauses:
        clock.now += pause  # type: ignore[attr-defined]
        wait = limit.wait("client")
        allowed += not wait
        assert allowed <= burst + rate * clock() + 1e-6
        if wait:
            assert wait <= 1 / rate + 1e-9


def test_clients_are_told_apart_by_the_key() -> None:
    limit = RateLimit(hello, rate=1, burst=1, key=lambda scope: scope["who"], clock=later(0.0))
    statuses = [ask(limit, scope_of(who=who)).status for who in ("a", "a", "b", "", "")]
    assert statuses == [200, 429, 200, 200, 200]


def test_buckets_do_not_grow_without_end() -> None:
    limit = RateLimit(hello, rate=1, burst=1, clock=later(0.0))
    for number in range(10_500):
        limit.wait(str(number))
    assert len(limit._buckets) == 10_000


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("a:b", 1), "a:b"),
        (None, ""),
    ],
)
def test_the_address_of_a_client(client: tuple[str, int] | None, expected: str) -> None:
    assert address(scope_of(client=client)) == expected


def test_too_many_at_once() -> None:
    async def main() -> list[int]:
        release = asyncio.Event()

        async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
            await release.wait()
            await hello(scope, receive, send)

        limit = Concurrency(waiting, requests=2)
        under_way = [asyncio.create_task(asked(limit, scope_of())) for _ in range(2)]
        await asyncio.sleep(0)
        third = await asked(limit, scope_of())
        release.set()
        statuses = [third.status, *[(await each).status for each in under_way]]
        return [*statuses, (await asked(limit, scope_of())).status]

    assert asyncio.run(main()) == [503, 200, 200, 200]


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_request_passes(kind: str) -> None:
    seen = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    for guard in (
        BodyLimit(app, body_bytes=1, seconds=1),
        RateLimit(app, rate=1, burst=1),
        Concurrency(app, requests=1),
    ):
        ask(guard, {"type": kind})
    assert seen == [kind] * 3
