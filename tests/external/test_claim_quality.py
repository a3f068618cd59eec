"""Floors under the claims found in the source documents; the figures themselves: benchmarks/claim_quality.py."""

from __future__ import annotations

from datetime import date

import pytest
from tests.external.measuring import benchmark
from tests.external.sources import sources
from tests.reading.claims.matching import compare

from shiome.reading.text.document import read_text
from shiome.region.pack import load_pack, locate
from shiome.vocabulary.edtf import parse_edtf
from shiome.workspace.reader import RegionReader

FLOORS = {"000": (0.75, 0.33), "003": (0.62, 0.35), "004": (0.47, 0.3)}
"""F1 at the headline's level (line, sign, half of the actors) and with the content of cause and effect."""


@pytest.mark.parametrize("seed", FLOORS)
def test_claims_of_a_document(seed: str) -> None:
    folder = sources()
    quality = benchmark("claim_quality")
    pack = load_pack(locate("peninsula"))
    dated = parse_edtf(pack.documents[seed].dated).latest
    assert dated is not None
    text = read_text(next(folder.glob(f"{seed}_*.txt")), today=date.max)
    claims = RegionReader(pack).claims(text, document=seed, dated=dated)
    score = compare(claims, quality.rows_of(pack, seed, folder / "inventory"), text.raw)
    half, content = FLOORS[seed]
    assert score.f1() >= half
    assert score.f1("content") >= content
