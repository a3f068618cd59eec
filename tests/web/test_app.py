from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.forms import token_on

from shiome.errors import QueryRefused
from shiome.web.app import build_app
from shiome.web.asked import Asked
from shiome.web.desk import Desk
from shiome.web.model import Answer, Page, Section
from shiome.web.pages import sections


def test_begins_in_the_language_that_is_asked_for(client: TestClient) -> None:
    for wanted, language in (("ja,en;q=0.5", "ja"), ("en-GB,ja;q=0.5", "en"), ("fr", "ja"), ("", "ja")):
        assert client.get("/", headers={"accept-language": wanted}).headers["location"] == f"/{language}/"


@pytest.mark.parametrize(
    "path", ["/ja/systems", "/en/systems/A01", "/en/nothing", "/openapi.json", "/static/css/shell.css"]
)
def test_every_answer_bears_the_safe_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_other_hosts_are_not_answered_in_local_mode(client: TestClient) -> None:
    assert client.get("/en/systems", headers={"host": "elsewhere.example"}).status_code == 421
    assert client.get("/en/nothing", headers={"host": "elsewhere.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/en/nothing", "/fr/systems", "/en/systems/ZZ99", "/en/kept/" + "0" * 64])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_a_bad_parameter_is_told_in_one_line(client: TestClient) -> None:
    answer = client.get("/en/systems?as_of=2025-02-30&format=json")
    assert answer.status_code == 400 or answer.json()["status"] == 400
    html = client.get("/ja/systems?as_of=tomorrow")
    assert html.status_code == 400
    assert "[web.parameter]" in html.text


def test_a_table_as_csv_and_json(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/en/systems?format=csv&table=systems").content.decode("utf-8-sig"))))
    assert len(rows) == 122
    assert rows[1][0] == "A01"
    found = client.get("/en/systems?format=json&table=systems").json()
    assert len(found) == 121
    assert client.get("/en/systems?format=csv&table=none").status_code == 404


def test_a_page_is_json_too(client: TestClient) -> None:
    assert client.get("/en/systems?format=json").json()["total"] == 121


def test_files_may_be_stored_for_good_by_their_versioned_address(client: TestClient) -> None:
    page = client.get("/en/systems").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in client.get(address.split("?")[0]).headers.get("cache-control", "")


def test_nothing_is_asked_of_another_host(client: TestClient) -> None:
    for path in ("/ja/systems", "/en/kept"):
        text = client.get(path).text
        assert "http://" not in text.replace("http://127.0.0.1", "")
        assert "https://" not in text


def test_a_form_needs_the_token_of_its_session(client: TestClient) -> None:
    given = {"name": "mine", "address": "/en/systems"}
    assert client.post("/en/views", data=given).status_code == 403
    assert client.post("/en/views", data=given | {"csrf": "0" * 64}).status_code == 403
    answer = client.post("/en/views", data=given | {"csrf": token_on(client, "/en/kept")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/kept")
    page = client.get("/en/kept")
    assert "The view is saved." in page.text
    assert "mine" in page.text
    dropped = client.post("/en/views/drop", data={"name": "mine", "csrf": token_on(client, "/en/kept")})
    assert dropped.status_code == 303
    assert client.get("/en/kept?format=json").json()["views"] == []


@pytest.mark.parametrize("address", ["//elsewhere.example", "https://elsewhere.example", "", "/x\\y"])
def test_views_lead_nowhere_else(client: TestClient, address: str) -> None:
    answer = client.post("/en/views", data={"name": "x", "address": address, "csrf": token_on(client, "/en/kept")})
    assert answer.status_code == 422


def test_a_frozen_result_stays(client: TestClient) -> None:
    given = {"address": "/en/systems/A01?as_of=2025-12-31", "csrf": token_on(client, "/en/systems/A01")}
    place = client.post("/en/freeze", data=given).headers["location"]
    assert client.post("/en/freeze", data=given).headers["location"] == place
    found = client.get(f"{place}?format=json").json()
    assert found["frozen_address"] == given["address"]
    assert found["content"]["data"]["system"]["id"] == "A01"
    assert found["digest"] in place
    for wrong in ("/en/nothing", "https://elsewhere.example/en/systems", "nowhere"):
        assert client.post("/en/freeze", data=given | {"address": wrong}).status_code == 422


_PARAMETERS = st.dictionaries(
    st.sampled_from(["as_of", "format", "table", "picture", "q", "start", "end", "limit", "system"]),
    st.one_of(
        st.text(max_size=30),
        st.dates().map(str),
        st.integers().map(str),
        st.sampled_from(["json", "csv", "svg", "html"]),
    ),
    max_size=4,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=_PARAMETERS, segment=st.text(min_size=1, max_size=20))
def test_no_address_breaks_a_page(client: TestClient, given: dict[str, str], segment: str) -> None:
    from urllib.parse import quote

    for section in sections():
        for page in section.pages:
            if page.slow:
                continue
            path = page.path
            while "{" in path:
                path = path[: path.index("{")] + quote(segment, safe="") + path[path.index("}") + 1 :]
            answer = client.get(f"/en{path}", params=given)
            assert answer.status_code < 500, (path, given, answer.text[:300])


def test_the_description_names_every_page_and_action(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    named = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    assert named == {each.name for section in sections() for each in (*section.pages, *section.actions)}


def _first_page_only(handler: Callable[[Asked], Answer]) -> list[Section]:
    return [Section(name="today", pages=(Page(name="today", path="/", about="First.", handler=handler),))]


def test_the_first_page_is_made_before_anybody_asks(folder: Path) -> None:
    made: list[str] = []

    def first(asked: Asked) -> Answer:
        made.append(asked.day.isoformat())
        return Answer(template="waiting.html", data={"seconds": 0, "waits": True, "name": "", "stopped": False})

    with TestClient(build_app(Desk.open(folder, local=True), _first_page_only(first))):
        assert len(made) == 1


def test_what_fails_beforehand_is_told_to_those_who_ask(folder: Path) -> None:
    def failing(_: Asked) -> Answer:
        raise QueryRefused("today.fault", "the page is out of order", ja="使えない", hint="come back later")

    app = build_app(Desk.open(folder, local=True), _first_page_only(failing))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert "[today.fault]" in client.get("/en/").text
