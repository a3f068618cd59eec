"""Names as they are compared: forms of tokens, each token a syllable, a word, a meaning or a number.

A name has several forms where it can be read in several ways: as Korean syllables, as Mandarin syllables, as plain words. Forms are
compared with forms of the same kind only, and the best pair counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product
from typing import Literal

from shiome.sanctions.screening.kernels.layout import (
    MANDARIN,
    PERSON_SYLLABLES,
    PERSON_WORDS,
    SOUND,
    SYLLABIC_WORDS,
    SYLLABLE,
    WORD,
)
from shiome.sanctions.screening.scripts.classes import spoken, tables
from shiome.sanctions.screening.scripts.han import characters, mandarin, mandarin_syllables
from shiome.sanctions.screening.scripts.hangul import code, render
from shiome.sanctions.screening.scripts.sounds import of_kana, of_latin
from shiome.sanctions.screening.scripts.syllables import readings
from shiome.sanctions.screening.scripts.text import Run, runs

Subject = Literal["person", "body", "ship"]
_FORMS = 6


@dataclass(frozen=True)
class Token:
    """One part of a name.

    ``code`` is the syllable's code, the meaning's number, the number's value or the Mandarin syllable's number; ``letters`` the
    spelling of a word; ``sound`` its consonants; ``text`` what stood in the name. ``family`` is set on the family name of a
    name whose order is known, ``syllabic`` on a word of an organisation's or a ship's name that can be read as Korean syllables.
    """

    kind: int
    text: str
    code: int = 0
    letters: str = ""
    sound: str = ""
    legal: bool = False
    family: bool = False
    syllabic: bool = False


@dataclass(frozen=True)
class Form:
    """One reading of a name."""

    kind: int
    tokens: tuple[Token, ...]


def word_of(run: Run) -> str:
    """Latin letters of a run of any script, for the plain comparison of words."""
    if run.kind == "cyrillic":
        letters = tables()["russian"]
        return "".join(letters.get(letter, "") for letter in run.text)
    if run.kind == "hangul":
        return render(run.text, "north").replace(" ", "")
    if run.kind == "han":
        known = characters()
        return "".join(known[letter].mandarin for letter in run.text if letter in known)
    return run.text.replace("'", "")


def word_token(run: Run) -> Token:
    """A run as a plain word."""
    if run.kind == "kana":
        return Token(SOUND, run.text, sound=of_kana(run.text))
    letters = word_of(run)
    return Token(WORD, run.text, letters=letters, sound=of_latin(letters))


@lru_cache(maxsize=65536)
def korean(run: Run) -> tuple[tuple[int, ...], ...]:
    """Ways to read a run as Korean syllables, likeliest first."""
    if run.kind == "hangul":
        return (tuple(code(letter) for letter in run.text),)
    if run.kind == "han":
        return tuple(islice(_korean_of_han(run.text), 4))
    if run.kind == "digits":
        return ()
    return readings(run.text, run.kind)


def _korean_of_han(text: str) -> Iterator[tuple[int, ...]]:
    known = characters()
    options = []
    for place, letter in enumerate(text):
        reading = known.get(text[place - 1] if letter == "々" and place else letter)
        if reading is None or not reading.korean:
            return
        options.append(reading.korean)
    # The first reading of every character comes first.
    yield from sorted(
        product(*options),
        key=lambda choice: sum(option.index(one) for one, option in zip(choice, options, strict=True)),
    )


@lru_cache(maxsize=65536)
def chinese(run: Run) -> tuple[int, ...]:
    """A run as Mandarin syllables; empty when it cannot be read so."""
    if run.kind == "latin":
        return mandarin(run.text)
    if run.kind == "han":
        known = characters()
        found = [known[letter].mandarin for letter in run.text if letter in known]
        return tuple(mandarin_syllables()[one] for one in found) if len(found) == len(run.text) and all(found) else ()
    return ()


def person_forms(text: str) -> tuple[Form, ...]:
    """Forms of a person's name: Korean syllables, Mandarin syllables, words."""
    parts = [run for run in runs(text) if run.kind != "digits" and run.text not in ("mr", "mrs", "ms", "dr")]
    if not parts:
        return ()
    inverted = parts[0].comma
    forms: list[Form] = []
    for choice in islice(product(*(korean(run) for run in parts)), _FORMS):
        tokens = [
            Token(SYLLABLE, run.text, code=one, family=inverted and place == 0)
            for place, (run, codes) in enumerate(zip(parts, choice, strict=True))
            for one in codes
        ]
        if 2 <= len(tokens) <= 5:
            forms += [Form(PERSON_SYLLABLES, row) for row in _as_spoken(tuple(tokens))]
    sounds = [chinese(run) for run in parts]
    if all(sounds) and 2 <= sum(map(len, sounds)) <= 4:
        numbers = [(run, one) for run, row in zip(parts, sounds, strict=True) for one in row]
        forms.append(Form(PERSON_SYLLABLES, tuple(Token(MANDARIN, run.text, code=one) for run, one in numbers)))
    forms.append(Form(SYLLABIC_WORDS if _syllabic(parts) else PERSON_WORDS, tuple(_person_words(parts))))
    return tuple(dict.fromkeys(forms))


def _as_spoken(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The syllables as written, and as spoken where sounds of the given name assimilate."""
    yield tokens
    written = tuple(token.code for token in tokens[1:])
    heard = spoken(written)
    if heard != written:
        yield (tokens[0], *(replace(token, code=one) for token, one in zip(tokens[1:], heard, strict=True)))


def _syllabic(parts: Sequence[Run]) -> bool:
    """Whether a name is made of Korean syllables, with a family name of one syllable first or last."""
    sizes = [len(codes[0]) if (codes := korean(run)) else 9 for run in parts]
    return max(sizes) <= 2 and 2 <= sum(sizes) <= 4 and 1 in (sizes[0], sizes[-1])


def _person_words(parts: Sequence[Run]) -> Iterable[Token]:
    for run in parts:
        if run.kind == "han" and len(run.text) > 1 and len(parts) == 1:
            # Family name and given name of a name written without a space.
            yield word_token(Run("han", run.text[0]))
            yield word_token(Run("han", run.text[1:]))
        else:
            yield word_token(run)
