"""Judgements made by hand: what can be checked is entered, what cannot is refused in one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.ledger.drafts import BLANK, Draft, drafts_from, judgement_of, nearest_step

BANDS = {1: (0.02, 0.2), 2: (0.2, 0.55), 3: (0.4, 0.7), 4: (0.6, 0.9), 5: (0.85, 0.99)}
TODAY = date(2025, 6, 1)


def entered(**changes):
    fields = {
        "proposition": "talks resume",
        "holder": "kato",
        "criterion": "both sides announce them",
        "band": (0.2, 0.4),
        "due": "2025-12",
    }
    draft = Draft(**fields | changes)
    return judgement_of(draft, bands=BANDS, step={"likely": 4, "odd": 7}.get, coder="person:sato", today=TODAY)


def refusal(**changes):
    with pytest.raises(InputRefused) as caught:
        entered(**changes)
    assert "\n" not in caught.value.line("en") + caught.value.line("ja")
    assert caught.value.hint
    assert caught.value.ja != caught.value.message
    return caught.value.code


def test_a_draft_becomes_an_accepted_open_judgement_known_from_the_day_it_was_made():
    made = entered(made_on=date(2025, 5, 1), word="likely")
    assert (made.status, made.outcome, made.settled, made.score) == ("accepted", "unknown", False, None)
    assert made.known_from == made.made_on == date(2025, 5, 1)
    assert (made.holder, made.coder, made.cue, made.hedge) == ("kato", "person:sato", "likely", 4)
    assert made.band == (0.2, 0.4), "the band given goes before that of the word"
    assert entered().made_on == TODAY


def test_texts_by_language_are_kept_with_one_as_the_main_text():
    made = entered(proposition={"en": "Talks", "ja": "協議"}, criterion={"en": "Seen"})
    assert (made.proposition, made.criterion) == ("協議", "Seen")
    assert made.translations == {"en": {"proposition": "Talks"}}


def test_a_word_stands_for_the_band_of_its_step():
    made = entered(band=None, word="likely")
    assert (made.band, made.hedge) == (BANDS[4], 4)
    assert refusal(band=None, word="perchance") == "ledger.word"
    assert refusal(band=None, word="odd") == "ledger.word"


@pytest.mark.parametrize("criterion", [*sorted(BLANK), "  ", {"ja": "—"}, {}])
def test_without_a_criterion_nobody_can_check_it(criterion):
    assert refusal(criterion=criterion) == "ledger.criterion"


def test_without_a_date_nobody_can_check_it_unless_it_is_marked_as_undated():
    assert refusal(due="") == "ledger.undated"
    assert refusal(due="", horizon="before the elections") == "ledger.undated"
    assert entered(due="", undated=True, horizon="no date").due == ""
    assert entered(due="", horizon="2025-09").due == "2025-09"


@pytest.mark.parametrize("due", ["2025-02/..", "2024-12", "../2025-01-09"])
def test_a_date_that_never_ends_or_lies_before_the_judgement_is_refused(due):
    assert refusal(due=due) == "ledger.due"


def test_a_date_and_undated_exclude_each_other():
    assert refusal(undated=True) == "ledger.due"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proposition": " "}, "ledger.proposition"),
        ({"holder": ""}, "ledger.holder"),
        ({"band": (0.4, 0.2)}, "ledger.band"),
        ({"band": (0.4, 1.2)}, "ledger.band"),
        ({"band": None, "probability": float("nan")}, "ledger.band"),
        ({"probability": 0.3}, "ledger.band"),
        ({"band": None}, "ledger.band"),
        ({"made_on": date(2025, 6, 2)}, "ledger.future"),
        ({"due": "soon"}, "date.form"),
    ],
)
def test_what_does_not_hold_together_is_refused(changes, code):
    with pytest.raises(InputRefused) as caught:
        entered(**changes)
    assert caught.value.code == code


def test_the_same_judgement_has_the_same_identifier_and_another_one_another():
    ids = {entered().id, entered(criterion="else").id}
    assert len(ids) == 1
    ids |= {entered(holder="abe").id, entered(proposition="talks end").id, entered(made_on=date(2025, 5, 1)).id}
    assert len(ids) == 4
    assert entered(id="mine").id == "mine"


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_nearest_step_is_none_farther_than_any_other(a, b):
    band = (min(a, b), max(a, b))
    distances = {step: abs(sum(BANDS[step]) - sum(band)) for step in BANDS}
    assert distances[nearest_step(band, BANDS)] == min(distances.values())


def test_entries_of_a_file_are_read_from_words():
    one = {"proposition": "x", "holder": "k", "band": ["0.2", "0.4"], "made_on": "2025-01-02", "undated": "true"}
    read = drafts_from(one)[0]
    assert (read.band, read.made_on, read.undated) == ((0.2, 0.4), date(2025, 1, 2), True)
    with pytest.raises(InputRefused, match="entry 2 is not a judgement") as caught:
        drafts_from([one, {**one, "outcome": "true"}])
    assert caught.value.code == "ledger.entry"
