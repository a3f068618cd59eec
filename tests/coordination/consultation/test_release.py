import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.consultation.files import OPENING, PARTIES, consultation, pack, point, shared, standing

from shiome.coordination.consultation import lines_for, reaches, released_to
from shiome.coordination.consultation.model import AgendaItem, Decision, Meeting, Release, Retraction, SharedPosition
from shiome.errors import NotKnown
from shiome.records.marking import TLPS, Marking

READERS = ("public", "JPN", "KOR", "CHN", "AUS", "tcog-2", "quad")
CLEAR = Marking(tlp="CLEAR")


@pytest.mark.parametrize(
    ("tlp", "to", "reached"),
    [
        ("CLEAR", (), set(READERS)),
        ("CLEAR", ("CHN",), {"CHN"}),
        ("GREEN", (), {"JPN", "KOR"}),
        ("GREEN", ("quad",), {"quad", "JPN", "AUS"}),
        ("AMBER", ("tcog-2",), {"tcog-2", "JPN", "KOR"}),
        ("AMBER", (), set()),
        ("AMBER+STRICT", ("tcog-2",), {"tcog-2"}),
        ("AMBER+STRICT", (), set()),
        ("RED", ("CHN",), {"CHN"}),
        ("RED", (), set()),
    ],
)
def test_whom_a_marking_reaches(tlp, to, reached):
    marking = Marking(tlp=tlp, to=to)
    assert {reader for reader in READERS if reaches(marking, reader, pack(), parties=PARTIES)} == reached


@given(st.sampled_from(TLPS[2:]), st.sampled_from(READERS))
def test_an_empty_group_reaches_nobody(tlp, reader):
    assert not reaches(Marking(tlp=tlp), reader, pack(), parties=PARTIES)


def test_a_file_that_may_not_be_seen_reads_like_none_and_an_unknown_reader_is_refused():
    with pytest.raises(NotKnown, match="there is no consultation file 'c1'"):
        released_to(consultation(point()), "CHN", pack())
    with pytest.raises(NotKnown, match="neither an actor nor a body"):
        released_to(consultation(point()), "nobody", pack())


secrets = st.text("abcdefgh", min_size=12, max_size=16)
markings = st.builds(
    lambda tlp, to: Marking(tlp=tlp, to=to),
    st.sampled_from(TLPS),
    st.sampled_from([(), ("tcog-2",), ("KOR",), ("quad",), ("CHN",)]),
)


@given(
    st.lists(st.tuples(markings, secrets), max_size=5),
    st.lists(st.tuples(markings, secrets), max_size=4),
    st.booleans(),
)
def test_nobody_sees_what_is_not_marked_for_them(points, lines, approved):
    parts = [point(f"p{number}", text={"en": value}, marking=marking) for number, (marking, value) in enumerate(points)]
    told = shared(
        *((value, marking) for marking, value in lines),
        approved_by=PARTIES if approved else PARTIES[:2],
        marking=Marking(tlp="RED"),
    )
    whole = consultation(point(state="agreed", marking=Marking(tlp="RED")), *parts, told)
    for reader in READERS:
        try:
            seen = msgspec.json.encode(released_to(whole, reader, pack()).entries).decode()
        except NotKnown:
            seen = ""
        assert "person:kato" not in seen
        own = reader == "JPN"
        in_file = own or reader in ("KOR", "tcog-2")
        allowed = [v for m, v in points if in_file and (own or reaches(m, reader, pack(), parties=PARTIES))]
        allowed += [v for m, v in lines if own or (approved and reaches(m, reader, pack(), parties=PARTIES))]
        for _, value in (*points, *lines):
            assert (value in seen) == any(value in each for each in allowed)


def test_an_outsider_gets_the_lines_meant_for_it_and_nothing_else():
    lines = (
        ("to all", CLEAR),
        ("to one", Marking(tlp="RED", to=("CHN",))),
        ("to us", Marking(tlp="AMBER", to=("tcog-2",))),
    )
    whole = consultation(point(state="agreed"), standing(), shared(*lines))
    seen = released_to(whole, "CHN", pack())
    assert seen.opening.title == {}
    assert seen.opening.parties == ()
    (version,) = seen.of(SharedPosition)
    assert [line.text["en"] for line in version.lines] == ["to all", "to one"]
    assert version.text == {}
    assert len(seen.entries) == 2
    assert str(seen.marking(2)) == "TLP:RED REL TO CHN"
    assert [line.text["en"] for line in lines_for(whole, "public", pack())] == ["to all"]


def test_lines_wait_for_the_approval_of_all_and_the_last_approved_version_counts():
    draft = shared(("new", CLEAR), approved_by=("JPN",))
    whole = consultation(point(state="agreed"), shared(("old", CLEAR)), draft)
    assert [line.text["en"] for line in lines_for(whole, "public", pack())] == ["old"]
    assert lines_for(consultation(point(state="agreed"), draft), "public", pack()) == ()


def test_what_points_to_a_withheld_part_does_not_point_any_more():
    secret = Marking(tlp="RED")
    decision = Decision(key="d", state="pending", text={"en": "do"}, owner=("JPN",), points=("goal", "terms"))
    item = AgendaItem(title={"en": "first"}, points=("goal", "terms"))
    meeting = Meeting(key="m1", on="2026-02", level="officials", agenda=(item,))
    whole = consultation(point(marking=secret), point("terms"), decision, meeting)
    seen = released_to(whole, "KOR", pack())
    assert seen.latest(Decision)["d"].points == ("terms",)
    assert seen.latest(Meeting)["m1"].agenda[0].points == ("terms",)
    assert released_to(whole, "JPN", pack()).latest(Decision)["d"].points == ("goal", "terms")


def test_a_release_opens_a_part_and_leaves_no_trace_itself():
    wide = Release(items=(1, 2), new=CLEAR, consent=("JPN",))
    whole = consultation(point(), wide, point("terms"), Retraction(item=4, reason={"en": "wrong"}))
    assert [entry.part.__struct_config__.tag for entry in released_to(whole, "public", pack()).entries] == [
        "opening",
        "point",
    ]
    narrow = Release(items=(2,), new=Marking(tlp="RED"), consent=("JPN",))
    assert len(released_to(consultation(point(), wide, narrow), "public", pack()).entries) == 1


def test_numbers_run_anew():
    whole = consultation(point(marking=Marking(tlp="RED")), point("terms"))
    assert [entry.number for entry in released_to(whole, "USA", pack()).entries] == [1, 2]
    assert released_to(whole, "USA", pack()).opening == msgspec.structs.replace(OPENING, marking=whole.marking(1))
