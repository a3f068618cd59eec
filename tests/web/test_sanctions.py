from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.forms import sign_in
from tests.web.opened import local_client, table_rows, team_client
from tests.web.sea import LISTED, VESSELS, fill

from shiome.records.marking import Marking
from shiome.sanctions.casework.model import Happening, Holding, Identity, Opening
from shiome.workspace import Workspace
from shiome.workspace.cases import add_parts, open_case

SECRET = "Seen from an aircraft whose name is withheld"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a watch, a list, and a case for one body of which one part is for one state alone."""
    folder = tmp_path_factory.mktemp("sanctions") / "ws"
    on = date(2025, 6, 1)
    with Workspace.create(folder) as workspace:
        opening = Opening(
            title={"en": "A transfer", "ja": "積み替え"},
            category="transfer-at-sea",
            originator="JPN",
            marking=Marking(tlp="AMBER", to=("msmt",)),
        )
        open_case(workspace, "c1", opening, by="kato", on=on)
        alone = Marking(tlp="RED", to=("JPN",))
        parts = [
            Identity(subject="ship", side="registered", field="name", value="EXAMPLE STAR", verdict="genuine"),
            Holding(subject="ship", holder="Example Ltd", role="owner"),
            Happening(kind="observation", start="2025-05-30", lat=33.0, lon=125.0, subjects=("ship",), text={"en": "Lay alongside"}),
            Happening(kind="observation", start="2025-05-31", text={"en": SECRET}, marking=alone, simulated=True),
        ]  # fmt: skip
        add_parts(workspace, "c1", parts, by="kato", on=on)
    fill(folder)
    return folder


@pytest.fixture
def local(kept: Path) -> Iterator[TestClient]:
    with local_client(kept) as made:
        yield made


@pytest.fixture
def team(kept: Path) -> Iterator[TestClient]:
    accounts = (("jpn", "reader", ("JPN",)), ("kor", "reader", ("KOR",)), ("nobody", "reader", ()))
    with team_client(kept, accounts) as made:
        yield made


def rows(client: TestClient, path: str, table: str) -> list[dict[str, Any]]:
    return table_rows(client, f"/en/sanctions{path}", table)


def test_the_framework_as_of_a_day(client: TestClient) -> None:
    assert len(rows(client, "?as_of=2025-12-31", "bodies")) >= 4
    assert all(row["standing"] for row in rows(client, "?as_of=2025-12-31", "duties"))
    assert rows(client, "?as_of=1990-01-01", "bodies") == []


def test_without_a_watch_the_page_tells_how_one_is_made(client: TestClient) -> None:
    assert "shiome sanctions watch" in client.get("/en/sanctions").text
    assert rows(client, "", "events") == []
    assert client.get("/en/sanctions/tracks?format=json").json() == {"tracks": []}


def test_events_newest_first_by_kind_and_day(local: TestClient) -> None:
    events = rows(local, "", "events")
    assert [row["type"] for row in events] == ["dark period", "possible transfer"]
    assert events[1]["vessels"] == " ".join(map(str, VESSELS))
    assert [row["type"] for row in rows(local, "?kind=transfer", "events")] == ["possible transfer"]
    assert [row["type"] for row in rows(local, "?as_of=2025-03-10", "events")] == ["possible transfer"]
    assert "Simulated data" in local.get("/en/sanctions").text
    assert local.get("/en/sanctions?kind=piracy").status_code == 400


def test_tracks_are_thinned_and_in_time_order(local: TestClient) -> None:
    tracks = local.get("/en/sanctions/tracks?format=json").json()["tracks"]
    assert {each["vessel"] for each in tracks} == set(VESSELS)
    for each in tracks:
        times = [point[0] for point in each["points"]]
        assert each["count"] == 400
        assert len(times) == 200
        assert times == sorted(times)


def test_a_kept_watch_that_is_none_is_refused(kept: Path, local: TestClient) -> None:
    whole = (kept / "watch.json").read_bytes()
    try:
        (kept / "watch.json").write_text("[]")
        answer = local.get("/en/sanctions")
    finally:
        (kept / "watch.json").write_bytes(whole)
    assert answer.status_code == 422
    assert "watch.json" in answer.text


def test_screening_explains_every_feature(client: TestClient, local: TestClient) -> None:
    assert "There is no list" in client.get("/en/sanctions/screen?q=x").text
    hits = rows(local, f"/screened?q={LISTED}", "hits")
    assert [row["entry"] for row in hits] == ["7"]
    features = rows(local, f"/screened?q={LISTED}", "features")
    assert {row["hit"] for row in features} == {1}
    assert all(row["explanation"] for row in features)
    assert rows(local, "/screened?q=IMO 9074729", "hits") == []


def test_the_sections_of_a_case(local: TestClient) -> None:
    page = local.get("/en/sanctions/cases/c1").text
    for told in ("EXAMPLE STAR", "Example Ltd", "Lay alongside", SECRET, "made-up material"):
        assert told in page
    assert local.get("/en/sanctions/cases/c1?as_of=2025-05-01").status_code == 404
    assert local.get("/en/sanctions/cases/c2").status_code == 404
    picture = local.get("/en/sanctions/cases/c1/pictures/2")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "Example Ltd" in picture.text
    assert local.get("/en/sanctions/cases/c1/pictures/9").status_code == 404


@pytest.mark.parametrize(
    ("name", "sees", "secret"), [("jpn", True, True), ("kor", True, False), ("nobody", False, False)]
)
def test_in_a_team_everybody_sees_what_is_released_to_its_bodies(
    team: TestClient, name: str, sees: bool, secret: bool
) -> None:
    sign_in(team, name)
    assert ("c1" in team.get("/en/sanctions/cases?format=json").json()["cases"]) is sees
    for rest in ("", "?format=json", "/notice?as=report&form=md", "/notice?as=report&form=html&in=ko"):
        answer = team.get(f"/en/sanctions/cases/c1{rest}")
        assert answer.status_code == (200 if sees else 404)
        assert (SECRET in answer.text) is secret
    assert team.get("/en/sanctions/cases/c1?for=JPN").status_code == (200 if name == "jpn" else 404)


def test_what_rests_on_made_up_parts_says_so_even_where_they_are_withheld(team: TestClient) -> None:
    sign_in(team, "kor")
    assert "made-up material" in team.get("/en/sanctions/cases/c1").text
    assert rows(team, "/cases", "cases")[0]["made_up"] == "yes"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("html", b"<!"), ("md", b"#")])
def test_notices_to_hand_out(local: TestClient, form: str, begins: bytes) -> None:
    answer = local.get(f"/ja/sanctions/cases/c1/notice?form={form}")
    assert answer.content.lstrip().lower().startswith(begins.lower())
    assert answer.headers["content-disposition"].startswith("attachment")
