"""The printed outlook: a summary of one page, no heading without what it heads, nothing over the edge, every link alive."""

from datetime import date

import msgspec
import pytest
from tests.outlook.conftest import AUTUMN
from tests.outlook.memory import seeded
from tests.outlook.printed import dead_links, faulty_letters, pages_of, parted_headings, strayed

from shiome.outlook import Outlook, build_outlook
from shiome.outlook.model import Bullets, Section, Statement
from shiome.outlook.pdf import render_pdf
from shiome.region.pack import load_pack, locate

LANGUAGES = ("ja", "en")
DAYS = (date(2024, 12, 31), date(2025, 5, 21), date(2025, 12, 31), date(2026, 11, 22))
LONG = {
    "ja": "各国の当局者が協議を重ね、合意の履行を確かめたが、文言の解釈をめぐる隔たりは埋まっていない",
    "en": "Officials met again and looked at what had been carried out, but still read the words in different ways",
}


@pytest.fixture(scope="module")
def shipped():
    pack = load_pack(locate("peninsula"))
    return pack, seeded(pack)


@pytest.fixture(scope="module")
def printed(shipped):
    """The region that ships, as of its newest document, without any document's text."""
    pack, knowledge = shipped
    return {
        language: render_pdf(build_outlook(pack, knowledge, as_of=DAYS[2], language=language)) for language in LANGUAGES
    }


def summary_only(outlook: Outlook) -> Outlook:
    return msgspec.structs.replace(outlook, sections=())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_parted_from_what_it_heads(printed, language):
    assert parted_headings(printed[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_beyond_the_margins_or_in_the_foot(printed, language):
    assert strayed(printed[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_and_every_letter_has_a_glyph(printed, language):
    assert dead_links(printed[language]) == []
    assert faulty_letters(printed[language]) == []


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_one_page_on_any_day(shipped, day, language):
    pack, knowledge = shipped
    outlook = build_outlook(pack, knowledge, as_of=day, language=language)
    made = render_pdf(summary_only(outlook))
    last = [sentence.text.rstrip("。")[:12] for sentence in _last(outlook.front)]
    assert pages_of(made, outlook.labels["contents"], *last) == [[3], *([2] for _ in last)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_summary_of_long_sentences_is_still_one_page(outlook_of, language):
    outlook = outlook_of(AUTUMN, language)
    numbers = outlook.evidence[0].number, outlook.evidence[1].number
    statements = tuple(
        Statement(lead=f"{number}", text=LONG[language], detail=LONG[language][:30], evidence=numbers, bearing="worse")
        for number in range(6)
    )
    sections = tuple(
        Section(key=f"front.{name}", title=name, blocks=(Bullets(items=statements[:most], more="…"),))
        for name, most in (("worse", 6), ("better", 6), ("same", 2), ("alerts", 6), ("more", 6))
    )
    made = render_pdf(summary_only(msgspec.structs.replace(outlook, front=_filled(outlook, sections))))
    assert pages_of(made, outlook.labels["contents"]) == [[3]]


def test_a_heading_left_alone_and_what_stands_over_the_edge_would_be_seen():
    import typst

    page = b"#set page(width: 210mm, height: 297mm, margin: (top: 23mm, bottom: 21mm, x: 21mm), footer: [1 / 1])\n"
    alone = typst.compile(page + b"#set heading(outlined: true, bookmarked: true)\ntext #v(1fr)\n= Alone")
    assert parted_headings(alone) == ["Alone"]
    over = typst.compile(page + b"#place(dx: 160mm)[beyond the margin] #place(bottom, dy: 10mm)[in the foot]")
    assert len(strayed(over)) == 2


def _last(front: Section) -> list[Statement]:
    found = [s for part in front.sections for block in part.blocks if isinstance(block, Bullets) for s in block.items]
    return [s for s in found[-1:] if isinstance(s, Statement)]


def _filled(outlook: Outlook, sections: tuple[Section, ...]) -> Section:
    return msgspec.structs.replace(outlook.front, sections=sections)
