"""Discard dictionaries: phrases that take a sentence, or (``+``) a whole story, out of coding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from shiome.reading.dictionaries.phrases import PhraseIndex
from shiome.reading.dictionaries.source import content_lines, read_text, words_of

Scope = Literal["sentence", "story"]


class DiscardDictionary:
    """Phrases in capitals to what they take out."""

    def __init__(self, index: PhraseIndex[Scope]) -> None:
        self.index = index

    def scope(self, words: Sequence[str]) -> Scope | None:
        """What the words (capitals) take out: the ``story``, the ``sentence``, or nothing."""
        found = {hit.value for hit in self.index.find(words)}
        return "story" if "story" in found else "sentence" if found else None

    def __len__(self) -> int:
        return len(self.index)


def parse_discards(text: str, index: PhraseIndex[Scope] | None = None) -> DiscardDictionary:
    r"""Read the text of a discard dictionary.

    >>> discards = parse_discards("BASEBALL\n+TYPHOON # storms")
    >>> discards.scope(("A", "TYPHOON")), discards.scope(("TIES",))
    ('story', None)
    """
    index = PhraseIndex() if index is None else index
    for line in content_lines(text):
        if line.text.startswith("+"):
            index.add(words_of(line.text[1:]), "story")
        else:
            index.add(words_of(line.text), "sentence")
    return DiscardDictionary(index)


def read_discards(*paths: Path) -> DiscardDictionary:
    """Read discard dictionaries into one."""
    index: PhraseIndex[Scope] = PhraseIndex()
    for path in paths:
        parse_discards(read_text(path), index)
    return DiscardDictionary(index)
