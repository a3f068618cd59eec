"""The section on options: kept proposals side by side, the road, tracks and bargaining, by the knowledge of the day."""

import json
from dataclasses import replace

import msgspec
import pytest
from tests.cli.program import run
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.memory import STRAIT, TEXTS, seeded
from tests.outlook.optioned import FIRST, SECOND, optioned_pack
from tests.outlook.printed import parted_headings, strayed
from tests.outlook.test_building import LANGUAGES, cells, parts, statements, told
from tests.outlook.test_yardsticks import remarks

from shiome.errors import InputRefused, MissingExtra
from shiome.outlook import as_json, build_outlook
from shiome.outlook.build.parts import signed
from shiome.outlook.html import render_html
from shiome.outlook.model import Figure, Table
from shiome.outlook.pdf import render_pdf
from shiome.policy import view as views
from shiome.policy.view import OptionsView, Refused, planned, road_of
from shiome.region.check import check_pack
from shiome.workspace import Workspace
from shiome.workspace.options import keep, kept_files, options_of

KEYS = ("proposals", "road", "tracks", "bargains")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("optioned")
    with Workspace.create(folder / "ws", region=str(optioned_pack(folder / "pack"))) as made:
        for file in TEXTS.values():
            made.ingest(STRAIT / "documents" / file)
        given = folder / "given"
        given.mkdir()
        for name, text in (("a-batteries.yaml", FIRST), ("b-all.yaml", SECOND)):
            (given / name).write_text(text, encoding="utf-8")
        keep(made.folder, sorted(given.iterdir()))
        yield made


@pytest.fixture(scope="module")
def view(workspace):
    return options_of(workspace, AUTUMN)


def built(workspace, view, *, day=AUTUMN, language="en"):
    memory = seeded(workspace.pack, workspace.store.documents(day))
    return build_outlook(workspace.pack, memory, as_of=day, language=language, options=view)


