from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.consultation.files import PROPOSAL, RECORD, consultation, pack, point, shared, standing

from shiome.coordination.consultation import released_to
from shiome.coordination.consultation.model import (
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    Participant,
    RedLine,
    Slot,
    Standing,
    Statement,
    Tabled,
)
from shiome.coordination.consultation.papers import FORMATS, LANGUAGES, agenda_paper, minutes_paper, write_paper
from shiome.errors import InputRefused
from shiome.records.marking import Marking
from shiome.sanctions.notices import render_html
from shiome.sanctions.notices.markdown import render_markdown

DAY = date(2026, 3, 1)


def three(text):
    return {language: f"{text} {language}" for language in LANGUAGES}


MEETING = Meeting(
    key="m1", on="2026-02-10", level="officials", title=three("Round"), place=three("Tokyo"),
    participants=(Participant(party="KOR", name=three("Director")),),
    agenda=(AgendaItem(title=three("Item"), tool="diplomacy", lead="JPN", points=("goal",)),),
)  # fmt: skip
MINUTES = Minutes(
    meeting="m1",
    statements=(Statement(party="USA", item=1, text=three("Said")),),
    conclusions=(three("Concluded"),),
    actions=("d",),
)
DECISION = Decision(key="d", state="pending", text=three("Draft it"), owner=("JPN", "USA"), due="2026-02-24")


@pytest.fixture(scope="module")
def file():
    return consultation(
        standing(), Standing(party="USA", record="p1"), RedLine(key="r", party="JPN", text=three("Never")), point(state="agreed"),
        point("terms", tool="diplomacy", text=three("Terms"), raised_by="JPN"), point("pace", text=three("Pace")),
        Slot(tool="sanctions", text=three("Stay"), effects=("sanctions-base-for-dialogue",)),
        Tabled(key="deal", by="USA", proposal=PROPOSAL), DECISION,
        shared(("To all", Marking(tlp="CLEAR"))), MEETING, MINUTES,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_tells_what_there_is_to_talk_about(file, language):
    paper = agenda_paper(file, pack(), {"p1": RECORD}, language=language, as_of=DAY, meeting="m1")
    text = render_html(paper)
    for told in ("Round", "Tokyo", "Director", "Item", "Never", "Terms", "Stay", "deal", "Draft it", "To all"):
        assert told in text
    for other in set(LANGUAGES) - {language}:
        assert f"Terms {other}" not in text
    assert paper.marking == "TLP:AMBER REL TO tcog-2"
    mixed = consultation(point(marking=Marking(tlp="AMBER")))
    assert agenda_paper(mixed, pack(), {}, language=language, as_of=DAY).marking == "TLP:AMBER"


def test_a_draft_has_an_item_a_tool_with_something_open_and_one_for_the_rest(file):
    paper = agenda_paper(file, pack(), {}, language="en", as_of=DAY)
    items = next(section for section in paper.sections if section.title == "Items")
    assert [row[0] for row in items.blocks[0].rows] == ["1", "2"]
    assert [row[1] for row in items.blocks[0].rows] == ["Diplomacy: dialogue and negotiation", "General"]
    assert "Complete denuclearisation" not in render_html(paper)


def test_minutes_tell_who_said_what_and_who_does_what(file):
    paper = minutes_paper(file, pack(), {}, language="en", as_of=DAY, meeting="m1")
    told = {section.title: section.blocks for section in paper.sections}
    assert told["Statements"][0].rows == (("Item en", "United States", "Said en"),)
    assert told["Conclusions"][0].text == "Concluded en"
    assert told["Actions decided at the meeting"][0].rows[0][:3] == (
        "Draft it en",
        "Japan, United States",
        "24 February 2026",
    )


def test_a_meeting_that_is_not_there_and_one_without_a_record(file):
    with pytest.raises(InputRefused, match="no meeting 'm2'"):
        agenda_paper(file, pack(), {}, language="ja", as_of=DAY, meeting="m2")
    with pytest.raises(InputRefused, match="has no record yet"):
        minutes_paper(consultation(MEETING_ALONE), pack(), {}, language="ja", as_of=DAY, meeting="m1")


MEETING_ALONE = Meeting(key="m1", on="2026-02-10", level="officials")


def test_a_paper_for_an_outsider_has_its_lines_only(file):
    seen = released_to(file, "public", pack())
    paper = agenda_paper(seen, pack(), {}, language="en", as_of=DAY, reader="public")
    assert [section.title for section in paper.sections] == ["Shared position"]
    assert "Terms" not in render_html(paper)
    assert paper.marking == "TLP:CLEAR"


def test_a_text_in_no_language_of_the_paper_says_in_which_it_is(file):
    paper = agenda_paper(consultation(point(text={"ja": "論点"})), pack(), {}, language="en", as_of=DAY)
    assert "論点 [" in render_html(paper)


def test_all_files_are_written_and_whole(file, tmp_path):
    paper = agenda_paper(file, pack(), {"p1": RECORD}, language="ja", as_of=DAY)
    written = write_paper(paper, tmp_path / "out", "agenda", formats=FORMATS)
    assert [path.suffix for path in written] == [".html", ".pdf", ".md"]
    assert written[1].read_bytes().startswith(b"%PDF")
    assert "| --- |" in written[2].read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["agenda.html", "agenda.md", "agenda.pdf"]


@given(st.text("a|*_[]<>#`\\\n 会", min_size=1, max_size=30).filter(str.strip))
def test_no_text_breaks_out_of_its_cell_in_markdown(text):
    paper = agenda_paper(consultation(point(text={"en": text})), pack(), {}, language="en", as_of=DAY)
    rows = [line for line in render_markdown(paper).splitlines() if line.startswith("| ")]
    bare = [line.replace("\\\\", "").replace("\\|", "") for line in rows]
    assert {line.count("|") for line in bare} <= {4, 5, 6}
