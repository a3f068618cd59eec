"""The section on sanctions: bodies, hand-overs, duties and public cases, by the knowledge of the day."""

import json
from datetime import date

import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.memory import STRAIT, TEXTS, seeded
from tests.outlook.test_building import LANGUAGES, parts, statements, told
from tests.outlook.test_yardsticks import remarks

from shiome.outlook import as_json, build_outlook
from shiome.outlook.html import render_html
from shiome.outlook.model import Bullets, Table
from shiome.outlook.pdf import render_pdf
from shiome.records.marking import Marking
from shiome.region.check import check_pack
from shiome.sanctions.casework.model import Assessment, Happening, Identity, Opening, Release
from shiome.workspace import Workspace, cases
from shiome.workspace.monitoring import monitoring_of

KEYS = ("bodies", "routes", "duties", "cases")
KNOWN = 'cite: ["spring:L12@0+42"]'
LATER = 'cite: ["autumn:L13-14@0+115"]'
JOINT = (("panel", "PAN"), ("station", "STA"), ("office", "OFF"))
FILES = {
    "bodies.yaml": "\n".join(
        f"- {{id: {name}, name: {{ja: 組織{short}, en: The {name}}}, abbreviation: {short}, type: monitoring, members: [AVE],"
        f" about: {{ja: 説, en: about}}, {KNOWN},"
        f" life: [{{state: launched, when: '2020', text: {{ja: 発足, en: Founded}}, {KNOWN}}}]}}"
        for name, short in JOINT
    ),
    "sanctions_bodies.yaml": f"""\
- {{id: panel, body: panel, began: "2020", ended: 2030-12-31, {KNOWN},
   tasks: [{{task: report, text: {{ja: 報告した, en: Reported}}, {KNOWN}}}]}}
- id: station
  body: station
  began: "2031"
  size: 3
  note: {{ja: コルヴァンは一般知識, en: Corvane is general knowledge}}
  tasks:
  - {{task: watch, text: {{ja: 海を見張る, en: Looks at the sea}}, {KNOWN}}}
  - {{task: inform, text: {{ja: データを分け合う, en: Shares data}}, {LATER}}}
  participants: [{{actor: AVE}}, {{actor: BEL}}, {{actor: COR, basis: general}}]
  hands_to:
  - {{to: office, stage: detection, text: {{ja: 見たものを渡す, en: Passes on what was seen}}, {KNOWN}}}
  - {{to: office, stage: case, basis: proposal, text: {{ja: 事案を渡すべきだ, en: Should pass on cases}}, {KNOWN}}}
  {KNOWN}
- {{id: office, body: office, began: "2031", tasks: [{{task: report, text: {{ja: 公表する, en: Publishes}}}}],
   participants: [{{actor: AVE}}], {KNOWN}}}
""",
    "duties.yaml": f"""\
- {{id: reports, of: panel, task: report, name: {{ja: 報告, en: Reports}}, about: {{ja: 説, en: about}},
   taken_over: [{{body: office, extent: part, since: "2031", text: {{ja: 公表する, en: Publishes}}, {KNOWN}}}],
   gap: {{ja: 議場がない, en: Nobody sits over them}}, {KNOWN}}}
- {{id: lists, of: panel, task: report, name: {{ja: 勧告, en: Advice on lists}}, about: {{ja: 説, en: about}},
   gap: {{ja: 勧める者がない, en: Nobody gives it}}, note: {{ja: 一般知識, en: By general knowledge}}}}
""",
    "violations.yaml": f"- {{id: night-run, name: {{ja: 夜の密輸, en: A run by night}}, about: {{ja: 説, en: about}}, {KNOWN}}}\n",
}
CLEAR, CLOSED = Marking(tlp="CLEAR"), Marking(tlp="AMBER", to=("office",))
OPENED, RELEASED = date(2031, 9, 5), date(2031, 9, 12)


