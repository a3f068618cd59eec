"""A server on a real socket: stopping, slow clients, and certificates."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvloop
from tests.server.asking import Certificates, hello, length

from shiome.errors import InputRefused, StoreUnavailable
from shiome.server.asgi import App, Receive, Scope, Send, answer_json
from shiome.server.limits import BodyLimit
from shiome.server.monitoring import Monitor
from shiome.server.running import Running
from shiome.server.settings import Limits, Server, Tls
from shiome.server.tasks import Supervisor
from shiome.server.tls import fingerprint, peer_certificate

LOOPS = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])


def run(main: Callable[[], Any], loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop) -> Any:
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(main())


@asynccontextmanager
async def serving(app: App, settings: Server | None = None, **more: Any) -> AsyncIterator[Running]:
    running = Running(app, settings or Server(port=0, stop_seconds=1), **more)
    ready = asyncio.Event()
    running._ready = lambda _address: ready.set()
    task = asyncio.create_task(running.serve())
    await ready.wait()
    try:
        yield running
    finally:
        running.stop()
        await task


async def show(scope: Scope, _receive: Receive, send: Send) -> None:
    await answer_json(send, 200, {"peer": peer_certificate(scope), "tls": scope["extensions"].get("tls")})


@LOOPS
def test_serves_and_stops(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def main() -> None:
        monitor = Monitor(checks={"database": lambda: ""})
        settings = Server(port=0, monitor_port=0, stop_seconds=1)
        async with serving(hello, settings, monitor=monitor) as running, httpx2.AsyncClient() as client:
            (host, port), (_, monitor_port) = running.addresses
            found = await client.get(f"http://{host}:{port}/readyz")
            assert found.text == "hello"  # the monitor is not where partners are
            assert "server" not in found.headers
            assert (await client.get(f"http://{host}:{monitor_port}/readyz")).json()["status"] == "ok"

    run(main, loop)


@LOOPS
def test_a_request_under_way_is_finished(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def main() -> None:
        begun, stopping, ended = asyncio.Event(), asyncio.Event(), []

        async def stream(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            begun.set()
            await stopping.wait()
            await send({"type": "http.response.body", "body": b"last words"})

        async def background() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        supervisor = Supervisor({"wait": background})
        settings = Server(port=0, stop_seconds=5)
        async with serving(stream, settings, supervisor=supervisor, stopping=stopping) as running:
            host, port = running.addresses[0]
            async with httpx2.AsyncClient() as client:
                asking = asyncio.create_task(client.get(f"http://{host}:{port}/"))
                await begun.wait()
                running.stop()
                assert (await asking).text == "last words"
        assert ended == [True]

    run(main, loop)


def test_sigterm_ends_the_process_well(tmp_path: Path) -> None:
    notify = tmp_path / "notify"
    link = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    link.bind(str(notify))
    link.settimeout(60)
    program = textwrap.dedent(
        """
        from tests.server.asking import hello
        from shiome.server.logs import set_up
        from shiome.server.running import run
        from shiome.server.settings import Log, Server
        set_up(Log())
        run(hello, Server(port=0), ready=lambda address: print(*address, flush=True))
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "NOTIFY_SOCKET": str(notify)},
    )
    with link, process:
        assert link.recv(100) == b"READY=1"
        host, port = process.stdout.readline().split()
        assert httpx2.get(f"http://{host}:{port}/").text == "hello"
        process.send_signal(signal.SIGHUP)  # nothing to load without TLS, and no end
        assert httpx2.get(f"http://{host}:{port}/").text == "hello"
        process.send_signal(signal.SIGTERM)
        assert link.recv(100) == b"STOPPING=1"
        assert process.wait(timeout=60) == 0
        messages = [json.loads(line)["message"] for line in process.stderr]
    assert "serving" in messages
    assert "stopping" in messages


async def conversation(running: Running, *parts: bytes, pause: float = 0.0) -> bytes:
    reader, writer = await asyncio.open_connection(*running.addresses[0])
    try:
        for part in parts:
            writer.write(part)
            await asyncio.sleep(pause)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


