"""Forms of the names of organisations and ships: meanings, numbers, and what is left as the proper name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, product

from shiome.sanctions.screening.elements import with_elements
from shiome.sanctions.screening.kernels.layout import (
    BODY,
    INITIALS,
    JOINED,
    MANDARIN,
    MEANING,
    NUMBER,
    SHIP,
    SYLLABLE,
    WORD,
)
from shiome.sanctions.screening.names import Form, Token, chinese, korean, word_of, word_token
from shiome.sanctions.screening.scripts.sounds import of_latin
from shiome.sanctions.screening.scripts.text import Run, runs
from shiome.sanctions.screening.words import Meaning, heard, words

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_SHORTEST_PART = 4
_SHORTEST_SYLLABIC = 3
_FORMS = 4
_LONGEST_SPELLING = 5
_SHORTEST_JOINED, _LONGEST_JOINED = 7, 24


def _meant(meaning: Meaning, text: str) -> Token:
    return Token(MEANING, text, code=meaning.number, legal=meaning.legal)


def _phrase(parts: Sequence[Run], at: int) -> tuple[Meaning, int] | None:
    known = words()
    for size in range(min(known.longest_phrase, len(parts) - at), 0, -1):
        here = parts[at : at + size]
        if any(run.kind not in ("latin", "cyrillic") for run in here):
            continue
        found = known.phrases.get(tuple(run.text for run in here))
        if found is not None:
            return found, size
    return None


def _stands(run: Run, at: int, size: int) -> bool:
    """Whether a known word may be cut out: one letter only as an ending, katakana only at an end, for inside it is chance."""
    at_end = at + size == len(run.text)
    if size == 1:
        return at_end and run.kind == "han"
    return run.kind != "kana" or at_end or at == 0


def _letters(run: Run) -> list[Run | Token]:
    """A run of a script without spaces, cut at the longest known words; what is between them stays a run."""
    known = words()
    found: list[Run | Token] = []
    rest = ""
    at = 0
    while at < len(run.text):
        for size in range(min(known.longest_letters, len(run.text) - at), 0, -1):
            meaning = known.letters.get(run.text[at : at + size])
            if meaning is not None and _stands(run, at, size):
                found += [Run(run.kind, rest)] if rest else []
                found.append(_meant(meaning, run.text[at : at + size]))
                rest = ""
                at += size
                break
        else:
            rest += run.text[at]
            at += 1
    return [*found, Run(run.kind, rest)] if rest else found


def _split(run: Run) -> list[Run | Token]:
    """A Latin word that ends or begins with a known word of at least four letters, such as *mooyokbank*, cut there."""
    known = words().phrases
    for cut in range(_SHORTEST_PART, len(run.text) - 2):
        meaning = known.get((run.text[-cut:],))
        if meaning is not None and not meaning.legal:
            return [Run("latin", run.text[:-cut]), _meant(meaning, run.text[-cut:])]
    return [run]


def _parts(text: str) -> list[Run | Token]:
    """Meanings and numbers as tokens, everything else as runs."""
    given = runs(text)
    found: list[Run | Token] = []
    at = 0
    while at < len(given):
        run = given[at]
        phrase = _phrase(given, at)
        if phrase is not None:
            meaning, size = phrase
            found.append(_meant(meaning, " ".join(one.text for one in given[at : at + size])))
            at += size
            continue
        at += 1
        if run.kind == "digits":
            found.append(Token(NUMBER, run.text, code=int(run.text[:9])))
        elif run.kind == "latin" and run.text in _ROMAN:
            found.append(Token(NUMBER, run.text, code=_ROMAN[run.text]))
        elif run.kind in ("han", "kana", "hangul"):
            found += _letters(run)
        elif run.kind == "latin":
            meaning_heard = heard(run.text)
            found += [_meant(meaning_heard, run.text)] if meaning_heard else _split(run)
        else:
            found.append(run)
    return found


def _word(run: Run) -> Token:
    token = word_token(run)
    codes = korean(run) if len(token.letters) > _SHORTEST_SYLLABIC else ()
    return replace(token, syllabic=bool(codes) and len(codes[0]) <= 2)


def _korean(run: Run) -> tuple[tuple[Token, ...], ...]:
    """Ways to take a proper name as Korean syllables; as a word where there are none."""
    found = tuple(tuple(Token(SYLLABLE, run.text, code=one) for one in codes) for codes in korean(run)[:2] if codes)
    return found or ((_word(run),),)


def _mandarin(run: Run) -> tuple[Token, ...]:
    """A proper name as Mandarin syllables; empty when it cannot be one."""
    spoken = chinese(run) if run.kind in ("latin", "han") and len(run.text) > 1 else ()
    return tuple(Token(MANDARIN, run.text, code=one) for one in spoken) if len(spoken) <= _LONGEST_SPELLING else ()


@lru_cache(maxsize=32768)
def body_forms(text: str, *, ship: bool = False) -> tuple[Form, ...]:
    """Forms of an organisation's or a ship's name."""
    kind = SHIP if ship else BODY
    parts = _parts(text)
    plain = tuple(part if isinstance(part, Token) else _word(part) for part in parts)
    if not plain:
        return ()
    forms = [Form(kind, plain)]
    options = [((part,),) if isinstance(part, Token) else _korean(part) for part in parts]
    choices = islice(product(*options), _FORMS)
    forms += [Form(kind, tuple(token for tokens in choice for token in tokens)) for choice in choices]
    # Mandarin throughout or not at all: a reading that changes inside a name meets too much by chance.
    proper = [(part, _mandarin(part)) for part in parts if isinstance(part, Run)]
    if proper and all(tokens for _, tokens in proper):
        read = dict(proper)
        forms.append(
            Form(kind, tuple(one for part in parts for one in ((part,) if isinstance(part, Token) else read[part])))
        )
    translated = with_elements(parts)
    if translated:
        forms.append(Form(kind, tuple(one if isinstance(one, Token) else _word(one) for one in translated)))
    joined = "".join(word_of(run) for run in runs(text) if run.kind == "latin" and not _is_legal(run))
    if _SHORTEST_JOINED <= len(joined) <= _LONGEST_JOINED and not any(token.kind == NUMBER for token in plain):
        forms.append(Form(JOINED, (Token(WORD, joined, letters=joined, sound=of_latin(joined)),)))
    return tuple(dict.fromkeys(form for form in forms if form.tokens))


def _is_legal(run: Run) -> bool:
    meaning = words().phrases.get((run.text,))
    return meaning is not None and meaning.legal


def initials(text: str) -> Form | None:
    """The initials of an organisation's Latin name, when there are three or more."""
    letters = "".join(run.text[0] for run in runs(text) if run.kind == "latin" and run.text not in _SMALL)
    if not 3 <= len(letters) <= 8:
        return None
    return Form(BODY, (Token(INITIALS, letters.upper(), letters=letters),))


_SMALL = frozenset(("of", "the", "and", "for", "&", "de", "in"))
