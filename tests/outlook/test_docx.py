"""The Word document says what the outlook says, with named styles, East Asian fonts, and marks that lead to the evidence."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from tests.outlook.conftest import AUTUMN
from tests.outlook.printed import told_in

from shiome.outlook.docx import render_docx
from shiome.outlook.model import walk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=["ja", "en"])
def outlook(request, outlook_of):
    return outlook_of(AUTUMN, request.param)


@pytest.fixture(scope="module")
def made(outlook):
    return render_docx(outlook)


@pytest.fixture(scope="module")
def body(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
        return ElementTree.fromstring(package.read("word/document.xml"))


def test_every_sentence_is_in_it(outlook, body):
    whole = re.sub(r"\[\d+\]", "", "".join(text.text or "" for text in body.iter(f"{W}t")))
    told = told_in(outlook)
    assert len(told) > 20
    for sentence in told:
        assert sentence.text in whole


def test_every_link_leads_to_a_bookmark_and_every_bookmark_is_unique(outlook, body):
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert len(names) == len(set(names)) == len(set(numbers))
    assert anchors <= set(names)
    assert {f"e{each.number}" for each in outlook.evidence} <= anchors


def test_it_is_read_back_with_its_headings_styles_and_fonts(outlook, made):
    import docx
    from docx.oxml.ns import qn

    found = docx.Document(io.BytesIO(made))
    headings = [p.text for p in found.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        *(part.title for top in (outlook.front, *outlook.sections) for part in walk(top)),
        outlook.labels["evidence"],
    ]
    assert found.paragraphs[0].text == outlook.title
    assert found.core_properties.language == outlook.language
    fonts = found.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
    assert {"Shiome Remark", "Shiome Mark", "Shiome Cell"} <= {style.name for style in found.styles}


def test_the_same_outlook_is_the_same_file(outlook, made):
    assert render_docx(outlook) == made
