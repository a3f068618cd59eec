"""The outlook's own words, one catalogue a language (``messages/ja.yaml``, ``messages/en.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shiome.errors import NotKnown, QueryRefused
from shiome.tables import shipped_table
from shiome.vocabulary.languages import INTERFACE_LANGUAGES


@lru_cache(maxsize=4)
def catalogue(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Message name to text, or to ``one`` and ``other`` where the number matters.

    Raises
    ------
    QueryRefused
        There is no catalogue in that language.
    """
    if language not in INTERFACE_LANGUAGES:
        raise QueryRefused(
            "outlook.language",
            f"the outlook is not written in {language!r}",
            ja=f"見通しは {language!r} では書けない",
            hint=f"use one of: {', '.join(INTERFACE_LANGUAGES)}",
            hint_ja=f"{'、'.join(INTERFACE_LANGUAGES)} のいずれかを指定する",
            failed=language,
        )
    return _flat(shipped_table(__package__, "messages", f"{language}.yaml"))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str | Mapping[str, str]]:
    flat: dict[str, str | Mapping[str, str]] = {}
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            flat |= _flat(value, f"{key}.")
        else:
            flat[key] = value
    return flat


@dataclass(frozen=True)
class Words:
    """The catalogue of one language, with the little grammar that sentences are put together by.

    >>> Words("en").join(["Japan", "Korea"])
    'Japan and Korea'
    """

    language: str

    def __call__(self, name: str, /, **values: object) -> str:
        """A message with its values filled in; ``n`` chooses between one and other."""
        text = catalogue(self.language).get(name)
        if text is None:
            raise NotKnown("outlook.message", f"there is no message {name!r} in {self.language}", failed=name)
        if not isinstance(text, str):
            text = text["one" if values.get("n") == 1 else "other"]
        return text.format(**values)

    def has(self, name: str) -> bool:
        """Whether the catalogue has such a message."""
        return name in catalogue(self.language)

    def sentence(self, text: str) -> str:
        """``text`` closed by a full stop, unless it is closed already."""
        text = text.strip()
        if not text or text[-1] in "。．.！？!?…」』":
            return text
        return f"{text}。" if self.language == "ja" else f"{text}."

    def run(self, *texts: str) -> str:
        """Sentences one after another."""
        whole = [self.sentence(text) for text in texts if text.strip()]
        return ("" if self.language == "ja" else " ").join(whole)

    def join(self, names: list[str] | tuple[str, ...]) -> str:
        """A list of names in a sentence; names that are lists themselves are kept apart.

        >>> Words("en").join(["Japan", "Experts and media"])
        'Japan; Experts and media'
        """
        if self.language == "ja":
            return "、".join(names)
        if any(" and " in name for name in names):
            return self.series(names)
        if len(names) < 3:
            return " and ".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def listed(self, parts: list[str] | tuple[str, ...]) -> str:
        """Parts of an aside, one after another; empty ones are left out."""
        return ("、" if self.language == "ja" else ", ").join(part for part in parts if part)

    def series(self, names: list[str] | tuple[str, ...]) -> str:
        """A list of names that may themselves be joined."""
        return ("、" if self.language == "ja" else "; ").join(names)

    def reasons(self, texts: list[str] | tuple[str, ...]) -> str:
        """Several reasons of which each may hold a comma.

        >>> Words("ja").reasons(["現政権の確認なし（日本、韓国）", "合意後30日間、実施の記述なし"])
        '現政権の確認なし（日本、韓国）。合意後30日間、実施の記述なし'
        """
        return ("。" if self.language == "ja" else "; ").join(texts)

    def capital(self, text: str) -> str:
        """``text`` with a capital at its beginning, where the language has them."""
        return text[:1].upper() + text[1:]

    def quoted(self, text: str) -> str:
        """A text in quotation marks, those within it turned into the inner kind.

        >>> Words("ja").quoted("「線」から「面」へ")
        '「『線』から『面』へ」'
        """
        inner = str.maketrans("「」", "『』") if self.language == "ja" else str.maketrans("“”", "‘’")
        return self("quote", text=self.title(text).translate(inner))

    def title(self, text: str) -> str:
        """A text fit to stand as a heading or a label: no full stop."""
        return text.strip().rstrip("。.")
