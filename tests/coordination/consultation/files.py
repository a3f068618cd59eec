"""Small consultation files for tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from shiome.coordination.consultation import ConsultationFile, check_parts
from shiome.coordination.consultation.model import AnyPart, Entry, Line, Opening, Point, SharedPosition, Standing
from shiome.policy.proposal import Proposal
from shiome.policy.proposal.model import Measure
from shiome.records.marking import Marking
from shiome.records.model import Position
from shiome.region.pack import load_pack, locate

DAY = date(2026, 1, 5)
PARTIES = ("JPN", "USA", "KOR")
ISSUE = "nuclear-end-state"
OPENING = Opening(
    title={"ja": "最終目標", "en": "The end-state", "ko": "최종 목표"},
    issue=ISSUE,
    parties=PARTIES,
    tools=("deterrence", "sanctions", "diplomacy"),
    body="tcog-2",
    originator="JPN",
    marking=Marking(tlp="AMBER", to=("tcog-2",)),
)
PROPOSAL = Proposal(
    title={"ja": "事前協議", "en": "A deal"}, measures=(Measure(id="talk", party="USA", type="consultation"),)
)
RECORD = Position(
    id="p1", when="2025-02", known_from=date(2025, 4, 16), coder="pack:x@1", actor="USA", issue=ISSUE, stance="完全な非核化",
    value=75, low=60, high=85, salience=0.5, translations={"en": {"stance": "Complete denuclearisation"}},
)  # fmt: skip


@cache
def pack():
    return load_pack(locate("peninsula"))


def known(name: str) -> Position | None:
    return RECORD if name == RECORD.id else None


def consultation(*parts: AnyPart, opening: Opening = OPENING) -> ConsultationFile:
    """A file with its opening and further parts, each checked."""
    first = ConsultationFile("c1", (Entry(number=1, on=DAY, by="person:kato", part=opening),))
    return check_parts(first, parts, pack(), on=DAY, by="person:kato", position=known)


def point(key: str = "goal", state: str = "open", **changes) -> Point:
    agreed = {"agreed_by": PARTIES} if state == "agreed" else {}
    return Point(**({"key": key, "state": state, "text": {"en": key}} | agreed | changes))


def standing(party: str = "JPN", **changes) -> Standing:
    given = {
        "party": party,
        "stance": {"en": "CVID"},
        "source": {"en": "the desk"},
        "value": 90,
        "low": 80,
        "high": 100,
    }
    return Standing(**(given | {"salience": 0.9} | changes))


def shared(*lines: tuple[str, Marking], approved_by=PARTIES, **changes) -> SharedPosition:
    given = {"text": {"en": "Together"}, "points": ("goal",), "approved_by": approved_by}
    told = tuple(Line(text={"en": text}, marking=marking) for text, marking in lines)
    return SharedPosition(**(given | {"lines": told} | changes))
