"""The cue words of ``cues.yaml``, read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from shiome.tables import shipped_table
from shiome.vocabulary.plover import Reality


class Cues(NamedTuple):
    """Words in capitals by what they tell."""

    negations: frozenset[str]
    auxiliaries: dict[str, Reality]
    governors: dict[str, Reality]
    conditions: frozenset[str]
    until: frozenset[str]
    reports: frozenset[str]
    directives: frozenset[str]
    mutual: frozenset[str]
    pronouns: frozenset[str]
    open_quotes: frozenset[str]
    close_quotes: frozenset[str]
    quotes: frozenset[str]
    opposites: dict[str, str]

    def is_mutual(self, code: str) -> bool:
        """Whether several parties without a recipient do this with one another (meet, cooperate, sign)."""
        return code[:2] in self.mutual or code[:3] in self.mutual

    def opposite(self, code: str) -> str:
        """The code of not doing what ``code`` stands for; the code itself where the scheme has none.

        >>> cues().opposite("071"), cues().opposite("112"), cues().opposite("190")
        ('1221', '050', '190')
        """
        for length in range(len(code), 1, -1):
            found = self.opposites.get(code[:length])
            if found:
                return found
        return code


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The English cues."""
    data: dict[str, Any] = shipped_table(__package__, "cues.yaml")
    plain = {name: frozenset(data[name]) for name in Cues._fields if isinstance(data[name], list)}
    return Cues(
        **plain,
        auxiliaries=_by_word(data["auxiliaries"]),
        governors=_by_word(data["governors"]),
        opposites=data["opposites"],
    )


def _by_word(groups: dict[Reality, list[str]]) -> dict[str, Reality]:
    return {word: reality for reality, words in groups.items() for word in words}
