"""The four papers, ingested and replayed in time order."""

from datetime import date

import msgspec
import pytest
from tests.external.sources import sources

from shiome.outlook import as_json
from shiome.records.model import Event
from shiome.workspace import Workspace
from shiome.workspace.ingest import find_documents

TODAY = date(2026, 1, 1)
SPRING = date(2025, 5, 21)
YEAR_END = date(2025, 12, 31)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = sources()
    with Workspace.create(tmp_path_factory.mktemp("papers") / "ws") as made:
        results = [made.ingest(file, today=TODAY) for file in find_documents([folder])]
        assert [result.state for result in results] == ["stored"] * 4
        assert {result.document for result in results} == {"000", "001", "003", "004"}
        yield made


def words_of(outlook):
    """All its words but those of the documents printed with it."""
    return as_json(msgspec.structs.replace(outlook, documents=())).decode()


def test_every_source_of_the_pack_points_at_its_words(workspace):
    for kind in ("event", "claim", "judgement", "recommendation", "wording", "commitment", "observation", "position"):
        for record in workspace.records(kind):
            assert record.sources, record.id
            for source in record.sources:
                text = workspace.store.document(source.document).text
                assert source.start is not None, record.id
                assert text[source.start : source.end].strip(), record.id
                assert text.count("\n", 0, source.start) + 1 == source.line, record.id


def test_the_documents_carry_their_own_dates_and_authors(workspace):
    documents = {document.id: document for document in workspace.store.documents()}
    assert {name: document.dated for name, document in documents.items()} == {
        "000": "2024-12-06",
        "004": "2025-04-16",
        "003": "2025-05-21",
        "001": "2025-12-31",
    }
    assert documents["003"].author
    assert documents["001"].author


def test_china_and_north_korea_turned_from_distance_to_a_summit(workspace):
    states = workspace.records("observation", as_of=YEAR_END, order="oldest")
    course = [state.value for state in states if state.subject == "CHN-PRK"]
    assert course[0] < 0 < course[-1]
    early = [s.value for s in workspace.records("observation", as_of=SPRING) if s.subject == "CHN-PRK"]
    assert max(early) <= 0


def no_contact(workspace, day):
    return [
        event
        for event in workspace.records("event", as_of=day, actors=["USA", "PRK"], status="accepted")
        if isinstance(event, Event) and event.reality == "negated" and event.plover == "CONSULT"
    ]


def test_no_contact_of_the_united_states_and_north_korea_took_place(workspace):
    assert no_contact(workspace, YEAR_END)
    assert not no_contact(workspace, SPRING)


def test_outcomes_become_known_with_the_papers_that_tell_them(workspace):
    end = [judgement.outcome for judgement in workspace.ledger(as_of=YEAR_END) if judgement.coder.startswith("pack:")]
    assert {outcome: end.count(outcome) for outcome in ("true", "partly", "false")} == {
        "true": 13,
        "partly": 12,
        "false": 10,
    }
    spring = [judgement for judgement in workspace.ledger(as_of=SPRING) if judgement.outcome != "unknown"]
    assert spring
    for judgement in spring:
        assert all(source.known_from <= SPRING for source in judgement.sources)
    assert not workspace.ledger(as_of=date(2024, 12, 5))


def test_two_dates_of_martial_law_stay_in_conflict(workspace):
    records = workspace.records("event", about="martial-law-2024")
    assert {record.when for record in records} == {"2024-12-02", "2024-12-03"}
    (conflict,) = [c for c in workspace.store.conflicts() if {c.a, c.b} == {record.id for record in records}]
    assert conflict.field == "when"
    assert conflict.known_from == date(2025, 4, 16)


@pytest.mark.parametrize("day", [date(2024, 12, 6), date(2025, 4, 16), SPRING])
def test_nothing_later_leaks_into_an_outlook(workspace, day):
    outlook = workspace.outlook(as_of=day, language="en")
    for evidence in outlook.evidence:
        assert workspace.store.document(evidence.source.document).known_from <= day
    earlier = {event.id for event in workspace.records("event", known=day)}
    later = [event for event in workspace.records("event", known=YEAR_END) if event.id not in earlier]
    words = words_of(outlook)
    assert later
    for event in later:
        if event.text.get("en"):
            assert event.text["en"] not in words


@pytest.mark.parametrize(
    "query", ["非核化", "拉致", "制裁", "MSMT", "ウクライナ", "安保理", "キャンプ・デービッド", "핵", "米朝対話"]
)
def test_search_finds_words_across_wrapped_lines(workspace, query):
    texts = {document.id: "".join(document.text.split()) for document in workspace.store.documents()}
    expected = {name for name, text in texts.items() if query in text}
    assert {hit.document for hit in workspace.search(query, limit=500)} == expected
