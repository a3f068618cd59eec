"""Preferences by what the futures model says follows from a choice of options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.futures.model.worlds import straits

from shiome.errors import InputRefused, NotKnown, QueryRefused
from shiome.policy.conflict import analyse
from shiome.policy.conflict.futures import needs_model, read_with_futures

PLAIN: dict[str, Any] = {
    "conflict": "the harbour",
    "options": [{"id": "close"}, {"id": "wait"}],
    "decision_makers": [
        {"id": "master", "options": ["close"], "preference": {"statements": ["close"]}},
        {"id": "captain", "options": ["wait"], "preference": {"statements": ["wait if close"]}},
    ],
}
FUTURES: dict[str, Any] = {
    "months": 6,
    "sets": {"close": ["harbour=closed"], "wait": ["ships=stay"]},
    "worth": {"captain": {"ships=sail in 2031-09": 1.0}},
}


def written(folder: Path, **parts: Any) -> Path:
    path = folder / "conflict.yaml"
    content = PLAIN | {"futures": FUTURES | parts}
    path.write_text(yaml.safe_dump(content))
    return path


def test_only_a_file_that_asks_the_model_needs_it(tmp_path: Path) -> None:
    assert needs_model(written(tmp_path))
    (tmp_path / "plain.yaml").write_text(yaml.safe_dump(PLAIN))
    assert not needs_model(tmp_path / "plain.yaml")
    assert read_with_futures(tmp_path / "plain.yaml", None).name == "the harbour"


def test_a_choice_is_worth_what_follows_from_it(tmp_path: Path) -> None:
    conflict = read_with_futures(written(tmp_path), straits(), runs=2000)
    game = analyse(conflict).game
    states = game.states.patterns()
    captain = dict(zip(states, game.ranks[1].tolist(), strict=True))
    # Ships that are told to stay never sail, whatever the harbour does; with it open more sail than with it closed.
    assert captain["NY"] == captain["YY"] < captain["YN"] < captain["NN"]


def test_the_same_seed_gives_the_same_ranks(tmp_path: Path) -> None:
    one, other = (
        analyse(read_with_futures(written(tmp_path), straits(), runs=500, seed=4)).as_json() for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize(
    ("parts", "kind", "message"),
    [
        ({"worth": {"pilot": {"ships=sail": 1.0}}}, InputRefused, "names 'pilot'"),
        ({"sets": {"storm": ["weather=storm"]}}, InputRefused, "names 'storm'"),
        ({"months": "six"}, InputRefused, "futures"),
        ({"sets": {"close": ["harbour=shut"]}}, NotKnown, "no state 'shut'"),
        ({"worth": {"captain": {"tide=high": 1.0}}}, QueryRefused, "no driver tide"),
    ],
)
def test_what_the_model_does_not_know_is_refused(
    tmp_path: Path, parts: dict[str, Any], kind: type, message: str
) -> None:
    with pytest.raises(kind, match=message):
        analyse(read_with_futures(written(tmp_path, **parts), straits(), runs=50))
