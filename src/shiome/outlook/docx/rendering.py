"""The whole document: title page, summary, contents, sections, evidence."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from shiome.outlook.docx.parts import Writer
from shiome.outlook.docx.styles import prepare
from shiome.outlook.model import Outlook
from shiome.outlook.titling import full_title, logo_of, title_lines

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_LOGO = 4.5
"""Centimetres that a logo is wide."""
_LONGEST = 255
"""Characters that a property of the file may have (ECMA-376 leaves it open; Word refuses more)."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_docx(outlook: Outlook) -> bytes:
    """The document as it is edited: named styles, tables with repeated heads, pictures, marks that lead to the list of evidence.

    The same outlook is the same file, whenever it is made.
    """
    import docx

    document = docx.Document()
    prepare(document, outlook)
    _properties(document, outlook)
    writer = Writer(document, outlook)
    _title_page(document, writer, outlook)
    writer.section(outlook.front, 1)
    _new_page(document)
    writer.contents()
    for section in outlook.sections:
        writer.section(section, 1, new_page=section is outlook.sections[0])
    writer.evidence()
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _properties(document: Document, outlook: Outlook) -> None:
    made = datetime.combine(outlook.as_of, time())
    properties = document.core_properties
    properties.title = full_title(outlook)[:_LONGEST]
    properties.author = (outlook.style.organisation or "Shiome")[:_LONGEST]
    properties.last_modified_by = properties.author
    properties.subject = outlook.region_name[:_LONGEST]
    properties.keywords = ", ".join(outlook.keywords)[:_LONGEST]
    properties.comments = outlook.marking[:_LONGEST]
    properties.language = outlook.language
    properties.created = properties.modified = made
    properties.revision = 1


def _title_page(document: Document, writer: Writer, outlook: Outlook) -> None:
    from docx.shared import Cm

    if outlook.marking:
        document.add_paragraph(outlook.marking, style="Shiome Marking")
    if (logo := logo_of(outlook)) is not None:
        from shiome.charts.rendering import svg_to_png

        content = svg_to_png(logo.content.decode()) if logo.ending == "svg" else logo.content
        picture = document.add_paragraph().add_run().add_picture(io.BytesIO(content), width=Cm(_WIDTH_LOGO))
        writer.describe(picture, outlook.style.organisation or outlook.title)
    document.add_paragraph(outlook.title, style="Title")
    document.add_paragraph(outlook.as_of_text, style="Subtitle")
    for name, text in title_lines(outlook):
        line = document.add_paragraph(style="Shiome Title Line")
        line.add_run(f"{name}\t", style="Shiome Aside")
        line.add_run(text)
    _new_page(document)


def _new_page(document: Document) -> None:
    from docx.enum.text import WD_BREAK

    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _timeless(content: bytes) -> bytes:
    """The package with the same day on all of its files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
