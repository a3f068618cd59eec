import msgspec
import pytest
from tests.coordination.consultation.files import (
    OPENING,
    PARTIES,
    PROPOSAL,
    consultation,
    known,
    pack,
    point,
    shared,
    standing,
)

from shiome.coordination.consultation import check_part
from shiome.coordination.consultation.model import (
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    RedLine,
    Release,
    Retraction,
    Slot,
    Standing,
    Statement,
    Tabled,
)
from shiome.errors import InputRefused
from shiome.policy.proposal import Proposal
from shiome.policy.proposal.model import Measure
from shiome.records.marking import Marking

TEXT = {"en": "text"}
MEETING = Meeting(key="m1", on="2026-02-10", level="officials", agenda=(AgendaItem(title=TEXT),))


def refusal(*parts):
    with pytest.raises(InputRefused) as refused:
        consultation(*parts)
    line = refused.value.line()
    assert "\n" not in line
    assert refused.value.ja != refused.value.message
    return refused.value.code


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (point(state="agreed", agreed_by=("JPN", "USA")), "agreed"),
        (point(state="open", agreed_by=PARTIES), "agreed"),
        (point(tool="trade"), "name"),
        (point(raised_by="PRK"), "party"),
        (point(text={}), "text"),
        (point(text={"fr": "but"}), "text"),
        (point(cite=("009:L1",)), "name"),
        (point(cite=("004:L9999",)), "citation"),
        (standing(value=120, high=130), "value"),
        (standing(low=95), "value"),
        (standing(value=None), "value"),
        (standing(source={}), "unsourced"),
        (Standing(party="JPN"), "position"),
        (standing(record="p1"), "position"),
        (Standing(party="JPN", record="p1"), "record"),
        (Standing(party="USA", record="none"), "record"),
        (Standing(party="USA", record="p1", value=70), "record"),
        (RedLine(key="r", party="CHN", text=TEXT), "party"),
        (Slot(tool="diplomacy", text=TEXT, effects=("nothing",)), "name"),
        (Decision(key="d", state="pending", text=TEXT, owner=()), "owner"),
        (Decision(key="d", state="pending", text=TEXT, owner=("JPN",), due="soon"), "date"),
        (Decision(key="d", state="pending", text=TEXT, owner=("JPN",), points=("none",)), "key"),
        (Minutes(meeting="m1"), "key"),
        (shared(), "rests"),
        (shared(points=()), "rests"),
        (Retraction(item=1, reason=TEXT), "number"),
        (Retraction(item=7, reason=TEXT), "number"),
        (Release(items=(1,), new=Marking(tlp="CLEAR"), consent=("USA",)), "consent"),
        (Release(items=(), new=Marking(tlp="CLEAR"), consent=("JPN",)), "consent"),
        (point(marking=Marking(tlp="AMBER", to=("nobody",))), "name"),
        (OPENING, "opening"),
    ],
)
def test_what_a_file_does_not_take(part, code):
    assert refusal(point(), part) == f"consult.{code}" or refusal(part) == f"consult.{code}"


def test_a_shared_position_rests_on_agreed_points_only():
    assert refusal(point(), shared()) == "consult.rests"
    assert consultation(point(state="agreed"), shared()).shared is not None


def test_a_statement_belongs_to_an_item_of_the_agenda():
    said = Minutes(meeting="m1", statements=(Statement(party="KOR", text=TEXT, item=2),))
    assert refusal(MEETING, said) == "consult.item"
    foreign = Minutes(meeting="m1", statements=(Statement(party="PRK", text=TEXT, item=1),))
    assert refusal(MEETING, foreign) == "consult.party"


def test_a_tool_outside_the_file_is_refused():
    narrow = msgspec.structs.replace(OPENING, tools=("sanctions",))
    with pytest.raises(InputRefused, match="'diplomacy' is no tool of the file"):
        consultation(point(tool="diplomacy"), opening=narrow)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"originator": ""}, "originator"),
        ({"marking": None}, "originator"),
        ({"parties": ("JPN",)}, "parties"),
        ({"parties": ("JPN", "JPN", "USA")}, "parties"),
        ({"tools": ()}, "parties"),
        ({"issue": "nothing"}, "name"),
        ({"title": {}}, "text"),
    ],
)
def test_an_opening_that_does_not_hold(changes, code):
    with pytest.raises(InputRefused) as refused:
        check_part(None, msgspec.structs.replace(OPENING, **changes), pack(), position=known)
    assert refused.value.code == f"consult.{code}"


def test_a_file_begins_with_its_opening():
    with pytest.raises(InputRefused, match="begins with its opening"):
        check_part(None, point(), pack(), position=known)


def test_a_record_of_the_party_on_the_issue_is_taken():
    assert consultation(Standing(party="USA", record="p1")).of(Standing)[0].record == "p1"


def test_a_proposal_that_the_region_does_not_know_is_refused():
    proposal = Proposal(title=TEXT, measures=(Measure(id="m", party="USA", type="nothing"),))
    assert refusal(Tabled(key="deal", proposal=proposal)) == "consult.proposal"
    assert consultation(Tabled(key="deal", proposal=PROPOSAL))
