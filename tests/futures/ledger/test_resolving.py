"""Outcomes rest on evidence, append a version and never know more than their day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.ledger.judgements import judgement

from shiome.errors import InputRefused, RecordRefused
from shiome.futures.ledger.resolving import SHARES, Place, kept_score, place_of, resolved
from shiome.futures.scoring.bands import OBSERVED, band_score
from shiome.records.model import Source

TODAY = date(2026, 6, 1)
ON = date(2025, 12, 31)
SOURCE = Source(document="d1", line=3, end_line=3, known_from=date(2025, 6, 1), role="resolves")


def close(record, **changes):
    fields = {
        "outcome": "true",
        "sources": (),
        "account": {"en": "they met"},
        "on": ON,
        "today": TODAY,
        "by": "kato",
    }
    return resolved(record, **fields | changes)


def test_the_version_holds_from_its_day_and_keeps_all_else():
    before = judgement()
    after = close(before)
    assert (after.known_from, after.outcome, after.settled, after.coder) == (ON, "true", True, "person:kato")
    assert after.score == pytest.approx((0.75 - 1) ** 2)
    assert after.text == {"en": "they met"}
    assert (after.id, after.made_on, after.when, after.band) == (before.id, before.made_on, before.when, before.band)
    assert before.outcome == "unknown"


def test_a_document_becomes_evidence_on_the_day_it_is_named_as_such():
    after = close(judgement(), sources=(SOURCE,), account={})
    assert [(s.document, s.role, s.known_from) for s in after.sources] == [("d1", "resolves", ON)]
    again = close(after, sources=(SOURCE,), corrects=True, outcome="false")
    assert len(again.sources) == 1


def test_how_things_stand_is_no_score():
    after = close(judgement(), settled=False, outcome="false")
    assert (after.settled, after.score) == (False, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"account": {}}, "ledger.evidence"),
        ({"account": {"en": "  "}}, "ledger.evidence"),
        ({"outcome": "maybe"}, "ledger.outcome"),
        ({"sources": (SOURCE,), "on": date(2025, 5, 31)}, "ledger.leak"),
        ({"on": date(2026, 6, 2)}, "ledger.future"),
    ],
)
def test_what_cannot_be_an_outcome_is_refused(changes, code):
    with pytest.raises(InputRefused) as caught:
        close(judgement(), **changes)
    assert caught.value.code == code
    assert caught.value.ja != caught.value.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "proposed"}, "ledger.proposed"),
        ({"status": "rejected"}, "ledger.proposed"),
        ({"about": "forecast:j0"}, "ledger.forecast_of"),
        ({"outcome": "false", "settled": True}, "ledger.settled"),
    ],
)
def test_what_is_not_open_is_refused(changes, code):
    with pytest.raises(RecordRefused) as caught:
        close(judgement(**changes))
    assert caught.value.code == code


def test_a_settled_outcome_is_corrected_by_one_more_version():
    assert close(judgement(outcome="false", settled=True), corrects=True).outcome == "true"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("001:32", Place("001", 32, 32)),
        ("001:L3-5", Place("001", 3, 5)),
        (" note.txt:L3@2+7 ", Place("note.txt", 3, 3, 2, 7)),
        ("At 3:15 nothing happened", None),
        ("https://example.org/a:3", None),
    ],
)
def test_evidence_is_a_place_or_words(text, place):
    assert place_of(text) == place


@pytest.mark.parametrize("text", ["d:0", "d:5-3"])
def test_lines_that_are_none_are_refused(text):
    with pytest.raises(InputRefused) as caught:
        place_of(text)
    assert caught.value.code == "ledger.lines"


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(sorted(OBSERVED)))
def test_the_kept_score_is_that_of_the_scoring_room(a, b, outcome):
    band = (min(a, b), max(a, b))
    assert kept_score(band, outcome) == pytest.approx(band_score(band, OBSERVED[outcome]).score, abs=5.1e-7)


def test_shares_are_those_of_the_scoring_room():
    assert SHARES == OBSERVED
    assert kept_score((0.1, 0.2), "not_applicable") is None
