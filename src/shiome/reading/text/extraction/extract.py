"""From a file to its raw text, with everything that is not text taken out through the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from shiome.errors import DocumentRefused
from shiome.reading.text.draft import Draft
from shiome.reading.text.metadata.model import MetaField
from shiome.reading.text.repair.lines import Container

if TYPE_CHECKING:
    from shiome.reading.dependencies.sentence import Sentence as Tree

MEDIA_TYPES: dict[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".conllu": "text/x-conllu",
}
"""Extension to media type: what can be read."""


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text whose sentences are given with their trees: nothing in it may be changed."""

    sentences: tuple[tuple[int, int], ...]
    """Spans in the draft."""
    trees: Mapping[int, Tree]
    """By where their sentence begins in the draft."""


@dataclass(slots=True)
class Extracted:
    """A raw text with its markup already out of the draft."""

    draft: Draft
    media_type: str
    encoding: str
    container: Container = field(default_factory=Container)
    found: list[tuple[str, MetaField]] = field(default_factory=list)
    """Metadata that the container itself tells: ``dated``, ``author``, ``title``, ``publisher``."""
    pages: tuple[int, ...] = ()
    parsed: ParsedText | None = None


def extract(data: bytes, *, file_name: str) -> Extracted:
    """The raw text of a file, by the extension of its name.

    Raises
    ------
    DocumentRefused
        ``document.format``, ``document.empty``, ``document.binary``, ``document.encoding``, ``document.pdf`` or
        ``document.no_text_layer``, ``document.conllu``.
    """
    media_type = MEDIA_TYPES.get(PurePath(file_name).suffix.lower())
    if media_type is None:
        raise DocumentRefused(
            "document.format",
            f"{file_name} has no extension that can be read",
            ja=f"{file_name} の拡張子は読めない",
            hint=f"give one of {', '.join(MEDIA_TYPES)}",
            hint_ja=f"{'、'.join(MEDIA_TYPES)} のいずれかにする",
            failed=file_name,
        )
    if media_type == "application/pdf":
        from shiome.reading.text.extraction.pdf import extract_pdf  # PDFium is loaded for a PDF only

        return extract_pdf(data, file_name=file_name)
    from shiome.reading.text.encoding import decode

    decoded = decode(data, file_name=file_name)
    extracted = Extracted(Draft.of(decoded.text), media_type, decoded.encoding)
    if media_type == "text/html":
        from shiome.reading.text.extraction.html import strip_html

        strip_html(extracted, file_name=file_name)
    elif media_type == "text/markdown":
        from shiome.reading.text.extraction.markdown import strip_markdown

        strip_markdown(extracted)
    elif media_type == "text/x-conllu":
        from shiome.reading.text.extraction.conllu import strip_conllu

        strip_conllu(extracted, file_name=file_name)
    return extracted
