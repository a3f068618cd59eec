"""Many at once, and some who dawdle; on loopback, and bounded."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from tests.coordination.exchange.http.serving import OPEN, served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

from shiome.server.settings import Limits

READERS = 100


@pytest.mark.heavy
def test_a_hundred_readers_at_once(tmp_path: Path) -> None:
    with new_node(tmp_path, "hub") as hub, new_node(tmp_path, "reader") as reader:
        token = introduce(hub, reader)
        hub.publish([publication(note(str(number), number=number)) for number in range(300)])
        found: list[list[str]] = []

        def read(url: str) -> None:
            session = requests.Session()
            session.auth = ("reader", token)
            (collection,) = session.get(f"{url}/taxii2/exchange/collections/", timeout=120).json()["collections"]
            path = f"{url}/taxii2/exchange/collections/{collection['id']}/objects/"
            query: dict[str, str] = {"limit": "100"}
            contents: list[str] = []
            while True:
                answer = session.get(path, params=query, timeout=120)
                assert answer.status_code == 200
                contents += [each["content"] for each in answer.json()["objects"]]
                if "next" not in answer.json():
                    break
                query["next"] = answer.json()["next"]
            found.append(contents)

        with served(hub) as url:
            threads = [threading.Thread(target=read, args=(url,)) for _ in range(READERS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(found) == READERS
        assert all(contents == [str(number) for number in range(300)] for contents in found)
        reads = [json.loads(entry) for entry in hub.log_entries("reader", count=10_000)]
        assert sum(each["kind"] == "read" for each in reads) == 3 * READERS


def test_those_who_dawdle_hold_up_nobody(tmp_path: Path) -> None:
    limits = Limits(rate=OPEN.rate, burst=OPEN.burst, header_seconds=0.5, body_seconds=0.5, requests=20)
    with new_node(tmp_path, "hub") as hub, new_node(tmp_path, "reader") as reader:
        token = introduce(hub, reader, role="contributor")
        hub.publish([publication()])
        with served(hub, limits=limits) as url:
            parts = urlsplit(url)
            slow = [socket.create_connection((parts.hostname or "", parts.port or 0)) for _ in range(30)]
            for number, each in enumerate(slow):
                head = f"POST /exchange/received HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
                if number % 2:
                    head += "Content-Length: 1000\r\n\r\n{"
                each.sendall(head.encode())
            auth = ("reader", token)
            answered = {requests.get(f"{url}/exchange/outbox", auth=auth, timeout=60).status_code for _ in range(5)}
            assert answered <= {200, 503}
            endings = []
            for each in slow:
                each.settimeout(60)
                endings.append(each.recv(200).partition(b"\r\n")[0])
                each.close()
            assert all(b"408" in ending or b"503" in ending for ending in endings)
            assert requests.get(f"{url}/exchange/outbox", auth=auth, timeout=60).status_code == 200
