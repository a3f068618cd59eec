from __future__ import annotations

from datetime import date

import pytest
from tests.reading.comparing.materials import bank, document, lines

from shiome.errors import DocumentRefused
from shiome.reading.comparing import compare, wordings

A = lines(["三か国は朝鮮半島の非核化を目指す。", "ロシアについて議論した。"], dated="2023-08-18")
B = lines(["三か国は北朝鮮の非核化を断固として目指す。"], dated="2025-02")


def records(**options):
    return wordings(compare(A, B, terms=bank()), A, B, document_a="one", document_b="two", **options)


def test_findings_become_proposed_records_with_both_clocks():
    found = records()
    assert found
    for record in found:
        assert (record.status, record.when, record.known_from) == ("proposed", "2025-02", date(2025, 2, 28))
        assert record.coder.startswith("compare@")
        assert record.text_id == "two"
        assert set(record.text) == {"ja", "en"}


def test_operations():
    found = records()
    told = {(record.operation, record.term, record.baseline) for record in found}
    assert ("renamed", "北朝鮮の非核化", "朝鮮半島の非核化") in told
    assert ("RUS",) in {record.actors for record in found if record.operation == "omitted"}
    assert "changed" in {record.operation for record in found}


def test_sources_open_on_the_words():
    texts = {"one": A, "two": B}
    for record in records():
        for source in record.sources:
            words = texts[source.document].raw[source.start : source.end]
            assert words in (record.term, record.baseline)
            assert source.line == texts[source.document].line_of(source.start)
            assert source.known_from == (date(2023, 8, 18) if source.document == "one" else date(2025, 2, 28))


def test_identifiers_are_stable_and_distinct():
    once, again = records(), records()
    assert [record.id for record in once] == [record.id for record in again]
    assert len({record.id for record in once}) == len(once)


def test_kept_terms_on_request():
    assert "kept" not in {record.operation for record in records()}
    assert "kept" in {record.operation for record in records(kept=True)}


def test_nothing_below_the_confidence_asked_for():
    assert all(record.confidence >= 0.99 for record in records(least=0.99))
    assert records(least=1.1) == ()


def test_a_text_without_date_is_refused():
    undated = document("会合を開いた。", dated="")
    with pytest.raises(DocumentRefused) as refused:
        wordings(compare(undated, B, terms=bank()), undated, B, document_a="x", document_b="y")
    assert refused.value.code == "document.undated"
