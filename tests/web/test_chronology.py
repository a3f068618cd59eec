from __future__ import annotations

from starlette.testclient import TestClient

from shiome.web.pages.chronology import span_of


def events(client: TestClient, query: str = "") -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get(f"/en/chronology?format=json&table=events{query}").json()
    return found


def test_filters_narrow_the_events(client: TestClient) -> None:
    every = events(client)
    assert every
    assert {row["type"] for row in events(client, "&type=CONSULT")} == {"consult"}
    assert all("Japan" in f"{row['who']} {row['whom']}" for row in events(client, "&actor=JPN"))
    assert 0 < len(events(client, "&actor=JPN")) < len(every)
    assert {row["reality"] for row in events(client, "&reality=negated")} <= {"did not happen"}


def test_a_period_meets_uncertain_dates(client: TestClient) -> None:
    for row in events(client, "&from=2025-01-01&to=2025-06-30"):
        start, end = span_of(str(row["when"])) if ".." not in str(row["when"]) else ("", "")
        assert not end or end >= "2025-01-01"
        assert not start or start <= "2025-06-30"


def test_a_past_day(client: TestClient) -> None:
    assert len(events(client, "&as_of=2024-12-31")) < len(events(client))


def test_spans_of_dates() -> None:
    assert span_of("2025-06") == ("2025-06-01", "2025-06-30")
    assert span_of("../2024-12-06") == ("2024-12-06", "2024-12-06")
    assert span_of("") == span_of("soon") == ("", "")


def test_the_page_gives_each_event_its_place_on_the_timeline(client: TestClient) -> None:
    text = client.get("/ja/chronology").text
    assert 'data-timeline="table-events"' in text
    assert text.count("data-start=") > 50
