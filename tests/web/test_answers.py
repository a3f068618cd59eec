"""Answers are worked out once, kept while nothing changes, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.forms import token_on
from tests.web.sea import fill

from shiome.errors import NotKnown
from shiome.web.answers import Answers, Work, name_of
from shiome.web.app import build_app
from shiome.web.desk import Desk
from shiome.web.files import state_of
from shiome.web.model import Answer, Page, Section
from shiome.web.pages import sections
from shiome.web.pages.kept import SECTION as KEPT
from shiome.workspace import Workspace
from shiome.workspace.inputs import newest_day

EMPTY = Answer(template="", data={})


@pytest.fixture
def answers() -> Iterator[Answers]:
    made = Answers()
    yield made
    made.close()


def test_many_who_ask_at_once_wait_for_one_answer(answers: Answers) -> None:
    begun, go, times = threading.Event(), threading.Event(), []

    def work() -> Answer:
        times.append(1)
        begun.set()
        assert go.wait(30)
        return EMPTY

    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(answers.now, "key", work)
        assert begun.wait(30)
        others = [pool.submit(answers.now, "key", work) for _ in range(5)]
        go.set()
        assert all(each.result(30) is EMPTY for each in (first, *others))
    assert answers.now("key", work) is EMPTY
    assert times == [1]


def test_an_error_is_told_to_all_and_not_kept(answers: Answers) -> None:
    def fails() -> Answer:
        raise NotKnown("x", "there is none")

    for _ in range(2):
        with pytest.raises(NotKnown):
            answers.now("key", fails)
        with pytest.raises(NotKnown):
            answers.soon("key", fails, patience=30)
    assert answers.now("key", lambda: EMPTY) is EMPTY


def test_a_slow_answer_can_be_stopped_and_begun_anew(answers: Answers) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless() -> Answer:
        begun.set()
        try:
            while True:
                threading.Event().wait(0.001)
        finally:
            ended.set()

    found = answers.soon("key", endless, patience=0)
    assert isinstance(found, Work)
    assert begun.wait(30)
    assert not answers.stop("another name")
    assert answers.stop(name_of("key"))
    assert ended.wait(30)
    assert answers.is_stopped("key")
    answers.begin_anew("key")
    assert not answers.is_stopped("key")
    assert answers.soon("key", lambda: EMPTY, patience=30) is EMPTY


def test_what_waits_for_a_place_is_stopped_before_it_begins(answers: Answers) -> None:
    go = threading.Event()

    def waits() -> Answer:
        assert go.wait(30)
        return EMPTY

    running = [answers.soon(number, waits, patience=0) for number in range(2)]
    queued = answers.soon("queued", lambda: pytest.fail("it was begun"), patience=0)
    assert isinstance(queued, Work)
    assert queued.begun is None
    assert answers.stop(name_of("queued"))
    page = answers.soon("page", lambda: EMPTY, patience=30, part=False)
    assert page is EMPTY, "a page does not wait for the places of parts"
    go.set()
    assert all(isinstance(each, Work) and each.future.result(30) is EMPTY for each in running)


def test_the_page_of_a_slow_part_offers_to_stop_it(folder: Path) -> None:
    begun = threading.Event()

    def endless(_: object) -> Answer:
        begun.set()
        while True:
            threading.Event().wait(0.001)

    slow = Page(name="slow", path="/slow", about="Never ends.", handler=endless, slow=True, part=True)
    desk = Desk.open(folder, local=True)
    with TestClient(
        build_app(desk, (Section(name="kept", pages=(slow,)), KEPT)), base_url="http://127.0.0.1"
    ) as client:
        assert "Being worked out" in client.get("/en/slow").text
        assert begun.wait(30)
        (key,) = desk.answers._works
        form = {"csrf": token_on(client, "/en/kept"), "name": name_of(key), "address": "/slow"}
        stopped = client.post("/en/stop", data=form)
        assert "This was stopped." in stopped.text
        assert "/en/slow?again=on" in stopped.text
        assert client.get("/en/slow?format=json").status_code == 503
        assert "Being worked out" in client.get("/en/slow?again=on").text
        assert client.post("/en/stop", data=form | {"address": "//elsewhere.example"}).status_code == 422


def test_the_state_of_files_changes_with_them(tmp_path: Path) -> None:
    names = ("watch.json", "lists")
    states = [state_of(tmp_path, names)]
    (tmp_path / "other.json").write_text("{}")
    assert state_of(tmp_path, names) == states[0]
    (tmp_path / "watch.json").write_text("{}")
    states.append(state_of(tmp_path, names))
    (tmp_path / "lists" / "within").mkdir(parents=True)
    states.append(state_of(tmp_path, names))
    (tmp_path / "lists" / "within" / "a.csv").write_text("a")
    states.append(state_of(tmp_path, names))
    (tmp_path / "lists" / "within" / "a.csv").write_text("ab")
    states.append(state_of(tmp_path, names))
    (tmp_path / "watch.json").unlink()
    states.append(state_of(tmp_path, names))
    assert len(set(states)) == len(states)


def test_pages_tell_of_files_as_they_are_now(tmp_path: Path) -> None:
    made = tmp_path / "ws"
    Workspace.create(made).close()
    with TestClient(build_app(Desk.open(made, local=True), sections()), base_url="http://127.0.0.1") as client:

        def events() -> int:
            return len(client.get("/en/sanctions?format=json&table=events").json())

        def tracks() -> int:
            return len(client.get("/en/sanctions/tracks?format=json").json()["tracks"])

        assert (events(), tracks()) == (0, 0)
        assert client.get("/en/sanctions/screen?format=json").json()["lists"] == []
        fill(made)
        assert (events(), tracks()) == (2, 2)
        assert client.get("/en/sanctions/screen?format=json").json()["lists"] == ["sdn.xml"]
        assert client.get("/en/options/conflicts?format=json").json()["count"] == 0
        (made / "conflicts").mkdir()
        (made / "conflicts" / "broken.yaml").write_text("[]")
        assert len(client.get("/en/options/conflicts?format=json").json()["refused"]) == 1
        assert client.get("/en/options/kept?format=json").json()["refused"] == []
        (made / "proposals").mkdir()
        (made / "proposals" / "broken.yaml").write_text("[]")
        assert len(client.get("/en/options/kept?format=json").json()["refused"]) == 1
        assert client.get("/en/coordination/warnings?format=json").json()["count"] == 0
        (made / "warnings").mkdir()
        (made / "warnings" / "exercise.jsonl").write_text("{}\n")
        assert client.get("/en/coordination/warnings?format=json").json()["count"] == 1


def test_pages_tell_as_of_the_last_entry_where_it_is_later_than_the_newest_document(tmp_path: Path) -> None:
    made = tmp_path / "ws"
    Workspace.create(made).close()
    desk = Desk.open(made, local=True)
    with (
        TestClient(build_app(desk, sections()), base_url="http://127.0.0.1") as client,
        Workspace.open(made) as workspace,
    ):
        newest = desk.newest_day()
        assert newest == newest_day(workspace) == workspace.newest_day()
        record = workspace.store.records("event", status="accepted", order="newest", limit=1)[0]
        later = newest.replace(year=newest.year + 1)
        assert client.get("/en/?format=json").json()["day"] == newest.isoformat()
        with workspace.store.transaction(actor="person:kato") as transaction:
            transaction.review(record.id, "rejected", on=later)
        assert desk.newest_day() == later
        assert client.get("/en/?format=json").json()["day"] == later.isoformat()
        shown = {row["id"] for row in client.get("/en/chronology?format=json&table=events").json() if "id" in row}
        assert record.id not in shown
