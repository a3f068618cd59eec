"""The words of agendas and records, beside those that all documents share."""

from __future__ import annotations

from functools import cache

from shiome.region.pack import Pack
from shiome.sanctions.notices.words import Words
from shiome.tables import shipped_table


class PaperWords(Words):
    """The words of one language, and the names of the region's entries in it."""

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with values put in."""
        if key not in _table():
            return super().__call__(key, **values)
        text = _table()[key][self.language]
        return text.format(**values) if values else text

    def name(self, pack: Pack, subject: str, identifier: str) -> str:
        """What the region calls an entry; the identifier of one that it does not have."""
        entry = pack.entries(subject).get(identifier)
        return self.told(getattr(entry, "name", {})) or identifier

    def names(self, pack: Pack, identifiers: tuple[str, ...]) -> str:
        """Actors and bodies, enumerated."""
        subjects = {name: "actors" if name in pack.entries("actors") else "bodies" for name in identifiers}
        return self.join([self.name(pack, subject, name) for name, subject in subjects.items()])


@cache
def _table() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = shipped_table(__package__, "words.yaml")
    return read
