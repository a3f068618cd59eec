from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.forms import sign_in, token_on
from tests.web.opened import local_client

from shiome.records.model import KINDS
from shiome.records.store.lines import LineIndex
from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.pages import sections
from shiome.web.pages.evidence.marked import Coded, marked_lines, marked_text
from shiome.web.pages.evidence.records import ELSEWHERE
from shiome.web.words import Words
from shiome.workspace import Workspace
from shiome.workspace.review import edit

ROOT = Path(__file__).resolve().parents[2]
TEXTS = st.text(alphabet="ab核化\r\n ", min_size=1, max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the example documents in all five languages."""
    made = tmp_path_factory.mktemp("evidence") / "ws"
    with Workspace.create(made) as workspace:
        for file in sorted((ROOT / "examples" / "documents").glob("chronicle.*")):
            workspace.ingest(file)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    """The workbench of the one person at this machine on it."""
    with local_client(folder) as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace of its own, for tests that decide."""
    made = tmp_path / "ws"
    with Workspace.create(made) as workspace:
        workspace.ingest(ROOT / "examples" / "documents" / "chronicle.ko.txt")
    return made


@pytest.fixture
def desk(own: Path) -> Iterator[TestClient]:
    """A team's workbench on it, with kato and sato, who are analysts, and a reader."""
    made = Desk.open(own, local=False)
    for name, role in (("kato", "analyst"), ("sato", "analyst"), ("reader", "reader")):
        made.keeping.accounts.add(name, f"{name}-long-password", role=role, by="test")
    with TestClient(build_app(made, sections()), base_url="http://desk.example", follow_redirects=False) as client:
        yield client


def proposed(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return [record.id for record in workspace.store.records("event", status="proposed", order="newest")]


def decide(client: TestClient, record: str, decision: str, **more: str) -> object:
    token = token_on(client, "/en/evidence/review")
    form = {"csrf": token, "record": record, "decision": decision, **more}
    return client.post("/en/evidence/review", data=form)


@pytest.mark.parametrize(
    ("query", "language"),
    [("非核化", "ja"), ("denuclearization", "en"), ("비핵화", "ko"), ("无核化", "zh"), ("санкции", "ru")],
)
def test_found_words_are_marked_in_their_passages(client: TestClient, query: str, language: str) -> None:
    found = client.get("/en/evidence", params={"q": query, "language": language, "format": "json"}).json()
    assert found["hits"]
    for hit in found["hits"]:
        assert hit["language"] == language
        assert any(query[:6] in piece["text"].lower() for piece in hit["pieces"] if piece["found"])
    page = client.get("/en/evidence", params={"q": query, "language": language}).text
    assert f'<p class="passage" lang="{language}">' in page
    assert "<mark>" in page


def test_search_by_document_kind_and_day(client: TestClient) -> None:
    every = client.get("/en/evidence", params={"q": "北朝鮮", "format": "json"}).json()["hits"]
    document = every[0]["document"]
    narrowed = client.get("/en/evidence", params={"q": "北朝鮮", "document": document, "format": "json"}).json()["hits"]
    assert {hit["document"] for hit in narrowed} == {document}
    claims = client.get("/en/evidence", params={"q": "北朝鮮", "kind": "claim", "format": "json"}).json()["hits"]
    assert claims
    assert all("claim" in {each["kind"] for each in hit["coded"]} for hit in claims)
    every = client.get("/en/evidence", params={"q": "制裁", "format": "json"}).json()["hits"]
    past = client.get("/en/evidence", params={"q": "制裁", "as_of": "2025-09-30", "format": "json"}).json()["hits"]
    assert past
    assert max(hit["dated"] for hit in past) <= "2025-09-30" < max(hit["dated"] for hit in every)


def test_a_search_without_words_says_how_to_mend_it(client: TestClient) -> None:
    answer = client.get("/ja/evidence", params={"q": '"。"'})
    assert answer.status_code == 200
    assert "[search.empty]" in answer.text
    assert client.get("/en/evidence", params={"q": "x", "kind": "case"}).status_code == 400


def test_a_hit_leads_to_its_passage(client: TestClient) -> None:
    hit = client.get("/en/evidence", params={"q": "非核化", "format": "json"}).json()["hits"][0]
    page = client.get(hit["href"].split("#")[0]).text
    assert page.count('id="passage"') == 1
    assert re.search(r"<mark[^>]*>", page)


def test_a_document_shows_each_of_its_lines_and_what_was_coded(client: TestClient, folder: Path) -> None:
    identifier = client.get("/en/evidence/documents?format=json").json()["documents"][0]["id"]
    page = client.get(f"/en/evidence/documents/{identifier}?format=json").json()
    with Workspace.open(folder, read_only=True) as workspace:
        text = workspace.store.document(identifier).text
        ids = {record.id for record in workspace.store.records(document=identifier, status=("proposed", "accepted"))}
    shown = ["".join(piece["text"] for piece in line["pieces"]) for line in page["lines"]]
    assert shown == [line.rstrip("\r") for line in text.split("\n")][: len(shown)]
    opened = {p["href"] for line in page["lines"] for p in (*line["pieces"], *line["more"]) if p["href"]}
    assert {href.rsplit("/", 1)[1] for href in opened} >= ids
    assert sum(page["kinds"].values()) >= len(ids)


def test_a_document_is_not_there_before_its_day(client: TestClient) -> None:
    first = client.get("/en/evidence/documents?format=json").json()["documents"][0]
    past = client.get("/en/evidence/documents?as_of=2025-05-21&format=json").json()["documents"]
    assert first["id"] not in {each["id"] for each in past}
    assert client.get(f"/en/evidence/documents/{first['id']}?as_of=2025-05-21").status_code == 404
    assert client.get("/en/evidence/documents/no-such-document").status_code == 404


def test_a_long_document_comes_in_sheets(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    file = tmp_path / "long.txt"
    body = "\n".join(f"Paragraph {number} tells of peace.\n" for number in range(400))
    file.write_text(f"Note\n\nBy A. Writer\n10 January 2025\n\n{body}\n", encoding="utf-8")
    with Workspace.create(folder) as workspace:
        stored = workspace.ingest(file, today=date(2025, 1, 31)).document
        text = workspace.store.document(stored).text
    start = text.index("Paragraph 350")
    with TestClient(build_app(Desk.open(folder, local=True), sections()), base_url="http://127.0.0.1") as client:
        page = client.get(f"/en/evidence/documents/{stored}?start={start}&end={start + 13}&format=json").json()
        assert (page["sheet"], len(page["sheets"])) == (3, 3)
        marked = [p for line in page["lines"] for p in line["pieces"] if p["passage"]]
        assert "".join(piece["text"] for piece in marked) == "Paragraph 350"
        assert len(client.get(f"/en/evidence/documents/{stored}?format=json").json()["lines"]) == 300
        far = client.get(f"/en/evidence/documents/{stored}?start=99999999&end=999999999&format=json").json()
        assert not any(p["passage"] for line in far["lines"] for p in line["pieces"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("case", "consultation")])
def test_records_of_every_kind_are_told_in_words(client: TestClient, folder: Path, kind: str) -> None:
    with Workspace.open(folder, read_only=True) as workspace:
        record = workspace.store.records(kind, order="newest", limit=1)[0]
    for language in ("ja", "en"):
        page = client.get(f"/{language}/evidence/records/{record.id}?format=json").json()
        assert page["kind"] == kind
        assert page["told"]
        assert len(page["quotes"]) == len(record.sources)
        assert client.get(f"/{language}/evidence/records/{record.id}").status_code == 200


def test_every_field_has_words() -> None:
    words = Words("ja")
    names = {name for kind in KINDS.values() for name in kind.__struct_fields__} - ELSEWHERE
    assert [name for name in sorted(names) if not words.known(f"evidence.field_{name}")] == []


def test_a_record_is_told_as_of_the_day(client: TestClient, folder: Path) -> None:
    with Workspace.open(folder, read_only=True) as workspace:
        record = workspace.store.records("claim", order="newest", limit=1)[0]
    assert client.get(f"/en/evidence/records/{record.id}?as_of=2024-01-01").status_code == 404
    assert client.get("/en/evidence/records/no-such-record").status_code == 404


def test_conflicts_are_told_from_both_sides(client: TestClient, folder: Path) -> None:
    with Workspace.open(folder, read_only=True) as workspace:
        conflict = workspace.store.conflicts()[0]
    for one, other in ((conflict.a, conflict.b), (conflict.b, conflict.a)):
        rows = client.get(f"/en/evidence/records/{one}?format=json&table=conflicts").json()
        assert any(row["other"] for row in rows)
        assert other in client.get(f"/en/evidence/records/{one}").text


def test_what_goes_out_under_release_rules_is_not_told_to_a_team(desk: TestClient, own: Path) -> None:
    with Workspace.open(own, read_only=True) as workspace:
        file = workspace.store.records("consultation", limit=1)[0]
    sign_in(desk, "kato")
    assert desk.get(f"/en/evidence/records/{file.id}").status_code == 404
    with TestClient(build_app(Desk.open(own, local=True), sections()), base_url="http://127.0.0.1") as alone:
        told = alone.get(f"/en/evidence/records/{file.id}?format=json").json()
    assert told["kind"] == "consultation"
    assert not {"log", "evidence", "chronology"} & {field["name"] for field in told["fields_told"]}


def test_a_decision_is_dated_today_and_the_page_says_so(desk: TestClient, own: Path) -> None:
    first, second = proposed(own)[:2]
    sign_in(desk, "kato")
    done = decide(desk, first, "accepted", why="seen", place="0")
    assert done.status_code == 303  # type: ignore[attr-defined]
    page = desk.get("/en/evidence/review?format=json").json()
    assert page["current"]["id"] == second
    (decision,) = desk.get("/en/evidence/review?format=json&table=decided").json()
    assert (decision["to"], decision["by"], decision["why"]) == ("accepted", "kato", "seen")
    record = desk.get(f"/en/evidence/records/{first}?format=json").json()
    assert record["status"] == "accepted"
    past = desk.get(f"/en/evidence/records/{first}?as_of=2025-12-31&format=json").json()
    assert past["status"] == "proposed"
    still = desk.get("/en/evidence/review?as_of=2025-12-31&format=json").json()
    assert (still["current"]["id"], still["current"]["open"]) == (first, False)


def test_nobody_accepts_what_they_edited(desk: TestClient, own: Path) -> None:
    record = proposed(own)[0]
    with Workspace.open(own) as workspace:
        edit(workspace, record, {"when": "2024-01-04"}, by="kato")
    sign_in(desk, "kato")
    found = [desk.get(f"/en/evidence/review?place={place}&format=json").json()["current"] for place in range(300)]
    mine = next(number for number, current in enumerate(found) if current["id"] == record)
    assert found[mine]["own"]
    assert "disabled" in desk.get(f"/en/evidence/review?place={mine}").text
    refused = decide(desk, record, "accepted")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "[record.own_work]" in refused.text  # type: ignore[attr-defined]
    desk.cookies.clear()
    sign_in(desk, "sato")
    assert decide(desk, record, "accepted").status_code == 303  # type: ignore[attr-defined]
    with Workspace.open(own) as workspace:
        held = workspace.store.record(record)
        assert (held.status, held.coder, held.when) == ("accepted", "person:kato", "2024-01-04")


def test_readers_do_not_decide(desk: TestClient, own: Path) -> None:
    sign_in(desk, "reader")
    assert desk.get("/en/evidence/review").status_code == 403
    assert "/en/evidence/review" not in desk.get("/en/evidence").text
    token = token_on(desk, "/en/evidence")
    form = {"csrf": token, "record": proposed(own)[0], "decision": "accepted"}
    assert desk.post("/en/evidence/review", data=form).status_code == 403


def test_decisions_that_are_refused(desk: TestClient, own: Path) -> None:
    sign_in(desk, "kato")
    record = proposed(own)[0]
    assert decide(desk, "nothing", "accepted").status_code == 404  # type: ignore[attr-defined]
    assert decide(desk, record, "superseded").status_code == 400  # type: ignore[attr-defined]
    assert decide(desk, record, "rejected").status_code == 303  # type: ignore[attr-defined]
    assert decide(desk, record, "rejected").status_code == 422  # type: ignore[attr-defined]


@given(text=TEXTS, data=st.data())
def test_pieces_are_the_lines_and_every_span_is_opened(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda place: place[0] < place[1])
    lines = LineIndex(text)
    spans = data.draw(st.lists(places, max_size=6))
    # A span of line ends alone has nothing to be seen in.
    seen = [(start, end) for start, end in spans if text[start:end].strip("\r\n")]
    coded = [
        Coded(start=start, end=end, kind="event", href=f"/{number}", title="")
        for number, (start, end) in enumerate(seen)
    ]
    passage = data.draw(st.none() | places)
    found = marked_lines(text, lines, first=1, last=len(lines), coded=coded, passage=passage)
    for line in found:
        start, end = lines.span(line["number"], line["number"])
        assert "".join(piece["text"] for piece in line["pieces"]) == text[start:end]
    opened = {piece["href"] for line in found for piece in (*line["pieces"], *line["more"])}
    assert opened >= {each.href for each in coded}
    assert sum(piece["anchor"] for line in found for piece in line["pieces"]) <= 1


@given(text=st.text(alphabet="ab核 ", max_size=40), data=st.data())
def test_marked_text_keeps_the_characters(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    pieces = marked_text(text, data.draw(st.lists(st.tuples(place, place), max_size=5)))
    assert "".join(piece["text"] for piece in pieces).split() == text.split()


def test_codes_are_told_in_the_language_of_the_reader(client: TestClient, folder: Path) -> None:
    with Workspace.open(folder, read_only=True) as workspace:
        claim = workspace.store.records("claim", limit=1)[0]
        visit = next(each for each in workspace.store.records("event") if getattr(each, "mode", "") == "visit")
        military = next(each for each in workspace.store.records("event") if "military" in getattr(each, "context", ()))

    def told(record: str, language: str) -> dict[str, str]:
        fields = client.get(f"/{language}/evidence/records/{record}?format=json").json()["fields_told"]
        return {field["name"]: field["value"] for field in fields}

    assert (told(visit.id, "ja")["mode"], told(visit.id, "en")["mode"]) == ("訪問", "visit")
    assert "軍事" in told(military.id, "ja")["context"].split("、")
    assert told(claim.id, "ja")["sign"] not in ("+", "-", "0", "conditional")
