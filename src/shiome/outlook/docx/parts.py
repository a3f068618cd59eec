"""Sections, sentences, tables, pictures and the list of evidence of the document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiome.outlook.docx.xml import add_bookmark, add_field, add_link, keep_rows_whole, repeat_head, restyle
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
from shiome.outlook.setting import bound, in_rows
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
GUTTER = 0.4
"""Centimetres that a cell keeps free at its sides."""


class Writer:
    """Writes the parts of an outlook into a document, one after another."""

    def __init__(self, document: Document, outlook: Outlook) -> None:
        self._document = document
        self._outlook = outlook
        self._bookmarks = 0
        # The library looks a style up among all of them each time that one is set by its name.
        self._styles = {style.name: style.style_id for style in document.styles}

    def section(self, item: Section, level: int, *, new_page: bool = False) -> None:
        """A section and all below it."""
        heading = self._document.add_heading(item.title, level=min(level, DEEPEST))
        heading.paragraph_format.page_break_before = new_page
        self._bookmark(heading, section_anchor(item.key))
        for block in in_rows(item.blocks):
            if isinstance(block, tuple):
                self._pictures(block)
            else:
                self._block(block, item.title)
        for child in item.sections:
            self.section(child, level + 1)

    def contents(self) -> None:
        """The sections as links, and the list that the program makes itself."""
        self._line("Shiome Caption", self._outlook.labels["contents"])
        for item in self._outlook.sections:
            line = self._document.add_paragraph()
            add_link(line, section_anchor(item.key), item.title)
            line.add_run("\t")
            add_field(line, f"PAGEREF {section_anchor(item.key)} \\h", "")
        line = self._document.add_paragraph()
        add_link(line, "evidence", self._outlook.labels["evidence"])

    def evidence(self) -> None:
        """The list that the marks lead to, each passage in its context."""
        heading = self._document.add_heading(self._outlook.labels["evidence"], level=1)
        heading.paragraph_format.page_break_before = True
        self._bookmark(heading, "evidence")
        self._line("Shiome Remark", self._outlook.labels["evidence_intro"])
        for each in self._outlook.evidence:
            self._passage(each)

    def describe(self, picture: Any, text: str) -> None:
        """The text alternative of a picture."""
        picture._inline.docPr.set("descr", text)  # noqa: SLF001 - pictures have no interface for it

    def _line(self, style: str, text: str = "") -> Line:
        line = self._document.add_paragraph(text)
        restyle(line, self._styles[style])
        return line

    def _run(self, line: Line, text: str, style: str) -> None:
        restyle(line.add_run(text), self._styles[style])

    def _passage(self, each: Evidence) -> None:
        comma = "、" if self._outlook.language == "ja" else ", "
        line = self._line("Shiome Evidence")
        line.add_run(f"[{each.number}] ").bold = True
        line.add_run(each.title).bold = True
        line.add_run(comma + comma.join(part for part in (each.author, each.day, each.lines) if part))
        line.add_run().add_break()
        if each.passage:
            from docx.enum.text import WD_COLOR_INDEX

            self._run(line, each.before, "Shiome Aside")
            line.add_run(each.passage).font.highlight_color = WD_COLOR_INDEX.YELLOW
            self._run(line, each.after, "Shiome Aside")
        else:
            self._run(line, self._outlook.labels["not_at_hand"], "Shiome Aside")
        self._bookmark(line, f"e{each.number}")

    def _bookmark(self, line: Line, name: str) -> None:
        self._bookmarks += 1
        add_bookmark(line, name, self._bookmarks)

    def _block(self, block: Block, heading: str) -> None:
        if isinstance(block, Paragraph):
            remarks = not any(isinstance(sentence, Statement) for sentence in block.sentences)
            line = self._line("Shiome Remark" if remarks else "Normal")
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
            self._line("Shiome List Title", block.title)
        for item in block.items:
            self._sentence(self._line("List Bullet"), item)
        self._more(block.more)

    def _more(self, text: str) -> None:
        if text:
            self._line("Shiome Remark", text)

    def _sentence(self, line: Line, item: Sentence) -> None:
        if not isinstance(item, Statement):
            self._run(line, item.text, "Shiome Aside")
            return
        if item.bearing:
            styles = {"better": "Shiome Better", "worse": "Shiome Worse"}
            self._run(line, f"{SIGNS[item.bearing]} ", styles.get(item.bearing, "Shiome Aside"))
        if item.direction:
            self._run(line, f"[{self._outlook.labels[f'direction.{item.direction}']}] ", "Shiome Aside")
        if item.lead:
            line.add_run(item.lead + ("\u3000" if self._outlook.language == "ja" else " ")).bold = True
        self._cited(line, item.text, item.evidence)
        if item.detail:
            ja = self._outlook.language == "ja"
            self._run(line, f"（{item.detail}）" if ja else f" ({item.detail})", "Shiome Aside")

    def _cited(self, line: Line, text: str, evidence: tuple[int, ...], *, bold: bool | None = None) -> None:
        """A text with its marks before the full stop in Japanese, after it in English."""
        cut = bound(text, self._outlook.language) if evidence else None
        line.add_run(cut.head + cut.tail if cut is not None else text).bold = bold
        for number in evidence:
            add_link(line, f"e{number}", f"[{number}]", style=self._styles["Shiome Mark"])
        if cut is not None and cut.stop:
            line.add_run(cut.stop).bold = bold

    def _figure(self, block: Figure) -> None:
        self._picture(self._document.add_paragraph(), block, LINE)
        self._more(block.caption)

    def _pictures(self, figures: Sequence[Figure]) -> None:
        """Small pictures two abreast, each over its caption."""
        table = self._document.add_table(rows=-(-len(figures) // 2), cols=2)
        table.autofit = False
        cells = [cell for row in table.rows for cell in row.cells]
        for figure, cell in zip(figures, cells, strict=False):
            self._picture(cell.paragraphs[0], figure, LINE / 2 - GUTTER)
            restyle(cell.add_paragraph(figure.caption), self._styles["Shiome Remark"])
        keep_rows_whole(table)

    def _picture(self, line: Line, figure: Figure, room: float) -> None:
        from docx.shared import Cm

        from shiome.charts.rendering import svg_to_png
        from shiome.outlook.drawing import size_of, svg_of

        svg = svg_of(figure)
        width, height = (PIXEL * units for units in size_of(svg))
        shown = min(room, width, TALLEST * width / height)
        line.paragraph_format.keep_with_next = bool(figure.caption)
        picture = line.add_run().add_picture(io.BytesIO(svg_to_png(svg)), width=Cm(shown))
        self.describe(picture, figure.alt)

    def _table(self, block: Table, heading: str) -> None:
        from docx.shared import Cm

        if block.caption != heading:
            self._line("Shiome Caption", block.caption)
        table = self._document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
        table.autofit = False
        whole = sum(column.width for column in block.columns)
        widths = [Cm(LINE * column.width / whole) for column in block.columns]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            restyle(cell.paragraphs[0], self._styles["Shiome Cell"])
            cell.paragraphs[0].add_run(column.title).bold = True
        for row, cells in zip(table.rows[1:], block.rows, strict=True):
            for number, (target, cell) in enumerate(zip(row.cells, cells, strict=True)):
                self._cell(target.paragraphs[0], cell, head=number == 0 and block.headed)
        repeat_head(table)
        self._more(block.more)
        if not block.more:
            self._line("Shiome Cell")

    def _cell(self, line: Line, cell: Cell, *, head: bool) -> None:
        restyle(line, self._styles["Shiome Cell"])
        self._cited(line, cell.text, cell.evidence, bold=head or None)
        if cell.note:
            line.add_run().add_break()
            self._run(line, cell.note, "Shiome Aside")


def section_anchor(key: str) -> str:
    """The bookmark of a section: letters, digits and underscores, 40 at most, as Word has it.

    >>> section_anchor("situation.AVE-COR")
    's_situation_AVE_COR'
    """
    from hashlib import sha256

    plain = "s_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in key)
    return plain if len(plain) <= 40 else f"{plain[:31]}_{sha256(key.encode()).hexdigest()[:8]}"
