from datetime import date

import msgspec
import pytest
from tests.sanctions.casework.cases import DAY, OPENING, case, evidence, identity, pack

from shiome.errors import InputRefused, NotKnown, ShiomeError
from shiome.sanctions.casework import check_part
from shiome.sanctions.casework.model import (
    Assessment,
    HandOver,
    Happening,
    Legal,
    Marking,
    Release,
    Reply,
    Retraction,
)

HANDED = {"source": "ecc", "target": "msmt", "stage": "case", "at": "2025-06-01", "items": (1,)}


def test_a_part_that_holds_is_taken():
    made = case(
        evidence(),
        identity(evidence=(2,), since="2019-03", until="2020~"),
        Happening(kind="transfer", start="2024-02-24T02:10Z", text={"en": "seen"}),
        Legal(basis="r2375-11"),
        Assessment(statement={"ja": "疑い"}, step=4, rests_on=(3, 4)),
        Reply(party="v", asked="2024-03"),
    )
    assert len(made.entries) == 7


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (OPENING, "case.opening"),
        (identity(since="last spring"), "case.date"),
        (Happening(kind="transfer", start="2024-02-24T25:10Z", text={"en": "x"}), "case.date"),
        (Happening(kind="transfer", start="2024", text={"xx": "?"}), "case.text"),
        (Happening(kind="transfer", start="2024", text={"en": " "}), "case.text"),
        (identity(originator="RUS"), "case.body"),
        (identity(originator="public"), "case.body"),
        (identity(marking=Marking(tlp="RED", to=("club",))), "case.body"),
        (identity(evidence=(9,)), "case.number"),
        (identity(evidence=(1,)), "case.number"),
        (identity("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", field="wallet"), "crypto.checksum"),
        (Legal(basis="r9999-1"), "case.legal"),
        (Retraction(item=1, reason={"en": "x"}), "case.number"),
        (Retraction(item=7, reason={"en": "x"}), "case.number"),
        (Release(items=(1,), new=Marking(tlp="CLEAR")), "case.consent"),
        (Release(items=(1,), new=Marking(tlp="CLEAR"), consent=("USA",)), "case.consent"),
        (Release(items=(), new=Marking(tlp="CLEAR"), consent=("JPN",)), "case.consent"),
        (HandOver(**HANDED), "case.withheld"),
        (HandOver(**HANDED | {"target": "ecc"}), "case.hand_over"),
        (HandOver(**HANDED | {"items": ()}), "case.hand_over"),
        (HandOver(**HANDED | {"target": "club"}), "framework.body"),
        (HandOver(**HANDED | {"target": "panel-of-experts"}), "framework.ended"),
    ],
)
def test_what_does_not_hold_is_refused_in_one_line(part, code):
    with pytest.raises(ShiomeError) as caught:
        case(part)
    assert caught.value.code == code
    for language in ("ja", "en"):
        assert "\n" not in caught.value.line(language)
    assert caught.value.ja != caught.value.message


def test_a_case_begins_with_a_complete_opening():
    with pytest.raises(InputRefused, match="begins with its opening"):
        check_part(None, identity(), pack(), on=DAY)
    for change in ({"originator": ""}, {"marking": None}, {"category": "theft-of-time"}):
        with pytest.raises(InputRefused):
            check_part(None, msgspec.structs.replace(OPENING, **change), pack(), on=DAY)


def test_a_hand_over_goes_to_a_body_that_the_marking_reaches():
    handed = case(Release(items=(1,), new=Marking(tlp="AMBER", to=("msmt",)), consent=("JPN",)), HandOver(**HANDED))
    assert isinstance(handed.entries[-1].part, HandOver)


def test_a_release_cannot_be_taken_back_without_consent():
    narrowed = Release(items=(1,), new=Marking(tlp="RED"), consent=("JPN",))
    with pytest.raises(InputRefused, match="part 2 is history"):
        case(narrowed, Retraction(item=2, reason={"en": "x"}))


def test_a_body_that_has_not_begun_takes_nothing():
    with pytest.raises(NotKnown, match="does not work on 2024-01-01"):
        check_part(case(), HandOver(**HANDED), pack(), on=date(2024, 1, 1))


def test_a_retracted_part_no_longer_counts_and_stays():
    made = case(identity("WRONG"), identity("RIGHT"), Retraction(item=2, reason={"en": "misread"}))
    assert made.name("v") == "RIGHT"
    assert [part.value for part in made.of(type(identity()))] == ["RIGHT"]
    assert made.entries[1].part.value == "WRONG"
    with pytest.raises(InputRefused):
        check_part(made, Retraction(item=2, reason={"en": "again"}), pack(), on=DAY)
