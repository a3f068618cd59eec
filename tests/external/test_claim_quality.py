"""Floors under the claims found in the source documents; the figures themselves: benchmarks/claim_quality.py."""

from __future__ import annotations

from datetime import date

import pytest
from tests.external.measuring import benchmark
from tests.external.sources import sources

from shiome.reading.text.document import read_text
from shiome.region.pack import load_pack, locate
from shiome.vocabulary.edtf import parse_edtf
from shiome.workspace.reader import RegionReader

FLOORS = {"000": 0.70, "003": 0.70, "004": 0.45}
"""Line, sign and an actor shared. 004 was held out while the rules were written."""


@pytest.mark.parametrize("seed", FLOORS)
def test_claims_of_a_document(seed: str) -> None:
    folder = sources()
    quality = benchmark("claim_quality")
    pack = load_pack(locate("peninsula"))
    dated = parse_edtf(pack.documents[seed].dated).latest
    assert dated is not None
    text = read_text(next(folder.glob(f"{seed}_*.txt")), today=date.max)
    claims = RegionReader(pack).claims(text, document=seed, dated=dated)
    score = quality.compare(claims, quality.rows_of(pack, seed, folder / "inventory"), text)
    assert score.f1("strict") >= FLOORS[seed]
