from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from shiome.web.pages.futures.chances import Hits, compared

HELD = "deterrence=strengthened"


def test_drivers_stand_as_they_were_last_seen_by_the_day(client: TestClient) -> None:
    now = {row["name"]: row for row in client.get("/en/futures?format=json&table=drivers").json()}
    before = {row["name"]: row for row in client.get("/en/futures?as_of=2025-01-31&format=json&table=drivers").json()}
    assert now.keys() == before.keys()
    assert any(before[name]["observed"] != row["observed"] for name, row in now.items())
    assert all(row["since"] <= "2025-01-31" for row in before.values())
    assert sum(row["claims"] for row in before.values()) < sum(row["claims"] for row in now.values())


def test_a_state_that_was_seen_opens_on_its_passages(client: TestClient) -> None:
    told = client.get("/ja/futures/drivers/deterrence?format=json").json()
    assert told["observed"]
    assert all(each["document"] and each["line"] for each in told["sources"])
    assert told["sources"]
    states = client.get("/ja/futures/drivers/deterrence?format=json&table=states").json()
    assert [row["now"] != "" for row in states].count(True) == 1


def test_the_verdict_comes_before_the_drivers(client: TestClient) -> None:
    page = client.get("/en/futures").text
    assert page.index("/futures/verdict") < page.index('id="table-drivers"')
    told = client.get("/en/futures/verdict?format=json").json()
    assert told["earned"] is (told["level"] == "earned")
    scores = client.get("/en/futures/verdict?format=json&table=scores").json()
    assert all(0 <= row["brier"] <= 1 for row in scores)
    model = next(row for row in scores if row["difference"] is None)
    for row in scores:
        if row is not model:
            assert row["difference"] == pytest.approx(model["brier"] - row["brier"])


def test_cells_are_those_of_the_driver_with_their_claims(client: TestClient) -> None:
    towards = client.get("/en/futures/drivers/us-dprk-talks?format=json&table=towards").json()
    assert towards
    assert all(row["effect"].startswith("US–DPRK talks") and row["claims"] for row in towards)
    strengths = [abs(row["mode"]) for row in towards]
    assert strengths == sorted(strengths, reverse=True)


def test_what_is_held_changes_chances_and_holding_nothing_changes_none(client: TestClient) -> None:
    plain = client.get("/en/futures/levers/chances?format=json&table=chances").json()
    held = client.get(f"/en/futures/levers/chances?hold={HELD}&format=json&table=chances").json()
    assert all(row["with"] is None and row["change"] == "" for row in plain)
    without = {row["formula"]: row["without"] for row in plain}
    assert {row["formula"]: row["without"] for row in held} == without
    doubted = [row for row in held if row["formula"].startswith("ever deterrence=doubted from")]
    assert doubted
    assert all(row["with"] < row["without"] for row in doubted)
    changes = [abs(float(row["change"] or 0)) for row in held]
    assert changes == sorted(changes, reverse=True)
    assert max(changes) > 0


def test_what_nobody_controls_can_be_assumed(client: TestClient) -> None:
    rows = client.get("/en/futures/levers/chances?hold=us-dprk-talks=summit&format=json&table=chances").json()
    summit = next(row for row in rows if row["formula"].startswith("ever us-dprk-talks=summit"))
    assert summit["with"] == 1.0


def test_the_order_of_levers_is_no_other_question(client: TestClient) -> None:
    first = client.get(f"/en/futures/levers/chances?hold={HELD}&hold=monitoring=integrated&format=json").json()
    second = client.get(f"/en/futures/levers/chances?hold=monitoring=integrated&hold={HELD}&format=json").json()
    assert first == second
    assert first["settings"] == [HELD, "monitoring=integrated"]


def test_the_form_shows_what_the_address_holds(client: TestClient) -> None:
    page = client.get(f"/en/futures/levers?hold={HELD}&as_of=2025-12-31").text
    assert f'value="{HELD}" selected' in page
    assert page.count(" selected") == 1
    assert "hold=deterrence%3Dstrengthened" in page.split("hx-get=")[1]
    assert 'name="as_of" value="2025-12-31"' in page


@pytest.mark.parametrize("path", ["levers", "levers/chances"])
@pytest.mark.parametrize(
    ("hold", "status"),
    [
        ("hold=nobody=there", 404),
        ("hold=deterrence=unheard-of", 404),
        ("hold=deterrence", 422),
        ("hold=deterrence=kept&hold=deterrence=doubted", 400),
    ],
)
def test_levers_that_are_none(client: TestClient, path: str, hold: str, status: int) -> None:
    answer = client.get(f"/en/futures/{path}?{hold}&format=json")
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_families_with_what_speaks_for_and_against(client: TestClient) -> None:
    told = client.get("/en/futures/consistent/families?format=json").json()
    assert sum(each["size"] for each in told["told"]) <= told["count"]
    assert all(0 <= each["low"] <= each["high"] <= 1 and each["short"] for each in told["told"])
    reasons = client.get("/en/futures/consistent/families?format=json&table=reasons-A").json()
    assert {row["standing"] for row in reasons} <= {"holds", "tied"}
    assert any(row["for"] for row in reasons)
    assert any(row["against"] for row in reasons)


def test_a_fan_of_one_driver(client: TestClient) -> None:
    told = client.get("/en/futures/paths/fans?driver=deterrence&format=json").json()
    assert told["drawn"] == ["deterrence"]
    svg = client.get("/ja/futures/paths/fans?driver=deterrence&picture=fans&format=svg")
    assert svg.status_code == 200
    assert svg.text.startswith("<svg")
    assert client.get("/en/futures/paths/fans?driver=none-such&format=json").status_code == 404
    assert client.get("/en/futures/drivers/none-such").status_code == 404


def test_the_shares_of_the_futures_are_a_whole(client: TestClient) -> None:
    futures = client.get("/en/futures/paths/tree?format=json&table=futures").json()
    assert sum(row["share"] for row in futures) == pytest.approx(1)
    assert sum(row["runs"] for row in futures) == client.get("/en/futures/paths/tree?format=json").json()["runs"]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_a_chance_under_a_condition_counts_only_the_runs_that_meet_it(runs: list[tuple[bool, ...]]) -> None:
    holds, came, later, later_came = (np.array(each) for each in zip(*runs, strict=True))
    found = compared(Hits(holds=holds, condition=came), Hits(holds=later, condition=later_came))
    assert (found.without is None) is not came.any()
    assert (found.held is None) is not later_came.any()
    if found.without is not None:
        assert found.without == pytest.approx(np.count_nonzero(holds & came) / np.count_nonzero(came))
    if found.without is not None and found.held is not None:
        assert found.change == pytest.approx(found.held - found.without)
    else:
        assert found.change == 0
