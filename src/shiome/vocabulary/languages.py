"""Languages of the field and texts that exist in several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["ja", "en", "ko", "zh", "ru"]
INTERFACE_LANGUAGES: tuple[str, ...] = ("ja", "en")

Localised = dict[str, str]
"""One meaning in several languages: language code to text."""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in ``language``, else in English, else in whatever there is; empty for no text.

    >>> in_language({"ja": "日本", "en": "Japan"}, "ko")
    'Japan'
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