@pytest.fixture(scope="module")
def outlooks(workspace, view):
    return {language: built(workspace, view, language=language) for language in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def outlook(request, outlooks):
    return outlooks[request.param]


def options(outlook):
    return {
        key.removeprefix("options."): part for key, part in parts(outlook).items() if key.split(".")[0] == "options"
    }


def tables(part):
    return [block for block in part.blocks if isinstance(block, Table)]


def test_the_pack_of_these_tests_is_sound(tmp_path):
    assert check_pack(optioned_pack(tmp_path / "pack"))[1] == []


def test_a_region_without_measures_and_roadmaps_has_no_section(tmp_path):
    with Workspace.create(tmp_path / "ws", region=str(STRAIT)) as made:
        assert options_of(made, AUTUMN) is None
        assert "options" not in parts(made.outlook(as_of=AUTUMN))


def test_it_stands_after_the_futures_with_its_parts_in_order(workspace):
    whole = workspace.outlook(as_of=AUTUMN, language="en")
    keys = [section.key for section in whole.sections]
    assert keys.index("options") == keys.index("futures") + 1
    assert [key for key in options(whole) if key in KEYS] == list(KEYS)
    assert remarks(options(whole)["options"])[0].startswith("The model has not earned trust yet:")


def test_both_languages_tell_the_same_on_the_same_evidence(outlooks):
    ja, en = ([options(outlooks[language])[key] for key in KEYS] for language in LANGUAGES)
    assert [[s.evidence for s in statements(part)] for part in ja] == [
        [s.evidence for s in statements(part)] for part in en
    ]
    assert [[c.evidence for c in cells(part)] for part in ja] == [[c.evidence for c in cells(part)] for part in en]


def test_proposals_stand_side_by_side_in_the_order_of_their_files(outlooks, view):
    part = options(outlooks["en"])["proposals"]
    listed = [text for text in remarks(part) if text[:3] in ("A. ", "B. ")]
    assert listed[0].startswith("A. A freeze of batteries. Only batteries stop. Verdicts: ")
    assert listed[1].startswith("B. A freeze of everything. Verdicts: ")
    verdicts, threat, mending = tables(part)
    assert [column.title for column in verdicts.columns] == ["Criterion", "A", "B"]
    rows = {row[0].text: row for row in verdicts.rows}
    assert [cell.text for cell in rows["End-state"][1:]] == ["fails", "holds"]
    assert [(cell.text, cell.note) for cell in rows["The summit"][1:]] == [("open", "Averna")] * 2
    assert all(row[0].evidence for row in verdicts.rows)
    assert len(view.tests.reports) == 2
    left = {row[0].text: [(cell.text, cell.note) for cell in row[1:]] for row in threat.rows}
    assert left == {
        "Averna: short-range": [("capped, not removed", "100% left")] * 2,
        "Belmar: medium-range": [("left out", "100% left"), ("capped, not removed", "100% left")],
    }
    reasons = {row[0].text: row for row in mending.rows}
    assert reasons["End-state"][2].text == "end-state: an open strait."
    assert reasons["End-state"][0].note == "Averna, Belmar"
    assert all(row[1].evidence for row in mending.rows)
    assert all(row[2].text for row in mending.rows)


def test_a_proposal_that_fails_nowhere_needs_no_change(workspace, view):
    last = replace(view, tests=views.proposals_tested([view.tests.reports[1].proposal], view.tests.catalogue))
    part = options(built(workspace, last))["proposals"]
    assert "A fails on no criterion." in remarks(part)


def test_without_a_kept_proposal_it_says_so_and_nothing_else(workspace, view):
    bare = replace(view, tests=views.proposals_tested([], view.tests.catalogue))
    part = options(built(workspace, bare))["proposals"]
    (text,) = remarks(part)
    assert "keeps no proposal" in text
    assert "--keep" in text
    assert len(part.blocks) == 1


def test_a_kept_file_that_is_no_proposal_is_told_and_stops_nothing(workspace, tmp_path):
    bad = kept_files(workspace.folder)[0].with_name("c-bad.yaml")
    bad.write_text("title: {ja: 案, en: draft}\nmeasures: [{id: x, party: COR, type: magic}]\n", encoding="utf-8")
    try:
        found = options_of(workspace, AUTUMN)
    finally:
        bad.unlink()
    assert len(found.tests.reports) == 2
    (refused,) = found.tests.refused
    assert refused.name == "c-bad.yaml"
    text = " ".join(remarks(options(built(workspace, found))["proposals"]))
    assert "c-bad.yaml could not be read: c-bad.yaml, line 2" in text


def test_the_road_is_drawn_and_told_step_by_step(outlook, view):
    part = options(outlook)["road"]
    (figure,) = [block for block in part.blocks if isinstance(block, Figure)]
    (table,) = tables(part)
    months = [int(row[0].text.split("–")[0]) for row in table.rows]
    assert months == sorted(months)
    assert len(table.rows) == len(view.road.road.steps) == 3
    for step, row in zip(("pause", "ferries", "removal"), table.rows, strict=True):
        name = view.road.road.step(step).name[outlook.language]
        assert row[1].text == name
        assert name in figure.alt
        assert bool(row[1].evidence) == bool(view.road.road.step(step).cite)
    assert [bool(s.evidence) for s in statements(part)] == [True, True]
    weakest = view.road.holding.weakest
    text = " ".join(remarks(part))
    assert view.road.road.step(weakest.step).name[outlook.language] in text
    assert signed(weakest.slack[weakest.weakest], 2) in text


def test_what_would_mend_a_road_that_does_not_hold_is_told(outlooks, view):
    assert not view.road.common.holds
    assert view.road.mends
    part = options(outlooks["en"])["road"]
    assert any("would gain by leaving at" in text for text in remarks(part))
    titles = [getattr(block, "title", "") for block in part.blocks]
    assert "What would mend the fastest fair schedule" in titles


def test_without_the_solver_one_remark_says_what_is_missing(workspace, view, monkeypatch):
    def absent(*_args, **_options):
        raise MissingExtra("extra.missing", "OR-Tools is not installed", hint="install shiome[planning]")

    monkeypatch.setattr("shiome.policy.roadmap.plan_roadmap", absent)
    report, refused = planned(view.road.road)
    assert report is None
    part = options(built(workspace, replace(view, road=None, road_refused=refused)))["road"]
    (text,) = remarks(part)
    assert "install shiome[planning]" in text
    assert len(part.blocks) == 1


def test_an_infeasible_road_is_told_and_not_raised(view):
    tight = msgspec.structs.replace(view.road.road.roadmap, horizon=2)
    report, refused = planned(replace(view.road.road, roadmap=tight), draws=1)
    assert report is None
    assert isinstance(refused, Refused)
    assert refused.reason["en"] != refused.reason["ja"]


def test_tracks_at_odds_are_statements_and_fears_stand_with_their_passages(outlooks):
    part = options(outlooks["en"])["tracks"]
    (statement,) = statements(part)
    assert statement.lead == "The tracks of Averna (strain)"
    assert "“Shared data” and “Envoys”" in statement.detail
    (table,) = tables(part)
    (row,) = table.rows
    assert [cell.text for cell in row[:4]] == ["Averna", "Belmar", "0.50–1.00", "0.00"]
    assert row[2].evidence
    assert "Corvane" not in told(part)


def test_bargaining_gives_the_median_with_its_band_and_other_definitions(outlooks, view):
    part = options(outlooks["en"])["bargains"]
    (row,) = tables(part)[0].rows
    (bargain,) = view.bargains
    assert row[0].text == "The toll"
    assert row[0].note == "0: No toll; 100: A toll"
    assert row[0].evidence
    assert row[1].text == f"{bargain.found.stated.rounds[0].median:.0f}"
    assert "nine draws of ten" in row[2].note
    assert set(bargain.others) | {bargain.found.stated.definition.name} == {"scholz", "least_move", "paired", "masad"}


def test_in_spring_nothing_of_autumn_is_known(workspace):
    early = options_of(workspace, SPRING)
    assert road_of(workspace.pack, SPRING) is None
    assert early.road is None
    assert early.road_refused is None
    assert early.bargains == ()
    assert [report.proposal.title["en"] for report in early.tests.reports] == ["A freeze of batteries"]
    assert "summit" not in early.tests.catalogue.criteria
    found = built(workspace, early, day=SPRING)
    assert {evidence.source.document for evidence in found.evidence} == {"spring"}
    assert "To be asked" not in as_json(found).decode()
    assert set(options(found)) == {"options", "proposals", "tracks"}


def test_before_any_criterion_was_known_nothing_is_said_of_proposals(workspace):
    before = SPRING.replace(year=2030)
    early = options_of(workspace, before)
    assert early.tests.reports
    assert set(options(built(workspace, early, day=before))) == {"options"}


def test_no_identifier_and_no_open_brace_is_left(outlook):
    (section,) = [part for part in outlook.sections if part.key == "options"]
    told_there = " ".join([*(told(part) for part in options(outlook).values())])
    told_there += " ".join(text for part in options(outlook).values() for text in remarks(part))
    for name in ("threat-left", "open-strait", "to-open-strait", "AVE", "COR", "{", "options."):
        assert name not in told_there, name
    assert section.sections


def test_page_print_and_data_carry_it(outlook):
    text = render_html(outlook)
    assert text.count("<svg") == 1
    made = render_pdf(outlook)
    assert parted_headings(made) == []
    assert strayed(made) == []
    (section,) = [s for s in json.loads(as_json(outlook))["sections"] if s["key"] == "options"]
    assert [part["key"] for part in section["sections"]] == [f"options.{key}" for key in KEYS]


def test_a_view_without_anything_is_a_section_that_only_says_what_it_is(workspace):
    found = options(built(workspace, OptionsView(mixable=True)))
    assert set(found) == {"options"}
    assert "shiome policy mix" in remarks(found["options"])[-1]


def test_keeping_twice_changes_nothing_and_another_under_the_same_name_is_refused(workspace, tmp_path):
    before = kept_files(workspace.folder)
    assert keep(workspace.folder, before) == before
    other = tmp_path / before[0].name
    other.write_text(SECOND, encoding="utf-8")
    fresh = tmp_path / "fresh.yaml"
    fresh.write_text(SECOND, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        keep(workspace.folder, [fresh, other])
    assert refused.value.code == "proposal.kept"
    assert kept_files(workspace.folder) == before
    assert before[0].read_text(encoding="utf-8") == FIRST


def test_the_command_keeps_what_it_tested(tmp_path):
    pack = optioned_pack(tmp_path / "pack")
    assert run("init", "--workspace", tmp_path / "ws", "--region", pack).status == 0
    file = tmp_path / "draft.yml"
    file.write_text(FIRST, encoding="utf-8")
    tested = ("policy", "test", file, "--workspace", tmp_path / "ws", "--json")
    assert run(*tested).status == 0
    assert kept_files(tmp_path / "ws") == ()
    ran = run(*tested, "--keep")
    assert ran.status == 0
    assert "kept as" in ran.err
    assert ran.json["verdicts"]
    assert [kept.name for kept in kept_files(tmp_path / "ws")] == ["draft.yaml"]
    file.write_text("title: {ja: 案, en: draft}\n", encoding="utf-8")
    assert run(*tested, "--keep").status == 1
    assert kept_files(tmp_path / "ws")[0].read_text(encoding="utf-8") == FIRST
