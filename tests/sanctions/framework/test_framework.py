from datetime import date

import pytest

from shiome.errors import NotKnown
from shiome.region.pack import load_pack, locate
from shiome.sanctions.framework import body_of, expanded, framework_of, framework_shape, is_known_reader, rows_of

NOW = date(2025, 6, 1)


@pytest.fixture(scope="module")
def pack():
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def framework(pack):
    return framework_of(pack, as_of=NOW)


def test_the_bodies_their_tasks_and_members(framework):
    assert [b.id for b in framework.bodies if b.working] == ["sanctions-committee", "psmx", "ecc", "msmt"]
    assert framework.body("panel-of-experts").ended == "2024-04-30"
    assert {t.task for t in framework.body("msmt").tasks} == {"investigate", "report"}
    assert framework.uncovered == ()
    for identifier in ("psmx", "ecc"):
        body = framework.body(identifier)
        assert (len(body.members), body.further) == (8, ("GBR",))


def test_documents_name_three_of_the_eleven_and_give_their_number(framework):
    team = framework.body("msmt")
    assert (len(team.members), len(team.further), team.size) == (3, 8, 11)
    assert team.note["en"]


def test_overlap_is_over_all_members_and_over_those_named(framework):
    found = {(o.a, o.b): o for o in framework.overlaps}
    assert found["psmx", "ecc"].share == 1
    pair = found["psmx", "msmt"]
    assert (pair.share, pair.named_share) == (9 / 11, 3 / 8)
    assert (pair.only_a, pair.only_b) == ((), ("ITA", "NLD"))


def test_hand_over_runs_from_detection_to_report_between_working_bodies(framework):
    routes = {(r.source, r.target): (r.stage, r.open) for r in framework.routes}
    assert routes["ecc", "psmx"] == ("detection", False)
    assert routes["psmx", "msmt"] == ("case", True)
    assert routes["msmt", "sanctions-committee"] == ("report", True)
    assert not any("panel-of-experts" in pair for pair in routes)


def test_every_duty_of_the_panel_has_a_successor_or_a_named_gap(framework):
    states = {d.duty.id: d.state for d in framework.duties}
    assert states == {
        "panel.enquiry": "part",
        "panel.investigation": "part",
        "panel.reporting": "part",
        "panel.listing": "nobody",
    }
    assert all(d.duty.gap["ja"] and d.duty.gap["en"] for d in framework.duties)


def test_nothing_is_known_before_the_paper_that_tells_of_it(pack):
    early = framework_of(pack, as_of=date(2025, 4, 15))
    assert (early.bodies, early.overlaps, early.routes) == ((), (), ())
    assert len(early.uncovered) == 4


@pytest.mark.parametrize("language", ["ja", "en"])
def test_shapes_and_rows_tell_the_same(framework, language):
    shape, rows = framework_shape(framework, language), rows_of(framework, language)
    assert len(shape["bodies"]) == len(rows["bodies"]) == 5
    assert len(shape["hand_over"]) == len(rows["hand_over"])
    assert shape["tasks"]["watch"] == ["ecc"]
    assert all(cell for table in rows.values() for row in table for cell in row)


def test_a_body_is_found_by_identifier_or_abbreviation(pack):
    assert body_of(pack, "MSMT", on=NOW).id == "msmt"
    with pytest.raises(NotKnown, match="'club' is no body of the framework") as caught:
        body_of(pack, "club", on=NOW)
    assert "\n" not in caught.value.line("ja")
    with pytest.raises(NotKnown, match="does not work on 2024-05-01"):
        body_of(pack, "panel-of-experts", on=date(2024, 5, 1))
    assert body_of(pack, "panel-of-experts", on=date(2024, 4, 30)).id == "panel-of-experts"
    with pytest.raises(NotKnown, match="does not work"):
        body_of(pack, "msmt", on=date(2024, 9, 30))


def test_groups_expand_to_members_and_the_empty_group_to_nobody(pack):
    assert expanded(pack, (), on=NOW) == frozenset()
    assert {"msmt", "ITA", "NLD"} <= expanded(pack, ["msmt"], on=NOW)
    assert expanded(pack, ["msmt"], on=date(2017, 1, 1)) >= {"msmt"}
    assert is_known_reader(pack, "public")
    assert is_known_reader(pack, "ITA")
    assert not is_known_reader(pack, "RUS")
