"""Notices and case reports in Japanese, English and Korean, as HTML and PDF."""

from shiome.sanctions.notices.building import marking_of, notice_of
from shiome.sanctions.notices.html import render_html
from shiome.sanctions.notices.model import Notice
from shiome.sanctions.notices.pdf import render_pdf
from shiome.sanctions.notices.words import LANGUAGES, NoticeLanguage
from shiome.sanctions.notices.writing import write_notice

__all__ = [
    "LANGUAGES",
    "Notice",
    "NoticeLanguage",
    "marking_of",
    "notice_of",
    "render_html",
    "render_pdf",
    "write_notice",
]
