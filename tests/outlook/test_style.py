"""What a region's pack sets of the look of the document is in every format."""

import io
import shutil

import pypdfium2
import pytest
from tests.outlook.conftest import AUTUMN
from tests.outlook.memory import STRAIT, seeded, strait_documents
from tests.outlook.printed import squeezed

from shiome.outlook import as_json, build_outlook
from shiome.outlook.docx import render_docx
from shiome.outlook.html import render_html
from shiome.outlook.pdf import render_pdf
from shiome.region.pack import load_pack

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123456"/></svg>'
)
STYLE = """
style:
  organisation: {ja: 海峡研究会, en: Strait Institute}
  title: {ja: 海峡の見通し, en: How the strait stands}
  accent: "#123456"
  worse: "#654321"
  better: "#0a7a4a"
  logo: %s
"""


@pytest.fixture(scope="module", params=["svg", "png"])
def outlook(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("styled") / "pack"
    shutil.copytree(STRAIT, folder)
    with (folder / "region.yaml").open("a", encoding="utf-8") as region:
        region.write(STYLE % f"logo.{request.param}")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    (folder / "logo.png").write_bytes(picture())
    pack = load_pack(folder)
    return build_outlook(pack, seeded(pack, strait_documents(pack)), as_of=AUTUMN, language="en")


def picture():
    from shiome.charts.rendering import svg_to_png

    return svg_to_png(LOGO)


def test_the_page_has_logo_colours_title_and_organisation(outlook):
    text = render_html(outlook)
    assert 'class="logo" src="data:image/' in text
    assert "--accent: #123456; --better: #0a7a4a; --worse: #654321" in text
    assert "<h1>How the strait stands</h1>" in text
    assert '<meta name="author" content="Strait Institute">' in text
    assert "url(" not in text


def test_the_print_has_them_on_its_title_page(outlook):
    with pypdfium2.PdfDocument(render_pdf(outlook)) as pdf:
        first = squeezed(pdf[0].get_textpage().get_text_range())
        assert pdf.get_metadata_value("Author") == "Strait Institute"
        assert pdf.get_metadata_value("Title").startswith("How the strait stands")
        shades = {colour for page in (0, 2) for colour in colours(pdf[page])}
    assert squeezed("How the strait stands") in first
    assert squeezed("Strait Institute") in first
    assert (0x12, 0x34, 0x56) in shades


def colours(page):
    picture = page.render(scale=0.5).to_pil().convert("RGB")
    return {colour for _, colour in picture.getcolors(1_000_000)}


def test_the_word_document_has_them(outlook):
    import docx

    found = docx.Document(io.BytesIO(render_docx(outlook)))
    assert len(found.inline_shapes) == 1
    assert found.core_properties.author == "Strait Institute"
    assert str(found.styles["Heading 1"].font.color.rgb) == "123456"
    assert str(found.styles["Shiome Worse"].font.color.rgb) == "654321"


def test_the_data_has_them(outlook):
    assert '"accent": "#123456"' in as_json(outlook).decode()


def test_without_a_style_the_document_is_plain(outlook_of):
    text = render_html(outlook_of(AUTUMN, "en"))
    assert "<img" not in text
    assert '<meta name="author"' not in text
