"""What python-docx has no words for: bookmarks, links within the document, fields, repeated heads of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def restyle(part: Paragraph | Run, style: str) -> None:
    """Give a paragraph or a run the style with this identifier, which is there."""
    element: Any = part._element  # noqa: SLF001 - the interface looks through all styles
    element.style = style


def add_link(paragraph: Paragraph, anchor: str, text: str, *, style: str = "") -> None:
    """A link to a bookmark of the same document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    if style:
        restyle(run, style)
    link.append(run._r)  # noqa: SLF001 - the element is the only way to put a run into a link
    paragraph._p.append(link)  # noqa: SLF001 - likewise


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links lead to, around the whole paragraph; ``number`` is unique in the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    body = paragraph._p  # noqa: SLF001 - bookmarks have no interface
    body.insert(1 if body.pPr is not None else 0, start)
    body.append(end)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field (ECMA-376 part 1, 17.16) with what is shown until it is worked out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 - fields have no interface
        elif not kind:
            code: Any = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
            run._r.append(code)  # noqa: SLF001 - likewise


def repeat_head(table: Table) -> None:
    """Let the first row stand again on each page, and no row break across two."""
    keep_rows_whole(table)
    _set(table.rows[0], "w:tblHeader")


def keep_rows_whole(table: Table) -> None:
    """Let no row break across two pages."""
    for row in table.rows:
        _set(row, "w:cantSplit")


def _set(row: _Row, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)  # noqa: SLF001 - rows have no interface for it
