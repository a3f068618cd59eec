"""The sentences of bargaining in Japanese and English; the texts themselves are data (``words.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from shiome.policy.bargaining.table import Table
from shiome.tables import shipped_table
from shiome.vocabulary.languages import INTERFACE_LANGUAGES, in_language

Texts = dict[str, str]


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = shipped_table(__package__, "words.yaml")
    return content


class Speech:
    """Says things in one language, by the names of actors and issues where the table has them, else by their codes."""

    def __init__(self, table: Table, language: str) -> None:
        self.language = language
        self._actors: Mapping[str, Mapping[str, str]] = {actor.id: actor.name or {} for actor in table.actors}
        self._issues: Mapping[str, Mapping[str, str]] = {scale.issue: scale.name or {} for scale in table.issues}

    def say(self, key: str, **fill: object) -> str:
        """A text of the catalogue with its braces filled."""
        return str(_catalogue()[key][self.language]).format(**fill)

    def actor(self, code: str) -> str:
        """An actor by its name."""
        return in_language(self._actors[code], self.language) or code

    def issue(self, code: str) -> str:
        """An issue by its name."""
        return in_language(self._issues[code], self.language) or code


def speeches(table: Table) -> dict[str, Speech]:
    """One for each language of the interface."""
    return {language: Speech(table, language) for language in INTERFACE_LANGUAGES}


def number(value: float) -> str:
    """A position or a gain as readers see it.

    >>> number(4.0), number(-0.00001), number(8.41593)
    ('4', '0', '8.416')
    """
    return f"{round(value, 3) + 0.0:g}"


def percent(share: float) -> str:
    """A share in per cent; only what is certain is called so.

    >>> percent(0.998), percent(1.0), percent(0.504)
    ('99', '100', '50')
    """
    return str(round(100 * share)) if share in (0.0, 1.0) else str(min(99, max(1, round(100 * share))))
