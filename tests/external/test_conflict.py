"""Published conflicts: states, moves, stability for each decision maker and equilibria, for every case found in the folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.external.sources import BESIDE

from shiome.policy.conflict.analysis import Analysis, analyse
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.exchange import from_gmcr, to_gmcr
from shiome.policy.conflict.files import read_conflict
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import Conflict, DecisionMaker, Metric, Option, Ranking
from shiome.policy.conflict.published import Claim, check
from shiome.policy.conflict.stability import stability

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
PARSED = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
LISTED = [case for data in PARSED.values() if isinstance(data, list) for case in data]
OPTION_FORM = [case for case in LISTED if "decision_makers" in case and "equilibria_independent" in case]
TWO_BY_TWO = [case for case in LISTED if "equilibria_1based" in case and len(case.get("states", ())) == 4]
GMCR = sorted(FOLDER.rglob("*.gmcr"))
DIRECTIONS = {"both": "both", "fwd": "up", "back": "down"}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published conflicts at {FOLDER}: set SHIOME_DATA")


def conflict_of(case: dict[str, Any]) -> Conflict:
    options = tuple(
        Option(f"o{number}", moves=DIRECTIONS[each["permittedDirection"]])
        for number, each in enumerate(case["options"])
    )
    makers = tuple(
        DecisionMaker(each["name"], tuple(f"o{number}" for number in each["options"]), Metric(tuple(payoffs)))
        for each, payoffs in zip(case["decision_makers"], case["payoffs"], strict=True)
    )
    infeasible = tuple(
        " and ".join(f"{'' if letter == 'Y' else 'not '}o{number}" for number, letter in condition)
        for condition in case["infeasible"]
    )
    return Conflict(case["name"], options, makers, infeasible)


def claim_of(case: dict[str, Any]) -> Claim:
    by_maker = {
        concept: [[number for number, holds in enumerate(row, 1) if holds] for row in rows]
        for concept, rows in case.get("stability_by_dm", {}).items()
    }
    return Claim(case["equilibria_independent"], by_maker, case.get("reachable_1based", ()))


def two_by_two(case: dict[str, Any]) -> Conflict:
    """States in the order row first: the second player's option is the lowest bit."""
    rows, columns = case["payoffs"]
    return Conflict(
        case["name"],
        (Option("column"), Option("row")),
        (
            DecisionMaker("row", ("row",), Metric(tuple(rows))),
            DecisionMaker("column", ("column",), Metric(tuple(columns))),
        ),
    )


def follows(analysis: Analysis, claim: Claim) -> bool:
    """Whether a claim follows whole under the analysis' rule for chains."""
    return check(analysis, claim) == []


@pytest.mark.parametrize("case", OPTION_FORM, ids=[case["name"] for case in OPTION_FORM])
def test_states_and_moves(case: dict[str, Any]) -> None:
    game = build(conflict_of(case))
    assert game.size == case["n_feasible"]
    assert game.states.patterns() == case["states_yn"]
    assert game.states.masks.tolist() == case["states_decimal"]
    for maker, rows in enumerate(case["reachable_1based"]):
        assert [[target + 1 for target in game.targets(maker, state)] for state in range(game.size)] == rows


@pytest.mark.parametrize("case", OPTION_FORM, ids=[case["name"] for case in OPTION_FORM])
def test_the_whole_published_analysis_follows_under_one_rule(case: dict[str, Any]) -> None:
    """A file that does not name its rule for chains has to follow from one of the three, all its sets from the same."""
    game = build(conflict_of(case))
    agreeing = [chain for chain in CHAINS if follows(analyse(game, chain=chain), claim_of(case))]
    assert agreeing
    if len(game.makers) == 2:
        assert agreeing == list(CHAINS)


@pytest.mark.parametrize("engine", ["numba", "numpy"])
@pytest.mark.parametrize("case", OPTION_FORM, ids=[case["name"] for case in OPTION_FORM])
def test_both_engines_give_the_published_equilibria(case: dict[str, Any], engine: Any) -> None:
    game = build(conflict_of(case))
    found = [
        {
            concept: stability(game, chain=chain, engine=engine).numbers(concept)
            for concept in case["equilibria_independent"]
        }
        for chain in CHAINS
    ]
    assert case["equilibria_independent"] in found


@pytest.mark.parametrize("case", TWO_BY_TWO, ids=[case["name"] for case in TWO_BY_TWO])
def test_games_of_two_by_two(case: dict[str, Any]) -> None:
    analysis = analyse(two_by_two(case))
    assert check(analysis, Claim(case["equilibria_1based"])) == []
    assert analysis.dependences() == []


@pytest.mark.parametrize("case", OPTION_FORM, ids=[case["name"] for case in OPTION_FORM])
def test_a_wrong_equilibrium_would_be_noticed(case: dict[str, Any]) -> None:
    analysis, given = analyse(conflict_of(case)), case["equilibria_independent"]["nash"]
    wrong = sorted(set(given) ^ {1})
    (found,) = check(analysis, Claim({"nash": wrong}))
    assert (found.states, found.agrees) == ((1,), ())


@pytest.mark.parametrize("case", OPTION_FORM, ids=[case["name"] for case in OPTION_FORM])
def test_the_exchange_file_keeps_the_analysis(case: dict[str, Any]) -> None:
    conflict = conflict_of(case)
    again = analyse(from_gmcr(json.loads(to_gmcr(conflict)), case["name"]))
    assert again.as_json()["by_chain"] == analyse(conflict).as_json()["by_chain"]


@pytest.mark.parametrize("path", GMCR, ids=[path.stem for path in GMCR])
def test_files_of_the_other_programme_are_read_and_written(path: Path) -> None:
    conflict = read_conflict(path)
    for maker, ranks in zip(conflict.decision_makers, build(conflict).ranks, strict=True):
        if isinstance(maker.preference, Ranking):
            best = [ranks[int(level[0]) - 1] for level in maker.preference.levels]
            assert best == sorted(best, reverse=True)
    again = from_gmcr(json.loads(to_gmcr(conflict)), path.stem)
    assert analyse(again).as_json()["by_chain"] == analyse(conflict).as_json()["by_chain"]
