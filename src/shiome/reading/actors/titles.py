"""Titles: a surname becomes a person, an office becomes its holder, and an unlisted name is said to be unknown."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from shiome.reading.actors.index import ActorIndex
from shiome.reading.actors.mentions import Mention
from shiome.reading.lexicon import Lexicon

_PERSONLESS = frozenset({"administration", "person", "former", "candidate", "official"})


class TitleReader:
    """Joins titles to the names beside them, in one language."""

    def __init__(self, index: ActorIndex, lexicon: Lexicon) -> None:
        self._index = index
        self._titles = lexicon.actors.titles
        self._first = lexicon.actors.title_first
        words = "|".join(sorted(map(re.escape, self._titles), key=len, reverse=True))
        if not words:
            self._pattern = None
        elif self._first:
            self._pattern = re.compile(rf"\b({words})\s+(?:of\s+)?")
        else:
            self._pattern = re.compile(rf"\s?({words})")
        self._after = re.compile(rf"(?:'s|’s)?\s+({words})\b", re.IGNORECASE) if words and self._first else None
        # A name that nobody lists: katakana words or two to four kanji straight before a title; capitals in English.
        name = r"(?:[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})" if self._first else r"(?:[ァ-ヺー・]{2,20})"
        self._unknown = (
            re.compile(rf"\b(?:{words})\s+({name})" if self._first else rf"({name})(?:{words})") if words else None
        )

    def apply(self, text: str, mentions: list[Mention], on: date, persons: set[str]) -> list[Mention]:
        """Resolve what the titles decide; drops ambiguous names that nothing decides."""
        if self._pattern is None:
            return [mention for mention in mentions if mention.actors or not mention.bloc]
        out: list[Mention] = []
        for mention in mentions:
            title, start, end = self._title_beside(text, mention)
            resolved = self._resolve(text, mention, title, (start, end), on)
            if resolved is not None:
                out.append(resolved)
                persons.update(actor for actor in resolved.actors if self._index.is_person(actor))
        return sorted([*out, *self._strangers(text, out)], key=lambda mention: mention.start)

    def _title_beside(self, text: str, mention: Mention) -> tuple[str, int, int]:
        assert self._pattern is not None  # noqa: S101 - apply has looked
        if not self._first:
            match = self._pattern.match(text, mention.end)
            return (match[1], mention.start, match.end()) if match else ("", mention.start, mention.end)
        last = None
        for match in self._pattern.finditer(text, max(0, mention.start - 40), mention.start):
            last = match
        if last is not None and last.end() == mention.start:
            return last[1], last.start(), mention.end
        after = self._after.match(text, mention.end) if self._after else None
        if after and mention.actors and not self._index.is_person(mention.actors[0]):
            return after[1].title(), mention.start, after.end()
        return "", mention.start, mention.end

    def _resolve(self, text: str, mention: Mention, title: str, span: tuple[int, int], on: date) -> Mention | None:
        if not mention.actors:
            if mention.bloc and title:
                # A shared surname with a title: the person it may be.
                return msgspec.structs.replace(mention, actors=(mention.bloc,), kind="name", bloc="", title=title)
            return None if mention.bloc else mention
        sort = self._titles.get(title, "")
        if len(mention.actors) != 1 or not sort or sort in _PERSONLESS or self._index.is_person(mention.actors[0]):
            return msgspec.structs.replace(mention, title=title) if title else mention
        if _name_follows(text, span[1]):
            return mention
        holder = self._index.holder(mention.actors[0], code=sort, word=title, on=on)
        if not holder:
            return msgspec.structs.replace(mention, title=title)
        start, end = span
        return Mention(start=start, end=end, text=text[start:end], actors=(holder,), kind="office", title=title)

    def _strangers(self, text: str, known: list[Mention]) -> list[Mention]:
        if self._unknown is None:
            return []
        strangers: list[Mention] = []
        for match in self._unknown.finditer(text):
            start, end = match.span(1)
            if not match[1].strip("・ー") or any(mention.start < end and start < mention.end for mention in known):
                continue
            if any(start - 2 <= mention.end <= start and mention.kind == "office" for mention in known):
                continue
            strangers.append(Mention(start=start, end=end, text=match[1], actors=(), kind="unknown"))
        return strangers


def _name_follows(text: str, end: int) -> bool:
    """Whether a proper name follows an office (the Alban President Smith): then the office alone decides nothing."""
    return re.match(r"\s+[A-Z][a-z]", text[end : end + 4]) is not None
