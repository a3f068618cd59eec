"""Every operation of a node's own description, with values that fit it and values that do not: nothing breaks it, what it answers is as
described, and nothing of its inside is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

from shiome.coordination.exchange.http import shapes
from shiome.coordination.exchange.http.application import make_app
from shiome.coordination.exchange.node.client import LogState
from shiome.coordination.exchange.transparency.bundle import Bundle

Operation = dict[str, Any]
STREAM = "text/event-stream"
SHAPES: dict[str, Any] = {**vars(shapes), "LogState": LogState, "Bundle": Bundle}
"""Type of each body that the description names."""
NASTY = (
    *("", "-1", "1e9", "9" * 40, "nan", "x", "%00", "\x01", "2025-13-01T00:00:00Z", "2025-01-01T00:00:00.000Z"),
    *(
        "all",
        "last,first",
        "../..",
        "identity--00000000-0000-4000-8000-000000000000",
        "制裁",
        "' OR 1=1 --",
        "a" * 3000,
    ),
)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=20))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec="utf-8"), max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["objects", "sequence", "checkpoint", "proof", "id", "type"]), inner, max_size=3
        ),
    ),
    max_leaves=8,
)
METHODS = ("get", "post", "delete", "put")
MEDIA = (
    "application/taxii+json;version=2.1",
    "application/taxii+json;version=2.1",
    "application/json",
    "text/html",
    "*/*",
)


class Hub:
    """A node that is served, with what it says of itself."""

    def __init__(self, url: str, tokens: dict[str, str]) -> None:
        self.url, self.tokens = url, tokens
        self.described: dict[str, Any] = self.ask("GET", "/openapi.json", "reader").json()
        self.known = {who: self._known(who) for who in ("reader", "contributor")}
        self.known["auditor"] = self.known["reader"]
        """Names that lead somewhere for each, so that not only errors are met; collections are called otherwise for each partner."""

    def _known(self, who: str) -> dict[str, str]:
        root = "/taxii2/exchange/collections/"
        collection = self.ask("GET", root, who).json()["collections"][0]["id"]
        (found,) = self.ask("GET", f"{root}{collection}/objects/", who).json()["objects"]
        return {"collection": collection, "object": found["id"], "status": "x"}

    @property
    def operations(self) -> list[tuple[str, str, Operation]]:
        """Path, method and what is said of it."""
        return [(path, method, each) for path, item in self.described["paths"].items() for method, each in item.items()]

    def ask(self, method: str, path: str, who: str, **given: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} | given.pop("headers", {})
        with requests.request(method, self.url + path, headers=headers, timeout=60, stream=True, **given) as answer:
            if not answer.headers.get("content-type", "").startswith(STREAM):
                assert answer.content is not None  # read before the connection goes back
            return answer


@pytest.fixture(scope="module")
def hub(tmp_path_factory: Any) -> Iterator[Hub]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    with new_node(folder, "hub") as node, new_node(folder, "reader") as reader:
        tokens = {"reader": introduce(node, reader)}
        for role in ("contributor", "auditor"):
            tokens[role] = node.add_partner(role, party="X", role=role)
        node.publish([publication(note("something"))])
        with served(node) as url:
            yield Hub(url, tokens)


def fitting(parameter: dict[str, Any], known: dict[str, str]) -> st.SearchStrategy[str]:
    schema = parameter["schema"]
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], 3000).map(str)
    return st.just(known[parameter["name"]]) if parameter["name"] in known else TEXTS


@st.composite
def asked(draw: st.DrawFn, hub: Hub, path: str, operation: Operation) -> tuple[str, str, dict[str, Any]]:
    """Who asks, a path with its names filled in, and a query, headers and a body."""
    query: dict[str, str] = {}
    who = draw(st.sampled_from(sorted(hub.known)))
    headers = {"Accept": draw(st.sampled_from(MEDIA)), "Content-Type": draw(st.sampled_from(MEDIA))}
    for parameter in operation["parameters"]:
        fit = fitting(parameter, hub.known[who])
        value = draw(st.one_of(fit, fit, TEXTS))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
        elif parameter["in"] == "header" and value.isascii() and value.isprintable():
            headers[parameter["name"]] = value.strip()
        elif parameter["in"] == "query" and draw(st.booleans()):
            query[parameter["name"]] = value
    body = draw(st.one_of(JSON.map(lambda value: json.dumps(value).encode()), st.binary(max_size=60)))
    return who, path, {"params": query, "headers": headers} | ({"data": body} if "requestBody" in operation else {})


def judge(answer: requests.Response, operation: Operation, told: object) -> None:
    status = answer.status_code
    assert status < 500, (told, status, answer.text)
    assert str(status) in operation["responses"], (told, status)
    content = operation["responses"][str(status)].get("content", {})
    if STREAM in content:
        assert answer.headers["content-type"].startswith(STREAM)
        return
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()
    if content:
        ((media, body),) = content.items()
        assert answer.headers["content-type"] == media, told
        msgspec.json.decode(answer.content, type=SHAPES[body["schema"]["$ref"].rpartition("/")[2]])
    else:
        assert not answer.content


def statuses(hub: Hub, path: str, method: str, operation: Operation) -> set[int]:
    """Ask one operation many things; gives the statuses that were met."""
    met: set[int] = set()

    @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(question=asked(hub, path, operation))
    def ask(question: tuple[str, str, dict[str, Any]]) -> None:
        who, where, given_ = question
        if method == "delete":
            where = where.replace(hub.known[who]["object"], "note--00000000-0000-4000-8000-000000000000")
        answer = hub.ask(method, where, who, **given_)
        met.add(answer.status_code)
        assert answer.status_code < 500, (method, where, given_, who, answer.text)
        if not re.search(r"/(\.{0,2})/", where):  # else it may be another operation's path
            judge(answer, operation, (method, where, given_, who))

    ask()
    return met


@pytest.mark.heavy
def test_no_question_breaks_a_node(hub: Hub) -> None:
    met = {each["operationId"]: statuses(hub, path, method, each) for path, method, each in hub.operations}
    writing = {"received", "cosignature", "witness", "add", "status", "delete"}
    assert {name for name, found in met.items() if 200 in found} >= {*met} - writing
    assert all(404 in found for name, found in met.items() if name not in ("discovery", "root", "checkpoint", "log"))


def test_a_method_that_is_not_described_is_refused(hub: Hub) -> None:
    for path, item in hub.described["paths"].items():
        for method in {*METHODS} - {*item}:
            headers = {"Content-Type": MEDIA[0]}
            answer = hub.ask(method, path.format(**hub.known["contributor"]), "contributor", headers=headers)
            assert answer.status_code == 405, (path, method)


def test_who_may_not_ask_is_told_that_there_is_nothing(hub: Hub) -> None:
    for path, method, operation in hub.operations:
        for who in hub.tokens:
            if who not in operation["description"]:
                headers = {"Content-Type": MEDIA[0]}
                answer = hub.ask(method, path.format(**hub.known[who]), who, headers=headers)
                assert answer.status_code == 404, (path, method, who)
                assert {*answer.json()} == {"title", "http_status", "error_id"}


def test_the_description_is_that_of_the_application(hub: Hub, tmp_path: Path) -> None:
    with new_node(tmp_path, "other") as node:
        made = make_app(node)
        made.desk.close()
    assert json.loads(json.dumps(made.described)) == hub.described
    names = [operation["operationId"] for _, _, operation in hub.operations]
    assert len({*names}) == len(names) == 20
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(hub.described)))
    assert references <= {*hub.described["components"]["schemas"]}
    assert {*SHAPES} >= references - {"RefusalRow", "Entry", "Earlier"}


def test_the_description_is_for_partners_alone(hub: Hub) -> None:
    assert requests.get(hub.url + "/openapi.json", timeout=60).status_code == 401
    assert all(hub.ask("GET", "/openapi.json", who).json() == hub.described for who in hub.tokens)
