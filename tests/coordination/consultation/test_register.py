from datetime import date

import msgspec
from tests.coordination.consultation.files import ISSUE, PARTIES, RECORD, pack

from shiome.coordination.consultation.register import moves, register
from shiome.records.model import Source
from shiome.region.schema.context import IssueEntry

EARLY, LATE = date(2025, 4, 16), date(2025, 12, 31)


def position(identifier, known, *, actor="JPN", issue=ISSUE, value=None, document="d1"):
    source = Source(document=document, line=1, known_from=known)
    low, high = (None, None) if value is None else (value - 5, value + 5)
    return msgspec.structs.replace(
        RECORD, id=identifier, actor=actor, issue=issue, known_from=known, value=value, low=low, high=high, sources=(source,)
    )  # fmt: skip


def issues():
    return pack().entries("issues", IssueEntry)


def registered(*positions):
    return register(positions, issues(), PARTIES)


def test_the_newest_day_holds_and_parties_without_a_position_are_left_out():
    old, new = position("a", EARLY, value=70), position("b", LATE, value=80)
    (entry,) = registered(old, new, position("x", LATE, actor="PRK", value=5))
    (held,) = entry.held
    assert [each.id for each in held.positions] == ["b"]
    assert (held.low, held.value, held.high, held.salience) == (75, 80, 85, 0.5)
    assert entry.ground.consensus == "unplaced"


def test_an_issue_without_a_scale_has_stances_and_no_place():
    (entry,) = registered(position("a", EARLY, issue="arms-control"))
    assert entry.ground is None
    assert entry.held[0].value is None


def test_who_moved_by_how_much_by_which_document():
    before = registered(position("a", EARLY, value=70), position("u", EARLY, actor="USA", value=75))
    after = registered(
        position("a", EARLY, value=70),
        position("b", LATE, value=85, document="d2"),
        position("u", EARLY, actor="USA", value=75),
    )
    (move,) = moves(before, after)
    assert (move.party, move.change, move.by, move.documents) == ("JPN", "moved", 15, ("d2",))
    assert (move.was.value, move.now.value) == (70, 85)
    assert moves(after, after) == ()


def test_the_same_place_by_another_document_is_restated_and_what_is_new_or_gone_says_so():
    before = registered(position("a", EARLY, value=70))
    restated = registered(position("a", EARLY, value=70), position("b", LATE, value=70, document="d2"))
    assert [(each.change, each.by, each.documents) for each in moves(before, restated)] == [("restated", 0, ("d2",))]
    assert [(each.change, each.by) for each in moves((), before)] == [("new", None)]
    assert [(each.change, each.documents) for each in moves(before, ())] == [("gone", ())]
