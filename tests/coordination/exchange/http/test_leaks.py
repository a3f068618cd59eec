"""Two partners, 1,000 objects, 500 of them withheld from one: nothing that it can ask for tells of them."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

COUNT = 1000
ALL = {"match[version]": "all"}


class World:
    """A hub with two partners, and what it withholds from the second."""

    def __init__(self, folder: Any) -> None:
        self.hub = new_node(folder, "hub", bodies=["watch"])
        self.near, self.far = (new_node(folder, name, bodies=["watch"]) for name in ("near", "far"))
        introduce(self.hub, self.near)
        self.token = introduce(self.hub, self.far)
        self.open = [note(f"open-{number}", number=2 * number) for number in range(COUNT // 2)]
        self.withheld = [note(f"withheld-{number}", number=2 * number + 1) for number in range(COUNT // 2)]
        batch = []
        for shown, hidden in zip(self.open, self.withheld, strict=True):
            batch.append(publication(shown, bodies=("watch",)))
            batch.append(publication(hidden, tlp="AMBER", to=("near",), bodies=("watch",)))
        self.hub.publish(batch)
        self.secrets = self._secrets()
        self.url = ""

    def _secrets(self) -> list[bytes]:
        """Every word that could only come from a withheld object: identifiers, contents, tokens, hashes."""
        hidden = {each["id"] for each in self.withheld}
        secrets = [b"withheld-", *(identifier.encode() for identifier in hidden)]
        for view in self.hub.given():
            if view.stix_id in hidden:
                secrets += [view.digest.encode(), view.lineage.encode()]
        return secrets

    def ask(self, path: str, method: str = "GET", **options: Any) -> requests.Response:
        return requests.request(method, self.url + path, auth=("far", self.token), timeout=60, **options)

    def pages(self, path: str, limit: int) -> Iterator[list[Any]]:
        query: dict[str, Any] = {"limit": limit}
        while True:
            answer = self.ask(path, params=query)
            assert answer.status_code == 200
            self.check(answer)
            yield answer.json().get("objects", [])
            if "next" not in answer.json():
                return
            query["next"] = answer.json()["next"]

    def check(self, answer: requests.Response) -> None:
        whole = answer.content + str(answer.headers).encode()
        assert not [each for each in self.secrets if each in whole]


@pytest.fixture(scope="module")
def world(tmp_path_factory: Any) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("leaks"))
    with served(made.hub) as made.url:
        yield made
    for node in (made.hub, made.near, made.far):
        node.close()


@pytest.fixture(scope="module")
def collections(world: World) -> list[str]:
    answer = world.ask("/taxii2/exchange/collections/")
    world.check(answer)
    return [f"/taxii2/exchange/collections/{each['id']}/" for each in answer.json()["collections"]]


def test_objects_manifest_and_paging(world: World, collections: list[str]) -> None:
    for collection in collections:  # the whole outbox, and the body that both take part in
        for what, size in (("objects", 97), ("manifest", 97), ("objects", 500), ("objects", 499)):
            pages = list(world.pages(f"{collection}{what}/", size))
            assert [len(page) for page in pages] == [min(size, 500 - begin) for begin in range(0, 500, size)]
            assert [each["id"] for page in pages for each in page] == [each["id"] for each in world.open]


def test_filters_tell_nothing(world: World, collections: list[str]) -> None:
    for hidden in (*world.withheld[:20], {"id": f"note--{uuid.uuid4()}"}):
        for query in ({}, ALL, {"match[version]": "first"}, {"limit": 1}, {"match[type]": "note"}):
            answer = world.ask(f"{collections[0]}objects/", params={**query, "match[id]": hidden["id"]})
            assert (answer.status_code, answer.json()) == (200, {})
    both = f"{world.open[0]['id']},{world.withheld[0]['id']}"
    answer = world.ask(f"{collections[0]}objects/", params={"match[id]": both, "limit": 1})
    assert [each["id"] for each in answer.json()["objects"]] == [world.open[0]["id"]]
    assert "more" not in answer.json()


def test_what_is_withheld_is_answered_like_what_is_not(world: World, collections: list[str]) -> None:
    def told(identifier: str, what: str, method: str = "GET") -> tuple[int, dict[str, Any], list[str]]:
        answer = world.ask(f"{collections[0]}objects/{identifier}/{what}", method)
        body = answer.json()
        assert body.pop("error_id") == answer.headers["x-request-id"]
        return answer.status_code, body, sorted(answer.headers)

    for what, method in (("", "GET"), ("versions/", "GET"), ("", "DELETE")):
        nowhere = told(f"note--{uuid.uuid4()}", what, method)
        assert nowhere[0] == 404
        for hidden in world.withheld[:10]:
            assert told(hidden["id"], what, method) == nowhere
        assert told("not-even-an-identifier", what, method) == nowhere


def test_numbers_and_the_log_tell_nothing(world: World) -> None:
    rows = world.ask("/exchange/outbox", params={"after": 0})
    world.check(rows)
    assert [each["sequence"] for each in rows.json()["rows"]] == list(range(1, 501))
    bundle = world.ask("/exchange/log", params={"count": 1000})
    entries = [b64decode(each["leaf"]) for each in bundle.json()["entries"]]
    assert not [secret for secret in world.secrets if any(secret in entry for entry in entries)]
    published = [json.loads(entry) for entry in entries if b'"publish"' in entry]
    assert [each["sequence"] for each in published] == list(range(1, 501))
    checkpoint = world.ask("/exchange/checkpoint").json()["checkpoint"]
    assert int(checkpoint.splitlines()[1]) == world.hub.log_size("far")
    for channel in ("near", "node", "nobody"):
        answer = world.ask("/exchange/log", params={"channel": channel})
        assert answer.status_code == 404
        assert "near" not in answer.text


def test_a_mark_of_another_partner_or_question_is_refused(world: World, collections: list[str]) -> None:
    mark = world.ask(f"{collections[0]}objects/", params={"limit": 1}).json()["next"]
    for path, query in (
        (f"{collections[0]}manifest/", {}),
        (f"{collections[1]}objects/", {}),
        (f"{collections[0]}objects/", {"match[type]": "note"}),
    ):
        assert world.ask(path, params={**query, "next": mark}).status_code == 400
    for forged in ("AAAA", mark[:-2] + "AA", "x" * 500, "\u00e9", "%00"):
        assert world.ask(f"{collections[0]}objects/", params={"next": forged}).status_code == 400


def test_the_stream_tells_nothing(world: World) -> None:
    headers = {"Last-Event-ID": "0"}
    with requests.get(
        f"{world.url}/exchange/stream", auth=("far", world.token), headers=headers, stream=True, timeout=60
    ) as answer:
        seen = b""
        for part in answer.iter_content(None):
            seen += part
            if seen.count(b"event: object") == 500:
                break
    assert not [each for each in world.secrets if each in seen]


def test_twins(tmp_path: Any) -> None:
    """Two nodes that differ only in what they withhold answer a partner alike, but for random tokens, keys and times."""
    told = []
    for name, hidden in (("with", 3), ("without", 0)):
        hub, near, far = (new_node(tmp_path / name, each) for each in ("hub", "near", "far"))
        introduce(hub, near)
        token = introduce(hub, far)
        for number in range(10):
            hub.publish([publication(note(f"open {number}", number=number))])
            hub.publish([publication(note("hidden"), tlp="RED", to=("near",)) for _ in range(hidden)])
        with served(hub) as url:
            session = requests.Session()
            session.auth = ("far", token)
            (collection,) = session.get(f"{url}/taxii2/exchange/collections/", timeout=30).json()["collections"]
            path = f"{url}/taxii2/exchange/collections/{collection['id']}/objects/?limit=4"
            objects = session.get(path, timeout=30).json()
            rows = session.get(f"{url}/exchange/outbox?after=0", timeout=30).json()["rows"]
            log = session.get(f"{url}/exchange/log", timeout=30).json()["entries"]
        told.append(
            {
                "objects": [each["id"] for each in objects["objects"]],
                "more": objects["more"],
                "length": len(objects["next"]),
                "rows": [each["sequence"] for each in rows],
                "log": [sorted(json.loads(b64decode(each["leaf"]))) for each in log],
            }
        )
        for node in (hub, near, far):
            node.close()
    assert told[0] == told[1]
