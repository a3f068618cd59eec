from __future__ import annotations

import time

from starlette.testclient import TestClient


def rows(client: TestClient, path: str, table: str) -> list[dict[str, object]]:
    joined = "&" if "?" in path else "?"
    found: list[dict[str, object]] = client.get(f"/en{path}{joined}format=json&table={table}").json()
    return found


def test_judgements_newest_first_and_by_outcome(client: TestClient) -> None:
    found = rows(client, "/ledger", "judgements")
    days = [str(row["made_on"]) for row in found]
    assert days == sorted(days, reverse=True)
    true = rows(client, "/ledger?outcome=true", "judgements")
    assert true
    assert all("came true" in str(row["outcome"]) for row in true)
    assert client.get("/en/ledger?outcome=perhaps").status_code == 400


def test_a_past_day_knows_no_later_outcome(client: TestClient) -> None:
    before = rows(client, "/ledger?as_of=2025-05-21", "judgements")
    assert before
    assert not [row for row in before if "came true" in str(row["outcome"]) and str(row["made_on"]) > "2025-05-21"]
    assert len(before) < len(rows(client, "/ledger", "judgements"))


def test_one_judgement_opens_its_evidence(client: TestClient) -> None:
    page = client.get("/en/ledger?format=json&table=judgements").json()
    whole = client.get("/en/ledger").text
    place = whole.split('<td class="date"', 1)[1].split('href="/en/ledger/')[1].split('"')[0]
    one = client.get(f"/en/ledger/{place}?format=json").json()
    assert one["proposition"] in {row["proposition"] for row in page}
    assert one["sources"]
    assert client.get("/en/ledger/no-such-judgement").status_code == 404


def test_another_kind_of_record_is_no_judgement(client: TestClient) -> None:
    event = client.get("/en/?format=json&table=events").json()
    assert event
    home = client.get("/en/").text
    identifier = home.split("/evidence/records/")[1].split('"')[0].split("?")[0]
    assert client.get(f"/en/ledger/{identifier}").status_code == 404


def test_scores_and_calibration_picture(client: TestClient) -> None:
    found = rows(client, "/ledger/scores", "scores")
    assert found[0]["who"] == "All"
    assert all(0 <= float(str(row["brier"])) <= 1 for row in found)
    svg = client.get("/en/ledger/scores?picture=calibration&format=svg")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg")
    assert client.get("/en/ledger/scores?picture=calibration&format=png").content[:4] == b"\x89PNG"


def test_what_is_slow_is_worked_out_while_the_page_says_so(client: TestClient) -> None:
    for _ in range(200):
        text = client.get("/ja/today/turning?as_of=2025-05-21").text
        if "hx-get" not in text:
            break
        time.sleep(0.3)
    assert "<table" in text or "転換点は見られない" in text
