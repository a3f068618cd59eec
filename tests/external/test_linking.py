"""Floors under linking: on the pack's claims of each document, and on what reading finds in the sources.

The figures themselves: benchmarks/linking.py.
"""

from __future__ import annotations

import pytest
from tests.external.measuring import benchmark
from tests.external.sources import sources

from shiome.futures.linking import link_claims
from shiome.region.pack import load_pack, locate

TUNED = {
    ("000", "ja"): (0.9, 0.7),
    ("000", "en"): (0.85, 0.7),
    ("003", "ja"): (0.8, 0.6),
    ("003", "en"): (0.8, 0.55),
    ("004", "ja"): (0.85, 0.65),
    ("004", "en"): (0.75, 0.6),
}
"""Precision and recall on the documents whose words the terms were written from."""
READ = ("000", "003", "004")
PRECISION_READ = 0.5
"""Of all links to claims that reading finds in those documents."""


@pytest.mark.parametrize(("document", "language"), TUNED)
def test_claims_of_a_document(document: str, language: str) -> None:
    linking = benchmark("linking")
    pack = load_pack(locate("peninsula"))
    outcomes = link_claims(linking.claims_of(pack, document, language), pack)
    counts = linking.tally(outcomes, linking.cells_of(pack))
    precision, recall = TUNED[document, language]
    assert counts.precision >= precision
    assert counts.recall >= recall
    assert counts.given + sum(counts.reasons.values()) == counts.claims


def test_few_cells_are_wrong_where_nothing_was_tuned() -> None:
    linking = benchmark("linking")
    pack = load_pack(locate("peninsula"))
    cells = linking.cells_of(pack)
    for language in ("ja", "en"):
        counts = linking.tally(link_claims(linking.claims_of(pack, "001", language), pack), cells)
        assert counts.given - counts.right <= 2


def test_claims_as_reading_finds_them() -> None:
    folder = sources()
    linking = benchmark("linking")
    pack = load_pack(locate("peninsula"))
    counts = [linking.measure_read(pack, document, folder).counts for document in READ]
    assert sum(tally.given for tally in counts) >= 8
    assert sum(tally.right for tally in counts) >= PRECISION_READ * sum(tally.given for tally in counts)
