"""The pages that promise to be followed word for word are followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.house.walkthrough import Typed, follow, steps

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TUTORIALS = ("tutorial.md", "ja/tutorial.md")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the examples stand as in a clone."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.heavy
def test_a_region_is_made_from_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(DOCS / "how-to" / "region.md", values={}, answers=True) == []
    assert (tmp_path / "out" / "outlook.pdf").exists()


@pytest.mark.heavy
def test_the_commands_of_the_tutorial_run_on_the_examples(clone: Path) -> None:
    """All but the outlook, which takes longest and is written by the region's page above."""
    values = {"PAPERS": "examples/documents"}
    assert follow(DOCS / "tutorial.md", values=values, answers=False, leaving_out="shiome outlook") == []
    assert (clone / "us-attention.svg").exists()


def test_the_tutorials_go_the_same_way() -> None:
    english, japanese = (
        [re.sub(" --lang (ja|en)", "", step.line) for step in steps(DOCS / page) if isinstance(step, Typed)]
        for page in TUTORIALS
    )
    assert english == japanese
    assert len(english) >= 12
