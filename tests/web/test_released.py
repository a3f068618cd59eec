"""A frozen result shows nobody what is not released to them now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.forms import sign_in, token_on
from tests.web.opened import team_client

from shiome.records.marking import Marking
from shiome.sanctions.casework.model import Happening, Holding, Opening
from shiome.workspace import Workspace
from shiome.workspace.cases import add_parts, open_case

SECRET = "Seen from an aircraft whose name is withheld"
ON = date(2025, 6, 1)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A workspace with one case for a body, of which a part is for one state alone."""
    folder = tmp_path / "ws"
    with Workspace.create(folder) as workspace:
        opening = Opening(
            title={"en": "A transfer", "ja": "積み替え"},
            category="transfer-at-sea",
            originator="JPN",
            marking=Marking(tlp="AMBER", to=("msmt",)),
        )
        open_case(workspace, "c1", opening, by="kato", on=ON)
        alone = Marking(tlp="RED", to=("JPN",))
        parts = [
            Holding(subject="ship", holder="Example Ltd", role="owner"),
            Happening(kind="observation", start="2025-05-31", text={"en": SECRET}, marking=alone),
        ]
        add_parts(workspace, "c1", parts, by="kato", on=ON)
    return folder


@pytest.fixture
def team(kept: Path) -> Iterator[TestClient]:
    bodies = {"jpn": ("JPN",), "jpn2": ("JPN",), "kor": ("KOR",), "nobody": ()}
    with team_client(kept, [(name, "reader", each) for name, each in bodies.items()]) as made:
        yield made


def freeze(client: TestClient, address: str) -> str:
    answer = client.post("/en/freeze", data={"address": address, "csrf": token_on(client, "/en/kept")})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def as_reader(client: TestClient, name: str) -> TestClient:
    client.cookies.clear()
    sign_in(client, name)
    return client


def seen_by(client: TestClient, place: str) -> dict[str, int]:
    found = {}
    for name in ("jpn", "jpn2", "kor", "nobody"):
        reader = as_reader(client, name)
        plain, data = reader.get(place), reader.get(f"{place}?format=json")
        assert plain.status_code == data.status_code
        if plain.status_code == 404:
            assert SECRET not in plain.text + data.text
            assert "Example Ltd" not in plain.text + data.text
        found[name] = plain.status_code
    return found


@pytest.mark.parametrize("as_of", ["", "?as_of=2025-06-30"])
def test_a_frozen_case_is_for_those_to_whom_all_of_it_is_released(team: TestClient, as_of: str) -> None:
    place = freeze(as_reader(team, "jpn"), f"/en/sanctions/cases/c1{as_of}")
    content = as_reader(team, "jpn").get(f"{place}?format=json").json()["content"]
    assert SECRET in str(content)
    assert seen_by(team, place) == {"jpn": 200, "jpn2": 200, "kor": 404, "nobody": 404}
    narrow = freeze(as_reader(team, "kor"), f"/en/sanctions/cases/c1{as_of}")
    assert seen_by(team, narrow)["kor"] == 200
    assert seen_by(team, narrow)["nobody"] == 404


def test_what_was_taken_back_is_not_seen_through_a_frozen_link(team: TestClient, kept: Path) -> None:
    place = freeze(as_reader(team, "kor"), "/en/sanctions/cases/c1?as_of=2025-06-30")
    assert as_reader(team, "kor").get(place).status_code == 200
    with Workspace.open(kept) as workspace:
        from shiome.sanctions.casework.model import Retraction

        retraction = Retraction(item=2, reason={"en": "It was another ship.", "ja": "別の船だった。"})
        add_parts(workspace, "c1", [retraction], by="kato", on=date(2025, 7, 1))
    assert as_reader(team, "kor").get(place).status_code == 404


def test_a_consultation_file_frozen_by_a_party_is_for_the_parties(team: TestClient, kept: Path) -> None:
    with Workspace.open(kept, read_only=True) as workspace:
        file = workspace.store.records("consultation", limit=1)[0].id
    reader = as_reader(team, "jpn")
    told = reader.get(f"/en/coordination/consultations/{file}?format=json")
    assert told.status_code == 200
    place = freeze(reader, f"/en/coordination/consultations/{file}")
    assert seen_by(team, place) == {"jpn": 200, "jpn2": 200, "kor": 200, "nobody": 404}


def test_what_is_open_to_all_stays_open_when_the_records_change(team: TestClient, kept: Path) -> None:
    place = freeze(as_reader(team, "jpn"), "/en/chronology")
    with Workspace.open(kept) as workspace:
        record = workspace.store.records("event", status="accepted", order="newest", limit=1)[0]
        with workspace.store.transaction(actor="person:kato") as transaction:
            transaction.review(record.id, "rejected", on=date(2026, 6, 1))
    assert set(seen_by(team, place).values()) == {200}


def test_ones_own_views_are_not_shown_to_others(team: TestClient) -> None:
    reader = as_reader(team, "jpn")
    form: dict[str, Any] = {"name": "my own view", "address": "/en/systems", "csrf": token_on(reader, "/en/kept")}
    assert reader.post("/en/views", data=form).status_code == 303
    place = freeze(reader, "/en/kept")
    assert reader.get(place).status_code == 200
    assert as_reader(team, "kor").get(place).status_code == 404


def test_a_frozen_result_holds_the_tables_too(client: TestClient) -> None:
    place = freeze(client, "/en/systems")
    content = client.get(f"{place}?format=json").json()["content"]
    assert len(content["tables"]["systems"]) == 121
    assert content["data"]["total"] == 121
