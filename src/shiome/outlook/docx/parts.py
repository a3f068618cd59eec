"""Sections, sentences, tables, pictures and the list of evidence of the document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from shiome.outlook.docx.xml import add_bookmark, add_field, add_link, repeat_head
from shiome.outlook.model import (
    Block,
    Bullets,
    Cell,
    Evidence,
    Figure,
    Outlook,
    Paragraph,
    Section,
    Sentence,
    Statement,
    Table,
)
from shiome.outlook.setting import bound
from shiome.outlook.titling import SIGNS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

LINE = 16.6
"""Centimetres between the margins."""
PIXEL = 0.0267
"""Centimetres to a unit of a picture."""
DEEPEST = 4
TALLEST = 22.0
"""Centimetres that a picture may be high."""


class Writer:
    """Writes the parts of an outlook into a document, one after another."""

    def __init__(self, document: Document, outlook: Outlook) -> None:
        self._document = document
        self._outlook = outlook
        self._bookmarks = 0

    def section(self, item: Section, level: int, *, new_page: bool = False) -> None:
        """A section and all below it."""
        heading = self._document.add_heading(item.title, level=min(level, DEEPEST))
        heading.paragraph_format.page_break_before = new_page
        self._bookmark(heading, section_anchor(item.key))
        for block in item.blocks:
            self._block(block, item.title)
        for child in item.sections:
            self.section(child, level + 1)

    def contents(self) -> None:
        """The sections as links, and the list that the program makes itself."""
        self._document.add_paragraph(self._outlook.labels["contents"], style="Shiome Caption")
        for item in self._outlook.sections:
            line = self._document.add_paragraph()
            add_link(line, section_anchor(item.key), item.title, style="Default Paragraph Font")
            line.add_run("\t")
            add_field(line, f"PAGEREF {section_anchor(item.key)} \\h", "")
        line = self._document.add_paragraph()
        add_link(line, "evidence", self._outlook.labels["evidence"], style="Default Paragraph Font")

    def evidence(self) -> None:
        """The list that the marks lead to, each passage in its context."""
        heading = self._document.add_heading(self._outlook.labels["evidence"], level=1)
        heading.paragraph_format.page_break_before = True
        self._bookmark(heading, "evidence")
        self._document.add_paragraph(self._outlook.labels["evidence_intro"], style="Shiome Remark")
        for each in self._outlook.evidence:
            self._passage(each)

    def describe(self, picture: Any, text: str) -> None:
        """The text alternative of a picture."""
        picture._inline.docPr.set("descr", text)  # noqa: SLF001 - pictures have no interface for it

    def _passage(self, each: Evidence) -> None:
        comma = "、" if self._outlook.language == "ja" else ", "
        line = self._document.add_paragraph(style="Shiome Evidence")
        line.add_run(f"[{each.number}] ").bold = True
        line.add_run(each.title).bold = True
        line.add_run(comma + comma.join(part for part in (each.author, each.day, each.lines) if part))
        line.add_run().add_break()
        if each.passage:
            from docx.enum.text import WD_COLOR_INDEX

            line.add_run(each.before, style="Shiome Aside")
            line.add_run(each.passage).font.highlight_color = WD_COLOR_INDEX.YELLOW
            line.add_run(each.after, style="Shiome Aside")
        else:
            line.add_run(self._outlook.labels["not_at_hand"], style="Shiome Aside")
        self._bookmark(line, f"e{each.number}")

    def _bookmark(self, line: Line, name: str) -> None:
        self._bookmarks += 1
        add_bookmark(line, name, self._bookmarks)

    def _block(self, block: Block, heading: str) -> None:
        if isinstance(block, Paragraph):
            remarks = not any(isinstance(sentence, Statement) for sentence in block.sentences)
            line = self._document.add_paragraph(style="Shiome Remark" if remarks else "Normal")
            for number, sentence in enumerate(block.sentences):
                if number and self._outlook.language != "ja":
                    line.add_run(" ")
                self._sentence(line, sentence)
        elif isinstance(block, Bullets):
            self._bullets(block)
        elif isinstance(block, Figure):
            self._figure(block)
        else:
            self._table(block, heading)

    def _bullets(self, block: Bullets) -> None:
        if block.title:
            self._document.add_paragraph(block.title, style="Shiome List Title")
        for item in block.items:
            self._sentence(self._document.add_paragraph(style="List Bullet"), item)
        self._more(block.more)

    def _more(self, text: str) -> None:
        if text:
            self._document.add_paragraph(text, style="Shiome Remark")

    def _sentence(self, line: Line, item: Sentence) -> None:
        if not isinstance(item, Statement):
            line.add_run(item.text, style="Shiome Aside")
            return
        if item.bearing:
            styles = {"better": "Shiome Better", "worse": "Shiome Worse"}
            line.add_run(f"{SIGNS[item.bearing]} ", style=styles.get(item.bearing, "Shiome Aside"))
        if item.direction:
            line.add_run(f"[{self._outlook.labels[f'direction.{item.direction}']}] ", style="Shiome Aside")
        if item.lead:
            line.add_run(item.lead + ("\u3000" if self._outlook.language == "ja" else " ")).bold = True
        self._cited(line, item.text, item.evidence)
        if item.detail:
            ja = self._outlook.language == "ja"
            line.add_run(f"（{item.detail}）" if ja else f" ({item.detail})", style="Shiome Aside")

    def _cited(self, line: Line, text: str, evidence: tuple[int, ...], *, bold: bool | None = None) -> None:
        """A text with its marks before the full stop in Japanese, after it in English."""
        cut = bound(text, self._outlook.language) if evidence else None
        line.add_run(cut.head + cut.tail if cut is not None else text).bold = bold
        for number in evidence:
            add_link(line, f"e{number}", f"[{number}]", style="Shiome Mark")
        if cut is not None and cut.stop:
            line.add_run(cut.stop).bold = bold

    def _figure(self, block: Figure) -> None:
        from docx.shared import Cm

        from shiome.charts import render_png
        from shiome.outlook.drawing import size_of, svg_of

        width, height = (PIXEL * units for units in size_of(svg_of(block)))
        shown = min(LINE, width, TALLEST * width / height)
        line = self._document.add_paragraph()
        line.paragraph_format.keep_with_next = bool(block.caption)
        picture = line.add_run().add_picture(io.BytesIO(render_png(block.specification)), width=Cm(shown))
        self.describe(picture, block.alt)
        self._more(block.caption)

    def _table(self, block: Table, heading: str) -> None:
        from docx.shared import Cm

        if block.caption != heading:
            self._document.add_paragraph(block.caption, style="Shiome Caption")
        table = self._document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
        table.autofit = False
        whole = sum(column.width for column in block.columns)
        widths = [Cm(LINE * column.width / whole) for column in block.columns]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            cell.paragraphs[0].style = self._document.styles["Shiome Cell"]
            cell.paragraphs[0].add_run(column.title).bold = True
        for row, cells in zip(table.rows[1:], block.rows, strict=True):
            for number, (target, cell) in enumerate(zip(row.cells, cells, strict=True)):
                self._cell(target.paragraphs[0], cell, head=number == 0 and block.headed)
        repeat_head(table)
        self._more(block.more)
        if not block.more:
            self._document.add_paragraph(style="Shiome Cell")

    def _cell(self, line: Line, cell: Cell, *, head: bool) -> None:
        line.style = self._document.styles["Shiome Cell"]
        self._cited(line, cell.text, cell.evidence, bold=head or None)
        if cell.note:
            line.add_run().add_break()
            line.add_run(cell.note, style="Shiome Aside")


def section_anchor(key: str) -> str:
    """The bookmark of a section: letters, digits and underscores, 40 at most, as Word has it.

    >>> section_anchor("situation.AVE-COR")
    's_situation_AVE_COR'
    """
    from hashlib import sha256

    plain = "s_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in key)
    return plain if len(plain) <= 40 else f"{plain[:31]}_{sha256(key.encode()).hexdigest()[:8]}"
