"""The commentary's sentences in Japanese and English; the texts themselves are data (``words.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from shiome.futures.model.matrices import BACKGROUND
from shiome.futures.model.model import At, FuturesModel
from shiome.tables import shipped_table
from shiome.vocabulary.languages import in_language

Texts = dict[str, str]
Titles = Mapping[str, Mapping[str, str]]
"""Names of documents by their identifiers."""


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = shipped_table(__package__, "words.yaml")
    return content


class Speech:
    """Says things about a model in one language, by the names of its drivers and states."""

    def __init__(self, model: FuturesModel, language: str, titles: Titles) -> None:
        self.model, self.language, self.titles = model, language, titles

    def say(self, key: str, **fill: object) -> str:
        """A text of the catalogue with its braces filled."""
        return str(_catalogue()[key][self.language]).format(**fill)

    def hedge(self, step: int) -> str:
        """How firmly something is held, in words."""
        return str(_catalogue()["hedges"][step][self.language])

    def driver(self, driver: str) -> str:
        """A driver by its name."""
        return in_language(self.model.driver(driver).name, self.language)

    def state(self, at: At) -> str:
        """A state by its name."""
        return in_language(self.model.driver(at.driver).state(at.state).name, self.language)

    def at(self, at: At) -> str:
        """A driver in its state; words for what a state has for itself."""
        if at.driver == BACKGROUND:
            return self.say("background")
        return self.say("at", driver=self.driver(at.driver), state=self.state(at))

    def listed(self, parts: Sequence[str]) -> str:
        """Parts one after another."""
        return self.say("list").join(parts)

    def counted(self, key: str, count: int) -> str:
        """So many of something."""
        return self.say(f"{key}_one" if count == 1 else f"{key}_more", count=count)

    def documents(self, documents: Sequence[str]) -> str:
        """Documents by their titles where all are known, else their number."""
        named = [in_language(self.titles.get(each, {}), self.language) for each in documents]
        if not named or not all(named):
            return self.counted("documents", len(documents))
        return self.say("titles", titles=self.listed([self.say("title", title=each) for each in named]))


def number(value: float) -> str:
    """A strength without trailing zeros.

    >>> number(2.0), number(0.75)
    ('2', '0.75')
    """
    return f"{round(value, 2):g}"
