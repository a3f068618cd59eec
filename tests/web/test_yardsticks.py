from __future__ import annotations

from starlette.testclient import TestClient


def names(client: TestClient) -> list[str]:
    text = client.get("/en/yardsticks").text
    return [
        piece.split('"')[0] for piece in text.split('href="/en/yardsticks/')[1:] if not piece.startswith("overview")
    ]


def test_every_yardstick_has_its_page(client: TestClient) -> None:
    listed = client.get("/en/yardsticks?format=json&table=yardsticks").json()
    assert len({*names(client)}) == len(listed) > 10
    assert client.get("/en/yardsticks/none-such").status_code == 404


def test_series_turning_points_and_components(client: TestClient) -> None:
    name = names(client)[0]
    series = client.get(f"/en/yardsticks/{name}/detail?format=json&table=series").json()
    assert series
    assert all(row["value"] is not None for row in series)
    parts = client.get(f"/en/yardsticks/{name}/detail?format=json&table=parts").json()
    assert abs(sum(part["weight"] for part in parts)) > 0
    assert any(row.get("sources") for row in (*series, *parts))
    before = client.get(f"/en/yardsticks/{name}/detail?as_of=2025-01-31&format=json&table=series").json()
    assert before[0]["when"] <= series[0]["when"]
    svg = client.get(f"/en/yardsticks/{name}/detail?picture=series&format=svg")
    assert svg.text.startswith("<svg")


def test_all_side_by_side(client: TestClient) -> None:
    values = client.get("/en/yardsticks/overview?format=json&table=values").json()
    assert all(row["value"] is None or 0 <= row["value"] <= 1 for row in values)
