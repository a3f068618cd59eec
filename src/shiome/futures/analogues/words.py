"""The sentences of the comparison, in Japanese and English; the texts themselves are data (``words.yaml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from shiome.futures.analogues.likeness import Match
from shiome.futures.analogues.situations import NOTHING, Aspect
from shiome.tables import shipped_table
from shiome.vocabulary.languages import INTERFACE_LANGUAGES, in_language

Texts = dict[str, str]


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = shipped_table(__package__, "words.yaml")
    return content


def say(key: str, fill: Callable[[str], Mapping[str, object]] = lambda _: {}) -> Texts:
    """A text of the catalogue in every interface language, its braces filled by ``fill(language)``."""
    return {language: _catalogue()[key][language].format(**fill(language)) for language in INTERFACE_LANGUAGES}


def column(key: str, language: str) -> str:
    """A heading."""
    return str(_catalogue()["columns"][key][language])


def state_name(aspect: Aspect, state: str | None, language: str) -> str:
    """A state by its name; words for one that is unknown or did not exist."""
    if state is None:
        return str(_catalogue()["unknown"][language])
    return str(_catalogue()["nothing"][language]) if state == NOTHING else in_language(aspect.states[state], language)


def reason(aspect: Aspect, match: Match) -> Texts:
    """One aspect of the comparison as a sentence."""
    if match.agreement is None:
        gaps = (match.here is None, match.there is None)
        key = "unknown_both" if all(gaps) else "unknown_here" if gaps[0] else "unknown_there"
    else:
        key = "for" if match.agreement == 1 else "near" if match.agreement > 0 else "against"
        if match.there == NOTHING:
            key = "for_nothing" if match.here == NOTHING else "against_nothing_there"
        elif match.here == NOTHING:
            key = "against_nothing_here"

    def fill(language: str) -> dict[str, object]:
        states = {"here": state_name(aspect, match.here, language), "there": state_name(aspect, match.there, language)}
        return {"aspect": in_language(aspect.name, language), **states}

    return say(key, fill)


def joined(names: list[Mapping[str, str]], language: str) -> str:
    """Names as a list."""
    return str(_catalogue()["join"][language]).join(in_language(name, language) for name in names)
