"""From text to actors: every name, abbreviation, office and reference back, valid on the day, with its span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from shiome.reading.actors.compounds import CompoundReader
from shiome.reading.actors.index import ActorIndex, Form
from shiome.reading.actors.mentions import Discourse, Mention
from shiome.reading.actors.scripts import lowered, script_of, stands_alone
from shiome.reading.actors.titles import TitleReader
from shiome.reading.actors.trie import Trie
from shiome.reading.lexicon import load_lexicon
from shiome.region.schema.actors import Actor

_ALPHABETIC = ("latin", "cyrillic", "hangul", "katakana")


class ActorResolver:
    """Recognises the actors of a region in text.

    Parameters
    ----------
    actors:
        Identifier to actor, as ``pack.entries("actors")`` gives it.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.index = ActorIndex(actors)
        self._compounds: dict[str, CompoundReader] = {}
        self._titles: dict[str, TitleReader] = {}
        self._references: dict[str, Trie[int]] = {}

    def find(self, text: str, *, on: date, language: str, discourse: Discourse | None = None) -> tuple[Mention, ...]:
        """All mentions in ``text``, in order and without overlap.

        Parameters
        ----------
        text:
            A clean sentence; spans count its characters.
        on:
            Day on which names and offices must be valid: the document's, or that of the event told.
        language:
            Of the text; forms of other scripts are found all the same.
        discourse:
            What was named before; it is brought up to date. Without it, references back stay unresolved.
        """
        self._prepare(language)
        memory = discourse if discourse is not None else Discourse()
        taken = [False] * len(text)
        found: list[Mention] = []
        for mention in self._names(text, language, on, memory):
            found.append(mention)
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
        for mention in self._compounds[language].find(text, taken, on):
            found.append(mention)
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
        found.sort(key=lambda mention: mention.start)
        found = self._titles[language].apply(text, found, on, memory.persons)
        return tuple(self._with_references(text, found, language, memory))

    def states(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The states (or bodies) the actors belong to, each once."""
        return tuple(dict.fromkeys(self.index.state_of(actor) for actor in actors))

    def members(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The members of the small bodies among the actors, each once."""
        return tuple(dict.fromkeys(member for actor in actors for member in self.index.members_of(actor)))

    def _prepare(self, language: str) -> None:
        if language in self._compounds:
            return
        lexicon = load_lexicon(language)
        self._titles[language] = TitleReader(self.index, lexicon)
        numbers = {"person": 0, "single": 1, "dyad": 2, "triad": 3}
        self._references[language] = Trie(
            (word, numbers[sort]) for sort, words in lexicon.actors.references.items() for word in words
        )
        self._compounds[language] = CompoundReader(self.index, lexicon)  # the last: another thread may look for it

    def _names(self, text: str, language: str, on: date, memory: Discourse) -> Iterator[Mention]:
        next_start = self.index.names.next_start
        position = next_start(text, 0)
        while position < len(text):
            match = self._longest_valid(text, position, language, on)
            if match is None:
                position = next_start(text, position + 1)
                continue
            end, forms = match
            mention = self._name(text, position, end, forms, memory)
            if mention is not None:
                yield mention
            position = next_start(text, end)

    def _longest_valid(self, text: str, start: int, language: str, on: date) -> tuple[int, list[Form]] | None:
        best: tuple[int, list[Form]] | None = None
        for end, forms in self.index.names.all_at(text, start):
            if not stands_alone(text, start, end):
                continue
            good = self.index.valid([form for form in forms if _readable(form, language)], on)
            if good and not self._compounds[language].reaches(text, start, end):
                best = end, good
        return best

    def _name(self, text: str, start: int, end: int, forms: list[Form], memory: Discourse) -> Mention | None:
        actors = list(dict.fromkeys(form.actor for form in forms))
        if len(actors) > 1:
            actors = self._prefer(actors, memory)
        if len(actors) != 1:
            return Mention(start=start, end=end, text=text[start:end], actors=(), kind="unknown")
        own = [form for form in forms if form.actor == actors[0]]
        ambiguous = all(form.alias.ambiguous for form in own)
        metonym = all(form.alias.use == "metonym" for form in own)
        if ambiguous and not metonym and actors[0] not in memory.persons and self.index.is_person(actors[0]):
            return Mention(start=start, end=end, text=text[start:end], actors=(), kind="unknown", bloc=actors[0])
        if ambiguous and not metonym and not self.index.is_person(actors[0]):
            return None
        members = self.index.members(actors[0], text[start:end])
        return Mention(
            start=start,
            end=end,
            text=text[start:end],
            actors=members or (actors[0],),
            kind="bloc" if members else "name",
            bloc=actors[0] if members else "",
            metonym=metonym,
        )

    def _prefer(self, actors: list[str], memory: Discourse) -> list[str]:
        """Of several actors of one form: those named before, else those that are no mere places."""
        known = [actor for actor in actors if actor in memory.persons]
        if len(known) == 1:
            return known
        return [actor for actor in actors if self.index.actors[actor].type != "place"]

    def _with_references(self, text: str, found: list[Mention], language: str, memory: Discourse) -> Iterator[Mention]:
        references = self._references[language]
        plain = lowered(text) if language == "en" else text
        at = 0
        for mention in [*found, None]:
            stop = mention.start if mention else len(text)
            yield from self._references_between(text, plain, at, stop, references, memory)
            if mention is None:
                return
            if mention.actors and not self._is_place(mention):
                memory.note(mention.actors, self.states(mention.actors))
                if len(mention.actors) == 1 and self.index.is_person(mention.actors[0]):
                    memory.person = mention.actors[0]
            yield mention
            at = mention.end

    def _references_between(
        self, text: str, plain: str, start: int, stop: int, references: Trie[int], memory: Discourse
    ) -> Iterator[Mention]:
        position = references.next_start(plain, start)
        while position < stop:
            match = references.longest(plain, position)
            if match is None or match[0] > stop or not stands_alone(text, position, match[0]):
                position = references.next_start(plain, position + 1)
                continue
            end, numbers = match
            # Straight after a compound (独仏伊 + 三か国) the words only count what stands there already.
            actors = () if position == start and start else memory.refer(numbers[0])
            if actors:
                yield Mention(start=position, end=end, text=text[position:end], actors=actors, kind="reference")
            position = references.next_start(plain, end)

    def _is_place(self, mention: Mention) -> bool:
        entry = self.index.actors.get(mention.actors[0])
        return entry is not None and entry.type == "place"


def _readable(form: Form, language: str) -> bool:
    """Forms in kanji, and ambiguous ones, count only in their own language: the same characters name other things elsewhere."""
    if form.alias.language == language:
        return True
    if form.alias.ambiguous or len(form.alias.form) == 1:
        return False
    return script_of(form.alias.form[0]) in _ALPHABETIC or script_of(form.alias.form[-1]) in _ALPHABETIC
