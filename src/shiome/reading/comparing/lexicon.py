"""What comparison knows of each language, as YAML files under ``data``, and their loader."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import msgspec

from shiome.tables import shipped_table


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scale of force; see ``data/concepts.yaml``."""

    kind: Literal["graded", "additive"]
    name: dict[str, str]
    sign: int = 1
    qualifier: bool = False


class Concepts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Concepts shared by all languages."""

    scales: dict[str, Scale]
    graded: dict[str, dict[str, int]]
    """Scale to concept to grade."""
    topics: dict[str, dict[str, str]]
    """Concept to its name by interface language."""

    def scale_of(self, concept: str) -> str:
        """The scale a concept stands on; empty for one that carries no force."""
        return next((scale for scale, grades in self.graded.items() if concept in grades), "")

    def grade(self, scale: str, concept: str) -> int:
        """The grade of a concept on its scale, times the scale's sign."""
        return self.graded[scale][concept] * self.scales[scale].sign


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language: how its text is cut into words, and the words for the concepts."""

    language: str
    linkers: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    spelling: dict[str, str] = {}
    endings: tuple[str, ...] = ()
    keep: int = 3
    """Fewest letters that cutting an ending leaves."""
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    keep_endings: tuple[str, ...] = ()
    """Words that only look as if they bore a particle or ending."""
    bodies: tuple[str, ...] = ()
    """Words after which it is a particle all the same (사회 + 의, but 정상회의)."""
    vocabulary: tuple[str, ...] = ()
    numbers: dict[str, int] = {}
    concepts: dict[str, tuple[str, ...]] = {}


LANGUAGES: tuple[str, ...] = ("ja", "en", "ko", "zh", "ru")
"""Languages that have a lexicon; others are cut at blanks and compared by their words alone."""


def table(name: str) -> Any:
    """The content of ``data/NAME.yaml``."""
    return shipped_table(__package__, "data", f"{name}.yaml")


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """The concepts, scales and topics.

    >>> concepts = load_concepts()
    >>> concepts.scale_of("demand"), concepts.grade("demand", "demand") > concepts.grade("demand", "expect")
    ('demand', True)
    """
    return msgspec.convert(table("concepts"), Concepts)


@lru_cache(maxsize=8)
def load_words(language: str) -> Words:
    """The words of a language; empty where there is no lexicon.

    >>> "の" in load_words("ja").linkers, load_words("xx").linkers
    (True, ())
    """
    return msgspec.convert(table(language), Words) if language in LANGUAGES else Words(language=language)
