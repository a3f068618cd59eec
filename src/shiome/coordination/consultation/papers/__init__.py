"""Papers of a consultation in Japanese, English and Korean: agenda and record of a meeting, as HTML, PDF and Markdown."""

from __future__ import annotations

from shiome.coordination.consultation.papers.building import agenda_paper, minutes_paper
from shiome.sanctions.notices import LANGUAGES
from shiome.sanctions.notices import write_notice as write_paper

FORMATS = ("html", "pdf", "md")
"""In which papers are written."""

__all__ = ["FORMATS", "LANGUAGES", "agenda_paper", "minutes_paper", "write_paper"]
