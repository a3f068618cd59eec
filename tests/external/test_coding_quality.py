"""Floors under what the rule coder finds in the source documents; the figures themselves: benchmarks/coding_quality.py."""

from __future__ import annotations

import importlib.util
import os
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from shiome.reading.coding.coder import RuleCoder
from shiome.reading.text.document import read_text
from shiome.region.pack import load_pack, locate
from shiome.region.schema.meta import Bands
from shiome.vocabulary.edtf import parse_edtf

SOURCES = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[3] / "shared" / "sources"))
INVENTORY = SOURCES / "inventory"
pytestmark = pytest.mark.skipif(
    not (INVENTORY / "facts.jsonl").is_file(), reason=f"no inventory at {INVENTORY}: set SHIOME_SOURCES"
)


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    file = Path(__file__).parents[2] / "benchmarks" / "coding_quality.py"
    spec = importlib.util.spec_from_file_location("coding_quality", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_floors(quality: ModuleType) -> None:
    pack = load_pack(locate("peninsula"))
    coder, total = RuleCoder(pack), quality.Score()
    steps = {band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()}
    seeds = sorted(
        {row.split('"seed": "')[1][:3] for row in (INVENTORY / "facts.jsonl").read_text(encoding="utf-8").splitlines()}
    )
    for seed in seeds:
        dated = parse_edtf(pack.documents[seed].dated).latest
        assert dated is not None
        text = read_text(next(SOURCES.glob(f"{seed}_*.txt")), today=date.max)
        total.add(quality.Judge(coder, text, seed, dated, INVENTORY, steps).score())
    precision, recall = total.matched / total.proposed, total.matched / total.rows
    assert 2 * precision * recall / (precision + recall) >= 0.60
    assert total.dates / total.matched >= 0.85
    assert total.forecasts_found / total.forecasts >= 0.90
    assert total.grades / total.forecasts_found >= 0.90
