"""*Evidence*: search, documents with what was coded in them, records, and the review of what was proposed."""

from __future__ import annotations

from shiome.web.model import Section
from shiome.web.pages.evidence import documents, records, review, search

SECTION = Section(
    name="evidence",
    pages=(*search.PAGES, *documents.PAGES, *records.PAGES, *review.PAGES),
    actions=review.ACTIONS,
    assets=("css/evidence.css", "js/review.js"),
)
