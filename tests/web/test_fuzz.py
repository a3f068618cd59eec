"""Every path and parameter of the interface's own description, with values that fit it and values that do not: no address breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.openapi import description
from shiome.web.pages import sections
from shiome.workspace import Workspace

DESCRIPTION = description(sections())
PATHS: dict[str, dict[str, Any]] = DESCRIPTION["paths"]
READ = [(path, methods["get"]) for path, methods in PATHS.items() if "get" in methods]
CHANGE = [(path, methods["post"]) for path, methods in PATHS.items() if "post" in methods]
HEAVY = frozenset({"svg", "png", "csv", "json"})
"""Forms for which a slow page is waited for."""
BROKEN = re.compile(r"Traceback \(most recent call last\)|Internal Server Error|jinja2\.exceptions|sqlalchemy\.exc")
NASTY = ["", "\x00", "\ud7ff", "𝕏" * 40, "../../etc/passwd", "%00", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}",
         "9" * 400, "-1", "1e999", "nan", "0x10", "９", "2025-13-45", "0001-01-01", "9999-12-31", "true", "\r\nSet-Cookie: a=b",
         "制裁", "\u202e", '"', "\\", "a" * 5000]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
KNOWN = (
    "PRK",
    "JPN",
    "c1",
    "A01",
    "event",
    "JPN-KOR",
    "camp-david.leaders",
    "us-attention",
    "rok-domestic",
    "1",
    "html",
    "0" * 64,
)
"""Names that lead somewhere, so that not only errors are met."""


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A workspace of its own, in which nothing slow is ever waited for."""
    folder: Path = tmp_path_factory.mktemp("fuzz") / "ws"
    Workspace.create(folder).close()
    app = build_app(Desk.open(folder, local=True), sections())
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False, raise_server_exceptions=False) as made:
        yield made


def fitting(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    """Values of a parameter that its schema allows."""
    if "enum" in schema:
        return st.sampled_from([str(each) for each in schema["enum"]])
    match schema.get("type"):
        case "integer":
            low, high = int(schema.get("minimum", -(10**9))), int(schema.get("maximum", 10**9))
            return st.integers(low, min(high, low + 10**6)).map(str)
        case "number":
            return st.floats(schema.get("minimum", 0.0), schema.get("maximum", 1.0)).map(str)
        case "boolean":
            return st.sampled_from(["true", "false"])
        case "array":
            return fitting(schema["items"])
    if schema.get("format") == "date":
        return st.dates().map(str)
    return st.one_of(st.sampled_from(KNOWN), st.text(max_size=min(20, schema.get("maxLength", 20))))


@st.composite
def filled(draw: st.DrawFn, path: str, operation: dict[str, Any], *, slow: bool) -> tuple[str, list[tuple[str, str]]]:
    """A path with its segments filled, and a query that says something of some parameters."""
    query: list[tuple[str, str]] = []
    for parameter in operation["parameters"]:
        value = draw(st.one_of(fitting(parameter["schema"]), TEXTS))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
        elif draw(st.booleans()):
            if slow and parameter["name"] == "format" and value in HEAVY:
                value = "html"
            query.append((parameter["name"], value))
    return path, query


def slow_pages() -> frozenset[str]:
    return frozenset(page.name for section in sections() for page in section.pages if page.slow)


def judge(client: TestClient, method: str, path: str, **given: Any) -> None:
    answer = client.request(method, path, **given)
    told = (method, path, given, answer.status_code, answer.text[:400])
    assert answer.status_code < 500, told
    assert not BROKEN.search(answer.text), told
    assert "\n" not in "".join(answer.headers.values()), told


@pytest.mark.parametrize(("path", "operation"), READ, ids=[operation["operationId"] for _, operation in READ])
def test_no_question_breaks_a_page(local: TestClient, path: str, operation: dict[str, Any]) -> None:
    slow = operation["operationId"] in slow_pages()

    @settings(max_examples=4, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(asked=filled(path, operation, slow=slow))
    def ask(asked: tuple[str, list[tuple[str, str]]]) -> None:
        judge(local, "GET", asked[0], params=asked[1])

    ask()


@pytest.mark.parametrize(("path", "operation"), CHANGE, ids=[operation["operationId"] for _, operation in CHANGE])
def test_no_form_breaks_an_action(local: TestClient, path: str, operation: dict[str, Any]) -> None:
    content = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]
    fields: dict[str, Any] = content["schema"]["properties"]
    page = local.get("/en/kept").text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert token is not None

    @settings(max_examples=6, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(data=st.data())
    def act(data: st.DataObject) -> None:
        where, _ = data.draw(filled(path, operation, slow=False))
        form = {name: data.draw(st.one_of(fitting(schema), TEXTS)) for name, schema in fields.items()}
        form["csrf"] = token[1] if data.draw(st.integers(0, 3)) else data.draw(TEXTS)
        judge(local, "POST", where, data=form)

    act()


@pytest.mark.parametrize("language", ["ja", "en", "fr", "%00", "ja/.."])
@pytest.mark.parametrize("format_", ["html", "json", "csv", "svg", "png", "exe"])
def test_every_form_of_a_page_in_every_language(local: TestClient, language: str, format_: str) -> None:
    for path in ("/", "/chronology", "/systems", "/ledger", "/kept", "/nothing"):
        judge(local, "GET", f"/{language}{path}", params={"format": format_})


def test_the_description_is_whole() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    for path, methods in PATHS.items():
        for operation in methods.values():
            named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))
            assert operation["summary"]
            assert operation["responses"]
