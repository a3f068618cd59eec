"""The form in which a sentence uses a term: how it is qualified, whose it is, with how much resolve."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from shiome.reading.comparing.language_kit import LanguageKit
from shiome.reading.comparing.lexicon import load_concepts
from shiome.reading.comparing.units import Unit

_BRACKETS = {")": "(", "」": "「", "』": "『", "”": "“", "’": "‘", "»": "«"}
_JOINING_MARKS = "「」『』“”‘’\"'（）()«»·・-、，,､"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form of a term; identifiers only, so that it is the same in every language."""

    qualifiers: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    """Actors (or places) whose it is."""
    resolve: tuple[str, ...] = ()
    commitment: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """All that the form adds to the bare term.

        >>> Form(qualifiers=("complete",), of=("QQQ",)).parts
        ('of:QQQ', 'qualifier:complete')
        """
        found = [f"qualifier:{each}" for each in self.qualifiers] + [f"of:{each}" for each in self.of]
        found += [f"resolve:{each}" for each in self.resolve] + (["commitment"] if self.commitment else [])
        return tuple(sorted(found))


class _Marked:
    """Which words of a sentence are what."""

    def __init__(self, unit: Unit, kit: LanguageKit) -> None:
        concepts = load_concepts()
        self.words = unit.words
        self.qualifier: dict[int, str] = {}
        self.resolve: dict[int, str] = {}
        self.commitment: set[int] = set()
        self.actors: dict[int, set[str]] = {}
        for number, word in enumerate(self.words):
            for hit in unit.concepts:
                if hit.start <= word.start and word.end <= hit.end:
                    scale = concepts.scale_of(hit.id)
                    if hit.id in kit.qualifiers:
                        self.qualifier[number] = hit.id
                    elif scale == "resolve":
                        self.resolve[number] = hit.id
                    elif hit.id == "commitment":
                        self.commitment.add(number)
            for actor, mention in unit.actors:
                if mention.start <= word.start and word.end <= mention.end and mention.end - mention.start > 1:
                    self.actors.setdefault(number, set()).add(actor)
        self.linking = {
            number
            for number, word in enumerate(self.words)
            if word.form in kit.linkers or (word.kind == "mark" and word.form in _JOINING_MARKS)
        }
        self.chain = self.linking | {number for number, word in enumerate(self.words) if word.form in kit.chain}


def forms_in(unit: Unit, term: str, kit: LanguageKit) -> Iterator[tuple[int, int, Form]]:
    """Each use of a term in a sentence: clean span of the whole phrase, and its form."""
    hits = [hit for hit in unit.terms if hit.id == term]
    if not hits:
        return
    marked = _Marked(unit, kit)
    for hit in hits:
        inside = [n for n, word in enumerate(unit.words) if hit.start <= word.start and word.end <= hit.end]
        if inside:
            yield _form(marked, inside[0], inside[-1])


def _form(marked: _Marked, first: int, last: int) -> tuple[int, int, Form]:
    core_first, core_last = _core(marked, first, -1), _core(marked, last, 1)
    whole_first, whole_last = _resolved(marked, core_first, -1), _resolved(marked, core_last, 1)
    core, whole = range(core_first, core_last + 1), range(whole_first, whole_last + 1)
    form = Form(
        qualifiers=_of(marked.qualifier, core),
        of=tuple(sorted({actor for number in core for actor in marked.actors.get(number, ())})),
        resolve=_of(marked.resolve, whole),
        commitment=any(number in marked.commitment for number in whole),
    )
    return marked.words[whole_first].start, marked.words[_closed(marked, whole_first, whole_last)].end, form


def _closed(marked: _Marked, first: int, last: int) -> int:
    """The last word of a phrase, with the mark straight after it that closes a bracket or quote opened within."""
    forms = [word.form for word in marked.words[first : last + 1]]
    following = marked.words[last + 1].form if last + 1 < len(marked.words) else ""
    opening = _BRACKETS.get(following, "")
    return last + 1 if opening and forms.count(opening) > forms.count(following) else last


def _of(found: dict[int, str], numbers: range) -> tuple[str, ...]:
    return tuple(sorted({found[number] for number in numbers if number in found}))


def _core(marked: _Marked, at: int, step: int) -> int:
    """The furthest word in one direction that qualifies the term or says whose it is; one actor ends it."""
    reached, number, named = at, at + step, set(marked.actors.get(at, ()))
    while 0 <= number < len(marked.words):
        if number in marked.qualifier:
            reached = number
        elif number in marked.actors and (not named or marked.actors[number] & named):
            named |= marked.actors[number]
            reached = number
        elif number not in marked.linking:
            break
        number += step
    return reached


def _resolved(marked: _Marked, at: int, step: int) -> int:
    """The furthest word in one direction that tells the commitment to the term, over words that tie it to that."""
    reached, number = at, at + step
    while 0 <= number < len(marked.words):
        if number in marked.resolve or number in marked.commitment:
            reached = number
        elif number not in marked.chain and not _ending(marked, number):
            break
        number += step
    return reached


def _ending(marked: _Marked, number: int) -> bool:
    """Whether a word is only the ending of the word of resolve before it (확고 + 한)."""
    word = marked.words[number]
    before = marked.words[number - 1] if number else None
    return before is not None and word.kind == "function" and before.end == word.start and number - 1 in marked.resolve
