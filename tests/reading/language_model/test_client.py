import socket
from datetime import UTC, datetime

import pytest
from tests.reading.language_model.stub import broken_off, drip, endless, raw, says, silence, status

from shiome.errors import ShiomeError
from shiome.reading.language_model.client import retry_after

TEXT = "France met Italy.\n"
NOTHING = {"events": [], "judgements": []}


@pytest.mark.parametrize("number", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_passes_is_waited_for_longer_each_time(bench, stub, number):
    stub.replies = [status(number), status(number), says(NOTHING)]
    assert bench.run(TEXT).refusals == ()
    assert len(stub.requests) == 3
    assert bench.waits == [1.0, 2.0]
    assert bench.coder.ledger.requests == 3
    assert bench.coder.ledger.prompt_tokens == 100


def test_a_wait_that_the_endpoint_asks_for_is_waited(bench, stub):
    stub.replies = [status(429, Retry_After="7"), status(503, Retry_After="soon"), says(NOTHING)]
    bench.run(TEXT)
    assert bench.waits == [7.0, 2.0]


def test_a_wait_that_is_too_long_is_not_waited(bench, stub):
    stub.replies = [status(429, Retry_After="3600")]
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT)
    assert caught.value.code == "model.unavailable"
    assert "3600" in str(caught.value)
    assert bench.waits == []


def test_patience_ends(bench, stub):
    stub.replies = [status(500)]
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT, attempts=3)
    assert caught.value.code == "model.unavailable"
    assert len(stub.requests) == 3
    assert len(bench.waits) == 2


@pytest.mark.parametrize("number", [400, 401, 403, 404, 422, 301, 307, 204])
def test_what_lasts_is_not_asked_again(bench, stub, number):
    stub.replies = [status(number, body=b"" if number == 204 else b'{"error": "no\nsuch model"}', Location=stub.url)]
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT)
    assert caught.value.code == "model.refused"
    assert len(stub.requests) == 1
    assert "\n" not in str(caught.value)
    assert str(number) in str(caught.value)


@pytest.mark.parametrize("reply", [silence, drip], ids=["silent", "dripping"])
def test_an_answer_that_does_not_come_in_time_is_asked_for_again(bench, stub, reply):
    stub.replies = [reply, says(NOTHING)]
    assert bench.run(TEXT, timeout=0.3).refusals == ()
    assert len(stub.requests) == 2
    assert bench.coder.ledger.estimated_requests == 1


def test_silence_is_reported_after_the_last_attempt(bench, stub):
    stub.replies = [silence]
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT, timeout=0.2, attempts=2)
    assert caught.value.code == "model.unavailable"
    assert "0.2 seconds, 2 times" in str(caught.value)


def test_a_connection_that_breaks_is_tried_again(bench, stub):
    stub.replies = [broken_off, says(NOTHING)]
    assert bench.run(TEXT).refusals == ()


@pytest.mark.parametrize("reply", [raw(b" " * 50_000), endless], ids=["declared", "undeclared"])
def test_a_huge_answer_is_refused_unread_and_not_asked_for_again(bench, stub, reply):
    stub.replies = [reply, says(NOTHING)]
    run = bench.run(TEXT, largest_answer=10_000)
    assert [(refusal.item, refusal.reason) for refusal in run.refusals] == [("passage", "answer")]
    assert "10000 bytes" in run.refusals[0].detail
    assert len(stub.requests) == 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_nobody_there(bench):
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT, base_url=f"http://127.0.0.1:{free_port()}/v1", attempts=2)
    assert caught.value.code == "model.unavailable"
    assert bench.coder.ledger.prompt_tokens == 0


def test_an_endpoint_without_encryption_under_https(bench, stub):
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT, base_url=stub.url.replace("http", "https"), attempts=1, timeout=1.0)
    assert caught.value.code == "model.unavailable"


def test_the_key_is_sent_and_never_shown(bench, stub):
    stub.replies = [status(401, body=b"bad key k-secret")]
    with pytest.raises(ShiomeError) as caught:
        bench.run(TEXT, api_key="k-secret")
    assert stub.keys == ["Bearer k-secret"]
    assert "k-secret" not in str(caught.value) + repr(caught.value.failed) + repr(bench.coder.settings)


def test_without_a_key_no_header_is_sent(bench, stub):
    bench.run(TEXT)
    assert stub.keys == [None]


def test_the_request_says_what_the_settings_say(bench, stub):
    bench.run(TEXT, limit_name="max_completion_tokens", answer_tokens=77, temperature=None, answer_form="json_schema")
    bench.run(TEXT, answer_form="free")
    first, second = stub.requests
    assert first["max_completion_tokens"] == 77
    assert "max_tokens" not in first
    assert "temperature" not in first
    assert first["response_format"]["type"] == "json_schema"
    assert "response_format" not in second
    assert (second["model"], second["temperature"], second["stream"]) == ("small", 0.0, False)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("1.5", 1.5),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("tomorrow", None),
        ("٣", None),
        ("Thu, 99 Jan 2026 99:00:30 GMT", None),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, now=datetime(2026, 1, 1, tzinfo=UTC)) == seconds
