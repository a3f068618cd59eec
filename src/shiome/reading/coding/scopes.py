"""What a hedge stands on: the clause, looked for on the side where each language has it.

A Japanese or Korean hedge closes its clause, a Chinese or Russian one opens it or stands within, an English one stands for its sentence.
"""

from __future__ import annotations

import re

from shiome.reading.coding.hedges import HedgeCue
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import load_lexicon

STOPS = " 　、，,。.;；:：「」『』“”\"'()（）«»—–"
_SHORTEST = {"ja": 6}
_SHORT = 4
"""A clause shorter than this says nothing by itself; the whole sentence stands for it."""
_EDGES = {
    "ko": re.compile(r"[;。]|(?:지만|으나|반면|는데),?\s"),
    "zh": re.compile(r"[；。：]|，(?=但|而|不过|然而|却)"),
    "ru": re.compile(r";|,\s+(?=(?:но|а|однако|хотя|зато)\s)"),
}
"""Where the scope of a hedge ends at the latest."""
_AFTER = re.compile(r"[^、，,;。]{0,8}[、，,;。]")
_TRAILING = 8
"""More than this behind a Korean cue, and the cue is an adverb within its clause."""
_OPENING = re.compile(r"(?:,?\s*(?:что|чтобы)\b|，)?\s*", re.IGNORECASE)


def scope_of(text: str, cue: HedgeCue, *, language: str, start: int = 0) -> Span:
    """The clause that a cue stands on; ``start`` is where the clause after the cue before begins.

    >>> from shiome.reading.coding.hedges import find_hedges
    >>> text = "Не исключено, что переговоры возобновятся."
    >>> (cue,) = find_hedges(text, language="ru")
    >>> start, end = scope_of(text, cue, language="ru")
    >>> text[start:end]
    'переговоры возобновятся'
    """
    if language == "en":
        return _stripped(text, (start, len(text)))
    within = language in _EDGES
    span = _within_edges(text, cue, language) if within else (start, _trimmed_end(text, (start, cue.start), language))
    span = _stripped(text, span)
    short = _SHORTEST.get(language, _SHORT)
    return span if span[1] - span[0] >= short else _stripped(text, (0, len(text)))


def behind(text: str, end: int) -> int:
    """Where the clause after a cue begins."""
    match = _AFTER.match(text, end)
    return match.end() if match else end


def _within_edges(text: str, cue: HedgeCue, language: str) -> Span:
    start, end = _clause(text, cue, _EDGES[language])
    if language == "ko":
        pause = next((at for at in range(cue.end, end) if text[at] == ","), end)
        span = (start, cue.start) if pause - cue.end <= _TRAILING else (start, pause)
        span = _stripped(text, span)
        return span[0], _trimmed_end(text, span, language)
    if not text[start : cue.start].strip(STOPS):
        opening = _OPENING.match(text, cue.end)
        start = opening.end() if opening else cue.end
    start, end = _stripped(text, (start, end))
    for word in load_lexicon(language).hedge_trim:
        if text[start:end].startswith(word):
            return start + len(word), end
    return start, end


def _clause(text: str, cue: HedgeCue, edge: re.Pattern[str]) -> Span:
    start = 0
    for match in edge.finditer(text, 0, cue.start):
        start = match.end()
    following = edge.search(text, cue.end)
    return start, following.start() if following else len(text)


def _trimmed_end(text: str, span: Span, language: str) -> int:
    """Where a clause ends without the words that only join it to its cue."""
    start, end = span
    trims = sorted(load_lexicon(language).hedge_trim, key=len, reverse=True)
    while True:
        joining = next((w for w in trims if text[start:end].endswith(w) and end - len(w) > start), "")
        if not joining:
            return end
        end -= len(joining)


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in STOPS:
        start += 1
    while end > start and text[end - 1] in STOPS:
        end -= 1
    return start, end
