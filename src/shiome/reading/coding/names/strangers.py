"""Names beside a title that the region does not list: reported as unknown, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import load_lexicon

_FOREIGN = "[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,7}"
_NOT_NAMES = re.compile(
    r"(?:급|부|측|당|군|국|의|과|와|은|는|이|가|도|들|에|을|를|로|며|고|한|된|할|던|서|신임|전임|현직|차기|역대)$"
)
_BOUNDS = "，。、；表宣称说在与和同于对向就将访会抵发日昨今上本强警敦呼批谴指也还已曾均并"


def find_strangers(text: str, known: Sequence[Mention], *, language: str) -> tuple[Mention, ...]:
    """Unlisted names of a sentence, in order."""
    found: list[Mention] = []
    for start, end in _names(text, known, language):
        taken = [*known, *found]
        if not any(mention.start < end and start < mention.end for mention in taken):
            found.append(Mention(start=start, end=end, text=text[start:end], actors=(), kind="unknown"))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _names(text: str, known: Sequence[Mention], language: str) -> Iterator[tuple[int, int]]:
    if language == "ru":
        yield from _russian(text, known)
        return
    for match in _pattern(language).finditer(text):
        if language == "zh" or not _NOT_NAMES.search(match["name"]):
            yield match.span("name")


def _russian(text: str, known: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Capitals behind a title, or behind the state that a title is of."""
    for match in _pattern("ru").finditer(text):
        at = match.end()
        state = next((m for m in known if m.start == at or m.start <= match.start() < at <= m.end), None)
        if state is not None and state.end > at:
            space = re.compile(r"\s+").match(text, state.end)
            at = space.end() if space else len(text)
        name = _capitals().match(text, at)
        if name is not None:
            yield name.span()


@lru_cache(maxsize=1)
def _capitals() -> re.Pattern[str]:
    return re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+){0,2}")


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str]:
    lexicon = load_lexicon(language)
    titles = alternatives(lexicon.actors.titles)
    surnames = alternatives(lexicon.clauses.surnames)
    if language == "ru":
        return re.compile(rf"\b(?:{titles})\s+")
    if language == "ko":
        return re.compile(rf"(?<![가-힣])(?P<name>(?:{surnames})[가-힣]{{2}})\s(?:[가-힣]+\s)?(?:{titles})")
    return re.compile(rf"(?:{titles})(?P<name>{_FOREIGN}|(?:{surnames})[\u4e00-\u9fff]{{1,2}})(?=[{_BOUNDS}]|$)")
