"""What an outlook tells of where very much is known: the newest, what the pack holds, and what yardsticks rest on."""

from datetime import date, timedelta

import msgspec
import pytest
from tests.records.making import add_document, event, judgement, source
from tests.region.packs import write_pack

from shiome.futures.ledger.forecasts import about_of
from shiome.records.values import LIVE
from shiome.workspace import Workspace, live
from shiome.workspace.live import Live
from shiome.yardsticks.model import Measurement, Telltale, Turning
from shiome.yardsticks.series import Point, Series

DAY = date(2025, 6, 30)
FIRST = date(2025, 6, 1)
EVENTS = """\
- id: OLD
  when: 2024-01-05
  text: {ja: 会談, en: Talks}
  source: [AAA]
  recipient: [BBB]
  plover: CONSULT
  cite: ["d1:L1"]
"""


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "ws", region=str(write_pack(tmp_path / "pack", {"events.yaml": EVENTS}))) as made:
        for number in range(6):
            dated = (FIRST + timedelta(days=number)).isoformat()
            add_document(made.store, f"doc {number}", f"doc-{number}", dated=dated)
            with made.store.transaction(actor="test") as transaction:
                cited = (source(f"doc-{number}", dated, line=1),)
                transaction.add_records([event(f"e{number}", when=dated, known=dated, sources=cited)])
        yield made


def measurement(*inputs, telltale=()):
    names = {"ja": "尺度", "en": "Yardstick"}
    return Measurement(
        id="y", name=names, about=names, members=("AAA",), direction=names, as_of=DAY, components=(),
        series=Series(period="month", points=(Point(when="2025-06", value=1.0, n=1, inputs=inputs),)),
        turning=Turning(verdict="none", reason="short"),
        telltales=(Telltale(id="t", name=names, seen=True, inputs=telltale),),
    )  # fmt: skip


def ids(found):
    return [each.id for each in found]


def test_all_is_told_where_it_is_little(workspace):
    found = Live(workspace.store, workspace.pack)
    assert found.newest(as_of=DAY) == 0
    assert list(found.records("event", as_of=DAY)) == workspace.store.records("event", as_of=DAY, status=LIVE)
    assert ids(found.records("event", as_of=FIRST)) == ["OLD", "e0"]
    assert list(found.documents(as_of=DAY)) == workspace.store.documents(DAY)


def test_of_much_the_newest_is_told_beside_the_pack_and_what_yardsticks_name(workspace, monkeypatch):
    monkeypatch.setattr(live, "TOLD", 2)
    found = Live(workspace.store, workspace.pack)
    assert ids(found.records("event", as_of=DAY)) == ["OLD", "e4", "e5"]
    assert ids(found.records("event", as_of=FIRST)) == ["OLD", "e0"], "few were known then"
    assert (found.newest(as_of=DAY), found.newest(as_of=FIRST)) == (2, 0)
    assert ids(found.documents(as_of=DAY)) == ["doc-4", "doc-5"]
    named = Live(workspace.store, workspace.pack, [measurement("event:e1", "votes:rcid=1", telltale=("event:e2",))])
    assert ids(named.records("event", as_of=DAY)) == ["OLD", "e1", "e2", "e4", "e5"]
    assert ids(named.documents(as_of=DAY)) == ["doc-1", "doc-2", "doc-4", "doc-5"]


def test_rejected_records_and_forecasts_are_not_told(workspace, monkeypatch):
    with workspace.store.transaction(actor="test") as transaction:
        transaction.add_records(
            [judgement("j"), judgement("f", about=about_of("j")), judgement("n", status="rejected")]
        )
    for most in (1, 2, 9):
        monkeypatch.setattr(live, "TOLD", most)
        told = ids(Live(workspace.store, workspace.pack).records("judgement", as_of=DAY))
        assert "n" not in told
        assert "f" not in told


def test_an_outlook_of_very_much_says_so(workspace, monkeypatch):
    assert "newest" not in msgspec.json.encode(workspace.outlook(as_of=DAY).front).decode()
    monkeypatch.setattr(live, "TOLD", 2)
    english, japanese = (workspace.outlook(as_of=DAY, language=each).front for each in ("en", "ja"))
    assert "only the newest 2 are told of" in msgspec.json.encode(english).decode()
    assert "新しいものから2件だけ" in msgspec.json.encode(japanese).decode()