def monitored_pack(folder):
    folder.mkdir()
    for file in STRAIT.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    for name, text in FILES.items():
        before = (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else ""
        (folder / name).write_text(before + text + "\n", encoding="utf-8")
    return folder


def opened(made, name, title, *, marking=CLOSED, simulated=False):
    opening = Opening(
        title={"ja": f"事案{title}", "en": title},
        category="night-run",
        originator="AVE",
        marking=marking,
        simulated=simulated,
    )
    cases.open_case(made, name, opening, by="kato", on=OPENED)


def named(subject, value, verdict):
    return Identity(subject=subject, side="registered", field="name", value=value, verdict=verdict)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("monitored")
    with Workspace.create(folder / "ws", region=str(monitored_pack(folder / "pack"))) as made:
        for file in TEXTS.values():
            made.ingest(STRAIT / "documents" / file)
        opened(made, "a-hidden", "Withheld")
        opened(made, "b-drill", "Drill", marking=CLEAR, simulated=True)
        opened(made, "d-mock", "Mock run", marking=CLEAR)
        seen = Happening(kind="observation", start="2031-09-04", text={"en": "Made up"}, simulated=True, marking=CLOSED)
        cases.add_parts(made, "d-mock", [seen], by="kato", on=OPENED)
        narrow = Release(items=(2,), new=Marking(tlp="RED"), consent=("AVE",))
        cases.add_parts(made, "d-mock", [narrow], by="kato", on=RELEASED)
        opened(made, "c-run", "Lanterns")
        found = [named("v1", "PETREL", "genuine"), named("v2", "GANNET", "fraudulent")]
        found += [
            Assessment(statement={"ja": f"見立て{n}", "en": f"View {n}"}, step=step) for n, step in ((1, 2), (2, 4))
        ]
        found += [named("v3", "CORMORANT", "genuine")]
        cases.add_parts(made, "c-run", found, by="kato", on=OPENED)
        freed = Release(items=(1, 2, 3, 4, 5), new=CLEAR, consent=("AVE",))
        cases.add_parts(made, "c-run", [freed], by="kato", on=RELEASED)
        yield made


def built(workspace, *, day=AUTUMN, language="en"):
    memory = seeded(workspace.pack, workspace.store.documents(day))
    view = monitoring_of(workspace, day)
    return build_outlook(workspace.pack, memory, as_of=day, language=language, sanctions=view)


@pytest.fixture(scope="module")
def outlooks(workspace):
    return {language: built(workspace, language=language) for language in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def outlook(request, outlooks):
    return outlooks[request.param]


def sanctions(outlook):
    return {
        key.removeprefix("sanctions."): found
        for key, found in parts(outlook).items()
        if key.split(".")[0] == "sanctions"
    }


def tables(found):
    return [block for block in found.blocks if isinstance(block, Table)]


def test_the_pack_of_these_tests_is_sound(tmp_path):
    assert check_pack(monitored_pack(tmp_path / "pack"))[1] == []


def test_a_region_without_such_bodies_has_no_section(tmp_path):
    with Workspace.create(tmp_path / "ws", region=str(STRAIT)) as made:
        assert monitoring_of(made, AUTUMN) is None
        assert "sanctions" not in parts(made.outlook(as_of=AUTUMN))


def test_before_any_body_was_known_there_is_no_section(workspace):
    before = date(2030, 1, 1)
    assert monitoring_of(workspace, before) is None
    assert sanctions(built(workspace, day=before)) == {}


def test_it_stands_before_the_institutions_with_its_parts_in_order(workspace):
    whole = workspace.outlook(as_of=AUTUMN, language="en")
    keys = [section.key for section in whole.sections]
    at = keys.index("sanctions")
    assert keys[at : at + 3] == ["sanctions", "coordination", "institutions"]
    assert list(sanctions(whole)) == ["sanctions", *KEYS]


def test_bodies_with_tasks_members_and_overlap(outlooks):
    part = sanctions(outlooks["en"])["bodies"]
    held, overlap = tables(part)
    station, office = held.rows
    assert [row[0].text for row in held.rows] == ["The station", "The office"]
    assert station[0].note == "STA, since 2031"
    assert station[1].text == "watch: Looks at the sea; inform: Shares data"
    assert station[2].text == "Averna and Belmar"
    assert station[2].note == "3 in all, by the document. By general knowledge also Corvane."
    assert office[2].note == ""
    assert all(cell.evidence for cell in station)
    (row,) = overlap.rows
    assert [cell.text for cell in row] == ["STA and OFF", "1 of 3 (33%)", "50%", "STA: Belmar and Corvane"]
    assert row[0].evidence
    assert remarks(part) == ["No working body has the task: investigate."]


def test_settled_hand_overs_stand_apart_from_those_called_for(outlooks):
    part = sanctions(outlooks["en"])["routes"]
    settled, called = [block for block in part.blocks if isinstance(block, Bullets)]
    assert (settled.title, called.title) == ("Settled, as documents report", "Called for, not settled")
    assert [(s.lead, s.text) for s in settled.items] == [("STA → OFF (detection)", "Passes on what was seen.")]
    assert [(s.lead, s.text) for s in called.items] == [("STA → OFF (case)", "Should pass on cases.")]
    assert all(s.evidence for s in (*settled.items, *called.items))


def test_duties_tell_successor_and_gap_each_with_its_passages(outlooks):
    part = sanctions(outlooks["en"])["duties"]
    (ended,) = statements(part)
    assert (ended.lead, ended.text) == ("The panel", "It ended on 31 December 2030.")
    (table,) = tables(part)
    reports, lists = table.rows
    assert [cell.text for cell in reports] == [
        "Reports",
        "taken over in part",
        "OFF (since 2031): Publishes",
        "Nobody sits over them",
    ]
    assert reports[2].evidence
    assert [cell.text for cell in lists] == ["Advice on lists", "done by nobody", "—", "Nobody gives it"]
    assert lists[0].note == "By general knowledge"
    assert lists[0].evidence == ended.evidence  # no passage of its own: that of the body


def test_public_cases_with_assessment_and_last_release(outlooks):
    part = sanctions(outlooks["en"])["cases"]
    (table,) = tables(part)
    run, drill, mock = table.rows
    assert mock[0].text == "[simulated] Mock run"
    assert [cell.text for cell in run] == [
        "Lanterns",
        "A run by night",
        "PETREL; GANNET (false name)",
        "View 2",
        "12 September 2031",
    ]
    assert run[3].note == "likely (60–90%)"
    assert run[1].evidence
    assert [cell.text for cell in drill] == [
        "[simulated] Drill",
        "A run by night",
        "—",
        "not assessed",
        "5 September 2031",
    ]
    assert "A case marked [simulated]" in " ".join(remarks(part))


def test_what_is_withheld_stands_nowhere(outlook):
    text = as_json(outlook).decode()
    for name in ("Withheld", "CORMORANT", "Made up", "a-hidden", "kato"):
        assert name not in text, name


def test_a_simulated_part_that_is_withheld_still_marks_the_case(workspace):
    found = {each.case.id: each for each in monitoring_of(workspace, AUTUMN).cases}
    assert {name: each.simulated for name, each in found.items()} == {"c-run": False, "b-drill": True, "d-mock": True}
    assert not found["d-mock"].case.simulated
    assert found["d-mock"].released == OPENED  # what was released later reaches nobody


def test_before_the_release_the_case_is_not_public(workspace):
    day = date(2031, 9, 11)
    view = monitoring_of(workspace, day)
    assert [each.case.id for each in view.cases] == ["b-drill", "d-mock"]


def test_in_spring_nothing_of_autumn_is_known(workspace):
    found = built(workspace, day=SPRING)
    part = sanctions(found)
    assert {evidence.source.document for evidence in found.evidence} == {"spring"}
    assert "Shares data" not in told(part["bodies"])
    assert tables(part["cases"]) == []
    assert remarks(part["cases"]) == ["No case was public by 10 March 2031."]


def test_both_languages_rest_on_the_same_passages(outlooks):
    ja, en = (sanctions(outlooks[language]) for language in LANGUAGES)
    assert list(ja) == list(en)
    for key in ja:
        rows = [[cell.evidence for t in tables(found[key]) for row in t.rows for cell in row] for found in (ja, en)]
        assert rows[0] == rows[1], key
        assert [s.evidence for s in statements(ja[key])] == [s.evidence for s in statements(en[key])], key


def test_no_identifier_and_no_open_brace_is_left(outlook):
    found = sanctions(outlook)
    text = " ".join(told(part) for part in found.values())
    text += " ".join(each for part in found.values() for each in remarks(part))
    for name in ("night-run", "c-run", "AVE", "BEL", "COR ", "{", "sanctions."):
        assert name not in text, name
    assert set(found) == {"sanctions", *KEYS}


def test_page_print_and_data_carry_it(outlook):
    assert "PETREL" in render_html(outlook)
    assert render_pdf(outlook).startswith(b"%PDF")
    (section,) = [each for each in json.loads(as_json(outlook))["sections"] if each["key"] == "sanctions"]
    assert [each["key"] for each in section["sections"]] == [f"sanctions.{key}" for key in KEYS]
