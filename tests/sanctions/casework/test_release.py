import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sanctions.casework.cases import DAY, case, evidence, identity, pack

from shiome.errors import NotKnown
from shiome.records.marking import TLPS, Marking
from shiome.sanctions.casework import reaches, released_to
from shiome.sanctions.casework.model import HandOver, Release, Retraction

READERS = ("public", "JPN", "ITA", "ecc", "psmx", "msmt", "sanctions-committee")


@pytest.mark.parametrize(
    ("tlp", "to", "reached"),
    [
        ("CLEAR", (), set(READERS)),
        ("CLEAR", ("ITA",), {"ITA"}),
        ("GREEN", (), set(READERS) - {"public"}),
        ("GREEN", ("ecc",), {"ecc", "JPN"}),
        ("AMBER", ("msmt",), {"msmt", "JPN", "ITA"}),
        ("AMBER", (), set()),
        ("AMBER+STRICT", ("msmt",), {"msmt"}),
        ("AMBER+STRICT", (), set()),
        ("RED", ("ITA",), {"ITA"}),
        ("RED", (), set()),
    ],
)
def test_whom_a_marking_reaches(tlp, to, reached):
    marking = Marking(tlp=tlp, to=to)
    assert {reader for reader in READERS if reaches(marking, reader, pack(), on=DAY)} == reached


@given(st.sampled_from(TLPS[2:]), st.sampled_from(READERS))
def test_an_empty_group_reaches_nobody(tlp, reader):
    assert not reaches(Marking(tlp=tlp), reader, pack(), on=DAY)


def test_a_state_outside_the_framework_gets_nothing_even_of_what_is_green():
    assert not reaches(Marking(tlp="GREEN"), "RUS", pack(), on=DAY)
    with pytest.raises(NotKnown, match="neither a body nor a participant"):
        released_to(case(), "RUS", pack(), on=DAY)


def test_a_case_that_may_not_be_seen_reads_like_none():
    with pytest.raises(NotKnown, match="there is no case 'c1'"):
        released_to(case(), "ITA", pack(), on=DAY)


secrets = st.text("abcdefgh", min_size=12, max_size=16)


@given(
    st.lists(
        st.tuples(st.sampled_from(TLPS), st.sampled_from([(), ("ecc",), ("msmt",), ("ITA",)]), secrets), max_size=6
    )
)
def test_nothing_withheld_leaves_a_trace(given_parts):
    parts = [identity(value, marking=Marking(tlp=tlp, to=to)) for tlp, to, value in given_parts]
    whole = case(evidence(marking=Marking(tlp="RED")), identity("KNOWN", evidence=(2,)), *parts)
    for reader in ("ecc", "JPN", "KOR"):
        seen = released_to(whole, reader, pack(), on=DAY)
        text = msgspec.json.encode(seen.entries).decode()
        for number, (tlp, to, value) in enumerate(given_parts, start=4):
            visible = reader == "JPN" or reaches(Marking(tlp=tlp, to=to), reader, pack(), on=DAY)
            others = {v for n, (_, _, v) in enumerate(given_parts, start=4) if n != number}
            if not visible and not any(value in other for other in others):
                assert value not in text
        assert [entry.number for entry in seen.entries] == list(range(1, len(seen.entries) + 1))
        assert "person:kato" not in text


def test_what_points_to_a_withheld_part_does_not_point_any_more():
    whole = case(evidence(marking=Marking(tlp="RED")), identity(evidence=(2,)))
    assert released_to(whole, "ecc", pack(), on=DAY).entries[1].part.evidence == ()
    assert released_to(whole, "JPN", pack(), on=DAY).entries[2].part.evidence == (2,)


def test_a_release_opens_a_part_and_another_closes_it_again():
    wide = Release(items=(1, 2), new=Marking(tlp="CLEAR"), consent=("JPN",))
    opened = case(identity(), wide)
    assert [e.part.value for e in released_to(opened, "public", pack(), on=DAY).entries[1:]] == ["STAR"]
    closed = case(identity(), wide, Release(items=(2,), new=Marking(tlp="RED"), consent=("JPN",)))
    assert len(released_to(closed, "public", pack(), on=DAY).entries) == 1


def test_hand_overs_and_retractions_are_shown_to_the_originator_only():
    handed = HandOver(source="ecc", target="psmx", stage="detection", at="2025-06-01", items=(2,))
    green = Marking(tlp="GREEN")
    whole = case(identity(marking=green), handed, identity("OTHER"), Retraction(item=4, reason={"en": "wrong"}))
    assert len(released_to(whole, "JPN", pack(), on=DAY).entries) == 4
    assert len(released_to(whole, "ecc", pack(), on=DAY).entries) == 2
