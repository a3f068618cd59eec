from __future__ import annotations

from starlette.testclient import TestClient


def test_ties_are_counted_from_events(client: TestClient) -> None:
    ties = client.get("/en/relations?format=json&table=ties").json()
    counts = [row["events"] for row in ties]
    assert counts == sorted(counts, reverse=True)
    assert all(row["cooperation"] + row["conflict"] <= row["events"] for row in ties)
    later = client.get("/en/relations?from=2025-01-01&format=json&table=ties").json()
    assert sum(row["events"] for row in later) < sum(counts)


def test_a_relation_as_of_a_past_day(client: TestClient) -> None:
    relations = client.get("/en/relations").text
    first = relations.split('href="/en/relations/')[1].split('"')[0]
    now = client.get(f"/en/relations/{first}?format=json&table=states").json()
    before = client.get(f"/en/relations/{first}?as_of=2025-01-31&format=json&table=states").json()
    assert len(before) < len(now)
    assert all(row["dated"] <= "2025-01-31" for row in before)
    svg = client.get(f"/en/relations/{first}?picture=closeness&format=svg")
    assert svg.status_code == 200
    assert client.get("/en/relations/none-such").status_code == 404
