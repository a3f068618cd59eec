"""Styles of the document, by name: fonts for Latin and East Asian text, colours of the region, page, head and foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.outlook.model import Outlook

if TYPE_CHECKING:
    from docx.document import Document

FONTS = {"ja": ("Yu Gothic", "Yu Gothic"), "en": ("Calibri", "Yu Gothic")}
"""Latin and East Asian font by language; a program without them takes others of the same kind."""
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
SOFT = "555D66"
HEADINGS = ((1, 16.0), (2, 13.0), (3, 11.5), (4, 10.5))
"""Level and size in points."""


def prepare(document: Document, outlook: Outlook) -> None:
    """Set page, styles, head and foot."""
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.3)
    page.different_first_page_header_footer = True
    _existing(document, outlook)
    _own(document, outlook)
    _head_and_foot(document, outlook)


def _existing(document: Document, outlook: Outlook) -> None:
    from docx.shared import Pt

    accent = outlook.style.accent
    _set(document.styles["Normal"], outlook, size=10.0, after=4)
    document.styles["Normal"].paragraph_format.line_spacing = 1.25
    _set(document.styles["Title"], outlook, size=28.0, colour=accent, bold=True, before=160, after=6)
    _set(document.styles["Subtitle"], outlook, size=13.0, colour=SOFT, after=24)
    for level, size in HEADINGS:
        style = document.styles[f"Heading {level}"]
        _set(style, outlook, size=size, colour=accent, bold=True, before=18 if level == 1 else 12, after=4)
        style.paragraph_format.keep_with_next = True
    _set(document.styles["List Bullet"], outlook, size=10.0, after=3)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(3)


def _own(document: Document, outlook: Outlook) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    paragraphs: dict[str, dict[str, Any]] = {
        "Shiome Remark": {"size": 9.0, "colour": SOFT, "after": 4},
        "Shiome List Title": {"size": 9.5, "colour": SOFT, "bold": True, "before": 6, "after": 2},
        "Shiome Caption": {"size": 9.0, "bold": True, "before": 8, "after": 3},
        "Shiome Cell": {"size": 8.5, "after": 0},
        "Shiome Evidence": {"size": 8.5, "after": 5},
        "Shiome Title Line": {"size": 10.0, "after": 6},
        "Shiome Marking": {"size": 11.0, "bold": True, "colour": outlook.style.worse, "after": 6},
    }
    for name, settings in paragraphs.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _set(style, outlook, **settings)
    for name in ("Shiome List Title", "Shiome Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["Shiome Marking"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title_line = document.styles["Shiome Title Line"].paragraph_format
    title_line.tab_stops.add_tab_stop(Cm(4))
    title_line.left_indent, title_line.first_line_indent = Cm(4), Cm(-4)
    characters: dict[str, dict[str, Any]] = {
        "Shiome Aside": {"colour": SOFT},
        "Shiome Mark": {"colour": "#0b5394"},
        "Shiome Better": {"colour": outlook.style.better, "bold": True},
        "Shiome Worse": {"colour": outlook.style.worse, "bold": True},
    }
    for name, settings in characters.items():
        _set(document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER), outlook, **settings)
    document.styles["Shiome Mark"].font.superscript = True


def _set(
    style: Any,
    outlook: Outlook,
    *,
    size: float = 0.0,
    colour: str = "",
    bold: bool | None = None,
    before: float | None = None,
    after: float | None = None,
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    latin, eastern = FONTS[outlook.language]
    font = style.font
    font.name = latin
    font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), eastern)
    _speak(style, outlook.language)
    if size:
        font.size = Pt(size)
    if colour:
        font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    if bold is not None:
        font.bold = bold
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)


def _speak(style: Any, language: str) -> None:
    """The language that spelling and line breaking go by."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LOCALES[language])
    spoken.set(qn("w:eastAsia"), LOCALES["ja"])
    properties.append(spoken)


def _head_and_foot(document: Document, outlook: Outlook) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from shiome.outlook.docx.xml import add_field

    page = document.sections[0]
    head = page.header.paragraphs[0]
    head.style = document.styles["Shiome Remark"]
    head.text = " · ".join(text for text in (outlook.marking, outlook.title, outlook.as_of_text) if text)
    foot = page.footer.paragraphs[0]
    foot.style = document.styles["Shiome Remark"]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if outlook.marking:
        foot.add_run(f"{outlook.marking}  ")
    add_field(foot, "PAGE", "1")
