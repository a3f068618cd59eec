"""Marks inside running text that are no part of it: the numbers of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shiome.reading.text.draft import Draft, Edit

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EXPLICIT = re.compile(
    "[ ]?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[)⁾]?|[\\[［](?:注|註|脚注|각주|note )?\\d{1,3}[\\]］]|[（(](?:注|註|脚注|주|прим\\. )\\s?\\d{1,3}[）)]"
    "|[*＊]\\d{1,2}(?=[。、.,）)\\s])|\\[\\^[^\\]\\s]{1,20}\\](?!:))"
)
# A bare number counts only where a sentence has ended, or its predicate has, and only in the order of the numbers before it.
_BARE = re.compile(
    "(?<=[たるいうくすつぬぶむぐだ])(?P<before>[ ]?\\d{1,3})(?=。)"
    "|(?<=。)(?P<after>[ ]?\\d{1,3})(?=\\s|$|[^\\d\\s年月日時分秒名人件回か個カヶ％%.．、,:：/-])"
    "|(?<=[^\\W\\d_][.,;])(?P<spaced>\\d{1,3})(?=\\s|$)"
    '|(?<=[.!?]["”’»])(?P<quoted>\\d{1,3})(?=\\s|$)'
    "|(?<=다\\.)(?P<korean>[ ]?\\d{1,3}\\)?)(?=\\s|$)"
)
_UNITS = re.compile("[²³]")
_GAP = 3
"""How many footnotes may have been lost between two that are found."""


def drop_footnote_marks(draft: Draft) -> None:
    """Take footnote marks out of the text; their numbers stay in ``draft.dropped``."""
    edits = list(_found(draft.text))
    for edit in edits:
        text = draft.text[edit.start : edit.end]
        number = "".join(char for char in text.translate(_SUPERSCRIPT) if char.isalnum())
        draft.drop(edit.start, edit.end, "footnote mark", value=number.removeprefix("注").removeprefix("註"))
    draft.apply(edits)


def _found(text: str) -> Iterator[Edit]:
    explicit = [match.span() for match in _EXPLICIT.finditer(text) if not _is_unit(text, match)]
    bare: list[tuple[int, int]] = []
    last = 0
    for match in _BARE.finditer(text):
        number = int("".join(filter(str.isdigit, match[0])))
        if last < number <= last + _GAP:
            bare.append(match.span())
            last = number
    if len(bare) == 1 and last != 1:  # one number on its own is more likely a number
        bare = []
    at = 0
    for start, end in sorted(explicit + bare):
        if start >= at:
            yield Edit(start, end, "", "footnote mark")
            at = end


def _is_unit(text: str, match: re.Match[str]) -> bool:
    """Whether a superscript is the power of a unit: km², m³."""
    return bool(_UNITS.fullmatch(match[0])) and text[max(0, match.start() - 1) : match.start()] in ("m", "㎡", "㎞")
