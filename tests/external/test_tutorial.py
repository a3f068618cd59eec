"""The tutorials on the four papers: what they print is what the program answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.house.walkthrough import follow

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(os.environ.get("SHIOME_SOURCES", ROOT.parent / "shared" / "sources"))
pytestmark = [
    pytest.mark.skipif(not sorted(SOURCES.glob("*.txt")), reason=f"no sources at {SOURCES}: set SHIOME_SOURCES"),
    pytest.mark.heavy,
]


@pytest.mark.parametrize("page", ["tutorial.md", "ja/tutorial.md"])
def test_the_answers_are_those_that_the_tutorial_prints(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    assert follow(ROOT / "docs" / page, values={"PAPERS": str(SOURCES)}, answers=True) == []
