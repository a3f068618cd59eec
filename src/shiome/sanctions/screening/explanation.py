"""Why two names were found alike, part by part."""

from __future__ import annotations

import numpy as np

from shiome.sanctions.screening import kernels
from shiome.sanctions.screening.bank import Bank, Frequencies, share_key, sound_tables
from shiome.sanctions.screening.kernels.layout import (
    MANDARIN,
    PERSON_SYLLABLES,
    SYLLABLE,
)
from shiome.sanctions.screening.model import Reason
from shiome.sanctions.screening.names import Token
from shiome.sanctions.screening.words import words

_KINDS = {
    PERSON_SYLLABLES: ("syllables", "read as syllables", "音節として"),
    2: ("organisation", "by the meaning and sound of its parts", "語の意味と音で"),
    3: ("ship", "as a ship's name", "船名として"),
}
_COMMON = 0.01


def _shown(token: Token, place: int) -> str:
    meaning = words().meanings[token.code].name.replace("_", " ") if token.kind == 2 else ""
    if token.kind in (SYLLABLE, MANDARIN) and place:
        return f"{token.text}[{place}]"
    return f"{token.text} ({meaning})" if meaning and meaning != token.text else token.text


def explain_name(query: Bank, mine: int, bank: Bank, theirs: int, score: float, name: tuple[str, str]) -> Reason:
    """The reason that a pair of forms gives: each part of the query with the part it was matched to."""
    form, other = query.forms[mine], bank.forms[theirs]
    found = np.zeros((len(form.tokens), 2))
    kernels.matched(query.flat, mine, bank.flat, theirs, sound_tables(), found)
    pieces: list[str] = []
    for place, token in enumerate(form.tokens):
        fellow = int(found[place, 0])
        if fellow >= 0:
            pieces.append(f"{_shown(token, place)} = {_shown(other.tokens[fellow], fellow)} {found[place, 1]:.2f}")
        elif not token.legal:
            pieces.append(f"{_shown(token, place)} ≠")
    feature, how, how_ja = _KINDS.get(form.kind, ("words", "as words", "語として"))
    parts = ", ".join(pieces)
    prop, text = name
    return Reason(
        f"name_{feature}", round(score, 3), f"{prop} {text!r} {how}: {parts}", f"{prop}「{text}」{how_ja}：{parts}"
    )


def explain_common(query: Bank, mine: int, frequencies: Frequencies) -> Reason | None:
    """The reason that a name is made of parts which many listed persons share, when it is."""
    form = query.forms[mine]
    if form.kind != PERSON_SYLLABLES:
        return None
    total = frequencies.totals.get(share_key(form.kind, form.tokens[0])[0], 0)
    common = [(frequencies.counts.get(share_key(form.kind, token), 0), token.text) for token in form.tokens]
    often = [(count, text) for count, text in common if total and count / total > _COMMON]
    if not often:
        return None
    listed = ", ".join(f"{text}: {count}/{total}" for count, text in often)
    return Reason("common_name", 0.0, f"common parts count less ({listed})", f"よくある部分は軽く数える（{listed}）")
