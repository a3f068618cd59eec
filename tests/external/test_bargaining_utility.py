"""Published bargaining rounds: exponents, positions, median and mean of every round; and where replications of them part."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.external.sources import BESIDE

from shiome.policy.bargaining import Actor, Forecast, Scale, Span, Table, forecast

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
FILES = sorted(FOLDER.glob("bdm_*.json"))
READ = {file: json.loads(file.read_text(encoding="utf-8")) for file in FILES}
CASES = [(file, number) for file, content in READ.items() for number in range(len(content["cases"]))]


def _quoted(file: Path, number: int) -> dict[str, float]:
    """The exponents of the second replication, where the caveats of the file quote one for every actor."""
    told = " ".join(READ[file].get("caveats", ()))
    names = [actor["name"] for actor in READ[file]["cases"][number]["actors"]]
    found = {name: re.search(rf"\b{re.escape(name)} (\d+\.\d+)", told) for name in names}
    return {name: float(each[1]) for name, each in found.items() if each} if all(found.values()) else {}


QUOTING = [case for case in CASES if _quoted(*case)]
EMISSIONS = [(file, n) for file, n in CASES if READ[file]["cases"][n]["name"].startswith("EC car-emission")]

pytestmark = pytest.mark.skipif(not CASES, reason=f"no published bargaining rounds at {FOLDER}: set SHIOME_DATA")


def _case(file: Path, number: int) -> tuple[dict, Table]:
    case = READ[file]["cases"][number]
    positions = [actor["position"] for actor in case["actors"]]
    actors = [
        Actor(a["name"], Span.at(a["capability"]), (Span.at(a["position"]),), (Span.at(a["salience"]),))
        for a in case["actors"]
    ]
    return case, Table((Scale("issue", min(positions), max(positions)),), tuple(actors))


@pytest.mark.parametrize(("file", "number"), CASES, ids=lambda value: getattr(value, "stem", str(value)))
def test_every_published_round(file, number):
    case, table = _case(file, number)
    found: Forecast = forecast(table, how="scholz", rounds=len(case["rounds"]) - 1)
    assert len(found.rounds) == len(case["rounds"]) > 1
    for ours, published in zip(found.rounds, case["rounds"], strict=True):
        assert ours.number == published["round"]
        assert ours.positions == pytest.approx(published["positions"], rel=1e-9)
        assert ours.median == pytest.approx(published["median"], rel=1e-9)
        assert ours.mean == pytest.approx(published["mean"], rel=1e-9)
        assert ours.risk == pytest.approx(published.get("risk_aversion", {}), rel=1e-9)


@pytest.mark.parametrize(("file", "number"), QUOTING, ids=lambda value: getattr(value, "stem", str(value)))
def test_the_other_replication_parts_from_the_first_exponents_on(file, number):
    """The definition named after the second replication gives just the exponents that it prints."""
    _, table = _case(file, number)
    quoted = _quoted(file, number)
    assert forecast(table, how="masad", rounds=1).rounds[1].risk == pytest.approx(quoted, rel=1e-9)
    assert forecast(table, how="scholz", rounds=1).rounds[1].risk != pytest.approx(quoted, rel=0.05)


@pytest.mark.parametrize(("file", "number"), EMISSIONS, ids=lambda value: getattr(value, "stem", str(value)))
def test_the_published_program_breaks_the_rules_of_its_article(file, number):
    """It lets no capitulation come about, and among compromises takes the lowest position instead of the smallest move."""
    case, table = _case(file, number)
    rounds = len(case["rounds"]) - 1
    followed = forecast(table, how="scholz", rounds=rounds)
    assert followed.capitulations_unreached > 0
    assert all(each.kind != "capitulation" for round_ in followed.rounds for each in round_.challenges)
    stated = forecast(table, how="least_move", rounds=rounds)
    assert stated.rounds[-1].positions != pytest.approx(followed.rounds[-1].positions, rel=0.01)
