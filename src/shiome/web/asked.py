"""What a page is asked: by whom, in which language, as of which day, with which values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from shiome.coordination.sources import cited
from shiome.records.model import AnyRecord, Source
from shiome.vocabulary.languages import in_language
from shiome.web.model import Reader
from shiome.web.words import Words

if TYPE_CHECKING:
    from shiome.web.desk import Desk
    from shiome.workspace import Workspace

QUOTE = 160
"""Characters of a passage that are shown beside a link."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question to a page."""

    desk: Desk
    reader: Reader
    language: str
    as_of: date | None
    """The day given; ``None`` for the newest."""
    path: str
    """Path below the language."""
    values: Mapping[str, Any]
    """Parameters of the address or fields of the form, and segments of the path."""

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.desk.workspace

    @cached_property
    def words(self) -> Words:
        """The words of the language."""
        return Words(self.language)

    @cached_property
    def day(self) -> date:
        """The day as of which the page tells: the one given, or that of the newest document."""
        return self.as_of or self.desk.newest_day()

    def text(self, texts: Mapping[str, str]) -> str:
        """Text of the pack in the language of the page."""
        return in_language(texts, self.language)

    def link(self, path: str, **parameters: Any) -> str:
        """Address of a page in the same language and as of the same day; parameters that are ``None`` or empty are left out."""
        given: dict[str, Any] = {"as_of": self.as_of.isoformat()} if self.as_of else {}
        given |= {name: value for name, value in parameters.items() if value not in (None, "", ())}
        query = urlencode(given, doseq=True)
        return f"/{self.language}{path}" + (f"?{query}" if query else "")

    def evidence(self, sources: Iterable[Source]) -> list[dict[str, Any]]:
        """Passages as links, each with its document, date, line and words."""
        listed = list(sources)
        self.desk.texts.fetch(source.document for source in listed)
        return [self._passage(source) for source in listed]

    def have(self, records: Iterable[AnyRecord]) -> None:
        """Have the documents of records in hand before their passages are told one record after the other."""
        self.desk.texts.fetch(source.document for record in records for source in record.sources)

    def cited(self, citations: Iterable[str]) -> list[dict[str, Any]]:
        """Passages that an entry of the pack cites, as :meth:`evidence` gives them; those of documents known by the day only."""
        return self.evidence(cited(self.workspace.pack, citations, as_of=self.day))

    def _passage(self, source: Source) -> dict[str, Any]:
        source = self.desk.texts.located(source)
        document = self.desk.texts.document(source.document)
        shown: dict[str, Any] = {
            "document": source.document,
            "line": source.line,
            "start": source.start,
            "end": source.end,
        }
        if document is None:
            return shown | {"file": source.document, "dated": "", "quote": "", "href": ""}
        quote = "" if source.start is None or source.end is None else document.text[source.start : source.end]
        quote = " ".join(quote.split())
        return shown | {
            "file": document.file,
            "dated": document.dated,
            "quote": quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…",
            "href": self.link(f"/evidence/documents/{source.document}", start=source.start, end=source.end)
            + "#passage",
        }
