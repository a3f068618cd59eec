"""What is needed to read one language for comparison: how to cut it, and its concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shiome.reading.actors.trie import Trie
from shiome.reading.comparing import segmenters
from shiome.reading.comparing.lexicon import load_concepts, load_words
from shiome.reading.comparing.phrases import PhraseIndex
from shiome.reading.comparing.segmenters import Word

_NOUN_VERB = re.compile("(?<=[^\u3041-\u309f])する$|(?<=..)한다$")
"""What makes a verb of a noun: the noun alone is looked for."""
_LONGEST_WORD = 6
"""Characters of the longest name or term that Chinese text is cut along."""


class LanguageKit:
    """One language with the names and terms of one region.

    Parameters
    ----------
    language:
        Language code.
    phrases:
        Names and terms that are words of the region's own; Chinese is cut along them.
    """

    def __init__(self, language: str, phrases: Iterable[str] = ()) -> None:
        words, concepts = load_words(language), load_concepts()
        self.language = language
        self.running = language in ("ja", "ko", "zh")
        """Whether phrases may be matched by their letters alone: scripts without blanks, words with particles attached."""
        self.linkers = frozenset(words.linkers)
        self.chain = frozenset(words.chain)
        self.qualifiers = frozenset(
            concept
            for scale, grades in concepts.graded.items()
            if concepts.scales[scale].qualifier
            for concept in grades
        )
        self._vocabulary: Trie[bool] = Trie()
        if language == "zh":
            known = {*words.vocabulary, *(word for row in words.concepts.values() for word in row)}
            for phrase in known | _atoms({phrase for phrase in phrases if len(phrase) <= _LONGEST_WORD}, known):
                self._vocabulary.add(phrase, True)  # noqa: FBT003 - the trie only needs to know that it is there
        self.concepts = PhraseIndex(self.linkers)
        for concept, row in words.concepts.items():
            for written in row:
                phrase = _NOUN_VERB.sub("", written) if self.running else written
                self.concepts.add(self._phrase(phrase), concept, literal=phrase if self.running else "")

    def cut(self, text: str) -> list[Word]:
        """The words of a text, in order."""
        if self.language == "ja":
            return list(segmenters.japanese(text))
        if self.language == "ko":
            return list(segmenters.korean(text))
        if self.language == "zh":
            return list(segmenters.chinese(text, self._vocabulary))
        return list(segmenters.spaced(text, self.language))

    def _phrase(self, phrase: str) -> list[Word]:
        """The words of a phrase of the lexicon, without the ending that ties it to what follows (確固 + たる, 확고 + 한)."""
        words = self.cut(phrase)
        if self.language in ("ja", "ko"):
            while len(words) > 1 and words[-1].kind == "function":
                words.pop()
        return words


def _atoms(phrases: set[str], known: set[str]) -> set[str]:
    """Those phrases that hold no other word within them: 无核化, but not 完全无核化."""
    words = {word for word in phrases | known if len(word) > 1}
    return {phrase for phrase in phrases if not any(word != phrase and word in phrase for word in words)}
