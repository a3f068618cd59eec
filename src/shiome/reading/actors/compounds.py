"""Compounds of abbreviation characters: several in any order (独仏伊, 仏伊), or one beside a word that makes it count (対独)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shiome.reading.actors.index import ActorIndex, Form
from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import script_of
from shiome.reading.actors.trie import Trie
from shiome.reading.lexicon import Lexicon


class CompoundReader:
    """Finds compounds in one language."""

    def __init__(self, index: ActorIndex, lexicon: Lexicon) -> None:
        words = lexicon.actors
        self._index = index
        self._letters: dict[str, list[Form]] = {
            letter: [form for form in forms if form.alias.language == lexicon.language]
            for letter, forms in index.single.items()
        }
        self._letters = {letter: forms for letter, forms in self._letters.items() if forms}
        self._letter = re.compile(f"[{re.escape(''.join(self._letters))}]" if self._letters else r"(?!)")
        self._not: Trie[bool] = Trie((word, True) for word in words.not_compounds)
        self._followers: Trie[bool] = Trie((word, True) for word in words.compound_followers)
        self._suffixes: Trie[bool] = Trie((word, True) for word in words.single_suffixes)
        self._affixes = words.affixes

    def find(self, text: str, taken: list[bool], on: date) -> Iterator[Mention]:
        """Compounds on the part of the text that no name has taken; ``taken`` is not changed."""
        if not self._letters:
            return
        position = 0
        while (letter := self._letter.search(text, position)) is not None:
            position = letter.start()
            if taken[position]:
                position += 1
                continue
            excluded = self._not.longest(text, position)
            if excluded:
                position = excluded[0]
                continue
            if self._is_affix(text, position):
                position += 1
                continue
            end = self._run(text, position, taken)
            mention = self._mention(text, position, end, on)
            if mention is not None:
                yield mention
            position = end

    def reaches(self, text: str, start: int, end: int) -> bool:
        """Whether a name is only a part of a compound: 独仏 or 仏伊 of 独仏伊, where either is a name of its own.

        A name that is no compound of letters never is.
        """
        if any(character not in self._letters for character in text[start:end]):
            return False
        begin = start - 1 if self._opens(text, start - 1) else start
        return self._run(text, begin, [False] * len(text)) > (end if begin == start else end - 1)

    def _opens(self, text: str, at: int) -> bool:
        """Whether a letter stands at the beginning of a word."""
        if at < 0 or text[at] not in self._letters:
            return False
        before = text[at - 1] if at else ""
        return script_of(before) != script_of(text[at]) and not before.isdigit()

    def _run(self, text: str, start: int, taken: list[bool]) -> int:
        end = start
        while end < len(text) and not taken[end] and text[end] in self._letters:
            if end > start and self._not.longest(text, end):
                break
            end += 1
        return end

    def _is_affix(self, text: str, at: int) -> bool:
        """Whether a letter that is also an affix opens a word and stands before another letter (대북)."""
        before = text[at - 1] if at else ""
        opens = script_of(before) != script_of(text[at])
        return text[at] in self._affixes and opens and text[at + 1 : at + 2] in self._letters

    def _mention(self, text: str, start: int, end: int, on: date) -> Mention | None:
        actors = [self._actor(text[at], on) for at in range(start, end)]
        if any(not actor for actor in actors) or len(set(actors)) != len(actors):
            return None
        before = text[start - 1] if start else ""
        affix = self._affixes.get(before, "")
        if len(actors) == 1 and not affix and not self._suffixes.longest(text, end):
            return None
        if not self._edges(text, start, end, affix):
            return None
        return Mention(
            start=start,
            end=end,
            text=text[start:end],
            actors=tuple(actors),
            kind="compound" if len(actors) > 1 else "affixed",
            affix=affix,
        )

    def _actor(self, letter: str, on: date) -> str:
        forms = {form.actor for form in self._index.valid(self._letters[letter], on)}
        return forms.pop() if len(forms) == 1 else ""

    def _edges(self, text: str, start: int, end: int, affix: str) -> bool:
        """A compound does not begin in the middle of a longer word of its script."""
        before = text[start - 1] if start else ""
        after = text[end] if end < len(text) else ""
        script = script_of(text[start])
        if script == "hangul":
            if not affix and script_of(before) == "hangul":
                return False
            if end - start == 1:
                return affix in ("against", "visit") and script_of(after) != "hangul"
            rest = text[end:].lstrip()
            return not self._followers or after in "·,. ()" or bool(self._followers.longest(rest, 0))
        if end - start == 1 and affix:
            # 対 + one character counts only where neither is part of a longer kanji word (絶対中立, 訪米団 is fine).
            earlier = text[start - 2] if start > 1 else ""
            if script_of(text[start]) == "katakana" and script_of(after) == "katakana":
                return False
            return script_of(earlier) != "han" or affix == "visit"
        if end - start == 1:
            return script_of(before) != "han"
        return not (script_of(text[end - 1]) == "katakana" and script_of(after) == "katakana")
