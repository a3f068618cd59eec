"""The outlook as data: what the pages, the PDF and the JSON all say, once.

```
Outlook ── front, sections ── blocks ──  Paragraph   sentences: Statement | Remark
   │                                     Bullets     items: Statement | Remark, and how many more there are
   │                                     Table       columns, rows of cells, and how many more there are
   │                                     Figure      a picture as Vega-Lite specification, with its text alternative
   ├── evidence     each cited passage, numbered once, in order of first mention
   └── documents    each document known by then, with its text where the workspace holds it
```

A :class:`Statement` asserts something about the region and always carries evidence. A :class:`Remark` speaks of the
outlook itself (a count, a method) and never needs any.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any, Literal

import msgspec

from shiome.errors import RecordRefused

Direction = Literal["", "closer", "apart", "same", "new"]
"""Which way a matter moved since the last outlook; decides the mark before the sentence."""
Bearing = Literal["", "better", "worse", "same"]
"""Whether a move is for the better from the viewpoint of the region's pack; empty where it is not valued."""


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="statement"):
    """One sentence, or a few that rest on the same passages.

    >>> Statement(text="The talks resumed.", evidence=(1,)).evidence
    (1,)

    Raises
    ------
    RecordRefused
        There is no evidence: an outlook says nothing that cannot be opened.
    """

    text: str
    evidence: tuple[int, ...]
    """Numbers of :class:`Evidence`."""
    lead: str = ""
    """What stands before the sentence in bold: a relation, a date, an addressee."""
    detail: str = ""
    """What follows it in small type: from what to what, until when, on whose word."""
    direction: Direction = ""
    bearing: Bearing = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise RecordRefused(
                "outlook.evidence",
                f"the outlook has no evidence for {self.text!r}",
                ja=f"{self.text!r} に根拠がない",
                hint="cite a passage of a document that was known on the day",
                hint_ja="その日までに知られていた文書の箇所を挙げる",
                failed=self,
            )


class Remark(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="remark"):
    """A sentence about the outlook itself: a count, a method, that there is nothing to report."""

    text: str


Sentence = Statement | Remark


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="paragraph"):
    """Sentences set as running text."""

    sentences: tuple[Sentence, ...]


class Bullets(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="bullets"):
    """A list; ``more`` says in words how many items were left out, ``title`` what it is a list of."""

    items: tuple[Sentence, ...]
    title: str = ""
    more: str = ""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a table with the passages it rests on."""

    text: str
    evidence: tuple[int, ...] = ()
    note: str = ""
    """A second line in small type."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column; ``width`` is its share of the line."""

    title: str
    width: float = 1.0


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="table"):
    """A table."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    headed: bool = True
    """Whether the first cell of a row is its heading, and not a sentence like the others."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="figure"):
    """A picture. It asserts nothing that the sentences beside it do not say with their evidence."""

    specification: dict[str, Any]
    """Vega-Lite, with its data; the picture is drawn from it."""
    alt: str
    """What it shows, in words, for those who do not see it."""
    caption: str = ""
    """What its marks mean, what it rests on and as of which day."""
    small: bool = False
    """Whether it takes half of the line: small ones that follow each other stand side by side where there is room."""


Block = Paragraph | Bullets | Table | Figure


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A headed part. ``key`` is stable, unique in an outlook, and the same in every language."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    by: str = ""
    """Package and version that made it; empty for Shiome's own."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands: characters ``start`` to ``end`` (exclusive) of the raw file, and its 1-based lines.

    ``start`` and ``end`` are ``None`` where the document's text is not in the workspace.
    """

    document: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    end_line: int | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that statements rest on.

    ``before`` + ``passage`` + ``after`` is the passage in its context: the sentence it is part of, or, where it is a whole one,
    the sentences next to it in its paragraph. Line breaks of the file are undone. All three are empty where the text is not
    at hand.
    """

    number: int
    source: Place
    title: str
    author: str
    dated: str
    """EDTF date of the document."""
    day: str
    """The same for readers."""
    lines: str
    """Lines for readers: ``L110–111``."""
    at_hand: bool
    before: str = ""
    passage: str = ""
    after: str = ""
    first: str = ""
    """Key of the section that mentions it first."""


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A document the outlook rests on."""

    id: str
    title: str
    author: str
    publisher: str
    dated: str
    day: str
    language: str
    at_hand: bool
    text: str = ""
    """Raw text; empty where it is not at hand, or where nothing in it is cited."""


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How the document looks: what the region's pack sets, in the outlook's language."""

    organisation: str = ""
    """Who issues it; stands on the title page and in the properties of the files."""
    accent: str = "#1b2a41"
    """Colour of headings and rules, as ``#rrggbb``."""
    worse: str = "#a3341f"
    better: str = "#0b6e4f"
    logo: str = ""
    """Picture for the title page, as a data address (PNG or SVG)."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """A dated, cited outlook in one language."""

    title: str
    region: str
    """Identifier of the region."""
    region_name: str
    viewpoint: str
    language: str
    as_of: date
    """Nothing that became known after this day is in it."""
    as_of_text: str
    since: date | None
    """The day it is compared with: that of the document before the latest; ``None`` where there is only one."""
    since_text: str
    keywords: tuple[str, ...]
    front: Section
    """The summary, which is one page: what it rests on, what moved for the worse and the better, what to watch for."""
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    documents: tuple[Cited, ...]
    pack: str = ""
    """Region and version that supplied it, with the fingerprint of its content."""
    data_version: str = ""
    """State of the records that it was made from."""
    marking: str = ""
    """How far it may go, as it stands on every page; empty where nothing in it is withheld from anybody."""
    style: Style = Style()
    labels: dict[str, str] = {}
    """The words of the frame (contents, evidence, page) in the outlook's language."""

    def places(self, numbers: tuple[int, ...]) -> list[dict[str, Any]]:
        """Sources of a statement in the shape that all of Shiome's JSON uses: document, start, end, line."""
        found = (self.evidence[number - 1].source for number in numbers)
        return [{"document": p.document, "start": p.start, "end": p.end, "line": p.line} for p in found]

    def _repr_html_(self) -> str:
        """The page in a notebook, in a frame of its own so that neither's style reaches the other."""
        from shiome.outlook.html import render_html

        return f'<iframe title="{escape(self.title)}" sandbox srcdoc="{escape(render_html(self))}" width="100%" height="640"></iframe>'


def walk(section: Section) -> list[Section]:
    """The section and all below it, in reading order."""
    return [section, *(inner for child in section.sections for inner in walk(child))]


def sentences(block: Block) -> tuple[Sentence, ...]:
    """The sentences of a block; those of a table are in its cells instead, and a figure has none."""
    if isinstance(block, Paragraph):
        return block.sentences
    return block.items if isinstance(block, Bullets) else ()
