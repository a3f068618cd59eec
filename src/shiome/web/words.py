"""The words of the pages in Japanese and English: one file for each section."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec

from shiome.tables import shipped_table

LANGUAGES = ("ja", "en")


class Words:
    """The words of one language.

    >>> Words("en")("shell.search")
    'Search'
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key such as ``ledger.due``, with values put in.

        Raises
        ------
        KeyError
            No file has the key: a mistake of the program, not of the reader.
        """
        text = _every()[key][self.language]
        return text.format(**values) if values else text

    def known(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in _every()


@lru_cache(maxsize=1)
def _every() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files("shiome.web").joinpath("messages").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".yaml"):
            rows = msgspec.convert(shipped_table(__package__, "messages", file.name) or {}, dict[str, dict[str, str]])
            section = file.name.removesuffix(".yaml")
            found |= {f"{section}.{key}": texts for key, texts in rows.items()}
    return found
