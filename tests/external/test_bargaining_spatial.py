"""Published runs of the spatial model: risk attitudes, positions and probabilities of every turn as printed, line by line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.policy.bargaining import Actor, Course, Rules, Scale, Span, Table, negotiate

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
FILES = sorted(FOLDER.glob("ktab_*.json"))
READ = {file: json.loads(file.read_text(encoding="utf-8"))["cases"] for file in FILES}
CASES = [(file, number) for file, cases in READ.items() for number in range(len(cases))]
ENTERPRISES = [(file, number) for file, number in CASES if READ[file][number]["name"] == "SOE-Pol-Comp"]
NAMES = {
    "VotingRule": (
        "voting",
        {
            "Prop": "proportional",
            "Binary": "binary",
            "PropBin": "proportional_binary",
            "PropCbc": "proportional_cubic",
            "Cubic": "cubic",
            "ASymProsp": "asymmetric",
        },
    ),
    "VictoryProbModel": ("victory", str.lower),
    "PCEModel": (
        "election",
        {
            "Conditional": "conditional",
            "MarkovIncentive": "markov_incentive",
            "MarkovUniform": "markov_uniform",
        },
    ),
    "StateTransitions": ("transition", str.lower),
    "BigRRange": ("risk_range", str.lower),
    "BigRAdjust": (
        "risk_adjustment",
        {"No": "none", "OneThird": "one_third", "Half": "half", "TwoThirds": "two_thirds", "Full": "full"},
    ),
    "ThirdPartyCommit": (
        "third_party",
        {"NoCommit": "no_commitment", "SemiCommit": "semi_commitment", "FullCommit": "full_commitment"},
    ),
    "InterVecBrgn": ("interpolation", str.lower),
    "BargnModel": (
        "bargain",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "compromise"},
    ),
}

pytestmark = pytest.mark.skipif(
    not CASES, reason=f"no published runs of the spatial model at {FOLDER}: set SHIOME_DATA"
)


def _rules(parameters: dict[str, str]) -> Rules:
    given = {}
    for theirs, (ours, names) in NAMES.items():
        value = parameters[theirs]
        given[ours] = names(value) if callable(names) else names[value]
    return Rules(**given)


def _run(file: Path, number: int) -> tuple[dict, Course]:
    case = READ[file][number]
    issues = [name.removesuffix(" Position") for name in case["header"] if name.endswith(" Position")]
    assert len(issues) == case["dims"]
    actors = [
        Actor(
            a["name"],
            Span.at(a["power"]),
            tuple(Span.at(place) for place in a["position"]),
            tuple(Span.at(part / 100) for part in a["salience"]),
        )
        for a in case["actors"]
    ]
    table = Table(tuple(Scale(issue, 0, 100) for issue in issues), tuple(actors))
    listed = [actor["name"] for actor in case["actors"]]
    return case, negotiate(table, rules=_rules(case["model_parameters"]), precedence=listed)


@pytest.mark.parametrize(("file", "number"), CASES, ids=lambda value: getattr(value, "stem", str(value)))
def test_every_published_line(file, number):
    case, found = _run(file, number)
    assert len(found.turns) == case["n_states"]
    listed = [actor["name"] for actor in case["actors"]]
    places, likely = found.positions(), found.probabilities()
    for name in listed:
        actor = found.actors.index(name)
        published = case["winning_probability_history"][name]
        assert [f"{each:.4f}" for each in likely[:, actor]] == [f"{each:.4f}" for each in published], name
        # Printed with one decimal.
        printed = np.array(list(case["position_history"][name].values())).T
        assert places[:, actor] == pytest.approx(printed, abs=0.05 + 1e-9), name
    risk = dict(zip(found.actors, found.turns[0].views.risk.tolist(), strict=True))
    assert [f"{risk[name]:.3f}" for name in listed] == [f"{each:.3f}" for each in case["risk_attitudes_turn0"]]
    changes = [f"first step: {turn.change:.4f}" for turn in found.turns[:-1]]
    for ours, line in zip(changes, case["fractional_lines"], strict=False):
        assert ours in line


@pytest.mark.parametrize(("file", "number"), ENTERPRISES, ids=lambda value: getattr(value, "stem", str(value)))
def test_published_probabilities_depend_on_the_order_in_which_actors_are_listed(file, number):
    """Of nearly equal positions that of the actor listed first stands for all; the course itself does not depend on it."""
    _, listed = _run(file, number)
    by_code = negotiate(listed.table, rules=listed.rules)
    assert np.array_equal(by_code.positions(), listed.positions())
    spread = np.abs(by_code.probabilities() - listed.probabilities()).max()
    assert 0.01 < spread < 0.2
