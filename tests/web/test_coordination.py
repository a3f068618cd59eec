from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.forms import sign_in, token_on
from tests.web.opened import local_client, table_rows, team_client

from shiome.coordination.consultation.model import Meeting, Minutes, Point, Statement
from shiome.coordination.exchange.node import Node
from shiome.coordination.warning.channel.exercise import Exercise, play
from shiome.coordination.warning.channel.recording import RecordFile
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.tracking.ranges import RangeLimits
from shiome.records.marking import Marking
from shiome.workspace import Workspace
from shiome.workspace.consultations import add_to_consultation

FILE = "tcog-2-end-state"
ENTERED = date(2026, 1, 5)
SECRET = "What only one party may know"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose consultation file has a part for one party alone, and a meeting with its record."""
    folder = tmp_path_factory.mktemp("coordination") / "ws"
    with Workspace.create(folder) as workspace:
        parts = [
            Point(key="secret", state="open", text={"en": SECRET, "ja": "一か国だけの論点"}, marking=Marking(tlp="RED", to=("JPN",))),
            Meeting(key="first", on="2026-01-20", level="officials", title={"en": "First round", "ja": "第一回"}),
            Minutes(meeting="first", statements=(Statement(party="KOR", text={"en": "Agreed in part", "ja": "一部合意"}),)),
        ]  # fmt: skip
        add_to_consultation(workspace, FILE, parts, by="kato", on=ENTERED)
    return folder


@pytest.fixture
def local(kept: Path) -> Iterator[TestClient]:
    with local_client(kept) as made:
        yield made


@pytest.fixture
def team(kept: Path) -> Iterator[TestClient]:
    accounts = (("jpn", "reader", ("JPN",)), ("kor", "releaser", ("KOR",)), ("nobody", "reader", ()))
    with team_client(kept, accounts) as made:
        yield made


def rows(client: TestClient, path: str, table: str) -> list[dict[str, Any]]:
    return table_rows(client, f"/en/coordination{path}", table)


def test_a_file_shows_positions_with_evidence_red_lines_points_and_tools(client: TestClient) -> None:
    positions = rows(client, f"/consultations/{FILE}", "positions")
    assert {row["party"] for row in positions} >= {"Japan"}
    assert all(row["sources"] for row in positions)
    points = [row["state"] for row in rows(client, f"/consultations/{FILE}", "points")]
    assert points == sorted(points) and set(points) == {"agreed", "open"}  # noqa: PT018 - one statement of the order
    assert all(row["sources"] for row in rows(client, f"/consultations/{FILE}", "red_lines"))
    assert len(rows(client, f"/consultations/{FILE}", "slots")) == 3
    assert rows(client, f"/consultations/{FILE}", "effects")


def test_a_file_as_of_a_day_has_only_what_was_known(client: TestClient) -> None:
    now = rows(client, f"/consultations/{FILE}", "log")
    then = rows(client, f"/consultations/{FILE}?as_of=2025-05-21", "log")
    assert 0 < len(then) < len(now)
    assert all(row["on"] <= "2025-05-21" for row in then)
    assert client.get(f"/en/coordination/consultations/{FILE}?as_of=2019-01-01").status_code == 404
    assert client.get("/en/coordination/consultations/none").status_code == 404


def test_common_ground_is_a_part(client: TestClient) -> None:
    found = client.get(f"/en/coordination/consultations/{FILE}/ground?format=json").json()
    assert found["ground"]["consensus"] in ("consensus", "ground", "partial", "divided", "unplaced")
    assert len(rows(client, f"/consultations/{FILE}/ground", "placed")) >= 2


def test_the_whole_and_previews_in_local_mode(local: TestClient) -> None:
    assert SECRET in local.get(f"/en/coordination/consultations/{FILE}").text
    assert SECRET in local.get(f"/en/coordination/consultations/{FILE}?for=JPN").text
    assert SECRET not in local.get(f"/en/coordination/consultations/{FILE}?for=KOR").text
    public = local.get(f"/en/coordination/consultations/{FILE}?for=public&format=json").json()["file"]
    assert not any(
        public[name] for name in ("title", "issue", "parties", "positions", "red_lines", "points", "meetings")
    )
    assert [line["marking"]["tlp"] for each in public["shared"] for line in each["lines"]] == ["CLEAR", "CLEAR"]
    assert local.get(f"/en/coordination/consultations/{FILE}?for=unheard-of").status_code == 404


@pytest.mark.parametrize(
    ("name", "party", "secret"), [("jpn", True, True), ("kor", True, False), ("nobody", False, False)]
)
def test_in_a_team_everybody_sees_what_is_released_to_its_bodies(
    team: TestClient, name: str, party: bool, secret: bool
) -> None:
    sign_in(team, name)
    address = f"/en/coordination/consultations/{FILE}"
    seen = team.get(f"{address}?format=json").json()["file"]
    assert bool(seen["title"]) is bool(seen["positions"]) is bool(seen["red_lines"]) is party
    for form in ("html", "json", "csv&table=points"):
        assert (SECRET in team.get(f"{address}?format={form}").text) is secret
    assert (SECRET in team.get(f"{address}/agenda?form=md").text) is secret
    assert (team.get(f"{address}/minutes?form=md&meeting=first").status_code == 200) is party


def test_nobody_looks_through_the_eyes_of_others(team: TestClient) -> None:
    sign_in(team, "kor")
    refused = team.get(f"/en/coordination/consultations/{FILE}?for=JPN")
    assert refused.status_code == 404
    assert SECRET not in refused.text
    assert "person:" not in team.get(f"/en/coordination/consultations/{FILE}?format=json&table=log").text


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("html", b"<!"), ("md", b"#")])
def test_papers_to_hand_out(local: TestClient, form: str, begins: bytes) -> None:
    agenda = local.get(f"/en/coordination/consultations/{FILE}/agenda?form={form}&in=ko")
    assert agenda.content.lstrip().lower().startswith(begins.lower())
    assert agenda.headers["content-disposition"].startswith("attachment")
    minutes = local.get(f"/en/coordination/consultations/{FILE}/minutes?form={form}&meeting=first")
    assert minutes.status_code == 200
    assert local.get(f"/en/coordination/consultations/{FILE}/minutes?meeting=none").status_code == 422


def test_commitments_by_owner_and_as_of(client: TestClient) -> None:
    every = rows(client, "/commitments", "register")
    mine = rows(client, "/commitments?owner=JPN", "register")
    assert 0 < len(mine) < len(every)
    assert all("Japan" in row["owner"] for row in mine)
    assert all(row["derived"] for row in rows(client, "/commitments?derived=true", "register"))
    assert len(rows(client, "/commitments?as_of=2025-04-20", "register")) < len(every)
    assert client.get("/en/coordination/commitments?state=perhaps").status_code == 400


def test_one_commitment_and_reminders(client: TestClient) -> None:
    place = re.search(
        r'href="/en(/coordination/commitments/[a-z][\w.-]*\.[\w.-]+)"', client.get("/en/coordination/commitments").text
    )
    assert place
    one = client.get(f"/en{place[1]}?format=json&table=states").json()
    assert one[-1]["sources"]
    assert client.get("/en/coordination/commitments/none").status_code == 404
    early, late = (rows(client, f"/commitments/reminders?quiet={days}", "reminders") for days in (0, 36500))
    assert len(late) < len(early)
    assert all(row["days"] >= 0 for row in early)


def test_layers_touchstones_and_members(client: TestClient) -> None:
    assert {row["layer"] for row in rows(client, "/commitments/layers", "activity")} >= {"leaders", "ministers"}
    results = rows(client, "/commitments/touchstones?as_of=2025-04-20", "touchstones")
    assert all(row["result"] == "open" for row in results)
    marks = [str(value) for row in rows(client, "/commitments/members", "members") for value in row.values()]
    assert marks.count("●") > 5


def test_arguments_and_channels_by_addressee(client: TestClient) -> None:
    every = rows(client, "/inputs", "arguments")
    mine = rows(client, "/inputs?addressee=beijing", "arguments")
    assert 0 < len(mine) < len(every)
    assert len({row["addressee"] for row in mine}) == 1
    ways = rows(client, "/inputs?addressee=beijing&start=KOR", "channels")
    assert len(ways) < len(rows(client, "/inputs", "channels"))
    assert client.get("/en/coordination/inputs?addressee=nobody").status_code == 404


def test_a_draft_is_held_against_the_shared_words_and_never_stored(client: TestClient, folder: Path) -> None:
    pack = Workspace.open(folder, read_only=True)
    term = next(each for each in pack.pack.entries("terms").values() if each.avoid.get("en"))  # type: ignore[attr-defined]
    pack.close()
    word = term.avoid["en"][0]  # type: ignore[attr-defined]
    text = f"The partners will work for {word} in the coming year."
    token = token_on(client, "/en/coordination/terms")
    done = client.post("/en/coordination/terms/paste", data={"csrf": token, "text": text})
    assert done.status_code == 303
    address = done.headers["location"]
    assert text not in address
    assert text in client.get(address).text
    draft = address.split("draft=")[1]
    found = rows(client, f"/terms/checked?draft={draft}", "departures")
    assert word in [row["words"] for row in found]
    assert not any(text.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert client.get("/en/coordination/terms?draft=forgotten").status_code == 404
    assert client.post("/en/coordination/terms/paste", data={"csrf": token, "text": " "}).status_code == 422


def test_a_draft_is_for_whoever_pasted_it(team: TestClient) -> None:
    sign_in(team, "jpn")
    token = token_on(team, "/en/coordination/terms")
    address = team.post("/en/coordination/terms/paste", data={"csrf": token, "text": "A draft"}).headers["location"]
    team.cookies.clear()
    sign_in(team, "kor")
    assert team.get(address).status_code == 404


def test_exchange_tells_how_a_node_is_made_and_then_what_it_did(kept: Path, local: TestClient) -> None:
    assert "shiome exchange init" in local.get("/en/coordination/exchange").text
    with Node.create(kept / "exchange", node="one", party="JPN") as node:
        node.add_partner("other", party="KOR")
        node.checkpoint("node")
    partners = rows(local, "/exchange", "partners")
    assert [(row["partner"], row["party"], row["waiting"]) for row in partners] == [("other", "Republic of Korea", 0)]
    log = rows(local, "/exchange", "exchanged")
    assert "partner" in {row["kind"] for row in log}
    assert [row["number"] for row in log] == sorted((row["number"] for row in log), reverse=True)
    assert local.get("/en/coordination/exchange?format=json").json()["checkpoint"]
    assert len(rows(local, "/exchange/newest", "exchanged")) <= 6


def test_the_exchange_is_for_those_who_release(team: TestClient) -> None:
    sign_in(team, "jpn")
    assert team.get("/en/coordination/exchange").status_code == 403
    assert team.get("/en/coordination/exchange/newest").status_code == 403
    assert "/coordination/exchange" not in team.get("/en/coordination").text
    team.cookies.clear()
    sign_in(team, "kor")
    assert team.get("/en/coordination/exchange").status_code == 200


def test_a_recorded_exercise_is_labelled_simulated(kept: Path, local: TestClient) -> None:
    assert rows(local, "/warnings", "records") == []
    (kept / "warnings").mkdir()
    with Workspace.open(kept, read_only=True) as workspace:
        plan = Plan(seed=3, launches={"medium": 1}, duration=60.0, shapes=("minimum",))
        rules, limits = ChannelRules.of(workspace.pack), RangeLimits.of(workspace.pack)
    with RecordFile(kept / "warnings" / "exercise.jsonl") as recorder:
        play(Exercise(plan=plan, rules=rules, limits=limits), recorder=recorder)
    assert [row["record_name"] for row in rows(local, "/warnings", "records")] == ["exercise"]
    assert "simulated" in local.get("/en/coordination/warnings").text
    told = rows(local, "/warnings/exercise", "told_events")
    assert told
    assert all(row["station"] for row in told)
    assert local.get("/en/coordination/warnings/none").status_code == 404
