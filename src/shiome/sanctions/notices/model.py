"""A notice as it is set: sections of paragraphs, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.sanctions.notices.words import NoticeLanguage

Form = Literal["notice", "report"]


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``label`` stands before it, in bold."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Facts:
    """Label and text, line by line."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; ``widths`` are proportions, ``fixed`` columns are set in letters of one width."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """An SVG picture with what it shows in words."""

    svg: str
    alt: str
    width: int


Block = Paragraph | Facts | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Notice:
    """The whole document. ``simulated`` is the warning that stands on every page, empty for what is real."""

    form: Form
    language: NoticeLanguage
    title: str
    subtitle: str
    case: str
    as_of: date
    as_of_text: str
    marking: str
    simulated: str
    sections: tuple[Section, ...]
