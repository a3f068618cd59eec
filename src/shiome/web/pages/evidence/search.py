"""Search in five languages: passages with the found words marked, and what was coded in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.errors import QueryRefused
from shiome.records.model import AnyRecord
from shiome.web.asked import Asked
from shiome.web.model import Answer, Page, Parameter
from shiome.web.pages.evidence.documents import coded_as, places_in, records_in
from shiome.web.pages.evidence.marked import Span, marked_text
from shiome.web.pages.evidence.readable import OPEN_KINDS, document_of

if TYPE_CHECKING:
    from shiome.records.values import Hit

Said = tuple[Span, AnyRecord]
"""A record and where in a document it is said."""
LANGUAGES = ("ja", "en", "ko", "zh", "ru")
HITS = 30
"""Hits on a page."""
COMPARED = 150
"""Passages that are looked at when only those that hold a kind of record are wanted."""
CODED = 6
"""Records that are named with a hit."""


def _page(asked: Asked) -> Answer:
    values = asked.values
    query = (values["q"] or "").strip()
    hits, refused = [], ""
    if query:
        try:
            hits = _hits(asked, query)
        except QueryRefused as error:
            refused = error.line(asked.language)
    data = {
        "q": query,
        "refused": refused,
        "hits": hits[:HITS],
        "full": len(hits) > HITS,
        "most": HITS,
        "chosen": {name: values[name] or "" for name in ("language", "document", "kind")},
        "languages": LANGUAGES,
        "kinds": OPEN_KINDS,
        "documents": [
            (each.id, f"{each.dated} {each.title or each.file}")
            for each in asked.workspace.store.headings(asked.day, limit=HITS)
        ],
    }
    return Answer(template="evidence/search.html", data=data, title=query)


def _hits(asked: Asked, query: str) -> list[dict[str, Any]]:
    values, kind = asked.values, asked.values["kind"]
    found = asked.workspace.store.search(
        query,
        language=values["language"],
        as_of=asked.day,
        document=values["document"],
        limit=COMPARED if kind else HITS + 1,
    )
    asked.desk.texts.fetch(hit.document for hit in found)
    shown: list[dict[str, Any]] = []
    known: dict[str, list[Said]] = {}
    for hit in found:
        here = _said_in(asked, hit, known)
        if kind and kind not in {record.KIND for _, record in here}:
            continue
        shown.append(_hit(asked, hit, here))
        if len(shown) > HITS:
            break
    return shown


def _said_in(asked: Asked, hit: Hit, known: dict[str, list[Said]]) -> list[Said]:
    """What was coded within a hit; ``known`` keeps it by document."""
    if hit.document not in known:
        document = document_of(asked, hit.document)
        records = records_in(asked, document)
        known[hit.document] = [(place, record) for record in records for place in places_in(asked, document, record)]
    return [each for each in known[hit.document] if each[0][0] < hit.end and each[0][1] > hit.start]


def _hit(asked: Asked, hit: Hit, said: list[Said]) -> dict[str, Any]:
    document = document_of(asked, hit.document)
    start, end = hit.spans[0] if hit.spans else (hit.start, hit.end)
    wanted = asked.values["kind"]
    closest = sorted(said, key=lambda each: (wanted != each[1].KIND, each[0][1] - each[0][0]))
    named = [coded_as(asked, record, place) for place, record in closest[:CODED]]
    return {
        "document": hit.document,
        "title": document.title or document.file,
        "dated": document.dated,
        "language": document.language,
        "line": document.text.count("\n", 0, start) + 1,
        "start": start,
        "end": end,
        "pieces": marked_text(hit.snippet, hit.marks),
        "href": asked.link(f"/evidence/documents/{hit.document}", start=hit.start, end=hit.end) + "#passage",
        "coded": [{"kind": each.kind, "href": each.href, "title": each.title} for each in named],
        "coded_more": max(0, len(said) - CODED),
    }


PAGES = (
    Page(
        name="evidence",
        path="/evidence",
        about="Full text in ja, en, ko, zh and ru.",
        handler=_page,
        parameters=(
            Parameter(name="q", about="Words that must all occur; phrases in quotation marks.", longest=400),
            Parameter(name="language", kind="choice", choices=LANGUAGES, about="Only documents in this language."),
            Parameter(name="document", longest=80, about="Only this document."),
            Parameter(name="kind", kind="choice", choices=OPEN_KINDS, about="Only passages in which this was coded."),
        ),
    ),
)
