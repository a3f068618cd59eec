import re
from xml.etree import ElementTree

import pypdfium2
import pytest
from tests.sanctions.casework.cases import DAY, case, evidence, pack
from tests.sanctions.notices.documents import full_case

from shiome.errors import InputRefused, StoreUnavailable
from shiome.records.marking import Marking
from shiome.sanctions.casework import released_to
from shiome.sanctions.casework.model import Happening
from shiome.sanctions.notices import LANGUAGES, marking_of, notice_of, render_html, render_pdf, write_notice
from shiome.sanctions.notices.words import Words, _table

SIMULATED = {"ja": "模擬資料", "en": "SIMULATED", "ko": "모의 자료"}
MARKS = {"ja": "和", "en": "english", "ko": "한"}


def made(language, form="report", whole=None, reader=""):
    return notice_of(whole or full_case(), pack(), language=language, as_of=DAY, form=form, reader=reader)


def pdf_text(content):
    document = pypdfium2.PdfDocument(content)
    try:
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return pages
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["notice", "report"])
def test_both_formats_say_when_who_where_what_and_to_whom(language, form):
    notice = made(language, form)
    mark = MARKS[language]
    pages = pdf_text(render_pdf(notice))
    bare = re.sub(r"\s", "", "".join(pages))
    html = re.sub(r"\s", "", render_html(notice))
    for word in ("aircraft", "sea", "hoses", "near", "help", "suspected", "bunkers", "committee", "photo"):
        told = f"{word}{mark}"
        assert told in bare, told
        assert told in html, told
    assert "a" * 64 in bare.replace("\u200b", "").replace("\ufffe", "")
    assert ("V-17" in bare) is (form == "report")
    for page in pages:
        assert SIMULATED[language].replace(" ", "") in re.sub(r"\s", "", page)
        assert "TLP:AMBER" in page


def test_what_is_real_is_not_called_simulated():
    assert made("en", whole=full_case(simulated=False)).simulated == ""


def test_one_simulated_part_is_enough():
    assert made("en", whole=case(evidence(simulated=True))).simulated


def test_the_same_notice_is_the_same_file():
    assert render_pdf(made("ja")) == render_pdf(made("ja"))


def test_texts_are_escaped_in_html():
    html = render_html(made("en"))
    assert "STAR &lt;7&gt;" in html
    assert "STAR <7>" not in html
    assert not re.search(r"<script|https?://(?!www\.w3\.org/)", html)


def test_a_text_that_is_missing_in_a_language_is_given_in_another_and_says_so():
    assert "called [英語のみ]" in render_html(made("ja"))
    assert "called [영어로만]" in render_html(made("ko"))


def test_an_invalid_number_is_shown_as_such():
    assert "9074728 (check digit does not hold)" in render_html(made("en"))


def test_the_public_sees_what_was_released_and_the_marking_follows():
    whole = case(
        evidence(marking=Marking(tlp="RED")),
        Happening(kind="transfer", start="2024", text={"en": "SEEN"}, lat=1, lon=2),
        Happening(kind="transfer", start="2024", text={"en": "SECRET"}, marking=Marking(tlp="RED")),
        opening=full_opening("CLEAR"),
    )
    assert marking_of(whole, "") == "TLP:RED"
    seen = released_to(whole, "public", pack(), on=DAY)
    html = render_html(made("en", "notice", seen, "public"))
    assert "SEEN" in html
    assert "SECRET" not in html
    assert "photo.jpg" not in html
    assert "TLP:CLEAR" in html
    assert marking_of(released_to(full_case(), "msmt", pack(), on=DAY), "msmt") == "TLP:AMBER REL TO msmt"


def full_opening(tlp):
    import msgspec

    return msgspec.structs.replace(full_case(simulated=False).opening, marking=Marking(tlp=tlp))


def test_a_case_with_nothing_but_its_title_is_a_document():
    assert "None on record" in render_html(made("en", whole=case()))
    assert pdf_text(render_pdf(made("ko", whole=case())))


def test_pictures_are_well_formed():
    pictures = [block for section in made("en").sections for block in section.blocks if hasattr(block, "svg")]
    assert len(pictures) == 2
    for picture in pictures:
        root = ElementTree.fromstring(picture.svg)
        assert root.get("aria-label") == picture.alt


def test_a_letter_that_no_font_has_is_refused_not_boxed():
    whole = case(Happening(kind="transfer", start="2024", text={"en": "\U00012000"}))
    with pytest.raises(InputRefused) as caught:
        render_pdf(made("en", whole=whole))
    assert caught.value.code == "notice.pdf"


def test_files_are_written_whole_or_not_at_all(tmp_path):
    written = write_notice(made("ko", "notice"), tmp_path / "out", "n")
    assert [file.name for file in written] == ["n.html", "n.pdf"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["n.html", "n.pdf"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable):
        write_notice(made("ko", "notice"), tmp_path / "file", "n", formats=["html"])


def test_every_word_exists_in_every_language():
    for key, texts in _table().items():
        assert set(texts) == set(LANGUAGES), key
        assert all(texts.values()), key


@pytest.mark.parametrize(
    ("language", "span"),
    [
        ("en", "24 February 2024, 02:10–06:45 UTC"),
        ("ja", "2024年2月24日 02:10–06:45（UTC）"),
        ("ko", "2024년 2월 24일 02:10–06:45 (UTC)"),
    ],
)
def test_times_of_one_day_are_told_once(language, span):
    words = Words(language)
    assert words.span("2024-02-24T02:10Z", "2024-02-24T06:45:30.5Z") == span
    assert words.period("2019", "") == f"{words.day('2019')} –"
    assert words.period("", "") == ""
