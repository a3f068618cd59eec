"""Passages of raw files: where a citation lies, the sentence around it, and the same text without the file's line breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_STOPS = "。！？!?"
_CLOSERS = "」』）)］】”\"'’"
_OPENERS = "・◆•■□●○※-–—*#"
_REACH = 300
"""Characters that a sentence is followed at most to either side: text without stops is not one sentence."""
_WIDE = ("W", "F")


def locate(
    text: str, *, line: int, end_line: int | None = None, column: int | None = None, length: int | None = None
) -> tuple[int, int] | None:
    r"""Start and end in ``text`` of lines, or of ``length`` characters from ``column`` of ``line``; ``None`` beyond its end.

    A line end counts as one character of ``length``, whatever it is made of.

    >>> locate("one\r\ntwo three", line=1, column=0, length=7)
    (0, 8)
    """
    starts = _line_starts(text)
    if line < 1 or line > len(starts):
        return None
    if column is None or length is None:
        last = min(end_line or line, len(starts))
        end = starts[last] if last < len(starts) else len(text)
        return starts[line - 1], starts[line - 1] + len(text[starts[line - 1] : end].rstrip())
    position = starts[line - 1] + column
    end = position
    for _ in range(length):
        if end >= len(text):
            break
        end += 2 if text.startswith("\r\n", end) else 1
    return (position, end) if position < len(text) else None


def line_of(text: str, offset: int) -> int:
    """1-based line of a character of the raw text."""
    return text.count("\n", 0, offset) + 1


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` widened to the sentence or sentences they lie in.

    >>> body = "Rain fell. The ferry stayed in port. Nobody left."
    >>> first, last = around(body, 15, 20)
    >>> body[first:last]
    'The ferry stayed in port.'
    """
    low, high = _paragraphs_around(text, start, end)
    return max(low, _back(text, start)), min(high, _forth(text, start, end))


def in_context(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a passage; for a whole sentence, the one before and the one after it in its paragraph.

    >>> body = "Rain fell. The ferry stayed in port. Nobody left."
    >>> first, last = in_context(body, 11, 36)
    >>> body[first:last]
    'Rain fell. The ferry stayed in port. Nobody left.'
    """
    first, last = around(text, start, end)
    low, high = _paragraphs_around(text, start, end)
    before, after = text[low:first].rstrip(), text[last:high].lstrip()
    if first == start and before.strip(_OPENERS + " \t\u3000"):
        first = max(low, _back(text, low + len(before) - 1))
    if last == end and after:
        begin = high - len(after)
        last = min(high, _forth(text, begin, begin + 1))
    return first, last


def _paragraphs_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the paragraph that ``start`` lies in to the end of the one that ``end`` lies in."""
    found = paragraphs(text)
    low = next((a for a, b in found if a <= start < b), start)
    high = next((b for a, b in found if a < end <= b), end)
    return low, high


def _back(text: str, start: int) -> int:
    low = max(0, start - _REACH)
    at = start
    while at > low and not _breaks(text, at):
        at -= 1
    while at < start and (text[at].isspace() or text[at] in _CLOSERS + _OPENERS):
        at += 1
    return at


def _forth(text: str, start: int, end: int) -> int:
    high = min(len(text), end + _REACH)
    at = max(end, start + 1)
    while at < high and not _breaks(text, at):
        at += 1
    while at < high and text[at] in _CLOSERS:
        at += 1
    while at > end and text[at - 1].isspace():
        at -= 1
    return at


def _breaks(text: str, at: int) -> bool:
    """Whether a sentence ends before ``at``: a stop, or a blank line after a short line (a heading, the end of a list)."""
    if text[at - 1] in _STOPS:
        return True
    if text[at - 1] == "." and (at == len(text) or text[at].isspace()):
        return not re.search(r"(?:\b[A-Z]|\b(?:Mr|Ms|Dr|St|No|vol|pp?|etc|e\.g|i\.e))\.$", text[max(0, at - 8) : at])
    if text[at - 1] == "\n" and re.match(r"[ \t\r]*\n", text[at : at + 40]):
        previous = text[:at].rstrip().rsplit("\n", 1)[-1].strip()
        return sum(_width(c) for c in previous) < 60
    return False


def tidy(text: str) -> str:
    r"""Raw text as running text: line breaks undone (no space between ideographs), no control characters, single spaces.

    >>> tidy("the two\n sides met"), tidy("両国が会\n談した")
    ('the two sides met', '両国が会談した')
    """
    return "".join(piece for _, piece in flow(text, 0, len(text))).strip()


def flow(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The pieces of running text that ``text[start:end]`` makes, each with the offset in ``text`` where it begins."""
    for match in _TOKEN.finditer(text, start, end):
        if match["space"] is None:
            yield match.start(), match[0]
        elif "\n" not in match[0]:
            yield match.start(), "\u3000" if "\u3000" in match[0] else " "
        elif match.start() > 0 and match.end() < len(text) and not _joins(text[match.start() - 1], text[match.end()]):
            yield match.start(), " "


_TOKEN = re.compile(r"(?P<space>\s+)|[^\s\x00-\x1f\x7f-\x9f\ufeff\u200b\u00ad]+")


def _joins(first: str, second: str) -> bool:
    """Whether a line break between the two is no word boundary: so between ideographs and kana, not between Hangul."""
    hangul = any("\uac00" <= c <= "\ud7a3" for c in (first, second))
    return not hangul and _width(first) == 2 and _width(second) == 2


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


@lru_cache(maxsize=32)
def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    r"""Start and end of the paragraphs of a raw file, whose lines may have been broken at a fixed width.

    A blank line ends a paragraph; so does a line well shorter than its neighbours, a line too long to have been broken at
    any width, and a line before a bullet or a heading sign.

    >>> paragraphs("one\n\ntwo")
    ((0, 3), (5, 8))
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\f]+", text) if m[0].strip()]
    widths = [sum(map(_width, text[start:end].strip())) for start, end in lines]
    usual = max((width for width in widths if _COLUMN <= width <= _NEVER_BROKEN), default=_NEVER_BROKEN)
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for number, (start, end) in enumerate(lines):
        begin = start if begin is None else begin
        if number + 1 == len(lines):
            found.append((begin, end))
            break
        follower = lines[number + 1][0]
        neighbours = max(widths[number + 1], widths[number - 1] if number else 0)
        short = widths[number] < neighbours * 0.8
        # A blank line amid a sentence is the end of a page or a column.
        amid = usual * 0.8 <= widths[number] <= _NEVER_BROKEN and text[start:end].rstrip()[-1] not in _STOPS + ".:"
        blank = text.count("\n", end, follower) > 1 and not amid
        if blank or short or widths[number] > _NEVER_BROKEN or _STARTS.match(text, follower):
            found.append((begin, end))
            begin = None
    return tuple(found)


_COLUMN = 40
"""Columns of the narrowest page whose lines may break amid a sentence."""
_NEVER_BROKEN = 160
"""Columns beyond which a line was not broken to fit a page."""
_STARTS = re.compile(r"[ \t]*(?:[-*•・◆■●○#>]|\d+[.)．）] |　)")
