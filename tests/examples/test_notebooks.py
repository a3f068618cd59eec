"""The notebooks run from the first cell to the last, and what each cell ends in shows itself."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(file: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does; gives the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if isinstance(last, ast.Expr) else None


def rows_of(shown: Any) -> int:
    """Rows of a table of whichever library, items of anything else that has some."""
    height = getattr(shown, "height", None)
    return height if height is not None else len(shown)


def test_there_is_one_for_each_kind_of_user():
    assert {file.stem for file in NOTEBOOKS} == {"analyst", "secretariat", "monitor", "scholar"}


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_it_is_kept_without_outputs_and_tells_its_story_in_two_languages(file):
    code, text = cells(file, "code"), cells(file, "markdown")
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert len(text) >= 5
    for cell in text:
        told = "".join(cell["source"])
        assert any("\u3040" <= character <= "\u30ff" for character in told), told
        assert "*" in told, told
    ids = [cell["id"] for cell in (*code, *text)]
    assert len({*ids}) == len(ids)


@pytest.mark.heavy
@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_it_runs(file, monkeypatch):
    monkeypatch.chdir(FOLDER)
    names: dict[str, Any] = {}
    shown = [run_cell("".join(cell["source"]), names) for cell in cells(file, "code")]
    # The last cell closes the workspace; every other one shows something.
    assert shown.pop() is None
    for value in shown:
        page = getattr(value, "_repr_html_", None) or getattr(value, "_repr_svg_", None)
        if page is None:
            assert value
            continue
        assert page()
        if not hasattr(value, "_repr_svg_"):
            assert rows_of(value) > 0
