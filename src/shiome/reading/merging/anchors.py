"""What two texts in different languages share as it is written: numbers, and names in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_ANCHOR = re.compile(
    r"(?<![A-Za-z])[A-Za-z]*[A-Z][A-Za-z]*(?:-?\d+)*[A-Za-z]?(?![a-z])|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII
)
_SHORTEST_NAME = 2


def anchors_of(text: str) -> Counter[str]:
    """Numbers and Latin names with how often each stands in the text.

    >>> sorted(anchors_of("KN-23は約3,700km、2発の内の1発目。"))
    ['1', '2', '3700', 'KN-23']
    """
    found: Counter[str] = Counter()
    for match in _ANCHOR.finditer(unicodedata.normalize("NFKC", text)):
        word = match[0].replace(",", "")
        if word[0].isdigit() or len(word) >= _SHORTEST_NAME:
            found[word] += 1
    return found


def shared(a: Counter[str], b: Counter[str]) -> float:
    """Share of the anchors of both that they have in common, 0..1; 0 where there are none (multiset Jaccard index)."""
    either = (a | b).total()
    return (a & b).total() / either if either else 0.0
