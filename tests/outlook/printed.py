"""What a printed outlook looks like: where its text stands, where its links lead, which letters it has."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from shiome.outlook import Outlook
from shiome.outlook.model import Sentence, sentences, walk

POINTS = 72 / 25.4
LEFT, RIGHT = 21 * POINTS, (210 - 21) * POINTS
FOOT, HEAD = 21 * POINTS, (297 - 23) * POINTS
"""Edges of the page's text, from its lower left corner."""
SLACK = 4.0
"""Points that a line may reach over: punctuation and the space at its end hang."""


@contextmanager
def opened(made: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with pypdfium2.PdfDocument(made) as pdf:
        yield pdf


def told_in(outlook: Outlook) -> list[Sentence]:
    """Every sentence of the outlook outside its tables."""
    return [
        sentence
        for top in (outlook.front, *outlook.sections)
        for part in walk(top)
        for block in part.blocks
        for sentence in sentences(block)
    ]


def squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c.isprintable())


def headings(pdf: pypdfium2.PdfDocument) -> list[tuple[str, int, float]]:
    """Title, page from 0, and height above the foot of the page."""
    found = []
    for mark in pdf.get_toc():
        place = mark.get_dest()
        found.append((mark.get_title(), place.get_index(), place.get_view()[1][1]))
    return found


def parted_headings(made: bytes) -> list[str]:
    """Headings below which nothing stands on their page."""
    with opened(made) as pdf:
        texts = [page.get_textpage() for page in pdf]
        return [
            title
            for title, page, top in headings(pdf)
            if squeezed(texts[page].get_text_bounded(bottom=FOOT, top=top + 2)) in ("", squeezed(title))
        ]


def strayed(made: bytes) -> list[str]:
    """Texts beyond the side margins, and what stands in the foot beside marking and number of the page."""
    found = []
    with opened(made) as pdf:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                said = text.get_text_bounded(left, bottom, right, top)
                # Hyphens that the reader of the file adds between the letters of a picture have no place of their own.
                if (left < LEFT - SLACK or right > RIGHT + SLACK) and said.strip("- "):
                    found.append(f"p. {number}: {said!r}")
            foot = squeezed(text.get_text_bounded(top=FOOT - 2))
            if not re.fullmatch(rf"(TLP:.*)?{number}/{len(pdf)}", foot):
                found.append(f"foot of p. {number}: {foot!r}")
    return found


def dead_links(made: bytes) -> list[int]:
    """Pages with a link that leads to no page of the document; refused where there is no link at all."""
    found, count = [], 0
    with opened(made) as pdf:
        for number, page in enumerate(pdf, start=1):
            for link in _links(page):
                count += 1
                place = raw.FPDFLink_GetDest(pdf, link) or raw.FPDFAction_GetDest(pdf, raw.FPDFLink_GetAction(link))
                if not place or not 0 <= raw.FPDFDest_GetDestPageIndex(pdf, place) < len(pdf):
                    found.append(number)
    assert count
    return found


def _links(page: pypdfium2.PdfPage) -> Iterator[object]:
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
        yield link
        link = raw.FPDF_LINK()


def faulty_letters(made: bytes) -> list[str]:
    """Letters that no font had or that cannot be searched for, and fonts that are not in the file."""
    found = []
    with opened(made) as pdf:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage().get_text_range()
            found += [f"p. {number}: {c!r}" for c in text if c == "\ufffd" or 0xE000 <= ord(c) <= 0xF8FF]
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
                font = raw.FPDFTextObj_GetFont(each)
                if raw.FPDFFont_GetIsEmbedded(font) != 1:
                    found.append(f"p. {number}: a font that is not embedded")
    return found


def pages_of(made: bytes, *texts: str) -> list[list[int]]:
    """Pages, from 1, on which each of the texts stands."""
    with opened(made) as pdf:
        told = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    return [[number for number, page in enumerate(told, start=1) if squeezed(text) in page] for text in texts]
