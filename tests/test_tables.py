"""Tables that ship within the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import yaml

from shiome.tables import shipped_table

FILES = sorted(
    file.relative_to(root)
    for root in (Path(str(resources.files("shiome"))),)
    for file in root.rglob("*.yaml")
    if "regions" not in file.parts and "static" not in file.parts
)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_table_reads_as_pyyaml_itself_reads_it(file: Path) -> None:
    text = resources.files("shiome").joinpath(str(file)).read_text(encoding="utf-8")
    assert shipped_table("shiome", *file.parts) == yaml.safe_load(text)


def test_a_table_is_read_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shipped_table("shiome.yardsticks.dyads", "tones.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert shipped_table("shiome.yardsticks.dyads", "tones.yaml") == whole
