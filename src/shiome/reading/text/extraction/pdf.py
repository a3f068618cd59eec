"""The text layer of a PDF, page by page."""

from __future__ import annotations

import re
from contextlib import closing
from itertools import accumulate

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from shiome.errors import DocumentRefused
from shiome.reading.text.draft import Draft, Edit
from shiome.reading.text.extraction.extract import Extracted
from shiome.reading.text.metadata.dates import file_date
from shiome.reading.text.metadata.model import MetaField

PAGE_BREAK = "\f"
"""What stands between two pages in the raw text."""
_HYPHENATED = re.compile("[\x02\ufffe](?:\r\n|[\r\n])?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def extract_pdf(data: bytes, *, file_name: str) -> Extracted:
    """Read the text layer; the raw text is that of the pages, with a form feed between them.

    Raises
    ------
    DocumentRefused
        ``document.pdf`` (not a PDF, broken or locked) or ``document.no_text_layer``.
    """
    if not data.strip():
        from shiome.reading.text.encoding import empty

        raise empty(file_name)
    pages, info = _read(data, file_name)
    raw = PAGE_BREAK.join(pages)
    if not raw.strip("\f\r\n\t \u3000\x00"):
        raise DocumentRefused(
            "document.no_text_layer",
            f"{file_name} has no text layer ({len(pages)} pages of pictures)",
            ja=f"{file_name} に文字層がない（{len(pages)} ページとも画像）",
            hint="run character recognition on it first and give the result",
            hint_ja="文字認識にかけた結果を渡す",
            failed=file_name,
        )
    starts = tuple(accumulate((len(page) + 1 for page in pages[:-1]), initial=0))
    extracted = Extracted(Draft.of(raw), "application/pdf", "pdf", found=info, pages=starts)
    extracted.draft.apply([Edit(match.start(), match.end(), "", "hyphenation") for match in _HYPHENATED.finditer(raw)])
    for start, page in zip(starts, pages, strict=True):
        if page and not page.strip():
            extracted.draft.flag(start, start + len(page), "page without text")
    return extracted


def _read(data: bytes, file_name: str) -> tuple[list[str], list[tuple[str, MetaField]]]:
    try:
        with closing(pdfium.PdfDocument(data)) as document:
            pages = []
            for number in range(len(document)):
                with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
                    pages.append(_SURROGATE.sub("\ufffd", text_page.get_text_range()).replace(PAGE_BREAK, " "))
            return pages, _info(document)
    except (pdfium.PdfiumError, ValueError, OSError) as fault:
        locked = "password" in str(fault).lower()
        raise DocumentRefused(
            "document.pdf",
            f"{file_name} is {'locked by a password' if locked else 'not a PDF, or a broken one'}",
            ja=f"{file_name} は{'パスワードで保護されている' if locked else 'PDF でないか壊れている'}",
            hint="unlock it first" if locked else "give an intact PDF",
            hint_ja="保護を解いて渡す" if locked else "壊れていない PDF を渡す",
            failed=file_name,
        ) from fault


def _info(document: pdfium.PdfDocument) -> list[tuple[str, MetaField]]:
    values = document.get_metadata_dict(skip_empty=True)
    found = []
    for key, name in (("Title", "title"), ("Author", "author")):
        if value := " ".join(_SURROGATE.sub("", values.get(key, "")).split()):
            found.append((name, MetaField(value=value, found_by="pdf info")))
    for key in ("CreationDate", "ModDate"):
        if dated := file_date(values.get(key, "")[2:10]):
            found.append(("dated", MetaField(value=dated, found_by="pdf info")))
            break
    return found
