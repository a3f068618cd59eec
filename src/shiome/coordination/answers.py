"""What every answer in JSON shares: one language, the names of the pack, sources that open on the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shiome.records.export import source_json
from shiome.records.model import Source
from shiome.region.pack import Pack
from shiome.vocabulary.languages import in_language


class Answer:
    """Makes the JSON of one answer in one language.

    Parameters
    ----------
    files:
        File names by document identifier.
    locate:
        Gives a source its place in the raw text.
    """

    def __init__(
        self,
        pack: Pack,
        language: str,
        *,
        files: Mapping[str, str] | None = None,
        locate: Callable[[Source], Source] | None = None,
    ) -> None:
        self._pack = pack
        self._language = language
        self._files = files
        self._locate = locate or (lambda source: source)

    def text(self, texts: Mapping[str, str]) -> str:
        """A text in the language of the answer."""
        return in_language(texts, self._language)

    def name(self, subject: str, identifier: str) -> str:
        """What an entry of the pack is called; its identifier where the pack has none of it."""
        names = getattr(self._pack.subjects.get(subject, {}).get(identifier), "name", None)
        return self.text(names) if names else identifier

    def names(self, actors: Sequence[str]) -> list[str]:
        """Names of actors."""
        return [self.name("actors", actor) for actor in actors]

    def sources(self, sources: Sequence[Source]) -> list[dict[str, Any]]:
        """Sources with document and line and, where the document is stored, its file and the characters."""
        return [source_json(self._locate(source), files=self._files) for source in sources]
