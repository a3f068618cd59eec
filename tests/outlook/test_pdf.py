"""The PDF says what the outlook says, in fonts of its own."""

import msgspec
import pypdfium2
import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.memory import Memory, document, seeded
from tests.outlook.printed import squeezed, told_in

from shiome.errors import InputRefused
from shiome.outlook.model import Statement
from shiome.outlook.pdf import render_pdf
from shiome.records.model import Source


def text_of(made):
    with pypdfium2.PdfDocument(made) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@pytest.fixture(scope="module", params=["ja", "en"])
def outlook(request, outlook_of):
    return outlook_of(AUTUMN, request.param)


@pytest.fixture(scope="module")
def made(outlook):
    return render_pdf(outlook)


def test_every_sentence_and_every_passage_is_printed(outlook, made):
    import re

    # Marks and hyphens at line ends stand between the letters of a sentence.
    whole = squeezed("".join(text_of(made))).replace("-", "")
    whole = re.sub(r"\[\d+\]", "", whole)
    told = told_in(outlook)
    assert len(told) > 20
    for sentence in told:
        assert squeezed(sentence.text).replace("-", "")[:20] in whole, sentence.text
    for evidence in outlook.evidence:
        assert squeezed(evidence.passage).replace("-", "")[:15] in whole, evidence.number
    assert any(isinstance(s, Statement) for s in told)


def test_the_title_page_is_followed_by_the_summary_on_one_page(outlook, made):
    first, second, third = text_of(made)[:3]
    assert squeezed(outlook.title) in squeezed(first)
    assert squeezed(outlook.region_name) in squeezed(first)
    assert squeezed(outlook.front.title) in squeezed(second)
    assert squeezed(outlook.front.sections[-1].title) in squeezed(second)
    assert squeezed(outlook.labels["contents"]) in squeezed(third)


def test_title_language_tags_bookmarks_and_links(outlook, made):
    title = (
        f"{outlook.title}（{outlook.as_of_text}）"
        if outlook.language == "ja"
        else f"{outlook.title} ({outlook.as_of_text})"
    )
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf.get_metadata_value("Title") == title
        assert outlook.region_name in pdf.get_metadata_value("Keywords")
        marks = [entry.get_title() for entry in pdf.get_toc()]
    assert marks[0] == outlook.front.title
    assert outlook.labels["evidence"] in marks
    assert f"({outlook.language})".encode() in made or f"({outlook.language}-".encode() in made
    assert b"pdfuaid:part" in made or b"/MarkInfo" in made
    assert made.count(b"/Subtype/Link") + made.count(b"/Subtype /Link") > len(outlook.evidence) / 2


def test_the_same_outlook_is_the_same_file(outlook, made):
    assert render_pdf(outlook) == made


def test_a_character_without_a_glyph_is_named(outlook_of, strait, knowledge):
    text = knowledge.all_documents[0].text.replace("直通電話", "直通🦜電話")
    known = Memory(knowledge.all_records, [document("spring", text, dated="2031-03-10")])
    with pytest.raises(InputRefused) as refused:
        render_pdf(outlook_of(SPRING, "ja", known))
    assert refused.value.code == "fonts.glyph"
    assert "🦜 (U+1F99C)" in refused.value.line("ja")


def test_text_is_never_markup(outlook_of, strait, knowledge):
    wild = '#panic("x") $x$ *a* _b_ <l> @ref = / \\ `c` // [d] "e" ~ '
    text = knowledge.all_documents[0].text.replace("砲台", wild)
    known = Memory(knowledge.all_records, [document("spring", text, dated="2031-03-10")])
    made = render_pdf(outlook_of(SPRING, "ja", known))
    assert squeezed('#panic("x")$x$*a*_b_<l>@ref') in squeezed("".join(text_of(made)))


def test_without_texts_the_hint_is_printed(outlook_of, strait):
    outlook = outlook_of(AUTUMN, "ja", seeded(strait))
    assert squeezed(outlook.labels["not_at_hand"]) in squeezed("".join(text_of(render_pdf(outlook))))


def test_a_document_of_unknown_language_is_no_obstacle(outlook_of, strait, knowledge):
    text = knowledge.all_documents[0].text
    unknown = document("other", text, dated="2031-03-10", language="")
    elsewhere = (Source(document="other", start=0, end=8, known_from=SPRING),)
    records = [
        msgspec.structs.replace(r, sources=elsewhere) if r.id == "lighthouse-signed" else r
        for r in knowledge.all_records
    ]
    known = Memory(records, [*knowledge.all_documents, unknown])
    outlook = outlook_of(SPRING, "ja", known)
    assert "other" in {e.source.document for e in outlook.evidence}
    assert render_pdf(outlook).startswith(b"%PDF")
