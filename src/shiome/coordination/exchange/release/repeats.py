"""Withheld values that the originator has written in another field too.

What is said twice is withheld once only. Strings are compared after NFKC, without case and with blanks as one; the whole of a withheld
text and each of its sentences are looked for. What says the same in other words is not found: that takes a reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from shiome.coordination.exchange.objects.numbers import number_text
from shiome.coordination.exchange.release.pointers import at, leaves, path_of, pointer_of
from shiome.coordination.exchange.release.publication import Publication, View

_SHORT = 4
"""A text of less weight is looked for as a whole word only; characters beyond ASCII weigh two."""
_SENTENCE = re.compile(r"(?<=[。．！？!?\n])|(?<=\. )")
_DIGITS = 3
"""A number of fewer digits stands in too many places to mean anything."""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """A withheld value that stands elsewhere."""

    withheld: str
    """JSON pointer of the withheld value in the original; of the labelled part where it lies in one."""
    kept: str
    """JSON pointer of where it stands in the view."""


def repeats(publication: Publication, view: View) -> tuple[Repeat, ...]:
    """Where withheld values stand in a view.

    Every value is one that the originator wrote in two places; the order is that of the withheld parts.
    """
    kept = [(pointer_of(path), _plain(value)) for path, value in leaves(view.object) if not isinstance(value, bool)]
    found: dict[Repeat, None] = {}
    for pointer in view.dropped:
        below = leaves(at(publication.object, path_of(pointer, publication.object)))
        for secret in (value for path, value in below if publication.words.isdisjoint(map(str, path))):
            for pattern in _patterns(secret):
                for place, text in kept:
                    if pattern.search(text):
                        found[Repeat(withheld=pointer, kept=place)] = None
    return tuple(found)


def _patterns(secret: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(secret, bool) or secret is None:
        return
    if not isinstance(secret, str):
        text = _plain(secret)
        if len(text.lstrip("-0.").replace(".", "")) >= _DIGITS:
            yield re.compile(rf"(?<![\d.]){re.escape(text)}(?!\d|\.\d)")
        return
    whole = _plain(secret)
    parts = {whole, *(_plain(part) for part in _SENTENCE.split(secret))}
    for part in sorted(parts):
        weight = sum(1 if character.isascii() else 2 for character in part)
        if weight >= _SHORT:
            yield re.compile(re.escape(part))
        elif part and part == whole:
            yield re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return number_text(value)
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())
