"""Every path of a node's HTTP surface with values that fit and values that do not: nothing breaks it, and nothing of its inside is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import introduce, new_node, note, publication

ROOT = "/taxii2/exchange/"
OBJECTS = ROOT + "collections/{name}/objects/"
PATHS = (
    "/taxii2/",
    ROOT,
    ROOT + "status/{name}/",
    ROOT + "collections/",
    ROOT + "collections/{name}/",
    ROOT + "collections/{name}/manifest/",
    OBJECTS,
    OBJECTS + "{name}/",
    OBJECTS + "{name}/versions/",
    "/exchange/outbox",
    "/exchange/received",
    "/exchange/checkpoint",
    "/exchange/cosignature",
    "/exchange/witness",
    "/exchange/log",
    "/exchange/refusals",
)
"""All that a node answers but for the stream, which ends only with the server."""
PARAMETERS = (
    "after",
    "limit",
    "since",
    "next",
    "first",
    "count",
    "added_after",
    "match[id]",
    "match[type]",
    "match[version]",
    "match[spec_version]",
)
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
VALUES = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=20), st.integers(-3, 3000).map(str)
)
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


@pytest.fixture(scope="module")
def hub(tmp_path_factory: Any) -> Iterator[tuple[str, dict[str, str]]]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    with new_node(folder, "hub") as node, new_node(folder, "reader") as reader:
        tokens = {"reader": introduce(node, reader)}
        for role in ("contributor", "auditor"):
            tokens[role] = node.add_partner(role, party="X", role=role)
        node.publish([publication(note("something"))])
        with served(node) as url:
            yield url, tokens


@pytest.mark.parametrize("path", PATHS)
def test_no_question_breaks_a_node(hub: tuple[str, dict[str, str]], path: str) -> None:
    url, tokens = hub
    media = st.sampled_from(["application/taxii+json;version=2.1", "application/json", "text/html", "*/*"])

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(
        method=st.sampled_from(["GET", "GET", "POST", "DELETE", "PUT"]),
        name=VALUES,
        query=st.dictionaries(st.sampled_from(PARAMETERS), VALUES, max_size=3),
        body=st.one_of(JSON.map(lambda value: json.dumps(value).encode()), st.binary(max_size=60)),
        who=st.sampled_from(["reader", "contributor", "auditor"]),
        kind=media,
    )
    def ask(method: str, name: str, query: dict[str, str], body: bytes, who: str, kind: str) -> None:
        where = url + path.replace("{name}", quote(name, safe=""))
        headers = {"Authorization": f"Bearer {tokens[who]}", "Accept": kind, "Content-Type": kind}
        given_body = body if method in ("POST", "PUT") else None
        answer = requests.request(method, where, params=query, data=given_body, headers=headers, timeout=60)
        assert answer.status_code < 500, (method, where, query, body, answer.status_code, answer.text)
        assert "Traceback" not in answer.text
        assert "sqlite" not in answer.text.lower()

    ask()
