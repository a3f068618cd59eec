"""Objects out and in over HTTP, and the way of a message to three partners; medallion 3.0 as the peer.

    python benchmarks/exchange.py [--peer PYTHON] [--objects N] [--messages N]

All on loopback, with the server in a process of its own. The second figure of each row is per second of the server's processor time
(without the database's), for machines that do other things too. Ours: PostgreSQL that keeps what it says (``fsync=on``), release decided
for each object, every object signed, verified and logged. The peer (``--peer``: a Python that has medallion) holds unsigned objects in
memory and gives them to everybody.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.coordination.exchange.http.serving import OPEN, served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication
from tests.servers.postgres import running_postgres

from shiome.coordination.exchange.node import Node, PartnerClient, synchronise
from shiome.coordination.exchange.objects import sign
from shiome.coordination.exchange.release import Label
from shiome.server.running import TURN_SECONDS

MEDIA = {"Content-Type": "application/taxii+json;version=2.1", "Accept": "application/taxii+json;version=2.1"}
PARTNERS = ("near", "far", "third")
RATE = 200
BATCH = 500
PEER_OBJECTS = 1000
"""The peer looks through all it has for each page: with 5,000 objects it takes minutes."""
Rates = dict[str, tuple[float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default="")
    parser.add_argument("--objects", type=int, default=5000)
    parser.add_argument("--messages", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_postgres("fsync=on", "synchronous_commit=on") as server:
        ours = measure_ours(Path(folder), server.new_database, given.objects)
        latency = measure_fan_out(Path(folder) / "fan", server.new_database, given.messages)
    peer = measure_peer(given.peer, PEER_OBJECTS) if given.peer else {}
    for name, (rate, of_cpu) in ours.items():
        beside = ""
        if name in peer:
            theirs, their_cpu = peer[name]
            beside = f"  medallion {theirs:>6,.0f}/s {their_cpu:>6,.0f}/s  ratio {rate / theirs:.1f} {of_cpu / their_cpu:.1f}"
        print(f"{name:<42} {rate:>7,.0f}/s {of_cpu:>7,.0f}/s{beside}")
    for name, milliseconds in latency.items():
        print(f"{name:<42} {milliseconds:>7.1f} ms")


@contextmanager
def timed(rates: Rates, name: str, count: int, process: int = 0) -> Iterator[None]:
    """Enter a rate by the clock and one by the processor time of a process."""
    spent, begin = cpu_of(process), time.perf_counter()
    yield
    rates[name] = (count / (time.perf_counter() - begin), count / max(0.01, cpu_of(process) - spent))


def cpu_of(process: int) -> float:
    """Seconds of processor time of a process, this one if none is named."""
    fields = Path(f"/proc/{process or 'self'}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_ours(folder: Path, database: Callable[[], str], count: int) -> Rates:
    """Objects per second: out (half of them withheld), taken over by a partner's node, sent in."""
    hub, taker, reader = (new_node(folder, name, db=database()) for name in ("hub", "taker", "reader"))
    tokens = {each.name: introduce(hub, each, role="contributor") for each in (taker, reader)}
    introduce(taker, hub)
    own = [publication(note(f"object {number}"), tlp="AMBER", to=("taker", "reader")) for number in range(count)]
    withheld = [publication(note(f"withheld {number}"), tlp="AMBER", to=("taker",)) for number in range(count // 10)]
    made: Rates = {}
    with timed(made, "published: decided, signed, logged", count):
        for start in range(0, count, BATCH):
            hub.publish(own[start : start + BATCH])
    hub.publish(withheld)
    batches = [
        b'{"objects":[' + b",".join(signed_by(taker, number) for number in range(BATCH)) + b"]}"
        for _ in range(count // BATCH)
    ]
    with in_a_process(hub.folder.path) as (url, process):
        with timed(made, "objects out (TAXII)", count, process):
            read_all(url, "reader", tokens["reader"], count)
        with timed(made, "objects in (TAXII), verified", len(batches) * BATCH, process):
            send_in(url, "taker", tokens["taker"], batches)
        with (
            PartnerClient(url, tokens["taker"]) as client,
            timed(made, "taken over by a node, verified", count * 11 // 10),
        ):
            done = synchronise(taker, "hub", client)
        assert done.accepted == count * 11 // 10, done
    for node in (hub, taker, reader):
        node.close()
    return made


def signed_by(node: Node, number: int) -> bytes:
    given = {"keys": node.signing_key, "originator": node.name, "signed_at": node.now(), "lineage": "benchmark"}
    return sign(note(f"sent in {number}"), label=Label(tlp="GREEN"), **given)


def read_all(url: str, name: str, secret: str, count: int, root: str = "taxii2/exchange", collection: str = "") -> None:
    with httpx2.Client(base_url=url, auth=(name, secret), headers=MEDIA, timeout=600) as client:
        collection = collection or client.get(f"/{root}/collections/").json()["collections"][0]["id"]
        query: dict[str, Any] = {"limit": 1000}
        got, more = 0, True
        while more:
            answer = client.get(f"/{root}/collections/{collection}/objects/", params=query).json()
            got += len(answer.get("objects", []))
            more = answer.get("more", False)
            query["next"] = answer.get("next", "")
    assert got == count, (got, count)


def send_in(
    url: str, name: str, secret: str, batches: list[bytes], root: str = "taxii2/exchange", collection: str = ""
) -> None:
    with httpx2.Client(base_url=url, auth=(name, secret), headers=MEDIA, timeout=600) as client:
        collection = collection or client.get(f"/{root}/collections/").json()["collections"][0]["id"]
        for batch in batches:
            status = client.post(f"/{root}/collections/{collection}/objects/", content=batch).json()
            assert status["failure_count"] == 0, status


def measure_fan_out(folder: Path, database: Callable[[], str], count: int) -> dict[str, float]:
    """Milliseconds from the call that publishes to the verified object at each of three partners."""
    folder.mkdir()
    hub = new_node(folder, "origin", db=database())
    partners = [new_node(folder, name) for name in PARTNERS]
    tokens = [introduce(hub, each) for each in partners]
    public = hub.signing_key.public
    sys.setswitchinterval(TURN_SECONDS)  # as in a process that serves
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    with served(hub, limits=OPEN) as url:
        follower = context.Process(target=follow, args=(url, tokens, public.hex(), count, results))
        follower.start()
        results.get(timeout=60)
        begin = time.perf_counter()
        threads = [threading.Thread(target=send, args=(hub, lane, count, begin)) for lane in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent: list[float] = results.get(timeout=120)
        follower.join()
    for node in (hub, *partners):
        node.close()
    spent.sort()
    name = f"{RATE} messages/s to three partners"
    return {f"{name}, p50": statistics.median(spent), f"{name}, p99": spent[int(len(spent) * 0.99)]}


def send(hub: Node, lane: int, count: int, begin: float) -> None:
    """Every fourth message at its time; its text is the clock's reading before the call."""
    for number in range(lane, count, 4):
        time.sleep(max(0.0, begin + 0.2 + number / RATE - time.perf_counter()))
        hub.publish([publication(note(repr(time.time())))])


def follow(url: str, tokens: list[str], public: str, count: int, results: Any) -> None:
    """Read three streams in one process, verifying every object."""
    from datetime import UTC, datetime

    from shiome.coordination.exchange.objects import KnownKey, verify

    key = KnownKey(public=bytes.fromhex(public), valid_from=datetime(2000, 1, 1, tzinfo=UTC))
    spent: list[float] = []

    async def read(token: str) -> None:
        got = 0
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(timeout=60) as client,
            client.stream("GET", f"{url}/exchange/stream", headers=headers) as answer,
        ):
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    found = verify(line[6:].encode(), keys=lambda *_: key, now=datetime.now(UTC))
                    spent.append((time.time() - float(found.object["content"])) * 1000)
                    got += 1
                    if got == count:
                        return

    async def all_three() -> None:
        reading = [asyncio.create_task(read(token)) for token in tokens]
        await asyncio.sleep(1.0)
        results.put("ready")
        await asyncio.gather(*reading)

    asyncio.run(all_three())
    results.put(spent)


@contextmanager
def in_a_process(folder: Path) -> Iterator[tuple[str, int]]:
    """The node of a folder, served by a process of its own: its address and the process."""
    context = multiprocessing.get_context("spawn")
    address: Any = context.Queue()
    process = context.Process(target=serve_folder, args=(folder, address), daemon=True)
    process.start()
    try:
        yield address.get(timeout=60), process.pid or 0
    finally:
        process.terminate()
        process.join()


def serve_folder(folder: Path, address: Any) -> None:
    with Node.open(folder) as node, served(node, limits=OPEN) as url:
        address.put(url)
        time.sleep(3600)


def measure_peer(python: str, count: int) -> Rates:
    """The same of medallion with its store in memory, unsigned and unfiltered."""
    collection = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
    with tempfile.TemporaryDirectory() as folder:
        config = peer_files(Path(folder), collection)
        command = [python, "-m", "medallion.scripts.run", "--port", "18467", str(config)]
        made: Rates = {}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            url = "http://127.0.0.1:18467"
            wait_for(url)
            batches = [
                json.dumps({"objects": [note(f"sent in {number}") for number in range(BATCH)]}).encode()
                for _ in range(count // BATCH)
            ]
            with timed(made, "objects in (TAXII), verified", count, process.pid):
                send_in(url, "reader", "secret", batches, "api", collection)
            with timed(made, "objects out (TAXII)", count, process.pid):
                read_all(url, "reader", "secret", count, "api", collection)
        finally:
            process.terminate()
            process.wait()
    return made


def peer_files(folder: Path, collection: str) -> Path:
    """The peer's data and configuration."""
    about = {"id": collection, "title": "all", "can_read": True, "can_write": True}
    about |= {"media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": []}
    information = {"title": "x", "versions": ["application/taxii+json;version=2.1"], "max_content_length": 1 << 28}
    data = {
        "/discovery": {"title": "x", "default": "http://127.0.0.1/api/", "api_roots": ["http://127.0.0.1/api/"]},
        "api": {"information": information, "status": [], "collections": [about]},
    }
    (folder / "data.json").write_text(json.dumps(data))
    backend = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend"}
    config = {
        "backend": {**backend, "filename": str(folder / "data.json")},
        "users": {"reader": "secret"},
        "taxii": {"max_page_size": 1000},
    }
    (folder / "config.json").write_text(json.dumps(config))
    return folder / "config.json"


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            httpx2.get(f"{url}/taxii2/", auth=("reader", "secret"), headers=MEDIA, timeout=60)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the peer does not answer")


if __name__ == "__main__":
    main()
