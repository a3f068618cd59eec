"""Words of the term bank in the texts of a proposal."""

from __future__ import annotations

import pytest
from tests.policy.proposal.made import held, proposal

from shiome.policy.proposal import Measure, Report, assess, side_by_side
from shiome.policy.proposal.wording import concepts, departures, forms

FREEZE = Measure(id="a", party="PRK", type="freeze", domain=("icbm",), verification="declared-sites")


def status(en: str, ja: str = "地位は定めない") -> Report:
    return assess(proposal(FREEZE, language={"ja": ja, "en": en}, end_state="cvid"), held())


@pytest.mark.parametrize(
    ("text", "language", "term"),
    [
        ("a Nuclear  Power in all but name", "en", "nuclear-power"),
        ("recognition as a nuclear state", "en", "nuclear-recognition"),
        ("核保有国としての立場", "ja", "nuclear-recognition"),
        ("ＣＶＩＤを目標とする", "ja", "cvid"),
    ],
)
def test_a_concept_is_named_by_its_longest_form(text: str, language: str, term: str) -> None:
    assert term in concepts({language: text}, held().terms)
    (found,) = forms(text, language, held().terms)
    assert term in {name for name, _ in found.uses}


def test_a_word_within_another_word_is_not_found() -> None:
    assert not forms("nonnuclear powers-that-be ... empowered", "en", held().terms)


def test_a_departure_names_the_word_to_use() -> None:
    (found,) = departures({"language": {"en": "It is a nuclear power."}}, held().terms)
    assert (found.field, found.form, found.term) == ("language", "nuclear power", "nuclear-power")
    assert "nuclear-armed North Korea" in found.preferred


def test_a_longer_form_of_another_concept_hides_the_word_within() -> None:
    assert not list(departures({"language": {"ja": "核保有国としての立場"}}, held().terms))


def test_status_words_that_read_as_recognition_leave_the_norm_open() -> None:
    assert status("Dealt with as a nuclear power.").of("norm-and-reality", "JPN").verdict == "open"
    assert status("Nothing is said of status.").of("norm-and-reality", "JPN").verdict == "holds"
    assert status("Dealt with as a nuclear power.").of("wording", "USA").verdict == "fails"


def test_side_by_side_tells_where_proposals_part_and_how_much_threat_each_leaves() -> None:
    cap = assess(proposal(FREEZE, end_state="cvid"), held())
    cut = Measure(id="a", party="PRK", type="reduce", domain=("icbm",), quantity=0.5, verification="declared-sites")
    less = assess(proposal(cut, end_state="none"), held())
    rows = {(row.criterion, row.party): row for row in side_by_side([cap, less])}
    homeland = rows["threat-left", "USA"]
    assert [each.verdict for each in homeland.verdicts] == ["holds", "holds"]
    assert homeland.differs
    assert rows["end-state", "JPN"].best == (0,)
    assert not rows["consultation", "JPN"].differs
