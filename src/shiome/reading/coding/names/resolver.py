"""Actors in text of any language: the common resolver, with rules of their own for Korean, Chinese and Russian names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import msgspec

from shiome.reading.actors import ActorResolver, Discourse, Mention
from shiome.reading.actors.compounds import CompoundReader
from shiome.reading.actors.index import Form
from shiome.reading.actors.scripts import script_of
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.names.strangers import find_strangers
from shiome.reading.lexicon import load_lexicon
from shiome.region.schema.actors import Actor

_PARTICLES = frozenset("을를은는이가의에과와도")
_JOINED = re.compile(r"\s*(?:인|이던|이었던|였던)?\s*")
"""Between an office and the name of its holder."""
_TRAVELS = frozenset("하해했할한")
"""Syllables of the light verb behind a journey."""
_OWN_RULES = ("ko", "zh", "ru")
_RUSSIAN_ENDING = re.compile(
    r"(?:а|у|ом|ем|ём|е|и|ы|я|ю|ой|ей|ью|ого|ому|ым|им|ам|ами|ах|ов|ев|ий|ая|ую|ое|ые|ых|ыми)?(?![а-яё])"
)


class ChineseCompoundReader(CompoundReader):
    """Compounds in Chinese, where every word before and behind is written in the same characters."""

    def _edges(self, text: str, start: int, end: int, affix: str) -> bool:
        if end - start > 1 or affix == "visit":
            return True
        if affix:
            return end == len(text) or text[end] in "，。；、" or bool(self._followers.longest(text, end))
        return script_of(text[start - 1] if start else "") != "han"


class KoreanCompoundReader(CompoundReader):
    """Compounds in Korean, where particles and endings are written behind them (방일을, 방한해, 대북제재)."""

    def _edges(self, text: str, start: int, end: int, affix: str) -> bool:
        if not affix or end - start > 1:
            return super()._edges(text, start, end, affix)
        before, prefix = text[start - 2 : start - 1], text[start - 1]
        # 운반한, 국방한: the word before only ends like a prefix, the verb behind it like a state.
        if script_of(before) == "hangul" and (prefix != "대" or text[start] == "한"):
            return False
        after = text[end : end + 1]
        if affix == "visit" and after in _TRAVELS:
            return True
        if affix in ("visit", "against") and (after in _PARTICLES or self._followers.longest(text, end)):
            return True
        return super()._edges(text, start, end, affix)


_READERS: dict[str, type[CompoundReader]] = {"zh": ChineseCompoundReader, "ko": KoreanCompoundReader}


class PolyglotResolver(ActorResolver):
    """Recognises actors in every language: Korean, Chinese and Russian by rules of their own, others as its base does.

    Parameters
    ----------
    actors:
        Identifier to actor, as ``pack.entries("actors")`` gives it.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        super().__init__(actors)
        for actor in self.index.actors.values():
            for alias in actor.aliases:
                if alias.language == "ru" and "ё" in alias.form:
                    self.index.names.add(alias.form.replace("ё", "е"), Form(actor.id, alias))

    def find(self, text: str, *, on: date, language: str, discourse: Discourse | None = None) -> tuple[Mention, ...]:
        """All mentions in ``text``, in order and without overlap; see the base class."""
        memory = discourse if discourse is not None else Discourse()
        found = super().find(text, on=on, language=language, discourse=memory)
        if language not in _OWN_RULES:
            return found
        words = load_lexicon(language).actors.not_compounds
        found = tuple(mention for mention in found if not _merely_alike(text, mention, words))
        found = _without_offices_before_names(text, found)
        strangers = find_strangers(text, found, language=language)
        return self._with_strangers(text, found, strangers) if strangers else found

    def _with_strangers(
        self, text: str, found: tuple[Mention, ...], strangers: tuple[Mention, ...]
    ) -> tuple[Mention, ...]:
        """With names that nobody lists; an office right before such a name is not that of its listed holder."""
        kept: list[Mention] = []
        for mention in found:
            named = any(text[mention.end : s.start].strip() == "" and mention.end <= s.start for s in strangers)
            if mention.kind == "office" and named:
                states = self.states(mention.actors)
                mention = msgspec.structs.replace(mention, actors=states, kind="name")
            kept.append(mention)
        return tuple(sorted([*kept, *strangers], key=lambda mention: mention.start))

    def _prepare(self, language: str) -> None:
        if language in self._compounds:
            return
        super()._prepare(language)
        if language in _READERS:
            self._compounds[language] = _READERS[language](self.index, load_lexicon(language))

    def _longest_valid(self, text: str, start: int, language: str, on: date) -> tuple[int, list[Form]] | None:
        best = super()._longest_valid(text, start, language, on)
        if language == "ko" and best is not None and self._goes_on(text, start, best[0]):
            return None
        if language != "ru":
            return best
        if best is None and text[start].isupper() and (not start or not text[start - 1].isalnum()):
            lowered = text[start].lower()
            if len(lowered) == 1:
                best = super()._longest_valid(text[:start] + lowered + text[start + 1 :], start, language, on)
        if best is not None and _RUSSIAN_ENDING.match(text, best[0]) is None:
            return None
        return best

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether a Korean name of several states is only the beginning of a longer one (한중|일)."""
        single = self.index.single
        return end - start > 1 and all(c in single for c in text[start : end + 1]) and end < len(text)

    def _name(self, text: str, start: int, end: int, forms: list[Form], memory: Discourse) -> Mention | None:
        mention = super()._name(text, start, end, forms, memory)
        if mention is not None and mention.actors and end - start == 1 and _too_short(text[start], forms):
            # A surname of one syllable is too short for a name unless a title follows it.
            return Mention(
                start=start, end=end, text=text[start:end], actors=(), kind="unknown", bloc=mention.actors[0]
            )
        if mention is not None:
            return mention
        # A short form shared with other things counts where a particle shows it to be a name by itself.
        if any(form.alias.language == "ko" and form.alias.use == "short" for form in forms) and end - start > 1:
            actors = {form.actor for form in forms}
            before = text[start - 1] if start else " "
            if len(actors) == 1 and before in " “\"'‘(" and _particle().match(text, end):
                return Mention(start=start, end=end, text=text[start:end], actors=tuple(actors), kind="name")
        if any(form.alias.language == "ru" and form.alias.use == "abbreviation" for form in forms) and end - start > 1:
            actors = {form.actor for form in forms}
            if len(actors) == 1 and not text[end : end + 1].isalnum():
                return Mention(start=start, end=end, text=text[start:end], actors=tuple(actors), kind="name")
        return None


def _too_short(character: str, forms: list[Form]) -> bool:
    return script_of(character) == "hangul" or all(form.alias.language == "zh" for form in forms)


@lru_cache(maxsize=1)
def _particle() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load_lexicon('ko').grammar.cases)})(?=[\s,.]|$)")


def _merely_alike(text: str, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether the place is part of a word that only looks like a name (대한 is no word about Korea, 인도적 none about India)."""
    start = mention.start - 1 if mention.kind == "affixed" else mention.start
    if start < mention.start and text[start : mention.end] in words:
        return True
    return any(text.startswith(word, start) for word in words if len(word) > mention.end - start)


def _without_offices_before_names(text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The president of X, Y by name: the name says who; the office before it is no second person."""
    kept: list[Mention] = []
    for mention in found:
        before = kept[-1] if kept else None
        office = before is not None and before.kind == "office" and mention.kind == "name" and bool(mention.actors)
        if office and before is not None and _JOINED.fullmatch(text, before.end, mention.start):
            kept.pop()
        kept.append(mention)
    return tuple(kept)
