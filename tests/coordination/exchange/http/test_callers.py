from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

from shiome.coordination.exchange.node import Node
from shiome.server.settings import Limits

READ = ("/taxii2/exchange/collections/", "/exchange/outbox", "/exchange/checkpoint", "/exchange/witness")


@dataclass
class World:
    hub: Node
    tokens: dict[str, str]
    url: str = ""


@pytest.fixture(scope="module")
def world(tmp_path_factory: Any) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("callers")
    with new_node(folder, "hub") as hub, new_node(folder, "reader") as reader:
        tokens = {"reader": introduce(hub, reader)}
        for role in ("contributor", "auditor"):
            tokens[role] = hub.add_partner(role, party="X", role=role)
        hub.publish([publication(note("something"))])
        made = World(hub, tokens)
        with served(hub) as made.url:
            yield made


def ask(url: str, token: str, path: str, method: str = "GET", **options: Any) -> requests.Response:
    return requests.request(method, url + path, headers={"Authorization": f"Bearer {token}"}, timeout=60, **options)


def test_nobody_is_answered_without_a_token(world: World) -> None:
    seen = set()
    token = world.tokens["reader"]
    wrong = ("Bearer wrong", f"Bearer {token}x", f"Bearer {token.upper()}", "Bearer ", "Basic !!!", "Digest x")
    for headers in ({}, *({"Authorization": value} for value in wrong)):
        for path in (*READ, "/taxii2/", "/no/such/path", "/exchange/stream"):
            answer = requests.get(world.url + path, headers=headers, timeout=60)
            body = answer.json()
            body.pop("error_id")
            seen.add((answer.status_code, json.dumps(body), answer.headers["www-authenticate"]))
    assert len(seen) == 1
    assert next(iter(seen))[0] == 401


def test_a_token_as_password_needs_its_own_name(world: World) -> None:
    for name, status in (("reader", 200), ("", 200), ("contributor", 401)):
        auth = (name, world.tokens["reader"])
        assert requests.get(f"{world.url}/taxii2/", auth=auth, timeout=60).status_code == status


def test_roles(world: World) -> None:
    url, tokens = world.url, world.tokens
    for role, status in {"reader": 200, "contributor": 200, "auditor": 404}.items():
        for path in ("/taxii2/exchange/collections/", "/exchange/outbox"):
            assert ask(url, tokens[role], path).status_code == status, (role, path)
    own = ask(url, tokens["auditor"], "/exchange/log")
    assert own.json()["log_key"].startswith("shiome.exchange/hub/node+")
    assert ask(url, tokens["auditor"], "/exchange/log?channel=reader").status_code == 200
    assert ask(url, tokens["reader"], "/exchange/log?channel=node").status_code == 404
    assert ask(url, tokens["reader"], "/exchange/log").json()["log_key"].startswith("shiome.exchange/hub/reader+")


def test_an_auditor_learns_why_something_was_refused_and_nobody_else_does(world: World) -> None:
    secret = b'{"no": "object, but words that nobody asked for"}'
    for number in range(3):
        world.hub.take("contributor", [secret + b" " * number])
    for role in ("reader", "contributor"):
        assert ask(world.url, world.tokens[role], "/exchange/refusals").status_code == 404
    first = ask(world.url, world.tokens["auditor"], "/exchange/refusals?limit=2")
    told = first.json()
    assert told["more"] is True
    assert [each["code"] for each in told["refusals"]] == ["exchange.shape"] * 2
    assert told["refusals"][0]["length"] == len(secret)
    rest = ask(world.url, world.tokens["auditor"], f"/exchange/refusals?after={told['refusals'][-1]['number']}").json()
    assert (len(rest["refusals"]), rest["more"]) == (1, False)
    assert "nobody asked for" not in first.text  # the bytes stay with the node


def test_a_reader_brings_nothing_in(world: World) -> None:
    token = world.tokens["reader"]
    (collection, *_rest) = ask(world.url, token, "/taxii2/exchange/collections/").json()["collections"]
    path = f"{world.url}/taxii2/exchange/collections/{collection['id']}/objects/"
    media = {"Content-Type": "application/taxii+json;version=2.1"}
    answer = requests.post(path, data=b'{"objects":[]}', headers=media, auth=("reader", token), timeout=60)
    assert answer.status_code == 404


def test_a_new_token_ends_the_old(world: World) -> None:
    first = world.hub.add_partner("turning", party="X")
    assert ask(world.url, first, "/taxii2/").status_code == 200
    second = world.hub.renew_token("turning")
    assert ask(world.url, first, "/taxii2/").status_code == 401
    assert ask(world.url, second, "/taxii2/").status_code == 200
    world.hub.remove_partner("turning")
    assert ask(world.url, second, "/taxii2/").status_code == 401


def test_a_token_is_not_in_the_database(world: World) -> None:
    stored = b"".join(path.read_bytes() for path in world.hub.folder.path.glob("node.db*"))
    assert b"reader" in stored
    for token in world.tokens.values():
        assert token.removeprefix("shx_").encode() not in stored


@pytest.mark.parametrize(
    ("path", "method", "body", "status"),
    [
        ("/exchange/outbox?after=-1", "GET", b"", 400),
        ("/exchange/outbox?after=1e9", "GET", b"", 400),
        ("/exchange/outbox?limit=0", "GET", b"", 400),
        ("/exchange/checkpoint?since=99999999", "GET", b"", 400),
        ("/exchange/received", "POST", b"nonsense", 400),
        ("/exchange/received", "POST", b'{"sequence":"x"}', 400),
        ("/exchange/received", "POST", b'{"sequence":999999}', 200),
        ("/exchange/witness", "POST", b'{"checkpoint":"x"}', 400),
        ("/exchange/witness", "POST", b'{"checkpoint":"x","proof":["?"]}', 400),
        ("/exchange/cosignature", "POST", b'{"checkpoint":"x"}', 400),
        ("/exchange/outbox", "POST", b"", 405),
        ("/exchange/nothing", "GET", b"", 404),
        ("/taxii2/exchange/collections/x/objects/", "GET", b"", 404),
        ("/taxii2/exchange/status/x/", "GET", b"", 404),
    ],
)
def test_what_makes_no_sense(world: World, path: str, method: str, body: bytes, status: int) -> None:
    answer = ask(world.url, world.tokens["reader"], path, method, data=body)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()


def test_bodies_and_rates_are_bounded(world: World) -> None:
    with served(world.hub, limits=Limits(body_bytes=2000, rate=0.001, burst=6)) as url:
        token = world.tokens["contributor"]
        media = {"Content-Type": "application/taxii+json;version=2.1", "Authorization": f"Bearer {token}"}
        (collection, *_rest) = ask(url, token, "/taxii2/exchange/collections/").json()["collections"]
        path = f"{url}/taxii2/exchange/collections/{collection['id']}/objects/"
        assert requests.post(path, data=b"x" * 3000, headers=media, timeout=60).status_code == 413
        assert requests.post(path, data=iter([b"x" * 1500] * 3), headers=media, timeout=60).status_code == 413
        found = [ask(url, world.tokens["reader"], "/taxii2/").status_code for _ in range(8)]
        assert found[-1] == 429
