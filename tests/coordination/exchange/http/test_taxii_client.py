"""The public TAXII 2.1 client against a real server on a loopback port."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

from shiome.coordination.exchange.objects import sign
from shiome.coordination.exchange.release import Label

COUNT = 12
LATER = "2026-02-01T00:00:00.000Z"


class World:
    """A node with a contributor, a reader, and what was published to them."""

    def __init__(self, folder: Path) -> None:
        self.hub = new_node(folder, "hub", bodies=["watch"])
        self.partner = new_node(folder, "partner", bodies=["watch", "talks"])
        self.reader = new_node(folder, "reader")
        self.token = introduce(self.hub, self.partner, role="contributor")
        self.reader_token = introduce(self.hub, self.reader)
        self.notes = [note(f"note {number}", number=number) for number in range(COUNT)]
        self.hub.publish([publication(each) for each in self.notes])
        self.hub.publish([publication(note("note 0, later", number=0, modified=LATER))])
        identifier = f"identity--{uuid.uuid4()}"
        self.identity = {"type": "identity", "spec_version": "2.1", "id": identifier, "name": "Somebody"}
        self.identity |= {"created": LATER, "modified": LATER}
        self.hub.publish([publication(self.identity, bodies=("watch",))])
        self.url = ""

    def server(self, name: str = "partner", token: str = "") -> Server:
        return Server(f"{self.url}/taxii2/", user=name, password=token or self.token)

    @property
    def root(self) -> ApiRoot:
        root: ApiRoot = self.server().api_roots[0]
        return root

    @property
    def all(self) -> Collection:
        return self.collection("all")

    @property
    def readers(self) -> Collection:
        return self.server("reader", self.reader_token).api_roots[0].collections[0]

    def collection(self, title: str) -> Collection:
        return next(each for each in self.root.collections if each.title == title)


@pytest.fixture(scope="module")
def world(tmp_path_factory: Any) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"))
    with served(made.hub) as made.url:
        yield made
    for node in (made.hub, made.partner, made.reader):
        node.close()


def test_discovery_and_root(world: World) -> None:
    server = world.server()
    assert server.title == "Shiome exchange hub"
    assert server.default.url == server.api_roots[0].url == f"{world.url}/taxii2/exchange/"
    assert world.root.versions == ["application/taxii+json;version=2.1"]
    assert world.root.max_content_length > 1_000_000


def test_collections_are_those_of_the_caller(world: World) -> None:
    assert [each.title for each in world.root.collections] == ["all", "talks", "watch"]
    assert [each.can_write for each in world.root.collections] == [True, False, False]
    assert world.all.media_types == ["application/stix+json;version=2.1"]
    assert world.readers.title == "all"
    assert not world.readers.can_write
    assert world.readers.id != world.all.id


def test_objects_come_as_they_were_signed(world: World) -> None:
    got = {each["id"]: each for each in world.all.get_objects()["objects"]}
    assert len(got) == COUNT + 1
    assert got[world.notes[0]["id"]]["content"] == "note 0, later"
    raw = requests.get(world.all.objects_url, auth=("partner", world.token), timeout=30)
    assert raw.headers["content-type"] == "application/taxii+json;version=2.1"
    for each in world.hub.given():
        if each.version_text == LATER or each.stix_id != world.notes[0]["id"]:
            assert each.content in raw.content


def test_a_body_sees_what_is_for_it(world: World) -> None:
    assert [each["id"] for each in world.collection("watch").get_objects()["objects"]] == [world.identity["id"]]
    assert world.collection("talks").get_objects() == {}


def test_paging(world: World) -> None:
    for size in (1, 4, COUNT + 1, 100):
        pages = list(as_pages(world.all.get_objects, per_request=size))
        identifiers = [each["id"] for page in pages for each in page["objects"]]
        assert len(identifiers) == len(set(identifiers)) == COUNT + 1
        assert all(len(page["objects"]) == size for page in pages[:-1])
        assert [page.get("more", False) for page in pages] == [True] * (len(pages) - 1) + [False]


def test_filters(world: World) -> None:
    collection, wanted = world.all, world.notes[3]
    assert [each["id"] for each in collection.get_objects(id=wanted["id"])["objects"]] == [wanted["id"]]
    both = collection.get_objects(id=[wanted["id"], world.identity["id"]])["objects"]
    assert {each["id"] for each in both} == {wanted["id"], world.identity["id"]}
    assert [each["type"] for each in collection.get_objects(type="identity")["objects"]] == ["identity"]
    assert len(collection.get_objects(type=["identity", "note"])["objects"]) == COUNT + 1
    assert collection.get_objects(type="indicator") == {}
    assert len(collection.get_objects(spec_version="2.1")["objects"]) == COUNT + 1
    assert collection.get_objects(spec_version="2.0") == {}
    zero = world.notes[0]["id"]
    texts = {
        version: [each["content"] for each in collection.get_objects(id=zero, version=version)["objects"]]
        for version in ("first", "last", "all", LATER)
    }
    later = ["note 0, later"]
    assert texts == {"first": ["note 0"], "last": later, "all": ["note 0", *later], LATER: later}
    assert len(collection.get_objects(version=["first", "last"])["objects"]) == COUNT + 2


def test_added_after_goes_on_where_the_last_answer_ended(world: World) -> None:
    seen: list[str] = []
    query = {"limit": "3"}
    while True:
        answer = requests.get(world.all.objects_url, params=query, auth=("partner", world.token), timeout=30)
        objects = answer.json().get("objects", [])
        if not objects:
            assert "X-TAXII-Date-Added-Last" not in answer.headers
            break
        assert answer.headers["X-TAXII-Date-Added-First"] <= answer.headers["X-TAXII-Date-Added-Last"]
        query["added_after"] = answer.headers["X-TAXII-Date-Added-Last"]
        seen += [each["id"] for each in objects]
    assert len(seen) == len(set(seen)) == COUNT + 1


def test_manifest_object_and_versions(world: World) -> None:
    entries = world.all.get_manifest()["objects"]
    assert len(entries) == COUNT + 1
    assert {each["media_type"] for each in entries} == {"application/stix+json;version=2.1"}
    zero = world.notes[0]["id"]
    assert [each["version"] for each in entries if each["id"] == zero] == [LATER]
    assert world.all.get_object(zero)["objects"][0]["content"] == "note 0, later"
    assert world.all.object_versions(zero)["versions"] == [world.notes[0]["modified"], LATER]
    assert sum(len(page["objects"]) for page in as_pages(world.all.get_manifest, per_request=5)) == COUNT + 1


def test_objects_are_sent_in(world: World) -> None:
    partner = world.partner
    given = {"keys": partner.signing_key, "originator": "partner", "signed_at": partner.now(), "lineage": "x"}
    good = sign(note("from the partner"), label=Label(tlp="GREEN"), **given)
    narrow = sign(note("not for the hub"), label=Label(tlp="RED", to=("reader",)), **given)
    plain = json.dumps(note("not signed")).encode()
    status = world.all.add_objects(b'{"objects":[' + b",".join((good, narrow, plain)) + b"]}")
    assert status.status == "complete"
    assert (status.success_count, status.failure_count) == (1, 2)
    assert {each["message"] for each in status.failures} == {"not accepted"}
    assert world.root.get_status(status.id).successes == status.successes
    assert [each.content for each in world.hub.received()] == [good]
    # It goes on to the reader, and not back to where it came from.
    assert "from the partner" in [each.get("content") for each in world.readers.get_objects()["objects"]]
    assert good not in requests.get(world.all.objects_url, auth=("partner", world.token), timeout=30).content
    answer = requests.get(f"{world.root.url}status/{status.id}/", auth=("reader", world.reader_token), timeout=30)
    assert answer.status_code == 404


def test_a_contributor_deletes_for_itself_alone(world: World) -> None:
    gone = world.notes[5]["id"]
    world.all.delete_object(gone)
    assert gone not in {each["id"] for each in world.all.get_objects()["objects"]}
    assert gone not in {each["id"] for each in world.all.get_manifest()["objects"]}
    assert gone in {each["id"] for each in world.readers.get_objects()["objects"]}
    assert "withdraw" in [json.loads(entry)["kind"] for entry in world.hub.log_entries("partner")]
    answer = requests.delete(f"{world.readers.objects_url}{gone}/", auth=("reader", world.reader_token), timeout=30)
    assert answer.status_code == 404


def test_media_types(world: World) -> None:
    def status(path: str = "/taxii2/", *, method: str = "GET", **options: Any) -> int:
        answer = requests.request(method, world.url + path, auth=("partner", world.token), timeout=30, **options)
        return answer.status_code

    assert status(headers={"Accept": "application/taxii+json;version=2.1"}) == 200
    assert status(headers={"Accept": "application/taxii+json"}) == 200
    assert status(headers={"Accept": "text/html"}) == 406
    assert status(headers={"Accept": "application/taxii+json;version=2.0"}) == 406
    objects = world.all.objects_url.removeprefix(world.url)
    assert status(objects, method="POST", data=b"{}", headers={"Content-Type": "application/json"}) == 415
    assert status(objects, method="PUT", data=b"{}") == 405


def test_every_read_is_in_the_log(world: World) -> None:
    before = world.hub.log_size("reader")
    count = len(world.readers.get_objects(limit=4)["objects"])
    (entry,) = [json.loads(each) for each in world.hub.log_entries("reader", first=before)]
    assert entry["kind"] == "read"
    assert sum(last - first + 1 for first, last in entry["sequences"]) == count == 4
