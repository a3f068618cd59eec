"""The project's own gold pairs in five languages."""

from __future__ import annotations

import pytest
from tests.reading.comparing.materials import bank, document, gold, lines

from shiome.reading.comparing import compare

PAIRS = gold("gold")
ALIGNMENTS = gold("gold_alignments")


def test_the_gold_covers_five_languages():
    assert {row["language"] for row in PAIRS} == {"ja", "en", "ko", "zh", "ru"}
    assert len(PAIRS) >= 12


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["id"])
@pytest.mark.parametrize("level", ["token", "force"])
def test_changes_are_those_of_the_gold(row, level):
    found = compare(document(row["a"]), document(row["b"]), terms=bank())
    changes = sorted([change.op, change.a, change.b] for change in found.changes if change.level == level)
    assert changes == sorted(row[level])


@pytest.mark.parametrize("row", ALIGNMENTS, ids=lambda row: row["id"])
def test_sentences_are_aligned_as_in_the_gold(row):
    found = compare(lines(row["a"]), lines(row["b"]), terms=bank())
    linked = {(a, b) for pair in found.pairs for a in pair.rows for b in pair.columns}
    assert linked == {tuple(link) for link in row["pairs"]}