@LOOPS
@pytest.mark.parametrize(
    "parts",
    [(), (b"\r\n",), (b"GET / HTTP/1.1\r\nhost: x\r\n",), (b"GET / HT",)],
    ids=["silent", "empty", "headers", "line"],
)
def test_headers_that_do_not_come(parts: tuple[bytes, ...], loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def main() -> bytes:
        settings = Server(port=0, stop_seconds=1, limits=Limits(header_seconds=0.1))
        async with serving(hello, settings) as running:
            return await conversation(running, *parts)

    assert run(main, loop).startswith(b"HTTP/1.1 408 ")


def test_the_time_for_headers_begins_again_with_each_request() -> None:
    async def main() -> bytes:
        settings = Server(port=0, stop_seconds=1, limits=Limits(header_seconds=0.2, idle_seconds=5))
        async with serving(hello, settings) as running:
            return await conversation(running, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", b"GET / HTTP/1.1\r\n", pause=0.05)

    found = run(main)
    assert found.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in found


@LOOPS
def test_one_address_does_not_take_all_connections(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def main() -> None:
        settings = Server(port=0, stop_seconds=1, limits=Limits(connections_each=2))
        request = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        async with serving(hello, settings) as running:
            held = [await asyncio.open_connection(*running.addresses[0]) for _ in range(2)]
            refused = await asyncio.gather(conversation(running, request), return_exceptions=True)
            assert refused[0] == b"" or isinstance(refused[0], ConnectionError)
            for _, writer in held:
                writer.close()
                await writer.wait_closed()
            await asyncio.sleep(0.05)
            assert b"hello" in await conversation(running, request)

    run(main, loop)


def test_headers_that_are_too_long() -> None:
    async def main() -> bytes:
        settings = Server(port=0, stop_seconds=1, limits=Limits(header_bytes=1000))
        async with serving(hello, settings) as running:
            part = b"x-filler: " + b"y" * 600 + b"\r\n"
            return await conversation(running, b"GET / HTTP/1.1\r\n", part, part, part, pause=0.02)

    assert run(main).startswith(b"HTTP/1.1 431 ")


def test_a_long_body_is_no_long_header() -> None:
    async def main() -> httpx2.Response:
        settings = Server(port=0, stop_seconds=1, limits=Limits(header_bytes=1000))
        async with serving(length, settings) as running, httpx2.AsyncClient() as client:
            host, port = running.addresses[0]
            return await client.post(f"http://{host}:{port}/", content=b"x" * 500_000)

    assert run(main).text == "500000"


def test_a_chunked_body_that_is_too_long() -> None:
    async def main() -> bytes:
        app = BodyLimit(length, body_bytes=100_000, seconds=5)
        async with serving(app) as running:
            chunk = b"%x\r\n" % 60_000 + b"x" * 60_000 + b"\r\n"
            return await conversation(
                running, b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", chunk, chunk
            )

    assert run(main).startswith(b"HTTP/1.1 413 ")


@LOOPS
def test_a_client_that_does_not_read_loses_its_connection(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def main() -> bool:
        gone = asyncio.Event()

        async def flood(_scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for _ in range(100):
                await send({"type": "http.response.body", "body": b"x" * 1_000_000, "more_body": True})
            if (await receive())["type"] == "http.disconnect":
                gone.set()

        settings = Server(port=0, stop_seconds=1, limits=Limits(write_seconds=0.2))
        async with serving(flood, settings) as running:
            _, writer = await asyncio.open_connection(*running.addresses[0], limit=1)  # and never reads
            writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            async with asyncio.timeout(20):
                await gone.wait()
            writer.close()
        return gone.is_set()

    assert run(main, loop)


def test_an_address_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreUnavailable, match=r"server\.listen"):
            Running(hello, Server(port=port))
        with pytest.raises(StoreUnavailable, match=r"server\.listen"):
            Running(hello, Server(port=0, monitor_port=port), monitor=Monitor())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    made = Certificates(tmp_path_factory.mktemp("certificates"))
    made.make("authority")
    made.make("stranger")
    made.make("node", issuer="authority")
    made.make("partner", issuer="authority")
    made.make("forger", issuer="stranger")
    return made


def mutual(authority: Certificates, asked: str) -> Server:
    tls = Tls(
        certificate=authority.folder / "node.pem",
        key=authority.folder / "node.key",
        client_authorities=authority.folder / "authority.pem",
        client_certificates=asked,  # type: ignore[arg-type]
    )
    return Server(port=0, stop_seconds=1, tls=tls)


def client_context(authority: Certificates, name: str = "") -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(authority.folder / "authority.pem"))
    if name:
        context.load_cert_chain(authority.folder / f"{name}.pem", authority.folder / f"{name}.key")
    return context


async def asked_over_tls(running: Running, context: ssl.SSLContext) -> dict[str, Any]:
    async with httpx2.AsyncClient(verify=context) as client:
        host, port = running.addresses[0]
        return (await client.get(f"https://{host}:{port}/")).json()  # type: ignore[no-any-return]


@LOOPS
def test_the_certificate_of_a_client_is_known(
    authority: Certificates, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    async def main() -> None:
        async with serving(show, mutual(authority, "optional")) as running:
            expected = fingerprint((authority.folder / "partner.pem").read_bytes())
            found = await asked_over_tls(running, client_context(authority, "partner"))
            assert found["peer"] == expected
            assert found["tls"]["tls_version"] == "TLSv1.3"
            assert fingerprint(found["tls"]["client_cert_chain"][0].encode()) == expected
            assert (await asked_over_tls(running, client_context(authority)))["peer"] is None

    run(main, loop)


@pytest.mark.parametrize(("asked", "name"), [("required", ""), ("required", "forger"), ("optional", "forger")])
def test_clients_without_a_good_certificate_are_turned_away(authority: Certificates, asked: str, name: str) -> None:
    async def main() -> None:
        async with serving(show, mutual(authority, asked)) as running:
            with pytest.raises((httpx2.HTTPError, ssl.SSLError)):
                await asked_over_tls(running, client_context(authority, name))

    run(main)


def test_no_header_stands_for_a_certificate() -> None:
    async def main() -> dict[str, Any]:
        async with serving(show) as running, httpx2.AsyncClient() as client:
            host, port = running.addresses[0]
            headers = {"x-client-cert": "a", "x-ssl-client-fingerprint": "b", "x-forwarded-proto": "https"}
            return (await client.get(f"http://{host}:{port}/", headers=headers)).json()  # type: ignore[no-any-return]

    assert run(main) == {"peer": None, "tls": None}


def test_an_older_protocol_is_not_spoken(authority: Certificates) -> None:
    async def main() -> None:
        async with serving(show, mutual(authority, "none")) as running:
            context = client_context(authority)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            with pytest.raises((httpx2.HTTPError, ssl.SSLError)):
                await asked_over_tls(running, context)

    run(main)


def test_a_renewed_certificate_is_loaded_without_a_stop(authority: Certificates, tmp_path: Path) -> None:
    for name in ("node.pem", "node.key"):
        (tmp_path / name).write_bytes((authority.folder / name).read_bytes())
    tls = Tls(certificate=tmp_path / "node.pem", key=tmp_path / "node.key")

    async def shown(running: Running) -> str:
        _, writer = await asyncio.open_connection(
            *running.addresses[0], ssl=client_context(authority), server_hostname="localhost"
        )
        certificate = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.close()
        return fingerprint(certificate)

    async def main() -> None:
        async with serving(show, Server(port=0, stop_seconds=1, tls=tls)) as running:
            before = await shown(running)
            (tmp_path / "node.pem").write_bytes((authority.folder / "partner.pem").read_bytes())
            running.reload()  # the key does not fit yet: the old pair goes on
            assert await shown(running) == before
            (tmp_path / "node.key").write_bytes((authority.folder / "partner.key").read_bytes())
            running.reload()
            assert await shown(running) == fingerprint((authority.folder / "partner.pem").read_bytes())

    run(main)


def test_certificates_that_cannot_be_used(authority: Certificates, tmp_path: Path) -> None:
    good, key = authority.folder / "node.pem", authority.folder / "node.key"
    (tmp_path / "nonsense").write_text("nonsense")
    for tls, code in (
        (Tls(certificate=tmp_path / "none", key=key), "certificate"),
        (Tls(certificate=tmp_path / "nonsense", key=key), "certificate"),
        (Tls(certificate=good, key=authority.folder / "partner.key"), "certificate"),
        (Tls(certificate=good, key=key, client_certificates="required"), "authorities"),
        (
            Tls(certificate=good, key=key, client_certificates="required", client_authorities=tmp_path / "nonsense"),
            "authorities",
        ),
    ):
        with pytest.raises(InputRefused, match=rf"tls\.{code}"):
            Running(hello, Server(port=0, tls=tls))


def test_a_fingerprint_is_of_a_certificate(authority: Certificates) -> None:
    pem = (authority.folder / "node.pem").read_bytes()
    assert fingerprint(ssl.PEM_cert_to_DER_cert(pem.decode())) == fingerprint(pem)
    with pytest.raises(InputRefused, match=r"tls\.certificate"):
        fingerprint((authority.folder / "node.key").read_bytes())
