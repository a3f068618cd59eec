"""Notices, reports and papers of meetings as files that a page gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiome.web.model import Answer, Download, Parameter

if TYPE_CHECKING:
    from shiome.sanctions.notices import Notice

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "md": "text/markdown; charset=utf-8"}
"""Media types of the forms in which papers are made."""
FORM = Parameter(name="form", kind="choice", choices=tuple(MEDIA), default="pdf", about="HTML, PDF or Markdown.")
IN = Parameter(name="in", kind="choice", choices=("ja", "en", "ko"), about="Language; that of the page without it.")


def paper_answer(paper: Notice, form: str, name: str) -> Answer:
    """A paper as a file in one of the forms.

    Raises
    ------
    MissingExtra
        What makes a PDF is not installed.
    """
    file = Download(name=f"{name}.{form}", media_type=MEDIA[form], content=_rendered(paper, form))
    return Answer(template="", data={"name": file.name, "marking": paper.marking}, file=file)


def _rendered(paper: Notice, form: str) -> bytes:
    from shiome.sanctions.notices import render_html, render_pdf
    from shiome.sanctions.notices.markdown import render_markdown

    match form:
        case "pdf":
            return render_pdf(paper)
        case "md":
            return render_markdown(paper).encode()
        case _:
            return render_html(paper).encode()
