from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import ROOT

FROM = "from=icbm-freeze"


@pytest.fixture(scope="module", autouse=True)
def _kept(folder: Path) -> Iterator[None]:
    """The example proposals and disputes in the workspace while these tests run."""
    for name in ("proposals", "conflicts"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    yield
    for name in ("proposals", "conflicts"):
        shutil.rmtree(folder / name)


def _verdicts(client: TestClient, query: str) -> dict[tuple[str, str], str]:
    rows = client.get(f"/en/options/bench/verdicts?{query}&format=json&table=reasons").json()
    return {(row["criterion"], row["party"]): row["verdict"] for row in rows}


def test_every_kept_proposal_is_counted_by_its_verdicts(client: TestClient) -> None:
    rows = client.get("/en/options/kept?format=json&table=proposals").json()
    assert len(rows) == len(list((ROOT / "examples" / "proposals").glob("*.yaml")))
    assert len({row["holds"] + row["open"] + row["fails"] for row in rows}) == 1


def test_a_file_that_holds_no_proposal_is_named(client: TestClient, folder: Path) -> None:
    broken = folder / "proposals" / "broken.yaml"
    broken.write_text("measures: 3\n", encoding="utf-8")
    try:
        page = client.get("/en/options/kept").text
    finally:
        broken.unlink()
    assert "broken.yaml" in page


def test_nothing_is_moved_until_something_is_switched(client: TestClient) -> None:
    told = client.get(f"/en/options/bench/verdicts?{FROM}&format=json").json()
    assert told["moved"] == 0
    assert told["measures"] == 3
    assert not any("was:" in verdict for verdict in _verdicts(client, FROM).values())


def test_a_measure_taken_out_moves_verdicts(client: TestClient) -> None:
    query = f"{FROM}&chosen=1&keep=trade-relief&keep=meeting"
    told = client.get(f"/en/options/bench/verdicts?{query}&format=json").json()
    assert told["measures"] == 2
    moved = [verdict for verdict in _verdicts(client, query).values() if "was:" in verdict]
    assert len(moved) == told["moved"] > 0


def test_a_measure_added_by_the_form_is_one_more(client: TestClient) -> None:
    page = client.get(f"/en/options/bench?{FROM}").text
    value = page.split('<select name="add">')[1].split('value="')[2].split('"')[0]
    told = client.get(f"/en/options/bench/verdicts?{FROM}&add={value}&format=json").json()
    assert told["measures"] == 4
    assert f'value="{value}" selected' in client.get(f"/en/options/bench?{FROM}&add={value}").text


@pytest.mark.parametrize(
    ("query", "status"), [("from=none-such", 404), ("from=../secret", 404), ("add=none:USA", 400), ("add=summit", 400)]
)
def test_a_bench_that_cannot_be_set_up(client: TestClient, query: str, status: int) -> None:
    for path in ("bench", "bench/verdicts"):
        assert client.get(f"/en/options/{path}?{query}").status_code == status


def test_criteria_not_yet_known_are_not_asked(client: TestClient) -> None:
    assert len(_verdicts(client, f"{FROM}&as_of=2024-12-31")) < len(_verdicts(client, FROM))


def test_a_dispute_with_its_equilibria(client: TestClient) -> None:
    assert client.get("/en/options/conflicts/freeze-for-relief").status_code == 200
    states = client.get("/en/options/conflicts/freeze-for-relief/analysed?format=json&table=states").json()
    assert [row["number"] for row in states] == list(range(1, len(states) + 1))
    assert any("NASH" in row["holds"] for row in states)
    assert all(not ("NASH" in row["holds"] and not row["nash"]) for row in states)
    assert client.get("/en/options/conflicts/none-such").status_code == 404


def test_tracks_of_the_allies_and_their_fears(client: TestClient) -> None:
    fears = client.get("/ja/options/tracks/boards?format=json&table=fears").json()
    assert fears
    assert all(row["actor"] != row["toward"] and row["lean"] for row in fears)


def test_the_frames_say_what_they_load(client: TestClient) -> None:
    for path, part in (("road", "road/plan"), ("mix", "mix/frontier"), ("bargaining", "bargaining/forecast")):
        assert f"/en/options/{part}" in client.get(f"/en/options/{path}").text
