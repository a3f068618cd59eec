from __future__ import annotations

from starlette.testclient import TestClient


def test_today_tells_as_of_the_newest_document(client: TestClient) -> None:
    found = client.get("/en/?format=json").json()
    assert found["since"] < found["day"]
    events = client.get("/en/?format=json&table=events").json()
    assert events
    assert all(event["status"] == "accepted" for event in events if "status" in event)


def test_a_past_day_shows_nothing_later(client: TestClient) -> None:
    events = client.get("/en/?as_of=2025-05-21&format=json&table=events").json()
    assert events
    assert all(event["known_from"] <= "2025-05-21" for event in events)


def test_new_documents_since_a_day(client: TestClient) -> None:
    every = client.get("/en/?since=1990-01-01&format=json&table=documents").json()
    none = client.get("/en/?since=2100-01-01&format=json&table=documents").json()
    assert every
    assert none == []
    assert all(row["records"] > 0 for row in every)


def test_disagreeing_sources_are_shown_with_both(client: TestClient) -> None:
    found = client.get("/en/?format=json&table=conflicts").json()
    assert found
    assert all(" / " in row["values"] for row in found)
