"""What to write in place of a word that departs from the bank."""

from __future__ import annotations

from shiome.coordination.terms.model import Mend
from shiome.region.schema.words import Term

_PARTICLES = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"))
"""Korean particles that follow a final consonant, and those that follow a vowel."""
_HANGUL, _HANGUL_END, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8


def mend_of(term: Term, language: str, sentence: str, start: int, end: int) -> Mend | None:
    """What the bank offers for the words from ``start`` to ``end``; ``None`` where it has nothing in this language.

    Forms that the bank lists are replaced by theirs; for others the form with the longest common beginning is taken, or the
    standard word, and the mend is marked to be adjusted.
    """
    words = sentence[start:end]
    offered = term.mends.get(language, {})
    form = max(offered, key=lambda each: _common(each, words), default="")
    if form and _common(form, words) < max(2, len(form) // 2):
        form = ""
    standard = term.preferred.get(language, ())
    if not form and not standard:
        return None
    new = offered[form] if form else standard[0]
    if words[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    rest = sentence[end:]
    if language == "ko":
        rest = _fitted(words, new, rest)
    return Mend(words=new, sentence=sentence[:start] + new + rest, adjust=form.casefold() != words.casefold())


def _common(form: str, words: str) -> int:
    length = 0
    for a, b in zip(form.casefold(), words.casefold(), strict=False):
        if a != b:
            break
        length += 1
    return length


def _fitted(old: str, new: str, rest: str) -> str:
    """What follows a Korean noun, with the particle that the new noun asks for.

    >>> _fitted("국", "나라", "을 본다"), _fitted("국", "나라", "으로"), _fitted("국", "나라", "에")
    ('를 본다', '로', '에')
    """
    had, has = _final(old), _final(new)
    if had is None or has is None:
        return rest
    for closed, opened in _PARTICLES:
        before = _particle(closed, opened, had)
        after = rest[len(before) :]
        if rest.startswith(before) and not after[:1].isalpha():
            return _particle(closed, opened, has) + after
    return rest


def _particle(closed: str, opened: str, final: int) -> str:
    if closed == "으로":
        return opened if final in (0, _RIEUL) else closed
    return closed if final else opened


def _final(word: str) -> int | None:
    """Number of the final consonant of the last syllable, 0 for none; ``None`` for a word not in Hangul."""
    code = ord(word[-1]) if word else 0
    return (code - _HANGUL) % _FINALS if _HANGUL <= code <= _HANGUL_END else None
