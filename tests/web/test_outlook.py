"""The page on the outlook: reading it, taking it away, comparing it, and who may see what of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.outlook.memory import STRAIT, TEXTS

from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.pages import sections
from shiome.workspace import Workspace


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A workbench of the invented region, whose outlook is quick to make."""
    folder = tmp_path_factory.mktemp("outlook") / "ws"
    with Workspace.create(folder, region=str(STRAIT)) as made:
        for file in TEXTS.values():
            made.ingest(STRAIT / "documents" / file)
    app = build_app(Desk.open(folder, local=True), sections())
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def document(client: TestClient, query: str = "", language: str = "en") -> str:
    """The outlook as the page shows it once it is worked out."""
    assert client.get(f"/{language}/outlook/document?format=json{query}").status_code == 200
    return client.get(f"/{language}/outlook/document?{query.removeprefix('&')}").text


@pytest.mark.parametrize(("language", "title"), [("en", "Outlook as of"), ("ja", "情勢見通し")])
def test_the_page_loads_the_outlook_as_a_part(strait: TestClient, language: str, title: str) -> None:
    page = strait.get(f"/{language}/outlook")
    assert page.status_code == 200
    assert title in page.text
    assert f"/{language}/outlook/document" in page.text
    assert "outlook/changes" not in page.text


def test_every_mark_opens_its_passage(strait: TestClient) -> None:
    shown = document(strait)
    told = strait.get("/en/outlook/document?format=json").json()
    assert f"[{len(told['outlook']['evidence'])}]" in shown
    at_hand = {str(each["number"]) for each in told["outlook"]["evidence"] if each["at_hand"]}
    assert told["marks"]
    for number, mark in told["marks"].items():
        assert bool(mark["href"]) == (number in at_hand)
        assert mark["href"].replace("&", "&amp;") in shown
        assert f'title="{mark["told"]}"' in shown


def test_an_earlier_day_knows_less(strait: TestClient) -> None:
    earlier = strait.get("/en/outlook/document?format=json&as_of=2031-03-10").json()["outlook"]
    later = strait.get("/en/outlook/document?format=json&as_of=2031-09-30").json()["outlook"]
    assert earlier["as_of"] == "2031-03-10"
    assert earlier["since"] is None
    assert len(earlier["documents"]) < len(later["documents"])


@pytest.mark.parametrize(
    ("form", "start"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-"), ("docx", b"PK"), ("json", b"{")]
)
def test_it_can_be_taken_away(strait: TestClient, form: str, start: bytes) -> None:
    assert strait.get(f"/en/outlook/files/{form}?format=json").status_code == 200
    taken = strait.get(f"/en/outlook/files/{form}")
    assert taken.status_code == 200
    assert taken.content.lstrip().startswith(start)
    assert f"en.{form}" in taken.headers["content-disposition"]
    if form == "docx":
        assert zipfile.ZipFile(io.BytesIO(taken.content)).testzip() is None


def test_a_file_that_is_not_there_is_not_found(strait: TestClient) -> None:
    assert strait.get("/en/outlook/files/odt?format=json").status_code == 404


def test_two_days_are_compared(strait: TestClient) -> None:
    page = strait.get("/en/outlook?since=2031-03-10")
    assert "/en/outlook/changes?since=2031-03-10" in page.text
    found = strait.get("/en/outlook/changes?format=json&since=2031-03-10").json()
    kinds = {change["kind"] for section in found["comparison"]["sections"] for change in section["changes"]}
    assert kinds == {"added", "dropped", "changed"}
    assert found["counts"]
    assert "first summit in nine years" in strait.get("/en/outlook/changes?since=2031-03-10").text


def test_a_later_day_to_compare_with_is_refused(strait: TestClient) -> None:
    assert strait.get("/en/outlook/changes?format=json&since=2040-01-01").status_code == 400
    assert strait.get("/en/outlook/changes?format=json").status_code == 400


def test_in_a_team_it_asks_to_sign_in(team: TestClient) -> None:
    assert team.get("/en/outlook").status_code == 303
    assert team.get("/en/outlook/files/pdf?format=json").status_code == 401
